"""What each paragraph is (prose, heading, item of a list, part of a quoted letter) and which one introduces it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bilateral.model import SentenceKind
from bilateral.reading.layout import LIST_MARK
from bilateral.reading.tables import rows

__all__ = ["Block", "blocks"]

_LONGEST_QUOTATION = 15  # paragraphs
_LONGEST_LIST = 80  # lines without punctuation
_SHORT = 180  # characters of a line that can be a name with offices, or a place, in a list
_HEADING = 100
_CLAUSE = 120  # characters before a colon in which the word stands that says what follows
_PROSE = 80

_MONTH = "(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DATED = re.compile(rf"(?:(?:On|In|By)\s+)?(?:\w+day,?\s+)?(?:{_MONTH}\.?\s+\d|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\b)")
_GOES_ON = re.compile(r"(?:;|[;,]\s*and|;\s*or)$")
_CLOSED = re.compile(r"[”\"»][.,;!?]?$")
_PARTICIPLE = re.compile(r"[A-Z][a-z]{2,}ing\b")
_HEADLINE_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. `leader` is the index of the paragraph that introduces it.

    `quotes` is true where that paragraph opens the quotation in its own text instead of ending in a colon.
    """

    start: int
    end: int
    kind: SentenceKind
    leader: int | None = None
    quotes: bool = False


def blocks(text: str, spans: Sequence[tuple[int, int]]) -> list[Block]:
    """One Block for each paragraph span of `text`, in order."""
    return list(_Labeller(text, spans).run())


class _Labeller:
    def __init__(self, text: str, spans: Sequence[tuple[int, int]]) -> None:
        self.spans = spans
        self.parts = [text[start:end] for start, end in spans]
        self.done: list[Block] = []

    def run(self) -> Iterator[Block]:
        while (index := len(self.done)) < len(self.parts):
            if not (self._listed(index) or self._introduced(index) or self._quoted(index)):
                heading = _is_heading(self.parts, index)
                self._add(1, SentenceKind.HEADING if heading else SentenceKind.PROSE, None)
        yield from self.done

    def _add(self, count: int, kind: SentenceKind, leader: int | None, *, quotes: bool = False) -> bool:
        for start, end in self.spans[len(self.done) : len(self.done) + count]:
            self.done.append(Block(start, end, kind, leader, quotes))
        return count > 0

    def _listed(self, index: int) -> bool:
        """A line that opens with a bullet or a number."""
        if not LIST_MARK.match(self.parts[index]):
            return False
        leader: int | None = None
        if index:
            before = self.done[index - 1]
            if self.parts[index - 1].endswith(":") or before.kind is SentenceKind.HEADING:
                leader = index - 1
            elif before.kind is SentenceKind.ITEM:
                leader = before.leader
            elif "following" in self.parts[index - 1][-200:]:
                leader = index - 1
        return self._add(1, SentenceKind.ITEM, leader)

    def _introduced(self, index: int) -> bool:
        """What follows a line that ends in a colon, unless that line introduces the whole text."""
        if not index or not self.parts[index - 1].endswith(":"):
            return False
        introduction = self.parts[index - 1][-300:]
        if _says("whole", introduction):
            return False
        part = self.parts[index]
        opens = part[0] in '“"«'
        told = SentenceKind.QUOTED if opens or _says("speech", introduction[-_CLAUSE:]) else SentenceKind.ITEM
        if _GOES_ON.search(part):
            return self._add(self._clauses(index), told, index - 1)
        if opens:
            return self._add(self._quotation(index), told, index - 1)
        if lines := self._lines(index):
            return self._add(lines, SentenceKind.ITEM, index - 1)
        # A date opens narration: the colon announced a chronology.
        return not _DATED.match(part) and self._add(self._parallel(index), told, index - 1)

    def _clauses(self, index: int) -> int:
        """Paragraphs that end in a semicolon, and the one that ends the run."""
        last = index
        while last + 1 < len(self.parts) and _GOES_ON.search(self.parts[last]):
            last += 1
        return last - index + 1

    def _parallel(self, index: int) -> int:
        """The paragraph, and those after it while each opens with a participle: items that lost their bullets."""
        last = index
        while last + 1 < len(self.parts) and all(_PARTICIPLE.match(part) for part in self.parts[last : last + 2]):
            last += 1
        return last - index + 1

    def _quotation(self, index: int) -> int:
        """Paragraphs from an opening quotation mark to the one that closes it; else those that open with one."""
        last = index
        if not _closes(self.parts[index], first=True):
            for at in range(index + 1, min(index + _LONGEST_QUOTATION, len(self.parts))):
                part = self.parts[at]
                if _closes(part):
                    last = at
                    break
                if part.endswith(":") or _DATED.match(part):
                    break
        while last + 1 < len(self.parts) and self.parts[last + 1][0] in '“"«' and _CLOSED.search(self.parts[last + 1]):
            last += 1
        return last - index + 1

    def _lines(self, index: int) -> int:
        """Short lines without a final mark: the names of a delegation, places of a trip."""
        last = index
        while last < min(index + _LONGEST_LIST, len(self.parts)):
            part = self.parts[last]
            if len(part) > _SHORT or part[-1] in '.!?:”"':
                break
            last += 1
        return last - index

    def _quoted(self, index: int) -> bool:
        """A paragraph inside a quotation that the paragraph before opened, or one that is a quotation as a whole."""
        part = self.parts[index]
        if not index or part[0] not in '“"«':
            return False
        before, previous = self.parts[index - 1], self.done[index - 1]
        if _left_open(before):
            if previous.kind is SentenceKind.QUOTED:
                return self._add(1, SentenceKind.QUOTED, previous.leader, quotes=previous.quotes)
            return self._add(1, SentenceKind.QUOTED, index - 1, quotes=True)
        if len(part) < 3 or not _CLOSED.search(part) or _inner_close(part):
            return False
        if previous.kind is SentenceKind.QUOTED:
            return self._add(1, SentenceKind.QUOTED, previous.leader, quotes=previous.quotes)
        return self._add(1, SentenceKind.QUOTED, index - 1)


def _counts(part: str) -> tuple[int, int]:
    return part.count("“") + part.count("«"), part.count("”") + part.count("»")


def _left_open(part: str) -> bool:
    """Whether a quotation opened in the paragraph is not closed in it."""
    opened, closed = _counts(part)
    if opened or closed:
        return max(part.rfind("“"), part.rfind("«")) > max(part.rfind("”"), part.rfind("»"))
    return part.count('"') % 2 == 1


def _closes(part: str, *, first: bool = False) -> bool:
    """Whether a quotation that runs over paragraphs ends in this one.

    By convention each paragraph of a long quotation opens with a mark and only the last one closes it; others open
    the first one only.
    """
    opened, closed = _counts(part)
    if opened or closed:
        if closed > opened:
            return True
        return closed == opened and (first or part[0] in "“«")
    straight = part.count('"')
    if first or part[0] == '"':
        return straight > 0 and straight % 2 == 0
    return straight % 2 == 1


def _inner_close(part: str) -> bool:
    """Whether the quotation that opens the paragraph closes before its end ("“Yes,” he said. “No.”")."""
    body = part[1:].rstrip(".,;!?")[:-1]
    return "”" in body or "»" in body or (part[0] == '"' and '"' in body)


def _is_heading(parts: Sequence[str], index: int) -> bool:
    part = parts[index]
    if len(part) > _HEADING or part[-1] in ".!?:;,…”\"'’)" or not (part[0].isupper() or part[0].isdigit()):
        return False
    words = _HEADLINE_WORD.findall(part)
    capitals = sum(word[0].isupper() for word in words)
    if capitals >= 0.6 * len(words):
        return True
    return index + 1 < len(parts) and len(parts[index + 1]) >= _PROSE


@cache
def _introductions(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(row["pattern"] for row in rows("introductions") if row["kind"] == kind), re.IGNORECASE)


def _says(kind: str, introduction: str) -> bool:
    return _introductions(kind).search(introduction) is not None
