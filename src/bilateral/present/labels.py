"""Events as tasks for Label Studio, and the labelling interface that asks about them.

The names of the interface's fields are those of the public record; `api.exchange` reads them back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from bilateral.chronology import DocumentInfo, anchor_of
from bilateral.model import ISSUES, Event, EventType, Form, Status
from bilateral.present.evidence import Evidence, sentences
from bilateral.present.judgements import anchor_record
from bilateral.present.tables import who_to_whom
from bilateral.present.words import clean, when_text

__all__ = ["labelling_config", "task", "tasks_text"]

_CHOICES: tuple[tuple[str, str, Sequence[str], str], ...] = (
    ("verdict", "Did it take place as told?", ("right", "wrong"), "single-radio"),
    ("form", "Form, if another", tuple(Form), "single"),
    ("type", "PLOVER type, if another", tuple(EventType), "single"),
    ("status", "Status, if another", tuple(Status), "single"),
    ("issues", "Issues, all of them, if others", ISSUES, "multiple"),
)
_TEXTS: tuple[tuple[str, str], ...] = (
    ("date", "Date, if another (2022-03-15, or 2022-03-15/2022-03-17)"),
    ("place", "Place, if another (Baku, or Camp David, USA)"),
    ("from", "Who acted, if others (USA, EU)"),
    ("to", "Towards whom, if others"),
    ("same_as", "Id of an event that is the same"),
    ("different_from", "Id of an event that is not the same"),
    ("why", "Why"),
)


def tasks_text(events: Iterable[Event], documents: Mapping[str, DocumentInfo], evidence: Evidence) -> str:
    """The file of tasks: a JSON list, in the order of the events."""
    return json.dumps([task(event, documents, evidence) for event in events], ensure_ascii=False, indent=1) + "\n"


def task(event: Event, documents: Mapping[str, DocumentInfo], evidence: Evidence) -> dict[str, Any]:
    """One event as a task: what is to be seen, its id, and the reports it was made of, by which it is found again."""
    place = event.place
    return {
        "data": {
            "event": event.id,
            "when": when_text(event.when),
            "who": clean(who_to_whom(event)),
            "what": f"{event.form.value}, {event.type.value}, {event.status.value}",
            "where": clean(", ".join(part for part in (place.name, place.state) if part)) if place else "",
            "about": ", ".join(event.issues),
            "text": clean("\n\n".join(_passage(event, key, documents[key], evidence) for key in _documents(event))),
            "anchors": {"subject": [anchor_record(anchor_of(report)) for report in event.reports]},
        }
    }


def _documents(event: Event) -> list[str]:
    return list(dict.fromkeys(report.document for report in event.reports))


def _passage(event: Event, key: str, document: DocumentInfo, evidence: Evidence) -> str:
    published = when_text(document.published) if document.published else "date not known"
    head = ", ".join(part for part in (document.title or document.source, document.publisher, published) if part)
    told = [report for report in event.reports if report.document == key]
    passages = dict.fromkeys(text for one in told for text in evidence.get(one.id) or sentences(one, None))
    return "\n".join((head, *passages))


def labelling_config() -> str:
    """The labelling interface, as Label Studio's settings take it."""
    shown = "".join(f'  <Header value="${name}" size="5"/>\n' for name in ("when", "who", "what", "where", "about"))
    asked = "".join((*map(_choices, _CHOICES), *map(_text_area, _TEXTS)))
    return f'<View>\n{shown}  <Text name="text" value="$text"/>\n{asked}</View>\n'


def _choices(asked: tuple[str, str, Sequence[str], str]) -> str:
    name, title, values, choice = asked
    options = "".join(f"    <Choice value={quoteattr(str(value))}/>\n" for value in values)
    return (
        f'  <Header value={quoteattr(title)} size="6"/>\n'
        f'  <Choices name="{name}" toName="text" choice="{choice}" showInline="true">\n{options}  </Choices>\n'
    )


def _text_area(asked: tuple[str, str]) -> str:
    name, title = asked
    return (
        f'  <Header value={quoteattr(title)} size="6"/>\n'
        f'  <TextArea name="{name}" toName="text" rows="1" editable="true" maxSubmissions="1"/>\n'
    )
