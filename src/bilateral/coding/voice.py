"""Whose voice a document is: the government that publishes it and the official who signs it, where it says so.

Official texts say "I" and "we", and name their own officials without a state. A news wire has no such voice.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bilateral.coding.gate import Gate
from bilateral.knowledge import Knowledge, SurfaceKind
from bilateral.model import Actor, Document, Level

__all__ = ["voice_of"]

_OFFICIAL = re.compile(
    r"\b(?:Ministry|Department|Office|Government|Presiden(?:t|cy)|Embassy|Mission|Chancellery|Kremlin|White House|"
    r"Cabinet|Council|Commission|Secretariat|Spokesperson|Press Service)\b"
)
# The byline of a release: "Antony J. Blinken, Secretary of State" alone on one of the first lines.
_BYLINE = re.compile(
    r"^([A-Z][^,\n]{3,40}), ((?:[A-Z][\w.’'-]*|of|for|and|the|to)(?: (?:[A-Z][\w.’'-]*|of|for|and|the|to)){0,12})$",
    re.M,
)


def voice_of(document: Document, gate: Gate, knowledge: Knowledge) -> Actor | None:
    """The author as far as publisher and byline tell; None for a text that speaks for no government."""
    party = _publisher_party(document.publisher or "", gate, knowledge)
    if party is None:
        return None
    voice = Actor(level=Level.INSTITUTION, basis=f"publisher {document.publisher!r}")
    voice = replace(voice, state=party) if party in knowledge.states.by_code else replace(voice, organisation=party)
    match = _BYLINE.search(document.text[:300])
    if match is None:
        return voice
    for hit in gate.scan(match.group(1)):
        surface = hit.of(SurfaceKind.PERSON)
        if surface is None:
            continue
        terms = [t for t in knowledge.register.terms(surface.key) if t.state == party]
        if terms:
            return replace(
                voice, person=terms[0].person, person_id=surface.key, office=match.group(2), level=terms[0].level,
                basis=f"byline {match.group()!r}",
            )  # fmt: skip
    return voice


def _publisher_party(publisher: str, gate: Gate, knowledge: Knowledge) -> str | None:
    if not publisher or not _OFFICIAL.search(publisher):
        return None
    for hit in gate.scan(publisher):
        surface = hit.of(SurfaceKind.METONYM, SurfaceKind.NAME, SurfaceKind.DEMONYM, SurfaceKind.ORGANISATION)
        if surface is not None:
            return surface.key.partition("|")[0]
    return None
