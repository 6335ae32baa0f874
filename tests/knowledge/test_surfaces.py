from __future__ import annotations

from collections import defaultdict

import pytest

from bilateral.knowledge import Surface, SurfaceKind, load

KNOWLEDGE = load()
BY_TEXT: dict[str, set[tuple[str, str]]] = defaultdict(set)
for _surface in KNOWLEDGE.surfaces():
    BY_TEXT[_surface.text].add((_surface.kind, _surface.key))


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        pytest.param("Baku", "capital", "AZE", id="capital"),
        pytest.param("Kiev", "capital", "UKR", id="older spelling"),
        pytest.param("Nur-Sultan", "capital", "KAZ", id="name for three years"),
        pytest.param("Bogota", "capital", "COL", id="without accent"),
        pytest.param("Kremlin", "metonym", "RUS|presidency", id="Kremlin"),
        pytest.param("Foggy Bottom", "metonym", "USA|department of state", id="Foggy Bottom"),
        pytest.param("Elysee", "metonym", "FRA|presidency", id="Elysee without accents"),
        pytest.param("Farnesina", "metonym", "ITA|foreign ministry", id="Farnesina"),
        pytest.param("Malacañang", "metonym", "PHL|presidency", id="Malacañang"),
        pytest.param("Foreign Ministry", "institution", "foreign ministry", id="every state has one"),
        pytest.param("OSCE Minsk Group", "organisation", "MINSKGROUP", id="body named after a capital"),
        pytest.param("G-7", "organisation", "G7", id="alias"),
        pytest.param("Davos", "place", "Davos", id="venue"),
        pytest.param("Sharm El-Sheikh", "place", "Sharm el-Sheikh", id="alias of a place"),
        pytest.param("Foreign Ministers", "title", "foreign-minister", id="plural"),
        pytest.param("ministers of foreign affairs", "title", "foreign-minister", id="plural of the head word"),
        pytest.param("secretary of state", "title", "secretary-of-state", id="lower case"),
        pytest.param("Deputy foreign minister", "title", "deputy-foreign-minister", id="sentence case"),
        pytest.param("Chargés d'Affaires", "title", "charge", id="plural within"),
        pytest.param("EU foreign policy chief", "title", "high-representative", id="acronym kept"),
        pytest.param("leader", "title", "state-leader", id="only in lower case"),
    ],
)
def test_surface(text: str, kind: str, key: str) -> None:
    assert (kind, key) in BY_TEXT[text]


@pytest.mark.parametrize(
    "text",
    [
        *("Washington Post", "Washington State", "New Mexico", "Georgia Tech", "Paris Agreement", "Minsk agreements"),
        *("Kyoto Protocol", "American Airlines", "Jordan River", "Lake Chad", "Panama Papers", "Guinea worm"),
        *("Turkish Airlines", "South China Sea", "Indian Ocean", "Gulf of Mexico", "Brussels sprouts", "Berlin Wall"),
        *("Vienna Convention", "Geneva Conventions", "Oslo Accords", "Dayton Accords", "Budapest Memorandum"),
    ],
)
def test_false_friend(text: str) -> None:
    kinds = {kind for kind, _ in BY_TEXT[text]}
    assert SurfaceKind.NOT_ACTOR in kinds
    assert not kinds & {SurfaceKind.NAME, SurfaceKind.DEMONYM, SurfaceKind.CAPITAL, SurfaceKind.ORGANISATION}


def test_americas_are_not_america() -> None:
    assert BY_TEXT["America"] == {("name", "USA")}
    assert {kind for kind, _ in BY_TEXT["Americas"]} == {"not an actor"}


def test_capitals_are_places_too() -> None:
    kinds = {kind for kind, _ in BY_TEXT["Baku"]}
    assert {"capital", "place"} <= kinds
    assert KNOWLEDGE.places["Baku"].is_capital
    assert KNOWLEDGE.places["Baku"].state == "AZE"


def test_no_surface_twice() -> None:
    surfaces = KNOWLEDGE.surfaces()
    assert len(surfaces) == len(set(surfaces))


def test_every_key_is_known() -> None:
    states, bodies = KNOWLEDGE.states.by_code, KNOWLEDGE.organisations
    known = {
        SurfaceKind.NAME: states,
        SurfaceKind.DEMONYM: states,
        SurfaceKind.PEOPLE: states,
        SurfaceKind.CAPITAL: states,
        SurfaceKind.METONYM: KNOWLEDGE.metonyms,
        SurfaceKind.ORGANISATION: bodies,
        SurfaceKind.PLACE: KNOWLEDGE.places,
        SurfaceKind.TITLE: KNOWLEDGE.titles,
    }
    unknown = [s for s in KNOWLEDGE.surfaces() if s.kind in known and s.key not in known[s.kind]]
    assert unknown == []


def test_persons_are_in_the_register() -> None:
    register = KNOWLEDGE.register
    ids = {s.key for s in KNOWLEDGE.surfaces() if s.kind in {SurfaceKind.PERSON, SurfaceKind.SURNAME}}
    assert all(register.person(i) is not None for i in ids)


def test_person_surfaces_have_several_words_or_are_short_for_a_name() -> None:
    alone = {s.text for s in KNOWLEDGE.surfaces() if s.kind is SurfaceKind.PERSON and " " not in s.text}
    assert "MbS" in alone
    assert all(text != text.capitalize() for text in alone)  # a word like others would be a surname
    assert len(alone) < 30


def test_surfaces_are_clean() -> None:
    def bad(surface: Surface) -> bool:
        return not surface.text or surface.text != " ".join(surface.text.split()) or "|" in surface.text

    assert [s for s in KNOWLEDGE.surfaces() if bad(s)] == []


def test_bodies_refer_to_states() -> None:
    states = KNOWLEDGE.states.by_code
    assert {m for b in KNOWLEDGE.organisations.values() for m in b.members} <= set(states)
    assert {m.state for m in KNOWLEDGE.metonyms.values()} <= set(states) | set(KNOWLEDGE.organisations)
    assert {t.state for t in KNOWLEDGE.titles.values() if t.state} <= set(states)
    assert {t.organisation for t in KNOWLEDGE.titles.values() if t.organisation} <= set(KNOWLEDGE.organisations)
    assert {p.state for p in KNOWLEDGE.places.values() if p.state} <= set(states)
    assert not set(KNOWLEDGE.organisations) & set(states)


@pytest.mark.parametrize(
    "code",
    [
        *("EU", "NATO", "UN", "AU", "OSCE", "OECD", "ASEAN"),
        *("CARICOM", "WB", "ICRC", "G7", "QUAD", "AUKUS", "OIC"),
    ],
)
def test_codes_of_bodies(code: str) -> None:
    assert code in KNOWLEDGE.organisations
