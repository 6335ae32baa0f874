"""The store: a DuckDB file that holds documents, their reports, and the events made of these.

One process writes at a time; a killed process leaves every document whole or not at all. The same text put twice
changes nothing. Everything read back is in one fixed order, whatever order it was put in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self, TypeVar

from bilateral.chronology import check, connect, linking, rows, signatures
from bilateral.chronology.acts import ActRows
from bilateral.chronology.check import Asked, Finding
from bilateral.chronology.database import Database
from bilateral.chronology.dyad_rows import DyadRows
from bilateral.chronology.event_judgements import EVENT
from bilateral.chronology.feeds import Feeds
from bilateral.chronology.interrupts import release
from bilateral.chronology.judgements import Anchored, Judgements
from bilateral.chronology.listing import Listing
from bilateral.chronology.merging import block_of
from bilateral.chronology.merging.rulings import Rulings
from bilateral.chronology.outlooks import Outlooks
from bilateral.chronology.people import People, Unsettled
from bilateral.chronology.people_rows import Judgement
from bilateral.chronology.query import EventQuery, conditions
from bilateral.chronology.recoding import Recoding
from bilateral.chronology.remerge import Remerge, event_rows
from bilateral.chronology.rows import DocumentInfo, Row
from bilateral.chronology.ruled import Plan, current, plan, standing
from bilateral.chronology.search import Search
from bilateral.chronology.versions import Arrival, Held, Versions
from bilateral.config import DEFAULT_SETTINGS, Settings
from bilateral.errors import QueryError, StoreError, UnknownEvent
from bilateral.model import Document, Event, Refusal, Report
from bilateral.persons import Appearance, OpenName

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from duckdb import DuckDBPyConnection

__all__ = ["Counts", "Outcome", "Outline", "Put", "Seen", "Store"]

Outcome = Literal["new", "unchanged", "replaced"]
Item = TypeVar("Item")

# Events are ordered by date, then by the order the documentation names; the id settles what is left.
_ORDER = "earliest, latest, form, type, id"

# So many events are held in memory at a time, however large the store is.
_CHUNK = 4_000

# Where the reports of documents lie, to be merged again.
_CHANGED = "INSERT INTO unmerged SELECT DISTINCT block, earliest, latest FROM reports WHERE list_contains(?, document)"


_BEGINNING = """
    SELECT * FROM events WHERE rowid IN (SELECT rowid FROM events WHERE starts_with(id, ?) ORDER BY id LIMIT 4)
    ORDER BY id
"""

_LINKED = """
    SELECT * FROM events WHERE rowid IN (SELECT rowid FROM events WHERE id IN (SELECT unnest(?::VARCHAR[])))
"""

_REPORTS = """
    SELECT * FROM reports WHERE rowid IN (SELECT rowid FROM reports WHERE id IN (SELECT unnest(?::VARCHAR[])))
"""

_TOUCHED = "SELECT block FROM unmerged UNION SELECT block FROM reports WHERE written > ?"


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
    open_names: tuple[OpenName, ...] = ()
    """Names that it leaves open."""
    address: str = ""
    """Where the text stands, which it then takes from the one before; empty where it has no place but itself."""
    fetched: datetime | None = None
    """When it was fetched, in UTC, where that is known."""

    @property
    def arrival(self) -> Arrival:
        """The text at its address."""
        own = "id" if _given(self.document) else "text"
        return Arrival(self.address or f"{own}:{self.document.id}", self.document.id, self.fetched)


@dataclass(frozen=True, slots=True)
class Seen:
    """A page whose text is known without reading it: what it brings to its address, where `moves` is true."""

    arrival: Arrival
    moves: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much the store holds."""

    documents: int
    reports: int
    events: int
    refusals: int
    judgements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """Of an event only what it may be sorted by; `parties` are all codes of either side, sorted."""

    id: str
    earliest: date
    parties: tuple[str, ...]


@dataclass(slots=True)
class _Known:
    # What decides whether a document that comes again is new, and which of two copies is kept.
    digest: str
    coded: str
    rank: tuple[object, ...]
    stored: bool
    before: str = ""
    """The digest of the one stored."""
    holders: frozenset[str] = frozenset()


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
        self.versions = Versions(self._database)
        """Which text stands where, and which stood there before."""
        self.feeds = Feeds(self._database)
        """The feeds that are watched."""
        self.recoding = Recoding(self._database)
        """What is to be coded again, and what that changes."""
        self.acts = ActRows(self._database)
        """The events as columns, for forecasts."""
        self.outlooks = Outlooks(self._database)
        """What was forecast."""
        self.dyads = DyadRows(self._database)
        """The busiest pairs of parties, and how many texts were read when."""
        self.search = Search(self._database)
        """The words of the texts."""
        self.listing = Listing(self._database)
        """The events as lists show them."""

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
        release(self._database.connection)
        self._database.connection.close()

    def checkpoint(self) -> None:
        """Take the journal (`FILE.wal`) into the file; closing does so too."""
        with connect.told(self.path):
            self._database.execute("CHECKPOINT")

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

    def put_many(self, items: Sequence[Put | Seen]) -> list[Outcome]:
        """`put` for several documents in one transaction: all are kept or none; the outcomes in their order.

        A text takes its address from the one that stood there, which leaves the chronology ("replaced") unless
        another address holds it too, and is kept in `versions`.

        A transaction costs DuckDB milliseconds however little is in it: 100 to 170 documents a second one by one,
        over 800 in groups of 64 (measured with DuckDB 2.0 on documents of 10 reports). A killed run therefore loses
        at most one group, never a part of a document.
        """
        with self._database.transaction():
            late = self.versions.late([item.arrival for item in items])
            puts = [item for item, past in zip(items, late, strict=True) if isinstance(item, Put) and not past]
            known = self._known({item.document.id for item in puts})
            written = self._database.next_written()
            fresh: dict[str, tuple[Put, Row, list[Row]]] = {}
            taken = [self._take(item, known, fresh, written) for item in puts]
            old = [key for key in fresh if known[key].stored]
            if old:
                self.versions.keep(
                    [(item.arrival.address, key, Held(key, None)) for key, item in self._rewritten(old, fresh, known)]
                )
                self._forget(old)
            self._database.insert("documents", [document for _, document, _ in fresh.values()])
            self._database.insert("reports", [report for _, _, reports in fresh.values() for report in reports])
            signatures.keep(self._database, ((key, item.document.original) for key, (item, _, _) in fresh.items()))
            self.people.keep_many((key, item.appearances, item.open_names) for key, (item, _, _) in fresh.items())
            self._remember_inputs(_lasting(puts, taken))
            outcomes = self._arrive(items, late, iter(taken))
            self._database.execute(
                "DELETE FROM refusals WHERE list_contains(?, source)", [[item.document.source for item in puts]]
            )
        return outcomes

    def _arrive(self, items: Sequence[Put | Seen], late: Sequence[bool], taken: Iterator[Outcome]) -> list[Outcome]:
        arriving = [item for item, past in zip(items, late, strict=True) if not past]
        took, gone = self.versions.arrive([item.arrival for item in arriving])
        if gone:
            self._forget(gone)
        behind = [item for item, past in zip(items, late, strict=True) if past]
        self.versions.keep_late([_late(item) for item in behind if isinstance(item, Put)])
        replaced = iter(took)
        outcomes: list[Outcome] = []
        for item, past in zip(items, late, strict=True):
            outcome = next(taken) if isinstance(item, Put) and not past else "unchanged"
            outcomes.append("replaced" if not past and next(replaced) else outcome)
        return outcomes

    def _rewritten(
        self, old: Sequence[str], fresh: dict[str, tuple[Put, Row, list[Row]]], known: dict[str, _Known]
    ) -> Iterator[tuple[str, Put]]:
        """Documents that stay under their id with another text or title, other than by a copy of the text."""
        for key in old:
            item = fresh[key][0]
            if known[key].before != fresh[key][1]["digest"] and (_given(item.document) or _owns(item, known[key])):
                yield key, item

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
            and not _given(document)
            and not _owns(item, before)
            and before.rank < rank
        ):
            return "unchanged"
        row = rows.document_row(document, digest=digest, coded=coded, written=written)
        reports = [rows.report_row(report, block=block_of(report), written=written) for report in item.reports]
        fresh[document.id] = (item, row, reports)
        known[document.id] = (
            replace(before, digest=digest, coded=coded, rank=rank)
            if before
            else _Known(digest, coded, rank, stored=False)
        )
        return "replaced" if before else "new"

    def _known(self, ids: set[str]) -> dict[str, _Known]:
        found = self._database.rows(
            "SELECT * EXCLUDE (original, text, sentences, repairs) FROM documents WHERE id IN ", sorted(ids)
        )
        holders = self.versions.holders([row["id"] for row in found])
        return {
            row["id"]: _Known(
                row["digest"],
                row["coded"],
                _rank(rows.info_from_row(row)),
                stored=True,
                before=row["digest"],
                holders=frozenset(holders[row["id"]]),
            )
            for row in found
        }

    def _forget(self, ids: Sequence[str]) -> None:
        self._forget_reports(ids)
        for table, column in (("documents", "id"), ("inputs", "document")):
            self._database.execute(f"DELETE FROM {table} WHERE list_contains(?, {column})", [list(ids)])
        signatures.forget(self._database, list(ids))
        self.people.forget(ids)

    def _forget_reports(self, ids: Sequence[str]) -> None:
        # What the old reports were merged into must be made anew, though nothing new may fall into that group. Until
        # then it is gone: an event that rests on a report no longer there has no evidence, should a kill come between.
        keys = [list(ids)]
        self._database.execute(_CHANGED, keys)
        self._database.execute(
            "DELETE FROM events WHERE list_has_any(reports, "
            "(SELECT coalesce(list(id), []) FROM reports WHERE list_contains(?, document)))",
            keys,
        )
        self._database.execute("DELETE FROM reports WHERE list_contains(?, document)", keys)

    def _remember_inputs(self, items: Sequence[Put]) -> None:
        fresh = {item.input: item for item in items if item.input}
        if not fresh:
            return
        self._database.execute("DELETE FROM inputs WHERE list_contains(?, digest)", [list(fresh)])
        self._database.insert(
            "inputs",
            [{"digest": key, "reader": item.reader, "document": item.document.id} for key, item in fresh.items()],
        )

    def recode(
        self,
        items: Sequence[tuple[str, Sequence[Report], Sequence[Appearance], Sequence[OpenName]]],
        reader: str,
    ) -> None:
        """Put what another reader found in stored documents in the place of what they had.

        Each item has the document's id, reports, appearances and open names, as in `Put`; `reader` is name and version.
        """
        if not items:
            return
        keys = [key for key, *_ in items]
        found = {row["id"]: row for row in self._database.rows("SELECT * FROM documents WHERE id IN ", keys)}
        with self._database.transaction():
            self._forget_reports(keys)
            self.people.forget(keys)
            written = self._database.next_written() - 1
            coded = [rows.coded_digest(rows.document_from_row(found[key]), a, b, c) for key, a, b, c in items]
            self._database.execute(
                "UPDATE documents SET coded = new.coded FROM (SELECT unnest(?) AS id, unnest(?) AS coded) AS new "
                "WHERE documents.id = new.id",
                [keys, coded],
            )
            reports = [
                rows.report_row(report, block=block_of(report), written=written)
                for _, told, _, _ in items
                for report in told
            ]
            self._database.insert("reports", reports)
            self._database.execute(_CHANGED, [keys])
            self.people.keep_many((key, appearances, names) for key, _, appearances, names in items)
            self._database.execute("UPDATE inputs SET reader = ? WHERE list_contains(?, document)", [reader, keys])

    def seen(self, inputs: Sequence[str], reader: str) -> set[str]:
        """Those of the page fingerprints whose documents are already here as this version of the reader reads them."""
        return set(self.inputs(inputs, reader))

    def inputs(self, keys: Sequence[str], reader: str) -> dict[str, str]:
        """The documents of those of the page fingerprints that `seen` gives, by fingerprint."""
        found = self._database.rows("SELECT * FROM inputs WHERE digest IN ", list(keys))
        return {row["digest"]: row["document"] for row in found if row["reader"] == reader}

    def known(self, pages: Sequence[tuple[str, Arrival]], reader: str) -> list[Seen | None]:
        """What is known of each page without reading it; None for one that is to be read.

        A page is told by its fingerprint and its arrival, of which the document counts for nothing. It is known where
        this version of the reader read it and its text is still in the chronology, or was superseded by one that was
        fetched later.
        """
        found = self._database.rows("SELECT * FROM inputs WHERE digest IN ", [key for key, _ in pages])
        documents = {row["digest"]: row["document"] for row in found if row["reader"] == reader}
        held = self.versions.held([arrival.address for _, arrival in pages])
        past = [a.address for key, a in pages if key not in documents and a.address in held and held[a.address].fetched]
        before = self.versions.inputs_at(past) if past else set()
        return [_seen(key, arrival, documents.get(key), held.get(arrival.address), before) for key, arrival in pages]

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

    def met(self, items: Sequence[tuple[str, Sequence[Appearance], Sequence[OpenName]]]) -> None:
        """Keep the persons of documents (by id) that an older version read without looking for them."""
        with self._database.transaction():
            self.people.read(items)

    def settle(self, items: Sequence[tuple[Unsettled, Sequence[Report] | None]]) -> None:
        """Put reports that lean on known persons in the place of those their documents had; None leaves these."""
        with self._database.transaction():
            keys = [one.document for one, reports in items if reports is not None]
            self._forget_reports(keys)
            written = self._database.next_written() - 1
            found = [
                rows.report_row(report, block=block_of(report), written=written)
                for _, reports in items
                for report in reports or ()
            ]
            self._database.insert("reports", found)
            self._database.execute(_CHANGED, [keys])
            self.people.settle([one for one, _ in items])

    def judge(self, *judgements: Judgement, anchored: Mapping[str, Anchored] | None = None) -> None:
        """Keep judgements; what they change is made anew by `run.refresh`.

        `anchored` has, by the id of each judgement on events, what it was made on.
        """
        with self._database.transaction():
            self.judgements.add(judgements)
            self.judgements.anchor(anchored or {})
            self._doubt(judgements)

    def _doubt(self, judgements: Sequence[Judgement]) -> None:
        # What is ruled on events is looked up by every merge; what is ruled on persons must be told to them.
        if any(judgement.kind != EVENT for judgement in judgements):
            self.people.doubt()

    def rulings(self) -> Rulings:
        """What the standing judgements rule on today's reports."""
        return standing(self._database)[0].rulings

    def notes(self) -> Mapping[str, str]:
        """What is to be said of standing judgements on events, by id: what one overrules or no longer finds."""
        return standing(self._database)[0].notes

    def withdraw(self, prefix: str, at: datetime) -> Judgement:
        """Withdraw the judgement whose id begins so. Raises UnknownJudgement, and QueryError where it is already."""
        judgement = self.judgements.find(prefix)
        if judgement.withdrawn:
            raise QueryError(f"judgement {judgement.id} was withdrawn on {judgement.withdrawn:%Y-%m-%d}")
        with self._database.transaction():
            withdrawn = self.judgements.withdraw(judgement, at)
            self._doubt([judgement])
        return withdrawn

    # --- events ----------------------------------------------------------------------------------------------

    def merge(self, executor: Executor | None = None, *, in_flight: int = 4) -> int:
        """Make events of the reports that changed since the last merge; how many events were made anew.

        Only reports near in time to something that was added or taken away, in the same group (`merging.block_of`),
        are merged again, so that the cost grows with what is new, and the outcome never depends on the order or the
        portions in which documents came; and groups for which something else is ruled than before (`ruled.plan`), with
        those that rulings tie to them, each as a whole. With an `executor` its workers do it, `in_flight` portions at
        a time.
        """
        with connect.roomy(self._database.connection), self._database.transaction():
            signatures.renew(self._database)
            merged = int(self._database.meta("merged_through") or 0)
            ruled = plan(self._database, self._touched(merged))
            for block in ruled.changed:
                self._database.execute("INSERT INTO unmerged (block) VALUES (?)", [block])
            touched = self._database.ask(
                f"SELECT block, count(reports.id) FROM ({_TOUCHED}) "
                "LEFT JOIN reports USING (block) GROUP BY block ORDER BY block",
                [merged],
            )
            own = ruled.gathered((block, number) for block, number in touched if block in ruled.group_of)
            made = sum(self._merge_blocks(blocks, ruled) for blocks in _portions(own, _CHUNK))
            made += Remerge(self._database, ruled, self._settings.merge_slack_days, executor, in_flight)(merged)
            linking.refresh(self._database, [block for block, _ in touched])
            self._database.execute("DELETE FROM unmerged")
            self._database.set_meta("merged_through", str(self._database.next_written() - 1))
        return made

    def _touched(self, merged: int) -> list[str]:
        return [block for (block,) in self._database.ask(_TOUCHED, [merged])]

    def _merge_blocks(self, blocks: list[str], ruled: Plan) -> int:
        events = self._events_of(blocks, ruled)
        self._database.execute("DELETE FROM events WHERE list_contains(?, block)", [blocks])
        self._database.insert("events", events)
        return len(events)

    def _events_of(self, blocks: list[str], ruled: Plan) -> list[Row]:
        """The rows of the events that the reports in these blocks make."""
        found = self._database.rows("SELECT * FROM reports WHERE block IN ", blocks, order="block, id")
        grouped: dict[str, list[Report]] = {}
        for row in found:
            grouped.setdefault(ruled.group(row["block"]), []).append(rows.report_from_row(row))
        home = {row["id"]: row["block"] for row in found}
        sources = signatures.sources(self._database, {row["document"] for row in found})
        slack = self._settings.merge_slack_days
        return [
            row
            for group, reports in grouped.items()
            for row in event_rows(reports, home, sources, rulings=ruled.rulings(group), slack_days=slack)
        ]

    # --- checking --------------------------------------------------------------------------------------------

    def check(self, *, deep: bool = False, only: Collection[str] = ()) -> Iterator[Finding]:
        """How each of `check.CHECKS` comes out; `deep` also reads every text and merges everything in memory.

        `only` asks those of these names alone. Raises NotADatabase where the file itself is damaged, and UnknownValue.
        """
        return check.findings(Asked(self._database, self._remade), deep=deep, only=only)

    def _remade(self) -> Iterator[tuple[list[str], list[Row]]]:
        # What is yet to be merged cannot be compared.
        merged = int(self._database.meta("merged_through") or 0)
        settled = self._database.ask(
            "SELECT block, count(reports.id) FROM (SELECT block FROM reports UNION SELECT block FROM events) "
            "LEFT JOIN reports USING (block) WHERE block NOT IN (SELECT block FROM unmerged) "
            "GROUP BY block HAVING coalesce(max(written), 0) <= ? ORDER BY block",
            [merged],
        )
        ruled = current(self._database)
        for blocks in _portions(ruled.gathered(settled), _CHUNK):
            yield blocks, self._events_of(blocks, ruled)

    def doubt(self) -> None:
        """Have all persons and events made anew by the next `run.refresh`, whatever they are now."""
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO unmerged (block) SELECT block FROM reports UNION SELECT block FROM events"
            )
            self.people.doubt()

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
        yield from self.events_with([key for (key,) in found])

    def outlines(self, query: EventQuery | None = None) -> list[Outline]:
        """The outlines of the events that answer the question, in the order of `events`."""
        where, values = conditions(query or EventQuery())
        found = self._database.ask(
            "SELECT id, earliest, list_sort(list_distinct(list_concat(parties_from, parties_to))) "
            f"FROM events WHERE {where} ORDER BY {_ORDER}",
            values,
        )
        return [Outline(id=key, earliest=day, parties=tuple(parties)) for key, day, parties in found]

    def events_with(self, ids: Sequence[str]) -> Iterator[Event]:
        """The events with these ids, one after the other, in flat memory; in the order given, which is to be theirs."""
        for part in _parts(ids, _CHUNK):
            yield from self._events(self._database.rows("SELECT * FROM events WHERE id IN ", part, order=_ORDER))

    def event(self, prefix: str) -> Event:
        """The event whose id begins so. Raises UnknownEvent if there is none, or more than one."""
        wanted = prefix.strip().lower()
        found = self._database.rows_of(_BEGINNING, [wanted])
        if not wanted or not found:
            raise UnknownEvent(f"no event has an id that begins with {prefix!r}; `bilateral events` lists the ids")
        if len(found) > 1 and all(row["id"] != wanted for row in found):
            ids = ", ".join(row["id"] for row in found[:3]) + (" ..." if len(found) > 3 else "")
            raise UnknownEvent(f"several events have an id that begins with {prefix!r}: {ids}; give more of it")
        return self._events([row for row in found if row["id"] == wanted or len(found) == 1])[0]

    def linked(self, *events: Event) -> dict[str, Event]:
        """The events at the other ends of these events' links, by id."""
        ids = {end for event in events for link in event.links for end in (link.source, link.target)}
        found = self._database.rows_of(f"{_LINKED} ORDER BY {_ORDER}", [sorted(ids)]) if ids else []
        return {event.id: event for event in self._events(found)}

    def _events(self, found: list[Row]) -> list[Event]:
        reports = self.reports({key for row in found for key in row["reports"]})
        links = linking.links_of(self._database, [row["id"] for row in found])
        return [rows.event_from_row(row, reports, links.get(row["id"], ())) for row in found]

    def reports(self, ids: Iterable[str]) -> dict[str, Report]:
        """The reports with these ids."""
        # Where the rows are is found first: a condition on the id alone reads all columns of most of the table (96 ms
        # against 27 for five of 350,000 reports, DuckDB 2.0).
        wanted = sorted(set(ids))
        found = self._database.rows_of(f"{_REPORTS} ORDER BY id", [wanted]) if wanted else []
        return {row["id"]: rows.report_from_row(row) for row in found}

    def events_of(self, reports: Sequence[str]) -> dict[str, str]:
        """The id of the event that each of these reports is part of."""
        found = self._database.ask(
            "SELECT report, event FROM event_reports WHERE list_contains(?, report) ORDER BY ALL", [list(reports)]
        )
        return dict(found)

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
        return self.whole([document])[0]

    def whole(self, documents: Sequence[str]) -> list[Document]:
        """The whole documents with these ids, in their order. Raises StoreError if one is not here.

        A question costs DuckDB a look at all documents, however few are asked for: ask for many at a time.
        """
        rows_of = self._database.rows("SELECT * FROM documents WHERE id IN ", sorted(set(documents)))
        found = {row["id"]: rows.document_from_row(row) for row in rows_of}
        for document in documents:
            if document not in found:
                raise StoreError(f"{self.path}: holds no document {document!r}")
        return [found[document] for document in documents]

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


def _given(document: Document) -> bool:
    return document.id != rows.content_id(document.original)


def _owns(item: Put, known: _Known) -> bool:
    """Whether the text stands at this item's address alone, so that what it says of it counts, whatever it was."""
    return bool(item.address) and known.holders == {item.address}


def _seen(
    key: str, arrival: Arrival, document: str | None, held: Held | None, before: set[tuple[str, str]]
) -> Seen | None:
    if document is None:
        outdated = held is not None and held.outdates(arrival) and (arrival.address, key) in before
        return Seen(arrival, moves=False) if outdated else None
    arrival = arrival._replace(document=document)
    if not arrival.address or held == Held(document, arrival.fetched):
        return Seen(arrival, moves=False)
    newer = arrival.fetched is not None and not (held and held.outdates(arrival))
    return Seen(arrival, moves=held is None or held.document != document or newer)


def _late(item: Put) -> tuple[Arrival, Document, str, list[Row], str, str]:
    reports = [rows.report_row(report, block="", written=0) for report in item.reports]
    return item.arrival, item.document, rows.document_digest(item.document), reports, item.reader, item.input


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


def _lasting(items: Sequence[Put], outcomes: Sequence[Outcome]) -> list[Put]:
    """Those of which the text was not replaced by a later one of the same group."""
    standing: dict[str, list[Put]] = {}
    for item, outcome in zip(items, outcomes, strict=True):
        if outcome != "unchanged":
            standing[item.document.id] = []
        standing.setdefault(item.document.id, []).append(item)
    return [item for same in standing.values() for item in same]


def _portions(weighed: Iterable[tuple[list[str], int]], size: int) -> Iterator[list[str]]:
    """The names in groups of about `size` in weight; those that come together stay so, however heavy."""
    group: list[str] = []
    total = 0
    for names, weight in weighed:
        if group and total + weight > size:
            yield group
            group, total = [], 0
        group.extend(names)
        total += weight
    if group:
        yield group


def _parts(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
