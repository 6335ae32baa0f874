"""Scores the time tagger on a folder of TimeML files, by the measures of TempEval-3."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bilateral.coding.times import TimeMention, reads_as_narrative, tag_times
from bilateral.errors import MalformedRecord, NotFound
from bilateral.model import Basis, Precision, When

__all__ = ["Gold", "Score", "TimedText", "compare", "read_timeml", "score_times"]


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated time: characters of the text, TIMEX3 type and value."""

    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class TimedText:
    """A TimeML document: its text, creation time (None where it has no day) and gold times."""

    name: str
    text: str
    created: date | None
    gold: tuple[Gold, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over documents; F1 is 2 * right / (gold + found)."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    kind: int = 0
    value: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.gold + other.gold,
            self.found + other.found,
            self.strict + other.strict,
            self.relaxed + other.relaxed,
            self.kind + other.kind,
            self.value + other.value,
        )

    def f1(self, right: int) -> float:
        """Harmonic mean of precision and recall for so many right ones; 0 where there is nothing."""
        return 2 * right / (self.gold + self.found) if self.gold + self.found else 0.0


def read_timeml(path: Path) -> TimedText:
    """Read one TimeML file. Raises MalformedRecord where it is no XML or has no TEXT."""
    try:
        root = ET.fromstring(path.read_text(encoding="utf-8"))
    except ET.ParseError as error:
        raise MalformedRecord(str(path), f"not well-formed XML: {error}") from error
    body = root.find("TEXT")
    if body is None:
        raise MalformedRecord(str(path), "no TEXT element: not a TimeML document")
    created = next((t.get("value", "") for t in root.iterfind("DCT//TIMEX3")), "")
    pieces, gold = _walk(body)
    return TimedText(path.name, "".join(pieces), _day(created), tuple(gold))


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _walk(body: ET.Element) -> tuple[list[str], list[Gold]]:
    pieces: list[str] = []
    gold: list[Gold] = []
    length = 0

    def put(text: str | None) -> None:
        nonlocal length
        if text:
            pieces.append(text)
            length += len(text)

    def visit(element: ET.Element) -> None:
        start = length
        put(element.text)
        for child in element:
            visit(child)
            put(child.tail)
        if element.tag == "TIMEX3" and length > start:
            gold.append(Gold(start, length, element.get("type", ""), element.get("value", "")))

    visit(body)
    return pieces, gold


def compare(gold: Sequence[Gold], found: Sequence[TimeMention]) -> Score:
    """Score the times of one document. A range counts as its two ends, as TimeML annotates it."""
    flat = [part for mention in found for part in (mention.parts or (mention,))]
    strict = relaxed = kind = value = 0
    for truth, guess in pair(gold, flat):
        relaxed += 1
        strict += (truth.start, truth.end) == (guess.start, guess.end)
        kind += truth.kind == guess.kind
        value += truth.value == guess.value
    return Score(len(gold), len(flat), strict, relaxed, kind, value)


def pair(gold: Sequence[Gold], found: Sequence[TimeMention]) -> Iterator[tuple[Gold, TimeMention]]:
    """Gold and found times that overlap, each used once, in order of the text."""
    used: set[int] = set()
    for truth in gold:
        for index, guess in enumerate(found):
            if index not in used and guess.start < truth.end and truth.start < guess.end:
                used.add(index)
                yield truth, guess
                break


def tag(document: TimedText) -> tuple[TimeMention, ...]:
    """Times of a TimeML document, counted from its creation time, or as a history where it reads as one."""
    anchor = None
    if document.created:
        day = document.created
        anchor = When(earliest=day, latest=day, precision=Precision.DAY, basis=Basis.PUBLISHED)
    return tag_times(document.text, anchor=anchor, narrative=reads_as_narrative(document.text, anchor))


def score_times(folder: str | Path) -> str:
    """Table of scores for every .tml file of a folder; ends in `strict F1`, `relaxed F1` and `value F1`.

    Raises NotFound where the folder holds no .tml file.
    """
    paths = sorted(Path(folder).rglob("*.tml"))
    if not paths:
        raise NotFound(str(folder), "no .tml file in it")
    total = Score()
    lines = [f"{'document':40} gold found strict relaxed  type  value"]
    for path in paths:
        document = read_timeml(path)
        score = compare(document.gold, tag(document))
        total += score
        cells = "  ".join(f"{score.f1(n):.3f}" for n in (score.strict, score.relaxed, score.kind, score.value))
        lines.append(f"{document.name[:40]:40} {score.gold:4d} {score.found:5d}  {cells}")
    for name, right in (
        ("type", total.kind),
        ("strict", total.strict),
        ("relaxed", total.relaxed),
        ("value", total.value),
    ):
        lines.append(f"{name} F1 {total.f1(right):.3f}")
    return "\n".join(lines)
