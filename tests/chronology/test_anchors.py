"""What a judgement was made on is found again: with other ids, other spans, another version of the text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import report

from bilateral.chronology.anchors import Told, anchor_from_row, anchor_of, anchor_row, copies, located
from bilateral.chronology.merging import block_of
from bilateral.model import Report, Span

SENTENCE = "On March 15 the Secretary telephoned the President of Azerbaijan."
OTHER = "The two ministers met in Brussels on the following day for an hour."


def at(start: int, text: str = SENTENCE, **fields: object) -> Report:
    return report(**{"evidence": (Span(start, start + len(text)),), "text": text, **fields})  # type: ignore[arg-type]


def told(one: Report) -> Told:
    anchor = anchor_of(one)
    return Told(
        id=one.id,
        document=one.document,
        block=block_of(one),
        span=anchor.span,
        words=one.text,
        form=one.form,
        type=one.type,
        status=one.status,
        parties=anchor.parties,
        earliest=one.when.earliest,
        latest=one.when.latest,
    )


ANCHOR = anchor_of(at(100, id="d1:old"))


@pytest.mark.parametrize(
    ("reports", "found"),
    [
        pytest.param([at(100, id="d1:old")], "d1:old", id="the report itself"),
        pytest.param([at(100, id="d1:new")], "d1:new", id="a new id on the same words"),
        pytest.param([at(90, "Headline. " + SENTENCE, id="d1:wide")], "d1:wide", id="a wider passage around it"),
        pytest.param([at(120, SENTENCE[20:60], id="d1:part")], "d1:part", id="a part of it"),
        pytest.param([at(700, id="d1:moved")], "d1:moved", id="the same words elsewhere"),
        pytest.param([at(100, OTHER, id="d1:b"), at(700, id="d1:a")], "d1:a", id="moved, other words in its place"),
        pytest.param([at(700, SENTENCE.replace("President", "president"), id="d1:x")], "d1:x", id="nearly the words"),
        pytest.param([at(100, OTHER, id="d1:b")], None, id="other words in its place"),
        pytest.param([at(100, id="d1:y", target="Pashinyan", source="Michel")], None, id="other parties"),
        pytest.param([at(100, id="d1:y", target="Pashinyan"), at(100, id="d1:z")], "d1:z", id="the same parties first"),
        pytest.param([at(100, id="d1:a", form="visit"), at(100, id="d1:b")], "d1:b", id="the same form first"),
        pytest.param([at(100, id="d1:a", form="visit")], "d1:a", id="another form, but the same type"),
        pytest.param([at(100, id="d1:a", form="visit", type="AGREE")], None, id="neither form nor type"),
        pytest.param([at(100, id="d1:v", form="video", type="AGREE")], "d1:v", id="a form of the same family"),
        pytest.param([at(100, id="d1:p", status="planned"), at(100, id="d1:q")], "d1:q", id="the same standing first"),
        pytest.param([at(100, id="d1:a", on="2022-03-16"), at(100, id="d1:b")], "d1:b", id="the same day first"),
        pytest.param([at(0, id="d2:1")], "d2:1", id="its document is gone: the very words in another"),
        pytest.param([at(0, OTHER, id="d1:1"), at(0, id="d2:1")], None, id="its document is there, without the words"),
        pytest.param([], None, id="nothing is left"),
    ],
)  # fmt: skip
def test_the_report_of_today(reports: list[Report], found: str | None) -> None:
    for order in (reports, reports[::-1]):
        here = located([ANCHOR], [told(one) for one in order])
        assert (here["d1:old"].id if here else None) == found


@pytest.mark.parametrize(
    ("other", "found"),
    [
        pytest.param(at(100, id="d1:n"), True, id="the same act"),
        pytest.param(at(100, id="d1:n", form="visit"), False, id="another form of the same type"),
        pytest.param(at(100, id="d1:n", status="planned"), False, id="a plan"),
    ],
)
def test_what_is_left_out_must_be_the_very_act(other: Report, found: bool) -> None:
    assert bool(located([ANCHOR], [told(other)], strict=True)) == found


def test_copies_read_the_same_from_the_same_words() -> None:
    copy, another = told(at(5, id="d2:1")), told(at(5, id="d3:1", form="visit"))
    assert copies(ANCHOR, [copy, another, told(at(5, OTHER, id="d4:1"))]) == [copy]


def test_an_anchor_comes_back_as_it_was_kept() -> None:
    row = anchor_row(ANCHOR, judgement="j1", side="other", position=2)
    assert (row["judgement"], row["side"], row["position"]) == ("j1", "other", 2)
    assert anchor_from_row(row) == ANCHOR
    assert replace(ANCHOR, source=("USA", "EU")).parties == {"USA", "EU", "AZE"}
