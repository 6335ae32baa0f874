"""Periods of the calendar: their TIMEX3 value, first and last day, and arithmetic on them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from bilateral.model import Precision, When

__all__ = [
    "SEASON_MONTHS",
    "Period",
    "century",
    "day",
    "decade",
    "duration_value",
    "half",
    "in_year",
    "month",
    "narrow",
    "of_day",
    "quarter",
    "season",
    "shift_day",
    "shift_month",
    "shift_unit",
    "span",
    "unit_period",
    "week",
    "weekend",
    "within_reach",
    "year",
]


@dataclass(frozen=True, slots=True)
class Period:
    """A period with its TIMEX3 value; `earliest` is None where our calendar has no such days ("31 June", 264 BC)."""

    value: str
    earliest: date | None
    latest: date | None
    precision: Precision


SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
"""First and last month of the northern meteorological seasons; winter is named by the year it begins in."""


def within_reach(when: When | None) -> When | None:
    """The anchor, or None where it lies at the edge of the calendar: in some archives 0001-01-01 stands for no date."""
    return when if when and when.earliest.year >= _FIRST_YEAR and when.latest.year <= _LAST_YEAR else None


_FIRST_YEAR, _LAST_YEAR = 1000, 9000


def _missing(value: str, precision: Precision) -> Period:
    return Period(value, None, None, precision)


def day(year_: int, month_: int, day_: int) -> Period:
    """A day; one that does not exist keeps its value as said and has no days."""
    value = f"{year_:04d}-{month_:02d}-{day_:02d}"
    try:
        exact = date(year_, month_, day_)
    except ValueError:
        return _missing(value, Precision.DAY)
    return Period(value, exact, exact, Precision.DAY)


def of_day(exact: date) -> Period:
    """The period of one day."""
    return Period(exact.isoformat(), exact, exact, Precision.DAY)


def week(exact: date) -> Period:
    """The ISO week (Monday to Sunday) that holds a day."""
    number = exact.isocalendar()
    monday = exact - timedelta(days=exact.weekday())
    return Period(f"{number.year:04d}-W{number.week:02d}", monday, monday + timedelta(days=6), Precision.WEEK)


def weekend(exact: date) -> Period:
    """Saturday and Sunday of the ISO week that holds a day."""
    whole = week(exact)
    assert whole.latest is not None
    return Period(whole.value + "-WE", whole.latest - timedelta(days=1), whole.latest, Precision.DAY)


def month(year_: int, month_: int) -> Period:
    """A calendar month."""
    value = f"{year_:04d}-{month_:02d}"
    if not 1 <= year_ <= 9998 or not 1 <= month_ <= 12:
        return _missing(value, Precision.MONTH)
    last = monthrange(year_, month_)[1]
    return Period(value, date(year_, month_, 1), date(year_, month_, last), Precision.MONTH)


def _months(value: str, year_: int, first: int, last: int, precision: Precision) -> Period:
    start, end = month(year_, first), month(year_ + (last < first), last)
    return Period(value, start.earliest, end.latest, precision)


def season(year_: int, name: str) -> Period:
    """A season of the northern hemisphere, by meteorological months."""
    return _months(f"{year_:04d}-{name}", year_, *SEASON_MONTHS[name], Precision.SEASON)


def quarter(year_: int, number: int) -> Period:
    """A calendar quarter."""
    return _months(f"{year_:04d}-Q{number}", year_, 3 * number - 2, 3 * number, Precision.SEASON)


def half(year_: int, number: int) -> Period:
    """A half-year."""
    return _months(f"{year_:04d}-H{number}", year_, 6 * number - 5, 6 * number, Precision.SEASON)


def year(year_: int) -> Period:
    """A calendar year; years before Christ are negative and have a value only."""
    if year_ < 0:
        return _missing(f"BC{-year_:04d}", Precision.YEAR)
    return _months(f"{year_:04d}", year_, 1, 12, Precision.YEAR)


def decade(tens: int) -> Period:
    """A decade by its year without the last digit (199 for the 1990s)."""
    start, end = year(tens * 10), year(tens * 10 + 9)
    return Period(f"{tens:03d}", start.earliest, end.latest, Precision.YEAR)


def century(number: int) -> Period:
    """A century by its number (19 for 1801-1900; the value is "18", as TIMEX3 has it)."""
    if number < 0:
        return _missing(f"BC{-number - 1:02d}", Precision.YEAR)
    start, end = year(number * 100 - 99), year(number * 100)
    return Period(f"{number - 1:02d}", start.earliest, end.latest, Precision.YEAR)


def span(first: Period, last: Period) -> Period:
    """From the first day of one period to the last day of another; the coarser precision of the two."""
    order = list(Precision)
    precision = max(first.precision, last.precision, key=order.index)
    value = f"{first.value}/{last.value}"
    if first.earliest is None or last.latest is None or last.latest < first.earliest:
        return _missing(value, precision)
    return Period(value, first.earliest, last.latest, precision)


def narrow(period: Period, edge: str) -> Period:
    """The early, middle or late third of a period ("late April", "early 2006"); the value stays that of the period."""
    if period.earliest is None or period.latest is None or not edge:
        return period
    if edge == "last day":
        return of_day(period.latest)
    days = (period.latest - period.earliest).days + 1
    thirds = {"early": (0, days / 3), "mid": (days / 3, days * 2 / 3), "late": (days * 2 / 3, days)}
    thirds |= {"first": (0, days / 2), "second": (days / 2, days)}
    # "Later in May" says no more than that it was not at its start; what is over by then is cut elsewhere.
    thirds |= {"earlier": (0, days), "later": (0, days)}
    thirds |= {f"week{n}": (7 * n - 7, 7 * n) for n in range(1, 5)} | {"weeklast": (days - 7, days)}
    low, high = thirds[edge]
    first = period.earliest + timedelta(days=round(low))
    return Period(
        period.value, first, period.earliest + timedelta(days=max(round(high) - 1, round(low))), period.precision
    )


_PART = re.compile(r"-?\d{4}-(?:Q(?P<quarter>\d)|H(?P<half>\d)|(?P<season>SP|SU|FA|WI)|(?P<month>\d\d)(?=$|-))")


def in_year(period: Period, year_: int) -> Period | None:
    """The quarter, half, season or month of another year; of a day its month. None of anything longer."""
    match = _PART.match(period.value)
    if match is None:
        return None
    if match["quarter"]:
        return quarter(year_, int(match["quarter"]))
    if match["half"]:
        return half(year_, int(match["half"]))
    return season(year_, match["season"]) if match["season"] else month(year_, int(match["month"]))


def shift_month(exact: date, months: int) -> date:
    """The same day so many months away, or the last day of that month where it has no such day."""
    index = exact.year * 12 + exact.month - 1 + months
    year_, month_ = divmod(index, 12)
    year_ = min(max(year_, 1), 9998)
    return date(year_, month_ + 1, min(exact.day, monthrange(year_, month_ + 1)[1]))


def shift_day(exact: date, days: int) -> date:
    """So many days away, held within the calendar."""
    number = exact.toordinal() + days
    return date.fromordinal(min(max(number, 366), date.max.toordinal() - 400))


def shift_unit(exact: date, unit: str, count: float) -> date:
    """The day that lies so many units away."""
    if unit in _DAYS:
        return shift_day(exact, round(_DAYS[unit] * count))
    return shift_month(exact, round(_MONTHS[unit] * count))


_DAYS = {"D": 1, "W": 7, "2W": 14, "WE": 7}
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200, "G": 300, "ML": 12000}


def unit_period(exact: date, unit: str, count: float) -> Period:
    """The day, week, month ... that lies `count` units away from a day ("two weeks ago" is a week)."""
    if unit in _DAYS:
        there = shift_day(exact, round(_DAYS[unit] * count))
        return {"D": of_day, "WE": weekend}.get(unit, week)(there)
    there = shift_month(exact, round(_MONTHS[unit] * count))
    return _OF[unit](there)


_OF = {
    "M": lambda d: month(d.year, d.month),
    "Q": lambda d: quarter(d.year, (d.month + 2) // 3),
    "Y": lambda d: year(d.year),
    "DE": lambda d: decade(d.year // 10),
    "CE": lambda d: century((d.year + 99) // 100),
    "G": lambda d: year(d.year),
    "ML": lambda d: year(d.year),
}


_CODES = {
    "D": "D",
    "W": "W",
    "2W": "W",
    "M": "M",
    "Y": "Y",
    "DE": "DE",
    "CE": "CE",
    "Q": "Q",
    "H": "H",
    "S": "S",
    "WE": "WE",
    "G": "GE",
    "ML": "ML",
}


def duration_value(count: float | None, unit_: str, *, clock_unit: bool, half_more: bool = False) -> str:
    """TIMEX3 value of so many units, X for an unknown number."""
    number = "X" if count is None else f"{count + (0.5 if half_more else 0):g}"
    if unit_ == "2W" and count is not None:
        number = f"{count * 2:g}"
    return f"P{'T' if clock_unit else ''}{number}{_CODES[unit_]}"
