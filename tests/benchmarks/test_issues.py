"""The benchmark of issues on small tables made here, and the form of the tables that come with the project."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bilateral.benchmarks.counts import Counts
from bilateral.benchmarks.issues import (
    Passage,
    held_out,
    issue_counts,
    name_counts,
    read_passages,
    score_issues,
)
from bilateral.errors import MalformedRecord, NotFound
from bilateral.model import ISSUES

HEAD = "issues\tvoice\ttext\tone may also see\n"
NAMES = "names\ttext\n"
COLUMNS = HEAD.strip().split("\t")
BENCH = Path(__file__).resolve().parents[2] / "bench"


def table(folder: Path, text: str, name: str = "issues.tsv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_counts_leave_out_what_one_may_also_see() -> None:
    passages = [
        Passage("a", (("energy",), ("health",)), frozenset({"borders"})),
        Passage("b", ()),
    ]
    found = {"a": ("energy", "borders", "sanctions"), "b": ("health",)}
    counts = issue_counts(passages, lambda text: found[text])
    assert counts["energy"] == Counts(found=1)
    assert counts["health"] == Counts(missed=1, false=1)
    assert counts["borders"] == Counts()
    assert counts["sanctions"] == Counts(false=1)


def test_a_name_counts_in_any_of_its_writings() -> None:
    passages = [Passage("a", (("INF Treaty", "INF"), ("Minsk Group",)))]
    assert name_counts(passages, lambda _: ("inf", "Other Pact")) == Counts(found=1, missed=1, false=1)


def test_report(tmp_path: Path) -> None:
    issues = table(tmp_path, HEAD + "energy\tpress\tThey spoke of gas.\t\n-\tpress\tThey had dinner.\t\n")
    names = table(tmp_path, NAMES + "Minsk Group\tThe Minsk Group met.\n-\tThey dined.\n", "names.tsv")
    lines = score_issues(issues, names, misses=3).splitlines()
    assert lines[0].startswith("2 passages: ")
    assert sum(line.startswith(ISSUES) for line in lines) == len(ISSUES)
    assert lines[-1].endswith("(of 1)") or lines[-1].endswith("(of 0)")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param("issues\ttext\n", "the first line must name the columns", id="head"),
        pytest.param(HEAD + "energy\tpress\n", "line 2", id="too-few-cells"),
        pytest.param(HEAD + "oil\tpress\tThey spoke.\t\n", "no such issue: oil", id="unknown-issue"),
    ],
)
def test_a_table_out_of_form_is_named(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(MalformedRecord, match=what):
        read_passages(table(tmp_path, text), COLUMNS)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="labelled passages"):
        read_passages(tmp_path / "none.tsv", COLUMNS)


def test_our_table_covers_every_issue_in_both_halves() -> None:
    passages = read_passages(BENCH / "issues.tsv", COLUMNS)
    assert len(passages) >= 500
    assert len({passage.text for passage in passages}) == len(passages)
    counted = Counter((label[0], held_out(passage.text)) for passage in passages for label in passage.labels)
    assert min(counted[issue, half] for issue in ISSUES for half in (False, True)) >= 5
    assert len(read_passages(BENCH / "named_issues.tsv", NAMES.strip().split("\t"))) >= 100
