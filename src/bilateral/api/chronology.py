"""The facade: a chronology in a file or in memory, and the few verbs it has."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self, Unpack

from bilateral.api.query import Day, Filters, Words, event_query, first_day, last_day, party, single_day
from bilateral.api.results import Briefing, Events, Forecast, Partners, People, TrackRecord
from bilateral.config import DEFAULT_SETTINGS, Settings
from bilateral.errors import QueryError, StoreError, UnknownState, UnknownValue
from bilateral.model import Event

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from bilateral.api.people import Rulings
    from bilateral.chronology import Counts, DocumentInfo, Judgement
    from bilateral.run import Summary

__all__ = ["MEMORY", "Chronology", "read", "states"]

MEMORY = ":memory:"


class Chronology:
    """What states did, as far as the texts read so far report it; kept in one DuckDB file, or in memory.

    Use it in a `with`, or call `close`. Raises StoreError (NewerSchema, DatabaseLocked, NotADatabase) on opening, and
    with `read_only` or `must_exist` also NotFound where there is no such file.
    """

    def __init__(
        self,
        path: str | Path = MEMORY,
        *,
        read_only: bool = False,
        must_exist: bool = False,
        settings: Settings = DEFAULT_SETTINGS,
    ) -> None:
        from bilateral.chronology import Store

        self._settings = settings
        self._read_only = read_only
        create = not (read_only or must_exist)
        self._store = Store.open(path, read_only=read_only, create=create, settings=settings)
        self.summary: Summary | None = None
        """What the last `read` did."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; nothing can be asked after that."""
        self._store.close()

    def read(
        self,
        *sources: str | Path,
        workers: int = 1,
        reader: str = "lexicon",
        strict: bool = False,
        stdin: BinaryIO | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Summary:
        """Read texts and merge what they report into the chronology; returns what was read, refused and found.

        A source is a file, folder, glob, "-", web address, feed, WARC or JSON Lines. A text read before changes
        nothing. What cannot be read is in `Summary.refusals`, and the rest is read; with `strict` the first refusal
        ends the run, and what was read before it is kept. `workers` are processes; a script that asks for several must
        guard its own start with `if __name__ == "__main__":`. `progress` is called with the number of documents done.
        """
        from bilateral.run import run

        try:
            with _workers(workers) as executor:
                self.summary = run(
                    [str(source) for source in sources],
                    self._store,
                    settings=self._settings,
                    reader=reader,
                    executor=executor,
                    in_flight=2 * workers,
                    strict=strict,
                    stdin=stdin,
                    progress=progress,
                )
        except KeyboardInterrupt:
            self._store.merge()  # so that what was read before Ctrl-C can be asked for
            raise
        return self.summary

    def counts(self) -> Counts:
        """How many documents, reports, events, refusals and judgements it holds."""
        return self._store.counts()

    def events(self, *parties: str, limit: int | None = None, **filters: Unpack[Filters]) -> Events:
        """Events of no, one or two parties (in either direction), by date; `limit` keeps the latest.

        Parties go by name, demonym or code. `filters` are those of `Filters`: since, until, form, type, issue, level,
        status, person, source, target. Raises QueryError (UnknownState, UnknownValue) naming what is not known.
        """
        found = self._store.events(event_query(parties, **filters))
        return self._events(found[-limit:] if limit else found)

    def event(self, id: str) -> Event:
        """The event whose id is or begins with `id`. Raises UnknownEvent where there is none, or several."""
        return self._store.event(id)

    def documents(self, *events: Event) -> Mapping[str, DocumentInfo]:
        """Title, publisher, date and address of the documents that report the events, by document id."""
        return self._store.documents(sorted({report.document for event in events for report in event.reports}))

    def record(self, event: Event) -> dict[str, Any]:
        """The event as the public record (docs/record.md)."""
        return self._events([event]).records[0]

    def text(self, event: Event, *, width: int = 100, colour: bool = False) -> str:
        """The event in full, for reading: every source sentence, what was resolved and how, the disagreements."""
        from bilateral.present.evidence import evidence_of
        from bilateral.present.tables import event_text

        evidence = evidence_of(self._store, [event])
        return event_text(event, self.documents(event), evidence, width=width, colour=colour)

    def people(
        self, *parties: str, learned: bool = False, name: str | None = None, on: str | date | None = None
    ) -> People:
        """The persons met in the texts, of these states or bodies (all by default), the highest level first.

        `learned` takes only those whom texts introduced and the register does not have; `name` is a part of a name.
        With a day, office and level are those of that day, and persons not known to hold one on it are left out;
        without, those last met. Raises UnknownState, QueryError where `on` is no day, and StoreError where texts were
        read by an older version and the database is open to read only: their persons are yet to be found.
        """
        from bilateral.api.people import found
        from bilateral.knowledge import load
        from bilateral.present.people import person_rows

        day = first_day(on)
        if day != last_day(on):
            raise QueryError(f"{on!r} is no day: offices change within a year; write it as 2022-03-15")
        self._find_persons()
        rows = person_rows(found(self._store, parties, learned=learned, name=name), load(), day)
        return People(rows, self._store.documents({key for row in rows for key in row.person.documents}))

    def _find_persons(self) -> None:
        """See to it that the persons of all texts were looked for."""
        unread = self._store.people.unread()
        if unread and self._read_only:
            raise StoreError(
                f"{self._store.path}: the persons of {len(unread)} texts, read by an older version, are yet to be "
                "found; read any text into it once more, and they are"
            )
        if unread:
            from bilateral.run import refresh

            refresh(self._store, settings=self._settings)

    def judge_person(self, name: str, *, why: str, by: str, **rulings: Unpack[Rulings]) -> tuple[Judgement, ...]:
        """Correct what is known of a person, and bring every event up to date; returns the judgements kept.

        `rulings` are those of `Rulings`: of, state, office, level, since, until, same_as, not_same_as, wrong. They win
        over texts and register, also in texts read again or later. Raises UnknownPerson, UnknownState, UnknownValue,
        and QueryError where nothing is said.
        """
        from bilateral.api.people import judgements_on
        from bilateral.run import refresh

        judgements = judgements_on(self._store, name, rulings, why=why, by=by)
        self._store.judge(*judgements)
        refresh(self._store, settings=self._settings)
        return tuple(judgements)

    def judgements(self, *, withdrawn: bool = True) -> tuple[Judgement, ...]:
        """The judgements in the order they were made, with or without those withdrawn."""
        return tuple(self._store.judgements.all(withdrawn=withdrawn))

    def withdraw(self, id: str) -> Judgement:
        """Withdraw the judgement whose id is or begins with `id`, and bring every event up to date.

        It stays listed. Raises UnknownJudgement, and QueryError where it was withdrawn before.
        """
        from bilateral.run import refresh

        judgement = self._store.withdraw(id, datetime.now(UTC).replace(tzinfo=None))
        refresh(self._store, settings=self._settings)
        return judgement

    def brief(
        self,
        a: str,
        b: str,
        *,
        versus: tuple[str, str] | None = None,
        since: Day = None,
        until: Day = None,
    ) -> Briefing:
        """The briefing on the relation of two parties, with another pair set beside it if asked.

        Raises UnknownState, and QueryError where no event of the pair is known.
        """
        from bilateral.present.brief import brief

        other = (party(versus[0]), party(versus[1])) if versus else None
        return Briefing(
            brief(self._store, (party(a), party(b)), versus=other, since=first_day(since), until=last_day(until))
        )

    def outlook(
        self,
        a: str,
        b: str,
        *,
        as_of: Day = None,
        horizon: str | int = "30d",
        act: Words = (),
        publish: bool = False,
    ) -> Forecast:
        """How likely acts between two parties are in the `horizon` after the day `as_of`, and why.

        Nothing after `as_of` (by default the day of the last event) is known to it. `act` narrows to forms, forms at a
        level and types. `publish` keeps it, for `track_record`. Models that were made are kept in the database, unless
        it is open to read only. Raises UnknownState, UnknownValue, and QueryError where day or horizon make no sense.
        """
        from bilateral.api.outlook import outlook_of
        from bilateral.api.outlook import publish as kept

        acts = (act,) if isinstance(act, str) else tuple(act or ())
        found = outlook_of(
            self._store, a, b, as_of=single_day(as_of), horizon=horizon, acts=acts, keep=not self._read_only
        )
        if publish:
            kept(self._store, found)
        return Forecast(found)

    def partners(self, a: str, *, act: str, as_of: Day = None, horizon: str | int = "30d", limit: int = 15) -> Partners:
        """With whom `a` may do something in the `horizon` after `as_of`, the likeliest first; errors as `outlook`."""
        from bilateral.api.outlook import days_of, partners_of

        day, refused, found = partners_of(
            self._store,
            a,
            act=act,
            as_of=single_day(as_of),
            horizon=horizon,
            keep=not self._read_only,
            limit=limit,
        )
        return Partners(party(a), act, found, as_of=day, horizon=days_of(horizon), refused=refused)

    def backtest(self, *parties: str, horizon: str | int = "30d", since: Day = None, until: Day = None) -> TrackRecord:
        """How good outlooks would have been, over all pairs or of two parties.

        Raises UnknownState, and QueryError where there is too little past.
        """
        from bilateral.api.outlook import backtest_of, days_of

        days = days_of(horizon)
        track, from_days = backtest_of(
            self._store, parties, horizon=horizon, since=first_day(since), until=last_day(until)
        )
        head = f"Back-test: {len(from_days)} days from {from_days[0]} to {from_days[-1]}, {days} days ahead"
        return TrackRecord(track, head, {"horizon_days": days, "from": [str(day) for day in from_days]})

    def track_record(self) -> TrackRecord:
        """How good the published outlooks were whose horizon has passed."""
        from bilateral.api.outlook import published_track

        track, scored, still_open = published_track(self._store)
        head = f"Published outlooks: {scored} probabilities whose horizon has passed; {still_open} are still open"
        return TrackRecord(track, head, {"scored": scored, "open": still_open})

    def export(
        self, output: str | Path | BinaryIO, *parties: str, format: str | None = None, **filters: Unpack[Filters]
    ) -> None:
        """Write the public record to a file or stream as "jsonl", "csv" or "parquet" (else by the file's suffix).

        Takes what `events` takes, but every status unless one is named. Raises ExportError where the file cannot be
        written; what it held before is kept.
        """
        from bilateral.present.exports import export

        filters["status"] = filters.get("status") or "all"
        query = event_query(parties, **filters)
        export(self._store.each_event(query), self._store.documents(), output, format=format)

    def _events(self, events: Sequence[Event]) -> Events:
        return Events(events, self.documents(*events))


def read(*sources: str | Path, db: str | Path = MEMORY, **options: Any) -> Chronology:
    """Read texts into the chronology `db` and return it, open; `options` are those of `Chronology.read`.

    Close it, or use it in a `with`. `Chronology.summary` tells what was read and refused.
    """
    chronology = Chronology(db)
    try:
        chronology.read(*sources, **options)
    except BaseException:
        chronology.close()
        raise
    return chronology


@contextmanager
def _workers(number: int) -> Iterator[Executor | None]:
    if number == 1:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Spawned, not forked: DuckDB's threads do not survive a fork.
    with ProcessPoolExecutor(number, mp_context=get_context("spawn"), initializer=_leave_ctrl_c_to_us) as executor:
        yield executor


def _leave_ctrl_c_to_us() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def states(text: str | None = None) -> list[dict[str, str]]:
    """The states and organisations that can be asked for: code, name and kind of each.

    With `text`, the one that goes by that name, demonym or code, else those whose names hold it. Raises UnknownState
    where there is none.
    """
    from bilateral.knowledge import fold, load

    knowledge = load()
    known = [
        {"code": state.code, "name": state.name, "kind": state.status} for state in knowledge.states.by_code.values()
    ]
    known += [{"code": body.code, "name": body.name, "kind": "body"} for body in knowledge.organisations.values()]
    if text is None:
        return known
    try:
        code = knowledge.states.party(text)
    except UnknownState:
        found = [row for row in known if fold(text) in fold(row["name"])]
        if not found:
            raise
        return found
    return [row for row in known if row["code"] == code]


def members(body: str, *, on: str | None = None) -> list[dict[str, str]]:
    """The states in an international body, as `states` gives them; `on` is an ISO day, else today's are given.

    Raises UnknownState where nothing is called so, UnknownValue where its members are not in the tables, and QueryError
    where `on` is no day.
    """
    from datetime import date

    from bilateral.knowledge import load

    knowledge = load()
    code = knowledge.states.party(body)
    found = knowledge.organisations.get(code)
    if code == "UN":
        codes = tuple(s.code for s in knowledge.states.by_code.values() if s.status == "member")
    elif found is None or not found.members:
        known = sorted(c for c, o in knowledge.organisations.items() if o.members)
        raise UnknownValue("body whose members are in the tables", body, known)
    elif on is None:
        codes = tuple(sorted(found.members))
    else:
        try:
            codes = found.members_on(date.fromisoformat(on))
        except ValueError as error:
            raise QueryError(f"{on!r} is no day; write it as 2010-05-31") from error
    rows = {row["code"]: row for row in states()}
    return [rows[c] for c in codes]
