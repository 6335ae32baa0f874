"""Times that are counted: so many units from the document's day or from the time told before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bilateral.coding.times import periods
from bilateral.coding.times.clock import Clock, Reading
from bilateral.coding.times.drafts import Again, Ahead, Offset, Window
from bilateral.coding.times.periods import Period
from bilateral.model import Basis, Precision

__all__ = ["again", "ahead", "at_time", "offset", "window"]


def at_time(period: Period, time: str) -> Period:
    """The period with a time of day in its value."""
    return replace(period, value=period.value + time) if time else period


def window(point: Window, clock: Clock) -> Reading:
    """The days of "the past three months": up to, or from, the document's day."""
    if clock.first is None or clock.last is None or point.count is None:
        return Reading(point.value, None, Basis.RELATIVE, "", "so long, from a day that is not known")
    far = [periods.shift_unit(day, point.unit, point.count * point.direction) for day in (clock.first, clock.last)]
    low, high = (min(far), clock.last) if point.direction < 0 else (clock.first, max(far))
    order = {
        "D": Precision.WEEK,
        "W": Precision.WEEK,
        "2W": Precision.WEEK,
        "M": Precision.MONTH,
        "Q": Precision.SEASON,
    }
    period = Period(point.value, low, high, order.get(point.unit, Precision.YEAR))
    reason = f"{'up to' if point.direction < 0 else 'from'} {clock.last}"
    return Reading(point.value, period, Basis.RELATIVE, f"published {clock.last}", reason)


def ahead(point: Ahead, clock: Clock, direction: int) -> Reading:
    """A duration, and for what is to come the days it leads to."""
    if clock.first is None or clock.last is None or direction <= 0 or clock.narrative:
        return Reading(point.value, None, Basis.RELATIVE, "", "")
    if point.within:
        return window(Window(point.value, point.unit, point.count, 1), clock)
    low, high = (periods.unit_period(day, point.unit, point.count) for day in (clock.first, clock.last))
    period = replace(high if low.value == high.value else _wide(low, high), value=point.value)
    return Reading(point.value, period, Basis.RELATIVE, f"published {clock.last}", f"so long from {clock.last}")


def offset(point: Offset, clock: Clock, direction: int = 0) -> Reading:
    """So many units from the time told before, or from the document's day."""
    if point.count is None:
        return Reading("PAST_REF" if not point.told else "FUTURE_REF", None, Basis.RELATIVE, "", "an unknown number")
    if point.said:
        return _from_event(point, clock)
    if point.free:
        point = replace(point, count=_side(clock, direction))
    found = _from_nearby(point, clock) or _from_text(point, clock)
    return found or _from_document(point, clock)


def _from_nearby(point: Offset, clock: Clock) -> Reading | None:
    """News counts from the quarter, day or year told in these very sentences."""
    if point.compared and (same := _same_part(clock, round(point.count or 0))) is not None:
        return same
    if not point.told or clock.narrative:
        return None
    if point.time and not point.count and clock.hours_of:
        period = at_time(periods.of_day(clock.hours_of), point.time)
        return Reading(period.value, period, Basis.RELATIVE, f"told before: {clock.hours_of}", "of the day told")
    if point.unit in _YEARS and clock.near and clock.near.earliest:
        return _from_told(point, clock.near)
    return None


def _from_text(point: Offset, clock: Clock) -> Reading | None:
    if not point.told and not (clock.narrative and clock.told):
        return None
    told = (clock.told_day or clock.told) if point.unit in {"D", "W"} else clock.told
    if told and told.earliest and told.latest and (told.precision is Precision.DAY or not point.time):
        return _from_told(point, told)
    if point.time and not point.count and clock.last is None:
        return Reading("XXXX-XX-XX" + point.time, None, Basis.RELATIVE, "", "no day is told")
    return None


def _from_document(point: Offset, clock: Clock) -> Reading:
    count = point.count or 0
    if clock.first is None or clock.last is None:
        vague = "PRESENT_REF" if count == 0 else "PAST_REF" if count < 0 else "FUTURE_REF"
        return Reading(vague, None, Basis.RELATIVE, "", "the document has no date")
    low, high = (_counted(point, day) for day in (clock.first, clock.last))
    period = high if low.value == high.value else _wide(low, high)
    reason = f"{_signed(point)} from {clock.last}"
    return Reading(period.value, period, Basis.RELATIVE, f"published {clock.last}", reason)


_YEARS = frozenset({"Y", "DE", "CE"})


def _side(clock: Clock, direction: int) -> int:
    """-1 for the weekend that is over, 0 for the one of this week."""
    if clock.last is None or direction > 0:
        return 0
    return -1 if clock.last.weekday() < (_SATURDAY if direction < 0 else _THURSDAY) else 0


_THURSDAY, _SATURDAY = 3, 5


def _same_part(clock: Clock, years: int) -> Reading | None:
    """The quarter or month told, so many years away: what a figure is compared with."""
    part = clock.part
    if part is None or part.earliest is None or part.value[5:] in periods.SEASON_MONTHS:
        return None
    there = periods.in_year(part, part.earliest.year + years)
    if there is None:
        return None
    return Reading(there.value, there, Basis.RELATIVE, f"told before: {part.value}", "the same part of another year")


def again(point: Again, clock: Clock) -> Reading:
    """The part of a year told before, in another year."""
    part = clock.part
    if point.unit == "Q" and (part is None or "-Q" not in part.value) and clock.last:
        # What "the quarter" is in a report that named none: the one last over.
        part = periods.unit_period(clock.last, "Q", -1)
    base = clock.last.year if point.now and clock.last else part.earliest.year if part and part.earliest else None
    if base is None and clock.last:
        base = clock.last.year
    year = point.year if point.year is not None else base + point.years if base is not None else None
    if year is None:
        return Reading("PAST_REF", None, Basis.RELATIVE, "", "no year is told and the document has no date")
    period = (periods.in_year(part, year) if part else None) or periods.year(year)
    anchor = f"told before: {part.value}" if part else f"published {clock.last}"
    return Reading(period.value, period, Basis.RELATIVE, anchor, f"the part of the year told before, in {year}")


def _from_event(point: Offset, clock: Clock) -> Reading:
    """So long before or after an event: a duration, and the day it leads to where the event's may be the one told."""
    told = (clock.told_day or clock.told) if point.unit in {"D", "W"} else clock.told
    if told is None or told.earliest is None or told.precision is Precision.YEAR:
        return Reading(point.said, None, Basis.RELATIVE, "", "counted from an event without a day")
    reading = _from_told(point, told)
    return replace(reading, value=point.said)


def _wide(low: Period, high: Period) -> Period:
    order = list(Precision)
    width = (high.latest - low.earliest).days if high.latest and low.earliest else 0
    measure = Precision.DAY if width < 1 else Precision.WEEK if width < 14 else Precision.MONTH
    coarse = max(low.precision, high.precision, measure, key=order.index)
    return Period(f"{low.value}/{high.value}", low.earliest, high.latest, coarse)


def _counted(point: Offset, base: date) -> Period:
    period = periods.unit_period(base, point.unit, point.count or 0)
    return at_time(_side_of(periods.narrow(period, point.edge), point.edge, base), point.time)


def _side_of(period: Period, edge: str, base: date) -> Period:
    """ "Later this year" is what is left of it, "earlier this week" what has passed."""
    if period.earliest is None or period.latest is None or not period.earliest <= base <= period.latest:
        return period
    if edge == "later":
        return replace(period, earliest=base)
    return replace(period, latest=base) if edge == "earlier" else period


def _from_told(point: Offset, told: Period) -> Reading:
    assert told.earliest is not None
    assert told.latest is not None
    count = point.count or 0
    base = told.latest if count > 0 else told.earliest
    if told.precision is Precision.DAY and point.unit in {"W", "2W"} and count:
        middle = periods.shift_day(base, round(count * (14 if point.unit == "2W" else 7)))
        period = replace(
            periods.week(middle), earliest=periods.shift_day(middle, -3), latest=periods.shift_day(middle, 3)
        )
    else:
        period = _counted(point, base)
    if told.precision not in {Precision.DAY, Precision.WEEK} and point.unit == "D":
        period = replace(told, value="FUTURE_REF" if count > 0 else told.value)
    value = told.value[:10]
    return Reading(period.value, period, Basis.RELATIVE, f"told before: {value}", f"{_signed(point)} from {value}")


_UNIT_NAMES = {"D": "day", "W": "week", "2W": "fortnight", "M": "month", "Y": "year", "DE": "decade", "CE": "century"}
_UNIT_NAMES |= {"Q": "quarter", "WE": "weekend", "G": "generation", "ML": "millennium"}


def _signed(point: Offset) -> str:
    count = point.count or 0
    if not count:
        return f"the {_UNIT_NAMES[point.unit]} counted"
    name = _UNIT_NAMES[point.unit]
    return f"{abs(count):g} {name}{'s' if abs(count) != 1 else ''} {'after' if count > 0 else 'before'}, counted"
