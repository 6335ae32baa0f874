"""The order in which a damaged text is mended, stretch by stretch."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bilateral.knowledge import Knowledge
from bilateral.model import Repair, Span
from bilateral.reading.repair.buffer import EditBuffer
from bilateral.reading.repair.glue import looks_glued, split_glued
from bilateral.reading.repair.marks import known_people
from bilateral.reading.repair.names import mend_names
from bilateral.reading.repair.pieces import join_offices, join_years, lower_nouns, read_endings
from bilateral.reading.repair.signs import is_machine_translated, look
from bilateral.reading.repair.templates import Line, rules
from bilateral.reading.repair.vocabulary import vocabulary

__all__ = ["Mended", "mend"]

_WORD = re.compile(r"[^\W\d_]+")
_LONG = 1500
_SENTENCE = re.compile(r"(?<=[.!?;]) (?=[A-Z“\"])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """Edits on the text as read, sorted and apart, and whether the text reads like rough machine translation.

    `signs` is how often each kind of damage was seen before anything was mended.
    """

    repairs: tuple[Repair, ...] = ()
    machine_translated: bool = False
    signs: tuple[tuple[str, int], ...] = ()


def mend(text: str, knowledge: Knowledge, *, skip: Sequence[Span] = ()) -> Mended:
    """Mend the damage that machine translation did to `text`; `skip` (furniture) is neither read nor edited.

    Words run together are parted in any text; everything else is only done to a text with enough signs of damage.
    """
    masked = _masked(text, skip)
    signs = look(masked)
    translated = signs.may_tell and is_machine_translated(signs, len(_WORD.findall(masked)))
    glued = signs.glued if translated else tuple(place for place in signs.glued if looks_glued(masked, place))
    if not translated and not glued:
        return Mended(signs=signs.counts)
    known = vocabulary(knowledge)
    words = Counter(_WORD.findall(masked))
    people = known_people(masked, known) if translated else frozenset()
    repairs: list[Repair] = []
    for start, end in _stretches(masked):
        if translated or any(start <= place < end for place in glued):
            line = Line(EditBuffer(masked[start:end]), known, people, words)
            _mend_line(line, translated=translated)
            repairs += line.buffer.repairs(start)
    return Mended(repairs=tuple(repairs), machine_translated=translated, signs=signs.counts)


def _mend_line(line: Line, *, translated: bool) -> None:
    if translated:
        join_years(line)
    split_glued(line, translated=translated)
    if translated:
        read_endings(line)
        mend_names(line)
        join_offices(line)
        for rule in rules():
            rule.apply(line)
        lower_nouns(line)


def _masked(text: str, skip: Sequence[Span]) -> str:
    """`text` with line ends in place of what is skipped: same length, and no rule reaches across a line end."""
    for span in skip:
        text = text[: span.start] + "\n" * (span.end - span.start) + text[span.end :]
    return text


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Lines of `text`; long ones in parts that end with a sentence, so that mending stays linear in the length."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        while end - start > _LONG:
            cut = _SENTENCE.search(text, start + _LONG, end)
            if not cut:
                break
            yield start, cut.start()
            start = cut.end()
        if start < end:
            yield start, end
        start = end + 1
