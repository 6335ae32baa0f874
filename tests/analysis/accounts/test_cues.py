from __future__ import annotations

import pytest

from bilateral.analysis.accounts.cues import cues_for, leading, state_words, subject
from bilateral.knowledge import load
from bilateral.model import Actor

WORDS = {"TUR": ("Türkiye", "Ankara", "Turkish"), "USA": ("United States", "Washington", "American")}
ACTORS = (
    Actor(state="TUR", person="Recep Tayyip Erdoğan", office="President"),
    Actor(state="USA", person="Joe Biden", office="President"),
    Actor(state="USA", person="Antony Blinken", office="Secretary of State"),
)


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        pytest.param("The Secretary urged calm.", "urged", "USA", id="office"),
        pytest.param("Blinken, in a call with President Erdogan, urged calm.", "urged", "USA", id="governed-name"),
        pytest.param("Recep Tayyıp Erdoğan urged calm.", "urged", "TUR", id="dotless-i"),
        pytest.param("RECEP TAYYİP ERDOĞAN urged calm.", "urged", "TUR", id="dotted-capital-i"),
        pytest.param("President Erdogan thanked Washington.", "thanked", "TUR", id="without-its-accent"),
        pytest.param("The two sides urged calm.", "urged", "both", id="together"),
        pytest.param("Ankara's foreign minister urged calm.", "urged", "TUR", id="somebody-of-theirs"),
        pytest.param("Biden welcomed Ankara's steps and urged calm.", "urged", "USA", id="something-of-theirs"),
        pytest.param("The Secretary and the Turkish President urged calm.", "urged", "both", id="one-and-the-other"),
        pytest.param("The Secretary met with acting Turkish officials and urged calm.", "urged", "USA", id="adjective"),
        pytest.param("She urged calm.", "urged", "BEF", id="a-pronoun-goes-back"),
        pytest.param("The King urged calm.", "urged", "BEF", id="nobody-known"),
    ],
)
def test_subject(text: str, verb: str, expected: str) -> None:
    found = cues_for(WORDS, ACTORS).find(text)
    assert subject(text, found, text.index(verb), before="BEF") == expected


def test_what_two_are_called_is_the_one_whose_text_it_is() -> None:
    text = "The President urged calm."
    for own in ("TUR", "USA"):
        assert leading(text, cues_for(WORDS, ACTORS, own=own).find(text)) == own
    assert leading(text, cues_for(WORDS, ACTORS).find(text)) == ""


def test_state_words_are_those_of_the_knowledge() -> None:
    words = state_words(load(), ("RUS", "EU"))
    assert {"Russia", "Moscow", "Kremlin"} <= set(words["RUS"])
    assert {"European Union", "European Commission"} <= set(words["EU"])
