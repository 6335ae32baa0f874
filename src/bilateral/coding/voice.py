"""Whose voice a document is: the government that publishes it and the official who signs it, where it says so.

Official texts say "I" and "we", and name their own officials without a state. A news wire has no such voice.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bilateral.coding.gate import Gate
from bilateral.coding.holders import in_party
from bilateral.coding.words import words
from bilateral.knowledge import Knowledge, SurfaceKind
from bilateral.model import Actor, Document, Level

__all__ = ["is_spokesperson", "voice_of"]

# The byline of a release: "Antony J. Blinken, Secretary of State" alone on one of the first lines.
_BYLINE = re.compile(
    r"^([A-Z][^,\n]{3,40}), ((?:[A-Z][\w.’'-]*|of|for|and|the|to)(?: (?:[A-Z][\w.’'-]*|of|for|and|the|to)){0,12})$",
    re.M,
)
_BYLINE_CHARS = 300
_WORD = re.compile(r"\w+")


def voice_of(document: Document, gate: Gate, knowledge: Knowledge) -> Actor | None:
    """The author as far as publisher and byline tell; None for a text that speaks for no government."""
    party = _publisher_party(document.publisher or "", gate)
    if party is None:
        return None
    basis = f"publisher {document.publisher!r}"
    voice = in_party(knowledge, Actor(level=Level.INSTITUTION, basis=basis), party)
    return _signed(document, gate, knowledge, voice) or voice


def is_spokesperson(actor: Actor) -> bool:
    """Whether somebody's office is to speak for others: a spokesperson tells of contacts and has none."""
    return "spokes" in (actor.office or "").lower()


def _signed(document: Document, gate: Gate, knowledge: Knowledge, voice: Actor) -> Actor | None:
    """The voice with the official who signs; None where nobody does, or a spokesperson."""
    match = _BYLINE.search(document.text, 0, _BYLINE_CHARS)
    if match is None:
        return None
    for hit in gate.scan(match.group(1)):
        surface = hit.of(SurfaceKind.PERSON)
        terms = knowledge.register.terms(surface.key) if surface else ()
        own = [t for t in terms if t.state == voice.party]
        if surface and own:
            signed = replace(
                voice,
                person=own[0].person,
                person_id=surface.key,
                office=match.group(2),
                level=own[0].level,
                basis=f"byline {match.group()!r}",
            )
            return None if is_spokesperson(signed) else signed
    return None


def _publisher_party(publisher: str, gate: Gate) -> str | None:
    """The state or body of a publisher whose name is that of an office ("Ministry of Foreign Affairs of Japan")."""
    told = f" {' '.join(_WORD.findall(publisher.lower()))} "
    if not any(f" {phrase} " in told for phrase in words().official_publishers):
        return None
    for hit in gate.scan(publisher):
        surface = hit.of(SurfaceKind.METONYM, SurfaceKind.NAME, SurfaceKind.DEMONYM, SurfaceKind.ORGANISATION)
        if surface is not None:
            return surface.key.partition("|")[0]
    return None
