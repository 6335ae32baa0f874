"""The public record of an event: what exports hold and other programs may rely on.

The fields, their order and their meaning are fixed per RECORD_VERSION; a field is added at the end and raises the
minor number, a change of meaning raises the major one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bilateral.chronology.linking.words import told_from
from bilateral.chronology.rows import DocumentInfo
from bilateral.model import Actor, Document, Event, Place, Quote, Report, Ruled, When

__all__ = ["RECORD_FIELDS", "RECORD_VERSION", "record"]

RECORD_VERSION = "1.1"

RECORD_FIELDS: tuple[str, ...] = (
    "id",
    "start",
    "end",
    "precision",
    "basis",
    "type",
    "mode",
    "form",
    "status",
    "level_from",
    "level_to",
    "from",
    "to",
    "place",
    "issues",
    "named_issues",
    "confidence",
    "disagreements",
    "reports",
    "quotes",
    "count",
    "judged",
    "links",
    "sources",
)
"""The fields of a record, in order."""


def record(event: Event, documents: Mapping[str, DocumentInfo | Document]) -> dict[str, Any]:
    """The event as plain values, fields in the order of RECORD_FIELDS.

    `start` and `end` are ISO dates, both included. Actors are {state, person, office, organisation}, a body having a
    null state. `spans` are [start, end) in characters of the document's text as read; `published` is an ISO date, or
    two with a slash between them. `count` is how often it happened, where a text tells several acts as one ("twice").
    `judged` is what users settled, with what the reports say instead; a judged value stands in its field too.
    `links` are told from this event ("part of" another, which in turn "includes" it); `sources` are the documents in
    families of copies: as many as there are independent sources.
    `documents` must hold the documents of the event's reports.
    """
    return {
        "id": event.id,
        "start": event.when.earliest.isoformat(),
        "end": event.when.latest.isoformat(),
        "precision": event.when.precision.value,
        "basis": event.when.basis.value,
        "type": event.type.value,
        "mode": event.mode,
        "form": event.form.value,
        "status": event.status.value,
        "level_from": event.level_from and event.level_from.value,
        "level_to": event.level_to and event.level_to.value,
        "from": [_actor(actor) for actor in event.source],
        "to": [_actor(actor) for actor in event.target],
        "place": _place(event.place),
        "issues": list(event.issues),
        "named_issues": list(event.named_issues),
        "confidence": event.confidence,
        "disagreements": [
            {"field": item.field, "values": {value: list(found) for value, found in item.values.items()}}
            for item in event.disagreements
        ],
        "reports": [_report(report, documents[report.document]) for report in event.reports],
        "quotes": _quotes(event),
        "count": event.count,
        "judged": [_judged(one) for one in event.judged],
        "links": [
            {"kind": kind, "event": other, "score": link.score, "reasons": list(link.reasons)}
            for kind, other, link in told_from(event)
        ],
        "sources": [list(family) for family in event.sources],
    }


def _actor(actor: Actor) -> dict[str, str | None]:
    return {
        "state": actor.state,
        "person": actor.person,
        "office": actor.office,
        "organisation": actor.organisation,
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    return {"name": place.name, "state": place.state, "lat": place.lat, "lon": place.lon} if place else None


def _report(report: Report, document: DocumentInfo | Document) -> dict[str, Any]:
    return {
        "document": report.document,
        "url": document.url,
        "title": document.title,
        "publisher": document.publisher,
        "published": _days(document.published),
        "text": report.text,
        "spans": [[span.start, span.end] for span in report.evidence],
        "reader": report.reader,
    }


def _judged(ruled: Ruled) -> dict[str, str]:
    return {name: str(getattr(ruled, name)) for name in ("field", "value", "reported", "judgement", "who", "on", "why")}


def _quotes(event: Event) -> list[dict[str, Any]]:
    # The agreed quotes, each with the first document that has it.
    home: dict[Quote, Report] = {}
    for report in event.reports:
        for quote in report.quotes:
            home.setdefault(quote, report)
    return [_quote(quote, home[quote]) for quote in event.quotes]


def _quote(quote: Quote, report: Report) -> dict[str, Any]:
    return {
        "text": quote.text,
        "speaker": quote.speaker and _actor(quote.speaker),
        "addressee": quote.addressee and _actor(quote.addressee),
        "document": report.document,
        "span": [quote.span.start, quote.span.end],
    }


def _days(when: When | None) -> str | None:
    if when is None:
        return None
    if when.earliest == when.latest:
        return when.earliest.isoformat()
    return f"{when.earliest.isoformat()}/{when.latest.isoformat()}"
