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
    return tuple(Word(kinds[match.lastgroup or ""], match.start(), match.end()) for match in pattern.finditer(text))


@cache
def _table(name: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """One pattern for all rows, a group for each, and the kind of each group.

    A row with longer phrases stands before one with shorter ones, so that "reiterated support for" is not taken for
    "reiterated". The rows are not expanded, which would make thousands of phrases and take seconds to compile.
    """
    table = sorted(rows(name), key=lambda row: -max(map(len, expand(row["words"]))))
    groups = {f"row{number}": row for number, row in enumerate(table)}
    bodies = (f"(?P<{group}>{_pattern(row['words'])})" for group, row in groups.items())
    kinds = {group: row["kind"] for group, row in groups.items()}
    return re.compile(rf"\b(?:{'|'.join(bodies)})\b", re.IGNORECASE), kinds


def _pattern(words: str) -> str:
    """The notation of `issues.expand` as a pattern; any blanks or an apostrophe may stand between two words."""
    return words.replace("{", "(?:").replace("}", ")").replace(" ", r"[\s’']+")
