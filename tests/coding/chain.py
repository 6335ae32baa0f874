"""The real way from a text to mentions, acts and reports, for tests that look at one stage of it."""

from __future__ import annotations

from datetime import date

from bilateral.coding.document import code_document
from bilateral.coding.gate import gate_for
from bilateral.coding.readers import Act, get_reader
from bilateral.coding.scene import Scene, scene_of
from bilateral.coding.voice import voice_of
from bilateral.config import DEFAULT_SETTINGS
from bilateral.knowledge import load
from bilateral.model import Actor, Document, Mention, Page, Report
from bilateral.reading import read_page

READER = get_reader("lexicon", load())


def document_of(text: str, *, published: str | None = "2022-05-11", publisher: str | None = None) -> Document:
    page = Page(
        source="test",
        content=text.encode(),
        content_type="text/plain",
        encoding="utf-8",
        id="test",
        published=published,
        publisher=publisher,
    )
    return read_page(page, knowledge=load(), settings=DEFAULT_SETTINGS)


def scene(document: Document) -> Scene:
    knowledge = load()
    gate = gate_for(knowledge, READER.words)
    on: date | None = document.published.latest if document.published else None
    return scene_of(
        document,
        gate.scan(document.text),
        knowledge,
        on=on,
        voice=voice_of(document, gate, knowledge),
        contact_words=READER.contact_words,
    )


def mentions_of(
    text: str, *, published: str | None = "2022-05-11", publisher: str | None = None
) -> list[tuple[str, list[str]]]:
    """Each mention's text with its actors as "state:person" (either may be empty)."""
    found = scene(document_of(text, published=published, publisher=publisher)).mentions
    return [(m.text, [f"{a.party}:{a.person or ''}" for a in m.actors]) for i in sorted(found) for m in found[i]]


def acts_of(text: str, *, published: str = "2022-05-11", publisher: str | None = None) -> list[Act]:
    sightings = scene(document_of(text, published=published, publisher=publisher)).sightings
    return [act for acts in READER.read(sightings) for act in acts]


def told(text: str, *, published: str = "2022-05-11", publisher: str | None = None) -> list[str]:
    """Acts in short: "call occurred USA>AZE"."""
    return [
        f"{a.form} {a.status} {parties(a.source)}>{parties(a.target)}"
        for a in acts_of(text, published=published, publisher=publisher)
    ]


def parties(side: tuple[Mention, ...] | tuple[Actor, ...]) -> str:
    actors: list[Actor] = []
    for one in side:
        actors.extend(one.actors if isinstance(one, Mention) else [one])
    return "+".join(dict.fromkeys(a.party for a in actors if a.party))


def reports_of(text: str, *, published: str | None = "2022-05-11", publisher: str | None = None) -> tuple[Report, ...]:
    document = document_of(text, published=published, publisher=publisher)
    return code_document(document, load(), READER)
