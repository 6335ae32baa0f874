"""A document of rows -> its reports, and how many rows make none, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from hashlib import sha256
from types import MappingProxyType

from bilateral.coding.event_rows import acled, gdelt, icews, polecat
from bilateral.coding.event_rows.row import Left, Row
from bilateral.knowledge.event_data import COLUMNS_ADDED, layout_of
from bilateral.knowledge.plover import context_of
from bilateral.model import Document, Report, Span, Status

__all__ = ["CONFIDENCE", "READERS", "holds_rows", "read_event_rows"]

VERSION = "1"
"""Raised when a row would be read differently."""

_DIALECTS: Mapping[str, Callable[[Mapping[str, str]], Row | Left]] = MappingProxyType(
    {"icews": icews.row_of, "polecat": polecat.row_of, "gdelt": gdelt.row_of, "acled": acled.row_of}
)

READERS: Mapping[str, str] = MappingProxyType({name: f"{name} {VERSION}" for name in _DIALECTS})
"""What stands in the reports of each data set as their reader."""

CONFIDENCE = 0.5
"""No data set says how sure it is of a row: the middle stands for that, and is no measure of the data set."""

_UNSURE = f"confidence: the data set gives none, {CONFIDENCE} stands for that"


def holds_rows(document: Document) -> bool:
    """Whether a document is a piece of a file of event data."""
    return bool(document.repairs) and document.repairs[0].rule == COLUMNS_ADDED


def read_event_rows(document: Document) -> tuple[tuple[Report, ...], Counter[str]]:
    """The reports of the rows that tell of an act between two states or bodies; and why the others tell of none, each
    reason with the number of rows. Pure."""
    shift = len(document.repairs[0].replacement)
    layout = layout_of(document.text[:shift])
    left: Counter[str] = Counter()
    reports: list[Report] = []
    if layout is None:
        left["columns that are not known"] = len(document.sentences)
        return (), left
    read = _DIALECTS[layout.data.name]
    for number, sentence in enumerate(document.sentences):
        text = document.text[sentence.start : sentence.end]
        row = read(layout.named(text))
        if isinstance(row, Row):
            row = _between_two(row)
        if isinstance(row, Left):
            left[row.why] += 1
            continue
        span = Span(sentence.start - shift, sentence.end - shift)
        reports.append(_report(document, row, name=layout.data.name, number=number, span=span, text=text))
    return tuple(reports), left


def _between_two(row: Row) -> Row | Left:
    if not row.source.party or not row.target.party:
        nobody = [name for name, side in (("source", row.source), ("target", row.target)) if not side.party]
        return Left(f"no state or body as {' and '.join(nobody)}")
    return Left("within one state or body") if row.source.party == row.target.party else row


def _report(document: Document, row: Row, *, name: str, number: int, span: Span, text: str) -> Report:
    act = row.act
    issues = dict.fromkeys(issue for context in act.contexts if (issue := context_of(context)))
    return Report(
        # By the row's place, not by its id: a row that stands in two files is in two documents.
        id="r" + sha256(f"{document.id} {number} {row.id}".encode()).hexdigest()[:16],
        document=document.id,
        type=act.type,
        mode=act.mode,
        form=act.form,
        status=Status.OCCURRED,
        source=row.source.actors(),
        target=row.target.actors(),
        when=row.when,
        place=row.place,
        issues=tuple(sorted(issues)),
        named_issues=(),
        quotes=(),
        evidence=(span,),
        text=text,
        confidence=CONFIDENCE,
        reader=READERS[name],
        reasons=(
            f"{name} event {row.id}",
            act.said,
            f"source: {row.source.said}",
            f"target: {row.target.said}",
            *row.notes,
            f"date: {row.when.reason}",
            _UNSURE,
        ),
    )
