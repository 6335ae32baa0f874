"""A page of event data becomes a document: each row a sentence, the names of the columns put before them."""

from __future__ import annotations

from hashlib import sha256

from bilateral.knowledge.event_data import COLUMNS_ADDED, EVENT_ROWS, day_of, layout_of, records
from bilateral.model import Basis, Document, Page, Precision, Repair, Sentence, SentenceKind, When

__all__ = ["holds_rows", "read_rows"]


def holds_rows(page: Page) -> bool:
    """Whether a page is a piece of a file of event data."""
    return page.content_type == EVENT_ROWS


def read_rows(page: Page) -> Document:
    """The document of a page of rows as `sources` cuts them out of a file.

    `original` is the rows as they stand in the file, so that an event can be followed to its row. In `text` they come
    after a line with the names of the columns, without which a stored row could not be read again.
    """
    heading, _, original = page.content.decode("utf-8").partition("\n")
    separator = layout.separator if (layout := layout_of(heading)) else "\t"
    sentences = []
    at = len(heading) + 1
    for paragraph, (_, record) in enumerate(records(original.split("\n"), separator)):
        sentences.append(Sentence(at, at + len(record), paragraph, SentenceKind.ITEM))
        at += len(record) + 1
    return Document(
        id="d" + sha256(original.encode("utf-8")).hexdigest()[:12],
        source=page.source,
        original=original,
        text=f"{heading}\n{original}",
        sentences=tuple(sentences),
        repairs=(Repair(start=0, end=0, replacement=f"{heading}\n", rule=COLUMNS_ADDED),),
        url=page.url,
        title=page.title,
        publisher=page.publisher,
        published=_filed(page.published or ""),
    )


def _filed(text: str) -> When | None:
    day = day_of(text)
    if day is None:
        return None
    return When(
        earliest=day,
        latest=day,
        precision=Precision.DAY,
        basis=Basis.STATED,
        text=text,
        reason="day the rows are filed under",
    )
