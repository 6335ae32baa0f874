"""From a draft to a period: which year, which week, counted from what, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bilateral.coding.times import periods
from bilateral.coding.times.clock import Clock, Reading
from bilateral.coding.times.counted import again, ahead, at_time, offset, window
from bilateral.coding.times.drafts import (
    Again,
    Ahead,
    Calendar,
    Feast,
    Fiscal,
    Fixed,
    Nearby,
    Offset,
    Point,
    Weekday,
    Window,
)
from bilateral.coding.times.feasts import feast_days
from bilateral.coding.times.fiscal import year_days
from bilateral.coding.times.periods import Period
from bilateral.model import Basis, Precision

__all__ = ["resolve"]

_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FAR, _NEAR, _JUST_BEGUN = 240, 120, 30
"""Days: a cue for the past is not believed when it would take a date eight months back that is four months ahead
the other way (cues come from a clause, not from syntax); nor one for the future that would take a trip begun days ago
to the next year."""


def resolve(point: Point, clock: Clock, direction: int) -> Reading:
    """Read a point by the clock; `direction` is -1 for past, 1 for future, 0 where the words leave it open."""
    match point:
        case Fixed():
            reading = Reading(point.value, None, Basis.STATED, "", "")
        case Nearby():
            whole = periods.decade(point.number) if point.what == "decade" else periods.century(point.number)
            reading = Reading(whole.value, periods.narrow(whole, point.edge), Basis.STATED, "calendar", "as written")
        case Calendar():
            reading = _calendar(point, clock, direction)
        case Ahead():
            reading = ahead(point, clock, direction)
        case Window():
            reading = window(point, clock)
        case Weekday():
            reading = _weekday(point, clock, direction)
        case Feast():
            reading = _feast(point, clock, direction)
        case Offset():
            reading = offset(point, clock, direction)
        case Fiscal():
            reading = _fiscal(point, clock)
        case Again():
            reading = again(point, clock)
    return reading


# ---- calendar


def _place(point: Calendar, year: int) -> Period:
    """The period a calendar point means in a given year."""
    if point.season:
        whole = periods.season(year, point.season)
    elif point.quarter:
        whole = periods.quarter(year, point.quarter)
    elif point.half:
        whole = periods.half(year, point.half)
    elif point.month and point.day:
        exact = periods.day(year, point.month, point.day)
        if point.week:
            return periods.week(exact.earliest) if exact.earliest else exact
        return at_time(exact, point.time)
    elif point.month:
        whole = periods.month(year, point.month)
    else:
        whole = periods.year(year)
    return periods.narrow(whole, point.edge)


def _calendar(point: Calendar, clock: Clock, direction: int) -> Reading:
    if point.day and point.month is None:
        return _day_of_month(point, clock)
    if point.year is not None:
        period = _place(point, point.year)
        return Reading(period.value, period, Basis.STATED, "calendar", _as_written(period, point))
    year, anchor, reason = _year(point, clock, direction)
    if year is None:
        return Reading(_yearless(point), None, Basis.STATED, "", "no year is told and the document has no date")
    period = _place(point, year)
    basis = Basis.RELATIVE if point.hint else Basis.STATED
    return Reading(period.value, period, basis, anchor, reason if period.earliest else f"{reason}; no such day")


def _day_of_month(point: Calendar, clock: Clock) -> Reading:
    told = clock.told.earliest if clock.told and clock.told.precision is not Precision.YEAR else clock.last
    if told is None or point.day is None:
        return Reading(_yearless(point), None, Basis.RELATIVE, "", "no month is told")
    period = periods.day(told.year, told.month, point.day)
    return Reading(period.value, period, Basis.RELATIVE, f"told before: {told}", "of the month told before")


def _as_written(period: Period, point: Calendar) -> str:
    if period.earliest is None:
        return "as written; no such day" if point.day else "as written; before our calendar"
    if point.weekday is not None and point.day and period.earliest.weekday() != point.weekday:
        return f"as written, though that day was a {_DAY_NAMES[period.earliest.weekday()]}"
    return "as written"


def _yearless(point: Calendar) -> str:
    if point.season or point.quarter or point.half:
        part = point.season or (f"Q{point.quarter}" if point.quarter else f"H{point.half}")
        return f"XXXX-{part}"
    if point.month is None:
        return f"XXXX-XX-{point.day:02d}" if point.day else "XXXX"
    return f"XXXX-{point.month:02d}" + (f"-{point.day:02d}" if point.day else "") + point.time


def _year(point: Calendar, clock: Clock, direction: int) -> tuple[int | None, str, str]:
    """The year of a point that does not say it, what that was counted from, and why."""
    told = clock.told if clock.narrative else clock.near or clock.told
    if told and told.earliest and point.hint in {"year-same", "same", "after"}:
        return told.earliest.year, f"told before: {told.value}", "the year told before"
    if clock.year is not None and not point.hint and not _too_late(_place(point, _carried(point, clock)), clock):
        return _carried(point, clock), f"told before: {told.value if told else clock.year}", "year carried by the text"
    if clock.last is None and point.hint == "this" and told and told.earliest:
        return told.earliest.year, f"told before: {told.value}", "this one of the year told before"
    if clock.first is None or clock.last is None or (clock.last - clock.first).days > 366:
        return None, "", ""
    if clock.first != clock.last:
        return _year_of_range(point, clock.first, clock.last, direction)
    if point.hint.startswith("year-"):
        year = clock.last.year + {"last": -1, "next": 1}.get(point.hint[5:], 0)
        why = f"{point.hint[5:]} year counted from {clock.last}"
    else:
        year = _nearest(point, clock.last, direction, point.hint)
        why = _why(direction, point.hint, clock.last)
    return year, f"published {clock.last}", why


def _year_of_range(point: Calendar, first: date, last: date, direction: int) -> tuple[int | None, str, str]:
    """The year that either end of the document's range gives; none where the two disagree."""
    if point.hint:
        ends = [_year(point, Clock(day, day), direction)[0] for day in (first, last)]
    else:
        # The range was inferred from what the text tells as past: it all lies before either end.
        ends = [_nearest(point, day, direction or -1, "", sure=True) for day in (first, last)]
    label = f"published {first} to {last}"
    if ends[0] != ends[1]:
        return None, "", ""
    return ends[0], label, _why(direction, point.hint, last)


def _too_late(period: Period, clock: Clock) -> bool:
    """Whether a carried year would put what a history tells after the day it was written."""
    return bool(clock.last and period.earliest and period.earliest > clock.last)


def _carried(point: Calendar, clock: Clock) -> int:
    """The carried year, or the next where the month would fall well before what was told last."""
    assert clock.year is not None
    told = clock.told
    if clock.narrative and told and told.latest and told.latest.year == clock.year and told.precision != Precision.YEAR:
        there = _place(point, clock.year)
        if there.latest and (told.earliest or told.latest) - there.latest > timedelta(days=200):
            return clock.year + 1
    return clock.year


def _why(direction: int, hint: str, anchor: date) -> str:
    if hint:
        return f"{hint} one counted from {anchor}"
    return {-1: "latest one up to", 1: "first one from", 0: "nearest one to"}[direction] + f" {anchor}"


_FEBRUARY = 2


def _nearest(point: Calendar, anchor: date, direction: int, hint: str, *, sure: bool = False) -> int:
    """The year that puts the point last before, first after, or nearest to the anchor."""
    # Eight years either way hold a 29 February; a point that no year has (31 June) is left in the anchor's.
    reach = 8 if point.month == _FEBRUARY and point.day else 2
    years = range(max(1, anchor.year - reach), min(9998, anchor.year + reach + 1))
    real = {year: place for year in years if (place := _place(point, year)).earliest}
    if not real or (hint == "this" and anchor.year in real):
        return anchor.year
    slack = timedelta(days=-1 if hint == "last" else 1 - sure)
    sure = sure or (direction < 0 and bool(point.quarter or point.half))  # figures are told of what is over
    before = max((y for y, p in real.items() if _edge(p, last=hint == "last") <= anchor + slack), default=min(real))
    ahead_from = anchor + timedelta(days=hint == "next")
    after = min((y for y, p in real.items() if _edge(p, last=hint != "next") >= ahead_from), default=max(real))
    if hint in {"last", "next"}:
        return before if hint == "last" else after
    back = max(0, (anchor - _edge(real[before], last=True)).days)
    ahead = max(0, (_edge(real[after], last=False) - anchor).days)
    if direction < 0:
        return after if back > _FAR and ahead < _NEAR and not sure else before
    if direction > 0:
        return before if ahead > _FAR and back < _JUST_BEGUN else after
    return before if back <= ahead + 60 else after


def _edge(period: Period, *, last: bool) -> date:
    day = period.latest if last else period.earliest
    assert day is not None
    return day


# ---- fiscal and academic years


def _fiscal(point: Fiscal, clock: Clock) -> Reading:
    if point.year is not None:
        first, last = year_days(point.kind, point.year, point.last, point.state)
        value = f"{'FY' if point.kind == 'fiscal' else ''}{point.year:04d}"
        return _of_whom(point, Period(value, first, last, Precision.YEAR), Basis.STATED, "calendar")
    if clock.first is None or clock.last is None:
        return Reading("XXXX", None, Basis.RELATIVE, "", "the document has no date")
    # The current year of a kind is the one that holds the document's day: it began within the year before.
    number = clock.last.year + point.step
    held = [n for n in (number - 1, number, number + 1) if _holds(point, n, clock.last)]
    first, last = year_days(point.kind, number, None, point.state)
    if len(held) == 1:
        number = held[0]
        first, last = year_days(point.kind, number, None, point.state)
    value = f"{'FY' if point.kind == 'fiscal' else ''}{number:04d}"
    return _of_whom(point, Period(value, first, last, Precision.YEAR), Basis.RELATIVE, f"published {clock.last}")


def _holds(point: Fiscal, number: int, day: date) -> bool:
    first, last = year_days(point.kind, number - point.step, None, point.state)
    return first <= day <= last


def _of_whom(point: Fiscal, period: Period, basis: Basis, anchor: str) -> Reading:
    whose = f"of {point.state}" if point.state else "whose is not told"
    return Reading(period.value, period, basis, anchor, f"{point.kind} year, {whose}")


# ---- weekdays


def _weekday(point: Weekday, clock: Clock, direction: int) -> Reading:
    told = clock.told_day.earliest if clock.told_day else None
    base, label = clock.last, f"published {clock.last}"
    if told and (clock.narrative or point.hint in {"after", "same"}):
        base, label = told, f"told before: {told}"
    if base is None:
        return Reading(f"XXXX-WXX-{point.weekday + 1}", None, Basis.RELATIVE, "", "the document has no date")
    there = _weekday_near(point, base, direction)
    value = there.isoformat() + point.time
    reason = f"{_DAY_NAMES[point.weekday]} {_side(there, base)} {base}"
    first = clock.first if base == clock.last and clock.first else base
    period = Period(value, _weekday_near(point, first, direction), there, Precision.DAY)
    if period.earliest != there:
        period = replace(period, precision=Precision.WEEK)
    return Reading(value, period, Basis.RELATIVE, label, reason)


def _side(there: date, base: date) -> str:
    return "on" if there == base else "before" if there < base else "after"


def _weekday_near(point: Weekday, base: date, direction: int) -> date:
    monday = periods.shift_day(base, -base.weekday())
    if point.hint.startswith("of-"):
        weeks = {"last": -1, "next": 1}.get(point.hint[3:], 0)
        return periods.shift_day(monday, 7 * weeks + point.weekday)
    if point.hint == "this":
        return periods.shift_day(monday, point.weekday)
    back = (base.weekday() - point.weekday) % 7
    ahead = (point.weekday - base.weekday()) % 7
    if point.hint == "last":
        return periods.shift_day(base, -(back or 7))
    if point.hint in {"next", "after"}:
        return periods.shift_day(base, ahead or 7)
    return periods.shift_day(base, ahead if direction > 0 else -back)


# ---- holidays


def _feast(point: Feast, clock: Clock, direction: int) -> Reading:
    def place(year: int, rule: str = "") -> Period:
        days = feast_days(rule or point.rule.partition("|")[0], year)
        if days is None:
            return Period(f"{year:04d}", None, None, Precision.DAY)
        first, last = days
        exact = first if first == last else first + (last - first) / 2
        return Period(exact.isoformat(), first, last, Precision.DAY if (last - first).days < 5 else Precision.MONTH)

    if point.year is not None:
        period = place(point.year)
        return Reading(period.value, period if period.earliest else None, Basis.HOLIDAY, "calendar", point.name)
    if clock.year is not None:
        period = place(clock.year)
        return Reading(period.value, period, Basis.HOLIDAY, f"told before: {clock.year}", f"{point.name} of that year")
    if clock.last is None:
        return Reading(f"XXXX-{point.rule}", None, Basis.HOLIDAY, "", "the document has no date")
    rules = point.rule.split("|")
    near = [place(year, rule) for year in range(clock.last.year - 1, clock.last.year + 2) for rule in rules]
    there = _nearest_feast([p for p in near if p.earliest], clock.last, direction, point.hint)
    if there is None:
        return Reading(f"{clock.last.year:04d}", None, Basis.HOLIDAY, "", f"{point.name}: not known for that year")
    return Reading(there.value, there, Basis.HOLIDAY, f"published {clock.last}", f"{point.name} nearest {clock.last}")


_GREETING = 15
"""Days: a greeting told as sent comes no earlier before its feast."""


def _nearest_feast(near: list[Period], anchor: date, direction: int, hint: str) -> Period | None:
    def gap(period: Period) -> int:
        assert period.earliest is not None
        return (period.earliest - anchor).days

    if direction < 0 and any(gap(p) <= 0 for p in near):
        near = [p for p in near if gap(p) <= _GREETING]
    if hint == "last":
        near = [p for p in near if gap(p) < 0]
    elif hint == "next":
        near = [p for p in near if gap(p) > 0]
    # A greeting comes some days before its feast, so the nearest one is meant; the tense only breaks near ties.
    return min(near, key=lambda p: abs(gap(p) - 40 * direction), default=None)
