"""The match of a rule, read through its named items."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from bilateral.coding.times.drafts import Calendar, Draft, Point
from bilateral.coding.times.lexer import Tokens
from bilateral.coding.times.lexicon import STOP, Rule, lexicon

__all__ = ["STEP", "Found", "Maker", "era_year"]

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
_WITH_YEAR = frozenset({"calendar", "season", "quarter", "half", "span"})
STEP = {"last": -1, "this": 0, "next": 1, "after": 1, "same": 0, "": 0}
"""Units to go for each hint."""
HALVES = {1: "first", 2: "second"}


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
        while index < end - 1 and self.tokens.types[index] in _lead() and self.tokens.types[index + 1] != _least():
            index += 1
        return self.tokens.starts[index]

    @property
    def end(self) -> int:
        """Last character, exclusive."""
        return self.tokens.ends[self.match.end() - 1]

    def at(self, name: str) -> tuple[int, int] | None:
        """First and last+1 token of a named item in whichever alternative matched."""
        for alias in self.rule.aliases.get(name, ()):
            low, high = self.match.span(alias)
            if high > low >= 0:
                return low, high
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
            if char in {chars["FEW"], chars["SOME"]}:
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
                hint = _HINTS.get(word, "")
                where = self.at(name)
                # "March last year" is of last year; "last March" is the latest one.
                of_year = where and self.tokens.types[where[1] : where[1] + 1] == lexicon().chars["UNIT"]
                return f"year-{hint}" if of_year and self.rule.make in _WITH_YEAR else hint
        return ""

    def edge(self) -> str:
        """ "early", "mid", "late", "first" or "second" (half) of what is meant; empty for the whole or its rest."""
        if half := self.value("half"):
            return HALVES.get(half, "")
        mod: str = self.value("mod") or ""
        return mod

    def draft(self, point: Point, *, kind: str = "", last: Point | None = None) -> Draft:
        """The draft of this match."""
        if isinstance(point, Calendar) and point.month and not point.day and self._leads_a_noun():
            return Draft(
                self.tokens.starts[self.match.start() + 1], self.end, kind or self.rule.kind, self.rule.name, point
            )
        ends = self._ends() if last is not None else None
        return Draft(self.start, self.end, kind or self.rule.kind, self.rule.name, point, last, ends)

    def _leads_a_noun(self) -> bool:
        """ "The mid-January talks": the article is the noun's."""
        chars = lexicon().chars
        first, last = self.match.group()[:2], self.match.group()[-1]
        return (
            first[0] == chars["THE"]
            and first[1:] in {chars[n] for n in ("EARLY", "MID", "LATE", "END")}
            and last == chars["MONTH"]
            and chars["OF"] not in self.match.group()
        )

    def _ends(self) -> tuple[int, int, int, int] | None:
        """Characters of the two ends of a range: either side of the last word that joins them."""
        joins = {lexicon().chars[name] for name in ("DASH", "TO", "AND", "BY", "SLASH")}
        low, high = self.match.span()
        for index in range(high - 2, low, -1):
            if self.tokens.types[index] in joins:
                return self.start, self.tokens.ends[index - 1], self.tokens.starts[index + 1], self.end
        return None


@cache
def _lead() -> frozenset[str]:
    return frozenset(lexicon().chars[name] for name in ("IN", "AT", "ON", "FROM", "BETWEEN", "COMMA"))


@cache
def _least() -> str:
    return lexicon().chars["LEAST"]


Maker = Callable[[Found], Draft | None]


def era_year(found: Found, year: int | None) -> int | None:
    """The year, negative where "BC" stands in the match."""
    where = found.match.group().find(lexicon().chars["ERA"])
    if where < 0 or year is None:
        return year
    index = found.match.start() + where
    mark = found.text[found.tokens.starts[index] : found.tokens.ends[index]]
    return -year if mark.startswith("B") else year
