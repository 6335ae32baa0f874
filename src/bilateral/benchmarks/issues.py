"""Issues found in labelled passages: `bilateral bench issues [FILE] [--names FILE]`.

FILE is a tab-separated table with the columns issues (slugs, separated by a blank; "-" for none), voice (readout: a
ministry's plain English; translated: rough English of another language; press; column: opinion and quotes), text, and
"one may also see" (slugs that are no mistake if they are found, and none if not). The table of names has the columns
names ("Minsk Group | Section 907"; " / " between writings that are both right; "-" for none) and text.

A passage belongs to the held-out half where the SHA-256 of its text is odd: rules may be changed by what is found in
the development half alone. Macro-F1 is the mean of the issues' F1, micro-F1 that of all decisions together.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bilateral.benchmarks.counts import Counts
from bilateral.errors import MalformedRecord, NotFound
from bilateral.knowledge.fold import fold
from bilateral.knowledge.issues import issues_in
from bilateral.knowledge.named_issues import named_issues_in
from bilateral.model import ISSUES

__all__ = ["Passage", "held_out", "issue_counts", "name_counts", "read_passages", "score_issues"]

_COLUMNS = ["issues", "voice", "text", "one may also see"]
_NAME_COLUMNS = ["names", "text"]
_HALVES = ("development", "held-out")


@dataclass(frozen=True, slots=True)
class Passage:
    """A labelled text. `labels` are alternatives each: a set of writings of which one must be found."""

    text: str
    labels: tuple[tuple[str, ...], ...]
    also: frozenset[str] = frozenset()
    voice: str = ""

    @property
    def held_out(self) -> bool:
        """Whether it is in the half that no rule may be made by."""
        return held_out(self.text)


def held_out(text: str) -> bool:
    """Whether a passage of this text is held out: the SHA-256 of its UTF-8 bytes is odd."""
    return sha256(text.encode("utf-8")).digest()[-1] % 2 == 1


def read_passages(path: Path, columns: Sequence[str]) -> list[Passage]:
    """The labelled passages of a table. Raises NotFound without the file, MalformedRecord for a row out of form."""
    if not path.is_file():
        raise NotFound(str(path), "the benchmark needs this file of labelled passages")
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not table or table[0] != list(columns):
        raise MalformedRecord(str(path), f"the first line must name the columns {', '.join(columns)}")
    return [_passage(path, number, cells, columns) for number, cells in enumerate(table[1:], start=2)]


def _passage(path: Path, number: int, cells: Sequence[str], columns: Sequence[str]) -> Passage:
    if len(cells) != len(columns) or not all(cell.strip() for cell in cells[:3]):
        raise MalformedRecord(str(path), f"line {number}: {len(columns)} cells, all but the last of them filled")
    if len(columns) == len(_NAME_COLUMNS):
        names = () if cells[0] == "-" else tuple(cells[0].split(" | "))
        return Passage(cells[1], tuple(tuple(name.split(" / ")) for name in names))
    slugs, also = cells[0].split(), cells[3].split()
    unknown = sorted({*slugs, *also} - {*ISSUES, "-"})
    if unknown:
        raise MalformedRecord(str(path), f"line {number}: no such issue: {', '.join(unknown)}")
    return Passage(cells[2], tuple((slug,) for slug in slugs if slug != "-"), frozenset(also), cells[1])


def issue_counts(passages: Iterable[Passage], find: Callable[[str], Iterable[str]]) -> dict[str, Counts]:
    """Counts by issue, in the order of `model.ISSUES`."""
    counts = dict.fromkeys(ISSUES, Counts())
    for passage in passages:
        found, wanted = set(find(passage.text)), {label[0] for label in passage.labels}
        for slug in found | wanted:
            if slug in wanted:
                counts[slug] += Counts(found=1) if slug in found else Counts(missed=1)
            elif slug not in passage.also:
                counts[slug] += Counts(false=1)
    return counts


def name_counts(passages: Iterable[Passage], find: Callable[[str], Iterable[str]]) -> Counts:
    """Counts over all names; a name is found in any of its writings, in any case."""
    total = Counts()
    for passage in passages:
        found = {fold(name) for name in find(passage.text)}
        for label in passage.labels:
            hit = found & {fold(name) for name in label}
            total += Counts(found=1) if hit else Counts(missed=1)
            found -= hit
        total += Counts(false=len(found))
    return total


def score_issues(file: Path, names: Path, *, misses: int = 0) -> str:
    """The report: F1 by issue for both halves, then the names; mistakes of the development half if asked for."""
    passages, named = read_passages(file, _COLUMNS), read_passages(names, _NAME_COLUMNS)
    halves = [[p for p in passages if p.held_out is held] for held in (False, True)]
    lines = [
        f"{len(passages)} passages: {len(halves[0])} for development, {len(halves[1])} held out; "
        f"{sum(not p.labels for p in passages)} about none of the issues",
        "",
        f"{'':30}{'development':>23}   {'held-out':>22}",
        f"{'issue':30}" + f"{'n':>5}{'P':>6}{'R':>6}{'F1':>6}  " * 2,
    ]
    counts = [issue_counts(half, issues_in) for half in halves]
    lines += [_line(slug, [half[slug] for half in counts]) for slug in ISSUES]
    totals = [sum(half.values(), Counts()) for half in counts]
    lines.append("")
    for half, count, total, part in zip(_HALVES, counts, totals, halves, strict=True):
        macro = sum(one.f1 for one in count.values()) / len(count)
        exact = sum(_exact(passage) for passage in part) / max(1, len(part))
        lines += [
            f"{half} macro-F1 {macro:.3f}",
            f"{half} micro-F1 {total.f1:.3f} (precision {total.precision:.3f}, recall {total.recall:.3f})",
            f"{half} passages with all issues right {exact:.3f}",
        ]
    lines += ["", *_voices(passages)]
    lines += ["", f"{len(named)} passages for names, {sum(not p.labels for p in named)} without any"]
    for half, held in zip(_HALVES, (False, True), strict=True):
        total = name_counts([p for p in named if p.held_out is held], named_issues_in)
        lines.append(
            f"{half} names: precision {total.precision:.3f}, recall {total.recall:.3f}, F1 {total.f1:.3f} "
            f"(of {total.found + total.missed})"
        )
    lines += _wrong(halves[0], [p for p in named if not p.held_out], misses)
    return "\n".join(lines)


def _voices(passages: Sequence[Passage]) -> list[str]:
    """Micro-F1 by voice and half."""
    lines = []
    for voice in dict.fromkeys(passage.voice for passage in passages):
        for half, held in zip(_HALVES, (False, True), strict=True):
            part = [p for p in passages if p.voice == voice and p.held_out is held]
            total = sum(issue_counts(part, issues_in).values(), Counts())
            lines.append(
                f"{half}, {voice}: micro-F1 {total.f1:.3f} (precision {total.precision:.3f}, "
                f"recall {total.recall:.3f}; {len(part)} passages)"
            )
    return lines


def _line(slug: str, counts: Sequence[Counts]) -> str:
    cells = "".join(
        f"{one.found + one.missed:>5}{one.precision:>6.2f}{one.recall:>6.2f}{one.f1:>6.2f}  " for one in counts
    )
    return f"{slug:30}{cells}".rstrip()


def _exact(passage: Passage) -> bool:
    found, wanted = set(issues_in(passage.text)), {label[0] for label in passage.labels}
    return wanted <= found and found - wanted <= passage.also


def _wrong(passages: Iterable[Passage], named: Iterable[Passage], misses: int) -> list[str]:
    lines = []
    for passage in passages:
        found, wanted = set(issues_in(passage.text)), {label[0] for label in passage.labels}
        missing, false = wanted - found, found - wanted - passage.also
        if missing or false:
            lines.append(_mistake(missing, false, passage.text))
    for passage in named:
        found, wanted = set(named_issues_in(passage.text)), {label[0] for label in passage.labels}
        if not _exact_names(passage):
            lines.append(_mistake(wanted - found, found - wanted, passage.text))
    return lines[:misses]


def _exact_names(passage: Passage) -> bool:
    count = name_counts([passage], named_issues_in)
    return not count.missed and not count.false


def _mistake(missing: Iterable[str], false: Iterable[str], text: str) -> str:
    signs = [*(f"-{slug}" for slug in sorted(missing)), *(f"+{slug}" for slug in sorted(false))]
    return f"{' '.join(signs)}: {text}"
