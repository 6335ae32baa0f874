"""A document as its readers see it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.coding.chain import document_of, scene

TEXT = (
    "Danish Prime Minister Mette Frederiksen met Polish President Andrzej Duda in Warsaw. It rained. "
    "Frederiksen spoke of energy."
)


def test_sightings_are_sentences_with_mention_and_trigger() -> None:
    view = scene(document_of(TEXT))
    assert [i for i in sorted(view.mentions) if view.mentions[i]] == [0, 2]
    assert view.sightings[0].index == 0
    nodes = view.sightings[0].nodes
    assert [n.text for n in nodes if n.mention] == [
        "Danish Prime Minister Mette Frederiksen",
        "Polish President Andrzej Duda",
        "Warsaw",
    ]
    assert "met" in [n.lower for n in nodes]


def test_people_are_register_ids_in_order() -> None:
    first, second = scene(document_of(TEXT)).people
    assert first != second


def test_mentions_are_in_order_and_apart() -> None:
    found = scene(document_of(TEXT)).all_mentions()
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_dateline_names_no_actor_in_the_sentence() -> None:
    found = scene(document_of("PARIS — Norway and Chile signed a treaty.")).all_mentions()
    assert [a.party for m in found if m.place is None for a in m.actors] == ["NOR", "CHL"]


@pytest.mark.parametrize(
    ("published", "text", "person"),
    [
        pytest.param(
            "2022-05-11", "In May 2015, the British prime minister flew home.", "David Cameron", id="opens with a date"
        ),
        pytest.param(
            "2022-05-11", "The British prime minister praised the pact of May 2015.", "Boris Johnson", id="does not"
        ),
        pytest.param("2022-05-11", "In 2015, the British prime minister flew home.", "Boris Johnson", id="a year only"),
        pytest.param("2022-05-11", "In April 2022, the British prime minister flew home.", "Boris Johnson", id="near"),
    ],
)
def test_the_day_a_sentence_tells_of(published: str, text: str, person: str) -> None:
    found = scene(document_of(text, published=published)).all_mentions()
    assert [a.person for m in found for a in m.actors] == [person]
