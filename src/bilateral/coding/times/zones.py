"""Stretches of a text worth reading: a little to either side of each word or number that may speak of time."""

from __future__ import annotations

import re
import zlib
from functools import cache
from typing import TYPE_CHECKING

from bilateral.coding.times.lexicon import TRIGGERS, lexicon

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

__all__ = ["without_litanies", "zones"]

_NUMBER = re.compile(r"\d(?:[\d.,:/–-]{0,18}\d)?")
_NO_PROSE = re.compile(r"(?<![\d\s.,:;/|+*()–-])[\d\s.,:;/|+*()–-]{400,}")
"""Columns of figures: nothing in them is told, and reading them would cost more than all the rest."""
_REACH = 72
"""Characters: the longest expression in front of or behind its trigger ("between the 3rd and the 5th of ...")."""


@cache
def _automaton() -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, MatchKind

    chars = {lexicon().chars[name] for name in TRIGGERS}
    forms: set[str] = set()
    for spelling, words in lexicon().words.items():
        for word in words:
            if word.char in chars:
                forms |= {"capital": {spelling.capitalize()}, "lower": {spelling}}.get(
                    word.case, {spelling, spelling.capitalize()}
                )
                forms.add(spelling.upper())
    return AhoCorasick(sorted(forms), matchkind=MatchKind.LeftmostLongest)


def without_litanies(text: str) -> str:
    """The text with blanks in place of long stretches that say the same over and over; offsets stay.

    A page of "Monday Tuesday Monday Tuesday ..." tells no time, and would cost more than a library.
    """
    if len(text) < 2 * _CHUNK:
        return text
    chunks = [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)]
    return "".join(" " * len(chunk) if _is_litany(chunk) else chunk for chunk in chunks)


_CHUNK = 1 << 16
_SHRINKS = 40
"""Times: news shrinks to a third, tables to a tenth, the same line over and over to less than a hundredth."""


def _is_litany(chunk: str) -> bool:
    raw = chunk.encode("utf-8", "surrogatepass")
    return len(zlib.compress(raw, 1)) * _SHRINKS < len(raw)


def zones(text: str) -> list[tuple[int, int]]:
    """Characters to read, in order, not overlapping, cut at blanks."""
    hits = [
        (start, end)
        for _, start, end in _automaton().find_matches_as_indexes(text)
        if not (start and text[start - 1].isalpha()) and not text[end : end + 1].isalpha()
    ]
    barren = [match.span() for match in _NO_PROSE.finditer(text)]
    hits += _numbers(text, barren)
    hits.sort()
    found: list[tuple[int, int]] = []
    for start, end in hits:
        low, high = max(0, start - _REACH), min(len(text), end + _REACH)
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return [_whole_words(text, low, high) for low, high in found]


_LONGEST_WORD = 40


def _numbers(text: str, barren: list[tuple[int, int]]) -> list[tuple[int, int]]:
    edges = [0, *(edge for span in barren for edge in span), len(text)]
    return [
        match.span()
        for low, high in zip(edges[::2], edges[1::2], strict=True)
        for match in _NUMBER.finditer(text, low, high)
    ]


def _whole_words(text: str, low: int, high: int) -> tuple[int, int]:
    for _ in range(_LONGEST_WORD):
        if low and not text[low - 1].isspace():
            low -= 1
        if high < len(text) and not text[high].isspace():
            high += 1
    return low, high
