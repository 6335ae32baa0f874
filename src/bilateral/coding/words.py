"""Word lists of mentions, pronouns and voices, read once from `mention_words.toml` and `executives.csv`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from types import MappingProxyType

from bilateral.knowledge.tables import rows, text_of

__all__ = ["Words", "words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Sets of lower-case words, each explained where it stands in the file.

    `executives` tells, by state, since when which kind of office leads it ("the Armenian leader"): pairs in order of
    time, none for a state with two of equal weight. `seats` and `secretaries` are codes of states, upper case; `seated`
    tells the body that a capital stands for, `plurals` the states that one word names, `provinces` the state that a
    province is of. `given_names` are states' names, in their written case.
    """

    institutions: frozenset[str]
    executives: Mapping[str, tuple[tuple[date, str], ...]]
    seats: frozenset[str]
    secretaries: frozenset[str]
    seated: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]
    provinces: Mapping[str, str]
    given_names: frozenset[str]
    place_prefixes: frozenset[str]
    counterparts: frozenset[str]
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
    official_publishers: frozenset[str]


@cache
def words() -> Words:
    """The lists of the package."""
    table = tomllib.loads(text_of("mention_words.toml"))
    lists = {name: frozenset(values) for name, values in table["words"].items()}
    lists["institutions"] = frozenset(table["institutions"])
    lists["honorifics"] |= {r["text"].lower() for r in rows("honorifics.csv")}
    named = {f.name: lists[f.name] for f in fields(Words) if f.name in lists}
    provinces = {name: state for state, names in table["provinces"].items() for name in names}
    return Words(
        executives=_executives(),
        seated=MappingProxyType(table["seated"]),
        plurals=MappingProxyType({word: tuple(codes) for word, codes in table["plurals"].items()}),
        provinces=MappingProxyType(provinces),
        **named,
    )


def _executives() -> Mapping[str, tuple[tuple[date, str], ...]]:
    found: dict[str, tuple[tuple[date, str], ...]] = {}
    for row in rows("executives.csv"):
        since = date.fromisoformat(row["since"]) if row["since"] else date.min
        found[row["state"]] = (*found.get(row["state"], ()), (since, row["leads"]))
    return MappingProxyType(found)
