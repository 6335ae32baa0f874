"""The very sentences an event rests on, as they stood in the texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bilateral.chronology import Store
from bilateral.model import Event, Report, Span

__all__ = ["Evidence", "evidence_of", "sentences"]

Evidence = Mapping[str, tuple[str, ...]]
"""Report id -> its passages as read, the sentence that tells the act first."""

# A join reads only the texts asked for; a condition on the id would read every text of the store (20 times slower for
# 160 of 5,000 texts, DuckDB 2.0).
_ORIGINALS = "SELECT id, original FROM documents JOIN (SELECT unnest(?) AS id) USING (id)"


def evidence_of(store: Store, events: Iterable[Event]) -> dict[str, tuple[str, ...]]:
    """The sentences of all reports of the events; texts are fetched at once, and only where a report needs them."""
    reports = [report for event in events for report in event.reports]
    wanted = sorted({report.document for report in reports if len(report.evidence) > 1})
    originals = dict(store.sql().execute(_ORIGINALS, [wanted]).fetchall())
    return {report.id: sentences(report, originals.get(report.document)) for report in reports}


def sentences(report: Report, original: str | None) -> tuple[str, ...]:
    """The report's own sentence, then what else belongs to it, in the order of the text; sentences that follow each
    other make one passage. Only the first where the text as read is not at hand.
    """
    if original is None:
        return (_tidy(report.text),)
    passages: list[Span] = []
    for span in _outside(report.evidence):
        if passages and not original[passages[-1].end : span.start].strip():
            passages[-1] = Span(passages[-1].start, max(passages[-1].end, span.end))
        else:
            passages.append(span)
    return (_tidy(report.text), *(_tidy(original[span.start : span.end]) for span in passages))


def _outside(evidence: Sequence[Span]) -> list[Span]:
    """The spans after the first, in the order of the text, without what already stands in it."""
    first, *others = evidence
    return sorted(span for span in set(others) if not (first.start <= span.start and span.end <= first.end))


def _tidy(text: str) -> str:
    return " ".join(text.split())
