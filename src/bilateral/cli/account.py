"""One event told in full for the terminal: the agreed fields, every source sentence, how it was resolved."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bilateral.model import Actor, Event, Quote, Report, When

if TYPE_CHECKING:
    from bilateral.chronology import DocumentInfo

__all__ = ["account"]

LABEL = 14
"""Width of the column of field names."""


def account(event: Event, documents: Mapping[str, DocumentInfo], *, width: int) -> str:
    """The event as text at most `width` characters wide, ending in a line break."""
    blocks = [_fields(event, width), *(_report(report, documents, width) for report in event.reports)]
    if event.quotes:
        blocks.append(_list("Quotes", [_quote(quote) for quote in event.quotes], width))
    if event.merges:
        blocks.append(_list("Told as one event because", event.merges, width))
    if event.disagreements:
        lines = [
            f"{disagreement.field}: "
            + "; ".join(f"{value} ({', '.join(ids)})" for value, ids in disagreement.values.items())
            for disagreement in event.disagreements
        ]
        blocks.append(_list("The sources disagree about", lines, width))
    return "\n\n".join(blocks) + "\n"


def _fields(event: Event, width: int) -> str:
    place = event.place
    rows = (
        ("Event", event.id),
        ("Date", _when(event.when)),
        ("Act", f"{event.form} ({event.type}{f', {event.mode}' if event.mode else ''})"),
        ("Status", str(event.status)),
        ("From", _side(event.source)),
        ("To", _side(event.target)),
        ("Place", f"{place.name}{f' ({place.state})' if place.state else ''}" if place else ""),
        ("Times", str(event.count) if event.count > 1 else ""),
        ("Issues", ", ".join(event.issues)),
        ("Named", ", ".join(event.named_issues)),
        ("Confidence", f"{event.confidence:.2f}"),
    )
    return "\n".join(_field(name, value, width) for name, value in rows if value)


def _field(name: str, value: str, width: int) -> str:
    return textwrap.fill(value, width, initial_indent=name.ljust(LABEL), subsequent_indent=" " * LABEL)


def _when(when: When) -> str:
    days = str(when.earliest) if when.earliest == when.latest else f"{when.earliest} to {when.latest}"
    said = f', from "{when.text}"' if when.text else ""
    return f"{days} (to the {when.precision}, {when.basis}{said})"


def _side(actors: Sequence[Actor]) -> str:
    return "; ".join(_actor(actor) for actor in actors)


def _actor(actor: Actor) -> str:
    known = [actor.person, actor.office, actor.party]
    named = ", ".join(part for part in known if part)
    return f"{named} [{actor.basis}]" if actor.basis else named


def _report(report: Report, documents: Mapping[str, DocumentInfo], width: int) -> str:
    document = documents[report.document]
    published = str(document.published.earliest) if document.published else None
    source = [document.title, document.publisher, published, document.url or document.source]
    lines = [
        *textwrap.wrap(f"Source {report.document}: " + ", ".join(part for part in source if part), width),
        *_indented(f'"{" ".join(report.text.split())}"', width),
        *_indented(f"read by {report.reader} as {report.form}, {report.status}, {_when(report.when)}", width),
    ]
    lines += [line for reason in report.reasons for line in _indented(f"- {reason}", width)]
    return "\n".join(lines)


def _indented(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="    ")


def _quote(quote: Quote) -> str:
    speaker = f"{_actor(quote.speaker)}: " if quote.speaker else ""
    addressee = f" (to {_actor(quote.addressee)})" if quote.addressee else ""
    return f'{speaker}"{" ".join(quote.text.split())}"{addressee}'


def _list(heading: str, items: Sequence[str], width: int) -> str:
    return "\n".join([heading, *(line for item in items for line in _indented(f"- {item}", width))])
