"""How friendly or hostile the acts of a relation are: PLOVER's quad classes, and the mean of its intensity scores.

Both are of the acts as coded, not of the words of the texts. The scores are PLOVER's own (draft 2.0), from -10 (mass
killing) to 10 (aid), one for each type and mode; they stand in knowledge/data/plover.csv. A meeting has 2.5 whatever
was said in it, so that a relation of meetings alone is always mildly friendly: it is differences that tell something.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bilateral.analysis.chance import mean_interval, wilson
from bilateral.analysis.relation import Tally, month_of, tally
from bilateral.knowledge.plover import plover
from bilateral.model import QUAD, Event

__all__ = ["QUADS", "Tone", "by_month", "intensity", "tone"]

QUADS: tuple[str, ...] = tuple(dict.fromkeys(QUAD.values()))
"""PLOVER's quad classes: verbal and material cooperation, verbal and material conflict."""


@dataclass(frozen=True, slots=True)
class Tone:
    """The tone of some events.

    `quads` has a Tally for each of QUADS, empty ones too. `mean` is the mean intensity, an event told as "twice"
    counting twice, None of no events; `interval` its 95 % interval, None with fewer than five acts or two months.
    """

    quads: tuple[Tally, ...]
    mean: float | None
    interval: tuple[float, float] | None

    @property
    def number(self) -> int:
        """How many acts there are."""
        return sum(quad.number for quad in self.quads)

    @property
    def conflict(self) -> int:
        """How many of them are conflict, verbal or material."""
        return sum(quad.number for quad in self.quads if quad.key.endswith("conflict"))

    @property
    def conflict_share(self) -> tuple[float, float, float] | None:
        """The share of conflict with its 95 % interval (Wilson's); None of no events."""
        found = wilson(self.conflict, self.number)
        return (self.conflict / self.number, *found) if found else None


def intensity(event: Event) -> float:
    """PLOVER's score of the event's type and mode; of a mode it does not know, that of the type."""
    return plover(event.type, event.mode).intensity


def tone(events: Iterable[Event]) -> Tone:
    """The tone of events, whatever their status."""
    listed = tuple(events)
    quads = tuple(tally(quad, (event for event in listed if QUAD[event.type] == quad)) for quad in QUADS)
    number = sum(event.count for event in listed)
    mean = sum(intensity(event) * event.count for event in listed) / number if number else None
    return Tone(quads, mean, mean_interval(by_month(listed)))


def by_month(events: Sequence[Event]) -> list[list[float]]:
    """The intensities of events by month, in order; an event in no one month is a month of its own."""
    months: dict[str, list[float]] = {}
    for event in events:
        key = month_of(event.when) or f"{event.when.earliest} {event.id}"
        months.setdefault(key, []).extend([intensity(event)] * event.count)
    return [months[key] for key in sorted(months)]
