"""Every text the gate looks for, with what it may name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from bilateral.knowledge.fold import ascii_letters
from bilateral.knowledge.organisations import Organisation
from bilateral.knowledge.places import GazetteerPlace
from bilateral.knowledge.register import Register
from bilateral.knowledge.states import Metonym, State
from bilateral.knowledge.tables import rows
from bilateral.knowledge.titles import Title, written_forms

__all__ = ["Surface", "SurfaceKind", "party_surfaces", "surfaces_of"]


class SurfaceKind(StrEnum):
    """What a surface is. NOT_ACTOR holds a state's name and is none ("Washington Post", "Paris Agreement").

    INSTITUTION is one that every state has ("Foreign Ministry"); SURNAME stands for a person only beside a title or
    after the full name where `Surface.key` is in `Knowledge.common_words`.
    """

    NAME = "name"
    DEMONYM = "demonym"
    PEOPLE = "people"
    CAPITAL = "capital"
    METONYM = "metonym"
    INSTITUTION = "institution"
    ORGANISATION = "organisation"
    PERSON = "person"
    SURNAME = "surname"
    PLACE = "place"
    TITLE = "title"
    NOT_ACTOR = "not an actor"


class Surface(NamedTuple):
    """A text in its written case and what it names: a tuple, because there are some sixty thousand of them.

    `key` is a state's code (NAME, DEMONYM, PEOPLE, CAPITAL), `code|institution` (METONYM), a kind of institution
    (INSTITUTION), a body's code (ORGANISATION), a person's id (PERSON, SURNAME), a place's name (PLACE), a title's id
    (TITLE), or what the text really is (NOT_ACTOR: "newspaper"). A text may occur with several kinds and keys.
    """

    text: str
    kind: SurfaceKind
    key: str


def surfaces_of(
    *,
    states: Iterable[State],
    organisations: Iterable[Organisation],
    metonyms: Iterable[Metonym],
    places: Iterable[GazetteerPlace],
    titles: Iterable[Title],
    register: Register,
) -> Iterator[Surface]:
    """All surfaces, each once, in a fixed order: states, bodies, metonyms, titles, false friends, places, persons."""
    yield from party_surfaces(states=states, organisations=organisations, metonyms=metonyms)
    for row in rows("institutions.csv"):
        lowered = " ".join(w if w in _OFFICIAL else w.lower() for w in row["text"].split(" "))
        yield from _spelt((row["text"], lowered), SurfaceKind.INSTITUTION, row["kind"])
    for title in titles:
        yield from _spelt(written_forms(title), SurfaceKind.TITLE, title.id)
    for row in rows("false_friends.csv"):
        yield from _spelt((row["text"],), SurfaceKind.NOT_ACTOR, row["what"])
    for place in places:
        yield from _spelt((place.name, *place.aliases), SurfaceKind.PLACE, place.name)
    yield from _of_persons(register)
    for row in rows("name_known.csv"):
        if " " not in row["short"] and row["short"] != row["short"].capitalize():  # "MbS"; "Lula" is a surname
            yield from (Surface(row["short"], SurfaceKind.PERSON, p.id) for p in register.find(row["name"])[:1])


def party_surfaces(
    *, states: Iterable[State], organisations: Iterable[Organisation], metonyms: Iterable[Metonym]
) -> Iterator[Surface]:
    """Those of states and bodies alone, in the order they have among all."""
    yield from _of_states(states)
    for body in organisations:
        yield from _spelt((body.name, *body.aliases), SurfaceKind.ORGANISATION, body.code)
    for key, texts in _by_key(metonyms).items():
        yield from _spelt(texts, SurfaceKind.METONYM, key)


_OFFICIAL = frozenset({"Parliament", "Security", "Council"})  # in lower case they mean anything


def _of_states(states: Iterable[State]) -> Iterator[Surface]:
    for state in states:
        yield from _spelt(state.names, SurfaceKind.NAME, state.code)
        yield from _spelt(state.demonyms, SurfaceKind.DEMONYM, state.code)
        yield from _spelt(state.people, SurfaceKind.PEOPLE, state.code)
        if state.capital:
            yield from _spelt((state.capital, *state.capitals_alt), SurfaceKind.CAPITAL, state.code)


def _of_persons(register: Register) -> Iterator[Surface]:
    person, surname_kind, make = SurfaceKind.PERSON, SurfaceKind.SURNAME, Surface._make
    for line in register.rows:
        person_id, name, surnames, rank, aliases = line.split("\t")
        if rank == "0":
            continue
        for text in (name, *aliases.split("|")) if aliases else (name,):
            if " " in text and text[0] <= _LAST_LATIN:
                yield make((text, person, person_id))
        if rank == "2" and surnames:
            for surname in surnames.split("|"):
                yield make((surname, surname_kind, person_id))


_LAST_LATIN = "\u024f"  # a Cyrillic spelling serves `Register.find`, not the gate, which reads Latin letters


def _by_key(metonyms: Iterable[Metonym]) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for metonym in metonyms:
        texts.setdefault(metonym.key, []).append(metonym.text)
    return texts


def _spelt(texts: Iterable[str], kind: SurfaceKind, key: str) -> Iterator[Surface]:
    seen: dict[str, None] = {}
    for text in texts:
        seen[text] = None
        if not text.isascii():
            seen[ascii_letters(text)] = None
    for text in seen:
        yield Surface(text, kind, key)
