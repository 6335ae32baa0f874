"""Feeds and folders read again and again by one process, politely, and safe to stop at any moment.

A visit to a feed is one conditional request for the feed, one for each entry that is new or changed, and a few writes;
the database is open only for these. Texts are committed before it is remembered that their entries are known, so that
after a kill an entry may be fetched twice but is never lost.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bilateral.chronology import FeedState, KnownEntry, Store
from bilateral.chronology.feeds import READ, REFUSED, WAITING
from bilateral.config import DEFAULT_SETTINGS, Settings
from bilateral.errors import BilateralError, DatabaseLocked, InputError
from bilateral.model import Page, Refusal
from bilateral.run.batch import defect
from bilateral.run.pipeline import run, run_pages
from bilateral.run.summary import Summary
from bilateral.sources.feeds import Entry, Feed, read_feed
from bilateral.sources.intake import linked_page
from bilateral.sources.locate import is_address
from bilateral.sources.polite import Clock, Later, Polite
from bilateral.sources.web import Reply, status_words

__all__ = ["Visit", "Watch", "watch"]

_log = logging.getLogger("bilateral")

_LONGEST = timedelta(hours=24)  # no feed is left alone for longer, whatever its failures or its ttl
_TRIES = 5  # visits at which a page that could not be had is tried again
_PORTION = 16  # pages fetched between two writes
_BUSY = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0, 60.0)  # seconds between tries to open a database that others read
_OK, _SAME, _GONE = 200, 304, 410


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one visit to a feed or folder brought. Moments are in UTC.

    `status` is the server's answer to the request for the feed (None where there was none, and for folders). `known`
    entries were not fetched again, `waiting` ones could not be had yet. `problem` is why the feed could not be read;
    `moved` its new address; a `stopped` feed is not visited again, and `next` is then None.
    """

    feed: str
    at: datetime
    next: datetime | None
    status: int | None = None
    new: int = 0
    changed: int = 0
    known: int = 0
    waiting: int = 0
    reports: int = 0
    events: int = 0
    refusals: tuple[Refusal, ...] = ()
    problem: str = ""
    moved: str | None = None
    stopped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """How to watch: the database, the reader, and the world it is done in.

    `shield` wraps every write, for a caller who stops a watch by raising an error in it: inside it none must be raised.
    `stopping` is asked between visits.
    """

    path: str | Path
    every: timedelta
    clock: Clock
    shield: Callable[[], AbstractContextManager[None]]
    stopping: Callable[[], bool]
    settings: Settings = DEFAULT_SETTINGS
    reader: str = "lexicon"
    executor: Executor | None = None
    in_flight: int = 8

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The database, open for as short as can be; waits while others have it open. Raises StoreError.

        What goes on inside is shielded.
        """
        for wait in (*_BUSY, None):
            with self.shield():
                try:
                    opened = Store.open(self.path, settings=self.settings)
                except DatabaseLocked:
                    if wait is None:
                        raise
                else:
                    with opened:
                        yield opened
                    return
            self.clock.wait(wait or 0.0)

    def take(self, pages: Sequence[Page | Refusal], store: Store) -> Summary:
        """Read pages into the store, and merge."""
        return run_pages(
            pages,
            store,
            settings=self.settings,
            reader=self.reader,
            executor=self.executor,
            in_flight=self.in_flight,
        )


def watch(sources: Sequence[str], how: Watch, *, once: bool = False) -> Iterator[Visit]:
    """Visit each source when it is due, until `how.stopping()`; with `once` each is visited at most once.

    A source is the address of an RSS or Atom feed, or a file or folder. A feed is due `how.every` after the last visit,
    or later where it asks for it (Retry-After, ttl, sy:updatePeriod) or fails; with 410 it is stopped for good. A feed
    that is stopped, or with `once` one that is not due yet, is told of and not asked.

    A feed that fails, or a database that others keep open for minutes, is told of in the visit and tried again; raises
    StoreError where the database cannot be used at all.
    """
    polite = Polite(how.settings, how.clock)
    due: dict[str, datetime | None] = {source: how.clock.now() for source in dict.fromkeys(sources)}
    first = True
    while not how.stopping():
        for source in list(due):
            at = due[source]
            if at is None or at > how.clock.now():
                continue
            visit = _visit(source, how, polite, first=first)
            due[source] = visit.next
            yield visit
            if how.stopping():
                return
        first = False
        left = [at for at in due.values() if at is not None]
        if once or not left:
            return
        how.clock.wait((min(left) - how.clock.now()).total_seconds())


def _visit(source: str, how: Watch, polite: Polite, *, first: bool) -> Visit:
    try:
        if is_address(source):
            return _Round(source, how, polite).visit(first=first)
        return _folder(source, how)
    except DatabaseLocked as error:
        problem = str(error)
    except BilateralError:
        raise
    except Exception as error:  # a fault of ours in one feed must not end the watch of the others
        problem = defect(source, error).reason
        _log.error("%s: %s", source, problem)
    now = how.clock.now()
    return Visit(feed=source, at=now, next=now + how.every, problem=problem)


def _folder(source: str, how: Watch) -> Visit:
    at = how.clock.now()
    with how.store() as store:
        summary = run(
            [source],
            store,
            settings=how.settings,
            reader=how.reader,
            executor=how.executor,
            in_flight=how.in_flight,
        )
    return _counted(Visit(feed=source, at=at, next=at + how.every), [summary])


def _counted(visit: Visit, summaries: Sequence[Summary]) -> Visit:
    return replace(
        visit,
        new=sum(one.new for one in summaries),
        changed=sum(one.replaced for one in summaries),
        known=visit.known + sum(one.unchanged for one in summaries),
        reports=sum(one.reports for one in summaries),
        events=sum(one.events for one in summaries),
        refusals=tuple(refusal for one in summaries for refusal in one.refusals),
    )


class _Round:
    """One visit to one feed."""

    def __init__(self, feed: str, how: Watch, polite: Polite) -> None:
        self._feed = feed
        self._how = how
        self._polite = polite
        self._at = how.clock.now()
        with how.store() as store:
            self._state = store.feeds.state(feed) or FeedState(feed=feed, address=feed, due=_plain(self._at))
            self._known = store.feeds.entries(feed)

    def visit(self, *, first: bool) -> Visit:
        """What the visit brings. A feed whose `due` was kept by an earlier process is let be until then (`first`)."""
        due = self._state.due.replace(tzinfo=UTC)
        if self._state.stopped:
            return Visit(feed=self._feed, at=self._at, next=None, stopped=True, problem=self._state.note)
        if first and due > self._at:
            return Visit(feed=self._feed, at=self._at, next=due, problem=f"not due yet: {self._state.note}")
        return self._ask()

    def _ask(self) -> Visit:
        try:
            reply = self._polite.ask(
                self._state.address, etag=self._state.etag, last_modified=self._state.last_modified
            )
        except InputError as error:
            return self._failed(None, error.reason)
        if reply.status == _GONE:
            return self._gone()
        if reply.status not in (_OK, _SAME):
            return self._failed(reply, status_words(reply.status))
        try:
            feed = read_feed(self._feed, reply.body) if reply.status == _OK else Feed((), None)
        except InputError as error:
            return self._failed(reply, error.reason)
        return self._read(reply, feed)

    def _read(self, reply: Reply, feed: Feed) -> Visit:
        fresh, known = self._sorted(feed.entries)
        summaries: list[Summary] = []
        waiting = 0
        for start in range(0, max(len(fresh), 1), _PORTION):
            part = fresh[start : start + _PORTION]
            pages, met = self._fetched(part, reply.fetched)
            last = start + _PORTION >= len(fresh)
            waiting += sum(entry.state == WAITING for entry in met)
            state = self._rested(reply, feed.rest) if last else None
            with self._how.store() as store:
                if pages:
                    summaries.append(self._how.take(pages, store))
                store.feeds.keep(state, met)
            self._state = state or self._state
        visit = replace(self._told(reply.status), known=known, waiting=waiting, moved=reply.moved)
        return _counted(visit, summaries)

    def _sorted(self, entries: Sequence[Entry]) -> tuple[list[Entry], int]:
        """The entries to be fetched, with those that still wait since an earlier visit; and how many are known."""
        here = {entry.key: entry for entry in entries}
        late = [
            Entry(None, one.link, one.title, one.publisher, one.published, key=one.entry, digest=one.digest)
            for one in self._known.values()
            if one.state == WAITING and one.entry not in here
        ]
        fresh = [entry for entry in here.values() if not self._settled(entry)]
        return [*fresh, *late], len(here) - len(fresh)

    def _settled(self, entry: Entry) -> bool:
        before = self._known.get(entry.key)
        return before is not None and before.state != WAITING and before.digest == entry.digest

    def _fetched(self, entries: Sequence[Entry], fetched: str | None) -> tuple[list[Page | Refusal], list[KnownEntry]]:
        pages: list[Page | Refusal] = []
        met: list[KnownEntry] = []
        for entry in entries:
            page, state = self._page(entry, fetched)
            if state != WAITING:
                pages.append(page)
            before = self._known.get(entry.key)
            tries = before.tries + 1 if before and before.digest == entry.digest else 1
            if state == WAITING and tries >= _TRIES:
                state = REFUSED
                pages.append(page)
            met.append(self._entry(entry, state, tries))
        return pages, met

    def _entry(self, entry: Entry, state: str, tries: int) -> KnownEntry:
        return KnownEntry(
            feed=self._feed,
            entry=entry.key,
            digest=entry.digest,
            state=state,
            tries=tries,
            link=entry.link,
            title=entry.title,
            publisher=entry.publisher,
            published=entry.published,
        )

    def _page(self, entry: Entry, fetched: str | None) -> tuple[Page | Refusal, str]:
        if entry.page is not None:
            return replace(entry.page, fetched=fetched), READ
        source = entry.link or f"{self._feed} ({entry.title or entry.key})"
        blank = entry.blank(source)
        try:
            if entry.link is None:
                raise InputError(source, "the entry has neither text nor a link")
            return linked_page(blank, self._polite.page(entry.link), self._how.settings), READ
        except Later as error:
            return Refusal(source=source, code=error.code, reason=error.reason), WAITING
        except InputError as error:
            return Refusal(source=source, code=error.code, reason=error.reason), REFUSED

    # -- what is remembered ------------------------------------------------------------------------------------------

    def _rested(self, reply: Reply, rest: float | None) -> FeedState:
        """The feed after a visit that went well. A 304 has no body, so what the feed said before still holds."""
        wait = min(timedelta(seconds=rest or 0.0), _LONGEST)
        same = reply.status == _SAME
        asked = self._state.due - self._state.fetched if same and self._state.fetched else timedelta(0)
        wait = max(wait, asked) if not self._state.failures else wait
        return replace(
            self._state,
            address=reply.moved or self._state.address,
            fetched=_plain(self._at),
            status=reply.status,
            etag=reply.etag or (self._state.etag if same else None),
            last_modified=reply.last_modified or (self._state.last_modified if same else None),
            failures=0,
            due=_plain(self._at + wait),
            note="the feed asks for a longer pause" if wait > self._how.every else "",
        )

    def _failed(self, reply: Reply | None, reason: str) -> Visit:
        failures = self._state.failures + 1
        wait = min(self._how.every * 2 ** min(failures, 10), _LONGEST)
        if reply and reply.retry_after:
            wait = min(max(timedelta(seconds=reply.retry_after), self._how.every), _LONGEST)
        self._keep(
            replace(
                self._state,
                status=reply.status if reply else None,
                failures=failures,
                due=_plain(self._at + wait),
                note=reason,
            )
        )
        return self._told(reply.status if reply else None, problem=reason)

    def _gone(self) -> Visit:
        note = f"gone for good, said its server on {self._at:%Y-%m-%d} (410); it is not asked any more"
        self._keep(replace(self._state, status=_GONE, stopped=True, note=note))
        return replace(self._told(_GONE, problem=note), next=None, stopped=True)

    def _keep(self, state: FeedState) -> None:
        with self._how.store() as store:
            store.feeds.keep(state, ())
        self._state = state

    def _told(self, status: int | None, problem: str = "") -> Visit:
        due = max(self._at + self._how.every, self._state.due.replace(tzinfo=UTC))
        return Visit(feed=self._feed, at=self._at, next=due, status=status, problem=problem)


def _plain(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(tzinfo=None)
