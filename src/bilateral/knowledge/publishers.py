"""Whose government speaks in a document: told from its publisher's name and its address, or not at all."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from bilateral.knowledge.base import Knowledge

__all__ = ["Published", "official_documents", "publisher_side"]


class Published(Protocol):
    """What of a document tells its publisher."""

    @property
    def id(self) -> str:
        """The document's id."""

    @property
    def publisher(self) -> str | None:
        """Name of the publisher as the page gives it."""

    @property
    def url(self) -> str | None:
        """Address of the page."""


_WORD = re.compile(r"[\w.’'-]+")


@dataclass(frozen=True, slots=True)
class _Rules:
    words: re.Pattern[str]
    hosts: dict[str, str]
    labels: frozenset[str]


def official_documents(documents: Iterable[Published], knowledge: Knowledge) -> dict[str, str]:
    """Document id -> code of the party whose government published it, for those where that can be told."""
    sides = {document.id: publisher_side(document.publisher, document.url, knowledge) for document in documents}
    return {document: side for document, side in sides.items() if side is not None}


def publisher_side(publisher: str | None, url: str | None, knowledge: Knowledge) -> str | None:
    """The party whose government publishes under that name or address; None where neither tells.

    The address wins: a host listed in official_sources.toml, or one whose labels mark it as a government's
    ("mfa.gov.az", "president.az"), read by its country ending. Then the name, where it holds a word for a government
    body and the name or adjective of exactly one state ("Ministry of Foreign Affairs of Azerbaijan"), a metonym
    ("Kremlin"), or the full name of a body of states ("European Commission", which speaks for the EU). A newspaper or
    agency, state-owned ones too, is nobody's government.
    """
    return _side_of_host(url, knowledge) or _side_of_name(publisher, knowledge)


def _side_of_host(url: str | None, knowledge: Knowledge) -> str | None:
    labels = _host(url or "").removeprefix("www.").split(".")
    rules = _rules()
    for start in range(len(labels)):
        if party := rules.hosts.get(".".join(labels[start:])):
            return party
    if not rules.labels.intersection(labels[:-1]):
        return None
    return _endings(knowledge).get(labels[-1])


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:  # an address that is none ("http://[x") tells nothing
        return ""


def _side_of_name(publisher: str | None, knowledge: Knowledge) -> str | None:
    if not publisher:
        return None
    name = f" {' '.join(_WORD.findall(publisher))} ".casefold()
    metonyms, bodies, states = _names(knowledge)
    found = _named(name, metonyms) or _named(name, bodies)
    if not found and _rules().words.search(name):
        found = _named(name, states)
    return found.pop() if len(found) == 1 else None


def _named(name: str, texts: tuple[tuple[str, str], ...]) -> set[str]:
    """Whose texts stand in the name, without those that are part of a longer one ("Federal Foreign Office")."""
    hits = [(text, code) for text, code in texts if f" {text} " in name]
    return {code for text, code in hits if not any(f" {text} " in f" {other} " for other, _ in hits if other != text)}


@cache
def _rules() -> _Rules:
    raw = tomllib.loads((files("bilateral.knowledge") / "data" / "official_sources.toml").read_text("utf-8"))
    words = "|".join(re.escape(word) for word in raw["words"])
    return _Rules(re.compile(rf"\b(?:{words})\b"), dict(raw["hosts"]), frozenset(raw["labels"]))


@cache
def _endings(knowledge: Knowledge) -> dict[str, str]:
    endings = {state.code2.lower(): state.code for state in knowledge.states.by_code.values() if state.code2}
    return {**endings, "uk": "GBR", "eu": "EU"}


@cache
def _names(knowledge: Knowledge) -> tuple[tuple[tuple[str, str], ...], ...]:
    """(metonyms, bodies of states, names and adjectives), case-folded, each with the party's code.

    Of bodies only names of several words count: "EU Observer" and "NATO Review" are papers.
    """
    from bilateral.knowledge.surfaces import SurfaceKind

    metonyms, bodies, states = set(), set(), set()
    for surface in knowledge.surfaces():
        if surface.kind is SurfaceKind.METONYM:
            metonyms.add((surface.text.casefold(), surface.key.partition("|")[0]))
        elif surface.kind is SurfaceKind.ORGANISATION and " " in surface.text:
            body = knowledge.organisations[surface.key]
            bodies.add((surface.text.casefold(), "EU" if body.part_of == "EU" else body.code))
        elif surface.kind in (SurfaceKind.NAME, SurfaceKind.DEMONYM):
            states.add((surface.text.casefold(), surface.key))
    return tuple(sorted(metonyms)), tuple(sorted(bodies)), tuple(sorted(states))
