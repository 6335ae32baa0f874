"""Paragraphs of plain text: blank lines, long lines, and lines that were wrapped at a fixed width."""

from __future__ import annotations

import re

from bilateral.model import Repair

__all__ = ["LIST_MARK", "paragraphs", "unwrap"]

LIST_MARK = re.compile(r"(?:[-–—*]\s+|[•·▪◦‣●○■□]\s*|\(?\d{1,2}[.)]\s+|\(?[a-z][)]\s+|\(?[ivx]{1,4}\)\s+)(?=\S)")
"""What opens a list item: a bullet, "1.", "2)", "(a)", "iv)"."""

_LINE = re.compile(r"\S[^\n]*")
_BLOCK = re.compile(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*")
_BREAK = re.compile(r"\n[ \t]*(?=\S)")

_NARROW, _WIDE = 45, 100  # characters of a line that a mailer or a terminal wrapped
_ENOUGH = 4  # fewer such lines prove nothing


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Paragraphs as (start, end) without white space around them.

    Blank lines always part paragraphs; a single line break does unless the document is wrapped at a fixed width.
    """
    pattern = _BLOCK if _wrapped(text) else _LINE
    found = []
    for match in pattern.finditer(text):
        start, end = match.span()
        while text[end - 1].isspace():
            end -= 1
        found.append((start, end))
    return found


def unwrap(text: str) -> tuple[Repair, ...]:
    """Edits that put the lines of a document wrapped at a fixed width back together; none for other documents.

    Lines that open a list item stay lines of their own. A hyphen at the end of a line is kept: whether it belongs to
    the word cannot be known.
    """
    if not _wrapped(text):
        return ()
    edits = []
    for start, end in _single_breaks(text):
        if LIST_MARK.match(text, end):
            continue
        joined = "" if text[start - 1] == "-" else " "
        edits.append(Repair(start=start, end=end, replacement=joined, rule="layout: line wrapped at a fixed width"))
    return tuple(edits)


def _wrapped(text: str) -> bool:
    """Whether most lines that end in a single break are of one narrow width and break off in mid-sentence."""
    breaks = [start for start, _ in _single_breaks(text)]
    if len(breaks) < _ENOUGH:
        return False
    widths = [end - (text.rfind("\n", 0, end) + 1) for end in breaks]
    narrow = sum(_NARROW <= width <= _WIDE for width in widths)
    open_ended = sum(text[end - 1] not in '.!?:;”"' for end in breaks)
    return max(widths) <= _WIDE + 20 and narrow >= 0.6 * len(widths) and open_ended >= 0.6 * len(widths)


def _single_breaks(text: str) -> list[tuple[int, int]]:
    """Line breaks between two lines with text on them, with the blanks around each."""
    found = []
    for match in _BREAK.finditer(text):
        start, end = match.span()
        while start and text[start - 1] in " \t":
            start -= 1
        if start and text[start - 1] != "\n":
            found.append((start, end))
    return found
