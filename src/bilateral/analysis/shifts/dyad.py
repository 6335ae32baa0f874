"""The shifts of a dyad: when its rate, tone, level or agenda changed, how surely, and the events on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, get_args

from bilateral.analysis.relation import Pair, between, counted
from bilateral.analysis.shifts.alarms import Setting, hazard, lowest, setting
from bilateral.analysis.shifts.series import SERIES, Dated, Frame, Period, Series, dated, frame
from bilateral.errors import UnknownValue
from bilateral.model import Event

if TYPE_CHECKING:
    from bilateral.analysis.shifts.counts import Rate
    from bilateral.analysis.shifts.segments import Change
    from bilateral.analysis.shifts.shares import Share

__all__ = ["WHATS", "DyadShifts", "Looked", "Part", "Shift", "What", "shifts_in", "shifts_of"]

What = Literal["rate", "tone", "level", "agenda"]
WHATS: tuple[What, ...] = get_args(What)

LEAST_EVENTS = 8
"""Fewer events than this tell of no change of their rate."""

LEAST_KINDS = 20
"""Fewer events than this tell of no change of shares."""

_LEAST_PERIODS = 6

_MOST_PERIODS = 1500
"""125 years of months, 28 of weeks: memory and time go with the square."""


@dataclass(frozen=True, slots=True)
class Part:
    """A series on one side of a shift, up to the next shift or the end.

    Its days (both included), how many events and of which ids, by date, and the exposure it had (documents or days, as
    the frame says).

    `rate` is events a mean month at the mean exposure, of series of numbers; `shares` by kind, of series of shares.
    """

    first: date
    last: date
    number: int
    events: tuple[str, ...]
    exposure: float
    rate: Rate | None = None
    shares: tuple[tuple[str, Share], ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """A change of a series.

    `at` is the first day of the period that is most likely the first new one; with 90 % the change came between the
    days `low` and `high`, both included.
    `probability` is that of at least one change about there. `most` is the kind whose share rose most, of shares.
    `drift` is, of numbers, how many times likelier they are by an even drift from the shift before to the one after.
    """

    series: str
    at: date
    low: date
    high: date
    probability: float
    before: Part
    after: Part
    most: str = ""
    drift: float | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """A series that was looked at: how many events it has, in which frame, and by which setting shifts are told.

    `loose` events of it have no date good enough for a period, or lie outside the frame. Where `refused` is not empty,
    it says why nothing can be told. With `spells` it is cut into months where weeks would do, as its events come in
    spells of several weeks.
    """

    series: str
    what: str
    number: int
    loose: int
    frame: Frame | None
    setting: Setting | None
    refused: str = ""
    shifts: tuple[Shift, ...] = ()
    spells: bool = False

    @property
    def sort(self) -> str:
        """ "counts" or "shares", as the settings have it."""
        return "counts" if self.what == "rate" else "shares"


@dataclass(frozen=True, slots=True)
class DyadShifts:
    """What was looked at of a pair, and found."""

    pair: Pair
    looked: tuple[Looked, ...]

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """All shifts, by date."""
        return tuple(sorted((s for one in self.looked for s in one.shifts), key=lambda s: (s.at, s.series)))


def shifts_of(
    events: Iterable[Event],
    pair: Pair,
    *,
    read: Mapping[date, int],
    what: Sequence[str] = WHATS,
    since: date | None = None,
    until: date | None = None,
    period: Period | None = None,
    false_alarms: float | None,
) -> DyadShifts:
    """The shifts of a pair among `events`, of those that took place.

    `read` has how many documents were published on each day (empty: not known, and rates are a day's); it is for the
    caller to see that these are of publishers read all along. `false_alarms` is how many shifts a year may be found in
    a series that never changes. Raises UnknownValue for another `what`, and QueryError for a number of false alarms
    that was not measured.
    """
    for word in what:
        if word not in WHATS:
            raise UnknownValue("kind of shift", word, WHATS)
    mine = counted(between(events, pair))
    by_series = {series.name: dated(mine, pair, series) for series in SERIES if series.what in what}
    return shifts_in(pair, by_series, read=read, since=since, until=until, period=period, false_alarms=false_alarms)


def shifts_in(
    pair: Pair,
    by_series: Mapping[str, Sequence[Dated]],
    *,
    read: Mapping[date, int],
    since: date | None = None,
    until: date | None = None,
    period: Period | None = None,
    false_alarms: float | None,
) -> DyadShifts:
    """The same from the events of each series, which all are of the pair and took place.

    Without `false_alarms` the lowest setting is taken, for `ranking` to choose from.
    """
    from bilateral.analysis.shifts.persistence import spells

    looked = []
    for series in SERIES:
        if series.name in by_series:
            events = by_series[series.name]
            cut = frame(events, read=read, since=since, until=until, period=period)
            coarse = False
            if cut is not None and cut.period == "week" and period is None and not series.order:
                months = frame(events, read=read, since=since, until=until, period="month")
                coarse = months is not None and spells(events, cut, months)
                cut = months if coarse else cut
            looked.append(replace(_look(series, events, cut, false_alarms), spells=coarse))
    return DyadShifts(pair, tuple(looked))


def _look(series: Series, events: Sequence[Dated], cut: Frame | None, false_alarms: float | None) -> Looked:
    placed = [event for event in events if cut is not None and cut.place(event) is not None]
    number = sum(event.number for event in placed)
    loose = len(events) - len(placed)
    least = LEAST_KINDS if series.order else LEAST_EVENTS
    if cut is None or number < least or len(cut.edges) - 1 < _LEAST_PERIODS:
        why = f"it takes {least}" if number < least else f"it takes {_LEAST_PERIODS} weeks or months"
        return Looked(series.name, series.what, number, loose, cut, None, f"not enough events to tell ({why})")
    if len(cut.edges) - 1 > _MOST_PERIODS:
        why = f"too long to count by {cut.period} (at most {_MOST_PERIODS:,} of them)"
        return Looked(series.name, series.what, number, loose, cut, None, f"{why}: ask for a shorter time")
    names, _ = cut.kinds(placed, series.order)
    if series.order and len(names) < 2:
        return Looked(series.name, series.what, number, loose, cut, None, f"all of one kind ({names[0]})")
    kind = "shares" if series.order else "counts"
    chosen = setting(kind, cut.period, false_alarms) if false_alarms is not None else lowest(kind, cut.period)
    find = _of_shares if series.order else _of_counts
    return Looked(series.name, series.what, number, loose, cut, chosen, shifts=find(series, placed, cut, chosen))


def _hazard(cut: Frame) -> float:
    return hazard(cut.years, len(cut.edges) - 1)


def _of_counts(series: Series, events: Sequence[Dated], cut: Frame, chosen: Setting) -> tuple[Shift, ...]:
    import numpy as np

    from bilateral.analysis.shifts.counts import Counts
    from bilateral.analysis.shifts.segments import changes, posterior

    counts = Counts(cut.counts(events), np.array(cut.exposure))
    known = posterior(counts.evidence(), hazard=_hazard(cut))
    found = changes(known, hazard=_hazard(cut), least=chosen.least)
    stretches = _stretches(found, cut)
    parts = [
        _part(events, cut, *stretch, rate=counts.rate(known, *stretch, exposure=cut.monthly)) for stretch in stretches
    ]
    return tuple(
        _shift(series.name, change, cut, *sides, drift=counts.drift(known, before[0], after[1]))
        for change, sides, (before, after) in zip(found, pairwise(parts), pairwise(stretches), strict=True)
    )


def _of_shares(series: Series, events: Sequence[Dated], cut: Frame, chosen: Setting) -> tuple[Shift, ...]:
    from bilateral.analysis.shifts.segments import changes, posterior
    from bilateral.analysis.shifts.shares import Shares

    names, kinds = cut.kinds(events, series.order)
    shares = Shares(kinds)
    known = posterior(shares.evidence(), hazard=_hazard(cut))
    found = changes(known, hazard=_hazard(cut), least=chosen.least)
    parts = [
        _part(events, cut, start, end, shares=tuple(zip(names, shares.shares(start, end), strict=True)))
        for start, end in _stretches(found, cut)
    ]
    return tuple(
        _shift(series.name, change, cut, *sides, most=_most(*sides))
        for change, sides in zip(found, pairwise(parts), strict=True)
    )


def _stretches(found: Sequence[Change], cut: Frame) -> list[tuple[int, int]]:
    cuts = [0, *(change.cut for change in found), len(cut.edges) - 1]
    return list(pairwise(cuts))


def _part(
    events: Sequence[Dated],
    cut: Frame,
    start: int,
    end: int,
    *,
    rate: Rate | None = None,
    shares: tuple[tuple[str, Share], ...] = (),
) -> Part:
    held = sorted(
        (event for event in events if start <= (cut.place(event) or 0) < end),
        key=lambda event: (event.earliest, event.latest, event.id),
    )
    return Part(
        cut.edges[start],
        cut.edges[end] - timedelta(1),
        sum(event.number for event in held),
        tuple(event.id for event in held),
        sum(cut.exposure[start:end]),
        rate,
        shares,
    )


def _shift(
    name: str, change: Change, cut: Frame, before: Part, after: Part, *, most: str = "", drift: float | None = None
) -> Shift:
    # What changes within a period makes that period new, so the last day it may have come on is that period's last.
    low, high = cut.edges[change.low], cut.edges[change.high + 1] - timedelta(1)
    return Shift(name, cut.edges[change.cut], low, high, change.probability, before, after, most, drift)


def _most(before: Part, after: Part) -> str:
    """The kind whose share rose most, for what its spread is."""
    moved = {}
    for (kind, old), (_, new) in zip(before.shares, after.shares, strict=True):
        width = (old.high - old.low) ** 2 + (new.high - new.low) ** 2
        moved[kind] = (new.share - old.share) / width**0.5 if width else 0.0
    return max(moved, key=lambda kind: moved[kind])
