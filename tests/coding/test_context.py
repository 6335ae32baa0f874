"""What belongs to a contact: sentences, list items and letters after it, and contacts told twice."""

from __future__ import annotations

import pytest
from tests.coding.chain import parties, reports_of

OPENING = "President Sauli Niinistö spoke by phone today with President Alar Karis of Estonia.\n\n"

# What follows the opening, and the reports of the whole text.
FOLLOWS = {
    "thanks": ("Niinistö thanked Estonia for its help.", ["call FIN>EST"]),
    "they agreed": ("They agreed to keep in touch.", ["call FIN>EST"]),
    "they discussed": ("They discussed energy. The two presidents also discussed trade.", ["call FIN>EST"]),
    "told again": ("During the call with Karis, Niinistö spoke about Ukraine.", ["call FIN>EST"]),
    "nobody named between": ("Energy was on the agenda.\n\nNiinistö thanked Estonia.", ["call FIN>EST"]),
    "another partner": ("Niinistö also met Latvian President Egils Levits.", ["call FIN>EST", "meeting FIN>LVA"]),
    "another person": (
        "Niinistö then met Estonian Prime Minister Kaja Kallas.",
        ["call FIN>EST", "meeting FIN>EST"],
    ),
    "a day of its own": ("They had spoken by video link on April 2.", ["call FIN>EST", "video FIN>EST"]),
    "joint statement": ("Finland and Estonia issued a joint statement.", ["call FIN>EST", "statement FIN>EST"]),
    "one sentence": ("On May 9 they met in Turku and spoke about trade.", ["call FIN>EST", "meeting FIN>EST"]),
    "third party accused": ("Niinistö condemned Russia for the attack.", ["call FIN>EST", "statement FIN>RUS"]),
}


@pytest.mark.parametrize(("after", "expected"), FOLLOWS.values(), ids=FOLLOWS.keys())
def test_what_follows(after: str, expected: list[str]) -> None:
    found = reports_of(OPENING + after)
    assert [f"{r.form} {parties(r.source)}>{parties(r.target)}" for r in found] == expected


def test_list_items_belong_to_the_line_that_leads_to_them() -> None:
    text = OPENING + "They spoke about:\n\n- gas supplies\n\n- the border with Russia\n"
    (report,) = reports_of(text)
    assert {"energy", "borders"} <= set(report.issues)


def test_a_quoted_letter_belongs_to_its_event() -> None:
    text = (
        "President Joe Biden sent a letter to President Alar Karis. The letter reads:\n\n"
        "“Dear Mr. President,\n\nWe value our work on energy.\n\nSincerely yours.”\n"
    )
    (report,) = reports_of(text)
    assert (report.form, parties(report.target)) == ("letter", "EST")
    assert "energy" in report.issues


def test_a_statement_within_a_contact_has_its_day() -> None:
    text = (
        "On May 3, Secretary of State Antony Blinken called President Alar Karis. "
        "He asked both Estonia and Latvia to keep the border open.\n"
    )
    call, request = reports_of(text)
    assert call.when.earliest == request.when.earliest


def test_reasons_tell_what_was_folded() -> None:
    (report,) = reports_of(OPENING + "Niinistö thanked Estonia for its help.")
    assert any("sentence 2 told as part of it" in reason for reason in report.reasons)
