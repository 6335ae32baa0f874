"""Word lists of the mention builder, read once from `mention_words.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Words", "words"]


@dataclass(frozen=True, slots=True)
class Words:
    """Sets of lower-case words; `leaders` maps an office noun to a level's value, or to "" where it has none."""

    institutions: frozenset[str]
    leaders: dict[str, str]
    modifiers: frozenset[str]
    former: frozenset[str]
    honorifics: frozenset[str]
    particles: frozenset[str]
    portfolio: frozenset[str]
    offices: frozenset[str]


@cache
def words() -> Words:
    """The lists of the package."""
    table = tomllib.loads((files("bilateral.knowledge") / "data" / "mention_words.toml").read_text("utf-8"))
    lists = table["words"]
    return Words(
        institutions=frozenset(table["institutions"]),
        leaders=dict(table["leaders"]),
        modifiers=frozenset(lists["modifiers"]),
        former=frozenset(lists["former"]),
        honorifics=frozenset(lists["honorifics"]),
        particles=frozenset(lists["particles"]),
        portfolio=frozenset(lists["portfolio"]),
        offices=frozenset(lists["offices"]),
    )
