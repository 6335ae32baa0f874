"""What the repair rules need to know: the word lists, and the names of Knowledge in the shape a rule asks for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bilateral.errors import KnowledgeError
from bilateral.knowledge import Knowledge, SurfaceKind
from bilateral.knowledge.fold import fold
from bilateral.knowledge.tables import rows, text_of

__all__ = ["Vocabulary", "flat", "table", "translated_names", "vocabulary", "words"]

_MARKS = {
    SurfaceKind.NAME: "state",
    SurfaceKind.DEMONYM: "demonym",
    SurfaceKind.PEOPLE: "demonym",
    SurfaceKind.CAPITAL: "place",
    SurfaceKind.PLACE: "place",
    SurfaceKind.TITLE: "title",
    SurfaceKind.METONYM: "body",
    SurfaceKind.ORGANISATION: "body",
    SurfaceKind.INSTITUTION: "body",
    SurfaceKind.NOT_ACTOR: "body",
}
# Where one text has several kinds ("Washington", "US"), the first of these wins.
_ORDER = ("state", "demonym", "place", "body", "title")


@cache
def table(name: str) -> Mapping[str, Any]:
    """The TOML data file `name`."""
    return tomllib.loads(text_of(name))


def words(section: str, name: str) -> tuple[str, ...]:
    """One word list of repair_words.toml."""
    return tuple(table("repair_words.toml")[section][name])


def flat(section: str) -> frozenset[str]:
    """All words of a section of repair_words.toml."""
    return frozenset(word for name in table("repair_words.toml")[section] for word in words(section, name))


@cache
def translated_names() -> Mapping[str, tuple[str, ...]]:
    """Common word -> given names that mean it (repair_names.csv)."""
    found: dict[str, list[str]] = {}
    for row in rows("repair_names.csv"):
        if not all(row.values()):
            raise KnowledgeError(f"repair_names.csv: {row}: a word, a name and its languages are needed")
        found.setdefault(row["word"], []).append(row["name"])
    return {word: tuple(names) for word, names in found.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Names as the rules look them up.

    `phrases`: written form -> kind of mark. `longest`: first word of a phrase -> most words a phrase with it has.
    `surnames`, `given`, `people` are folded. `adjectives`: name of a state -> what stands before a title.
    """

    knowledge: Knowledge
    phrases: Mapping[str, str]
    longest: Mapping[str, int]
    surnames: frozenset[str]
    given: frozenset[str]
    people: frozenset[str]
    adjectives: Mapping[str, str]

    def kind(self, phrase: str) -> str | None:
        """What kind of name `phrase` is, as written; None for no name."""
        return self.phrases.get(phrase)

    def namesakes(self, surname: str) -> tuple[str, ...]:
        """Full names of the register's persons with that surname."""
        return tuple(person.name for person in self.knowledge.register.with_surname(surname))


@cache
def vocabulary(knowledge: Knowledge) -> Vocabulary:
    """The vocabulary of `knowledge`, built once: only a damaged text pays for it."""
    phrases: dict[str, str] = {}
    people: set[str] = set()
    surnames: set[str] = set()
    for surface in knowledge.surfaces():
        if surface.kind is SurfaceKind.PERSON:
            people.add(surface.text)
        elif surface.kind is SurfaceKind.SURNAME:
            surnames.add(surface.text)
        elif mark := _MARKS.get(surface.kind):
            phrases[surface.text] = min(mark, phrases.get(surface.text, mark), key=_ORDER.index)
    for plural in words("titles", "envoys"):
        phrases.setdefault(plural, "title")
    longest: dict[str, int] = {}
    for text in phrases:
        parts = text.split(" ")
        longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
    full = [fold(name).split() for name in people]
    return Vocabulary(
        knowledge=knowledge,
        phrases=phrases,
        longest=longest,
        surnames=frozenset(fold(name) for name in surnames) | {name[-1] for name in full if len(name) > 1},
        given=frozenset(name[0] for name in full if len(name) > 1),
        people=frozenset(" ".join(name) for name in full if len(name) > 1),
        adjectives=dict(_adjectives(knowledge)),
    )


def _adjectives(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for surface in knowledge.surfaces():
        if surface.kind is SurfaceKind.NAME and (state := knowledge.states.by_code.get(surface.key)):
            # "US President", "UK Foreign Minister": an abbreviation stays one.
            short = surface.text.replace(".", "") in ("US", "USA", "UK", "UAE")
            demonym = state.demonyms[0] if state.demonyms else surface.text
            yield surface.text, surface.text.replace(".", "").replace("USA", "US") if short else demonym
