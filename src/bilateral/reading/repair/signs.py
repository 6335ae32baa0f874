"""Is a text damaged? Looked for cheaply in every text, so that a sound one is left alone at almost no cost."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from bilateral.reading.repair.templates import expanded
from bilateral.reading.repair.vocabulary import flat, table, words

__all__ = ["Signs", "is_machine_translated", "look"]

# Tuned on the 5,000 official releases of the readouts corpus, of which none should count as machine-translated, and on
# the texts of tests/reading/repair, of which every damaged one should and no sound one.
_SIGNS_PER_THOUSAND_WORDS = 6.0
_FEWEST = 2
_SHORT = 120  # words; a text of fewer counts with one strong sign or two weak ones

_CAPITAL = re.compile(r" (?<=[a-z0-9’] )([A-Z][a-z]*)")
_GLUED = re.compile(r"[A-Z](?<=[a-z0-9][A-Z])[a-z](?<![ \n(“\"’-][a-z0-9]..)")  # "talksNovak", "20At", not "iPhone"
_STOPS = re.compile(r"\.(?<=[a-z]{2}\.)[A-Z][a-z]")  # "leadership.Syldavia"


@dataclass(frozen=True, slots=True)
class Signs:
    """Signs of damage: how many of each kind, how many of them strong, and where words may be run together."""

    counts: tuple[tuple[str, int], ...]
    strong: int
    glued: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many signs there are in all."""
        return sum(count for _, count in self.counts)

    @property
    def may_tell(self) -> bool:
        """Whether they can make any text count as damaged: worth counting its words."""
        return self.strong >= 1 or self.total >= _FEWEST


@dataclass(frozen=True, slots=True)
class _Sign:
    name: str
    needs: str | tuple[str, ...]
    weak: bool
    pattern: re.Pattern[str]


@cache
def _signs() -> tuple[_Sign, ...]:
    return tuple(
        _Sign(
            row["name"],
            _needs(row.get("needs", [])),
            row.get("weak", False),
            re.compile(expanded(row["pattern"])),
        )
        for row in table("repair_rules.toml")["sign"]
    )


def _needs(given: str | list[str]) -> str | tuple[str, ...]:
    return given if isinstance(given, str) else tuple(given)


@cache
def _telling_capitals() -> frozenset[str]:
    # "A" is a name of classes and vitamins more often than an article.
    return (flat("function_words") | frozenset(words("verbs", "capital"))) - {"A"}


def look(text: str) -> Signs:
    """All signs of damage in `text`."""
    glued = [match.start() for match in _GLUED.finditer(text)]
    present = {
        "glued": bool(glued),
        "capital": not _telling_capitals().isdisjoint(_CAPITAL.findall(text)),
    }
    ends = {f"{sentence.rpartition(' ')[2]}." for sentence in text.split(".")}
    counts: Counter[str] = Counter()
    strong = 0
    for sign in _signs():
        if isinstance(sign.needs, str):
            needed = present[sign.needs]
        else:
            needed = not sign.needs or any(_has(text, ends, literal) for literal in sign.needs)
        if needed and (found := sum(1 for _ in sign.pattern.finditer(text))):
            counts[sign.name] += found
            strong += 0 if sign.weak else found
    glued += [match.start() for match in _STOPS.finditer(text)]
    return Signs(tuple(counts.items()), strong, tuple(sorted(glued)))


def _has(text: str, ends: set[str], literal: str) -> bool:
    return literal in ends if literal.endswith(".") else literal in text


def is_machine_translated(signs: Signs, length: int) -> bool:
    """Whether a text of `length` words with these signs is a rough machine translation."""
    if length < _SHORT:
        return signs.strong >= 1 or signs.total >= _FEWEST
    return signs.strong >= 1 and signs.total >= _FEWEST and signs.total * 1000 >= _SIGNS_PER_THOUSAND_WORDS * length
