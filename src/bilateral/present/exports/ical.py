"""Events as an iCalendar file (RFC 5545): what is planned, in anybody's calendar.

Every entry takes whole days and blocks no time. It stands on all the days on which the event may take place, and where
the day is not known its title says so first ("May 2023, day not known: ..."): no day is made up. What is planned or
proposed is TENTATIVE, what is denied CANCELLED. The stamp is the day of the latest text that tells the event, so that
the same events give the same bytes on any day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from bilateral.chronology import DocumentInfo
from bilateral.model import Event, Status
from bilateral.present.addresses import safe_link
from bilateral.present.phrases import headline
from bilateral.present.words import STATUS_WORDS, capital, day_is_open, issue_label, one_line, when_text

if TYPE_CHECKING:
    import icalendar

__all__ = ["ical"]

_STATUS: Mapping[Status, str] = MappingProxyType(
    {
        Status.OCCURRED: "CONFIRMED",
        Status.ONGOING: "CONFIRMED",
        Status.PLANNED: "TENTATIVE",
        Status.PROPOSED: "TENTATIVE",
        Status.NEGATED: "CANCELLED",
    }
)
_SHOWN = 5  # texts told of in a description: a calendar is no place for more
_LAST = date.max - timedelta(days=1)  # an entry ends on the day after


def ical(
    events: Iterable[Event],
    documents: Mapping[str, DocumentInfo] | None = None,
    *,
    title: str = "Bilateral",
    name_of: Callable[[str], str] | None = None,
) -> str:
    """The calendar as text, its lines ended by CR LF as the standard wants; to be written in UTF-8.

    It holds the events given, of whatever status, in their order. With the `documents` of their reports each entry
    names and dates its texts; without, it has their sentences alone and is stamped with its own first day. `title` is
    what a calendar program shows as the calendar's name, `name_of` gives the name of a party code (by default that of
    the package's tables).
    """
    import icalendar

    if name_of is None:
        from bilateral.knowledge import load
        from bilateral.present.words import party_names

        name_of = party_names(load())
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Bilateral//Bilateral//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", icalendar.vText(one_line(title)))
    for event in events:
        calendar.add_component(_entry(event, documents or {}, name_of))
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def _entry(event: Event, documents: Mapping[str, DocumentInfo], name_of: Callable[[str], str]) -> icalendar.Event:
    import icalendar

    told = headline(event, name_of)
    texts = [documents[key] for key in dict.fromkeys(one.document for one in event.reports) if key in documents]
    entry = icalendar.Event()
    entry.add("uid", f"{event.id}@bilateral")
    entry.add("dtstamp", _stamp(event, texts))
    entry.add("dtstart", event.when.earliest)
    entry.add("dtend", min(event.when.latest, _LAST) + timedelta(days=1))
    start = f"{when_text(event.when, 'words')}, day not known: " if day_is_open(event.when) else ""
    entry.add("summary", start + (told.short if start else capital(told.short)))
    entry.add("description", _description(event, str(told), documents))
    entry.add("status", _STATUS[event.status])
    entry.add("transp", "TRANSPARENT")
    if event.place:
        entry.add("location", one_line(event.place.name))
        if event.place.lat is not None and event.place.lon is not None:
            entry.add("geo", (event.place.lat, event.place.lon))
    if link := next(filter(None, (safe_link(text.url or "") for text in texts)), ""):
        entry.add("url", link)
    entry.add("categories", [event.form.value, *map(issue_label, event.issues)])
    # For programs, in the words of the public record.
    entry.add("x-bilateral-status", event.status.value)
    entry.add("x-bilateral-precision", event.when.precision.value)
    entry.add("x-bilateral-basis", event.when.basis.value)
    return entry


def _stamp(event: Event, texts: Sequence[DocumentInfo]) -> datetime:
    days = [text.published.latest for text in texts if text.published]
    return datetime.combine(max(days, default=event.when.earliest), time(), UTC)


def _description(event: Event, told: str, documents: Mapping[str, DocumentInfo]) -> str:
    """The event in full, how sure it is, and the sentence of each text."""
    status = STATUS_WORDS[event.status]
    lines = [
        f"{capital(told)}.",
        f"When: {when_text(event.when, 'words')}. {capital(status) + '.' if status else ''}".strip(),
    ]
    reports = list({report.document: report for report in reversed(event.reports)}.values())[::-1]
    lines += [_said(report.text, documents.get(report.document)) for report in reports[:_SHOWN]]
    if len(reports) > _SHOWN:
        lines.append(f"And {len(reports) - _SHOWN} more texts.")
    return "\n\n".join(lines)


def _said(sentence: str, document: DocumentInfo | None) -> str:
    words = f"“{one_line(sentence)}”"
    if document is None:
        return words
    published = when_text(document.published, "words") if document.published else ""
    link = safe_link(document.url or "")
    told = ", ".join(
        one_line(part) for part in (document.title or document.source, document.publisher or "", published) if part
    )
    return f"{words} ({told}{f' {link}' if link else ''})"
