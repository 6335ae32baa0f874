"""The gate: one pass of a compiled automaton over a text finds every name, title and trigger word in it.

Most text names no actor and costs nothing more than this pass. Matching is leftmost-longest and case-sensitive, as
the names are: "Turkey" is a state, "turkey" is not; "Minsk Group" wins over "Minsk".
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bilateral.knowledge import Knowledge, Surface, SurfaceKind

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

__all__ = ["Gate", "Hit", "gate_for"]


class Hit(NamedTuple):
    """Characters `start` to `end` of the scanned text that are a known surface, with every reading of it."""

    start: int
    end: int
    text: str
    surfaces: tuple[Surface, ...]

    def of(self, *kinds: SurfaceKind) -> Surface | None:
        """The first reading of one of these kinds, in the order asked."""
        for kind in kinds:
            for surface in self.surfaces:
                if surface.kind is kind:
                    return surface
        return None


class Gate:
    """The compiled automaton over all surfaces of the knowledge tables and the reader's trigger words."""

    def __init__(self, surfaces: Iterable[Surface], words: Iterable[str]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        readings: dict[str, list[Surface]] = {word: [] for word in words}
        for surface in surfaces:
            known = readings.setdefault(_plain(surface.text), [])
            if surface not in known:
                known.append(surface)
        texts = sorted(readings)
        self._readings = [tuple(readings[text]) for text in texts]
        self._automaton: AhoCorasick = AhoCorasick(texts, matchkind=MatchKind.LeftmostLongest)

    def scan(self, text: str) -> list[Hit]:
        """All hits of `text` that stand between word boundaries, in order, not overlapping."""
        # Half of the gate's cost: tuples are made without NamedTuple's keyword handling, the ends looked at in place.
        plain, readings, length = _plain(text), self._readings, len(text)
        hits: list[Hit] = []
        new, add, over = tuple.__new__, hits.append, 0
        for index, start, end in self._automaton.find_matches_as_indexes(plain):
            if start < over:
                continue  # within what stood behind a match that was none
            if not ((start and text[start - 1].isalnum()) or (end < length and text[end].isalnum())):
                add(new(Hit, (start, end, text[start:end], readings[index])))
                over = end
            elif " " in plain[start:end] and (inside := self._within(text, plain, start, end)):
                hits.extend(inside)
                over = inside[-1].end
        return hits

    def _within(self, text: str, plain: str, start: int, end: int) -> list[Hit]:
        """What a match that ends amid a word hides: "the Sudan" in "the Sudanese" hides "Sudanese"."""
        found: list[Hit] = []
        at = plain.index(" ", start) + 1
        window = plain[at : end + _LONGEST_TAIL]
        for index, first, last in self._automaton.find_matches_as_indexes(window):
            if at + first >= end:
                break
            if _whole(text, at + first, at + last):
                found.append(Hit(at + first, at + last, text[at + first : at + last], self._readings[index]))
        return found


_LONGEST_TAIL = 80
"""Characters that a surface may go on behind another that begins before it."""


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a match stands between word boundaries."""
    return not ((start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()))


def _plain(text: str) -> str:
    """One apostrophe and one kind of space for all; as long as before, so that offsets hold."""
    return text.replace("’", "'").replace("\u00a0", " ")


@cache
def gate_for(knowledge: Knowledge, words: tuple[str, ...] = ()) -> Gate:
    """The gate over `knowledge`, compiled once a process."""
    return Gate(knowledge.surfaces(), words)
