"""Text with the words marked on which events rest, in pieces that no markup can break."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bilateral.model import Span
from bilateral.present.words import clean

__all__ = ["Piece", "excerpt", "marked"]

_AROUND = 160
"""Characters shown before and after the words an event rests on."""
_GAP = 400
"""Spans nearer to each other than this are shown in one run of text."""

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `events` are the events that rest on it. `gap`: something was left out before it."""

    text: str
    events: tuple[str, ...] = ()
    gap: bool = False

    @property
    def marked(self) -> bool:
        """Whether anything rests on it."""
        return bool(self.events)


def marked(text: str, spans: Mapping[str, Sequence[Span]]) -> tuple[Piece, ...]:
    """The whole text, cut wherever a span begins or ends; `spans` are those of each event."""
    return tuple(_pieces(text, 0, len(text), spans))


def excerpt(text: str, spans: Sequence[Span], event: str) -> tuple[Piece, ...]:
    """The words of the spans, on which `event` rests, with a little around them and without what lies far between."""
    known = sorted(span for span in spans if span.end <= len(text))
    if not known:
        return (Piece(_tidy(text)),)
    runs: list[tuple[int, int]] = []
    for span in known:
        if runs and span.start - runs[-1][1] < _GAP:
            runs[-1] = (runs[-1][0], max(runs[-1][1], span.end))
        else:
            runs.append((span.start, span.end))
    found: list[Piece] = []
    for begin, end in runs:
        first, last = _widened(text, begin, end)
        pieces = list(_pieces(text, first, last, {event: known}))
        found += [Piece(_tidy(piece.text), piece.events, gap=at == 0 and first > 0) for at, piece in enumerate(pieces)]
    if runs[-1][1] + _AROUND < len(text):
        found.append(Piece("", gap=True))
    return tuple(found)


def _pieces(text: str, begin: int, end: int, spans: Mapping[str, Sequence[Span]]) -> Iterator[Piece]:
    edges = {edge for found in spans.values() for span in found for edge in (span.start, span.end)}
    cuts = sorted({begin, end, *(edge for edge in edges if begin < edge < end)})
    for first, last in itertools.pairwise(cuts):
        events = tuple(key for key, found in spans.items() if any(s.start <= first and last <= s.end for s in found))
        yield Piece(clean(text[first:last]), events)


def _widened(text: str, begin: int, end: int) -> tuple[int, int]:
    """Some more of the text on both sides, up to a space."""
    first, last = max(0, begin - _AROUND), min(len(text), end + _AROUND)
    if first:
        first = text.find(" ", first, begin) + 1 or begin
    if last < len(text):
        last = max(text.rfind(" ", end, last), end)
    return first, last


def _tidy(text: str) -> str:
    return _SPACE.sub(" ", clean(text))
