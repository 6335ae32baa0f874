"""Holidays: the names of holidays.csv and the days their rules give in a year.

Rules: "05-28" a fixed day; "mon3-01" the third Monday of January, "thu4-11", "mon-1-05" the last Monday of May;
"easter+1" and "orthodox-2" days from Easter (anonymous Gregorian algorithm; Meeus's Julian algorithm); "islamic 10-01"
a day of the tabular Islamic calendar, with a day's leave either side, for sighting moves it; "hebrew 1" days of
the Hebrew calendar counted from Rosh Hashanah; "nowruz" the March equinox, 20 or 21 March; "table diwali" the day that
feast_days.csv has for the year, for these rules need the moon. "+1" counts days from what a rule gives, and "|" parts
the rules of a name that means either ("Eid").
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files

from bilateral.errors import KnowledgeError

__all__ = ["Holiday", "feast_days", "holidays"]


@dataclass(frozen=True, slots=True)
class Holiday:
    """A row of holidays.csv; `states` are the codes of those that keep a day by a name many states use."""

    name: str
    rule: str
    state: str


@cache
def holidays() -> dict[str, tuple[Holiday, ...]]:
    """Holidays by written name and alias. Raises KnowledgeError on a rule that gives no day."""
    found: dict[str, tuple[Holiday, ...]] = {}
    text = files("bilateral").joinpath("knowledge/data/holidays.csv").read_text(encoding="utf-8")
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        holiday = Holiday(row["name"], row["rule"], row["state"])
        if any(feast_days(rule, 2024) is None for rule in holiday.rule.split("|")):
            raise KnowledgeError(f"holidays.csv, line {number}: rule {holiday.rule!r} gives no day")
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            found[name] = (*found.get(name, ()), holiday)
    return found


_RULE = re.compile(
    r"(?P<month>\d\d)-(?P<day>\d\d)|(?P<weekday>mon|tue|wed|thu|fri|sat|sun)"
    r"(?P<nth>-?\d)-(?P<of>\d\d)(?P<on>\+\d)?"
    r"|(?P<feast>easter|orthodox|hebrew)(?P<days>[+-]\d+)?"
    r"|table (?P<table>[a-z -]+)|islamic (?P<imonth>\d\d)-(?P<iday>\d\d)(?P<whole>\*)?"
    r"|(?P<nowruz>nowruz)"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@lru_cache(maxsize=4096)
def feast_days(rule: str, year: int) -> tuple[date, date] | None:
    """First and last day a rule gives in a year; None where the rule or the year is outside what is known."""
    match = _RULE.fullmatch(rule)
    if match is None or not 1583 <= year <= 2299:
        return None
    if match["nowruz"]:
        return date(year, 3, 20), date(year, 3, 21)
    if match["imonth"]:
        return _islamic(year, int(match["imonth"]), int(match["iday"]), whole=bool(match["whole"]))
    return _one(_by_count(match, year))


def _by_count(match: re.Match[str], year: int) -> date | None:
    if match["month"]:
        return _safe(year, int(match["month"]), int(match["day"]))
    if match["weekday"]:
        there = _nth(year, int(match["of"]), _WEEKDAYS.index(match["weekday"]), int(match["nth"]))
        return there + timedelta(days=int(match["on"] or 0))
    if match["table"]:
        return _tables().get((match["table"], year))
    begins = {"easter": _easter, "orthodox": _orthodox, "hebrew": _rosh_hashanah}[match["feast"]](year)
    return begins + timedelta(days=int(match["days"] or 0))


def _one(exact: date | None) -> tuple[date, date] | None:
    return (exact, exact) if exact else None


def _safe(year: int, month: int, day: int) -> date | None:
    return date(year, month, min(day, 28 if month == 2 and year % 4 else day))


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _easter(year: int) -> date:
    """Gregorian Easter Sunday (Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _orthodox(year: int) -> date:
    """Orthodox Easter Sunday in the Gregorian calendar (Meeus's Julian algorithm; 13 days apart 1900-2099)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def _islamic(year: int, month: int, day: int, *, whole: bool) -> tuple[date, date] | None:
    """Tabular Islamic (civil) calendar, epoch 16 July 622 Julian; a day's leave for the sighting of the moon."""
    start = (year - 622) * 33 // 32 - 1
    for hijri in range(start, start + 4):
        ordinal = day + (59 * (month - 1) + 1) // 2 + (hijri - 1) * 354 + (3 + 11 * hijri) // 30 + 227014
        exact = date.fromordinal(ordinal)
        if exact.year == year:
            leave = timedelta(days=1)
            return exact - leave, exact + (timedelta(days=30) if whole else leave)
    return None


def _rosh_hashanah(year: int) -> date:
    """First of Tishri (Gauss's method for the molad, with the postponements), by way of the Hebrew calendar's days."""
    hebrew = year + 3761
    months = (235 * hebrew - 234) // 19
    parts = 12084 + 13753 * months
    days = months * 29 + parts // 25920
    if 3 * (days + 1) % 7 < 3:
        days += 1
    return date.fromordinal(days - 1373427)


@cache
def _tables() -> dict[tuple[str, int], date]:
    text = files("bilateral").joinpath("knowledge/data/feast_days.csv").read_text(encoding="utf-8")
    days = [(row["feast"], date.fromisoformat(row["day"])) for row in csv.DictReader(text.splitlines())]
    return {(feast, day.year): day for feast, day in days}
