"""Paragraphs of plain text: blank lines, long lines, and lines that were wrapped at a fixed width."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bilateral.model import Repair

__all__ = ["LIST_MARK", "paragraphs", "unwrap"]

LIST_MARK = re.compile(r"(?:[-–—*]\s+|[•·▪◦‣●○■□]\s*|\(?\d{1,2}[.)]\s+|\(?[a-z][)]\s+|\(?[ivx]{1,4}\)\s+)(?=\S)")
"""What opens a list item: a bullet, "1.", "2)", "(a)", "iv)"."""

_LINE = re.compile(r"\S[^\n]*")
_BLOCK = re.compile(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*")
_BREAK = re.compile(r"\n[ \t]*(?=\S)")

_NARROW, _WIDE = 45, 100  # characters of a line that a mailer or a terminal wrapped
_ENOUGH = 4  # fewer such lines prove nothing by their width alone
_FEW = 12  # breaks of a text too short to be judged by widths alone
_LOOSE = 15  # characters left free behind the word that would have fitted: the line was ended on purpose
_FINAL = '.!?:;”"'
_RUNS_ON = re.compile(
    r"\b(?:a|an|and|at|by|for|from|in|of|on|or|that|the|their|to|which|who|will|with"
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Sen|St)\.|[A-Z]\.|[Mm]inister|President|Secretary)$|,$"
)
"""Ends of a line after which its sentence goes on."""


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Paragraphs as (start, end) without white space around them.

    Blank lines always part paragraphs; a single line break does unless the document is wrapped at a fixed width.
    """
    pattern = _BLOCK if _wrapped(_breaks(text)) else _LINE
    found = []
    for match in pattern.finditer(text):
        start, end = match.span()
        while text[end - 1].isspace():
            end -= 1
        found.append((start, end))
    return found


def unwrap(text: str) -> tuple[Repair, ...]:
    """Edits that put the lines of a document wrapped at a fixed width back together; none for other documents.

    Lines that open a list item stay lines of their own, and so does what follows a line that was plainly ended on
    purpose (a title, a byline, the end of a paragraph). A hyphen at the end of a line is kept: whether it belongs to
    the word cannot be known.
    """
    breaks = _breaks(text)
    if not (_wrapped(breaks) or _wrapped_in_short(text, breaks)):
        return ()
    width = max(len(one.line) for one in breaks)
    edits = []
    continued = -1  # where a line begins that goes on from the one before
    for one in breaks:
        opens = one.begin != continued
        if LIST_MARK.match(text, one.end) or one.is_meant(width, opens=opens):
            continue
        continued = one.end
        joined = "" if one.line.endswith("-") else " "
        edits.append(
            Repair(start=one.start, end=one.end, replacement=joined, rule="layout: line wrapped at a fixed width")
        )
    return tuple(edits)


@dataclass(frozen=True, slots=True)
class _Break:
    """A line break between two lines with text on them, with the blanks around it."""

    begin: int
    """Where the line before it begins."""
    start: int
    end: int
    line: str
    word: str
    """First word of the line after it."""

    @property
    def is_open(self) -> bool:
        """Whether the line breaks off without a final mark."""
        return self.line[-1] not in _FINAL

    @property
    def is_run_over(self) -> bool:
        """Whether the sentence surely goes on in the next line."""
        return self.is_open and (self.word[0].islower() or _RUNS_ON.search(self.line) is not None)

    def spare(self, width: int) -> int:
        """Characters that would have been left in a line of `width` had it taken the next word too."""
        return width - len(self.line) - 1 - len(self.word)

    def is_meant(self, width: int, *, opens: bool) -> bool:
        """Whether the writer ended the line on purpose, far from the edge: a paragraph, or a heading that `opens`."""
        heading = opens and not self.line[0].islower() and not self.word[0].islower()
        return self.spare(width) >= _LOOSE and (heading or not self.is_open)


def _wrapped(breaks: Sequence[_Break]) -> bool:
    """Whether most lines that end in a single break are of one narrow width and break off in mid-sentence.

    A third of the sentences must surely run over: lines of headlines are narrow and open too.
    """
    if len(breaks) < _ENOUGH:
        return False
    widths = [len(one.line) for one in breaks]
    narrow = sum(_NARROW <= width <= _WIDE for width in widths)
    open_ended = sum(one.is_open for one in breaks)
    run_over = sum(one.is_run_over for one in breaks)
    many = 0.6 * len(breaks)
    return max(widths) <= _WIDE + 20 and narrow >= many and open_ended >= many and run_over >= len(breaks) / 3


def _wrapped_in_short(text: str, breaks: Sequence[_Break]) -> bool:
    """The same for a text of a few lines: no line but a heading had room for the next word, and sentences run over."""
    width = max((len(one.line) for one in breaks), default=0)
    if len(breaks) > _FEW or not _NARROW <= width <= _WIDE:
        return False
    full = [one for one in breaks if one.spare(width) < _LOOSE]
    if any(one.is_open and not one.line[0].isupper() for one in breaks if one not in full):
        return False
    return any(one.is_run_over or _ends_after(text, one, full) for one in full)


def _ends_after(text: str, one: _Break, full: Sequence[_Break]) -> bool:
    """Whether the line after is full and open too, and the one after that ends its sentence: one over three lines."""
    after = next((other for other in full if other.begin == one.end), None)
    if after is None or not (one.is_open and after.is_open):
        return False
    last = text[after.end :].partition("\n")[0].rstrip()
    return last[-1] in _FINAL


def _breaks(text: str) -> list[_Break]:
    found = []
    for match in _BREAK.finditer(text):
        start, end = match.span()
        while start and text[start - 1] in " \t":
            start -= 1
        if start and text[start - 1] != "\n":
            begin = text.rfind("\n", 0, start) + 1
            begin += len(text[begin:start]) - len(text[begin:start].lstrip())
            word = text[end : end + _WIDE].split(maxsplit=1)[0]
            found.append(_Break(begin, start, end, text[begin:start], word))
    return found
