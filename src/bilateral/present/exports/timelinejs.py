"""Events as the JSON of TimelineJS (Knight Lab, version 3): a timeline for a web page.

A date is given as exactly as it is known (a month has no day), and told in words beside. TimelineJS puts headlines and
texts into its page as HTML, so every word of the sources is escaped here. There are no pictures.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from html import escape
from typing import Any

from bilateral.chronology import DocumentInfo
from bilateral.model import Event, When
from bilateral.present.addresses import safe_link
from bilateral.present.phrases import headline
from bilateral.present.words import FORM_NOUNS, STATUS_WORDS, capital, day_is_open, issue_label, one_line, when_text

__all__ = ["timelinejs"]

_MONTHS = 12


def timelinejs(
    events: Iterable[Event],
    documents: Mapping[str, DocumentInfo],
    *,
    name_of: Callable[[str], str] | None = None,
) -> str:
    """The timeline as JSON, an entry an event in their order, grouped by form; `documents` are those of their reports.

    `name_of` gives the name of a party code (by default that of the package's tables).
    """
    if name_of is None:
        from bilateral.knowledge import load
        from bilateral.present.words import party_names

        name_of = party_names(load())
    found = {"scale": "human", "events": [_entry(event, documents, name_of) for event in events]}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _entry(event: Event, documents: Mapping[str, DocumentInfo], name_of: Callable[[str], str]) -> dict[str, Any]:
    told = headline(event, name_of)
    start, end = _dates(event.when)
    entry: dict[str, Any] = {"unique_id": event.id, "start_date": start}
    if end:
        entry["end_date"] = end
    open_day = ", day not known" if day_is_open(event.when) else ""
    entry["display_date"] = when_text(event.when, "words") + open_day
    entry["group"] = capital(FORM_NOUNS[event.form][1])
    entry["text"] = {"headline": escape(capital(told.short)), "text": _text(event, capital(str(told)), documents)}
    return entry


def _dates(when: When) -> tuple[dict[str, int], dict[str, int] | None]:
    """A whole month or year as such, without an end; else the first day and, if it is another, the last."""
    first, last = when.earliest, when.latest
    if first == last:
        return _day(first), None
    if first.day == 1 and (last.month, last.day) == (_MONTHS, 31) and first.month == 1:
        return {"year": first.year}, {"year": last.year} if last.year != first.year else None
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and _ends_month(last):
        return {"year": first.year, "month": first.month}, None
    return _day(first), _day(last)


def _day(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _ends_month(day: date) -> bool:
    return day == date.max or date.fromordinal(day.toordinal() + 1).day == 1


def _text(event: Event, told: str, documents: Mapping[str, DocumentInfo]) -> str:
    """What happened in full, what it was about, and each text's sentence with a link to the text, as HTML."""
    status = STATUS_WORDS[event.status]
    about = [*map(one_line, event.named_issues), *map(issue_label, event.issues)]
    parts = [f"{told}." + (f" {capital(status)}." if status else "")]
    if about:
        parts.append(f"About: {', '.join(about)}.")
    paragraphs = [f"<p>{escape(part)}</p>" for part in parts]
    for report in {report.document: report for report in reversed(event.reports)}.values():
        document = documents[report.document]
        sentence = escape(one_line(report.text))
        paragraphs.append(f"<blockquote>{sentence}</blockquote><p>{_source(document)}</p>")
    return "".join(paragraphs)


def _source(document: DocumentInfo) -> str:
    title = escape(one_line(document.title or document.source))
    link = safe_link(document.url or "")
    published = when_text(document.published, "words") if document.published else ""
    more = escape(", ".join(part for part in (one_line(document.publisher or ""), published) if part))
    named = f'<a href="{escape(link)}" rel="noopener noreferrer">{title}</a>' if link else title
    return f"{named}, {more}" if more else named
