"""The persons of a chronology as a table for the terminal, as Markdown, or as data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from bilateral.chronology import DocumentInfo
from bilateral.errors import UnknownValue
from bilateral.model import Level
from bilateral.persons import KnownPerson, Origin
from bilateral.present.exports import csv_text
from bilateral.present.tables import Layout, escape_markdown, print_hanging, printed
from bilateral.present.words import clean, several, when_text

if TYPE_CHECKING:
    from rich.console import Console

    from bilateral.knowledge import Knowledge

__all__ = ["CSV_COLUMNS", "ORIGINS", "PersonRow", "people_text", "person_record", "person_rows"]

ORIGINS: Mapping[Origin, str] = {
    Origin.REGISTER: "register",
    Origin.LEARNED: "learned",
    Origin.INTRODUCED: "texts",
    Origin.JUDGED: "judged",
}
"""Where a person is known from, as tables say it."""

CSV_COLUMNS: tuple[str, ...] = (
    *("name", "names", "state", "organisation", "office", "level", "first", "last", "documents", "introduced_in"),
    *("known_from", "id", "judgements", "sources", "urls"),
)
"""Columns of the flat form; lists are joined with "; "."""

_RANKS = tuple(Level)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with office and level as of a day, or as last met."""

    person: KnownPerson
    office: str | None
    level: Level | None


def person_rows(persons: Sequence[KnownPerson], knowledge: Knowledge, on: date | None = None) -> list[PersonRow]:
    """The persons by party, the highest level first; with a day, those known to hold an office on it.

    What users ruled wins; then the register, of whose persons it knows the terms; then the texts. These tell offices
    only of the days they are from: without a day the latest one counts, with a day `KnownPerson.office_on`.
    """
    rows = [_row(person, knowledge, on) for person in persons]
    if on is not None:
        rows = [row for row in rows if row.office or row.level]
    return sorted(rows, key=_order)


def _order(row: PersonRow) -> tuple[str, int, int, str]:
    rank = _RANKS.index(row.level) if row.level else len(_RANKS)
    return row.person.party, rank, -len(row.person.documents), row.person.name


def _row(person: KnownPerson, knowledge: Knowledge, on: date | None) -> PersonRow:
    office, level = _seen(person, on) if not person.person_id or on is None else _registered(person, knowledge, on)
    ruling = person.ruling
    if ruling:
        office, level = ruling.office_on(on) or office, ruling.level_on(on) or level
    return PersonRow(person, office, level)


def _seen(person: KnownPerson, on: date | None) -> tuple[str | None, Level | None]:
    if on is None:
        latest = max(person.offices, key=lambda o: (o.last or date.min, o.documents), default=None)
        return (latest.office, latest.level) if latest else (None, None)
    if person.first is not None and person.first > on:
        return None, None
    seen = person.office_on(on)
    return (seen.office, seen.level) if seen else (None, None)


def _registered(person: KnownPerson, knowledge: Knowledge, on: date) -> tuple[str | None, Level | None]:
    terms = knowledge.register.terms(person.person_id or "")
    held = [term for term in terms if term.state == person.party and term.covers(on)]
    best = min(held, key=lambda term: (_RANKS.index(term.level), term.office), default=None)
    return (best.office, best.level) if best else (None, None)


def person_record(row: PersonRow, documents: Mapping[str, DocumentInfo]) -> dict[str, Any]:
    """A person as plain values; `documents` holds those of the person's texts."""
    person = row.person
    return {
        "name": person.name,
        "names": list(person.names),
        "state": person.party if person.is_state else None,
        "organisation": None if person.is_state else person.party,
        "office": row.office,
        "level": row.level and row.level.value,
        "offices": [
            {
                "office": o.office,
                "level": o.level and o.level.value,
                "first": o.first and o.first.isoformat(),
                "last": o.last and o.last.isoformat(),
                "documents": o.documents,
            }
            for o in person.offices
        ],
        "first": person.first and person.first.isoformat(),
        "last": person.last and person.last.isoformat(),
        "documents": len(person.documents),
        "introduced_in": person.attested,
        "known_from": person.origin.value,
        "id": person.person_id,
        "judgements": list(person.ruling.ids) if person.ruling else [],
        "sources": [_source(documents[key]) for key in person.documents if key in documents],
    }


def _source(document: DocumentInfo) -> dict[str, str | None]:
    return {
        "document": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "published": when_text(document.published) if document.published else None,
        "url": document.url,
    }


def people_text(
    rows: Sequence[PersonRow],
    documents: Mapping[str, DocumentInfo],
    layout: str = "table",
    *,
    width: int = 80,
    colour: bool = False,
    sources: bool = False,
) -> str:
    """The persons in a layout of `bilateral people --format`; ends in a line break. Raises UnknownValue.

    `sources`: the table names each person's texts below it; data always does.
    """
    if layout == "table":
        return _table(rows, documents, width=width, colour=colour, sources=sources)
    if layout == "md":
        return _markdown(rows)
    if layout not in get_args(Layout):
        raise UnknownValue("layout", layout, get_args(Layout))
    records = [person_record(row, documents) for row in rows]
    if layout == "csv":
        return csv_text(CSV_COLUMNS, map(_flat, records))
    if layout == "jsonl":
        return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"


def _flat(record: Mapping[str, Any]) -> list[Any]:
    listed = {key: "; ".join(record[key]) for key in ("names", "judgements")}
    listed["sources"] = "; ".join(source["document"] for source in record["sources"])
    listed["urls"] = "; ".join(dict.fromkeys(source["url"] for source in record["sources"] if source["url"]))
    return [{**record, **listed}[column] for column in CSV_COLUMNS]


def _table(
    rows: Sequence[PersonRow], documents: Mapping[str, DocumentInfo], *, width: int, colour: bool, sources: bool
) -> str:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return "Nobody.\n"
    # The box itself parts the columns by a blank: with more, seven of them would not fit into 80.
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 0), pad_edge=False, show_edge=False)
    table.add_column("State", style="bold", no_wrap=True)
    table.add_column("Name", ratio=5, overflow="fold")
    table.add_column("Office", ratio=6, min_width=17, overflow="fold")
    table.add_column("Level", max_width=10)
    table.add_column("Seen", style="cyan", no_wrap=True)
    table.add_column("Texts", justify="right")
    table.add_column("From", min_width=8, max_width=8)
    for row in rows:
        name, *others = map(clean, row.person.names)
        spelled = Text(name)
        for other in others:
            spelled.append(f"\n= {other}", style="dim")
        cells = (row.office or "", row.level or "", _seen_text(row.person), str(len(row.person.documents)), _from(row))
        table.add_row(Text(row.person.party), spelled, *(Text(clean(cell)) for cell in cells))

    def write(console: Console) -> None:
        console.print(table)
        for line in _source_lines(rows, documents) if sources else ():
            print_hanging(console, clean(line).strip(), "", len(line) - len(line.lstrip()))

    return f"{printed(write, width=width, colour=colour)}\n{_total(rows)}\n"


def _seen_text(person: KnownPerson) -> str:
    first, last = person.first, person.last
    if first is None or last is None:
        return ""
    return first.isoformat() if first == last else f"{first.isoformat()}\n{last.isoformat()}"


def _from(row: PersonRow) -> str:
    origin = ORIGINS[row.person.origin]
    judged = row.person.ruling is not None and row.person.origin is not Origin.JUDGED
    return f"{origin}, judged" if judged else origin


def _source_lines(rows: Sequence[PersonRow], documents: Mapping[str, DocumentInfo]) -> Iterator[str]:
    for row in rows:
        yield ""
        yield f"{row.person.name} ({row.person.party})"
        for o in row.person.offices:
            days = " to ".join(dict.fromkeys(day.isoformat() for day in (o.first, o.last) if day))
            yield f"  {', '.join(part for part in (o.office, o.level, days, several(o.documents, 'text')) if part)}"
        for key in row.person.documents:
            document = documents[key]
            published = when_text(document.published) if document.published else "date not known"
            parts = (document.title or document.source, document.publisher, published)
            yield f"  - {', '.join(part for part in parts if part)} [{key}]"


def _markdown(rows: Sequence[PersonRow]) -> str:
    lines = [
        "| State | Name | Office | Level | First | Last | Texts | From |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        p = row.person
        cells = (
            p.party,
            " = ".join(p.names),
            row.office or "",
            row.level or "",
            *(day.isoformat() if day else "" for day in (p.first, p.last)),
            str(len(p.documents)),
            _from(row),
        )
        lines.append(f"| {' | '.join(escape_markdown(clean(cell)) for cell in cells)} |")
    return "\n".join(lines) + "\n"


def _total(rows: Sequence[PersonRow]) -> str:
    counted = [(sum(row.person.origin is origin for row in rows), word) for origin, word in _COUNTED]
    told = ", ".join(f"{number} {word}" for number, word in counted if number)
    return f"{several(len(rows), 'person').capitalize()}: {told}"


_COUNTED: tuple[tuple[Origin, str], ...] = (
    (Origin.REGISTER, "from the register"),
    (Origin.LEARNED, "learned from several texts"),
    (Origin.INTRODUCED, "met in too few texts to be learned"),
    (Origin.JUDGED, "told by a user"),
)
