"""Fiscal and academic years: which days they may mean, by the state whose they are.

Where the state is known and has a row in fiscal_years.csv the days are its own; a state without one counts by the
calendar. Where nobody is named, the range holds every usage of that number.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

__all__ = ["owner", "year_days"]

_DAY = timedelta(days=1)
_REACH = 90
"""Characters before and behind in which the state is looked for."""


@dataclass(frozen=True, slots=True)
class _Year:
    month: int
    day: int
    named: str
    """Whether a single number is the year it ends or begins in; empty where both are found."""


@cache
def _table() -> dict[str, _Year]:
    text = files("bilateral").joinpath("knowledge/data/fiscal_years.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["state"]: _Year(int(row["start"][:2]), int(row["start"][3:]), row["named"]) for row in rows}


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    from bilateral.knowledge import load

    codes: dict[str, str] = {}
    for code, state in sorted(load().states.by_code.items()):
        for word in (*state.names, *state.demonyms):
            if len(word) > 1:
                codes.setdefault(word, code)
    words = sorted(codes, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, words))})(?!\w)"), codes


def owner(text: str, start: int, end: int) -> str:
    """Code of the state named nearest in the same line, those before it first; empty where none is."""
    pattern, codes = _names()
    low = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    before = pattern.findall(text, low, start)
    if before:
        return codes[before[-1]]
    line = text.find("\n", end)
    after = pattern.search(text, end, min(line if line >= 0 else len(text), end + _REACH))
    return codes[after.group()] if after else ""


def year_days(kind: str, first: int, last: int | None, state: str) -> tuple[date, date]:
    """First and last day the year may have; `last` is the second number where two are said ("2021-22").

    Raises ValueError where the calendar has no such year.
    """
    if kind == "calendar":
        return date(first, 1, 1), date(last or first, 12, 31)
    if kind == "academic":
        # From August to July; a single number may be the year it begins or ends in.
        return date(first if last else first - 1, 8, 1), date((last or first + 1), 7, 31)
    return _fiscal_days(first, last, state)


def _fiscal_days(first: int, last: int | None, state: str) -> tuple[date, date]:
    rule = _table().get(state)
    if rule is None:
        if last is not None or state:
            return date(first, 1, 1), date(last or first, 12, 31)
        # From July of the year before (named by its end) to March of the year after (named by its start).
        return date(first - 1, 7, 1), date(first + 1, 3, 31)
    begins = {"end": (first - 1, first - 1), "start": (first, first)}.get(rule.named, (first - 1, first))
    if last is not None:
        begins = (first, first)
    return date(begins[0], rule.month, rule.day), date(begins[1] + 1, rule.month, rule.day) - _DAY
