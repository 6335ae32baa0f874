"""The date of an event, and of a document that does not tell its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bilateral.coding.times import TimeMention
from bilateral.knowledge import Knowledge
from bilateral.model import Document, Span, When

__all__ = ["Dater", "infer_published"]


def infer_published(
    document: Document, knowledge: Knowledge, people: Collection[str] = ()
) -> tuple[When, tuple[str, ...]] | None:
    """Range of days in which a document without a date was published, and the evidence for it."""
    return None


class Dater:
    """Dates the events of one document."""

    def __init__(self, document: Document, times: Sequence[TimeMention], published: When | None) -> None:
        self.document = document
        self.times = times
        self.published = published

    def date(self, sentence: int, trigger: Span, *, future: bool = False, context: When | None = None) -> When | None:
        """When the event at `trigger` took place."""
        here = self.document.sentences[sentence]
        inside = [t for t in self.times if here.start <= t.start < here.end and t.when]
        near = min(inside, key=lambda t: abs(t.start - trigger.start), default=None)
        return near.when if near else context or self.published

    def remember(self, when: When) -> None:
        """The event just told, for "a day later"."""
