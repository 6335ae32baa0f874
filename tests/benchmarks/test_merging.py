"""Scoring which reports are one event, on releases of our own wording."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from tests.builders import report

from bilateral.benchmarks.merging import Labelled, Row, labelled_pairs, read_labels, score, score_merging
from bilateral.errors import MalformedRecord, NotFound

HEAD = "group\thalf\tdocument\tstart\tform\ttype\tstatus\tparties\tday\tevent\twhy\n"
ROOT = Path(__file__).resolve().parent.parent.parent

RELEASES = [
    (
        "r1",
        "Example Department",
        "Secretary of State Antony Blinken spoke today with French Foreign Minister Le Drian.",
    ),
    (
        "r2",
        "Example House",
        "Secretary of State Antony Blinken spoke with French Foreign Minister Le Drian on March 15.",
    ),
    ("r3", "Example House", "President Joe Biden spoke today with President Emmanuel Macron of France."),
]


def labelled(event: str, number: int, *, group: str = "g1", why: str = "") -> Labelled:
    told = report(f"d{number}:1")
    return Labelled(Row(group, "development", (told.document, 0, "call", "CONSULT", "AZE|USA"), event, why), told)


ONE, TWO, THREE = labelled("a", 1), labelled("a", 2), labelled("b", 3)


@pytest.mark.parametrize(
    ("events", "pairs", "b_cubed"),
    [
        ("xxy", (1, 0, 0), (1.0, 1.0)),
        ("xyz", (0, 1, 0), (1.0, 2 / 3)),
        ("xxx", (1, 0, 2), (5 / 9, 1.0)),
        ("xyy", (0, 1, 1), (2 / 3, 2 / 3)),
    ],
    ids=["right", "all apart", "all joined", "wrongly joined"],
)
def test_score(events: str, pairs: tuple[int, int, int], b_cubed: tuple[float, float]) -> None:
    found = score([ONE, TWO, THREE], {f"d{number}:1": event for number, event in enumerate(events, start=1)})
    assert (found.joined, found.left, found.false) == pairs
    assert (found.b_precision, found.b_recall) == pytest.approx(b_cubed)


def test_pairs_are_of_one_group_and_of_reports_that_tell_of_an_event() -> None:
    misread = labelled("a", 4, why="misread: form")
    rows = [ONE, TWO, labelled("-", 3), misread, labelled("a", 5, group="g2")]
    assert [(one.row.key[0], two.row.key[0], same) for one, two, same in labelled_pairs(rows)] == [("d1", "d2", True)]
    assert len(list(labelled_pairs(rows, misread=True))) == 3


def table(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "labels.tsv"
    path.write_text(HEAD + "".join(row.replace(" ", "\t") + "\n" for row in rows), encoding="utf-8")
    return path


def releases(tmp_path: Path) -> Path:
    with gzip.open(tmp_path / "docs.jsonl.gz", "wt", encoding="utf-8") as out:
        for key, publisher, text in RELEASES:
            facts = {"id": key, "publisher": publisher, "published": "2022-03-15", "title": "A call", "text": text}
            out.write(json.dumps(facts) + "\n")
    return tmp_path


def test_a_folder_is_read_merged_and_scored(tmp_path: Path) -> None:
    labels = table(
        tmp_path,
        "g1 held-out r1 0 call CONSULT occurred FRA|USA 2022-03-15 a one",
        "g1 held-out r2 0 call CONSULT occurred FRA|USA 2022-03-15 a one",
        "g1 held-out r3 0 call CONSULT occurred FRA|USA 2022-03-15 b one",
        "g1 held-out r9 0 call CONSULT occurred FRA|USA 2022-03-15 b gone",
    )
    printed = score_merging(releases(tmp_path), labels, misses=3)
    assert "labels 4, of which the reader gave no such report for 1" in printed
    (line,) = [line for line in printed.splitlines() if line.startswith("held-out  ")]
    assert line.split() == ["held-out", "3", "1", "1.000", "1.000", "1.000", "1.000"]
    assert printed.endswith("pair F1 1.000\nB-cubed F1 1.000")


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    labels = table(tmp_path, "g1 held-out r1 0 call CONSULT occurred FRA|USA 2022-03-15 a one")
    with pytest.raises(NotFound, match=r"docs\.jsonl\.gz"):
        score_merging(tmp_path, labels)
    with pytest.raises(NotFound, match="labelled reports"):
        score_merging(releases(tmp_path), tmp_path / "none.tsv")


@pytest.mark.parametrize("row", ["g1 third r1 0 call", "g1 held-out r1 x call CONSULT occurred FRA|USA 2022 a one"])
def test_a_row_out_of_form_is_named(tmp_path: Path, row: str) -> None:
    with pytest.raises(MalformedRecord, match="line 2"):
        read_labels(table(tmp_path, row))
    (tmp_path / "labels.tsv").write_text("group\tdocument\n")
    with pytest.raises(MalformedRecord, match="the first line"):
        read_labels(tmp_path / "labels.tsv")


def test_our_labels_are_as_many_and_as_hard_as_was_asked() -> None:
    rows = read_labels(ROOT / "bench" / "merging" / "reports.tsv")
    groups: dict[str, set[str]] = {}
    one = two = 0
    for row in rows:
        groups.setdefault(row.key[4], set()).add(row.half)
    pairs = [Labelled(row, report(f"{row.key[0]}:{number}")) for number, row in enumerate(rows)]
    for _, _, same in labelled_pairs(pairs):
        one, two = one + same, two + (not same)
    assert one >= 150
    assert two >= 200
    assert all(len(halves) == 1 for halves in groups.values()), "a dyad is in one half only"
    assert all(row.why for row in rows)
