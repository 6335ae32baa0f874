"""The facade: a chronology in a file or in memory, and the few verbs it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self, Unpack

from bilateral.api.query import Day, Filters, Words, event_query, first_day, last_day, party, single_day
from bilateral.api.results import Briefing, Events, Forecast, Partners, People, TrackRecord
from bilateral.config import DEFAULT_SETTINGS, Settings
from bilateral.errors import OlderSchema, QueryError, StoreError, UnknownState, UnknownValue
from bilateral.model import Event

if TYPE_CHECKING:
    from bilateral.api.comparing import Compared
    from bilateral.api.dyads import Busiest, Dyad
    from bilateral.api.exchange import Imported
    from bilateral.api.judging import Judged
    from bilateral.api.people import Rulings
    from bilateral.api.ranking import WhoNext
    from bilateral.api.relations import AccountsTable, IssuesTable
    from bilateral.api.shifts import RankedShifts, Shifts
    from bilateral.chronology import Account, Anchored, Counts, DocumentInfo, Finding, History, Judgement
    from bilateral.model import Link
    from bilateral.run import Recoded, Summary

__all__ = ["MEMORY", "Chronology", "read", "states"]

MEMORY = ":memory:"


class Chronology:
    """What states did, as far as the texts read so far report it; kept in one DuckDB file, or in memory.

    Use it in a `with`, or call `close`. A file of an older version is brought up to date, also where it is opened to be
    read only. Raises StoreError (NewerSchema, DatabaseLocked, NotADatabase) on opening, and
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
        try:
            self._store = Store.open(path, read_only=read_only, create=create, settings=settings)
        except OlderSchema:  # only where it is read: a writer has brought it up to date
            Store.open(path, create=False, settings=settings).close()
            self._store = Store.open(path, read_only=True, settings=settings)
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
        cluster: str | None = None,
        reader: str = "lexicon",
        format: str | None = None,
        strict: bool = False,
        stdin: BinaryIO | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Summary:
        """Read texts and merge what they report into the chronology; returns what was read, refused and found.

        A source is a file, folder, glob, "-", web address, feed, WARC, JSON Lines, or event data of others (ICEWS,
        POLECAT, GDELT 2, ACLED), which are recognised, or named by `format` where they have no header. A text read
        before changes nothing. What cannot be read is in `Summary.refusals`, and the rest is read; with `strict` the
        first refusal ends the run, and what was read before it is kept. `workers` are processes; a script that asks
        for several must guard its own start with `if __name__ == "__main__":`. `cluster` is the address of a dask
        scheduler whose workers do the work instead (extra `bilateral[cluster]`); raises ClusterError where they
        cannot. `progress` is called with the number of documents done.
        """
        from bilateral.api.executors import hands
        from bilateral.knowledge.event_data import datasets
        from bilateral.run import run

        if format and format not in datasets():
            raise UnknownValue("event data set", format, tuple(datasets()))
        try:
            with hands(workers, cluster, reader=reader) as given:
                self.summary = run(
                    [str(source) for source in sources],
                    self._store,
                    settings=replace(self._settings, event_data=format) if format else self._settings,
                    reader=reader,
                    executor=given.executor,
                    in_flight=given.in_flight,
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

    def check(self, *names: str, deep: bool = False) -> tuple[Finding, ...]:
        """How everything that must hold in the database comes out; what is broken says so and names the way out.

        `deep` also reads every text in full and merges all reports in memory; `names` ask these checks alone. Raises
        NotADatabase where the file itself is damaged, and UnknownValue for a name that no check has.
        """
        return tuple(self._store.check(deep=deep, only=names))

    def mend(self) -> int:
        """Make all persons and events anew from texts, reports and judgements; how many events that are."""
        from bilateral.run import refresh

        self._store.doubt()
        return refresh(self._store, settings=self._settings)

    def events(self, *parties: str, limit: int | None = None, **filters: Unpack[Filters]) -> Events:
        """Events of no, one or two parties (in either direction), by date; `limit` keeps the latest.

        Parties go by name, demonym or code. `filters` are those of `Filters`: since, until, form, type, issue, level,
        status, person, source, target, read_by. Raises QueryError (UnknownState, UnknownValue) naming what is not
        known.
        """
        found = self._store.events(event_query(parties, **filters))
        return self._events(found[-limit:] if limit else found)

    def event(self, id: str) -> Event:
        """The event whose id is or begins with `id`. Raises UnknownEvent where there is none, or several."""
        return self._store.event(id)

    def documents(self, *events: Event) -> Mapping[str, DocumentInfo]:
        """Title, publisher, date and address of the documents that report the events, by document id."""
        return self._store.documents(sorted({report.document for event in events for report in event.reports}))

    def history(self, text: str) -> History:
        """The versions of a text: what stood at its address before, and what each change did to its events.

        `text` is a document's id or its beginning, a web address, or a file. Raises UnknownDocument.
        """
        from bilateral.chronology import history_of

        return history_of(self._store, text)

    def recode(
        self,
        *documents: str,
        reader: str | None = None,
        since: str | date | None = None,
        dry_run: bool = False,
        workers: int = 1,
        progress: Callable[[int], None] | None = None,
    ) -> Recoded:
        """Run a newer or another reader over stored texts, without their sources, and merge; returns what changed.

        By default those texts are coded again that an older version of their reader coded; with `reader`, all that
        were not coded by it as it is now. `documents` (ids, or their beginnings) and `since` (the day published)
        narrow this down. `dry_run` counts them and changes nothing. Interrupted, a second call goes on from there.
        `progress` is called with the number of texts done. Raises UnknownValue and UnknownDocument.
        """
        from bilateral.api.executors import hands
        from bilateral.run import recode

        try:
            with hands(workers, reader=reader or "lexicon") as given:
                return recode(
                    self._store,
                    documents,
                    reader=reader,
                    since=first_day(since),
                    dry_run=dry_run,
                    executor=given.executor,
                    settings=self._settings,
                    progress=progress,
                )
        except KeyboardInterrupt:
            self._store.merge()
            raise

    def prepare_search(self, progress: Callable[[int], None] | None = None) -> int:
        """Have the words of all texts in the index that the web app searches; how many texts were taken in."""
        return self._store.search.renew(progress)

    def record(self, event: Event) -> dict[str, Any]:
        """The event as the public record (docs/record.md)."""
        return self._events([event]).records[0]

    def text(self, event: Event, *, width: int = 100, colour: bool = False) -> str:
        """The event in full, for reading: every source sentence, what was resolved and how, the disagreements."""
        from bilateral.present.evidence import evidence_of
        from bilateral.present.tables import event_text

        evidence = evidence_of(self._store, [event])
        linked = self._store.linked(event)
        return event_text(event, self.documents(event), evidence, linked, width=width, colour=colour)

    def links(self, event: Event) -> list[tuple[str, Event, Link]]:
        """How other events hang together with this one: what the other is to it, the other, and the link.

        "part of" a visit, "fulfilled by" a fact, "reply to" a letter and so on, or the same from the other end:
        "includes", "fulfils", "answered by" (docs/record.md).
        """
        from bilateral.chronology import told_from

        linked = self._store.linked(event)
        return [(kind, linked[other], link) for kind, other, link in told_from(event)]

    def accounts(self, event: Event) -> tuple[Account, ...]:
        """What each account of the event names that no other does: of a government's, a paper's; by name."""
        from bilateral.chronology import accounts
        from bilateral.knowledge import load
        from bilateral.knowledge.publishers import official_documents

        documents = self.documents(event)
        return accounts(event, documents, official_documents(documents.values(), load()))

    def issues(
        self, a: str, b: str, *, since: Day = None, until: Day = None, recent: Day = None, issue: str | None = None
    ) -> IssuesTable:
        """What comes back between two parties, what is new and what faded, each issue with events and passages.

        `recent` is the first day of what counts as recent; `issue` takes one issue, or name of one, alone. Raises
        UnknownState, UnknownValue and QueryError.
        """
        from bilateral.api.relations import issues_between

        return issues_between(self._store, a, b, since=since, until=until, recent=recent, issue=issue)

    def compare_accounts(
        self, a: str, b: str, event: str | None = None, *, since: Day = None, until: Day = None
    ) -> AccountsTable:
        """What two parties each say of the same events in their own texts, and what each leaves out.

        `event` is an id or its beginning, and asks for that event alone. Raises UnknownState, UnknownEvent, QueryError.
        """
        from bilateral.api.relations import accounts_between

        return accounts_between(self._store, a, b, event, since=since, until=until)

    def why(self, event: Event) -> dict[str, Any]:
        """Why the event has its reports: each joined one and the nearest left out, with every weight (plain values)."""
        from bilateral.present.why import event_why, why_record

        return why_record(event, *event_why(self._store, event, settings=self._settings))

    def why_text(self, event: Event, *, width: int = 80) -> str:
        """The same for reading: for each report joined the steps from prior to decision, within `width` columns."""
        from bilateral.present.why import event_why, why_text

        return why_text(event, *event_why(self._store, event, settings=self._settings), width=width)

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

    def judge_event(
        self,
        event: str,
        *,
        why: str,
        by: str,
        right: bool = False,
        wrong: bool = False,
        values: Mapping[str, str] | None = None,
    ) -> tuple[Judgement, ...]:
        """Say that an event is right, or wrong, or what its fields are to hold; returns the judgements kept.

        `event` is its id or the beginning of it. `values` are by the words of the public record: date (or start, end),
        type, mode, form, status, place, issues ("energy, health"), from, to ("USA, EU"); "none" empties those that can
        be empty. They win over what texts say, also in texts read again or later; a wrong event is in no table and no
        export. Raises UnknownEvent, UnknownValue, UnknownState, and QueryError where nothing is said.
        """
        from bilateral.api.judging import Author, on_event

        author = Author(by=by, why=why)
        return self._judge(on_event(self._store, event, author, right=right, wrong=wrong, values=values))

    def judge_same(self, *events: str, why: str, by: str) -> tuple[Judgement, ...]:
        """Say that these events are one; it then has the reports of all. Raises UnknownEvent, QueryError."""
        from bilateral.api.judging import Author, same

        return self._judge(same(self._store, events, Author(by=by, why=why)))

    def judge_different(self, first: str, second: str, *, why: str, by: str) -> tuple[Judgement, ...]:
        """Say that two events are two: their reports are never merged. Raises UnknownEvent, QueryError."""
        from bilateral.api.judging import Author, different

        return self._judge(different(self._store, first, second, Author(by=by, why=why)))

    def judge_split(self, event: str, *sources: str, why: str, by: str) -> tuple[Judgement, ...]:
        """Say that some sources of an event tell of another one. A source is its number in `text`, or the id of a
        document or report. Raises UnknownEvent, QueryError for a source that it does not have."""
        from bilateral.api.judging import Author, parted

        return self._judge(parted(self._store, event, sources, Author(by=by, why=why)))

    def _judge(self, judged: Judged) -> tuple[Judgement, ...]:
        from bilateral.run import refresh

        self._store.judge(*judged.judgements, anchored=judged.anchored)
        refresh(self._store, settings=self._settings)
        return judged.judgements

    def import_judgements(self, path: str | Path, *, by: str, why: str = "") -> Imported:
        """Keep the judgements of a CSV, JSON Lines or Label Studio file (docs/judgements.md), and bring every event up
        to date; what was kept before is not kept twice.

        `by` and `why` stand in for what a row does not tell. Rows that cannot be taken are in `Imported.bad`, the rest
        is kept. Raises NotFound, EncodingProblem, MalformedRecord or UnknownValue for a file of no such kind.
        """
        from bilateral.api.exchange import imported
        from bilateral.run import refresh

        found = imported(self._store, path, by=by, why=why)
        self._store.judge(*found.judgements, anchored=found.anchored)
        refresh(self._store, settings=self._settings)
        return found

    def export_judgements(self, path: str | Path) -> int:
        """Write all judgements, with what they were made on, as .csv or .jsonl, by the file's name; how many.

        `import_judgements` takes them, into any database that holds the texts. Raises UnknownValue, ExportError.
        """
        from bilateral.present.files import write_file
        from bilateral.present.judgements import export_format, judgements_text

        layout = export_format(path)
        found = self.judgements()
        write_file(path, judgements_text(found, layout, anchored=self.judged_on(), notes=self.judgement_notes()))
        return len(found)

    def labelling_tasks(self, path: str | Path, *parties: str, **filters: Unpack[Filters]) -> int:
        """Write the events as tasks for Label Studio (JSON), with all their sentences; how many. Takes what `events`
        takes. Raises ExportError."""
        from bilateral.present.evidence import evidence_of
        from bilateral.present.files import write_file
        from bilateral.present.labels import tasks_text

        events = self.events(*parties, **filters)
        write_file(path, tasks_text(events, self.documents(*events), evidence_of(self._store, events)))
        return len(events)

    def judged_on(self) -> Mapping[str, Anchored]:
        """What judgements on events were made on, by the judgement's id: the reports as they were then."""
        return self._store.judgements.anchors(one.id for one in self._store.judgements.all())

    def judgement_notes(self) -> Mapping[str, str]:
        """What is to be said of standing judgements on events, by id: which overrules which, and what is no longer
        found in the texts."""
        return self._store.notes()

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
        outlook: bool = False,
    ) -> Briefing:
        """The briefing on the relation of two parties, with another pair set beside it if asked.

        `outlook` adds how likely what is next, which takes time where no model is kept yet. Raises UnknownState, and
        QueryError where no event of the pair is known.
        """
        from bilateral.api.briefing import extras_of
        from bilateral.present.brief import brief

        pair = (party(a), party(b))
        other = (party(versus[0]), party(versus[1])) if versus else None
        first, last = first_day(since), last_day(until)
        extras = extras_of(self._store, pair, since=first, until=last, outlook=outlook, keep=not self._read_only)
        return Briefing(brief(self._store, pair, versus=other, since=first, until=last, extras=extras))

    def dyads(
        self,
        *parties: str,
        by: str | None = None,
        period: str | None = None,
        since: Day = None,
        until: Day = None,
        contacts: bool = False,
        limit: int = 20,
    ) -> Dyad | Busiest:
        """What took place between two parties, in numbers; of one or none the busiest pairs, at most `limit`.

        Rows are periods ("month", "quarter" or "year"; by default what fits) or, with `by`, kinds: form, level, type,
        direction, initiator; with both, kinds in each period. Numbers have 95 % intervals and stand beside the texts
        read of the period. `contacts` takes contacts alone. Raises UnknownState, UnknownValue, QueryError.
        """
        from bilateral.api.dyads import busiest_of, dyad_of

        if len(parties) > 2:
            raise QueryError(f"at most two parties can be named; got {len(parties)}: {', '.join(parties)}")
        if len(parties) == 2:
            return dyad_of(self._store, *parties, by=by, period=period, since=since, until=until, contacts=contacts)
        if by or period:
            raise QueryError("only what is between two parties can be divided by period or kind; name two")
        return busiest_of(self._store, *parties, since=since, until=until, contacts=contacts, limit=limit)

    def compare(self, *pairs: str | Sequence[str], since: Day = None, until: Day = None) -> Compared:
        """Two or more pairs beside each other on one scale, with tests of how the first differs from the others.

        A pair is "USA-AZE", "United States / Azerbaijan" or ("USA", "AZE"). Without days the period is the latest
        without a silence of two years. Raises UnknownState, and QueryError for fewer than two pairs, a pair named
        twice, or a state and itself.
        """
        from bilateral.api.comparing import compared

        return compared(self._store, pairs, since=since, until=until)

    def outlook(
        self,
        a: str,
        b: str,
        *,
        as_of: Day = None,
        horizon: str | int = "30d",
        act: Words = (),
        publish: bool = False,
        tell: Callable[[str], None] | None = None,
    ) -> Forecast:
        """How likely acts between two parties are in the `horizon` after the day `as_of`, and why.

        Nothing after `as_of` (by default the day of the last event) is known to it. `act` narrows to forms, forms at a
        level and types. `publish` keeps it, for `track_record`. Models that were made are kept in the database, unless
        it is open to read only; `tell` is called with a sentence before one is made, which takes long. Raises
        UnknownState, UnknownValue, and QueryError where day or horizon make no sense.
        """
        from bilateral.api.outlook import outlook_of

        acts = (act,) if isinstance(act, str) else tuple(act or ())
        found = outlook_of(
            self._store,
            a,
            b,
            as_of=single_day(as_of),
            horizon=horizon,
            acts=acts,
            keep=not self._read_only,
            tell=tell,
        )
        if publish:
            from bilateral.outlook.rates.record import publish as kept

            kept(self._store, found)
        return Forecast(found)

    def partners(
        self,
        a: str,
        *,
        act: str,
        as_of: Day = None,
        horizon: str | int = "30d",
        limit: int = 15,
        tell: Callable[[str], None] | None = None,
    ) -> Partners:
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
            tell=tell,
        )
        return Partners(party(a), act, found, as_of=day, horizon=days_of(horizon), refused=refused)

    def shifts(
        self,
        a: str,
        b: str,
        *,
        what: Words = (),
        since: Day = None,
        until: Day = None,
        period: str | None = None,
        false_alarms: float = 0.01,
    ) -> Shifts:
        """When the rate, tone, level or agenda of two parties changed, how surely, and the events on both sides.

        `what` are of those four (all by default), `period` is "week" or "month" (by length), `false_alarms` how many a
        year may be found in a series that never changes. Raises UnknownState, UnknownValue, and QueryError where so few
        false alarms were not measured.
        """
        from bilateral.api.shifts import asked, shifts_between

        return shifts_between(
            self._store,
            a,
            b,
            asked(what, first_day(since), last_day(until), period, false_alarms=false_alarms),
        )

    def all_shifts(
        self,
        *,
        what: Words = (),
        since: Day = None,
        until: Day = None,
        period: str | None = None,
        recent: str | int = "12m",
        pairs: int = 300,
        progress: Callable[[int, int], None] | None = None,
    ) -> RankedShifts:
        """The surest shifts of rate and tone among the `pairs` pairs with most events.

        Of the `recent` time ("90d", "12m") before the last event, or of "all" time. Of the list at most one in five is
        likely to be chance. `progress` is called with the number of pairs done and of all. Raises UnknownValue and
        QueryError.
        """
        from bilateral.api.outlook import days_of
        from bilateral.api.shifts import all_shifts, asked

        wanted = asked(what or ("rate", "tone"), first_day(since), last_day(until), period)
        days = 0 if recent == "all" else days_of(recent)
        return all_shifts(self._store, wanted, recent=days, pairs=pairs, progress=progress)

    def who_next(
        self,
        actor: str,
        *,
        act: str,
        received: bool = False,
        as_of: Day = None,
        limit: int = 10,
        reasons: bool = True,
        tell: Callable[[str], None] | None = None,
    ) -> WhoNext:
        """With whom `actor` next does something after `as_of`, the likeliest first, and why; `received`: who does it to
        `actor`. Errors as `outlook`; a model that was learned is kept in the database unless it is open to read only.
        `tell` is called with a sentence before what takes long.
        """
        from bilateral.api.ranking import WhoNext, next_of

        return WhoNext(
            next_of(
                self._store,
                actor,
                act=act,
                received=received,
                as_of=single_day(as_of),
                limit=limit,
                reasons=reasons,
                keep=not self._read_only,
                tell=tell,
            )
        )

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
        from bilateral.outlook.rates.record import published_track

        track, scored, still_open = published_track(self._store)
        if scored or still_open:
            head = f"Published outlooks: {scored} probabilities whose horizon has passed; {still_open} are still open"
        else:
            head = "Published outlooks: none; publish one with: bilateral outlook A B --publish"
        return TrackRecord(track, head, {"scored": scored, "open": still_open})

    def export(
        self,
        output: str | Path | BinaryIO,
        *parties: str,
        format: str | None = None,
        partition: str | None = None,
        **filters: Unpack[Filters],
    ) -> Mapping[str, int]:
        """Write events to a file or stream in a format of docs/exports.md: the public record ("jsonl", "csv",
        "parquet"), forms of event data ("plover", "icews"), a timeline, calendar, network, references, a database or
        charts ("timelinejs", "ical", "gexf", "graphml", "csl-json", "bibtex", "sqlite", "vega-lite"). Without `format`
        the file's name tells it.

        Takes what `events` takes, but unless a status is named those that the format is made for: every one, only what
        is planned (calendar), or only what took place (timeline, networks, charts). Charts want two parties. Beside a
        file of SQLite goes its metadata for Datasette (NAME.metadata.json). `partition` ("month", "year" or "dyad")
        writes Parquet files in a folder instead, and of them only those that changed (`present.lake`). Returns why
        events were left out, and how many: only ICEWS has no place for some. Raises ExportError where the file cannot
        be written, and then what it held before is kept; QueryError for a partition of another format or a stream, and
        for charts of no two parties.
        """
        from bilateral.present.event_data import fits_icews
        from bilateral.present.exports import FORMATS, export, format_of
        from bilateral.present.lake import write_lake

        path = output if isinstance(output, str | Path) else None
        if partition is not None:
            if format not in (None, "parquet") or path is None:
                raise QueryError("only Parquet is parted, and into a folder: give a folder, and no other format")
            filters["status"] = filters.get("status") or "all"
            write_lake(self._store, event_query(parties, **filters), path, partition=partition)
            return {}
        layout = format_of(path, format)
        filters["status"] = filters.get("status") or tuple(FORMATS[layout].statuses)
        query = event_query(parties, **filters)
        left_out: Counter[str] = Counter()

        def fitting() -> Iterator[Event]:
            for event in self._store.each_event(query):
                if layout == "icews" and (why := fits_icews(event)):
                    left_out[why] += 1
                else:
                    yield event

        pair = (query.parties[0], query.parties[1]) if len(query.parties) == 2 else None
        export(fitting(), self._store.documents(), output, format=layout, pair=pair)
        if layout == "sqlite" and path is not None:
            from bilateral.present.exports.datasette import write_metadata

            write_metadata(path)
        return dict(sorted(left_out.items()))

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
