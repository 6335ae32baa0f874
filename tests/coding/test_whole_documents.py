"""Whole documents: what follows a contact belongs to it, plans stay plans, and every value leads to its words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coding.chain import document_of, parties, reports_of

from bilateral.model import Basis, Form, Status

READOUT = """Prime Minister Kaja Kallas spoke by phone today with President Sauli Niinistö of Finland.

They discussed energy security and the protection of the border. The Prime Minister thanked Finland for its support.

During the conversation, the two leaders also exchanged views on sanctions.
"""


def test_what_follows_a_contact_is_folded_into_it() -> None:
    (report,) = reports_of(READOUT)
    assert (report.form, report.status) == (Form.CALL, Status.OCCURRED)
    assert {parties(report.source), parties(report.target)} == {"EST", "FIN"}
    assert "energy" in report.issues
    assert "sanctions" in report.issues
    assert report.when.earliest == report.when.latest == date(2022, 5, 11)


def test_a_dated_contact_after_another_is_its_own() -> None:
    text = (
        "On May 3, Foreign Minister Urmas Reinsalu met Finnish Foreign Minister Pekka Haavisto in Tallinn.\n\n"
        "On May 9, Reinsalu met Latvian Foreign Minister Edgars Rinkēvičs in Riga.\n"
    )
    assert [(r.when.earliest.day, parties(r.target)) for r in reports_of(text)] == [(3, "FIN"), (9, "LVA")]


def test_a_plan_is_no_fact() -> None:
    (report,) = reports_of("Polish President Andrzej Duda will visit Vilnius on May 20.")
    assert report.status is Status.PLANNED
    assert report.when.earliest == date(2022, 5, 20)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("In April, Polish President Andrzej Duda was twice in Kyiv.", 2, id="twice"),
        pytest.param("Foreign Minister Annalena Baerbock met Jean-Yves Le Drian three times in April.", 3, id="times"),
        pytest.param("Foreign Minister Annalena Baerbock met Jean-Yves Le Drian in April.", 1, id="not said"),
    ],
)
def test_how_often_it_happened(text: str, count: int) -> None:
    assert [r.count for r in reports_of(text)] == [count]


def test_a_joint_statement_is_of_all_its_authors() -> None:
    text = (
        "We, the Foreign Ministers of Estonia, Latvia and Lithuania, met today.\n\n"
        "We reaffirm our support for Ukraine and our commitment to our common border.\n"
    )
    found = reports_of(text, publisher="Ministry of Foreign Affairs of Estonia")
    assert any({"EST", "LVA", "LTU"} <= {a.party for a in (*r.source, *r.target)} for r in found)


def test_speakers_of_two_states_in_one_transcript_have_met() -> None:
    text = (
        "Paris\n\nPRESIDENT MACRON: Welcome, dear friends.\n\nCHANCELLOR SCHOLZ: Thank you very much.\n\n"
        "PRESIDENT MACRON: We have much to do.\n"
    )
    assert [(r.form, parties(r.source), parties(r.target)) for r in reports_of(text)] == [(Form.MEETING, "FRA", "DEU")]


def test_evidence_is_the_text_as_it_was_read() -> None:
    document = document_of(READOUT)
    (report,) = reports_of(READOUT)
    first = report.evidence[0]
    assert document.original[first.start : first.end] == report.text
    assert "spoke by phone" in report.text


def test_the_reasons_name_pattern_persons_and_date() -> None:
    (report,) = reports_of(READOUT)
    told = "\n".join(report.reasons)
    assert "pattern" in told
    assert "Sauli Niinistö" in told
    assert "date:" in told


def test_the_same_text_gives_the_same_reports() -> None:
    assert reports_of(READOUT) == reports_of(READOUT)


def test_without_a_date_no_day_is_made_up() -> None:
    assert all(r.when.basis is not Basis.PUBLISHED for r in reports_of(READOUT, published=None))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *READOUT.split(),
                "“",
                "”",
                ";",
                ":",
                "\n\n",
                "- ",
                "On May 3,",
                "will",
                "not",
                "Paris,",
                "the",
                "’s",
                "(EU)",
            ]
        ),
        max_size=60,
    )
)
def test_no_mixture_of_words_breaks_it(words: list[str]) -> None:
    text = " ".join(words)
    if not text.strip():
        return
    document = document_of("Text. " + text)
    for report in reports_of("Text. " + text):
        assert report.when.earliest <= report.when.latest
        assert report.source
        assert report.target
        assert all(0 <= s.start <= s.end <= len(document.original) for s in report.evidence)
