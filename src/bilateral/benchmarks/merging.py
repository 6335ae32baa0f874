"""Which reports are one event, against labels set by hand: `bilateral bench merging DIR`.

DIR holds `docs.jsonl.gz` (id, publisher, url, title, published, text), official releases. The labels stand in a
tab-separated table: reports in groups (one dyad, some days) and which of a group tell of one event, so that every two
of a group are a labelled pair. A report is found again by its document, the offset of its sentence, form, type and
parties.

Counted are pairs (precision, recall, F1) and, for each report, how far the event it ended up in is the one it tells of
(B-cubed, Bagga and Baldwin 1998), within the groups. Rows marked "misread" (the reader took form, date, status or
persons amiss, so that merging has no chance) are left out of the main figures and stand beside them. The calibration
table shows how often two reports are one event where the score said so with a certain probability.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bilateral.errors import InputError, MalformedRecord, NotFound
from bilateral.model import Report

__all__ = ["Labelled", "Score", "labelled_pairs", "read_labels", "score", "score_merging"]

HALVES = ("development", "held-out")
_COLUMNS = ["group", "half", "document", "start", "form", "type", "status", "parties", "day", "event", "why"]
_NO_EVENT = "-"
_MISREAD = "misread"
_BINS = (0.0, 0.05, 0.2, 0.5, 0.8, 0.95, 1.0)

Key = tuple[str, int, str, str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A report and the event that it tells of; `event` is "-" where it tells of none that can be told apart."""

    group: str
    half: str
    key: Key
    event: str
    why: str

    @property
    def misread(self) -> bool:
        """Whether the reader took it amiss, in a field that decides."""
        return self.why.startswith(_MISREAD)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label with the report it speaks of."""

    row: Row
    report: Report


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs of one event that were joined, left apart, and pairs of two that were joined; B-cubed means."""

    joined: int
    left: int
    false: int
    pairs: int
    b_precision: float
    b_recall: float

    @property
    def precision(self) -> float:
        """Share of the joined pairs that are one event."""
        return self.joined / max(1, self.joined + self.false)

    @property
    def recall(self) -> float:
        """Share of the pairs of one event that were joined."""
        return self.joined / max(1, self.joined + self.left)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return _harmonic(self.precision, self.recall)

    @property
    def b_cubed(self) -> float:
        """Harmonic mean of B-cubed precision and recall."""
        return _harmonic(self.b_precision, self.b_recall)


def _harmonic(one: float, two: float) -> float:
    return 2 * one * two / (one + two) if one + two else 0.0


def read_labels(path: Path) -> list[Row]:
    """The labels of a table. Raises `NotFound` without the file and `MalformedRecord` for a row out of form."""
    if not path.is_file():
        raise NotFound(str(path), "the benchmark needs this table of labelled reports")
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not table or table[0] != _COLUMNS:
        raise MalformedRecord(str(path), f"the first line must name the columns {', '.join(_COLUMNS)}")
    return [_row(path, number, cells) for number, cells in enumerate(table[1:], start=2)]


def _row(path: Path, number: int, cells: list[str]) -> Row:
    if len(cells) != len(_COLUMNS) or cells[1] not in HALVES or not cells[3].isdigit():
        raise MalformedRecord(str(path), f"line {number}: {len(_COLUMNS)} cells, a half, and an offset in digits")
    group, half, document, start, form, kind, _, parties, _, event, why = cells
    return Row(group, half, (document, int(start), form, kind, parties), event, why)


def find(rows: Iterable[Row], reports: Iterable[Report]) -> list[Labelled]:
    """The labels whose report is there, in the order of the table; reports alike in their key in the order of ids."""
    from bilateral.chronology.merging.blocks import parties_of

    by_key: dict[Key, list[Report]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: report.id, reverse=True):
        parties = "|".join(sorted(parties_of(report)))
        by_key[report.document, report.evidence[0].start, report.form, report.type, parties].append(report)
    return [Labelled(row, by_key[row.key].pop()) for row in rows if by_key[row.key]]


def labelled_pairs(labelled: Iterable[Labelled], *, misread: bool = False) -> Iterator[tuple[Labelled, Labelled, bool]]:
    """Every two reports of a group and whether they are one event; with those misread only if asked."""
    groups: dict[str, list[Labelled]] = defaultdict(list)
    for one in labelled:
        if one.row.event != _NO_EVENT and (misread or not one.row.misread):
            groups[one.row.group].append(one)
    for members in groups.values():
        for first, second in combinations(members, 2):
            yield first, second, first.row.event == second.row.event


def score(labelled: Sequence[Labelled], event_of: Mapping[str, str], *, misread: bool = False) -> Score:
    """Scores events, given as the event of each report by report id."""
    joined = left = false = pairs = 0
    told: dict[str, dict[str, list[bool]]] = defaultdict(lambda: {"same": [], "joined": []})
    for first, second, same in labelled_pairs(labelled, misread=misread):
        one, two = first.report.id, second.report.id
        together = event_of[one] == event_of[two]
        pairs += 1
        joined, left, false = joined + (same and together), left + (same and not together), false + (together > same)
        for report in (one, two):
            if same:
                told[report]["same"].append(together)
            if together:
                told[report]["joined"].append(same)
    reports = {one.report.id for one in labelled if one.row.event != _NO_EVENT and (misread or not one.row.misread)}
    return Score(
        joined=joined,
        left=left,
        false=false,
        pairs=pairs,
        b_precision=_mean([_share(told[report]["joined"]) for report in sorted(reports)]),
        b_recall=_mean([_share(told[report]["same"]) for report in sorted(reports)]),
    )


def _share(found: Sequence[bool]) -> float:
    # A report is of one event with itself, which B-cubed counts.
    return (sum(found) + 1) / (len(found) + 1)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def score_merging(folder: Path, labels: Path, *, misses: int = 0) -> str:
    """Reads the labelled releases of `folder`, merges them, and returns the report; see above.

    `misses` is how many wrong pairs of the development half to list. Raises `InputError` where the folder lacks the
    file, and what `read_labels` raises.
    """
    rows = read_labels(labels)
    reports, publishers = read_reports(folder, {row.key[0] for row in rows})
    return "\n".join(_report(rows, reports, publishers, misses))


def read_reports(folder: Path, documents: set[str]) -> tuple[list[Report], dict[str, str]]:
    """The reports of these documents, read through a real run and a database of its own, and who published each."""
    from bilateral.chronology import Store
    from bilateral.chronology.merging import publisher_of
    from bilateral.run import run

    with TemporaryDirectory() as scratch:
        given = Path(scratch, "releases.jsonl")
        with given.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(text, ensure_ascii=False) + "\n" for text in _texts(folder, documents))
        with Store.open(Path(scratch, "events.duckdb")) as store:
            run([str(given)], store)
            ids = [key for (key,) in store.sql().execute("SELECT id FROM reports").fetchall()]
            known = store.documents()
            publishers = {key: publisher_of(info.publisher, info.url) for key, info in known.items()}
            return list(store.reports(ids).values()), publishers


def _texts(folder: Path, documents: set[str]) -> Iterator[Mapping[str, Any]]:
    path = folder / "docs.jsonl.gz"
    if not path.is_file():
        raise NotFound(str(path), "the benchmark needs this file; give the folder that holds it")
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line)
                if text["id"] in documents:
                    wanted = ("id", "publisher", "url", "title", "published", "text")
                    yield {key: text[key] for key in wanted if text.get(key)}
    except (OSError, ValueError, KeyError) as problem:
        raise InputError(str(path), f"not gzipped JSON Lines with ids ({problem})") from problem


def _report(
    rows: Sequence[Row], reports: Sequence[Report], publishers: Mapping[str, str], misses: int
) -> Iterator[str]:
    from bilateral.chronology import merge

    labelled = find(rows, reports)
    events = merge(reports, publishers=publishers)
    event_of = {report.id: event.id for event in events for report in event.reports}
    yield f"labels {len(rows)}, of which the reader gave no such report for {len(rows) - len(labelled)}"
    yield ""
    yield f"{'':34}{'pairs':>7}{'one':>6}{'prec.':>8}{'recall':>8}{'F1':>8}{'B-cubed':>9}"
    for half in HALVES:
        part = [one for one in labelled if one.row.half == half]
        yield _line(half, score(part, event_of))
        yield _line(f"{half}, with those misread", score(part, event_of, misread=True))
    both = score(labelled, event_of)
    yield _line("both halves", both)
    yield _line("both halves, with those misread", score(labelled, event_of, misread=True))
    yield ""
    yield from _calibration(labelled, publishers)
    if misses:
        yield ""
        yield from _misses([one for one in labelled if one.row.half == HALVES[0]], event_of, publishers, misses)
    yield ""
    yield f"pair F1 {both.f1:.3f}"
    yield f"B-cubed F1 {both.b_cubed:.3f}"


def _line(name: str, found: Score) -> str:
    shares = f"{found.precision:>8.3f}{found.recall:>8.3f}{found.f1:>8.3f}{found.b_cubed:>9.3f}"
    return f"{name:34}{found.pairs:>7}{found.joined + found.left:>6}{shares}"


def _calibration(labelled: Sequence[Labelled], publishers: Mapping[str, str]) -> Iterator[str]:
    """How often two reports are one event, by what the score said, on each half."""
    counts: dict[tuple[str, int], list[bool]] = defaultdict(list)
    apart: dict[str, list[bool]] = defaultdict(list)
    for first, second, same in labelled_pairs(labelled):
        said = _probability(first.report, second.report, publishers)
        if said is None:
            apart[first.row.half].append(same)
        else:
            counts[first.row.half, sum(said >= edge for edge in _BINS[1:-1])].append(same)
    yield f"{'score':20}" + "".join(f"{f'{half}: pairs':>20}{'one':>8}" for half in HALVES)
    for number, (low, high) in enumerate(pairwise(_BINS)):
        yield f"{f'{low:.2f} to {high:.2f}':20}" + "".join(_cell(counts[half, number]) for half in HALVES)
    yield f"{'kept apart':20}" + "".join(_cell(apart[half]) for half in HALVES)


def _cell(found: Sequence[bool]) -> str:
    return f"{len(found):>20}" + (f"{sum(found) / len(found):>8.2f}" if found else f"{'-':>8}")


def _probability(first: Report, second: Report, publishers: Mapping[str, str]) -> float | None:
    from bilateral.chronology.merging.why import compared

    found = compared(first, second, publishers)
    return None if found.veto else found.probability


def _misses(
    labelled: Sequence[Labelled], event_of: Mapping[str, str], publishers: Mapping[str, str], number: int
) -> Iterator[str]:
    from bilateral.chronology.merging.why import compared

    wrong = [
        (first, second, same)
        for first, second, same in labelled_pairs(labelled)
        if (event_of[first.report.id] == event_of[second.report.id]) != same
    ]
    for first, second, same in wrong[:number]:
        found = compared(first.report, second.report, publishers)
        said = f"kept apart by {found.veto}" if found.veto else f"{found.probability:.2f}"
        yield f"{'left apart' if same else 'joined'} ({said}): {first.row.group} {_name(first)} | {_name(second)}"


def _name(one: Labelled) -> str:
    report = one.report
    days = f"{report.when.earliest.isoformat()}/{report.when.latest.isoformat()}"
    return f"{report.document}@{report.evidence[0].start} {report.form} {report.status} {days}"
