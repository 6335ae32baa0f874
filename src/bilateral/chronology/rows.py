"""Model values as rows of the database, and back.

Rows are dicts of plain values; `arrow` turns a list of them into one Arrow table, by far the fastest way into DuckDB.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bilateral.chronology.feeds import feed_schemas
from bilateral.chronology.people_rows import people_schemas
from bilateral.chronology.version_rows import version_schemas
from bilateral.knowledge.fold import fold
from bilateral.model import (
    Actor,
    Agreed,
    Basis,
    Disagreement,
    Document,
    Event,
    EventType,
    Form,
    Level,
    Link,
    Place,
    Precision,
    Quote,
    Repair,
    Report,
    Ruled,
    Sentence,
    SentenceKind,
    Span,
    Status,
    When,
)
from bilateral.persons import Appearance, OpenName

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "DocumentInfo",
    "Row",
    "actors_from",
    "arrow",
    "coded_digest",
    "content_id",
    "document_digest",
    "document_from_row",
    "document_row",
    "event_from_row",
    "event_row",
    "info_from_row",
    "pack",
    "report_from_row",
    "report_row",
    "unpack",
]

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInfo:
    """What is said about a document beside its text."""

    id: str
    source: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: When | None = None
    language: str | None = None
    machine_translated: bool = False


def content_id(original: str) -> str:
    """The id of a document that brings none along: "d" and 12 hex digits of its text's SHA-256."""
    return "d" + hashlib.sha256(original.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def document_digest(document: Document) -> str:
    """SHA-256 (hex) over the text as read and everything said about it, except where the copy lay."""
    parts = (document.original, document.url, document.title, document.publisher, document.published, document.language)
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def coded_digest(
    document: Document,
    reports: Sequence[Report],
    appearances: Sequence[Appearance] = (),
    open_names: Sequence[OpenName] = (),
) -> str:
    """SHA-256 (hex) over what was made of a document: repairs, sentences, reports and persons."""
    parts = (document.repairs, document.sentences, tuple(reports), tuple(appearances), tuple(open_names))
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


# --- model to rows -----------------------------------------------------------------------------------------------


def document_row(document: Document, *, digest: str, coded: str, written: int) -> Row:
    """The row of `documents`."""
    return {
        "id": document.id,
        "digest": digest,
        "coded": coded,
        "source": document.source,
        "url": document.url,
        "title": document.title,
        "publisher": document.publisher,
        **_published(document.published),
        "language": document.language,
        "machine_translated": document.machine_translated,
        "original": document.original,
        "text": document.text,
        "sentences": [
            {
                "start": s.start,
                "end": s.end,
                "paragraph": s.paragraph,
                "kind": s.kind.value,
                "introduced_by": s.introduced_by,
            }
            for s in document.sentences
        ],
        "repairs": [
            {"start": r.start, "end": r.end, "replacement": r.replacement, "rule": r.rule} for r in document.repairs
        ],
        "written": written,
    }


def _published(when: When | None) -> Row:
    return {
        "published_earliest": when and when.earliest,
        "published_latest": when and when.latest,
        "published_precision": when and when.precision.value,
        "published_basis": when and when.basis.value,
        "published_text": when and when.text,
        "published_reason": when and when.reason,
    }


def report_row(report: Report, *, block: str, written: int) -> Row:
    """The row of `reports`; `block` is the group of reports it may merge with."""
    return {
        "id": report.id,
        "document": report.document,
        "block": block,
        **_act(report),
        "evidence": [{"start": s.start, "end": s.end} for s in report.evidence],
        "text": report.text,
        "reader": report.reader,
        "reasons": list(report.reasons),
        "written": written,
    }


def event_row(event: Event, *, block: str) -> Row:
    """The row of `events`; its `people` are the folded names of the persons, a line each, for searching."""
    return {
        "id": event.id,
        "block": block,
        **_act(event),
        "level_from": event.level_from and event.level_from.value,
        "level_to": event.level_to and event.level_to.value,
        "parties_from": _parties(event.source),
        "parties_to": _parties(event.target),
        "people": _people(event),
        "disagreements": [
            {"field": d.field, "value": value, "documents": list(documents)}
            for d in event.disagreements
            for value, documents in d.values.items()
        ],
        "merges": list(event.merges),
        "judged": [{name: getattr(one, name) for name in Ruled.__slots__} for one in event.judged],
        "sources": [list(family) for family in event.sources],
        "agreed": [{"field": found.field, "value": found.value, "rule": found.rule} for found in event.agreed],
        "reports": [report.id for report in event.reports],
        "readers": sorted({report.reader.split()[0] for report in event.reports}),
        "told_first": min((report.when.earliest for report in event.reports), default=event.when.earliest),
        "told_last": max((report.when.latest for report in event.reports), default=event.when.latest),
    }


def _people(event: Event) -> str:
    names = {fold(actor.person) for side in (event.source, event.target) for actor in side if actor.person}
    return "\n".join(sorted(names))


def _parties(side: Iterable[Actor]) -> list[str]:
    return sorted({actor.party for actor in side if actor.party})


def _act(act: Report | Event) -> Row:
    return {
        "type": act.type.value,
        "mode": act.mode,
        "form": act.form.value,
        "status": act.status.value,
        "source": [_actor_row(actor) for actor in act.source],
        "target": [_actor_row(actor) for actor in act.target],
        "earliest": act.when.earliest,
        "latest": act.when.latest,
        "precision": act.when.precision.value,
        "basis": act.when.basis.value,
        "when_text": act.when.text,
        "when_reason": act.when.reason,
        "place": act.place and {key: getattr(act.place, key) for key in ("name", "state", "lat", "lon")},
        "issues": list(act.issues),
        "named_issues": list(act.named_issues),
        "quotes": [_quote_row(quote) for quote in act.quotes],
        "confidence": act.confidence,
        "count": act.count,
    }


def _actor_row(actor: Actor) -> Row:
    return {
        "state": actor.state,
        "organisation": actor.organisation,
        "person": actor.person,
        "person_id": actor.person_id,
        "office": actor.office,
        "level": actor.level and actor.level.value,
        "basis": actor.basis,
    }


def _quote_row(quote: Quote) -> Row:
    return {
        "text": quote.text,
        "start": quote.span.start,
        "end": quote.span.end,
        "speaker": quote.speaker and _actor_row(quote.speaker),
        "addressee": quote.addressee and _actor_row(quote.addressee),
    }


# --- rows to model -----------------------------------------------------------------------------------------------


def info_from_row(row: Row) -> DocumentInfo:
    """What is said about a document, from its row."""
    return DocumentInfo(
        id=row["id"],
        source=row["source"],
        url=row["url"],
        title=row["title"],
        publisher=row["publisher"],
        published=_published_back(row),
        language=row["language"],
        machine_translated=row["machine_translated"],
    )


def document_from_row(row: Row) -> Document:
    """The whole document, as it was put."""
    return Document(
        id=row["id"],
        source=row["source"],
        original=row["original"],
        text=row["text"],
        sentences=tuple(
            Sentence(s["start"], s["end"], s["paragraph"], SentenceKind(s["kind"]), s["introduced_by"])
            for s in row["sentences"]
        ),
        repairs=tuple(Repair(**r) for r in row["repairs"]),
        url=row["url"],
        title=row["title"],
        publisher=row["publisher"],
        published=_published_back(row),
        language=row["language"],
        machine_translated=row["machine_translated"],
    )


def _published_back(row: Row) -> When | None:
    if row["published_earliest"] is None:
        return None
    return When(
        earliest=row["published_earliest"],
        latest=row["published_latest"],
        precision=Precision(row["published_precision"]),
        basis=Basis(row["published_basis"]),
        text=row["published_text"],
        reason=row["published_reason"],
    )


def report_from_row(row: Row) -> Report:
    """The report, as it was put."""
    return Report(
        id=row["id"],
        document=row["document"],
        **_act_back(row),
        evidence=tuple(Span(s["start"], s["end"]) for s in row["evidence"]),
        text=row["text"],
        reader=row["reader"],
        reasons=tuple(row["reasons"]),
    )


def event_from_row(row: Row, reports: Mapping[str, Report], links: Sequence[Link] = ()) -> Event:
    """The event with its reports, which `reports` holds by id, and its links."""
    values: dict[str, dict[str, tuple[str, ...]]] = {}
    for item in row["disagreements"]:
        values.setdefault(item["field"], {})[item["value"]] = tuple(item["documents"])
    return Event(
        id=row["id"],
        **_act_back(row),
        reports=tuple(reports[key] for key in row["reports"]),
        disagreements=tuple(Disagreement(field=field, values=found) for field, found in values.items()),
        merges=tuple(row["merges"]),
        judged=tuple(Ruled(**one) for one in row["judged"] or ()),
        sources=tuple(map(tuple, row["sources"] or ())),
        agreed=tuple(Agreed(**found) for found in row["agreed"] or ()),
        links=tuple(links),
    )


def actors_from(side: Iterable[Row]) -> tuple[Actor, ...]:
    """The actors of one side of an event, from a row's list of them."""
    return tuple(_actor(actor) for actor in side)


def _act_back(row: Row) -> Row:
    return {
        "type": EventType(row["type"]),
        "mode": row["mode"],
        "form": Form(row["form"]),
        "status": Status(row["status"]),
        "source": actors_from(row["source"]),
        "target": actors_from(row["target"]),
        "when": When(
            earliest=row["earliest"],
            latest=row["latest"],
            precision=Precision(row["precision"]),
            basis=Basis(row["basis"]),
            text=row["when_text"],
            reason=row["when_reason"],
        ),
        "place": row["place"] and Place(**row["place"]),
        "issues": tuple(row["issues"]),
        "named_issues": tuple(row["named_issues"]),
        "quotes": tuple(
            Quote(
                text=quote["text"],
                span=Span(quote["start"], quote["end"]),
                speaker=quote["speaker"] and _actor(quote["speaker"]),
                addressee=quote["addressee"] and _actor(quote["addressee"]),
            )
            for quote in row["quotes"]
        ),
        "confidence": row["confidence"],
        "count": row["count"],
    }


def _actor(row: Row) -> Actor:
    return Actor(**{**row, "level": Level(row["level"]) if row["level"] else None})


# --- rows to Arrow -----------------------------------------------------------------------------------------------


def arrow(table: str, rows: Sequence[Row]) -> pa.Table:
    """The rows of one of the tables `_schemas` knows as an Arrow table."""
    import pyarrow as pa

    return pa.Table.from_pylist(list(rows), schema=_schemas()[table])


def pack(table: pa.Table) -> bytes:
    """The Arrow table as bytes, to go from one process to another."""
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())


def unpack(packed: bytes) -> pa.Table:
    """The Arrow table that `pack` made bytes of."""
    import pyarrow as pa

    with pa.ipc.open_stream(packed) as stream:
        return stream.read_all()


@functools.cache
def _schemas() -> Mapping[str, pa.Schema]:
    import pyarrow as pa

    text, texts, whole, day, number = pa.string(), pa.list_(pa.string()), pa.int32(), pa.date32(), pa.float64()
    actor = pa.struct(
        [(key, text) for key in ("state", "organisation", "person", "person_id", "office", "level", "basis")]
    )
    span = [("start", whole), ("end", whole)]
    quote = pa.struct([("text", text), *span, ("speaker", actor), ("addressee", actor)])
    place = pa.struct([("name", text), ("state", text), ("lat", number), ("lon", number)])
    sentence = pa.struct([*span, ("paragraph", whole), ("kind", text), ("introduced_by", whole)])
    repair = pa.struct([*span, ("replacement", text), ("rule", text)])
    disagreement = pa.struct([("field", text), ("value", text), ("documents", texts)])
    judged = pa.struct(
        [(key, day if key == "on" else text) for key in ("field", "value", "reported", "judgement", "who", "on", "why")]
    )
    act = [
        *((key, text) for key in ("type", "mode", "form", "status")),
        ("source", pa.list_(actor)),
        ("target", pa.list_(actor)),
        ("earliest", day),
        ("latest", day),
        *((key, text) for key in ("precision", "basis", "when_text", "when_reason")),
        ("place", place),
        ("issues", texts),
        ("named_issues", texts),
        ("quotes", pa.list_(quote)),
        ("confidence", number),
        ("count", whole),
    ]
    documents = [
        *((key, text) for key in ("id", "digest", "coded", "source", "url", "title", "publisher")),
        ("published_earliest", day),
        ("published_latest", day),
        *((f"published_{key}", text) for key in ("precision", "basis", "text", "reason")),
        ("language", text),
        ("machine_translated", pa.bool_()),
        ("original", text),
        ("text", text),
        ("sentences", pa.list_(sentence)),
        ("repairs", pa.list_(repair)),
        ("written", pa.int64()),
    ]
    reports = [
        *((key, text) for key in ("id", "document", "block")),
        *act,
        ("evidence", pa.list_(pa.struct(span))),
        ("text", text),
        ("reader", text),
        ("reasons", texts),
        ("written", pa.int64()),
    ]
    events = [
        *((key, text) for key in ("id", "block")),
        *act,
        *((key, text) for key in ("level_from", "level_to")),
        ("parties_from", texts),
        ("parties_to", texts),
        ("people", text),
        ("disagreements", pa.list_(disagreement)),
        ("merges", texts),
        ("judged", pa.list_(judged)),
        ("sources", pa.list_(texts)),
        ("agreed", pa.list_(pa.struct([(key, text) for key in ("field", "value", "rule")]))),
        ("reports", texts),
        ("readers", texts),
        ("told_first", day),
        ("told_last", day),
    ]
    links = [
        *((key, text) for key in ("dyad", "kind", "source", "target")),
        ("score", number),
        ("reasons", texts),
    ]

    return {
        "documents": pa.schema(documents),
        "reports": pa.schema(reports),
        "events": pa.schema(events),
        "inputs": pa.schema([(key, text) for key in ("digest", "reader", "document")]),
        "signatures": pa.schema([("document", text), ("sketch", pa.binary())]),
        "links": pa.schema(links),
        "refusals": pa.schema([(key, text) for key in ("source", "code", "reason")]),
        "ruled": pa.schema([(key, text) for key in ("block", "group", "digest")]),
        "anchors": pa.schema(
            [
                *((key, text) for key in ("judgement", "side")),
                ("position", whole),
                *((key, text) for key in ("report", "document")),
                *span,
                *((key, text) for key in ("words", "form", "type", "status")),
                *((key, texts) for key in ("source", "target")),
                *((key, day) for key in ("earliest", "latest")),
            ]
        ),
        **people_schemas(),
        **version_schemas(),
        **feed_schemas(),
    }
