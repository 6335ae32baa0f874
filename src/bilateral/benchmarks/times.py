"""Scores the time tagger on a folder of TimeML files, by the measures of TempEval-3."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html.entities import name2codepoint
from pathlib import Path

from bilateral.coding.times import TimeMention, reads_as_narrative, tag_times
from bilateral.errors import MalformedRecord, NotFound
from bilateral.model import Basis, Precision, When

__all__ = ["Gold", "Score", "TimedText", "compare", "read_timeml", "score_times", "tag"]


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
    """Read one TimeML file, in the encoding it declares, or UTF-8, or Windows-1252.

    The text is that of TEXT (of several, one behind the other), or where there is none (TimeML 1.2) that of the whole.
    The document's day is its creation time, wherever it stands, or what DCT says in words. Raises MalformedRecord where
    the file is no XML or no TimeML.
    """
    root = _root(path)
    if root.tag.lower() != "timeml":
        raise MalformedRecord(str(path), f"its root is {root.tag}: not a TimeML document")
    marked = [t for t in root.iter("TIMEX3") if t.get("functionInDocument") in _CREATION]
    created = [_day(t.get("value", "")) for t in (*root.iterfind("DCT//TIMEX3"), *marked)]
    pieces, gold = _walk(list(root.iter("TEXT")) or [root])
    created += [_said_day("".join(dct.itertext())) for dct in root.iter("DCT")]
    gold.sort(key=lambda g: (g.start, g.end))
    return TimedText(path.name, "".join(pieces), next((day for day in created if day), None), tuple(gold))


_CREATION = ("CREATION_TIME", "PUBLICATION_TIME")
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]\w{1,30});")
"""Names of characters that HTML knows and XML does not."""
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*\?>")


def _root(path: Path) -> ET.Element:
    content = path.read_bytes()
    try:
        if b"encoding" not in content[:200] and content[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
            try:
                content.decode("utf-8-sig")
            except UnicodeDecodeError:
                content = _DECLARED.sub(b"", content).decode("cp1252", "replace").encode()
        return ET.fromstring(_ENTITY.sub(_character, content))
    except (ET.ParseError, LookupError, ValueError) as error:
        raise MalformedRecord(str(path), f"not well-formed XML: {error}") from error


def _character(match: re.Match[bytes]) -> bytes:
    number = name2codepoint.get(match[1].decode("ascii"))
    return f"&#{number};".encode() if number else match.group()


def _said_day(text: str) -> date | None:
    """The day a DCT without annotation names: "1998-01-14", "January 14, 1998"."""
    days = [t.when.earliest for t in tag_times(text, anchor=None) if t.when and t.when.earliest == t.when.latest]
    return days[0] if days else None


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _walk(bodies: Sequence[ET.Element]) -> tuple[list[str], list[Gold]]:
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

    for body in bodies:
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
