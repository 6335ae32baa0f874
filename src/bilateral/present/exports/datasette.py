"""The chronology as a SQLite database of plain tables, and the metadata with which Datasette shows it.

Tables, columns and what they hold are told in TABLES, from which the database and the metadata are made. Rows go in in
the order of the events, and of what belongs to them; so the same events give the same file with one version of SQLite.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bilateral.chronology import DocumentInfo
from bilateral.chronology.linking import told_from
from bilateral.chronology.query import COUNTED
from bilateral.knowledge import Knowledge, load
from bilateral.model import Actor, Event, When
from bilateral.present.addresses import safe_link
from bilateral.present.files import write_file
from bilateral.present.phrases import headline
from bilateral.present.words import capital, clean, issue_label, party_names

__all__ = ["TABLES", "Column", "Table", "datasette_metadata", "sqlite_bytes", "write_metadata"]

Row = tuple[Any, ...]
Names = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `kind` is SQLite's type, with what else is to be said of it; `what` tells what it holds."""

    name: str
    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `key` are the columns of its primary key, `facets` those that Datasette offers to filter by."""

    name: str
    what: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    facets: tuple[str, ...] = ()


_EVENT = Column("event", "TEXT NOT NULL REFERENCES events(id)", "the event")

TABLES: tuple[Table, ...] = (
    Table(
        "parties",
        "States and bodies that take part in the events",
        (
            Column("code", "TEXT NOT NULL", "ISO 3166-1 alpha-3 (and XKX), or the code of a body (EU, NATO)"),
            Column("name", "TEXT NOT NULL", "name in English"),
            Column("kind", "TEXT NOT NULL", "state, body, or unknown where the package's tables have no such code"),
        ),
        ("code",),
        ("kind",),
    ),
    Table(
        "issues",
        "What the events were about",
        (Column("slug", "TEXT NOT NULL", "as in the public record"), Column("label", "TEXT NOT NULL", "in words")),
        ("slug",),
    ),
    Table(
        "documents",
        "The texts that report the events",
        (
            Column("id", "TEXT NOT NULL", "the text's id"),
            Column("title", "TEXT NOT NULL", "title, or where there is none the file it was read from"),
            Column("publisher", "TEXT", "publisher as the page names it"),
            Column("published_from", "TEXT", "first day on which it may have been published"),
            Column("published_until", "TEXT", "last such day"),
            Column("url", "TEXT", "web address (http or https)"),
            Column("language", "TEXT", "ISO 639 code"),
            Column("machine_translated", "INTEGER NOT NULL", "1 if it looks machine-translated"),
        ),
        ("id",),
        ("publisher", "language"),
    ),
    Table(
        "events",
        "What states did to and with each other: one row an event",
        (
            Column("id", "TEXT NOT NULL", "the event's id, as in the public record"),
            Column("headline", "TEXT NOT NULL", "the event in a sentence, made from its fields"),
            Column("start", "TEXT NOT NULL", "first day on which it may have been"),
            Column("end", "TEXT NOT NULL", "last such day"),
            Column("precision", "TEXT NOT NULL", "how exactly the date is known"),
            Column("basis", "TEXT NOT NULL", "what the date rests on"),
            Column("type", "TEXT NOT NULL", "PLOVER's event type"),
            Column("mode", "TEXT", "PLOVER's mode"),
            Column("form", "TEXT NOT NULL", "call, visit, letter ..."),
            Column("status", "TEXT NOT NULL", "count only occurred and ongoing, or take the view 'counted'"),
            Column("level_from", "TEXT", "rank of the highest person among those who act"),
            Column("level_to", "TEXT", "rank of the highest person among those to whom it is done"),
            Column("place", "TEXT", "where"),
            Column("place_state", "TEXT", "in which state"),
            Column("latitude", "REAL", "degrees, WGS 84"),
            Column("longitude", "REAL", "degrees, WGS 84"),
            Column("count", "INTEGER NOT NULL", "how often, where a text tells several as one"),
            Column("confidence", "REAL NOT NULL", "0 to 1"),
            Column("independent_sources", "INTEGER NOT NULL", "families of copies among its texts"),
        ),
        ("id",),
        ("form", "type", "status"),
    ),
    Table(
        "event_parties",
        "Who takes part in which event, on which side",
        (
            _EVENT,
            Column("side", "TEXT NOT NULL", "from: who acts; to: to whom it is done"),
            Column("position", "INTEGER NOT NULL", "order on that side, from 1"),
            Column("party", "TEXT REFERENCES parties(code)", "state or body"),
            Column("person", "TEXT", "name of the person"),
            Column("office", "TEXT", "the person's office then"),
            Column("level", "TEXT", "rank"),
        ),
        ("event", "side", "position"),
        ("party", "side", "level"),
    ),
    Table(
        "event_issues",
        "Which events were about what",
        (_EVENT, Column("issue", "TEXT NOT NULL REFERENCES issues(slug)", "the issue")),
        ("event", "issue"),
        ("issue",),
    ),
    Table(
        "named_issues",
        "Issues by the name they have in the texts",
        (_EVENT, Column("name", "TEXT NOT NULL", "as in the texts")),
        ("event", "name"),
        ("name",),
    ),
    Table(
        "reports",
        "Each text's claim of an event, with its sentence",
        (
            Column("id", "TEXT NOT NULL", "the report's id"),
            _EVENT,
            Column("document", "TEXT NOT NULL REFERENCES documents(id)", "the text"),
            Column("text", "TEXT NOT NULL", "the sentence that tells the event, as read"),
            Column("spans", "TEXT NOT NULL", "JSON: [start, end) of each passage in the text as read"),
            Column("confidence", "REAL NOT NULL", "0 to 1"),
            Column("reader", "TEXT NOT NULL", "what found it"),
        ),
        ("id",),
        ("reader",),
    ),
    Table(
        "quotes",
        "Words quoted in the texts",
        (
            _EVENT,
            Column("position", "INTEGER NOT NULL", "order in the event, from 1"),
            Column("text", "TEXT NOT NULL", "the words"),
            Column("speaker", "TEXT", "who said them, where the text tells"),
            Column("speaker_party", "TEXT", "and for whom"),
        ),
        ("event", "position"),
    ),
    Table(
        "disagreements",
        "What the texts of an event differ on",
        (
            _EVENT,
            Column("field", "TEXT NOT NULL", "the field"),
            Column("value", "TEXT NOT NULL", "one of the values told"),
            Column("document", "TEXT NOT NULL REFERENCES documents(id)", "a text that tells it"),
        ),
        ("event", "field", "value", "document"),
        ("field",),
    ),
    Table(
        "links",
        "How events hang together, told from both ends",
        (
            _EVENT,
            Column("kind", "TEXT NOT NULL", "part of, includes, reply to ..."),
            Column("other", "TEXT NOT NULL", "the other event; it may be one that was not exported"),
            Column("score", "REAL NOT NULL", "0 to 1"),
        ),
        ("event", "kind", "other"),
        ("kind",),
    ),
)

_COUNTED = ", ".join(f"'{status.value}'" for status in COUNTED)
_VIEWS: Mapping[str, str] = {
    "counted": f"CREATE VIEW counted AS SELECT * FROM events WHERE status IN ({_COUNTED})",
    "dyads": (
        "CREATE VIEW dyads AS SELECT DISTINCT counted.id AS event, a.party AS source, b.party AS target, "
        "counted.start, counted.form, counted.type, counted.count FROM counted "
        "JOIN event_parties a ON a.event = counted.id AND a.side = 'from' "
        "JOIN event_parties b ON b.event = counted.id AND b.side = 'to' AND b.party <> a.party"
    ),
}
_INDEXES = (
    'CREATE INDEX events_by_date ON events (start, "end")',
    "CREATE INDEX event_parties_by_party ON event_parties (party)",
    "CREATE INDEX event_issues_by_issue ON event_issues (issue)",
    "CREATE INDEX reports_by_event ON reports (event)",
    "CREATE INDEX reports_by_document ON reports (document)",
)
_VIEWS_TOLD: Mapping[str, str] = {
    "counted": "The events that took place or are going on",
    "dyads": "Counted events by source and target: a row for each pair across the two sides",
}


def sqlite_bytes(events: Iterable[Event], documents: Mapping[str, DocumentInfo]) -> bytes:
    """The database as the bytes of its file; `documents` holds those of the events' reports."""
    knowledge = load()
    with closing(sqlite3.connect(":memory:")) as database:
        for table in TABLES:
            database.execute(_create(table))
        rows = _rows(list(events), documents, knowledge)
        for table in TABLES:
            marks = ", ".join("?" * len(table.columns))
            # What differs in control characters alone is one row.
            database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", dict.fromkeys(rows[table.name]))
        for statement in (*_INDEXES, *_VIEWS.values()):
            database.execute(statement)
        database.commit()
        database.execute("VACUUM")
        return database.serialize()


def datasette_metadata(name: str, *, title: str = "Bilateral: what states did to and with each other") -> str:
    """Datasette's metadata.json for a database file called `name` (without its ending)."""
    tables: dict[str, Any] = {}
    for table in TABLES:
        told: dict[str, Any] = {
            "description": table.what,
            "columns": {column.name: column.what for column in table.columns},
        }
        if table.facets:
            told["facets"] = list(table.facets)
        tables[table.name] = told
    tables["events"] |= {"sort": "start", "label_column": "headline"}
    tables["documents"] |= {"label_column": "title"}
    tables["parties"] |= {"label_column": "name"}
    tables["issues"] |= {"label_column": "label"}
    tables |= {view: {"description": what} for view, what in _VIEWS_TOLD.items()}
    return json.dumps({"title": title, "databases": {name: {"tables": tables}}}, indent=1) + "\n"


def write_metadata(database: str | Path) -> Path:
    """Write the metadata of a database file beside it, as NAME.metadata.json. Raises ExportError."""
    path = Path(database)
    target = path.with_name(f"{path.stem}.metadata.json")
    write_file(target, datasette_metadata(path.stem))
    return target


def _create(table: Table) -> str:
    columns = ", ".join(f'"{column.name}" {column.kind}' for column in table.columns)
    return f"CREATE TABLE {table.name} ({columns}, PRIMARY KEY ({', '.join(table.key)})) WITHOUT ROWID"


def _rows(events: list[Event], documents: Mapping[str, DocumentInfo], knowledge: Knowledge) -> dict[str, Iterable[Row]]:
    name_of = party_names(knowledge)
    codes = sorted({actor.party for event in events for actor in (*event.source, *event.target) if actor.party})
    used = sorted({report.document for event in events for report in event.reports})
    slugs = sorted({issue for event in events for issue in event.issues})
    return {
        "parties": [(clean(code), clean(name_of(code)), _kind(code, knowledge)) for code in codes],
        "issues": [(clean(slug), clean(issue_label(slug))) for slug in slugs],
        "documents": [_document(documents[key]) for key in used],
        "events": [_event(event, name_of) for event in events],
        "event_parties": [row for event in events for row in _parties(event)],
        "event_issues": [(event.id, clean(issue)) for event in events for issue in event.issues],
        "named_issues": [(event.id, clean(name)) for event in events for name in event.named_issues],
        "reports": [row for event in events for row in _reports(event)],
        "quotes": [row for event in events for row in _quotes(event)],
        "disagreements": [row for event in events for row in _disagreements(event)],
        "links": [(event.id, kind, other, link.score) for event in events for kind, other, link in told_from(event)],
    }


def _kind(code: str, knowledge: Knowledge) -> str:
    if code in knowledge.states.by_code:
        return "state"
    return "body" if code in knowledge.organisations else "unknown"


def _document(document: DocumentInfo) -> Row:
    first, last = _days(document.published)
    return (
        clean(document.id),
        clean(document.title or document.source),
        _or_null(document.publisher),
        first,
        last,
        safe_link(document.url or "") or None,
        _or_null(document.language),
        int(document.machine_translated),
    )


def _event(event: Event, name_of: Names) -> Row:
    place = event.place
    return (
        event.id,
        capital(str(headline(event, name_of))),
        *_days(event.when),
        event.when.precision.value,
        event.when.basis.value,
        event.type.value,
        event.mode,
        event.form.value,
        event.status.value,
        event.level_from and event.level_from.value,
        event.level_to and event.level_to.value,
        clean(place.name) if place else None,
        place and place.state,
        place and place.lat,
        place and place.lon,
        event.count,
        event.confidence,
        len(event.sources) or 1,
    )


def _parties(event: Event) -> Iterator[Row]:
    for side, actors in (("from", event.source), ("to", event.target)):
        for position, actor in enumerate(actors, start=1):
            yield event.id, side, position, *_actor(actor)


def _actor(actor: Actor) -> Row:
    level = actor.level and actor.level.value
    return clean(actor.party) or None, _or_null(actor.person), _or_null(actor.office), level


def _reports(event: Event) -> Iterator[Row]:
    for report in event.reports:
        spans = json.dumps([[span.start, span.end] for span in report.evidence])
        yield (
            clean(report.id),
            event.id,
            clean(report.document),
            clean(report.text),
            spans,
            report.confidence,
            report.reader,
        )


def _quotes(event: Event) -> Iterator[Row]:
    for position, quote in enumerate(event.quotes, start=1):
        speaker = quote.speaker
        yield (
            event.id,
            position,
            clean(quote.text),
            _or_null(speaker.person or speaker.office) if speaker else None,
            _or_null(speaker.party) if speaker else None,
        )


def _disagreements(event: Event) -> Iterator[Row]:
    for item in event.disagreements:
        for value, found in item.values.items():
            yield from ((event.id, item.field, clean(value), clean(document)) for document in found)


def _or_null(text: str | None) -> str | None:
    return clean(text) if text else None


def _days(when: When | None) -> tuple[str | None, str | None]:
    return (when.earliest.isoformat(), when.latest.isoformat()) if when else (None, None)
