"""The closed word classes that the lexicon reader finds its way by (syntax.toml), and verb forms (verbs.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from bilateral.coding.readers.base import Node
from bilateral.knowledge.tables import text_of

__all__ = ["BASE", "ING", "PARTICIPLE", "PAST", "THIRD", "Syntax", "forms_of", "is_date", "syntax"]

BASE, THIRD, PAST, PARTICIPLE, ING = "base", "third", "past", "participle", "ing"


@dataclass(frozen=True, slots=True)
class Syntax:
    """The lists of syntax.toml, each said there in its comment; `light_forms` maps every form of a light verb to its
    tense, `light_deeds` are the forms of those that carry more than contacts."""

    prepositions: frozenset[str]
    determiners: frozenset[str]
    auxiliaries: frozenset[str]
    have: frozenset[str]
    be: frozenset[str]
    adverbs: frozenset[str]
    pronouns: frozenset[str]
    clause_ends: frozenset[str]
    barriers: frozenset[str]
    subordinators: frozenset[str]
    clause_links: frozenset[str]
    relative: frozenset[str]
    conjunctions: frozenset[str]
    coordinators: frozenset[str]
    between_members: frozenset[str]
    before_names: frozenset[str]
    light_verbs: frozenset[str]
    groups: frozenset[str]
    group_links: frozenset[str]
    enumerations: frozenset[str]
    video: frozenset[str]
    phone: frozenset[str]
    by_phone: frozenset[str]
    in_person: frozenset[str]
    meals: frozenset[str]
    written: frozenset[str]
    by_letter: frozenset[str]
    says: frozenset[str]
    took_place: frozenset[str]
    polite: frozenset[str]
    pleasures: frozenset[str]
    purposes: frozenset[str]
    intentions: frozenset[str]
    relational: frozenset[str]
    suffered: frozenset[str]
    begin_objects: frozenset[str]
    calendar: frozenset[str]
    not_verbs: frozenset[str]
    attributive: frozenset[str]
    manner: frozenset[str]
    stays: frozenset[str]
    topics: frozenset[str]
    relational_to: frozenset[str]
    light_forms: dict[str, str]
    light_deeds: frozenset[str]


@cache
def syntax() -> Syntax:
    """The word classes of the package, read once."""
    table: dict[str, list[str]] = tomllib.loads(text_of("syntax.toml"))
    light = {f: t for lemma in sorted(table["light_verbs"], reverse=True) for f, t in forms_of(lemma).items()}
    deeds = frozenset(f for lemma in table.pop("light_deeds") for f in forms_of(lemma))
    return Syntax(light_forms=light, light_deeds=deeds, **{name: frozenset(values) for name, values in table.items()})


def is_date(node: Node) -> bool:
    """Whether a token is a month, a weekday or a number, and so may be part of a date."""
    return node.lower in syntax().calendar or node.text[0].isdigit()


@cache
def _irregular() -> dict[str, list[str]]:
    table: dict[str, list[str]] = tomllib.loads(text_of("verbs.toml"))
    return table


def forms_of(lemma: str) -> dict[str, str]:
    """Every form of a verb -> its tense (PAST where past and participle are alike)."""
    forms = {lemma: BASE}
    if lemma in _irregular():
        for tense, words in zip((THIRD, PAST, PARTICIPLE, ING), _irregular()[lemma], strict=True):
            for word in words.split("|"):
                forms.setdefault(word, tense)
        if lemma == "be":
            forms |= {"are": THIRD, "were": PAST}
        return forms
    return forms | _regular(lemma)


def _regular(lemma: str) -> dict[str, str]:
    """The other forms as the spelling rules give them."""
    stem = lemma.removesuffix("e")
    third = lemma + "s"
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        third = lemma + "es"
    elif lemma.endswith("y") and lemma[-2] not in "aeiou":
        third, stem = lemma[:-1] + "ies", lemma[:-1] + "i"
    ing = lemma[:-1] + "ing" if lemma.endswith("e") else lemma + "ing"
    return {third: THIRD, stem + "ed": PAST, ing: ING}
