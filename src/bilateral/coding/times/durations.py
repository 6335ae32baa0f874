"""Makers of durations, sets and vague references."""

from __future__ import annotations

import re

from bilateral.coding.times.drafts import Ahead, Draft, Fixed, Window
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
    if single and count not in {1, 0.5} and not found.has("DASH") and not found.has("A"):
        return None
    value = duration_value(count, unit_, clock_unit=clock_unit, half_more=bool(found.value("h") or found.has("HALF")))
    lead = _LEADS_AHEAD.search(found.text, max(0, found.start - 12), found.start)
    if lead and count and unit_ in {"D", "W", "M", "Y"} and not clock_unit:
        return found.draft(Ahead(value, unit_, count, lead[1].lower() == "within"))
    return found.draft(Fixed(value))


_LEADS_AHEAD = re.compile(r"\b(in|within)\s+(?:the\s+)?$", re.IGNORECASE)


def window(found: Found) -> Draft | None:
    """ "The past three months", "the next two weeks": so long, up to or from the document's day."""
    where = found.at("u")
    count = found.number("n") if found.at("n") or found.at("f") else 1
    value = duration_value(count, found.value("u"), clock_unit=_is_clock(found))
    if where is None or _is_clock(found):
        return found.draft(Fixed(value))
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
    """Days, years: of no known number."""
    return found.draft(Fixed(duration_value(None, found.value("u"), clock_unit=False)))


def half_unit(found: Found) -> Draft | None:
    """Half a year, half an hour."""
    return found.draft(Fixed(duration_value(0.5, found.value("u"), clock_unit=_is_clock(found))))


def every(found: Found) -> Draft | None:
    """Every Monday, each year, twice a week."""
    where = found.at("u")
    if where is None:
        return None
    char, value = found.tokens.types[where[0]], found.tokens.values[where[0]]
    chars = lexicon().chars
    if char == chars["WEEKDAY"]:
        return found.draft(Fixed(f"XXXX-WXX-{value + 1}"))
    if char == chars["MONTH"]:
        return found.draft(Fixed(f"XXXX-{value:02d}"))
    if char == chars["PART"]:
        return found.draft(Fixed(f"XXXX-XX-XXT{value}"))
    if char in {chars["SEASON"], chars["WEEKEND"]}:
        return found.draft(Fixed(f"XXXX-{value}"))
    count = 1 if found.rule.name == "times a unit" else found.number("n") or 1
    return found.draft(Fixed(duration_value(count, value, clock_unit=char == chars["CLOCKUNIT"])))


def set_word(found: Found) -> Draft | None:
    """Daily, annual."""
    return found.draft(Fixed(found.value("s")))


def vague(found: Found) -> Draft | None:
    """Now, recently, the future."""
    if found.value("v") == "FUTURE_REF" and re.match(r"(?:-| as\b| after)", found.text[found.end : found.end + 6]):
        return None
    return found.draft(Fixed(found.rule.args.get("value") or found.value("v")))
