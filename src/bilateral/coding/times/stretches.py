"""Makers of what is told by its place in a longer stretch, and of the short ways of business news.

"The first week of May", "the June quarter", "the year-earlier period", "the quarter", "ten past nine", "five hours and
45 minutes".
"""

from __future__ import annotations

import re

from bilateral.coding.times.drafts import Again, Calendar, Draft, Fixed, Offset, Weekday, Window
from bilateral.coding.times.found import Found
from bilateral.coding.times.lexicon import OTHER, lexicon
from bilateral.coding.times.periods import duration_value

__all__ = [
    "again",
    "bare_part",
    "ended",
    "months",
    "next_unit",
    "part_of",
    "quarter_of_month",
    "so_long",
    "spoken_clock",
    "the_hour",
    "those_days",
    "two_units",
    "unit_of_news",
    "week_of",
]


# ---- places in a longer stretch


def months(found: Found) -> Draft | None:
    """January-March: the quarter or half-year where the months make one, else from one to the other."""
    first, last, year = found.value("m"), found.value("m2"), found.value("y")
    hint = found.hint()
    if not found.has("LONGUNIT") and not found.has("PERIOD") and not found.has("HALF") and found.has("THE"):
        return None
    if (first, last) in {(1, 3), (4, 6), (7, 9), (10, 12)}:
        return found.draft(Calendar(year, quarter=(first + 2) // 3, hint=hint, bare=True))
    if (first, last) in {(1, 6), (7, 12)}:
        return found.draft(Calendar(year, half=(first + 5) // 6, hint=hint, bare=True))
    return found.draft(Calendar(year, first, hint=hint, bare=True), last=Calendar(year, last, hint=hint, bare=True))


def quarter_of_month(found: Found) -> Draft | None:
    """The June quarter: the one that ends with it."""
    if _long_unit(found) != "Q" or found.value("m") % 3:
        return None
    return found.draft(Calendar(found.value("y"), quarter=found.value("m") // 3, bare=True))


def week_of(found: Found) -> Draft | None:
    """The week of June 28."""
    if found.tokens.values[found.match.start() + 1] != "W" or not found.number("d"):
        return None
    return found.draft(Calendar(found.value("y"), found.value("m"), int(found.number("d") or 0), week=True))


_WEEKS = {1: "week1", 2: "week2", 3: "week3", 4: "week4"}


def part_of(found: Found) -> Draft | None:
    """The first week of May, the last day of March, the first days of 2022."""
    ordinal, unit = found.word("n"), found.value("u")
    last = ordinal in {"last", "final"}
    number = 0 if last or ordinal == "early" else int(found.number("n") or 0)
    year, month, hint = found.value("y"), found.value("m"), found.hint()
    plural = found.has("UNITS")
    if unit == "D" and not plural:
        point = _day_of(year, month, number, last=last) if not hint else None
        return found.draft(point) if point else None
    if unit not in {"D", "W", "WE"} or (unit == "WE" and month is None):
        return None
    edge = "late" if plural and last else "early" if plural else "weeklast" if last else _WEEKS.get(number, "")
    if not edge or (plural and number > 1):
        return None
    if hint:
        step = {"last": -1, "next": 1}.get(hint, 0)
        return found.draft(Offset(found.tokens.values[found.match.end() - 1], step, edge=edge))
    return found.draft(Calendar(year, month, edge=edge, bare=True))


def _day_of(year: int | None, month: int | None, number: int, *, last: bool) -> Calendar | None:
    """The first, second or last day of a month, the first or last of a year."""
    if month is not None:
        return Calendar(year, month, edge="last day") if last else Calendar(year, month, number) if number else None
    if year is None or (not last and number != 1):
        return None
    return Calendar(year, 12, 31) if last else Calendar(year, 1, 1)


# ---- counted from what is told


def next_unit(found: Found) -> Draft | None:
    """ "In the next year" is so long from now, "the next day" the one after the day told."""
    unit = found.value("u")
    if unit == "G":
        return None
    if unit != "D" and found.follows("IN", "BY", "ABOUT", "TO"):
        return found.draft(Window(duration_value(1, unit, clock_unit=False), unit, 1, 1), kind="DURATION")
    if unit == "Q":
        return found.draft(Offset("Q", 1))
    return found.draft(Offset(unit, 1, told=True))


def again(found: Found) -> Draft | None:
    """The same period last year, the year-earlier quarter."""
    units = lexicon().chars["UNIT"]
    if any(
        found.tokens.values[i] != "Y" for i in range(*found.match.span()) if found.tokens.types[i] == units
    ) and not found.has("SAME"):
        return None
    unit = "Q" if found.value("q") == "Q" else ""
    if found.at("q") and found.tokens.types[found.at("q")[0]] == lexicon().chars["LONGUNIT"] and unit != "Q":  # type: ignore[index]
        return None
    if year := found.value("y"):
        return found.draft(Again(year, 0, now=False, unit=unit))
    if hint := found.hint():
        return found.draft(Again(None, -1 if hint == "last" else 0, now=True, unit=unit))
    if not found.at("b"):
        return None
    return found.draft(Again(None, -1, now=False, unit=unit))


def unit_of_news(found: Found) -> Draft | None:
    """The quarter, the full year: that told before, or the one a report is about."""
    unit = found.value("u")
    if found.precedes("OF", "DASH", "ENDED", "TO", "BEFORE", "AFTER", "LATE", "POSS", "YEAR", "DAYNUM", "AND"):
        return None
    if found.has("LONG"):
        return found.draft(Offset(unit, 0)) if unit == "Y" and "full " in found.text[found.start : found.end] else None
    if unit not in {"Q", "Y"} or not found.text[found.start : found.end].endswith(("quarter", "year")):
        return None
    if unit == "Q":
        return found.draft(Again(None, 0, now=False, unit="Q"))
    where = found.at("u")
    assert where is not None
    draft = found.draft(Offset("Y", 0))
    return Draft(found.tokens.starts[where[0] - 1], draft.end, draft.kind, draft.rule, draft.point)


_ENDED = re.compile(r"\s+(?:ended|ending|(?:to|through)\s+(?:[A-Z]|\d|next\b|last\b|the end\b))")


def ended(found: Found) -> Draft | None:
    """The year ended March 31, the 12 months through June."""
    if not _ENDED.match(found.text, found.end):
        return None
    count = found.number("n") if found.at("n") else 1
    if count == 1 and found.has("UNITS"):
        return None
    return found.draft(Fixed(duration_value(count, found.value("u"), clock_unit=False)))


def those_days(found: Found) -> Draft | None:
    """These days are now; those days, and the early days of something, are past."""
    if found.has("EARLY"):
        return found.draft(Fixed("PAST_REF")) if not found.precedes("OF") else None
    if found.value("d") == 0:
        return found.draft(Fixed("PRESENT_REF")) if found.value("u") == "D" else None
    return found.draft(Fixed("PAST_REF"))


# ---- times of day


def bare_part(found: Found) -> Draft | None:
    """Before dawn, by late evening, in morning trading; "dawn" alone is a name or a figure."""
    word = found.word("p")
    if found.has("DASH") or found.precedes("DASH"):
        return None  # "a late-night session"
    asked = found.follows("BEFORE", "AFTER", "AT", "BY") and word not in {"night", "morning", "afternoon", "evening"}
    traded = found.follows("IN") or found.has("IN")
    traded = (traded or bool(found.edge())) and _TRADING.match(found.text, found.end) is not None
    free = bool(found.edge()) and not found.follows("A", "THE") and found.after() != OTHER
    if not (asked or traded or free):
        return None
    return found.draft(Offset("D", 0, told=True, time="T" + found.value("p")))


_TRADING = re.compile(r"\s+(?:trad(?:e|ing)|dealings?|session)\b")


_HALF = 30


def spoken_clock(found: Found) -> Draft | None:
    """Ten past nine, half past six, tomorrow at eleven."""
    hour = int(found.number("h") or 0)
    if not 1 <= hour <= 12:
        return None
    minute = 0
    if found.at("s"):
        where = found.at("s")
        assert where is not None
        half = found.tokens.types[where[0]] == lexicon().chars["HALF"]
        minute = _HALF if half else int(found.number("s") or 0)
        if not 0 < minute < 60:
            return None
        if found.has("TO"):
            hour, minute = (hour - 1) or 12, 60 - minute
    elif found.after() == OTHER:
        return None  # "on Monday at six sites"
    time = f"T{hour:02d}:{minute:02d}"
    if found.value("w") is not None:
        return found.draft(Weekday(found.value("w"), time=time))
    return found.draft(Offset("D", found.value("x") or 0, told=found.value("x") is None, time=time))


# ---- durations


def two_units(found: Found) -> Draft | None:
    """Five hours and 45 minutes, two years and three months."""
    units = [(found.number("n"), found.at("u")), (found.number("n2"), found.at("u2"))]
    clock = lexicon().chars["CLOCKUNIT"]
    parts: list[tuple[bool, float, str]] = []
    for count, where in units:
        if count is None or where is None:
            return None
        parts.append((found.tokens.types[where[0]] == clock, count, found.tokens.values[where[0]]))
    sizes = [
        _SIZES.index(("T" if is_clock else "") + unit) if ("T" if is_clock else "") + unit in _SIZES else -1
        for is_clock, _, unit in parts
    ]
    if -1 in sizes or sizes[0] >= sizes[1]:
        return None
    value, timed = "P", False
    for is_clock, count, unit in parts:
        value += "T" * (is_clock and not timed) + f"{count:g}{unit}"
        timed = timed or is_clock
    return found.draft(Fixed(value))


_SIZES = ("Y", "M", "W", "D", "TH", "TM", "TS")


def so_long(found: Found) -> Draft | None:
    """Yearlong, week-long."""
    if value := found.value("v"):
        return found.draft(Fixed(value))
    if not found.text[found.start : found.end].lower().endswith(("long", "old")):
        return None
    where = found.at("u")
    assert where is not None
    clock_unit = found.tokens.types[where[0]] == lexicon().chars["CLOCKUNIT"]
    return found.draft(Fixed(duration_value(1, found.value("u"), clock_unit=clock_unit)))


def the_hour(found: Found) -> Draft | None:
    """Within the hour."""
    return found.draft(Fixed("PT1H")) if found.word("u") == "hour" else None


def _long_unit(found: Found) -> str:
    index = found.match.group().find(lexicon().chars["LONGUNIT"])
    return str(found.tokens.values[found.match.start() + index]) if index >= 0 else ""
