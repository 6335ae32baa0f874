"""The store: a DuckDB file that holds documents, their reports, and the events made of these.

One process writes at a time; a killed process leaves every document whole or not at all. The same text put twice
changes nothing. Everything read back is in one fixed order, whatever order it was put in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self, TypeVar

from bilateral.chronology import connect, rows
from bilateral.chronology.acts import ActRows
from bilateral.chronology.database import Database
from bilateral.chronology.judgements import Judgements
from bilateral.chronology.merging import block_of, merge, publisher_of
from bilateral.chronology.outlooks import Outlooks
from bilateral.chronology.people import People, Unsettled
from bilateral.chronology.people_rows import Judgement
from bilateral.chronology.query import EventQuery, conditions
from bilateral.chronology.rows import DocumentInfo, Row
from bilateral.config import DEFAULT_SETTINGS, Settings
from bilateral.errors import QueryError, StoreError, UnknownEvent
from bilateral.knowledge.fold import fold
from bilateral.model import Document, Event, Refusal, Report
from bilateral.persons import Appearance

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Counts", "Outcome", "Put", "Store"]

Outcome = Literal["new", "unchanged", "replaced"]
Item = TypeVar("Item")

# Events are ordered by date, then by the order the documentation names; the id settles what is left.
_ORDER = "earliest, latest, form, type, id"

# So many events, or reports to be merged, are held in memory at a time, however large the store is.
_CHUNK = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A document with what was read from it.

    `input` is the fingerprint of the page it came from and `reader` the version of the reader; together they let a
    later run see, without reading the page again, that nothing has changed. Empty: not remembered.
    """

    document: Document
    reports: tuple[Report, ...]
    input: str = ""
    reader: str = ""
    appearances: tuple[Appearance, ...] = ()
    """The persons that the document names by itself."""
    open_names: tuple[str, ...] = ()
    """Folded names of which it leaves something open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much the store holds."""

    documents: int
    reports: int
    events: int
    refusals: int
    judgements: int


@dataclass(slots=True)
class _Known:
    # What decides whether a document that comes again is new, and which of two copies is kept.
    digest: str
    coded: str
    rank: tuple[object, ...]
    stored: bool


class Store:
    """An open database. Use `Store.open` in a `with` statement, from one thread."""

    def __init__(self, connection: DuckDBPyConnection, path: str, settings: Settings) -> None:
        self.path = path
        self._database = Database(connection, path)
        self._settings = settings
        self.people = People(self._database, after=settings.learn_after)
        """The persons met, and what texts say of them."""
        self.judgements = Judgements(self._database)
        """What users corrected."""
        self.acts = ActRows(self._database)
        """The events as columns, for forecasts."""
        self.outlooks = Outlooks(self._database)
        """What was forecast."""

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        read_only: bool = False,
        create: bool = True,
        settings: Settings = DEFAULT_SETTINGS,
    ) -> Self:
        """Open a database file, bringing an older schema up to date; ":memory:" is one that is not kept.

        Raises NewerSchema, DatabaseLocked (another process writes), NotADatabase (or damaged), and NotFound where
        the file does not exist and `create` is off or `read_only` is on.
        """
        return cls(connect.connect(str(path), read_only=read_only, create=create), str(path), settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write everything out and let the file go; closing twice is fine."""
        self._database.connection.close()

    def sql(self) -> DuckDBPyConnection:
        """A DuckDB connection of its own, for questions in SQL. Tables and views: `schema.DESCRIPTIONS`."""
        return self._database.connection.cursor()

    # --- writing ---------------------------------------------------------------------------------------------

    def put(self, document: Document, reports: Sequence[Report], *, input: str = "", reader: str = "") -> Outcome:
        """Keep a document and its reports, in one transaction.

        The same text with the same reports changes nothing ("unchanged"); the same id with anything different takes
        the place of what was there ("replaced"). Where the id comes from the text itself, copies of one text that
        differ only in address, title or date stand for one document, and the copy published first is kept, whatever
        the order they come in.
        """
        return self.put_many([Put(document=document, reports=tuple(reports), input=input, reader=reader)])[0]

    def put_many(self, items: Sequence[Put]) -> list[Outcome]:
        """`put` for several documents in one transaction: all are kept or none; the outcomes in their order.

        A transaction costs DuckDB milliseconds however little is in it: 100 to 170 documents a second one by one,
        over 800 in groups of 64 (measured with DuckDB 2.0 on documents of 10 reports). A killed run therefore loses
        at most one group, never a part of a document.
        """
        with self._database.transaction():
            known = self._known({item.document.id for item in items})
            written = self._database.next_written()
            fresh: dict[str, tuple[Put, Row, list[Row]]] = {}
            outcomes = [self._take(item, known, fresh, written) for item in items]
            old = [key for key in fresh if known[key].stored]
            if old:
                self._forget(old)
            self._database.insert("documents", [document for _, document, _ in fresh.values()])
            self._database.insert("reports", [report for _, _, reports in fresh.values() for report in reports])
            self.people.keep_many((key, item.appearances, item.open_names) for key, (item, _, _) in fresh.items())
            self._remember_inputs(items)
            self._database.execute(
                "DELETE FROM refusals WHERE list_contains(?, source)", [[item.document.source for item in items]]
            )
        return outcomes

    def _take(
        self, item: Put, known: dict[str, _Known], fresh: dict[str, tuple[Put, Row, list[Row]]], written: int
    ) -> Outcome:
        document = item.document
        digest = rows.document_digest(document)
        coded = rows.coded_digest(document, item.reports, item.appearances, item.open_names)
        before = known.get(document.id)
        rank = _rank(document)
        if before and (before.digest, before.coded) == (digest, coded):
            return "unchanged"
        if (
            before
            and before.digest != digest
            and document.id == rows.content_id(document.original)
            and before.rank < rank
        ):
            return "unchanged"
        row = rows.document_row(document, digest=digest, coded=coded, written=written)
        reports = [rows.report_row(report, block=block_of(report), written=written) for report in item.reports]
        fresh[document.id] = (item, row, reports)
        known[document.id] = _Known(digest, coded, rank, before is not None and before.stored)
        return "replaced" if before else "new"

    def _known(self, ids: set[str]) -> dict[str, _Known]:
        found = self._database.rows(
            "SELECT * EXCLUDE (original, text, sentences, repairs) FROM documents WHERE id IN ", sorted(ids)
        )
        return {
            row["id"]: _Known(row["digest"], row["coded"], _rank(rows.info_from_row(row)), stored=True) for row in found
        }

    def _forget(self, ids: Sequence[str]) -> None:
        # What the old reports were merged into must be made anew, though nothing new may fall into that group.
        keys = [list(ids)]
        self._database.execute(
            "INSERT INTO unmerged SELECT DISTINCT block FROM reports WHERE list_contains(?, document)", keys
        )
        for table, column in (("documents", "id"), ("reports", "document"), ("inputs", "document")):
            self._database.execute(f"DELETE FROM {table} WHERE list_contains(?, {column})", keys)
        self.people.forget(ids)

    def _remember_inputs(self, items: Sequence[Put]) -> None:
        fresh = {item.input: item for item in items if item.input}
        if not fresh:
            return
        self._database.execute("DELETE FROM inputs WHERE list_contains(?, digest)", [list(fresh)])
        self._database.insert(
            "inputs",
            [{"digest": key, "reader": item.reader, "document": item.document.id} for key, item in fresh.items()],
        )

    def seen(self, inputs: Sequence[str], reader: str) -> set[str]:
        """Those of the page fingerprints whose documents are already here as this version of the reader reads them."""
        found = self._database.rows("SELECT digest, reader FROM inputs WHERE digest IN ", list(inputs))
        return {row["digest"] for row in found if row["reader"] == reader}

    def readers(self, documents: Sequence[str]) -> dict[str, str]:
        """The name of the reader that read each of these documents, where it is known."""
        found = self._database.rows("SELECT document, reader FROM inputs WHERE document IN ", list(documents))
        return {row["document"]: row["reader"].split()[0] for row in sorted(found, key=lambda row: row["reader"])}

    def has(self, document: str, digest: str) -> bool:
        """Whether that document is here with that `rows.document_digest`."""
        return any(
            row["digest"] == digest
            for row in self._database.rows("SELECT digest FROM documents WHERE id IN ", [document])
        )

    def refuse(self, *refusals: Refusal) -> None:
        """Keep inputs that were not read, with the reason; a later success or refusal of the same input replaces it."""
        last = {refusal.source: refusal for refusal in refusals}
        if not last:
            return
        with self._database.transaction():
            self._database.execute("DELETE FROM refusals WHERE list_contains(?, source)", [list(last)])
            self._database.insert(
                "refusals", [{"source": r.source, "code": r.code, "reason": r.reason} for r in last.values()]
            )

    # --- persons ---------------------------------------------------------------------------------------------

    def learn(self) -> None:
        """Make the persons of the database anew where texts or judgements on them changed (`People.learn`)."""
        from bilateral.knowledge import load

        with self._database.transaction():
            self.people.learn(frozenset(load().states.by_code))

    def met(self, items: Sequence[tuple[str, Sequence[Appearance], Sequence[str]]]) -> None:
        """Keep the persons of documents (by id) that an older version read without looking for them."""
        with self._database.transaction():
            self.people.read(items)

    def settle(self, items: Sequence[tuple[Unsettled, Sequence[Report] | None]]) -> None:
        """Put reports that lean on known persons in the place of those their documents had; None leaves these."""
        keys = [[one.document for one, reports in items if reports is not None]]
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO unmerged SELECT DISTINCT block FROM reports WHERE list_contains(?, document)", keys
            )
            self._database.execute("DELETE FROM reports WHERE list_contains(?, document)", keys)
            written = self._database.next_written() - 1
            found = [
                rows.report_row(report, block=block_of(report), written=written)
                for _, reports in items
                for report in reports or ()
            ]
            self._database.insert("reports", found)
            for block in sorted({row["block"] for row in found}):
                self._database.execute("INSERT INTO unmerged VALUES (?)", [block])
            self.people.settle([one for one, _ in items])

    def judge(self, *judgements: Judgement) -> None:
        """Keep judgements; what they change is made anew by `run.refresh`."""
        with self._database.transaction():
            self.judgements.add(judgements)
            self.people.doubt()

    def withdraw(self, prefix: str, at: datetime) -> Judgement:
        """Withdraw the judgement whose id begins so. Raises UnknownJudgement, and QueryError where it is already."""
        judgement = self.judgements.find(prefix)
        if judgement.withdrawn:
            raise QueryError(f"judgement {judgement.id} was withdrawn on {judgement.withdrawn:%Y-%m-%d}")
        with self._database.transaction():
            withdrawn = self.judgements.withdraw(judgement, at)
            self.people.doubt()
        return withdrawn

    # --- events ----------------------------------------------------------------------------------------------

    def merge(self) -> int:
        """Make events of the reports that changed since the last merge; how many events were made anew.

        Only the groups of reports (`merging.block_of`) that something was added to or taken from are done again, and
        each as a whole, so that the outcome never depends on the order or the portions in which documents came.
        """
        with self._database.transaction():
            merged = int(self._database.meta("merged_through") or 0)
            touched = self._database.ask(
                "SELECT block, count(reports.id) FROM "
                "(SELECT block FROM unmerged UNION SELECT block FROM reports WHERE written > ?) "
                "LEFT JOIN reports USING (block) GROUP BY block ORDER BY block",
                [merged],
            )
            made = sum(self._merge_blocks(blocks) for blocks in _portions(touched, _CHUNK))
            self._database.execute("DELETE FROM unmerged")
            self._database.set_meta("merged_through", str(self._database.next_written() - 1))
        return made

    def _merge_blocks(self, blocks: list[str]) -> int:
        found = self._database.rows("SELECT * FROM reports WHERE block IN ", blocks, order="block, id")
        grouped: dict[str, list[Report]] = {}
        for row in found:
            grouped.setdefault(row["block"], []).append(rows.report_from_row(row))
        publishers = self._publishers({row["document"] for row in found})
        events = [
            rows.event_row(event, block=block, people=_people(event))
            for block, reports in grouped.items()
            for event in merge(reports, publishers=publishers, slack_days=self._settings.merge_slack_days)
        ]
        self._database.execute("DELETE FROM events WHERE list_contains(?, block)", [blocks])
        self._database.insert("events", events)
        return len(events)

    def _publishers(self, documents: set[str]) -> dict[str, str]:
        found = self._database.rows("SELECT id, publisher, url FROM documents WHERE id IN ", sorted(documents))
        return {row["id"]: publisher_of(row["publisher"], row["url"]) for row in found}

    # --- reading ---------------------------------------------------------------------------------------------

    def events(self, query: EventQuery | None = None) -> list[Event]:
        """The events that answer the question (by default all that occurred or are going on), by date.

        Raises UnknownValue and QueryError, as `EventQuery` does.
        """
        return list(self.each_event(query))

    def each_event(self, query: EventQuery | None = None) -> Iterator[Event]:
        """`events` one after the other, in flat memory: for exports of any size."""
        where, values = conditions(query or EventQuery())
        found = self._database.ask(f"SELECT id FROM events WHERE {where} ORDER BY {_ORDER}", values)
        for part in _parts(found, _CHUNK):
            keys = [key for (key,) in part]
            yield from self._events(self._database.rows("SELECT * FROM events WHERE id IN ", keys, order=_ORDER))

    def event(self, prefix: str) -> Event:
        """The event whose id begins so. Raises UnknownEvent if there is none, or more than one."""
        wanted = prefix.strip().lower()
        found = self._database.rows(
            "SELECT * FROM events WHERE starts_with(id, ?)", [wanted], order="id LIMIT 4", whole=True
        )
        if not wanted or not found:
            raise UnknownEvent(f"no event has an id that begins with {prefix!r}; `bilateral events` lists the ids")
        if len(found) > 1 and all(row["id"] != wanted for row in found):
            ids = ", ".join(row["id"] for row in found[:3]) + (" ..." if len(found) > 3 else "")
            raise UnknownEvent(f"several events have an id that begins with {prefix!r}: {ids}; give more of it")
        return self._events([row for row in found if row["id"] == wanted or len(found) == 1])[0]

    def _events(self, found: list[Row]) -> list[Event]:
        reports = self.reports({key for row in found for key in row["reports"]})
        return [rows.event_from_row(row, reports) for row in found]

    def reports(self, ids: Iterable[str]) -> dict[str, Report]:
        """The reports with these ids."""
        found = self._database.rows("SELECT * FROM reports WHERE id IN ", sorted(set(ids)), order="id")
        return {row["id"]: rows.report_from_row(row) for row in found}

    def documents(self, ids: Iterable[str] | None = None) -> dict[str, DocumentInfo]:
        """What is said about the documents with these ids (all by default), without their text, by id."""
        select = "SELECT * EXCLUDE (original, text, sentences, repairs) FROM documents"
        if ids is None:
            found = self._database.rows(select, [], order="id", whole=True)
        else:
            found = self._database.rows(f"{select} WHERE id IN ", sorted(set(ids)), order="id")
        return {row["id"]: rows.info_from_row(row) for row in found}

    def document(self, document: str) -> Document:
        """The whole document, text, sentences and repairs. Raises StoreError if it is not here."""
        found = self._database.rows("SELECT * FROM documents WHERE id IN ", [document])
        if not found:
            raise StoreError(f"{self.path}: holds no document {document!r}")
        return rows.document_from_row(found[0])

    def refusals(self) -> list[Refusal]:
        """The inputs that could not be read, by name."""
        return [Refusal(**row) for row in self._database.rows("SELECT * FROM refusals", [], order="source", whole=True)]

    def counts(self) -> Counts:
        """How many documents, reports, events, refusals and judgements there are."""
        tables = ("documents", "reports", "events", "refusals", "judgements")
        counted: dict[str, int] = {}
        for table in tables:
            ((counted[table],),) = self._database.ask(f"SELECT count(*) FROM {table}")
        return Counts(**counted)


def _rank(document: Document | DocumentInfo) -> tuple[object, ...]:
    # Of copies of one text the one with the earliest date is kept; the rest only settles ties.
    published = document.published
    return (
        published is None,
        (published and published.earliest.isoformat()) or "",
        document.url or "~",
        document.title or "~",
        document.publisher or "~",
        document.language or "~",
    )


def _people(event: Event) -> str:
    names = {fold(actor.person) for side in (event.source, event.target) for actor in side if actor.person}
    return "\n".join(sorted(names))


def _portions(weighed: Iterable[tuple[str, int]], size: int) -> Iterator[list[str]]:
    """The names in groups of about `size` in weight; a heavier one is a group of its own."""
    group: list[str] = []
    total = 0
    for name, weight in weighed:
        if group and total + weight > size:
            yield group
            group, total = [], 0
        group.append(name)
        total += weight
    if group:
        yield group


def _parts(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
