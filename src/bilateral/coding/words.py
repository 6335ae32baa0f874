"""Word lists of the mention builder, of pronouns and of voices, read once from `mention_words.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache

from bilateral.knowledge.tables import rows, text_of

__all__ = ["Words", "words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Sets of lower-case words, each explained where it stands in the file.

    `leaders` maps an office noun to a level's value, or to "" where it has none.
    """

    institutions: frozenset[str]
    leaders: dict[str, str]
    modifiers: frozenset[str]
    former: frozenset[str]
    honorifics: frozenset[str]
    particles: frozenset[str]
    portfolio: frozenset[str]
    offices: frozenset[str]
    links: frozenset[str]
    topic_links: frozenset[str]
    before_place: frozenset[str]
    ends_apposition: frozenset[str]
    never_names: frozenset[str]
    group_heads: frozenset[str]
    group_modifiers: frozenset[str]
    object_prepositions: frozenset[str]


@cache
def words() -> Words:
    """The lists of the package."""
    table = tomllib.loads(text_of("mention_words.toml"))
    lists = {name: frozenset(values) for name, values in table["words"].items()}
    lists["institutions"] = frozenset(table["institutions"])
    lists["honorifics"] |= {r["text"].lower() for r in rows("honorifics.csv")}
    named = {f.name: lists[f.name] for f in fields(Words) if f.name != "leaders"}
    return Words(leaders=dict(table["leaders"]), **named)
