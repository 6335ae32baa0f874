"""Act patterns: rows of acts.csv, with the inflected forms of their verbs.

A pattern is a row of words; the first of a verb pattern is a lemma that matches in every form, ".." is a gap of up to
four tokens. `link` names how the other side is attached behind it: directly, or by one of several prepositions.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bilateral.knowledge.tables import rows
from bilateral.model import EventType, Form

__all__ = ["Pattern", "forms_of", "patterns"]

BASE, THIRD, PAST, PARTICIPLE, ING = "base", "third", "past", "participle", "ing"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of acts.csv. `rest` are the words after the first, ".." for a gap; `wants` says what the object must be."""

    first: str
    rest: tuple[str, ...]
    noun: bool
    links: frozenset[str]
    type: EventType
    mode: str | None
    form: Form
    wants: str
    weak: bool

    @property
    def contact(self) -> bool:
        """Whether both sides take part alike (calls, meetings, visits): the other side is needed to tell it."""
        return self.type is EventType.CONSULT


@cache
def _irregular() -> dict[str, list[str]]:
    text = (files("bilateral.knowledge") / "data" / "verbs.toml").read_text("utf-8")
    table: dict[str, list[str]] = tomllib.loads(text)
    return table


def forms_of(lemma: str) -> dict[str, str]:
    """Every form of a verb -> its tense ("past" where past and participle are alike)."""
    forms = {lemma: BASE}
    if lemma in _irregular():
        for tense, words in zip((THIRD, PAST, PARTICIPLE, ING), _irregular()[lemma], strict=True):
            for word in words.split("|"):
                forms.setdefault(word, tense)
        if lemma == "be":
            forms |= {"are": THIRD, "were": PAST}
        return forms
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        third = lemma + "es"
    elif lemma.endswith("y") and lemma[-2] not in "aeiou":
        third, stem = lemma[:-1] + "ies", lemma[:-1] + "i"
    else:
        third = lemma + "s"
    ing = lemma + "ing" if lemma.endswith("y") or not lemma.endswith("e") else lemma[:-1] + "ing"
    forms |= {third: THIRD, stem + "ed": PAST, ing: ING}
    return forms


@cache
def patterns() -> tuple[dict[str, tuple[tuple[Pattern, str], ...]], tuple[str, ...]]:
    """Patterns by the form of their first word, each with that form's tense ("noun" for nouns); and all first words."""
    table: dict[str, list[tuple[Pattern, str]]] = {}
    for row in rows("acts.csv"):
        words = tuple(row["pattern"].split())
        pattern = Pattern(
            first=words[0],
            rest=words[1:],
            noun=row["pos"] == "n",
            links=frozenset(row["link"].split("|")),
            type=EventType(row["type"]),
            mode=row["mode"] or None,
            form=Form(row["form"]),
            wants=row["object"],
            weak=row["note"].startswith("weak"),
        )
        forms = {words[0]: "noun"} if pattern.noun else forms_of(words[0])
        for form, tense in forms.items():
            table.setdefault(form, []).append((pattern, tense))
    by_length = {
        form: tuple(sorted(found, key=lambda p: -len([w for w in p[0].rest if w != ".."])))
        for form, found in table.items()
    }
    return by_length, tuple(sorted(by_length))
