"""Who is meant: offices by date, names told before, capitals, bodies and false friends."""

from __future__ import annotations

import pytest
from tests.coding.chain import mentions_of

CASES = {
    "title and state": (
        "Azerbaijani President Ilham Aliyev spoke.",
        "2022-05-11",
        ["AZE:Ilham Aliyev"],
    ),
    "state behind": ("Prime Minister Mark Rutte of the Netherlands spoke.", "2022-05-11", ["NLD:Mark Rutte"]),
    "office by date": ("President Bush spoke.", "2006-04-28", ["USA:George W. Bush"]),
    "two offices": (
        "Chinese State Councilor and Foreign Minister Wang Yi spoke.",
        "2022-03-30",
        ["CHN:Wang Yi"],
    ),
    "two terms of one man": ("President Macron spoke.", "2022-05-11", ["FRA:Emmanuel Macron"]),
    "unknown to the register": (
        "Deputy Assistant Secretary of State Erika Olson spoke.",
        "2022-04-27",
        ["USA:Erika Olson"],
    ),
    "particle in a name": ("Crown Prince Mohammed bin Salman spoke.", "2022-05-11", ["SAU:Mohammed bin Salman"]),
    "given name that is a town": ("French Minister Florence Parly spoke.", "2022-02-11", ["FRA:Florence Parly"]),
    "an organ is its body": ("European Commission officials spoke.", "2022-05-11", ["EU:"]),
    "an agency is itself": ("The World Health Organization spoke.", "2022-05-11", ["WHO:"]),
    "airline": ("American Airlines spoke.", "2022-05-11", []),
    "newspaper": ("The Washington Post spoke.", "2022-05-11", []),
    "agreement": ("The Paris Agreement spoke.", "2022-05-11", []),
    "New Guinea": ("Papua New Guinea spoke.", "2022-05-11", ["PNG:"]),
    "South Sudan": ("South Sudan spoke.", "2022-05-11", ["SSD:"]),
}


@pytest.mark.parametrize(("text", "published", "expected"), CASES.values(), ids=CASES.keys())
def test_one_mention(text: str, published: str, expected: list[str]) -> None:
    assert [actor for _, actors in mentions_of(text, published=published) for actor in actors] == expected


def test_a_surname_after_its_introduction() -> None:
    found = mentions_of("Deputy Foreign Minister of Georgia Khatia Tsilosani arrived. Tsilosani met reporters.")
    assert [actors for _, actors in found] == [["GEO:Khatia Tsilosani"], ["GEO:Khatia Tsilosani"]]


def test_they_are_the_sides_of_the_contact_before() -> None:
    found = mentions_of("Emmanuel Macron met Olaf Scholz in Berlin. They discussed energy.")
    assert found[-1] == ("They", ["FRA:Emmanuel Macron", "DEU:Olaf Scholz"])


def test_an_official_publisher_names_its_own_people_without_a_state() -> None:
    text = "Under Secretary Jane Roe travelled to Lisbon."
    assert mentions_of(text, publisher="U.S. Department of State")[0][1] == ["USA:Jane Roe"]


def test_a_city_with_its_state_is_one_place() -> None:
    assert mentions_of("He travelled to Marrakech, Morocco.")[-1] == ("Marrakech , Morocco", ["MAR:"])
