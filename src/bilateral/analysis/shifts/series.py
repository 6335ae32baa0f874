"""Events of a dyad as a series: what is counted, in which periods, rated against what.

More texts must not look like more contacts. Where texts were read all along, a period's exposure is the number of
documents published in it; else it is its days, and the series says so. An event whose date does not lie within one
period is in none: it is never put there on a guess.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from bilateral.analysis.relation import CONTACT_FORMS, Pair, contact_level
from bilateral.model import ISSUES, QUAD, Event, Level

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "LEAST_READ",
    "MONTH",
    "PERIODS",
    "SERIES",
    "Basis",
    "Dated",
    "Frame",
    "Period",
    "dated",
    "frame",
    "reading_stretch",
]

Period = Literal["week", "month"]
PERIODS: tuple[Period, ...] = ("week", "month")
Basis = Literal["documents", "days"]

MONTH = 365.2425 / 12
"""Days of a mean month, in which rates are told."""

LEAST_READ = 5
"""Documents that a month must have for reading to have gone on in it."""

_WEEKS = 160
"""Series of up to so many weeks (three years) are cut into weeks, longer ones into months."""

_FITTING = 0.9
"""Part of the events whose dates must lie within a week for weeks to do."""

_READ_PART = 0.8
"""Part of the events that must lie where reading went on for documents to be what they are rated against."""

_SILENCE = 730
"""A silence of more days than this parts what is remembered from long ago from the relation told of."""


@dataclass(frozen=True, slots=True)
class Dated:
    """An event as a series takes it: between which days it was, how many it stands for, its kinds and their parts.

    The parts add up to 1, and `kinds` are none where only the number counts.
    """

    id: str
    earliest: date
    latest: date
    number: int
    kinds: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """The periods of a series: `edges` are their first days and the day after the last, `exposure` what each had.

    `basis` says what exposure counts: documents published in the period, or its days.
    """

    period: Period
    edges: tuple[date, ...]
    exposure: tuple[float, ...]
    basis: Basis

    @property
    def monthly(self) -> float:
        """The exposure of a mean month."""
        return sum(self.exposure) * MONTH / (self.edges[-1] - self.edges[0]).days

    @property
    def years(self) -> float:
        """How long it is."""
        return (self.edges[-1] - self.edges[0]).days / 365.2425

    def place(self, event: Dated) -> int | None:
        """The period that all the days of an event lie in; None where there is none."""
        first, last = (bisect_right(self.edges, day) - 1 for day in (event.earliest, event.latest))
        return first if first == last and 0 <= first < len(self.edges) - 1 else None

    def counts(self, events: Iterable[Dated]) -> NDArray[np.int64]:
        """How many there were in each period."""
        import numpy as np

        found = np.zeros(len(self.edges) - 1, np.int64)
        for event in events:
            at = self.place(event)
            if at is not None:
                found[at] += event.number
        return found

    def kinds(self, events: Iterable[Dated], order: Sequence[str]) -> tuple[tuple[str, ...], NDArray[np.float64]]:
        """The kinds that occur, in that order, and how many of each there were in each period."""
        import numpy as np

        placed = [(at, event) for event in events if (at := self.place(event)) is not None]
        seen = {kind for _, event in placed for kind, _ in event.kinds}
        names = tuple(kind for kind in order if kind in seen)
        found = np.zeros((len(self.edges) - 1, len(names)))
        for at, event in placed:
            for kind, part in event.kinds:
                found[at, names.index(kind)] += part
        return names, found


@dataclass(frozen=True, slots=True)
class Series:
    """A thing that may shift: how it is called, to what question it answers, and what an event adds to it.

    `order` are the kinds whose shares it is about; none where it is about the number of events. `kinds` gives an
    event's (None: it is not in this series).
    """

    name: str
    what: str
    order: tuple[str, ...]
    kinds: Callable[[Event, Pair], tuple[tuple[str, float], ...] | None]


def _number(event: Event, contacts: bool) -> tuple[tuple[str, float], ...] | None:
    return () if (event.form in CONTACT_FORMS) is contacts else None


def _level(event: Event, pair: Pair) -> tuple[tuple[str, float], ...] | None:
    level = contact_level(event, pair) if event.form in CONTACT_FORMS else None
    return ((level.value, 1.0),) if level not in (None, Level.INSTITUTION) else None


def _issues(event: Event, _pair: Pair) -> tuple[tuple[str, float], ...] | None:
    return tuple((issue, 1 / len(event.issues)) for issue in event.issues) or None


SERIES: tuple[Series, ...] = (
    Series("contacts", "rate", (), lambda event, _: _number(event, True)),
    Series("other acts", "rate", (), lambda event, _: _number(event, False)),
    Series("tone", "tone", tuple(dict.fromkeys(QUAD.values())), lambda event, _: ((QUAD[event.type], 1.0),)),
    Series("level", "level", tuple(level.value for level in Level if level is not Level.INSTITUTION), _level),
    Series("agenda", "agenda", ISSUES, _issues),
)
"""Contacts and other acts (statements, measures, uses of force ...) by their number; the tone of all events by PLOVER's
quad class; the level of contacts, where a person's is known on a side; the issues of all events that have some, each
event counting one, in equal parts for its issues."""


def dated(events: Iterable[Event], pair: Pair, series: Series) -> list[Dated]:
    """The events of a series, in the order given."""
    found = ((event, series.kinds(event, pair)) for event in events)
    return [
        Dated(event.id, event.when.earliest, event.when.latest, event.count, kinds)
        for event, kinds in found
        if kinds is not None
    ]


def frame(
    events: Sequence[Dated],
    *,
    read: Mapping[date, int],
    since: date | None = None,
    until: date | None = None,
    period: Period | None = None,
) -> Frame | None:
    """The periods that these events are counted in; None where there are none.

    `read` has the number of documents published on each day. The periods are those of the time in which documents were
    read all along, if most events lie in it, else of that from the first event to the last, without what is remembered
    from before a silence of two years: before and after, silence may be that of the texts. `since` and `until` narrow
    down both.
    """
    span = reading_stretch(read, since, until)
    told = _latest(events, since, until)
    if not told:
        return None
    within = [event for event in told if span and span[0] <= event.earliest and event.latest <= span[1]]
    basis: Basis = "documents" if span and len(within) >= _READ_PART * len(told) else "days"
    first, last = told[0].earliest, max(event.latest for event in told)
    if basis == "documents" and span:
        first, last = span
    step = period or _step(first, last, told, read if basis == "documents" else None)
    edges = _edges(first, last, step)
    days = tuple(float((end - start).days) for start, end in pairwise(edges))
    return Frame(step, edges, _documents(read, edges) if basis == "documents" else days, basis)


def reading_stretch(read: Mapping[date, int], since: date | None, until: date | None) -> tuple[date, date] | None:
    """The first and last day of the longest run of months with enough documents, within the days asked for."""
    asked = {day: number for day, number in read.items() if (not since or since <= day) and (not until or day <= until)}
    if not asked:
        return None
    edges = _edges(min(asked), max(asked), "month")
    runs: list[list[int]] = [[]]
    for at, number in enumerate(_documents(asked, edges, least=0)):
        if number >= LEAST_READ:
            runs[-1].append(at)
        elif runs[-1]:
            runs.append([])
    run = max(runs, key=len)  # the earliest of the longest
    if not run:
        return None
    inside = [day for day in asked if edges[run[0]] <= day < edges[run[-1] + 1]]
    return min(inside), max(inside)


def _latest(events: Sequence[Dated], since: date | None, until: date | None) -> list[Dated]:
    """The events asked for, by date, without what lies before a long silence."""
    found = sorted(events, key=lambda event: (event.earliest, event.latest, event.id))
    found = [e for e in found if (not since or since <= e.earliest) and (not until or e.latest <= until)]
    found = [event for event in found if (event.latest - event.earliest).days <= MONTH]
    cut = 0
    for at in range(1, len(found)):
        if (found[at].earliest - found[at - 1].latest).days > _SILENCE:
            cut = at
    return found[cut:]


def _step(first: date, last: date, events: Sequence[Dated], read: Mapping[date, int] | None) -> Period:
    weeks = ((last - first).days + 6) // 7
    fitting = sum(_monday(event.earliest) == _monday(event.latest) for event in events)
    if weeks > _WEEKS or fitting < _FITTING * len(events):
        return "month"
    if read is not None:
        numbers = sorted(_documents(read, _edges(first, last, "week"), least=0))
        return "week" if numbers[len(numbers) // 2] >= LEAST_READ else "month"
    return "week"


def _edges(first: date, last: date, period: Period) -> tuple[date, ...]:
    """First days of the periods from `first` to `last`, and the day after; the outer ones may be cut short."""
    edges = [first]
    while True:
        after = _next(edges[-1], period)
        if after > last:
            return (*edges, last + timedelta(1))
        edges.append(after)


def _next(day: date, period: Period) -> date:
    if period == "week":
        return _monday(day) + timedelta(7)
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())


def _documents(read: Mapping[date, int], edges: Sequence[date], *, least: float = 1.0) -> tuple[float, ...]:
    """Documents by period; a period in which nothing was published counts `least`, so that it says next to nothing."""
    found = [0.0] * (len(edges) - 1)
    for day, number in read.items():
        at = bisect_right(edges, day) - 1
        if 0 <= at < len(found):
            found[at] += number
    return tuple(max(least, number) for number in found)
