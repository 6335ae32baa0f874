"""What counts, between whom and in which direction: the definitions all other tables stand on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bilateral.chronology.query import COUNTED, SYMMETRIC
from bilateral.model import Actor, Event, Form, Level, Status, When

__all__ = [
    "CONTACT_FORMS",
    "HIGH_LEVELS",
    "Direction",
    "Pair",
    "Tally",
    "between",
    "by_date",
    "contact_level",
    "counted",
    "denied",
    "direction",
    "first_of",
    "initiator",
    "is_contact",
    "last_of",
    "month_of",
    "tally",
    "upcoming",
]

Pair = tuple[str, str]
"""Two party codes: ISO 3166-1 alpha-3 for states, the organisation's code for organisations."""

CONTACT_FORMS: tuple[Form, ...] = (
    Form.VISIT,
    Form.MEETING,
    Form.MULTILATERAL,
    Form.CALL,
    Form.VIDEO,
    Form.LETTER,
    Form.NOTE,
    Form.SIGNING,
)
"""Forms in which the sides deal with each other. Statements, measures, transfers, uses of force and invitations are
acts towards the other side, but no contact with it; they are told apart in every table."""

HIGH_LEVELS: tuple[Level, ...] = (Level.HEAD_OF_STATE, Level.HEAD_OF_GOVERNMENT, Level.FOREIGN_MINISTER)
"""Levels counted as high: foreign ministers and above on both sides, as far as known."""

_TOGETHER = frozenset({Form.MEETING, Form.MULTILATERAL, Form.VIDEO, Form.SIGNING})
_RANK = {level: rank for rank, level in enumerate(Level)}


class Direction(StrEnum):
    """Who acts, in a pair (first, second)."""

    OUT = "first to second"
    BACK = "second to first"
    JOINT = "both"


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something happened, and the events that say so.

    `number` counts occurrences: an event told as "twice" counts two, so it can exceed the number of events.
    """

    key: str
    number: int
    events: tuple[str, ...]


def tally(key: str, events: Iterable[Event]) -> Tally:
    """A Tally of `events` in the order given."""
    listed = tuple(events)
    return Tally(key, sum(event.count for event in listed), tuple(event.id for event in listed))


def by_date(events: Iterable[Event]) -> list[Event]:
    """Events by first possible day, then last possible day, then id."""
    return sorted(events, key=lambda event: (event.when.earliest, event.when.latest, event.id))


def first_of(events: Iterable[Event]) -> Event | None:
    """The event that surely took place before all others: the one whose last possible day is the earliest."""
    return min(events, key=lambda event: (event.when.latest, event.when.earliest, event.id), default=None)


def last_of(events: Iterable[Event]) -> Event | None:
    """The event that is surely as late as any: the one whose first possible day is the latest."""
    return max(events, key=lambda event: (event.when.earliest, event.when.latest, event.id), default=None)


def counted(events: Iterable[Event]) -> list[Event]:
    """Events that took place: occurred and ongoing ones, by date."""
    return by_date(event for event in events if event.status in COUNTED)


def upcoming(events: Iterable[Event]) -> list[Event]:
    """Events that are planned or proposed, by date. They are never counted as having taken place."""
    return by_date(event for event in events if event.status in (Status.PLANNED, Status.PROPOSED))


def denied(events: Iterable[Event]) -> list[Event]:
    """Events the texts say did not take place, by date."""
    return by_date(event for event in events if event.status is Status.NEGATED)


def direction(event: Event, pair: Pair) -> Direction | None:
    """Who acts towards whom in `pair`; None if the event is not between the two.

    JOINT where each stands on both sides, or where both stand on one side of an act that is done with each other
    (query.SYMMETRIC: two of three who meet; two who sanction a third do nothing to each other). A meeting or call
    keeps the direction in which it was told.
    """
    source, target = _parties(event.source), _parties(event.target)
    out = pair[0] in source and pair[1] in target
    back = pair[1] in source and pair[0] in target
    if out != back:
        return Direction.OUT if out else Direction.BACK
    together = event.form in SYMMETRIC and set(pair) <= source | target
    return Direction.JOINT if out or together else None


def initiator(event: Event, pair: Pair) -> Direction | None:
    """Which side of `pair` began: who called, travelled, wrote, spoke or acted; None if it is not between the two.

    JOINT for what takes two from the start (meetings, video talks, signings), whoever is told first, and where both
    are told as acting.
    """
    told = direction(event, pair)
    return Direction.JOINT if told and event.form in _TOGETHER else told


def between(events: Iterable[Event], pair: Pair) -> list[Event]:
    """The events that take place between the two parties, whoever acts, by date."""
    return by_date(event for event in events if direction(event, pair) is not None)


def is_contact(event: Event) -> bool:
    """Whether the sides dealt with each other (see CONTACT_FORMS)."""
    return event.form in CONTACT_FORMS


def contact_level(event: Event, pair: Pair) -> Level | None:
    """The level at which two sides met: that of the lower-ranking side, as protocol counts it.

    A president who receives an ambassador is a contact at ambassador level. Each side counts by its highest-ranking
    person. A side of which only an institution is named, or nothing, does not lower the other: where a president
    "visited the White House", nobody met there is told. INSTITUTION where that is all that is known of both, None where
    nothing is.
    """
    actors = (*event.source, *event.target)
    levels = [_highest(actor for actor in actors if actor.party == party) for party in pair]
    known = [level for level in levels if level is not None]
    people = [level for level in known if level is not Level.INSTITUTION]
    return max(people or known, key=_RANK.__getitem__, default=None)


def month_of(when: When) -> str | None:
    """The calendar month ("2022-03") that the whole range lies in; None where it does not lie in one month.

    An event is never put into a month on a guess: one that may have been on 30 June or 1 July belongs to neither.
    """
    first, last = f"{when.earliest:%Y-%m}", f"{when.latest:%Y-%m}"
    return first if first == last else None


def _parties(actors: Sequence[Actor]) -> set[str]:
    return {actor.party for actor in actors}


def _highest(actors: Iterable[Actor]) -> Level | None:
    levels = [actor.level for actor in actors if actor.level]
    return min(levels, key=_RANK.__getitem__) if levels else None
