"""Events in the forms that other people's tools for event data read: PLOVER's JSON, and a table like that of ICEWS.

Both say less than the public record: what they have no place for is left out or turned into the nearest code, as
docs/event-data.md says line by line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from bilateral.chronology import DocumentInfo
from bilateral.chronology.query import COUNTED
from bilateral.knowledge import load
from bilateral.knowledge.event_data import datasets
from bilateral.knowledge.plover import cameo_for, contexts_for, plover
from bilateral.model import QUAD, Actor, Event, Level, Precision, Status

__all__ = ["fits_icews", "icews_lines", "plover_lines"]

_AUXILIARY: Mapping[Status, str] = MappingProxyType(
    {Status.PLANNED: "future", Status.PROPOSED: "hypothetical", Status.NEGATED: "negation"}
)
"""PLOVER's auxiliary mode of what did not (yet) take place."""

_SECTOR: Mapping[Level, str] = MappingProxyType(
    {
        Level.HEAD_OF_STATE: "Government",
        Level.HEAD_OF_GOVERNMENT: "Government",
        Level.FOREIGN_MINISTER: "Government",
        Level.MINISTER: "Government",
        Level.SENIOR_OFFICIAL: "Government",
        Level.AMBASSADOR: "Government",
    }
)


def plover_lines(events: Iterable[Event], documents: Mapping[str, DocumentInfo]) -> Iterator[str]:
    """A line of JSON for each event, fields as in PLOVER's manual; `documents` are those of the events' reports."""
    for event in events:
        yield json.dumps(_plover(event, documents), ensure_ascii=False, separators=(", ", ": ")) + "\n"


def _plover(event: Event, documents: Mapping[str, DocumentInfo]) -> dict[str, Any]:
    known = plover(event.type, event.mode)
    place = event.place
    return {
        "id": event.id,
        "date": event.when.earliest.isoformat(),
        "dateEnd": event.when.latest.isoformat(),
        "datePrecision": event.when.precision.value,
        "source": [_actor(actor) for actor in event.source],
        "target": [_actor(actor) for actor in event.target],
        "event": event.type.value,
        "mode": event.mode,
        "auxiliaryMode": _AUXILIARY.get(event.status),
        "context": list(dict.fromkeys(context for issue in event.issues if (context := contexts_for(issue)))),
        "quad": QUAD[event.type].upper(),
        "intensity": known.intensity,
        "location": place
        and {"name": place.name, "country": place.state, "latitude": place.lat, "longitude": place.lon},
        "text": event.reports[0].text if event.reports else "",
        "publication": [_publication(documents[key]) for key in _documents(event)],
        "coder": sorted({report.reader for report in event.reports}),
        "count": event.count,
    }


def _actor(actor: Actor) -> dict[str, str | None]:
    return {
        "country": actor.state,
        "organisation": actor.organisation,
        "name": actor.person,
        "title": actor.office,
        "sector": "GOV" if actor.level in _SECTOR else None,
    }


def _documents(event: Event) -> list[str]:
    return list(dict.fromkeys(report.document for report in event.reports))


def _publication(document: DocumentInfo) -> dict[str, str | None]:
    published = document.published
    return {
        "id": document.id,
        "publisher": document.publisher,
        "title": document.title,
        "date": published.earliest.isoformat() if published else None,
        "url": document.url,
    }


# --- ICEWS -------------------------------------------------------------------------------------------------------


def fits_icews(event: Event) -> str:
    """Why an event cannot be told in a table of ICEWS, which has rows of acts that took place on a day; empty where it
    can."""
    if event.status not in COUNTED:
        return "not said to have taken place"
    if event.when.precision is not Precision.DAY:
        return "not known to the day"
    return "" if any(a.party for a in event.source) and any(a.party for a in event.target) else "one side is open"


def icews_lines(events: Iterable[Event], documents: Mapping[str, DocumentInfo]) -> Iterator[str]:
    """A tab-separated table with the columns of ICEWS, names first: a row for each pair of parties of each event that
    `fits_icews`. The code is the one of CAMEO that says type, mode and form best, the intensity PLOVER's."""
    yield _row(datasets()["icews"].columns)
    for event in events:
        if not fits_icews(event):
            yield from _pairs(event, documents)


def _pairs(event: Event, documents: Mapping[str, DocumentInfo]) -> Iterator[str]:
    number = 0
    for source in _one_a_party(event.source):
        for target in _one_a_party(event.target):
            if source.party == target.party:
                continue
            number += 1
            yield _row(_cells(event, source, target, number, documents))


def _one_a_party(side: Iterable[Actor]) -> list[Actor]:
    """The actor who stands for each party: the first with a name, else the first."""
    found: dict[str, Actor] = {}
    for actor in side:
        if actor.party and (actor.party not in found or (actor.person and not found[actor.party].person)):
            found[actor.party] = actor
    return list(found.values())


def _cells(
    event: Event, source: Actor, target: Actor, number: int, documents: Mapping[str, DocumentInfo]
) -> tuple[str, ...]:
    code = cameo_for(event.type, event.mode, event.form)
    place = event.place
    first = event.reports[0] if event.reports else None
    cells = {
        "Event ID": event.id if number == 1 else f"{event.id}-{number}",
        "Event Date": event.when.earliest.isoformat(),
        "Source Name": _name(source),
        "Source Sectors": _SECTOR.get(source.level, "") if source.level else "",
        "Source Country": _country(source.state),
        "Event Text": code.label,
        "CAMEO Code": code.code,
        "Intensity": f"{plover(event.type, event.mode).intensity:.1f}",
        "Target Name": _name(target),
        "Target Sectors": _SECTOR.get(target.level, "") if target.level else "",
        "Target Country": _country(target.state),
        "Story ID": first.document if first else "",
        "Publisher": (documents[first.document].publisher or "") if first else "",
        "City": place.name if place else "",
        "Country": _country(place.state) if place else "",
        "Latitude": _number(place.lat) if place else "",
        "Longitude": _number(place.lon) if place else "",
    }
    return tuple(cells.get(column, "") for column in datasets()["icews"].columns)


def _name(actor: Actor) -> str:
    if actor.person:
        return actor.person
    return _country(actor.state) if actor.state else load().organisations[actor.party].name


def _country(code: str | None) -> str:
    states = load().states.by_code
    return states[code].name if code and code in states else ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _row(cells: Iterable[str]) -> str:
    # A tab or line break within a cell would make two of it.
    return "\t".join(" ".join(cell.split()) for cell in cells) + "\n"
