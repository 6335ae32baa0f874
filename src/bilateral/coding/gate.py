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
        hits = []
        size = len(text)
        readings = self._readings
        for index, start, end in self._automaton.find_matches_as_indexes(_plain(text)):
            if (start and text[start - 1].isalnum()) or (end < size and text[end].isalnum()):
                continue
            hits.append(Hit(start, end, text[start:end], readings[index]))
        return hits


def _plain(text: str) -> str:
    """One apostrophe and one kind of space for all; as long as before, so that offsets hold."""
    return text.replace("’", "'").replace("\u00a0", " ")


@cache
def gate_for(knowledge: Knowledge, words: tuple[str, ...] = ()) -> Gate:
    """The gate over `knowledge`, compiled once a process."""
    return Gate(knowledge.surfaces(), words)
