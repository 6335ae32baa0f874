"""Which second event each first one is linked to: the one that fits it best among those near it in time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from bilateral.chronology.linking.nodes import Node
from bilateral.chronology.linking.rules import Fit, Rule

__all__ = ["Place", "best", "near", "shift"]


class _Lasting(Protocol):
    @property
    def earliest(self) -> date: ...
    @property
    def latest(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Place:
    """An event and its days, before anything else of it is read."""

    event: str
    earliest: date
    latest: date


Thing = TypeVar("Thing", bound=_Lasting)


def near(rule: Rule, firsts: Sequence[Place], seconds: Sequence[Place]) -> tuple[list[Place], list[Place]]:
    """Those of both, which come sorted by their first day, that have anything of the other near enough in time."""
    found: list[Place] = []
    there: set[str] = set()
    around = _around(rule, seconds)
    for first in firsts:
        events = [second.event for second in around(first) if second.event != first.event]
        if events:
            found.append(first)
            there.update(events)
    return found, [second for second in seconds if second.event in there]


def best(rule: Rule, firsts: Iterable[Node], seconds: Sequence[Node]) -> Iterator[tuple[Node, Node, Fit]]:
    """For each first event that fits any, the second that fits it best, then the nearest, then the first by id.

    All are of one dyad and have the roles of the rule; `seconds` come sorted by their first day.
    """
    around = _around(rule, seconds)
    for first in firsts:
        fits = [
            (second, fit) for second in around(first) if second.id != first.id and (fit := rule.judge(first, second))
        ]
        if fits:
            second, fit = min(fits, key=lambda found: (-found[1].score, first.gap(found[0]), found[0].id))
            yield first, second, fit


def _around(rule: Rule, seconds: Sequence[Thing]) -> Callable[[_Lasting], list[Thing]]:
    """A function that gives the seconds near enough in time to a first one."""
    lasting = max(((one.latest - one.earliest).days for one in seconds), default=0)
    starts = [one.earliest for one in seconds]

    def around(first: _Lasting) -> list[Thing]:
        low, high = shift(first.earliest, -rule.back), shift(first.latest, rule.ahead)
        begin, end = bisect_left(starts, shift(low, -lasting)), bisect_right(starts, high)
        return [second for second in seconds[begin:end] if second.latest >= low]

    return around


def shift(day: date, days: int) -> date:
    """The day so many days later (or earlier), or the last (first) that there is."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
