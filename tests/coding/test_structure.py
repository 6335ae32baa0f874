"""Acts that the shape of a document shows: transcripts with speakers of two states, statements in several names."""

from __future__ import annotations

import pytest
from tests.coding.chain import parties, reports_of

from bilateral.model import Form

TRANSCRIPTS = {
    "two speakers": (
        "Paris\n\nPRESIDENT MACRON: Welcome, dear Olaf.\n\nCHANCELLOR SCHOLZ: Thank you.\n",
        [(Form.MEETING, "FRA", "DEU")],
    ),
    "particles in a name": (
        "Brussels\n\nPRESIDENT VON DER LEYEN: Welcome.\n\nPRESIDENT MACRON: Thank you.\n",
        [(Form.MEETING, "EU", "FRA")],
    ),
    "named in the head": (
        "Antony J. Blinken, Secretary of State\n\nAnnalena Baerbock, German Foreign Minister\n\n"
        "SECRETARY BLINKEN: It is good to see you.\n\nQUESTION: How are you?\n",
        [(Form.MEETING, "USA", "DEU")],
    ),
    "one speaker": ("Paris\n\nPRESIDENT MACRON: Welcome, dear friends.\n\nQUESTION: Thank you.\n", []),
    "two of one state": (
        "Paris\n\nPRESIDENT MACRON: Welcome.\n\nPRIME MINISTER CASTEX: Thank you.\n",
        [],
    ),
}


@pytest.mark.parametrize(("text", "expected"), TRANSCRIPTS.values(), ids=TRANSCRIPTS.keys())
def test_transcripts(text: str, expected: list[tuple[Form, str, str]]) -> None:
    found = reports_of(text, publisher="Office of the President of France")
    assert [(r.form, parties(r.source), parties(r.target)) for r in found] == expected


PLACES = {
    "a town": ("Paris", ("Paris", "FRA")),
    "a town and its state": ("Lyon, France", ("Lyon", "FRA")),
    "a place in no table, and its state": ("Hidden Cove, Fiji", ("Fiji", "FJI")),
    "a house first": ("Old Mill\n\nHidden Cove, Fiji", ("Fiji", "FJI")),
    "a state within a sentence": ("They came from Fiji to talk", None),
}


@pytest.mark.parametrize(("line", "place"), PLACES.values(), ids=PLACES.keys())
def test_where_a_transcript_was_spoken(line: str, place: tuple[str, str] | None) -> None:
    text = f"{line}\n\nPRESIDENT MACRON: Welcome, dear Olaf.\n\nCHANCELLOR SCHOLZ: Thank you.\n"
    (report,) = reports_of(text, publisher="Office of the President of France")
    assert (report.place and (report.place.name, report.place.state)) == place


STATEMENTS = {
    "we, the ministers": "We, the Foreign Ministers of Finland, Estonia and Latvia, value peace.",
    "we – the leaders": "We – the Leaders of Finland, Estonia and Latvia – value peace.",
    "we and our": (
        "Finland and Estonia value our common border. We guard it. Our guards meet, and we are glad of it. "
        "It is our promise."
    ),
}


@pytest.mark.parametrize("text", STATEMENTS.values(), ids=STATEMENTS.keys())
def test_statements_in_several_names(text: str) -> None:
    found = reports_of(text, publisher="Ministry of Foreign Affairs of Finland")
    assert any(r.form is Form.STATEMENT and {"FIN", "EST"} <= {a.party for a in (*r.source, *r.target)} for r in found)


def test_a_statement_of_one_is_not_joint() -> None:
    text = "We value peace. Our border is long. We guard our border with our friends."
    assert reports_of(text, publisher="Ministry of Foreign Affairs of Finland") == ()
