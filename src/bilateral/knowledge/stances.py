"""Words of praise, demand, blame and concern, and words that say what an account leaves out, found in a passage.

The words are data (`stance_words.csv`, `reported_words.csv`) in the notation of `issues.expand`: {a|b} is either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bilateral.knowledge.issues import expand
from bilateral.knowledge.tables import rows

__all__ = ["Word", "reported_words_in", "stance_words_in"]


@dataclass(frozen=True, slots=True)
class Word:
    """A phrase of a table found in a text: its kind, and where it stands (`start` to `end`, in characters)."""

    kind: str
    start: int
    end: int


def stance_words_in(text: str) -> tuple[Word, ...]:
    """Phrases of `stance_words.csv` in order of the text; the longest where several begin at one place."""
    return _found(text, "stance_words.csv")


def reported_words_in(text: str) -> tuple[Word, ...]:
    """Phrases of `reported_words.csv` in order of the text; the longest where several begin at one place."""
    return _found(text, "reported_words.csv")


def _found(text: str, table: str) -> tuple[Word, ...]:
    pattern, kinds = _table(table)
    found = []
    for match in pattern.finditer(text):
        kind = kinds[_key(match[0])]
        found.append(Word(kind, match.start(), match.end()))
    return tuple(found)


def _key(phrase: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", phrase.lower()))


@cache
def _table(name: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    kinds: dict[str, str] = {}
    for row in rows(name):
        for phrase in expand(row["words"]):
            kinds.setdefault(phrase, row["kind"])
    longest = sorted(kinds, key=lambda phrase: (-len(phrase), phrase))
    # Any blanks, line breaks or an apostrophe may stand between two words of a phrase ("didn't").
    bodies = (r"[\s’']+".join(map(re.escape, phrase.split())) for phrase in longest)
    return re.compile(rf"\b(?:{'|'.join(bodies)})\b", re.IGNORECASE), kinds
