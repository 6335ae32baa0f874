"""Whose side a row's actor is on: names, codes and acronyms of data sets to our codes of states and bodies."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from bilateral.coding.event_rows.row import Side
from bilateral.errors import UnknownState
from bilateral.knowledge import Knowledge, load
from bilateral.knowledge.plover import foreign_codes

__all__ = ["by_cameo", "by_description", "by_name", "fips", "state_of"]

_NONE = frozenset({"", "none", "nan", "na", "n/a", "null"})
# "Military Forces of Russia (2000-)", "Police Forces of the United States (2021-) Border Guard".
_FORCES = re.compile(
    r"(?:Military|Police|Government|State|Armed) (?:Forces )?of (?:the )?(?P<state>[^()]+?)(?: \(|$| -)"
)
_BRACKETS = re.compile(r"\((?P<state>[^()0-9]+)\)")


@lru_cache(maxsize=16_384)
def state_of(text: str) -> str | None:
    """The code of the state with that name or ISO code; None where there is none."""
    return foreign_codes("name").get(text.strip()) or _found(text, lambda knowledge: knowledge.states.find(text).code)


@lru_cache(maxsize=16_384)
def _party_of(text: str) -> str | None:
    return _found(text, lambda knowledge: knowledge.states.party(text))


def _found(text: str, find: Callable[[Knowledge], str]) -> str | None:
    if text.strip().casefold() in _NONE:
        return None
    try:
        return find(load())
    except UnknownState:
        return None


def by_name(country: str, name: str, sectors: str = "") -> Side:
    """The side of an actor whose country and name are given: the country's, else the body of that name."""
    said = f"{name or country} ({'; '.join(part for part in (sectors, country) if part)})"
    if code := state_of(country):
        return Side(code, True, said)
    code = _party_of(name)
    return Side(code or "", code in load().states.by_code, said)


def by_cameo(country: str, group: str, code: str, name: str) -> Side:
    """The side of an actor told in codes of CAMEO: of its country, else of the body it is known to be."""
    said = f"{name or code} ({code})"
    country = country.strip()
    if found := foreign_codes("cameo").get(country) or (country if country in load().states.by_code else None):
        return Side(found, True, said)
    return Side(foreign_codes("cameo group").get(group.strip(), ""), False, said)


@lru_cache(maxsize=16_384)
def by_description(actor: str) -> Side:
    """The side of an actor described as ACLED does: "Military Forces of Russia (2000-)", "Civilians (Ukraine)"."""
    for pattern in (_FORCES, _BRACKETS):
        for match in pattern.finditer(actor):
            if code := state_of(match["state"].strip()):
                return Side(code, True, actor)
    code = _party_of(actor) or _party_of(actor.partition(":")[0])  # "NATO: North Atlantic Treaty Organization"
    return Side(code or "", code in load().states.by_code, actor)


def fips(code: str) -> str | None:
    """The state of a two-letter code of FIPS 10-4."""
    return foreign_codes("fips").get(code.strip().upper())
