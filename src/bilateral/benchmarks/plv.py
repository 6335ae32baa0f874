"""Files in the PLV form: sentences with source and target marked, and the class of the act between them.

Columns, tab-separated: marked_sentence, with <s>...</s> around the source and <t>...</t> around the target where they
are named, and gold_root, one of 15 classes (PLOVER's 16 types, CONCEDE and RETREAT being YIELD).
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bilateral.errors import MalformedRecord
from bilateral.model import QUAD, EventType, Span

__all__ = ["ROOTS", "Row", "confusion", "f1", "macro_f1", "quad_of", "read_rows", "scores_of"]

ROOTS = (*(t.value for t in EventType if t not in (EventType.CONCEDE, EventType.RETREAT)), "YIELD")
"""The 15 root classes."""

_MARK = re.compile(r"</?[st]>")


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence, the characters of its marked sides (None where one is not named), and the act's root class."""

    text: str
    source: Span | None
    target: Span | None
    root: str


def read_rows(path: Path) -> list[Row]:
    """The rows of a file. Raises MalformedRecord naming the line that cannot be read."""
    csv.field_size_limit(10_000_000)
    rows: list[Row] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t")
        missing = {"marked_sentence", "gold_root"} - set(reader.fieldnames or ())
        if missing:
            raise MalformedRecord(str(path), f"no column {' and none '.join(sorted(missing))} in the first line")
        for record in reader:
            root = (record["gold_root"] or "").strip().upper()
            root = "YIELD" if root in ("CONCEDE", "RETREAT") else root
            if root not in ROOTS:
                raise MalformedRecord(str(path), f"line {reader.line_num}: unknown class {root!r}")
            rows.append(_row(record["marked_sentence"], root))
    return rows


def _row(marked: str, root: str) -> Row:
    text, at = "", 0
    places: dict[str, int] = {}
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        places.setdefault(mark.group(), len(text))
        at = mark.end()
    text += marked[at:]
    return Row(text, _side(places, "s", text), _side(places, "t", text), root)


def _side(places: dict[str, int], name: str, text: str) -> Span | None:
    start, end = places.get(f"<{name}>"), places.get(f"</{name}>")
    if start is None or end is None:
        return None
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return Span(start, end) if start < end else None


def quad_of(root: str) -> str:
    """The quad class of a root class; YIELD is material cooperation in the PLV files. Empty stays empty."""
    if not root:
        return ""
    return QUAD[EventType.RETREAT] if root == "YIELD" else QUAD[EventType(root)]


def f1(right: int, told: int, wanted: int) -> float:
    """F1 from counts; 0 where nothing was told or wanted."""
    return 2 * right / (told + wanted) if told + wanted else 0.0


def macro_f1(gold: Sequence[str], told: Sequence[str]) -> float:
    """The mean over the classes in `gold` of their F1."""
    found = scores_of(gold, told)
    return sum(score for *_, score in found.values()) / len(found) if found else 0.0


def scores_of(gold: Sequence[str], told: Sequence[str]) -> dict[str, tuple[int, float, float, float]]:
    """For each class in `gold`: its rows, precision, recall and F1."""
    wanted, said = Counter(gold), Counter(told)
    right = Counter(g for g, t in zip(gold, told, strict=True) if g == t)
    return {
        kind: (n, right[kind] / said[kind] if said[kind] else 0.0, right[kind] / n, f1(right[kind], said[kind], n))
        for kind, n in sorted(wanted.items())
    }


def confusion(gold: Sequence[str], told: Sequence[str]) -> Iterator[str]:
    """A table of gold classes (rows) by told classes (columns); the last column is for rows of which nothing was
    told."""
    kinds = [*dict.fromkeys(k for k in ROOTS if k in set(gold) | set(told)), ""]
    counts = Counter(zip(gold, told, strict=True))
    yield " " * 10 + "".join(f"{(k or 'none')[:5]:>6}" for k in kinds)
    for kind in kinds[:-1]:
        yield f"{kind:10}" + "".join(f"{counts[kind, k] or '.':>6}" for k in kinds)
