"""Scoring on files in the PLV form: reading them, the figures, and both tables from end to end."""

from __future__ import annotations

from pathlib import Path

import pytest

from bilateral.benchmarks.acts import by_lexicon, by_model, score_acts
from bilateral.benchmarks.events import Answer, score_events, scored
from bilateral.benchmarks.plv import Row, confusion, macro_f1, quad_of, read_rows, scores_of
from bilateral.errors import MalformedRecord
from bilateral.model import Span

HEAD = "sentence\tmarked_sentence\tgold_root\n"
ROWS = [
    ("<s>Chile</s> expelled <t>two Peruvian envoys</t> on Friday.", "SANCTION"),
    ("<s>Japan</s> condemned <t>North Korea</t> for its missile launch.", "ACCUSE"),
    ("<s>The president of Kenya</s> met <t>the president of Uganda</t> in Nairobi.", "CONSULT"),
    ("<s>Police</s> arrested <t>forty students</t> in the square.", "COERCE"),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rows.tsv"
    path.write_text(HEAD + "".join(f"-\t{marked}\t{root}\n" for marked, root in ROWS), encoding="utf-8")
    return path


def words(row: Row) -> tuple[str | None, str | None]:
    source, target = (row.text[s.start : s.end] if s else None for s in (row.source, row.target))
    return source, target


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("<s>Iran</s> sued <t>Iraq</t>.", ("Iran", "Iraq"), id="both sides"),
        pytest.param("<t>Iraq</t> was sued by <s>Iran</s>.", ("Iran", "Iraq"), id="target first"),
        pytest.param("<s>Iran</s> agreed.", ("Iran", None), id="no target"),
        pytest.param("<s>Iran </s>sued <t> Iraq</t>.", ("Iran", "Iraq"), id="blanks inside the marks"),
        pytest.param("<s>Iran</s> told <t>Iraq</t> that <t>Iraq</t> lied.", ("Iran", "Iraq"), id="marked twice"),
    ],
)
def test_rows_are_read(tmp_path: Path, marked: str, expected: tuple[str | None, str | None]) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text(f"{HEAD}-\t{marked}\tRETREAT\n", encoding="utf-8")
    (row,) = read_rows(path)
    assert words(row) == expected
    assert "<" not in row.text
    assert row.root == "YIELD"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("sentence\tlabel\nA\tB\n", "no column", id="columns"),
        pytest.param(HEAD + "-\tA\tSHOUT\n", "line 2: unknown class 'SHOUT'", id="class"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MalformedRecord, match=said):
        read_rows(path)


def test_figures() -> None:
    gold, told = ["AID", "AID", "ACCUSE", "REJECT"], ["AID", "ACCUSE", "ACCUSE", ""]
    assert scores_of(gold, told)["AID"] == pytest.approx((2, 1.0, 0.5, 2 / 3))
    assert macro_f1(gold, told) == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)
    table = list(confusion(gold, told))
    assert table[0].split() == ["AID", "ACCUS", "REJEC", "none"]
    assert table[-1].split() == ["REJECT", ".", ".", ".", "1"]


def test_quad_classes() -> None:
    assert [quad_of(root) for root in ("AGREE", "YIELD", "REQUEST", "SANCTION", "")] == [
        "verbal cooperation",
        "material cooperation",
        "verbal conflict",
        "material conflict",
        "",
    ]


def test_both_readers_judge_a_marked_pair(file: Path) -> None:
    rows = read_rows(file)
    assert [by_model(row) for row in rows] == [root for _, root in ROWS]
    assert [by_lexicon(row) for row in rows[:3]] == [root for _, root in ROWS[:3]]


def test_the_table_of_acts_ends_in_the_models_figures(file: Path) -> None:
    *_, binary, quad, root = score_acts(file).splitlines()
    assert (binary, quad, root) == ("binary macro-F1 1.000", "quad macro-F1 1.000", "root macro-F1 1.000")


def test_raw_sentences_are_scored_where_two_states_are_named(file: Path) -> None:
    first, *_, last = score_events(file).splitlines()
    assert first == "4 rows: 3 between states and bodies, 1 with a domestic or unknown side"
    assert last.startswith("event F1 ")
    assert float(last.split()[-1]) > 0.6


def test_an_answer_needs_class_and_both_sides() -> None:
    row = Row("Iran sued Iraq.", Span(0, 4), Span(10, 14), "ACCUSE")
    right = Answer("ACCUSE", (Span(0, 4),), (Span(10, 14),))
    turned = Answer("ACCUSE", (Span(10, 14),), (Span(0, 4),))
    other = Answer("AID", (Span(0, 4),), (Span(10, 14),))
    rows = {row.text: [row]}
    assert scored(rows, {row.text: [right]}) == (1, 1, 1)
    assert scored(rows, {row.text: [right, turned, other]}) == (1, 3, 1)
    assert scored(rows, {row.text: [other]}, pair_only=True) == (1, 1, 1)
    assert scored(rows, {row.text: [Answer("ACCUSE", turned.source, turned.target, mutual=True)]}) == (1, 1, 1)
