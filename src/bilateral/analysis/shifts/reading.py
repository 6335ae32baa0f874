"""What was read when: the documents that a series may be rated against.

A publisher that was read for a part of the time only makes a shift of its own when it comes and when it goes: its texts
tell of other things than those of the rest, and more of them does not mend that. So only what publishers tell that were
read all along is counted, and rated against their documents alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from math import log

from bilateral.analysis.shifts.series import reading_stretch

__all__ = ["Passing", "Reading", "reading"]

_LEAST_GAP = 62
"""Days: nobody is missed who is silent for less than two months."""

_CHANCE = 5.0
"""Of a publisher that writes at random times the longest of n silences is about log(n) mean ones, and longer by so many
more in less than 1 of 100."""


@dataclass(frozen=True, slots=True)
class Passing:
    """A publisher read for a part of the time: the number of its documents, and the first and last day of them."""

    publisher: str
    documents: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Reading:
    """How many documents were published on each day, of those publishers that were read all along.

    `passing` are the others. Where no publisher was read all along, `mixed` is true, and all documents are counted.
    """

    by_day: Mapping[date, int] = field(default_factory=dict)
    publishers: tuple[tuple[str, int], ...] = ()
    passing: tuple[Passing, ...] = ()
    mixed: bool = False

    @property
    def left_out(self) -> frozenset[str]:
        """Publishers of whose documents nothing is counted."""
        return frozenset() if self.mixed else frozenset(one.publisher for one in self.passing)

    @property
    def documents(self) -> int:
        """How many documents are counted."""
        return sum(self.by_day.values())


def reading(rows: Iterable[tuple[str, date, int]], *, since: date | None = None, until: date | None = None) -> Reading:
    """What was read, of rows (publisher, "" where it is not known, day published, number of documents).

    Judged within the longest run of months in which documents were read, and within the days asked for.
    """
    asked = [row for row in rows if (not since or since <= row[1]) and (not until or row[1] <= until)]
    total = Counter[date]()
    for _, day, number in asked:
        total[day] += number
    span = reading_stretch(total, None, None)
    if span is None:
        return Reading()
    first, last = span
    days: defaultdict[str, Counter[date]] = defaultdict(Counter)
    for publisher, day, number in asked:
        if first <= day <= last:
            days[publisher][day] += number
    passing = tuple(
        Passing(name, read.total(), min(read), max(read))
        for name, read in sorted(days.items())
        if _comes_and_goes(read, span)
    )
    gone = {one.publisher for one in passing}
    steady = {name: read for name, read in days.items() if name not in gone}
    kept = steady or days
    by_day = Counter[date]()
    for read in kept.values():
        by_day.update(read)
    sizes = sorted(((name, read.total()) for name, read in kept.items()), key=lambda one: (-one[1], one[0]))
    return Reading(dict(sorted(by_day.items())), tuple(sizes), passing, mixed=not steady)


def _comes_and_goes(read: Mapping[date, int], span: tuple[date, date]) -> bool:
    days: Sequence[date] = [span[0], *sorted(read), span[1]]
    silence = max((after - before).days for before, after in pairwise(days))
    number = sum(read.values())
    usual = (span[1] - span[0]).days / number
    return silence > max(_LEAST_GAP, (log(number) + _CHANCE) * usual)
