"""Makers of durations, sets and vague references."""

from __future__ import annotations

import re
from dataclasses import replace

from bilateral.coding.times.drafts import Ahead, Draft, Fixed, Offset, Window
from bilateral.coding.times.found import Found
from bilateral.coding.times.lexicon import lexicon
from bilateral.coding.times.periods import duration_value

__all__ = ["bare_units", "duration", "every", "half_unit", "recent", "set_word", "vague", "window"]


def _is_clock(found: Found) -> bool:
    where = found.at("u")
    return where is not None and found.tokens.types[where[0]] == lexicon().chars["CLOCKUNIT"]


def duration(found: Found) -> Draft | None:
    """Two weeks, a 44-day war, more than three hours, half a year."""
    where = found.at("u")
    if where is None:
        index = max(found.match.group().rfind(lexicon().chars[n]) for n in ("UNITS", "CLOCKUNIT"))
        where = (found.match.start() + index, 0)
    unit_ = found.tokens.values[where[0]]
    count = found.number("n")
    clock_unit = _is_clock(found)
    single = found.tokens.types[where[0]] == lexicon().chars["UNIT"] or unit_ == "CE"
    if _is_none(found, unit_, single=single):
        return None
    if single and count not in {1, 0.5} and not found.has("DASH") and not found.has("A"):
        return None
    value = duration_value(count, unit_, clock_unit=clock_unit, half_more=bool(found.value("h") or found.has("HALF")))
    if found.has("DASH") and found.has("THE") and single:
        return replace(found.draft(Fixed(value)), start=found.tokens.starts[found.at("n")[0]])  # type: ignore[index]
    if single and found.has("A") and _PER.search(found.text, max(0, found.start - 40), found.start):
        return found.draft(Fixed(value), kind="SET")
    lead = _LEADS_AHEAD.search(found.text, max(0, found.start - 12), found.start)
    if lead and count and unit_ in {"D", "W", "M", "Y"} and not clock_unit:
        return found.draft(Ahead(value, unit_, count, lead[1].lower() == "within"))
    return found.draft(Fixed(value))


def _is_none(found: Found, unit_: str, *, single: bool) -> bool:
    """Whether what looks like a duration is something else."""
    few = found.has("FEW") and (single or _AS_MANY.search(found.text, max(0, found.start - 6), found.start) is not None)
    later = found.rule.name == "the first days" and found.precedes("LATE", "AGO", "EARLY")
    share = unit_ == "Q" and found.has("A") and found.precedes("OF")  # "a quarter of a million"
    # "As many quarters", "many a day"; "April 23, the second two weeks later"; "a decade-long war".
    bare = found.word("n") in {"a", "an"}
    long = bare and (found.has("LONG") or found.has("OLD") or _LONG_AFTER.match(found.text, found.end) is not None)
    # "One day last week" is a day, though nobody knows which.
    some = unit_ == "D" and found.word("n") == "one" and found.precedes("LAST", "THIS", "NEXT", "IN", "ON")
    return few or later or share or long or some


_LONG_AFTER = re.compile(r"-(?:long|old)\b")
_PER = re.compile(
    r"(?:[$€£¥]\s?[\d.,]+(?: (?:million|billion|trillion))?|\b(?:barrels|tons|tonnes|dollars|euros|cents|pounds|rubles|"
    r"roubles|yen|yuan|rupees|hours|minutes|days|nights|times|people|percent|million|billion|flights|cars|vehicles|"
    r"cases|deaths|gallons|litres|liters|meals|shifts|calls|vessels|ships|units|megawatts|a share)) $"
)
"""Something counted, so that "a day" behind it says how often."""
_AS_MANY = re.compile(r"\b[Aa]s $")
_LEADS_AHEAD = re.compile(r"\b(in|within)\s+(?:the\s+)?$", re.IGNORECASE)


def window(found: Found) -> Draft | None:
    """ "The past three months", "the next two weeks": so long, up to or from the document's day."""
    where = found.at("u")
    count = found.number("n") if found.at("n") or found.at("f") else 1
    value = duration_value(count, found.value("u"), clock_unit=_is_clock(found))
    if where is None or _is_clock(found):
        return found.draft(Fixed(value), kind="DURATION")
    if where is not None and found.rule.name == "the past year" and found.word("d") == "last":
        if found.value("u") == "D":
            return None  # "the last day" is one of something else
        if found.value("u") in {"Q", "CE"}:
            return found.draft(Offset(found.value("u"), -1), kind="DATE")
    back = found.word("d") in {"last", "past", "previous", "preceding"}
    return found.draft(Window(value, found.value("u"), count, -1 if back else 1), kind="DURATION")


def recent(found: Found) -> Draft | None:
    """In recent days, the coming weeks: vague, before or after now."""
    words = found.word("d")
    if words == "recent":
        return found.draft(Fixed("PAST_REF"))
    if words in {"coming", "upcoming", "future", "forthcoming"}:
        return found.draft(Fixed("FUTURE_REF"))
    if words in {"past", "previous"}:
        return found.draft(Fixed("PAST_REF"))
    return found.draft(Fixed(duration_value(None, found.value("u"), clock_unit=False)), kind="DURATION")


def bare_units(found: Found) -> Draft | None:
    """Days, years: of no known number. Minutes and hours only where they lead to something ("minutes before")."""
    plural = found.word("u").endswith("s") or found.word("u") == "yr"
    if not plural or (
        _is_clock(found) and not (found.follows("IN", "BY") or found.precedes("BEFORE", "AFTER", "LATE"))
    ):
        return None
    if found.value("u") == "WE":
        return found.draft(Fixed("XXXX-WXX-WE"), kind="SET")
    if (
        found.follows("THE")
        and found.before(2) not in {lexicon().chars[n] for n in ("IN", "ABOUT")}
        and not found.precedes("BEFORE", "AFTER", "OF", "FROM", "BETWEEN")
    ):
        return None  # "they counted the days"
    if found.follows("FEW"):
        return None
    return found.draft(Fixed(duration_value(None, found.value("u"), clock_unit=_is_clock(found))))


def half_unit(found: Found) -> Draft | None:
    """Half a year, half an hour."""
    unit_ = found.value("u")
    quarter = found.has("LONGUNIT") and not found.has("HALF")
    if quarter:
        return (
            found.draft(Fixed("P25Y"))
            if unit_ == "CE" and found.text[found.start :].lower().find("quarter") >= 0
            else None
        )
    halves = (
        {"H": "PT30M", "S": "PT0.5S"} if _is_clock(found) else {"Y": "P6M", "D": "PT12H", "DE": "P5Y", "CE": "P50Y"}
    )
    return found.draft(Fixed(halves.get(unit_) or duration_value(0.5, unit_, clock_unit=_is_clock(found))))


def every(found: Found) -> Draft | None:
    """Every Monday, each year, twice a week."""
    where = found.at("u")
    if where is None:
        return None
    char, value = found.tokens.types[where[0]], found.tokens.values[where[0]]
    chars = lexicon().chars
    other = found.value("o")
    if char == chars["WEEKDAY"]:
        return found.draft(Fixed(f"P{other:g}W" if other else f"XXXX-WXX-{value + 1}"))
    if char == chars["MONTH"]:
        return found.draft(Fixed(f"XXXX-{value:02d}"))
    named = {chars["PART"]: "XXXX-XX-XXT", chars["SEASON"]: "XXXX-", chars["WEEKEND"]: "XXXX-WXX-"}
    if char in named:
        return found.draft(Fixed(f"{named[char]}{value}"))
    count = None if found.at("f") else 1 if found.rule.name == "times a unit" else found.number("n") or other or 1
    return found.draft(Fixed(duration_value(count, value, clock_unit=char == chars["CLOCKUNIT"])))


def set_word(found: Found) -> Draft | None:
    """Daily, annual."""
    return found.draft(Fixed("P6M" if found.has("HALF") else found.value("s")))


def vague(found: Found) -> Draft | None:
    """Now, recently, the future."""
    if found.value("v") == "FUTURE_REF" and re.match(r"(?:-| as\b| after)", found.text[found.end : found.end + 6]):
        return None
    return found.draft(Fixed(found.rule.args.get("value") or found.value("v")))
