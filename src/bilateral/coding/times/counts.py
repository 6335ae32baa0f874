"""Makers of times that are counted: from the document's day, from the time told before, and times of day."""

from __future__ import annotations

import re
from dataclasses import replace

from bilateral.coding.times.drafts import Calendar, Draft, Fixed, Offset, Weekday
from bilateral.coding.times.found import STEP, Found
from bilateral.coding.times.lexicon import OTHER
from bilateral.coding.times.periods import duration_value

__all__ = [
    "clock",
    "deictic",
    "offset",
    "offset_told",
    "part_of_day",
    "unit",
    "unit_beyond",
    "unit_told",
    "weekday",
    "weekdays",
]


def deictic(found: Found) -> Draft | None:
    """Yesterday, today, tomorrow morning, the day after tomorrow."""
    days = 2 * found.value("b") if found.value("b") else found.value("d")
    part = found.value("p") or ""
    return found.draft(Offset("D", days, time=part and "T" + part), kind="TIME" if part else "DATE")


def part_of_day(found: Found) -> Draft | None:
    """Tonight, this morning, the evening of June 3; a part of the day told before where none is named."""
    part = found.value("p") or found.value("p2") or found.value("p3")
    time = "T" + part
    if (point := _named_day(found, time)) is not None:
        return found.draft(point)
    hint = found.hint()
    if found.rule.name == "overnight" and (found.precedes("DASH") or found.follows("A")):
        return None  # "an overnight train": no night that is told
    if not hint and found.rule.name == "the morning":
        return found.draft(Offset("D", 0, told=True, time=time)) if found.has("IN") or found.has("AFTER") else None
    if hint in {"same", "after"} or found.rule.name == "the morning":
        return found.draft(Offset("D", STEP[hint], told=True, time=time))
    return found.draft(Offset("D", -1 if hint == "last" else 0, time=time))


def _named_day(found: Found, time: str) -> Calendar | Weekday | Offset | None:
    if found.at("d"):
        return Calendar(found.value("y"), found.value("m"), int(found.number("d") or 0), time=time)
    if found.value("w") is not None:
        return Weekday(found.value("w"), time=time)
    return Offset("D", found.value("x"), time=time) if found.at("x") else None


def weekday(found: Found) -> Draft | None:
    """On Tuesday, last Friday, Tuesday of next week; "Tuesdays" is a set."""
    part = found.value("p")
    hint = f"of-{found.hint('h2')}" if found.word("h2") else found.hint()
    word = found.word("w")
    if _SOME_ONE.search(found.text, max(0, found.start - 5), found.start):
        return found.draft(Fixed(f"XXXX-WXX-{found.value('w') + 1}"))  # "one Friday"
    if word.endswith("days"):
        return found.draft(Fixed("XXXX-WXX-" + str(found.value("w") + 1)), kind="SET")
    time = "T" + part if part else ""
    return found.draft(Weekday(found.value("w"), hint, time), kind="TIME" if part else "DATE")


_SOME_ONE = re.compile(r"\b[Oo]ne $")


def weekdays(found: Found) -> Draft | None:
    """Monday to Friday."""
    if found.has("AND") and not found.has("BETWEEN"):
        return None
    return found.draft(Weekday(found.value("w")), last=Weekday(found.value("w2")))


def unit(found: Found) -> Draft | None:
    """Last week, this year, the end of the month."""
    hint = found.hint()
    if found.rule.name == "year-end" and (found.word("mod") != "end" or (found.value("y") and found.value("u") != "Y")):
        return None
    if year := found.value("y"):
        return found.draft(Calendar(year, edge="late"))
    if found.value("u") == "G" or (found.value("u") == "D" and (hint == "last" or found.has("OF"))):
        return None  # "at the end of the day" speaks of no day
    if found.value("u") == "WE" and not hint and not found.edge():
        return found.draft(Offset("WE", 0, free=True))
    if hint == "this" and found.value("u") == "D" and not found.edge():
        return found.draft(Offset("D", 0))
    return found.draft(Offset(found.value("u"), STEP[hint], edge=found.edge()))


def unit_told(found: Found) -> Draft | None:
    """The following day, the same year, the day before: counted from the time told before."""
    if found.value("b"):
        return found.draft(Offset(found.value("u"), found.value("b"), told=True))
    hint = found.hint()
    if found.value("u") == "D" and found.has("OF"):
        return None  # "at the end of the day" speaks of no day
    if found.value("u") == "G":
        return None
    step = 1 if hint == "next" else STEP[hint]
    return found.draft(Offset(found.value("u"), step, told=True, edge=found.edge()))


def unit_beyond(found: Found) -> Draft | None:
    """The year before last, the week after next."""
    way = found.value("b")
    if found.word("b") not in {"before", "after"} or found.has("LAST") != (way < 0):
        return None
    return found.draft(Offset(found.value("u"), 2 * way))


def offset(found: Found) -> Draft | None:
    """Two weeks ago, three days from now."""
    direction = found.rule.args.get("direction") or found.value("d")
    count = found.number("n") if found.at("n") else None
    unit_ = found.value("u")
    if found.rule.name == "nights ago":
        return found.draft(Offset("D", None if count is None else count * direction, time="TNI"))
    if unit_ in {"H", "M", "S"} and found.rule.name == "hours ago":
        return found.draft(Fixed("PAST_REF")) if count is None else found.draft(Offset("D", 0))
    compared = unit_ == "Y" and count == 1 and _COMPARED.search(found.text, max(0, found.start - 100), found.start)
    return found.draft(Offset(unit_, None if count is None else count * direction, compared=bool(compared)))


_COMPARED = re.compile(
    r"\b(?:from|against|than|compared|versus|vs|above|below)\b(?:[^.!?\n]|\.(?=\d)){0,80}$", re.IGNORECASE
)
"""Words that set one figure against another."""


def offset_told(found: Found) -> Draft | None:
    """Two weeks later, a day earlier: counted from the time told before."""
    word = found.word("d")
    if word not in {"later", "after", "earlier", "before", "afterwards", "afterward", "thereafter"}:
        return None
    if found.precedes("THAN") and found.at("n"):
        return _than(found)
    if word in {"after", "before"} and (found.after() == OTHER or found.precedes("THE", "A", "IT", "THIS")):
        return _from_event(found, -1 if word == "before" else 1)
    direction = -1 if word in {"earlier", "before"} else 1
    count = found.number("n") if found.at("n") else None
    if found.rule.name == "hours later":
        return found.draft(Offset("D", 0, told=True))
    unit_ = found.value("u")
    compared = unit_ == "Y" and count == 1 and direction < 0
    compared = compared and _COMPARED.search(found.text, max(0, found.start - 100), found.start) is not None
    return found.draft(Offset(unit_, None if count is None else count * direction, told=True, compared=compared))


def _than(found: Found) -> Draft | None:
    """ "Five days later than planned" is so long, and no date."""
    where, count = found.at("n"), found.number("n")
    assert where is not None
    point = Fixed(duration_value(count, found.value("u"), clock_unit=found.rule.name == "hours later"))
    draft = found.draft(point, kind="DURATION")
    return replace(draft, start=found.tokens.starts[where[0]], end=found.tokens.ends[found.match.end() - 2])


def _from_event(found: Found, direction: int) -> Draft | None:
    """ "Two days after the talks" is a duration; counted from the day told last, it may be a date as well."""
    count = found.number("n") if found.at("n") else None
    if count is None or found.rule.name != "later":
        return None
    said = duration_value(count, found.value("u"), clock_unit=False)
    point = Offset(found.value("u"), count * direction, told=True, said=said)
    where = found.at("n")
    draft = found.draft(point, kind="DURATION")
    unit_end = found.tokens.ends[found.match.end() - 2]
    assert where is not None
    return replace(draft, start=found.tokens.starts[where[0]], end=unit_end)


def clock(found: Found) -> Draft | None:
    """A time of day, with its date where one stands beside it."""
    raw = str(found.value("c"))
    time = "T" + _clock_value(raw, found.word("p") or found.word("p2"))
    if found.value("m"):
        day = int(found.number("d") or 0)
        return found.draft(Calendar(found.value("y"), found.value("m"), day, time=time))
    if found.value("w") is not None:
        return found.draft(Weekday(found.value("w"), time=time))
    return found.draft(Offset("D", found.value("x") or 0, told=found.value("x") is None, time=time))


def _clock_value(raw: str, part: str) -> str:
    raw = raw.lower()
    match = re.match(r"(\d\d)(\d\d)(?!\d)", raw) or re.match(r"(\d+)(?:[:.](\d\d))?", raw)
    if match is None:
        return raw
    hour, minute = int(match[1]), match[2] or "00"
    zone = "Z" if re.search(r"gmt|utc", raw) else ""
    afternoon = bool(re.search(r"p\.?m", raw)) or part in {"afternoon", "evening"}
    if hour < 12 and afternoon:
        hour += 12
    if hour == 12 and re.search(r"a\.?m", raw):
        hour = 0
    return f"{hour:02d}:{minute}{zone}"
