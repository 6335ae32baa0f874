"""Whom a name means among persons learned elsewhere, and what users ruled of an actor."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bilateral.knowledge import Title, load
from bilateral.model import Actor, Level
from bilateral.persons import (
    NOBODY,
    Acquaintances,
    KnownPerson,
    OfficeRuled,
    OfficeSeen,
    OpenName,
    Origin,
    Ruling,
    Told,
    name_words,
    relevant,
)

DAY = date(2022, 5, 1)
ENVOY = OfficeSeen(
    office="Special Envoy", level=Level.SENIOR_OFFICIAL, first=date(2022, 2, 1), last=date(2022, 6, 1), documents=3
)
LADY = OfficeSeen(office="First Lady", level=Level.MINISTER, first=DAY, last=DAY, documents=2)


def person(name: str = "Tomas Verlinck", party: str = "NLD", **fields: Any) -> KnownPerson:
    values: dict[str, Any] = {
        "names": (name,),
        "is_state": True,
        "origin": Origin.LEARNED,
        "offices": (ENVOY,),
        "attested": 14,
    }
    return KnownPerson(name=name, party=party, **(values | fields))


def asked(name: str, told: list[Title], party: str | None, day: date) -> OpenName:
    return OpenName(name=name, titles=tuple(Told(t.phrase, t.level) for t in told), party=party, day=day)


def titles(*phrases: str) -> list[Title]:
    return [next(t for t in load().titles.values() if t.phrase == phrase) for phrase in phrases]


@pytest.mark.parametrize(
    ("name", "phrases", "party", "expected"),
    [
        pytest.param("Tomas Verlinck", [], None, "NLD", id="full name alone"),
        pytest.param("Thomas Verlinck", [], None, "NLD", id="another spelling"),
        pytest.param("Tomas Verlinck", ["Special Envoy"], None, "NLD", id="title without state"),
        pytest.param("Verlinck", ["Special Envoy"], None, "NLD", id="title and surname"),
        pytest.param("Tomas Verlinck", [], "NLD", "NLD", id="state without title"),
        pytest.param("Verlinck", [], None, None, id="surname alone"),
        pytest.param("Verlinck", ["Ambassador"], None, None, id="surname with another title"),
        pytest.param("Tomas Verlinck", ["President"], None, None, id="a namesake of another rank"),
        pytest.param("Tomas Verlinck", [], "BEL", None, id="a namesake of another state"),
        pytest.param("Tamsin Verlinck", [], None, None, id="somebody else of that surname"),
        pytest.param("", ["Special Envoy"], None, None, id="no name"),
    ],
)
def test_who_is_found(name: str, phrases: list[str], party: str | None, expected: str | None) -> None:
    found = Acquaintances([person()]).find(asked(name, titles(*phrases), party, DAY))
    assert (found.party if found else None) == expected
    if found:
        assert (found.person, found.office, found.basis) == (
            "Tomas Verlinck",
            "Special Envoy",
            "learned from other documents",
        )
        assert found.level is Level.SENIOR_OFFICIAL
    assert NOBODY.find(asked(name, titles(*phrases), party, DAY)) is None


def test_a_surname_needs_the_very_office() -> None:
    others = Acquaintances([person("Mabel Ashdown", "USA", offices=(LADY,))])
    vice = titles("Vice President")
    assert vice[0].level is LADY.level
    assert others.find(asked("Ashdown", vice, None, DAY)) is None
    assert others.find(asked("Mabel Ashdown", vice, None, DAY)) is not None


def test_who_is_met_in_too_few_texts_is_not_leaned_on() -> None:
    assert Acquaintances([person(origin=Origin.INTRODUCED)]).find(asked("Tomas Verlinck", [], None, DAY)) is None
    assert Acquaintances([person(sole=False)]).find(asked("Verlinck", titles("Special Envoy"), None, DAY)) is None


def test_two_who_fit_are_both_named() -> None:
    found = Acquaintances([person(), person(party="BEL")]).find(asked("Tomas Verlinck", [], None, DAY))
    assert found == Actor(person="Tomas Verlinck", basis="not told apart: Tomas Verlinck (BEL) or Tomas Verlinck (NLD)")


def test_an_office_of_long_ago_is_not_taken_for_todays() -> None:
    found = Acquaintances([person()]).find(asked("Tomas Verlinck", [], None, date(2031, 1, 1)))
    assert found is not None
    assert (found.party, found.office, found.level) == ("NLD", None, None)
    assert found.basis == "learned from other documents, office not known at that time"


def test_the_title_in_the_text_is_the_office() -> None:
    found = Acquaintances([person()]).find(asked("Tomas Verlinck", titles("Deputy Minister"), None, DAY))
    assert found is not None
    assert found.office == "Deputy Minister"


ACTOR = Actor(state="NLD", person="Tomas Verlinck", office="Envoy", level=Level.AMBASSADOR, basis="title in the text")
CORRECTIONS = [
    pytest.param(
        Ruling(name="Tomas Verlinck", offices=(OfficeRuled(office="Minister", level=Level.MINISTER),), who="ada"),
        ("NLD", "Tomas Verlinck", "Minister", Level.MINISTER),
        id="office and level",
    ),
    pytest.param(
        Ruling(name="Tomas Verlinck", party="BEL", who="ada"),
        ("BEL", "Tomas Verlinck", "Envoy", Level.AMBASSADOR),
        id="state",
    ),
    pytest.param(
        Ruling(name="Tom Verlinck", same=("Tomas Verlinck",), who="ada"),
        ("NLD", "Tom Verlinck", "Envoy", Level.AMBASSADOR),
        id="name",
    ),
    pytest.param(
        Ruling(name="Tomas Verlinck", wrong=True, who="ada"), ("NLD", None, "Envoy", Level.AMBASSADOR), id="nobody"
    ),
    pytest.param(
        Ruling(name="Tomas Verlinck", of="BEL", party="FRA", who="ada"),
        ("NLD", "Tomas Verlinck", "Envoy", Level.AMBASSADOR),
        id="another of that name",
    ),
]


@pytest.mark.parametrize(("ruling", "expected"), CORRECTIONS)
def test_an_actor_is_corrected(ruling: Ruling, expected: tuple[str, str | None, str, Level]) -> None:
    party = ruling.party or "NLD"
    ruled = person(ruling.name, ruling.of or party, names=(ruling.name, *ruling.same), ruling=ruling)
    found = Acquaintances([ruled]).corrected(ACTOR, DAY)
    assert (found.party, found.person, found.office, found.level) == expected
    assert (found == ACTOR) is (ruling.of == "BEL")
    if found != ACTOR:
        assert found.basis.startswith("judged by ada")


def test_a_state_is_not_corrected() -> None:
    ruled = person(ruling=Ruling(name="Tomas Verlinck", party="BEL"))
    assert Acquaintances([ruled]).corrected(Actor(state="NLD"), DAY) == Actor(state="NLD")


def test_which_persons_matter_to_a_text() -> None:
    learned, ruled = person(), person("Ann Marlow", "USA", ruling=Ruling(name="Ann Marlow", party="USA"))
    by_word = {word: [p] for p in (learned, ruled) for word in name_words(p.name)}
    assert relevant(by_word, [("tomas verlinck", True)]) == (learned,)
    assert relevant(by_word, [("tomas verlinck", False)]) == (), "a text that tells all needs no help"
    assert relevant(by_word, [("ann marlow", False), ("verlinck", True)]) == (learned, ruled)
    assert relevant(by_word, [("ann other", False), ("marlow", False)]) == ()
