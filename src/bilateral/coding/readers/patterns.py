"""The act lexicon: patterns of acts.csv, found by any form of their first word.

A pattern is a row of words. The first word of a verb pattern is a lemma and matches in every form; "a|b" is either
word, "@name" any word of the class `name` in act_words.toml, ".." a gap of up to four tokens. `link` says how the other
side is attached behind it: directly, by one of several prepositions, or not at all ("jointly": a plural subject does it
together); ">" parts attempts, tried in turn.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bilateral.coding.readers.syntax import forms_of
from bilateral.errors import KnowledgeError
from bilateral.knowledge.tables import rows, text_of
from bilateral.model import EventType, Form

__all__ = ["DIRECT", "NOUN", "Pattern", "patterns"]

DIRECT = "direct"
NOUN = "noun"
"""The tense of a pattern that begins with a noun."""

_JOINTLY = "jointly"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of acts.csv. `rest` are the words after the first, an empty set for a gap; `wants` says what the object
    must be (see the frames in drafts.py), or `things` what nouns may stand with it; `weak` where it may be told of a
    contact named before."""

    first: str
    rest: tuple[frozenset[str], ...]
    noun: bool
    links: tuple[frozenset[str], ...]
    type: EventType
    mode: str | None
    form: Form
    wants: str
    things: frozenset[str]
    weak: bool
    name: str

    @property
    def contact(self) -> bool:
        """Whether both sides take part alike (calls, meetings, visits): the other side is needed to tell it."""
        return self.type is EventType.CONSULT

    @property
    def joint(self) -> bool:
        """Whether a subject of two or more parties does it to each other or together."""
        return (self.contact and self.wants == "actor") or any(_JOINTLY in stage for stage in self.links)

    @property
    def direct(self) -> bool:
        """Whether the other side may be the verb's object."""
        return any(DIRECT in stage for stage in self.links)

    @property
    def prepositions(self) -> frozenset[str]:
        """All prepositions that may link the other side."""
        return frozenset().union(*self.links) - {DIRECT, _JOINTLY}

    @property
    def width(self) -> int:
        """How many words it is made of besides the first."""
        return sum(1 for words in self.rest if words)


@cache
def _classes() -> dict[str, frozenset[str]]:
    table: dict[str, list[str]] = tomllib.loads(text_of("act_words.toml"))
    return {name: frozenset(words) for name, words in table.items()}


def _alternatives(word: str) -> frozenset[str]:
    if word == "..":
        return frozenset()
    found: set[str] = set()
    for choice in word.split("|"):
        if not choice.startswith("@"):
            found.add(choice)
        elif choice[1:] in _classes():
            found |= _classes()[choice[1:]]
        else:
            raise KnowledgeError(f"acts.csv: no class {choice!r} in act_words.toml")
    return frozenset(found)


def _read() -> Iterator[Pattern]:
    for row in rows("acts.csv"):
        first, *rest = row["pattern"].split()
        for word in sorted(_alternatives(first)):
            yield Pattern(
                first=word,
                rest=tuple(_alternatives(w) for w in rest),
                noun=row["pos"] == "n",
                links=tuple(frozenset(stage.split("|")) for stage in row["link"].split(">")),
                type=EventType(row["type"]),
                mode=row["mode"] or None,
                form=Form(row["form"]),
                wants=row["object"],
                things=_alternatives(row["object"]) if row["object"].startswith("@") else frozenset(),
                weak=row["weak"] == "weak",
                name=" ".join((word, *rest)),
            )


@cache
def patterns() -> tuple[dict[str, tuple[tuple[Pattern, str], ...]], tuple[str, ...]]:
    """Patterns by the form of their first word, longest first, each with that form's tense; and all first words.

    Raises KnowledgeError where a row names a class of words that there is not.
    """
    table: dict[str, list[tuple[Pattern, str]]] = {}
    for pattern in _read():
        forms = {pattern.first: NOUN} if pattern.noun else forms_of(pattern.first)
        for form, tense in forms.items():
            table.setdefault(form, []).append((pattern, tense))
    by_width = {form: tuple(sorted(found, key=lambda p: -p[0].width)) for form, found in table.items()}
    return by_width, tuple(sorted(by_width))
