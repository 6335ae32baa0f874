"""The day a document counts its times from: its own, or the range inferred from its text."""

from __future__ import annotations

from bilateral.coding.dating import infer_published
from bilateral.coding.gate import gate_for
from bilateral.coding.readers.base import Reader
from bilateral.coding.scene import scene_of
from bilateral.coding.voice import voice_of
from bilateral.knowledge import Knowledge
from bilateral.model import Document, When

__all__ = ["anchor_of"]


def anchor_of(document: Document, knowledge: Knowledge, reader: Reader) -> tuple[When | None, tuple[str, ...]]:
    """The document's day or range of days, with the evidence for it where it was inferred; None where nothing tells."""
    if document.published is not None:
        return document.published, ()
    gate = gate_for(knowledge, reader.words)
    hits = gate.scan(document.text)
    people: tuple[str, ...] = ()
    if hits:
        voice = voice_of(document, gate, knowledge)
        scene = scene_of(document, hits, knowledge, on=None, voice=voice, contact_words=reader.contact_words)
        people = tuple(sorted(scene.people))
    return infer_published(document, knowledge, people) or (None, ())
