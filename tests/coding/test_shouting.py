"""Lines in capitals: what they become, and what stays as it is."""

from __future__ import annotations

import pytest
from tests.coding.chain import READER, document_of

from bilateral.coding.gate import gate_for
from bilateral.coding.shouting import spoken
from bilateral.knowledge import load

GATE = gate_for(load(), READER.words)

LINES = {
    "names and titles": ("RUSSIAN PRESIDENT PUTIN CALLS MERKEL AGAIN", "Russian President Putin calls Merkel again"),
    "abbreviations": ("THE UN AND NATO WARN IRAN OF MORE TALKS", "The UN and NATO warn Iran of more talks"),
    "a name that holds an abbreviation": ("KIM JONG UN MAY MEET TRUMP IN MAY", "Kim Jong Un may meet Trump in May"),
    "an abbreviation that is a word": ("WHO WILL PAY FOR THE WALL NOW", "Who will pay for the wall now"),
    "a town that is a word": ("NICE TALKS BUT NO DEAL WITH SPAIN", "Nice talks but no deal with Spain"),
    "ordinary case": ("Russian President Putin calls Merkel", "Russian President Putin calls Merkel"),
    "one word in capitals": ("YEREVAN, May 5 - Armenia said nothing.", "YEREVAN, May 5 - Armenia said nothing."),
    "a label": ("FACT SHEET", "FACT SHEET"),
}


@pytest.mark.parametrize(("text", "expected"), LINES.values(), ids=LINES.keys())
def test_line(text: str, expected: str) -> None:
    assert spoken(document_of(text), GATE, load()).text == expected


def test_only_the_line_in_capitals_changes_and_offsets_hold() -> None:
    document = document_of("US AMBASSADOR LEAVES TURKEY TODAY\n\nHe ate TURKEY first.")
    changed = spoken(document, GATE, load())
    assert changed.text.startswith("US Ambassador leaves Turkey today")
    assert changed.text.endswith("He ate TURKEY first.")
    assert (changed.original, changed.sentences, len(changed.text)) == (
        document.original,
        document.sentences,
        len(document.text),
    )


def test_a_document_without_such_lines_is_the_same_one() -> None:
    document = document_of("Nothing is loud here.")
    assert spoken(document, GATE, load()) is document
