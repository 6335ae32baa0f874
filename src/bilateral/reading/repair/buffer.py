"""A text under repair: edits over several passes, composed into one sorted list against the text as read."""

from __future__ import annotations

from dataclasses import dataclass

from bilateral.model import Repair

__all__ = ["EditBuffer"]


@dataclass(slots=True)
class _Hunk:
    """`original[start:end]` now reads `text[begin:stop]` (the current text), because of `rules`."""

    start: int
    end: int
    begin: int
    stop: int
    rules: tuple[str, ...]


class EditBuffer:
    """The text as mended so far, and how every mended stretch leads back to the text as read.

    Passes edit the current `text`; edits that overlap or touch earlier ones are joined with them into one hunk, so the
    hunks stay sorted and apart, and each carries the names of all rules that had a hand in it, in order.
    """

    __slots__ = ("_hunks", "original", "text")

    def __init__(self, text: str) -> None:
        self.original = text
        self.text = text
        self._hunks: list[_Hunk] = []

    def edit(self, start: int, end: int, replacement: str, rule: str) -> bool:
        """Replace `text[start:end]`. Whole words that stay the same at either edge are left out of the edit.

        Returns whether anything changed. Raises ValueError for a span outside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no span {start}..{end} in a text of {len(self.text)} characters")
        start, end, replacement = _trim(self.text, start, end, replacement)
        if self.text[start:end] == replacement:
            return False
        self._record(start, end, len(replacement) - (end - start), rule)
        self.text = self.text[:start] + replacement + self.text[end:]
        return True

    def _record(self, start: int, end: int, growth: int, rule: str) -> None:
        low = 0
        while low < len(self._hunks) and self._hunks[low].stop < start:
            low += 1
        high = low
        while high < len(self._hunks) and self._hunks[high].begin <= end:
            high += 1
        touched = self._hunks[low:high]
        begin = min(start, touched[0].begin) if touched else start
        stop = max(end, touched[-1].stop) if touched else end
        # Between two hunks the current text runs parallel to the original, shifted by what the hunks before it grew.
        before = self._shift(low)
        after = self._shift(high)
        rules = tuple(dict.fromkeys([*(name for hunk in touched for name in hunk.rules), rule]))
        self._hunks[low:high] = [_Hunk(begin - before, stop - after, begin, stop + growth, rules)]
        for hunk in self._hunks[low + 1 :]:
            hunk.begin += growth
            hunk.stop += growth

    def _shift(self, index: int) -> int:
        """Current minus original offset for text between hunk `index - 1` and hunk `index`."""
        if index == 0:
            return 0
        hunk = self._hunks[index - 1]
        return hunk.stop - hunk.end

    def repairs(self, offset: int = 0) -> list[Repair]:
        """The edits from the text as read to `text`, sorted, apart; `offset` is added to their places."""
        return [
            Repair(
                start=hunk.start + offset,
                end=hunk.end + offset,
                replacement=self.text[hunk.begin : hunk.stop],
                rule="; ".join(hunk.rules),
            )
            for hunk in self._hunks
            if self.original[hunk.start : hunk.end] != self.text[hunk.begin : hunk.stop]
        ]


def _trim(text: str, start: int, end: int, replacement: str) -> tuple[int, int, str]:
    """Shrink an edit by the words both sides share at its edges, so that the record shows only what changed."""
    old = text[start:end]
    if old == replacement:
        return start, end, replacement
    lead = _shared(old, replacement)
    old, replacement = old[lead:], replacement[lead:]
    tail = _shared(old[::-1], replacement[::-1])
    if tail:
        old, replacement = old[:-tail], replacement[:-tail]
    return start + lead, start + lead + len(old), replacement


def _shared(a: str, b: str) -> int:
    """Length of the common prefix, cut back to the end of a space."""
    length = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        length += 1
    return a.rfind(" ", 0, length) + 1
