"""Lines in capitals only, put into ordinary case: a headline in capitals names people as any other does.

The gate is case-sensitive, since most false friends differ from names by their case alone. So a line without small
letters is not scanned as it stands: what the gate finds in it with every word capitalised keeps its names and titles,
what it finds in the line as written keeps its abbreviations ("UN"), and all other words are put in lower case. Only the
letters' case changes, so that every offset holds.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bilateral.coding.gate import Gate, Hit
from bilateral.coding.words import words
from bilateral.knowledge import Knowledge, SurfaceKind
from bilateral.model import Document

__all__ = ["spoken"]

# A line of no small letters. Three words at least: two may be a label or a name.
_LINE = re.compile(r"^(?=.*[A-Z])[^a-z\n]{12,}$", re.M)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LEAST_WORDS = 3
# "May" and "March" are words as well: they are months only behind a preposition or a number.
_CALENDAR = re.compile(
    r"\b(?:(?:JANUARY|FEBRUARY|APRIL|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)|(?:MON|TUES|WEDNES|THURS|FRI|"
    r"SATUR|SUN)DAY|(?<=\bIN )(?:MAY|MARCH)|(?<=\bBY )(?:MAY|MARCH)|(?<=\d )(?:MAY|MARCH)|(?:MAY|MARCH)(?= \d))\b"
)
_SMALL = frozenset("a an and as at by for from in of on or the to with".split())  # noqa: SIM905


def spoken(document: Document, gate: Gate, knowledge: Knowledge) -> Document:
    """The document with its lines in capitals in ordinary case; the same one where it has none."""
    text = document.text
    pieces: list[str] = []
    end = 0
    for line in _LINE.finditer(text):
        if len(_WORD.findall(line.group())) < _LEAST_WORDS:
            continue
        pieces += [text[end : line.start()], _recased(line.group(), gate, knowledge)]
        end = line.end()
    if not pieces:
        return document
    lowered = "".join((*pieces, text[end:]))
    return replace(document, text=lowered) if len(lowered) == len(text) else document


def _recased(line: str, gate: Gate, knowledge: Knowledge) -> str:
    titled = _WORD.sub(lambda m: m.group().lower() if m.group().lower() in _SMALL else m.group().capitalize(), line)
    if len(titled) != len(line):
        return line
    kept = {(h.start, h.end): titled for h in gate.scan(titled) if _names(h, titled, knowledge)}
    for hit in gate.scan(line):
        span = hit.start, hit.end
        free = not any(start < hit.end and hit.start < end for start, end in kept if (start, end) != span)
        if free and hit.surfaces and hit.text.lower() not in words().never_names:
            kept[span] = line
    letters = list(line.lower())
    if len(letters) != len(line):
        return line
    for match in _CALENDAR.finditer(line):
        letters[match.start()] = line[match.start()]
    for (start, end), source in kept.items():
        letters[start:end] = source[start:end]
    first = next(iter(_WORD.finditer(line)), None)
    if first:
        letters[first.start()] = line[first.start()]
    return "".join(letters)


def _names(hit: Hit, line: str, knowledge: Knowledge) -> bool:
    """Whether a hit of the capitalised line counts: of a place only behind "in" or "to", for "NICE TALKS" are none,
    and of a surname only if it is no word besides."""
    if not hit.surfaces:
        return False
    if hit.of(SurfaceKind.SURNAME) and hit.text in knowledge.common_words:
        return any(s.kind is not SurfaceKind.SURNAME for s in hit.surfaces)
    if hit.of(SurfaceKind.PLACE) and all(s.kind is SurfaceKind.PLACE for s in hit.surfaces):
        before = line[: hit.start].split()
        return bool(before) and before[-1].lower() in words().before_place
    return True
