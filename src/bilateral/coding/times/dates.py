"""Makers of dates: what stands in the calendar by itself, with or without its year."""

from __future__ import annotations

import re

from bilateral.coding.times.drafts import Calendar, Draft, Fiscal, Nearby
from bilateral.coding.times.fiscal import owner
from bilateral.coding.times.found import STEP, Found, era_year
from bilateral.coding.times.lexicon import OTHER, lexicon

__all__ = [
    "bare_month",
    "bare_season",
    "calendar",
    "day_of_month",
    "decade",
    "decade_in_words",
    "fiscal",
    "half",
    "iso",
    "numeric",
    "ordinal_unit",
    "quarter",
    "season",
    "short_year",
    "span",
    "year",
    "years",
]


def iso(found: Found) -> Draft | None:
    """2022-03-15, with or without a time."""
    text = found.value("i")
    year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
    if not 1 <= month <= 12:
        return None
    clock = text[10:].split("Z")[0][:9]
    return found.draft(Calendar(year, month, day, time=clock), kind="TIME" if clock else "DATE")


def numeric(found: Found) -> Draft | None:
    """Day and month where only one order makes sense; else dots mean day first, slashes month first.

    The rule of an unclear one says how it was read.
    """
    first, second, year = (int(part) for part in re.split(r"[./-]", found.value("i")))
    separator = re.sub(r"\d", "", found.value("i"))[0]
    if year < 100 and separator == "-":
        return None
    year = full_year(year)
    day_first = first > 12 or (second <= 12 and separator == ".")
    day, month = (first, second) if day_first else (second, first)
    if not 1 <= month <= 12 or not 1 <= day <= 31 or not 1000 <= year <= 2199:
        return None
    unclear = first <= 12 and second <= 12 and first != second
    draft = found.draft(Calendar(year, month, day))
    note = f" (day and month unclear, read {'day' if day_first else 'month'} first)" if unclear else ""
    return Draft(draft.start, draft.end, draft.kind, draft.rule + note, draft.point)


def full_year(year_: int) -> int:
    """A year of two digits belongs to 1950-2049; any other is itself."""
    return year_ + (2000 if year_ < 50 else 1900) if 0 <= year_ < 100 else year_


def day_of_month(found: Found) -> Draft | None:
    """ "On the 28th": a day of the month told before, where no noun follows ("the 20th century")."""
    if (
        not found.follows("ON", "BY", "FROM", "AND", "TO")
        or (found.after() == OTHER and not _SUBJECT.match(found.text, found.end))
        or found.precedes("UNIT", "LONGUNIT", "DASH")
    ):
        return None
    day = found.value("d")
    return found.draft(Calendar(day=day)) if day <= 31 else None


_SUBJECT = re.compile(r" (?:he|she|it|they|we|there|both|two)\b")
"""A noun behind "the 20th" is what it counts, a pronoun begins the clause."""


def hint_is_of_a_year(found: Found) -> bool:
    unit = lexicon().chars["UNIT"]
    where = found.match.group().find(unit)
    return where < 0 or found.tokens.values[found.match.start() + where] == "Y"


def calendar(found: Found) -> Draft | None:
    """A day or month of the calendar, with or without its year."""
    day = found.number("d")
    hint = found.hint("h", "h2")
    if not hint_is_of_a_year(found):
        return None
    year = era_year(found, found.value("y"))
    if found.value("y") and found.precedes("ADULT"):
        year = None
    if year is not None and found.rule.name == "day-month-year":
        if len(found.word("y")) not in {2, 4}:
            return None
        year = full_year(year)
    point = Calendar(
        year, found.value("m"), int(day) if day else None, edge=found.edge(), hint=hint, weekday=found.value("w")
    )
    if point.day is not None and point.day > 31:
        return None
    return found.draft(point)


def span(found: Found) -> Draft | None:
    """From one day or month to another; the year stands at the end, or at both."""
    year = found.value("y2") or found.value("y")
    hint = found.hint()
    month, month2 = found.value("m"), found.value("m2") or found.value("m")
    day, day2 = found.value("d"), found.value("d2")
    if found.match.group()[0] != lexicon().chars["FROM"] and found.has("BY"):
        return None
    if not found.value("m2") and (day2 <= day or (day2 > day + 1 and found.has("AND") and not found.has("BETWEEN"))):
        return None  # "July 10 and 21" are two days, not the days between them
    first_year = found.value("y") or year
    if year and not found.value("y") and (month2, day2 or 0) < (month, day or 0):
        first_year = year - 1
    ends = Calendar(first_year, month, day, hint=hint), Calendar(year, month2, day2, hint=hint)
    return found.draft(ends[0], last=ends[1])


def bare_month(found: Found) -> Draft | None:
    """A month alone. "May", "March" and short forms need a word before them that asks for a month."""
    hint = found.hint("h", "h2")
    name = found.text[found.tokens.starts[found.match.end() - 1] : found.end]
    asked = found.follows("IN", "BY", "OF", "FROM", "TO", "BETWEEN", "AND", "ON", "BEFORE", "AFTER", "SAME", "AT")
    edge = found.edge()
    if not hint and not edge and (name in {"May", "March"} or len(name) < 4) and not asked:
        return None
    if (
        name == "May"
        and found.follows("OF", "TO", "FROM", "AND", "BY", "AFTER", "BEFORE", "ON")
        and not hint
        and not edge
    ):
        nearby = found.text[max(0, found.start - 40) : found.start]
        if not re.search(
            r"(?:since|until|till|from [A-Z][a-z]+ to|(?:January|February|March|April|June) (?:and|to)) $", nearby
        ):
            return None
    return found.draft(Calendar(None, found.value("m"), edge=edge, hint=hint, bare=True))


_YEAR_ASKED = ("IN", "BY", "FROM", "OF", "BETWEEN", "AND", "TO", "EARLY", "LATE", "MID", "BEFORE", "AFTER", "ABOUT")


def year(found: Found) -> Draft | None:
    """A year by itself: between 1900 and 2050, or after a word that asks for one; not a number of things."""
    number = era_year(found, found.value("y"))
    if number is None:
        return None
    if found.has("ERA"):
        return found.draft(Calendar(number, edge=found.edge()))
    if found.precedes("ADULT", "UNITS", "CLOCKUNIT", "HUNDRED", "SLASH", "TIMES") or found.follows(
        "SLASH", "ADULT", "MORE", "THAN"
    ):
        return None
    asked = found.follows(*_YEAR_ASKED) or found.edge() or found.has("UNIT")
    if not (1900 <= number <= 2050 or (asked and number >= 1000)):
        return None
    if not asked and not _looks_like_year(found):
        return None
    return found.draft(Calendar(number, edge=found.edge()))


_CENTURIES = (18, 19)


def decade_in_words(found: Found) -> Draft | None:
    """The nineteen nineties."""
    if found.value("a") not in _CENTURIES:
        return None
    return found.draft(Nearby("decade", found.value("a") * 10 + found.value("d"), found.edge()))


def short_year(found: Found) -> Draft | None:
    """ "In '21": the word before it asks for a year, and so does not take it for a quotation of a number."""
    return found.draft(Calendar(found.value("y"), edge=found.edge()))


def _looks_like_year(found: Found) -> bool:
    """A bare number between 1900 and 2050 that no counted noun follows and no currency or "No." precedes."""
    before = found.text[max(0, found.start - 4) : found.start]
    after = found.text[found.end : found.end + 2]
    return not re.search(r"(?:[#$€£]|[Nn]o\. ?|[-–]|\d[ ,.])$", before) and not re.match(r"[-–.,][\dA-Za-z]|%", after)


def years(found: Found) -> Draft | None:
    """2014-2015, from 1914 to 1918, 1914-18, 2021/22."""
    first, second = found.value("y"), found.value("y2")
    if second < 100:
        if found.has("AND") or found.has("TO") or found.has("BY"):
            return None
        second += first - first % 100
    if not first < second <= first + 150 or found.precedes("ADULT"):
        return None
    if found.has("BY") or (not found.has("FROM") and not found.has("BETWEEN") and found.has("AND")):
        return None
    return found.draft(Calendar(first), last=Calendar(second))


def fiscal(found: Found) -> Draft | None:
    """Fiscal 2022, the 2021-22 academic year, FY22, the last fiscal year of a state."""
    number, second = found.value("y"), found.value("y2")
    if number is None:
        return _current_fiscal(found)
    year_ = number + 2000 if number < 100 else number
    if not 1900 <= year_ <= 2100:
        return None
    last = None
    if second is not None:
        last = second + year_ - year_ % 100 if second < 100 else second
        if last != year_ + 1:
            return None
    point = Fiscal(_kind_of_year(found), year_, last, owner(found.text, found.start, found.end))
    return found.draft(point)


def _current_fiscal(found: Found) -> Draft | None:
    kind = _kind_of_year(found)
    unit = found.value("u")
    if unit != "Y" or kind == "calendar":
        return None
    state = owner(found.text, found.start, found.end)
    return found.draft(Fiscal(kind, None, None, state, STEP[found.hint()]))


def _kind_of_year(found: Found) -> str:
    where = found.match.group().find(lexicon().chars["FISCAL"])
    return str(found.tokens.values[found.match.start() + where])


def decade(found: Found) -> Draft | None:
    """The 1990s, the nineties."""
    value = found.value("d")
    return found.draft(Nearby("decade", value if value > 9 else 190 + value, found.edge()))


def ordinal_unit(found: Found) -> Draft | None:
    """The 19th century."""
    index = found.match.group().find(lexicon().chars["LONGUNIT"]) + found.match.start()
    number = found.number("n")
    if found.tokens.values[index] != "CE" or not number or number > 22:
        return None
    return found.draft(Nearby("century", int(era_year(found, int(number)) or 0), found.edge()))


def quarter(found: Found) -> Draft | None:
    """The third quarter of 2021, Q1 2022; without a year the nearest one."""
    if found.value("q") is None:
        index = found.match.group().find(lexicon().chars["LONGUNIT"]) + found.match.start()
        if found.tokens.values[index] != "Q":
            return None
    number = 4 if found.has("FINAL") else int(found.value("q") or found.number("n") or 0)
    if not 1 <= number <= 4:
        return None
    if not found.has("THE") and not found.has("DASH") and not found.value("y") and found.precedes("DASH"):
        return None  # "quarter-finals"
    return found.draft(Calendar(found.value("y"), quarter=number, hint=found.hint(), bare=True))


def half(found: Found) -> Draft | None:
    """The first half of 2022."""
    number = found.value("n")
    if number not in {1, 2} or not hint_is_of_a_year(found):
        return None
    alone = not found.value("y") and not found.has("UNIT")
    if alone and (found.precedes("OF", "DASH", "ADULT") or not _TALKS_BUSINESS.search(found.text)):
        return None  # "the first half" of a match, a book, a talk
    hint = found.hint() or ("" if found.value("y") or alone else "this")
    return found.draft(Calendar(found.value("y"), half=number, hint=hint))


_TALKS_BUSINESS = re.compile(
    r"\b(?:profits?|sales|revenues?|earnings|turnover|exports|imports|GDP|net income|shipments|quarter|growth|trade)\b",
    re.IGNORECASE,
)
"""What makes "the first half" one of the year."""


def bare_season(found: Found) -> Draft | None:
    """By winter, since spring."""
    return season(found) if found.follows("BY", "FROM", "BEFORE", "AFTER") else None


def season(found: Found) -> Draft | None:
    """Summer 2020, last spring, in the winter."""
    name = found.value("s") or found.value("s2")
    if found.value("y") and found.precedes("ADULT"):
        return None
    return found.draft(Calendar(found.value("y"), season=name, edge=found.edge(), hint=found.hint(), bare=True))
