"""The very sentences an event rests on, as they stood in the texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bilateral.chronology import Store
from bilateral.model import Document, Event, Report, Span

__all__ = ["Evidence", "evidence_of", "sentences"]

Evidence = Mapping[str, tuple[str, ...]]
"""Report id -> its passages as read, the sentence that tells the act first."""


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
    """The report's own sentence, then what else belongs to it, in the order of the text; sentences that follow each
    other make one passage. Only the first where the document is not at hand.
    """
    if document is None:
        return (_tidy(report.text),)
    passages: list[Span] = []
    for span in _outside(report.evidence):
        if passages and not document.original[passages[-1].end : span.start].strip():
            passages[-1] = Span(passages[-1].start, max(passages[-1].end, span.end))
        else:
            passages.append(span)
    return (_tidy(report.text), *(_tidy(document.original[span.start : span.end]) for span in passages))


def _outside(evidence: Sequence[Span]) -> list[Span]:
    """The spans after the first, in the order of the text, without what already stands in it."""
    first, *others = evidence
    return sorted(span for span in set(others) if not (first.start <= span.start and span.end <= first.end))


def _tidy(text: str) -> str:
    return " ".join(text.split())
