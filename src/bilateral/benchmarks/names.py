"""Pairs of personal names, one person's or two: `bilateral bench names [FILE]`.

FILE is a tab-separated table with the columns a, b, label (same or different), strength (strong, medium, weak: how
surely a reader who knows the customs would say it) and note. Every other row, from the first, is for development; the
rest is held out, and no rule may be tuned on it. A name matched as `unsure` counts as not matched.

The yardstick is rapidfuzz's token-sort ratio of the folded names, with the threshold that serves it best on the
development half.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bilateral.benchmarks.counts import Counts
from bilateral.errors import MalformedRecord, NotFound
from bilateral.knowledge.fold import fold
from bilateral.knowledge.names import Sameness, same_person

__all__ = ["Pair", "count", "read_pairs", "score_names"]

_COLUMNS = ["a", "b", "label", "strength", "note"]
_STRENGTHS = ("strong", "medium", "weak")

Judge = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names and whether they are one person's."""

    a: str
    b: str
    same: bool
    strength: str
    note: str


def read_pairs(path: Path) -> list[Pair]:
    """The labelled pairs of a file. Raises `NotFound` without the file and `MalformedRecord` for a row out of form."""
    if not path.is_file():
        raise NotFound(str(path), "the benchmark needs this file of labelled pairs")
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not table or table[0] != _COLUMNS:
        raise MalformedRecord(str(path), f"the first line must name the columns {', '.join(_COLUMNS)}")
    pairs = []
    for number, row in enumerate(table[1:], start=2):
        if len(row) != len(_COLUMNS) or row[2] not in ("same", "different") or row[3] not in _STRENGTHS:
            raise MalformedRecord(str(path), f"line {number}: five cells, same or different, strong medium or weak")
        pairs.append(Pair(row[0], row[1], row[2] == "same", row[3], row[4]))
    return pairs


def count(pairs: Sequence[Pair], judge: Judge) -> Counts:
    """How a judge does on labelled pairs."""
    found = missed = false = 0
    for pair in pairs:
        matched = judge(pair.a, pair.b)
        found += pair.same and matched
        missed += pair.same and not matched
        false += matched and not pair.same
    return Counts(found, missed, false)


def matched(a: str, b: str) -> bool:
    """The judge of this project."""
    return same_person(a, b).decision is Sameness.SAME


def token_sort(threshold: float) -> Judge:
    """The yardstick: token-sort ratio (0..100) of the folded names from `threshold` up."""
    from rapidfuzz.fuzz import token_sort_ratio

    return lambda a, b: token_sort_ratio(fold(a), fold(b)) >= threshold


def best_threshold(pairs: Sequence[Pair]) -> int:
    """The whole threshold that gives token-sort its best F1; the lowest of equals."""
    return max(range(40, 100), key=lambda t: (count(pairs, token_sort(t)).f1, -t))


def score_names(path: Path, *, misses: int = 0) -> str:
    """The table of scores on both halves, by strength on the held-out one, with the yardstick and the speed.

    `misses` is how many wrong pairs of the development half to list.
    """
    pairs = read_pairs(path)
    return "\n".join(_report(pairs, misses))


def _report(pairs: Sequence[Pair], misses: int) -> Iterator[str]:
    development, held_out = pairs[::2], pairs[1::2]
    threshold = best_threshold(development)
    yield f"{'':34}{'pairs':>6}{'prec.':>8}{'recall':>8}{'F1':>8}"
    for half, name in ((development, "development"), (held_out, "held-out")):
        yield _line(f"{name}", half, matched)
        yield _line(f"{name}, token-sort >= {threshold}", half, token_sort(threshold))
    for strength in _STRENGTHS:
        yield _line(f"held-out, {strength}", [p for p in held_out if p.strength == strength], matched)
    yield f"comparisons a second {_rate(pairs):,.0f}"
    wrong = [p for p in development if matched(p.a, p.b) is not p.same]
    for pair in wrong[:misses]:
        match = same_person(pair.a, pair.b)
        said = f"{match.decision} {match.score:.2f} ({'; '.join(match.reasons)})"
        yield f"{pair.strength} {'same' if pair.same else 'different'}: {pair.a} | {pair.b}: {said}"


def _line(name: str, pairs: Sequence[Pair], judge: Judge) -> str:
    counts = count(pairs, judge)
    return f"{name:34}{len(pairs):>6}{counts.precision:>8.3f}{counts.recall:>8.3f}{counts.f1:>8.3f}"


def _rate(pairs: Sequence[Pair]) -> float:
    """Comparisons a second of every name with every other, as when candidates are looked for."""
    names = sorted({p.a for p in pairs} | {p.b for p in pairs})[:300]
    begin = time.perf_counter()
    for a in names:
        for b in names:
            same_person(a, b)
    return len(names) ** 2 / (time.perf_counter() - begin)
