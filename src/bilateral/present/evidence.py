"""The very sentences an event rests on, as they stood in the texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bilateral.chronology import Store
from bilateral.model import Document, Event, Report

__all__ = ["Evidence", "evidence_of", "sentences"]

Evidence = Mapping[str, tuple[str, ...]]
"""Report id -> its sentences as read, the one that tells the act first."""


def evidence_of(store: Store, events: Iterable[Event]) -> dict[str, tuple[str, ...]]:
    """The sentences of all reports of the events. A document is read once, and only where a report needs more of it."""
    found: dict[str, tuple[str, ...]] = {}
    documents: dict[str, Document] = {}
    for event in events:
        for report in event.reports:
            if len(report.evidence) > 1 and report.document not in documents:
                documents[report.document] = store.document(report.document)
            found[report.id] = sentences(report, documents.get(report.document))
    return found


def sentences(report: Report, document: Document | None) -> tuple[str, ...]:
    """The report's own sentence, then those at its other spans; only the first where the document is not at hand."""
    if document is None:
        return (_tidy(report.text),)
    others = (document.original[span.start : span.end] for span in report.evidence[1:])
    return tuple(dict.fromkeys(text for text in map(_tidy, (report.text, *others)) if text))


def _tidy(text: str) -> str:
    return " ".join(text.split())
