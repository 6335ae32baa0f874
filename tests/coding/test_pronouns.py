"""Who "he", "they", "the sides" and "I" are."""

from __future__ import annotations

import pytest
from tests.coding.chain import mentions_of

MEETING = "Finnish President Sauli Niinistö met Estonian President Alar Karis in Tallinn. "
FIN, EST = "FIN:Sauli Niinistö", "EST:Alar Karis"
THREE = "The foreign ministers of Estonia, Latvia and Lithuania met in Riga. "


def last(text: str, *, publisher: str | None = None) -> list[str]:
    """The actors of the last mention."""
    return mentions_of(text, publisher=publisher)[-1][1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("He left at noon.", [FIN], id="he is the one who acted"),
        pytest.param("They discussed trade.", [FIN, EST], id="they"),
        pytest.param("The two leaders discussed trade.", [FIN, EST], id="the two leaders"),
        pytest.param("The two presidents discussed trade.", [FIN, EST], id="the two presidents"),
        pytest.param("Both presidents discussed trade.", [FIN, EST], id="both presidents"),
        pytest.param("The sides discussed trade.", [FIN, EST], id="the sides"),
        pytest.param("The two discussed trade.", [FIN, EST], id="the two"),
        pytest.param("The presidents discussed trade.", [FIN, EST], id="the presidents"),
    ],
)
def test_after_a_meeting(text: str, expected: list[str]) -> None:
    assert last(MEETING + text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The three presidents left.", id="three where two are told"),
        pytest.param("The four left.", id="four where two are told"),
        pytest.param("Trade was discussed.", id="nobody"),
        pytest.param("SHE WINS, said the heading.", id="capitals"),
    ],
)
def test_nobody_is_meant(text: str) -> None:
    assert [actors for _, actors in mentions_of(MEETING + text) if actors][-1] == ["EST:"]  # Tallinn


def test_three_ministers() -> None:
    assert [a[:3] for a in last(THREE + "The three ministers signed.")] == ["EST", "LVA", "LTU"]
    assert [a[:3] for a in last(THREE + "The three signed.")] == ["EST", "LVA", "LTU"]


def test_two_states_that_open_a_sentence_are_sides() -> None:
    text = "Chile and Peru ended their dispute. The two countries will open a road."
    assert last(text) == ["CHL:", "PER:"]


def test_a_state_that_is_not_beside_another_is_no_side() -> None:
    assert last("Chile bought wheat from Peru. The two countries are far apart.") == ["PER:"]


def test_he_is_the_subject_of_the_own_sentence_first() -> None:
    text = MEETING + "Latvian President Egils Levits flew to Riga, where he rested."
    assert last(text) == ["LVA:Egils Levits"]


def test_she_is_the_one_told_before_who_acts() -> None:
    text = "Estonian Prime Minister Kaja Kallas wrote to Danish Prime Minister Mette Frederiksen. She asked for help."
    assert last(text) == ["EST:Kaja Kallas"]


def test_i_and_we_speak_for_the_publisher() -> None:
    text = "I thank Norway. We stand together."
    ministry = "Ministry of Foreign Affairs of Iceland"
    assert [actors for _, actors in mentions_of(text, publisher=ministry)] == [["ISL:"], ["NOR:"], ["ISL:"]]
    assert [actors for _, actors in mentions_of(text, publisher="Daily News")] == [["NOR:"]]


def test_a_spokesperson_is_not_he() -> None:
    text = (
        "Secretary of State Antony Blinken flew to Oslo. Department Spokesperson Wilma Grantley of the United States "
        "took questions. He will meet Norwegian officials."
    )
    assert ("He", ["USA:Antony Blinken"]) in mentions_of(text)


def test_they_need_sides() -> None:
    assert mentions_of("They discussed trade with Norway.") == [("Norway", ["NOR:"])]
