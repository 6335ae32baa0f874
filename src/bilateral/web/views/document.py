"""The page of one text: as it was read, with the words marked on which events rest."""

from __future__ import annotations

from dataclasses import dataclass

from bilateral.errors import UnknownDocument
from bilateral.knowledge import load
from bilateral.knowledge.publishers import publisher_side
from bilateral.model import Span
from bilateral.present.words import clean
from bilateral.web.passages import Piece, marked
from bilateral.web.shown import Entry, Site, Text, entries, text_of

__all__ = ["DocumentPage", "document"]


@dataclass(frozen=True, slots=True)
class Mended:
    """An edit made before the text was coded: what stood there, what was read instead, and by which rule."""

    was: str
    read_as: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """The page. `pieces` make up the text as read; `mended` are the edits, but for what was merely left out."""

    text: Text
    source: str
    language: str
    pieces: tuple[Piece, ...]
    events: tuple[Entry, ...]
    mended: tuple[Mended, ...]
    left_out: int


def document(site: Site, id: str) -> DocumentPage:
    """The page. Raises UnknownDocument."""
    found_id = site.store.listing.key_of(id[1:]) if id.startswith("~") else id
    infos = site.store.documents([found_id]) if found_id else {}
    if not infos or found_id is None:
        raise UnknownDocument(f"no text here has the id {id!r}")
    info = infos[found_id]
    whole = site.store.document(found_id)
    told = site.store.listing.told_in(found_id)
    at = site.index.telling([report for report, _ in told])
    spans: dict[int, list[Span]] = {}
    for position, (_, evidence) in zip(at, told, strict=True):
        if position >= 0:
            spans.setdefault(position, []).extend(evidence)
    side = publisher_side(info.publisher, info.url, load())
    return DocumentPage(
        text=text_of(info, clean(site.name_of(side)) if side else None),
        source=clean(info.source),
        language=info.language or "",
        pieces=marked(whole.original, {site.index.ids[at]: found for at, found in spans.items()}),
        events=entries(site, list(spans)),
        mended=tuple(
            Mended(clean(whole.original[edit.start : edit.end]), clean(edit.replacement), edit.rule)
            for edit in whole.repairs
            if edit.replacement.strip()
        ),
        left_out=sum(1 for edit in whole.repairs if not edit.replacement.strip()),
    )
