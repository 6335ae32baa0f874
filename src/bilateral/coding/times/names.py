"""Holidays by name: "Novruz", "Russia Day", "Independence Day" of the state that is named beside it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from bilateral.coding.times.anniversaries import read_anniversary
from bilateral.coding.times.drafts import Draft, Feast
from bilateral.coding.times.feasts import Holiday, holidays
from bilateral.coding.times.foreign import FOREIGN, read_foreign

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

__all__ = ["find_feasts"]

_ANNIVERSARY = "anniversary"
_YEAR_AFTER = re.compile(r"(?:,| of| in)? (\d{4})\b")
_NAME_GOES_ON = re.compile(r" (?:Agreement|Accords?|Islands?|Rising|Uprising|Offensive|Massacre|Party|River)\b")
"""What makes a holiday part of another name."""
_HINT_BEFORE = re.compile(r"\b(last|next|this) $", re.IGNORECASE)
_OWNER = re.compile(r"(?:['’]s?)? ")
_OF = re.compile(r" (?:of|in) (?:the )?")
_REACH = 160
"""Characters in which the state of an "Independence Day" is looked for."""


@cache
def _automaton() -> tuple[AhoCorasick, tuple[str, ...]]:
    from ahocorasick_rs import AhoCorasick, MatchKind

    names = tuple(sorted({*holidays(), *FOREIGN, _ANNIVERSARY}))
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), names


def find_feasts(text: str) -> tuple[list[Draft], list[tuple[int, int]]]:
    """Drafts of holidays, anniversaries and dates of other calendars, and characters of names that only hold one.

    Such a name is the "Good Friday Agreement". A holiday whose state cannot be told ("Independence Day" alone) is left
    out.
    """
    automaton, names = _automaton()
    drafts = []
    names_only = []
    for index, start, end in automaton.find_matches_as_indexes(text):
        if (start and text[start - 1].isalnum()) or text[end : end + 1].isalnum():
            continue
        other = _other(text, start, end, names[index])
        if other is not None:
            drafts.append(other)
            continue
        if names[index] not in holidays():
            continue
        if _NAME_GOES_ON.match(text, end):
            names_only.append((start, end))
            continue
        holiday = _which(text, start, end, holidays()[names[index]])
        if holiday is not None:
            drafts.append(_draft(text, start, end, holiday))
    return drafts, names_only


def _other(text: str, start: int, end: int, name: str) -> Draft | None:
    if name == _ANNIVERSARY:
        return read_anniversary(text, start, end)
    return read_foreign(text, start, end) if name in FOREIGN else None


def _draft(text: str, start: int, end: int, holiday: Holiday) -> Draft:
    year, hint = None, ""
    if after := _YEAR_AFTER.match(text, end):
        number = int(after[1])
        if 1583 <= number <= 2199:
            year, end = number, after.end()
    if before := _HINT_BEFORE.search(text, max(0, start - 6), start):
        hint, start = before[1].lower(), before.start()
    name = f"{holiday.name} ({holiday.state})" if holiday.state else holiday.name
    return Draft(start, end, "DATE", "holiday", Feast(name, holiday.rule, year, hint))


def _which(text: str, start: int, end: int, rows: tuple[Holiday, ...]) -> Holiday | None:
    """The row meant: the only one, or where several states keep a day by that name, that of the state named nearest."""
    return rows[0] if len(rows) == 1 else _near(text, start, end, rows)


def _near(text: str, start: int, end: int, rows: tuple[Holiday, ...]) -> Holiday | None:
    low, high = max(0, start - _REACH), end + _REACH
    best, distance = None, _REACH + 1
    for row in rows:
        for name in _state_names().get(row.state, ()):
            left = text.rfind(name, low, start)
            right = text.find(name, end, high)
            before = start - left - len(name) if left >= 0 else distance
            after = right - end if right >= 0 else distance
            # "Georgia's ..." and "... of Georgia" are surer than a name that merely stands near.
            own = left >= 0 and _OWNER.fullmatch(text, left + len(name), start)
            gap = 0 if own or (right >= 0 and _OF.fullmatch(text, end, right)) else min(before, after)
            if gap < distance:
                best, distance = row, gap
    return best


@cache
def _state_names() -> dict[str, tuple[str, ...]]:
    """Names, demonyms and capitals of the states that keep a day by a common name."""
    from bilateral.knowledge import load

    states = load().states.by_code
    return {code: tuple(filter(None, (state.name, *state.demonyms, state.capital))) for code, state in states.items()}
