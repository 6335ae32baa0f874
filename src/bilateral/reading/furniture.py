"""Page furniture in plain-text copies of pages: comment forms, sharing buttons, newsletter boxes, site-name lines.

A line is furniture only where the whole line is a formula that news prose does not use (furniture.csv). Lines that say
who speaks or when ("The below is attributable to ...", "Begin text:") are not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from bilateral.model import Repair
from bilateral.reading.tables import rows

__all__ = ["SITE_NAME", "furniture"]

SITE_NAME = "furniture: site name at head and foot"
"""Rule of the repairs that remove a site's name; reading takes the publisher from them."""

_LINE = re.compile(r"\S[^\n]*")
_WORD = re.compile(r"\w+")
_LONGEST = 320  # characters of a line that can be furniture (cookie notices)
_PROSE = 120  # a line this long that ends in a full stop is prose
_TITLES = 12  # lines of related articles
_TITLE_LENGTH = 160
_NAME_LENGTH = 50
_NAME_WORDS = 6


@dataclass(frozen=True, slots=True)
class _Formula:
    rule: str
    where: str  # any; edge: before the first or after the last line of prose; block: with the titles that follow
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str


def furniture(text: str) -> list[Repair]:
    """Edits that remove the furniture lines of `text`, sorted; each names its rule ("furniture: sharing")."""
    lines = [_Line(match.start(), match.group().rstrip()) for match in _LINE.finditer(text)]
    formulas = [_formula(line.text) for line in lines]
    if len(lines) < 3 and not any(formulas):
        return []
    rules = _removed(lines, formulas)
    _add_site_name(lines, rules)
    return _edits(text, lines, rules)


def _formula(line: str) -> _Formula | None:
    if len(line) > _LONGEST:
        return None
    word = _WORD.match(line)
    key = line[0] if word is None else "0" if word.group().isdigit() else word.group().casefold()
    for formula in _formulas().get(key, ()):
        if formula.pattern.fullmatch(line):
            return formula
    return None


def _removed(lines: Sequence[_Line], formulas: Sequence[_Formula | None]) -> dict[int, str]:
    """Rule of each furniture line by its index."""
    if not any(formulas):
        return {}
    prose = [
        index
        for index, line in enumerate(lines)
        if not formulas[index] and len(line.text) >= _PROSE and line.text[-1] in '.!?”"’)'
    ]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), -1)
    rules: dict[int, str] = {}
    for index, formula in enumerate(formulas):
        if formula is None or (formula.where == "edge" and first < index < last):
            continue
        rules[index] = f"furniture: {formula.rule}"
        if formula.where == "block":
            for at in range(index + 1, min(index + 1 + _TITLES, len(lines))):
                if not _is_title(lines[at].text):
                    break
                rules[at] = f"furniture: {formula.rule}"
    return rules


def _is_title(line: str) -> bool:
    return len(line) <= _TITLE_LENGTH and line[-1] not in ".!:;"


def _add_site_name(lines: Sequence[_Line], rules: dict[int, str]) -> None:
    """A short line without a final mark that opens the page and closes it too is the site's name."""
    kept = [index for index in range(len(lines)) if index not in rules]
    if len(kept) < 4:
        return
    head = lines[kept[0]].text
    if len(head) > _NAME_LENGTH or len(head.split()) > _NAME_WORDS or head[-1] in '.!?:;,”"':
        return
    same = [index for index in kept[1:] if lines[index].text == head]
    if same and same[0] >= kept[-2]:
        for index in (kept[0], *same):
            rules[index] = SITE_NAME


def _edits(text: str, lines: Sequence[_Line], rules: Mapping[int, str]) -> list[Repair]:
    edits: list[Repair] = []
    count = len(lines)
    tail = count  # first line of the furniture that reaches the end of the text
    while tail and tail - 1 in rules:
        tail -= 1
    for index in sorted(rules):
        start = lines[index].start
        end = lines[index + 1].start if index + 1 < count else len(text)
        if index == tail and index:
            start = lines[index - 1].start + len(lines[index - 1].text)
        edits.append(Repair(start=start, end=end, replacement="", rule=rules[index]))
    return edits


@cache
def _formulas() -> Mapping[str, tuple[_Formula, ...]]:
    by_word: dict[str, list[_Formula]] = {}
    for row in rows("furniture"):
        pattern = re.compile(row["pattern"], re.IGNORECASE)
        for word in row["first"].split():
            by_word.setdefault(word, []).append(_Formula(row["rule"], row["where"], pattern))
    return MappingProxyType({word: tuple(formulas) for word, formulas in by_word.items()})
