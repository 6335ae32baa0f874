"""From the match of a rule to a draft: one small function for each `make` of times.toml.

A maker gets the match seen through `Found`, which reads named items as values, and returns a draft or None where the
words turn out to mean something else ("may", "1500 people").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bilateral.coding.times.drafts import Calendar, Draft, Fixed, Nearby, Offset, Point, Weekday, Window
from bilateral.coding.times.lexer import Tokens
from bilateral.coding.times.lexicon import OTHER, STOP, Rule, lexicon

__all__ = ["MAKERS", "Found"]

_HINTS = {
    "last": "last",
    "past": "last",
    "previous": "last",
    "preceding": "last",
    "prior": "last",
    "this": "this",
    "current": "this",
    "next": "next",
    "coming": "next",
    "upcoming": "next",
    "forthcoming": "next",
    "following": "after",
    "ensuing": "after",
    "subsequent": "after",
    "same": "same",
    "that": "same",
    "after": "after",
}
_STEP = {"last": -1, "this": 0, "next": 1, "after": 1, "same": 0, "": 0}
_HALVES = {1: "first", 2: "second"}


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's match over the tokens of a text."""

    text: str
    tokens: Tokens
    match: re.Match[str]
    rule: Rule

    @property
    def start(self) -> int:
        """First character, without the preposition that led the rule to it."""
        index, end = self.match.span()
        while index < end - 1 and self.tokens.types[index] in _lead():
            index += 1
        return self.tokens.starts[index]

    @property
    def end(self) -> int:
        """Last character, exclusive."""
        return self.tokens.ends[self.match.end() - 1]

    def at(self, name: str) -> tuple[int, int] | None:
        """First and last+1 token of a named item in whichever alternative matched."""
        groups = self.match.re.groupindex
        for alias in (name, f"{name}_2", f"{name}_3", f"{name}_4"):
            if alias in groups and self.match.start(alias) >= 0 and self.match.end(alias) > self.match.start(alias):
                return self.match.span(alias)
        return None

    def value(self, name: str) -> Any:
        """Value of a one-token item; None where it did not occur."""
        where = self.at(name)
        return self.tokens.values[where[0]] if where else None

    def word(self, name: str) -> str:
        """Lower-case spelling of an item; empty where it did not occur."""
        where = self.at(name)
        return self.text[self.tokens.starts[where[0]] : self.tokens.ends[where[1] - 1]].lower() if where else ""

    def has(self, class_name: str) -> bool:
        """Whether a token of that class is in the match."""
        return lexicon().chars[class_name] in self.match.group()

    def number(self, name: str) -> float | None:
        """A count of one or several tokens ("twenty-five", "a hundred", 12); None for "several" and the like."""
        where = self.at(name)
        if where is None:
            return None
        chars = lexicon().chars
        total = 0.0
        for index in range(*where):
            char, value = self.tokens.types[index], self.tokens.values[index]
            if char == chars["FEW"]:
                return 2 if self.text[self.tokens.starts[index] : self.tokens.ends[index]] == "couple" else None
            if char == chars["HUNDRED"]:
                total = max(total, 1) * value
            elif isinstance(value, int | float) and char != chars["OF"]:
                total += value
        return total

    def before(self, back: int = 1) -> str:
        """Class character of the token that far before the match."""
        index = self.match.start() - back
        return self.tokens.types[index] if index >= 0 else STOP

    def after(self) -> str:
        """Class character of the token after the match."""
        index = self.match.end()
        return self.tokens.types[index] if index < len(self.tokens.types) else STOP

    def follows(self, *names: str) -> bool:
        """Whether a token of one of the classes stands right before the match."""
        return self.before() in {lexicon().chars[name] for name in names}

    def precedes(self, *names: str) -> bool:
        """Whether a token of one of the classes stands right after the match."""
        return self.after() in {lexicon().chars[name] for name in names}

    def hint(self, *names: str) -> str:
        """ "last", "this", "next", "after" or "same" of the first named item that occurred."""
        for name in names or ("h",):
            if word := self.word(name):
                return _HINTS.get(word, "")
        return ""

    def edge(self) -> str:
        """ "early", "mid", "late", "first" or "second" (half) of what is meant; empty for the whole."""
        if half := self.value("half"):
            return _HALVES.get(half, "")
        mod: str = self.value("mod") or ""
        return mod

    def draft(self, point: Point, *, kind: str = "", last: Point | None = None) -> Draft:
        """The draft of this match."""
        return Draft(self.start, self.end, kind or self.rule.kind, self.rule.name, point, last)


@cache
def _lead() -> frozenset[str]:
    return frozenset(lexicon().chars[name] for name in ("IN", "AT", "ON", "FROM", "BETWEEN", "COMMA"))


Maker = Callable[[Found], Draft | None]


def _era(found: Found, year: int | None) -> int | None:
    where = found.match.group().find(lexicon().chars["ERA"])
    if where < 0 or year is None:
        return year
    index = found.match.start() + where
    mark = found.text[found.tokens.starts[index] : found.tokens.ends[index]]
    return -year if mark.startswith("B") else year


def iso(found: Found) -> Draft | None:
    text = found.value("i")
    year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
    if not 1 <= month <= 12:
        return None
    clock = text[10:].split("Z")[0][:9]
    return found.draft(Calendar(year, month, day, time=clock), kind="TIME" if clock else "DATE")


def numeric(found: Found) -> Draft | None:
    """Day and month where only one order makes sense; else dots mean day first, slashes month first, and the rule says so."""
    first, second, year = (int(part) for part in re.split(r"[./-]", found.value("i")))
    separator = re.sub(r"\d", "", found.value("i"))[0]
    if year < 100:
        if separator == "-":
            return None
        year += 2000 if year < 50 else 1900
    day_first = first > 12 or (second <= 12 and separator == ".")
    day, month = (first, second) if day_first else (second, first)
    if not 1 <= month <= 12 or not 1 <= day <= 31 or not 1000 <= year <= 2199:
        return None
    unclear = first <= 12 and second <= 12 and first != second
    draft = found.draft(Calendar(year, month, day))
    note = f" (day and month unclear, read {'day' if day_first else 'month'} first)" if unclear else ""
    return Draft(draft.start, draft.end, draft.kind, draft.rule + note, draft.point)


def _unit_of_hint_is_year(found: Found) -> bool:
    unit = lexicon().chars["UNIT"]
    where = found.match.group().find(unit)
    return where < 0 or found.tokens.values[found.match.start() + where] == "Y"


def calendar(found: Found) -> Draft | None:
    day = found.number("d")
    hint = found.hint("h", "h2")
    if not _unit_of_hint_is_year(found):
        return None
    year = _era(found, found.value("y"))
    if found.value("y") and found.precedes("ADULT"):
        year = None
    point = Calendar(
        year, found.value("m"), int(day) if day else None, edge=found.edge(), hint=hint, weekday=found.value("w")
    )
    if point.day is not None and point.day > 31:
        return None
    return found.draft(point)


def span(found: Found) -> Draft | None:
    year = found.value("y2") or found.value("y")
    month, month2 = found.value("m"), found.value("m2") or found.value("m")
    day, day2 = found.value("d"), found.value("d2")
    if found.match.group()[0] != lexicon().chars["FROM"] and found.has("BY"):
        return None
    if not found.value("m2") and day2 <= day:
        return None
    first_year = found.value("y") or year
    if year and not found.value("y") and (month2, day2 or 0) < (month, day or 0):
        first_year = year - 1
    return found.draft(Calendar(first_year, month, day), last=Calendar(year, month2, day2))


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
    number = _era(found, found.value("y"))
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


def _looks_like_year(found: Found) -> bool:
    """A bare number between 1900 and 2050 that no counted noun follows and no currency or "No." precedes."""
    before = found.text[max(0, found.start - 4) : found.start]
    after = found.text[found.end : found.end + 2]
    return not re.search(r"(?:[#$€£]|[Nn]o\. ?|[-–]|\d[ ,.])$", before) and not re.match(r"[-–.,][\dA-Za-z]|%", after)


def years(found: Found) -> Draft | None:
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
    """A fiscal or academic year is kept as the calendar year it is named by; the rule says which it was."""
    number = found.value("y")
    number = number + 2000 if number < 100 else number
    return found.draft(Calendar(number, edge=found.edge())) if 1900 <= number <= 2100 else None


def decade(found: Found) -> Draft | None:
    value = found.value("d")
    return found.draft(Nearby("decade", value if value > 9 else 190 + value, found.edge()))


def ordinal_unit(found: Found) -> Draft | None:
    """The 19th century."""
    index = found.match.group().find(lexicon().chars["LONGUNIT"]) + found.match.start()
    number = found.number("n")
    if found.tokens.values[index] != "CE" or not number or number > 22:
        return None
    return found.draft(Nearby("century", int(_era(found, int(number)) or 0), found.edge()))


def quarter(found: Found) -> Draft | None:
    if found.value("q") is None:
        index = found.match.group().find(lexicon().chars["LONGUNIT"]) + found.match.start()
        if found.tokens.values[index] != "Q":
            return None
    number = int(found.value("q") or found.number("n") or 0)
    if not 1 <= number <= 4:
        return None
    return found.draft(Calendar(found.value("y"), quarter=number, hint=found.hint(), bare=True))


def half(found: Found) -> Draft | None:
    number = found.value("n")
    if number not in _HALVES or not _unit_of_hint_is_year(found):
        return None
    return found.draft(Calendar(found.value("y"), half=number, hint=found.hint()))


def season(found: Found) -> Draft | None:
    name = found.value("s") or found.value("s2")
    if found.value("y") and found.precedes("ADULT"):
        return None
    return found.draft(Calendar(found.value("y"), season=name, edge=found.edge(), hint=found.hint(), bare=True))


def deictic(found: Found) -> Draft | None:
    days = found.value("d") + (2 * (found.value("b") or 0) - found.value("d") if found.value("b") else 0)
    part = found.value("p") or ""
    return found.draft(Offset("D", days, time=part and "T" + part), kind="TIME" if part else "DATE")


def part_of_day(found: Found) -> Draft | None:
    part = found.value("p") or found.value("p2") or found.value("p3")
    time = "T" + part
    if found.value("m"):
        day = int(found.number("d") or 0)
        return found.draft(Calendar(found.value("y"), found.value("m"), day, time=time))
    hint = found.hint()
    if not hint and found.rule.name == "the morning":
        return found.draft(Offset("D", 0, told=True, time=time)) if found.has("IN") or found.has("AFTER") else None
    if hint in {"same", "after"} or found.rule.name == "the morning":
        return found.draft(Offset("D", _STEP[hint], told=True, time=time))
    return found.draft(Offset("D", -1 if hint == "last" else 0, time=time))


def weekday(found: Found) -> Draft | None:
    part = found.value("p")
    hint = f"of-{found.hint('h2')}" if found.word("h2") else found.hint()
    word = found.word("w")
    if word.endswith("days"):
        return found.draft(Fixed("XXXX-WXX-" + str(found.value("w") + 1)), kind="SET")
    time = "T" + part if part else ""
    return found.draft(Weekday(found.value("w"), hint, time), kind="TIME" if part else "DATE")


def weekdays(found: Found) -> Draft | None:
    if found.has("AND") and not found.has("BETWEEN"):
        return None
    return found.draft(Weekday(found.value("w")), last=Weekday(found.value("w2")))


def unit(found: Found) -> Draft | None:
    hint = found.hint()
    if found.value("u") == "G":
        return None
    if hint == "this" and found.value("u") == "D" and not found.edge():
        return found.draft(Offset("D", 0))
    return found.draft(Offset(found.value("u"), _STEP[hint], edge=found.edge()))


def unit_told(found: Found) -> Draft | None:
    if found.value("b"):
        return found.draft(Offset(found.value("u"), found.value("b"), told=True))
    hint = found.hint()
    step = 1 if hint == "next" else _STEP[hint]
    return found.draft(Offset(found.value("u"), step, told=True, edge=found.edge()))


def offset(found: Found) -> Draft | None:
    direction = found.rule.args.get("direction") or found.value("d")
    count = found.number("n")
    unit_ = found.value("u")
    if unit_ in {"H", "M", "S"} and found.rule.name == "hours ago":
        return found.draft(Fixed("PAST_REF")) if count is None else found.draft(Offset("D", 0))
    return found.draft(Offset(unit_, None if count is None else count * direction))


def offset_told(found: Found) -> Draft | None:
    word = found.word("d")
    if word not in {"later", "after", "earlier", "before", "afterwards", "afterward", "thereafter"}:
        return None
    if word in {"after", "before"} and found.after() == OTHER:
        # "two days after the talks" counts from an event, which is not ours to know: the two days are a duration.
        return None
    direction = -1 if word in {"earlier", "before"} else 1
    count = found.number("n")
    if found.rule.name == "hours later":
        return found.draft(Offset("D", 0, told=True))
    return found.draft(Offset(found.value("u"), None if count is None else count * direction, told=True))


def clock(found: Found) -> Draft | None:
    raw = str(found.value("c"))
    time = "T" + _clock_value(raw, found.word("p"))
    if found.value("m"):
        day = int(found.number("d") or 0)
        return found.draft(Calendar(found.value("y"), found.value("m"), day, time=time))
    if found.value("w") is not None:
        return found.draft(Weekday(found.value("w"), time=time))
    return found.draft(Offset("D", found.value("x") or 0, told=found.value("x") is None, time=time))


def _clock_value(raw: str, part: str) -> str:
    match = re.match(r"(\d+)(?:[:.](\d\d))?", raw)
    if match is None:
        return raw
    hour, minute = int(match[1]), match[2] or "00"
    afternoon = bool(re.search(r"p\.?m", raw)) or part in {"afternoon", "evening"}
    if hour < 12 and afternoon:
        hour += 12
    if hour == 12 and re.search(r"a\.?m", raw):
        hour = 0
    return f"{hour:02d}:{minute}"


_CODE = {
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


def _duration_value(count: float | None, unit_: str, *, clock_unit: bool, half_more: bool = False) -> str:
    number = "X" if count is None else f"{count + (0.5 if half_more else 0):g}"
    if unit_ == "2W" and count is not None:
        number = f"{count * 2:g}"
    return f"P{'T' if clock_unit else ''}{number}{_CODE[unit_]}"


def _is_clock(found: Found) -> bool:
    where = found.at("u")
    return where is not None and found.tokens.types[where[0]] == lexicon().chars["CLOCKUNIT"]


def duration(found: Found) -> Draft | None:
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
    value = _duration_value(count, unit_, clock_unit=clock_unit, half_more=bool(found.value("h") or found.has("HALF")))
    return found.draft(Fixed(value))


def window(found: Found) -> Draft | None:
    """ "The past three months", "the next two weeks": so long, up to or from the document's day."""
    where = found.at("u")
    count = found.number("n") if found.at("n") or found.at("f") else 1
    value = _duration_value(count, found.value("u"), clock_unit=_is_clock(found))
    if where is None or _is_clock(found):
        return found.draft(Fixed(value))
    back = found.word("d") in {"last", "past", "previous", "preceding"}
    return found.draft(Window(value, found.value("u"), count, -1 if back else 1), kind="DURATION")


def recent(found: Found) -> Draft | None:
    words = found.word("d")
    if words == "recent":
        return found.draft(Fixed("PAST_REF"))
    if words in {"coming", "upcoming", "future", "forthcoming"}:
        return found.draft(Fixed("FUTURE_REF"))
    if words in {"past", "previous"}:
        return found.draft(Fixed("PAST_REF"))
    return found.draft(Fixed(_duration_value(None, found.value("u"), clock_unit=False)), kind="DURATION")


def bare_units(found: Found) -> Draft | None:
    return found.draft(Fixed(_duration_value(None, found.value("u"), clock_unit=False)))


def half_unit(found: Found) -> Draft | None:
    return found.draft(Fixed(_duration_value(0.5, found.value("u"), clock_unit=_is_clock(found))))


def every(found: Found) -> Draft | None:
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
    return found.draft(Fixed(_duration_value(count, value, clock_unit=char == chars["CLOCKUNIT"])))


def set_word(found: Found) -> Draft | None:
    return found.draft(Fixed(found.value("s")))


def vague(found: Found) -> Draft | None:
    if found.value("v") == "FUTURE_REF" and re.match(r"(?:-| as\b| after)", found.text[found.end : found.end + 6]):
        return None
    return found.draft(Fixed(found.rule.args.get("value") or found.value("v")))


MAKERS: Mapping[str, Maker] = {
    maker.__name__: maker
    for maker in (
        iso, numeric, calendar, span, bare_month, year, years, fiscal, decade, ordinal_unit, quarter, half, season,
        deictic, part_of_day, weekday, weekdays, unit, unit_told, offset, offset_told, clock, duration, window, recent,
        bare_units, half_unit, every, set_word, vague,
    )
}  # fmt: skip
