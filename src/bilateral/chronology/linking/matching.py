"""Which second event each first one is linked to: the one that fits it best among those near it in time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bilateral.chronology.linking.nodes import Node
from bilateral.chronology.linking.rules import Fit, Rule

__all__ = ["best", "shift"]


def best(rule: Rule, firsts: Iterable[Node], seconds: Sequence[Node]) -> Iterator[tuple[Node, Node, Fit]]:
    """For each first event that fits any, the second that fits it best, then the nearest, then the first by id.

    All are of one dyad and have the roles of the rule; `seconds` come sorted by their first day.
    """
    lasting = max((node.days for node in seconds), default=0)
    starts = [node.earliest for node in seconds]
    for first in firsts:
        low, high = shift(first.earliest, -rule.back), shift(first.latest, rule.ahead)
        near = seconds[bisect_left(starts, shift(low, -lasting)) : bisect_right(starts, high)]
        fits = [
            (second, fit)
            for second in near
            if second.latest >= low and second.id != first.id and (fit := rule.judge(first, second))
        ]
        if fits:
            second, fit = min(fits, key=lambda found: (-found[1].score, first.gap(found[0]), found[0].id))
            yield first, second, fit


def shift(day: date, days: int) -> date:
    """The day so many days later (or earlier), or the last (first) that there is."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
