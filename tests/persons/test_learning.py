"""From what single texts say to persons: who is one, who is known, what was ruled; in any order."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from bilateral.model import Level
from bilateral.persons import Appearance, KnownPerson, OfficeRuled, Origin, Ruling, learn

STATES = frozenset({"AZE", "KOR", "NLD", "USA"})
SENIOR = Level.SENIOR_OFFICIAL


def seen(name: str, document: str = "d1", *, state: str | None = "AZE", **fields: Any) -> Appearance:
    """Somebody introduced with title and state in a text whose wording is its own."""
    values: dict[str, Any] = {"office": "Presidential Aide", "level": SENIOR, "introduced": True, "wording": document}
    return Appearance(document=document, name=name, state=state, **(values | fields))


def known(*appearances: Appearance, rulings: tuple[Ruling, ...] = ()) -> list[KnownPerson]:
    return list(learn(appearances, states=STATES, rulings=rulings))


@pytest.mark.parametrize(
    ("names", "persons"),
    [
        pytest.param(["Hikmet Hajiyev", "Hikmat Hajiyev"], 1, id="two spellings"),
        pytest.param(["Əli Ələkbərli", "Ali Alakbarli"], 1, id="letters of another alphabet"),
        pytest.param(["Kim Taldo", "Kim Oresk"], 2, id="a shared family name"),
        pytest.param(["Kim Taldo", "Taldo Kim"], 1, id="family name first or last"),
        pytest.param(["Robert Quill", "Roberta Quill"], 2, id="brother and sister"),
        pytest.param(["Robert J. Fenmore", "Robert Fenmore"], 1, id="a middle initial"),
        pytest.param(["Ann Marlow", "Marlow"], 1, id="a surname alone makes nobody"),
    ],
)
def test_names_that_may_be_one_are_one_person(names: list[str], persons: int) -> None:
    found = known(*(seen(name, f"d{at}") for at, name in enumerate(names)))
    assert len(found) == persons
    if persons == 1:
        assert set(found[0].names) <= set(names)


def test_a_name_that_fits_two_goes_to_neither() -> None:
    names = ["Robert J. Fenmore", "Robert K. Fenmore", "Robert Fenmore"]
    found = known(*(seen(name, f"d{at}{copy}") for at, name in enumerate(names[:2]) for copy in "ab"), seen(names[2]))
    assert [p.names for p in found] == [(name,) for name in sorted(names)]


@pytest.mark.parametrize(
    ("documents", "wordings", "origin", "attested"),
    [
        pytest.param(["d1"], ["a"], Origin.INTRODUCED, 1, id="one text"),
        pytest.param(["d1", "d2"], ["a", "b"], Origin.LEARNED, 2, id="two texts"),
        pytest.param(["d1", "d2", "d3"], ["a", "a", "a"], Origin.INTRODUCED, 1, id="copies of one report"),
        pytest.param(["d1", "d1"], ["a", "b"], Origin.INTRODUCED, 1, id="twice in one text"),
    ],
)
def test_a_person_is_learned_from_independent_texts(
    documents: list[str], wordings: list[str], origin: Origin, attested: int
) -> None:
    (person,) = known(*(seen("Aset Magau", d, wording=w) for d, w in zip(documents, wordings, strict=True)))
    assert (person.origin, person.attested) == (origin, attested)
    assert person.documents == tuple(sorted(set(documents)))


def test_what_the_text_does_not_bear_out_counts_for_nothing() -> None:
    told = [seen("Aset Magau", "d1"), seen("Aset Magau", "d2", introduced=False)]
    (person,) = known(*told)
    assert (person.origin, person.attested, len(person.documents)) == (Origin.INTRODUCED, 1, 2)
    assert known(seen("Aset Magau", state=None)) == [], "somebody of no party is nobody yet"


def test_spellings_of_a_register_person_are_that_person() -> None:
    told = [
        seen("Ilham Aliyev", "d1", person_id="Q1", introduced=False),
        seen("Ilgam Aliyev", "d2"),
        seen("Ilgam Aliyev", "d3"),
    ]
    (person,) = known(*told)
    assert (person.origin, person.person_id, person.name) == (Origin.REGISTER, "Q1", "Ilham Aliyev")
    assert person.names == ("Ilham Aliyev", "Ilgam Aliyev")


def test_offices_have_their_days() -> None:
    first, later = date(2021, 3, 1), date(2022, 5, 1)
    (person,) = known(
        seen("Ann Marlow", "d1", day=first, office="Ambassador", level=Level.AMBASSADOR),
        seen("Ann Marlow", "d2", day=later, office="Deputy Minister"),
        seen("Ann Marlow", "d3", day=None, office="Deputy minister"),
    )
    assert [(o.office, o.documents) for o in person.offices] == [("Ambassador", 1), ("Deputy Minister", 2)]
    assert (person.first, person.last) == (first, later)
    for day, office in ((first, "Ambassador"), (date(2022, 4, 1), "Deputy Minister"), (None, "Deputy Minister")):
        seen_on = person.office_on(day)
        assert seen_on is not None
        assert seen_on.office == office
    assert person.office_on(date(2030, 1, 1)) is None, "who knows what became of her"


def test_a_surname_may_do_where_only_one_has_it() -> None:
    one, other, third = known(seen("Ann Marlow"), seen("Bob Marlow"), seen("Carl Quill"))
    assert (one.sole, other.sole, third.sole) == (False, False, True)


RULED = [
    pytest.param(
        Ruling(name="Hikmat Hajiyev", same=("Ali Alakbarli",), ids=("j1",)),
        ["Ali Alakbarli", "Hikmat Hajiyev"],
        [("Hikmat Hajiyev", "AZE")],
        id="same",
    ),
    pytest.param(
        Ruling(name="Hikmat Hajiyev", apart=("Hikmet Hajiyev",), ids=("j1",)),
        ["Hikmet Hajiyev", "Hikmat Hajiyev"],
        [("Hikmat Hajiyev", "AZE"), ("Hikmet Hajiyev", "AZE")],
        id="apart",
    ),
    pytest.param(
        Ruling(name="Ann Marlow", of="AZE", party="USA", ids=("j1",)),
        ["Ann Marlow"],
        [("Ann Marlow", "USA")],
        id="of another state",
    ),
    pytest.param(
        Ruling(name="Uno Nuevo", party="NLD", ids=("j1",)),
        ["Ann Marlow"],
        [("Ann Marlow", "AZE"), ("Uno Nuevo", "NLD")],
        id="of whom no text tells",
    ),
]


@pytest.mark.parametrize(("ruling", "names", "persons"), RULED)
def test_rulings_win(ruling: Ruling, names: list[str], persons: list[tuple[str, str]]) -> None:
    found = known(*(seen(name, f"d{at}") for at, name in enumerate(names)), rulings=(ruling,))
    assert [(p.name, p.party) for p in found if p.party] == persons
    assert [p for p in found if p.ruling == ruling]


def test_who_is_ruled_wrong_is_no_person() -> None:
    wrong = Ruling(name="Service Medal", wrong=True, ids=("j1",))
    found = known(seen("Service Medal"), seen("Service Medal", "d2", state="USA"), rulings=(wrong,))
    assert [(p.party, p.documents) for p in found] == [("", ())], "kept to correct texts, under no party"


def test_ruled_offices_have_periods() -> None:
    ruling = Ruling(
        name="A B",
        offices=(
            OfficeRuled(office="Minister", since=date(2022, 1, 1)),
            OfficeRuled(office="Envoy"),
            OfficeRuled(level=Level.AMBASSADOR, until=date(2021, 12, 31)),
        ),
    )
    assert ruling.office_on(date(2022, 5, 1)) == "Minister"
    assert ruling.office_on(date(2021, 5, 1)) == "Envoy"
    assert ruling.level_on(date(2021, 5, 1)) is Level.AMBASSADOR
    assert ruling.level_on(date(2022, 5, 1)) is None
    assert ruling.office_on(None) == "Minister"


def test_the_order_of_appearances_does_not_matter() -> None:
    names = ["Hikmet Hajiyev", "Hikmat Hajiyev", "Kim Taldo", "Kim Oresk", "Robert Quill", "Roberta Quill", "R. Quill"]
    told = [
        seen(name, f"d{at}{copy}", state=("AZE", "KOR")[at % 2], day=date(2022, 1 + at, 1 + copy))
        for at, name in enumerate(names)
        for copy in range(3)
    ]
    first = known(*told)
    mixer = random.Random(5)
    for _ in range(20):
        mixer.shuffle(told)
        assert known(*told) == first
