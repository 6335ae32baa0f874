"""Whose voice a document is."""

from __future__ import annotations

import pytest
from tests.coding.chain import READER, document_of

from bilateral.coding.gate import gate_for
from bilateral.coding.voice import is_spokesperson, voice_of
from bilateral.knowledge import load
from bilateral.model import Actor

TEXT = "The minister received the ambassador."


def voice(publisher: str | None, text: str = TEXT) -> Actor | None:
    knowledge = load()
    return voice_of(document_of(text, publisher=publisher), gate_for(knowledge, READER.words), knowledge)


@pytest.mark.parametrize(
    ("publisher", "party"),
    [
        pytest.param("Ministry of Foreign Affairs of Japan", "JPN", id="ministry"),
        pytest.param("The White House", "USA", id="metonym"),
        pytest.param("U.S. Department of State", "USA", id="department"),
        pytest.param("Press Service of the President of Azerbaijan", "AZE", id="press service"),
        pytest.param("Embassy of Chile", "CHL", id="embassy"),
        pytest.param("European Commission", "EU", id="organ of a body"),
        pytest.param("Norwegian News Service", None, id="news service"),
        pytest.param("The Japan Herald", None, id="newspaper"),
        pytest.param("Ministry of Sound", None, id="ministry of no state"),
        pytest.param("", None, id="empty"),
        pytest.param(None, None, id="none"),
    ],
)
def test_publisher(publisher: str | None, party: str | None) -> None:
    actor = voice(publisher)
    assert (actor.party if actor else None) == party


def test_the_official_who_signs() -> None:
    actor = voice("U.S. Department of State", "Antony J. Blinken, Secretary of State\n\nI congratulate Norway.")
    assert actor is not None
    assert (actor.state, actor.person, actor.office) == ("USA", "Antony Blinken", "Secretary of State")
    assert actor.basis.startswith("byline ")


def test_an_official_of_another_state_does_not_sign() -> None:
    actor = voice("Ministry of Foreign Affairs of Japan", "Antony J. Blinken, Secretary of State\n\nI thank you.")
    assert actor is not None
    assert actor.person is None


def test_a_spokesperson_speaks_for_the_government() -> None:
    actor = voice("U.S. Department of State", "Ned Price, Department Spokesperson\n\nI have read the reports.")
    assert actor is not None
    assert (actor.state, actor.person) == ("USA", None)


def test_spokesperson() -> None:
    assert is_spokesperson(Actor(office="Department Spokesperson"))
    assert is_spokesperson(Actor(office="Spokesman"))
    assert not is_spokesperson(Actor(office="Secretary of State"))
    assert not is_spokesperson(Actor())
