"""The benchmark of name pairs on small tables made here."""

from __future__ import annotations

from pathlib import Path

import pytest

from bilateral.benchmarks.counts import Counts
from bilateral.benchmarks.names import Pair, count, matched, read_pairs, score_names
from bilateral.errors import MalformedRecord, NotFound

HEAD = "a\tb\tlabel\tstrength\tnote\n"
ROWS = (
    "Bob Carpenter\tRobert Carpenter\tsame\tstrong\tnickname\n"
    "Bob Carpenter\tRosa Gómez\tdifferent\tstrong\tnothing\n"
    "Lena Berg\tLena Bergmann\tdifferent\tmedium\tsurnames\n"
    "Stefan Dimitrov\tСтефан Димитров\tsame\tweak\tCyrillic\n"
)


def table(folder: Path, text: str) -> Path:
    path = folder / "pairs.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_report_names_both_halves_the_yardstick_and_the_speed(tmp_path: Path) -> None:
    lines = score_names(table(tmp_path, HEAD + ROWS), misses=5).splitlines()
    assert [line.split("  ")[0] for line in lines[1:6:2]] == ["development", "held-out", "held-out, strong"]
    assert lines[2].startswith("development, token-sort >= ")
    assert lines[1].split()[-1] == lines[3].split()[-1] == "1.000"
    assert lines[8].startswith("comparisons a second ")


def test_wrong_pairs_are_listed_of_the_development_half_only(tmp_path: Path) -> None:
    wrong = "Bob Carpenter\tRobert Carpenter\tdifferent\tweak\tlabelled wrongly\n" * 2
    lines = score_names(table(tmp_path, HEAD + wrong), misses=5).splitlines()
    assert lines[9:] == [
        "weak different: Bob Carpenter | Robert Carpenter: same 0.95 (bob = robert: forms of one name)"
    ]


def test_counts() -> None:
    pairs = [Pair("Bob Hall", "Robert Hall", same, "strong", "") for same in (True, False)]
    pairs.append(Pair("Bob Hall", "Rosa Gómez", True, "strong", ""))
    counts = count(pairs, matched)
    assert counts == Counts(found=1, missed=1, false=1)
    assert counts.precision == counts.recall == counts.f1 == 0.5


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param("a\tb\n", "the first line must name the columns", id="head"),
        pytest.param(HEAD + "x\ty\tsame\n", "line 2", id="too few cells"),
        pytest.param(HEAD + "x\ty\tperhaps\tweak\t\n", "line 2", id="label"),
    ],
)
def test_a_table_out_of_form_is_named(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(MalformedRecord, match=what):
        read_pairs(table(tmp_path, text))


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="labelled pairs"):
        read_pairs(tmp_path / "none.tsv")
