"""The run: sources -> pages -> batches, coded anywhere -> the store, in order -> persons -> events."""

from __future__ import annotations

import functools
import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, BinaryIO, Protocol

from bilateral.chronology import Arrival, Put, Seen, Store, moment
from bilateral.config import DEFAULT_SETTINGS, Settings
from bilateral.errors import BilateralError
from bilateral.model import Document, Page, Refusal
from bilateral.run.batch import DEFECT, Coded, address_of, code_batch, defect, fingerprint, reader_version
from bilateral.run.refreshing import refresh
from bilateral.run.summary import Summary

if TYPE_CHECKING:
    from bilateral.coding import Coding

__all__ = ["run", "run_pages"]

# A batch ends at this many bytes too: 64 pages of 10 MB at a time would not be flat memory.
_BATCH_BYTES = 8_000_000

_log = logging.getLogger("bilateral")


class _Result(Protocol):
    def result(self) -> list[Coded]: ...

    def cancel(self) -> bool: ...


@dataclass(slots=True)
class _Now:
    # The result of a batch coded in this process.
    coded: list[Coded]

    def result(self) -> list[Coded]:
        return self.coded

    def cancel(self) -> bool:
        return False


@dataclass(slots=True)
class _Batch:
    items: list[_Item | Refusal]
    superseded: int
    """How many texts had given way when it was asked which of its pages are known."""
    result: _Result


@dataclass(frozen=True, slots=True)
class _Item:
    page: Page
    input: str
    address: str
    seen: Seen | None

    @property
    def arrival(self) -> Arrival:
        return Arrival(self.address, "", moment(self.page.fetched))


_NOTHING = _Item(Page(source="", content=b"", content_type=""), "", "", None)


@dataclass(slots=True)
class _Tally:
    outcomes: Counter[str] = field(default_factory=Counter)
    reports: int = 0
    bytes: int = 0
    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)


def run(
    sources: Iterable[str],
    store: Store,
    *,
    settings: Settings = DEFAULT_SETTINGS,
    reader: str = "lexicon",
    executor: Executor | None = None,
    in_flight: int = 8,
    strict: bool = False,
    stdin: BinaryIO | None = None,
    progress: Callable[[int], None] | None = None,
) -> Summary:
    """Read all sources into the store, and make events of what was found.

    With an `executor` batches are coded in its workers, at most `in_flight` at a time; without, in this process.
    `strict` ends the run at the first refusal. `progress` is called with the number of documents done, refused ones
    included. A page already stored as this reader's version reads it is not read again.

    Nothing committed is ever lost: after an interruption (Ctrl-C, a kill), running again goes on where it ended, and
    merges what was left unmerged. Raises StoreError where the database fails, UnknownValue for an unknown reader, and
    BilateralError where a worker process died.
    """
    found = _pages(sources, settings, stdin)
    return run_pages(
        found,
        store,
        settings=settings,
        reader=reader,
        executor=executor,
        in_flight=in_flight,
        strict=strict,
        progress=progress,
    )


def run_pages(
    pages: Iterable[Page | Refusal],
    store: Store,
    *,
    settings: Settings = DEFAULT_SETTINGS,
    reader: str = "lexicon",
    executor: Executor | None = None,
    in_flight: int = 8,
    strict: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Summary:
    """`run` for pages that are at hand."""
    begun = time.monotonic()
    work = _Work(store, settings, reader, executor, strict)
    under_way: deque[_Batch] = deque()
    try:
        for items in _batches(pages, settings.batch_documents):
            under_way.append(work.send(items))
            if len(under_way) > (in_flight if executor else 0) and not work.finish(under_way.popleft(), progress):
                break
        else:
            while under_way and work.finish(under_way.popleft(), progress):
                pass
        events = refresh(store, reader=reader, settings=settings, executor=executor, in_flight=in_flight)
    except BrokenExecutor as error:
        store.merge()
        raise BilateralError(
            "a worker process died, perhaps for want of memory; "
            "what was read so far is kept: run again, with fewer workers, and it goes on from there"
        ) from error
    finally:
        for batch in under_way:
            batch.result.cancel()
    tally = work.tally
    return Summary(
        documents=tally.outcomes.total(),
        new=tally.outcomes["new"],
        unchanged=tally.outcomes["unchanged"],
        replaced=tally.outcomes["replaced"],
        reports=tally.reports,
        events=events,
        bytes=tally.bytes,
        seconds=time.monotonic() - begun,
        rows=tally.rows,
        left_out=dict(sorted(tally.left_out.items(), key=lambda item: (-item[1], item[0]))),
        refusals=tuple(tally.refusals),
    )


def _pages(sources: Iterable[str], settings: Settings, stdin: BinaryIO | None) -> Iterator[Page | Refusal]:
    from bilateral.sources import pages

    try:
        yield from pages(sources, settings=settings, stdin=stdin)
    except Exception as error:
        # What was read before is kept and merged; what would have come after is not reached, and the summary says so.
        yield defect("sources", error)


def _batches(items: Iterable[Page | Refusal], size: int) -> Iterator[list[Page | Refusal]]:
    batch: list[Page | Refusal] = []
    weight = 0
    for item in items:
        batch.append(item)
        weight += len(item.content) if isinstance(item, Page) else 0
        if len(batch) >= size or weight >= _BATCH_BYTES:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


class _Work:
    """One run's way from a batch of pages to rows in the store."""

    def __init__(self, store: Store, settings: Settings, reader: str, executor: Executor | None, strict: bool) -> None:
        self.tally = _Tally()
        self._store = store
        self._executor = executor
        self._strict = strict
        self._code = functools.partial(code_batch, reader=reader, settings=settings)
        self._reader = reader_version(reader)  # as it stands in the reports
        self._at: dict[int, int] = {}

    def send(self, items: list[Page | Refusal]) -> _Batch:
        """Have the pages coded that are not known already."""
        named = [self._item(item) if isinstance(item, Page) else item for item in items]
        superseded = self._store.versions.superseded
        named = self._known(named)
        fresh = [item.page for item in named if isinstance(item, _Item) and item.seen is None]
        self.tally.bytes += sum(len(item.content) for item in items if isinstance(item, Page))
        return _Batch(
            items=named,
            superseded=superseded,
            result=self._executor.submit(self._code, fresh) if self._executor and fresh else _Now(self._code(fresh)),
        )

    def _item(self, page: Page) -> _Item:
        key, address = fingerprint(page), address_of(page)
        if page.id is None and page.fetched is None and address == page.url:
            # Two texts of one run that name the same web address, and no time at which it held either: the address is
            # not the text's own (a home page, a section), or nobody can say which came first. Both stand.
            first = self._at.setdefault(hash(address), hash(key))
            address = address if first == hash(key) else ""
        return _Item(page, key, address, None)

    def _known(self, items: Sequence[_Item | Refusal]) -> list[_Item | Refusal]:
        pages = [item for item in items if isinstance(item, _Item)]
        found = self._store.known([(item.input, item.arrival) for item in pages], self._reader)
        changed = {item.address for item, seen in zip(pages, found, strict=True) if seen is None and item.address}
        # What another page of the batch displaces from the same address is read again, to be put in order.
        left = iter([None if item.address in changed else seen for item, seen in zip(pages, found, strict=True)])
        return [replace(item, seen=next(left)) if isinstance(item, _Item) else item for item in items]

    def finish(self, batch: _Batch, progress: Callable[[int], None] | None) -> bool:
        """Store a batch; whether the run shall go on."""
        puts: list[Put | Seen] = []
        refusals: list[Refusal] = []
        for item, found in self._found(batch):
            if isinstance(found, Refusal):
                refusals.append(found)
                if self._strict:
                    break
            elif not isinstance(found, Seen):
                puts.append(self._as_put(item, found))
            elif found.moves:
                puts.append(found)
            else:
                self.tally.outcomes["unchanged"] += 1
        refusals += self._put(puts)
        self._refuse(refusals)
        if progress:
            progress(self.tally.outcomes.total() + len(self.tally.refusals))
        return not (self._strict and refusals)

    def _found(self, batch: _Batch) -> Iterator[tuple[_Item, Coded | Seen]]:
        """What each of the batch's items holds, in order; a refused one is told by its refusal."""
        coded, known = iter(batch.result.result()), iter(self._still_known(batch))
        for item in batch.items:
            if isinstance(item, Refusal):
                yield _NOTHING, item
            else:
                yield item, next(known if item.seen else coded)

    def _still_known(self, batch: _Batch) -> list[Coded | Seen]:
        """For each page that was known when the batch was sent: that, or what it holds if it no longer is."""
        were = [(item, item.seen) for item in batch.items if isinstance(item, _Item) and item.seen]
        if batch.superseded == self._store.versions.superseded:
            return [seen for _, seen in were]
        now = self._store.known([(item.input, item.arrival) for item, _ in were], self._reader)
        found = iter(self._code([item.page for (item, _), seen in zip(were, now, strict=True) if seen is None]))
        return [seen or next(found) for seen in now]

    def _as_put(self, item: _Item, found: tuple[Document, Coding]) -> Put:
        document, coding = found
        self.tally.rows += coding.rows
        self.tally.left_out.update(coding.left_out)
        return Put(
            document=document,
            reports=coding.reports,
            input=item.input,
            reader=self._reader,
            appearances=coding.appearances,
            open_names=coding.open_names,
            address=item.address,
            fetched=item.arrival.fetched,
        )

    def _put(self, puts: list[Put | Seen]) -> list[Refusal]:
        # A group goes in whole. If anything in it cannot be stored, each document is tried by itself.
        if not puts:
            return []
        try:
            self._count(puts, self._store.put_many(puts))
        except BilateralError:
            raise
        except Exception:
            refusals = []
            for put in puts:
                try:
                    self._count([put], self._store.put_many([put]))
                except BilateralError:
                    raise
                except Exception as error:
                    refusals.append(defect(put.document.source if isinstance(put, Put) else put.arrival.address, error))
            return refusals
        return []

    def _count(self, puts: Sequence[Put | Seen], outcomes: Sequence[str]) -> None:
        self.tally.outcomes.update(outcomes)
        self.tally.reports += sum(
            len(put.reports)
            for put, outcome in zip(puts, outcomes, strict=True)
            if isinstance(put, Put) and outcome != "unchanged"
        )

    def _refuse(self, refusals: Sequence[Refusal]) -> None:
        for refusal in refusals:
            if refusal.code == DEFECT:
                _log.error("%s: %s", refusal.source, refusal.reason)
        self.tally.refusals += refusals
        self._store.refuse(*refusals)
