"""Items: hits of the gate and the tokens between them."""

from __future__ import annotations

import pytest

from bilateral.coding.gate import Hit
from bilateral.coding.items import items_of
from bilateral.knowledge import Surface, SurfaceKind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Norway’s envoy", ["Norway", "’s", "envoy"], id="possessive"),
        pytest.param("Norway's envoy", ["Norway", "'s", "envoy"], id="plain possessive"),
        pytest.param("Mr. Kim spoke.", ["Mr.", "Kim", "spoke", "."], id="form of address"),
        pytest.param("Antony J. Blinken", ["Antony", "J.", "Blinken"], id="initial"),
        pytest.param("the U.S. side", ["the", "U.S.", "side"], id="initials"),
        pytest.param("Yoon Suk-yeol", ["Yoon", "Suk-yeol"], id="hyphen in a name"),
        pytest.param("O’Brien", ["O’Brien"], id="apostrophe in a name"),
        pytest.param("1,500 on the 3rd at 10:30", ["1,500", "on", "the", "3rd", "at", "10:30"], id="numbers"),
        pytest.param("(WHO)", ["(", "WHO", ")"], id="brackets"),
        pytest.param("Çavuşoğlu", ["Çavuşoğlu"], id="letters with marks"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert [item.text for item in items_of(text, 0, len(text), ())] == expected


def test_hits_are_items_and_trigger_words_tokens() -> None:
    text = "They met in New Zealand."
    hits = [
        Hit(5, 8, "met", ()),
        Hit(12, 23, "New Zealand", (Surface("New Zealand", SurfaceKind.NAME, "NZL"),)),
    ]
    items = items_of(text, 0, len(text), hits)
    assert [i.text for i in items] == ["They", "met", "in", "New Zealand", "."]
    assert [i.hit is not None for i in items] == [False, False, False, True, False]
    assert all(text[i.start : i.end] == i.text for i in items)


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "One. Two three."
    assert [(i.start, i.text) for i in items_of(text, 5, len(text), ())] == [(5, "Two"), (9, "three"), (14, ".")]


def test_capital() -> None:
    assert [i.capital for i in items_of("Ötzi ötzi 3", 0, 11, ())] == [True, False, False]
