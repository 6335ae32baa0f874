"""The run: sources -> pages -> batches, coded anywhere -> the store, in order -> persons -> events.

The unit of work is `code_batch`, a pure function from a batch of pages to documents with their reports; any
`concurrent.futures.Executor` can run it. Batches come back in the order they went out, so the outcome is the same with
one worker or many. Only a few batches are under way at a time, so memory stays flat however many documents there are.

When all is stored, `refresh` makes the persons of the database anew, codes again (`code_again`) the documents that may
lean on persons who changed, and merges.
"""

from __future__ import annotations

import functools
import gc
import hashlib
import logging
import time
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Protocol

from bilateral.chronology import Put, Store
from bilateral.config import DEFAULT_SETTINGS, Settings
from bilateral.errors import BilateralError, InputError
from bilateral.model import Document, Page, Refusal
from bilateral.persons import KnownPerson

if TYPE_CHECKING:
    from bilateral.coding import Coding
    from bilateral.coding.readers import Reader
    from bilateral.knowledge import Knowledge

__all__ = ["DEFECT", "Coded", "Summary", "code_again", "code_batch", "fingerprint", "refresh", "run"]

DEFECT = "defect"
"""Code of the refusal of an input on which Bilateral itself failed."""

Coded = tuple[Document, "Coding"] | Refusal

# A batch ends at this many bytes too: 64 pages of 10 MB at a time would not be flat memory.
_BATCH_BYTES = 8_000_000

_log = logging.getLogger("bilateral")


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run did.

    `documents` were given in a form that could be opened, of which `new`, `unchanged` and `replaced` are parts;
    `refusals` were not. `reports` are those of new and replaced documents; `events` those made or made anew from them;
    `seconds` is wall time and `bytes` the size of the pages.
    """

    documents: int = 0
    new: int = 0
    unchanged: int = 0
    replaced: int = 0
    reports: int = 0
    events: int = 0
    bytes: int = 0
    seconds: float = 0.0
    refusals: tuple[Refusal, ...] = ()

    @property
    def refused(self) -> int:
        """How many inputs were refused."""
        return len(self.refusals)

    @property
    def reasons(self) -> Mapping[str, int]:
        """How many refusals of each code, the most frequent first."""
        counted = Counter(refusal.code for refusal in self.refusals)
        return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))

    @property
    def defects(self) -> tuple[Refusal, ...]:
        """The refusals that are a fault of Bilateral's and should be reported to its makers."""
        return tuple(refusal for refusal in self.refusals if refusal.code == DEFECT)


# --- the unit of work --------------------------------------------------------------------------------------------


def code_batch(pages: Sequence[Page], *, reader: str = "lexicon", settings: Settings = DEFAULT_SETTINGS) -> list[Coded]:
    """The document and what was found in it for each page, in order, or the refusal of a page that cannot be read.

    Pure, and picklable with its arguments and result; knowledge is loaded once in each process. No page's failure is
    another's: an error that is none of ours becomes a refusal with the code "defect", naming where it arose.
    """
    knowledge, ready = _tools(reader)
    return [_code(page, knowledge, ready, settings) for page in pages]


def _code(page: Page, knowledge: Knowledge, reader: Reader, settings: Settings) -> Coded:
    from bilateral.coding import coding_of
    from bilateral.reading import read_page

    try:
        document = read_page(page, knowledge=knowledge, settings=settings)
        return document, coding_of(document, knowledge, reader)
    except InputError as error:
        return Refusal(source=page.source, code=error.code, reason=error.reason)
    except BilateralError as error:
        return Refusal(source=page.source, code="unreadable", reason=str(error))
    except Exception as error:
        # Broad on purpose, as in `_pages` and `_put`: a fault of ours in one text must not lose the others. It is not
        # silent: the refusal is stored, counted, logged as an error, and fails the exit status.
        return _defect(page.source, error)


def code_again(
    documents: Sequence[tuple[Document, tuple[KnownPerson, ...]]], *, reader: str = "lexicon"
) -> list[Coding | Refusal]:
    """What is found in each document, in order, when it may lean on these persons. Pure and picklable, as `code_batch`;
    a fault of ours in one becomes a refusal."""
    from bilateral.coding import coding_of

    knowledge, ready = _tools(reader)
    found: list[Coding | Refusal] = []
    for document, persons in documents:
        try:
            found.append(coding_of(document, knowledge, ready, persons))
        except Exception as error:  # as in `_code`
            found.append(_defect(document.source, error))
    return found


def _defect(source: str, error: Exception) -> Refusal:
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else ""
    reason = f"a fault of Bilateral's, please report it: {type(error).__name__}: {error}{where}"
    return Refusal(source=source, code=DEFECT, reason=reason)


@functools.lru_cache(maxsize=4)
def _tools(reader: str) -> tuple[Knowledge, Reader]:
    from bilateral.coding.gate import gate_for
    from bilateral.coding.readers import get_reader
    from bilateral.knowledge import load

    knowledge = load()
    ready = get_reader(reader, knowledge)
    gate_for(knowledge, ready.words)
    # The tables stay for good. Looking for garbage among their 190,000 objects, again and again, took a fourth of the
    # time of coding.
    gc.collect()
    gc.freeze()
    return knowledge, ready


def _reader(name: str) -> Reader:
    from bilateral.coding.readers import get_reader
    from bilateral.knowledge import load

    return get_reader(name, load())


def fingerprint(page: Page) -> str:
    """SHA-256 (hex) over all of a page that reading may depend on; not where its copy lay, nor when it was fetched."""
    said = (page.content_type, page.encoding, page.url, page.id, page.title, page.publisher, page.published)
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass") + b"\n" + page.content).hexdigest()


# --- the run -----------------------------------------------------------------------------------------------------


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
    items: list[Page | Refusal]
    inputs: list[str]
    """Fingerprints of the pages that are not known yet, in order."""
    unchanged: int
    result: _Result


@dataclass(slots=True)
class _Tally:
    outcomes: Counter[str] = field(default_factory=Counter)
    reports: int = 0
    bytes: int = 0
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
    begun = time.monotonic()
    work = _Work(store, settings, reader, executor, strict)
    under_way: deque[_Batch] = deque()
    try:
        for items in _batches(_pages(sources, settings, stdin), settings.batch_documents):
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
        refusals=tuple(tally.refusals),
    )


def refresh(
    store: Store,
    *,
    reader: str = "lexicon",
    settings: Settings = DEFAULT_SETTINGS,
    executor: Executor | None = None,
    in_flight: int = 8,
) -> int:
    """Bring persons and events up to date with the documents and judgements; how many events were made anew.

    What comes out depends on the set of documents and judgements alone. Interrupted, it goes on where it ended.
    """
    again = _Again(store, reader, executor, settings.batch_documents)
    unread = store.people.unread()
    for start in range(0, len(unread), again.portion):
        keys = unread[start : start + again.portion]
        codings = again([(key, ()) for key in keys])
        store.met(
            [(key, c.appearances, c.open_names) if c else (key, (), ()) for key, c in zip(keys, codings, strict=True)]
        )
    store.learn()
    for marked in store.people.unsettled():
        for start in range(0, len(marked), again.portion):
            part = marked[start : start + again.portion]
            codings = again([(one.document, one.persons) for one in part])
            store.settle([(one, c.reports if c else None) for one, c in zip(part, codings, strict=True)])
    return store.merge(executor, in_flight=in_flight)


@dataclass(frozen=True, slots=True)
class _Again:
    """Codes stored documents again, each with the reader that read it; `reader` where that is not known."""

    store: Store
    reader: str
    executor: Executor | None
    size: int

    @property
    def portion(self) -> int:
        """How many are held in memory at a time."""
        return self.size * 8

    def __call__(self, documents: Sequence[tuple[str, tuple[KnownPerson, ...]]]) -> list[Coding | None]:
        """What is found in each, in order; None for one on which we fail: it keeps what it had, the fault is logged."""
        readers = self.store.readers([key for key, _ in documents])
        by_reader: dict[str, list[tuple[str, tuple[KnownPerson, ...]]]] = {}
        for key, persons in documents:
            by_reader.setdefault(readers.get(key, self.reader), []).append((key, persons))
        found = {key: coding for reader, told in sorted(by_reader.items()) for key, coding in self._by(reader, told)}
        return [found[key] for key, _ in documents]

    def _by(
        self, reader: str, documents: Sequence[tuple[str, tuple[KnownPerson, ...]]]
    ) -> Iterator[tuple[str, Coding | None]]:
        code = functools.partial(code_again, reader=reader)
        parts = [documents[start : start + self.size] for start in range(0, len(documents), self.size)]
        whole = (
            [*zip(self.store.whole([key for key, _ in part]), (persons for _, persons in part), strict=True)]
            for part in parts
        )
        results = self.executor.map(code, whole) if self.executor else map(code, whole)
        for (key, _), result in zip(documents, (one for part in results for one in part), strict=True):
            if isinstance(result, Refusal):
                _log.error("%s: %s", result.source, result.reason)
            yield key, None if isinstance(result, Refusal) else result


def _pages(sources: Iterable[str], settings: Settings, stdin: BinaryIO | None) -> Iterator[Page | Refusal]:
    from bilateral.sources import pages

    try:
        yield from pages(sources, settings=settings, stdin=stdin)
    except Exception as error:
        # What was read before is kept and merged; what would have come after is not reached, and the summary says so.
        yield _defect("sources", error)


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
        # What finds acts is loaded where it is used.
        ready = _reader(reader) if executor else _tools(reader)[1]
        self._reader = f"{ready.name} {ready.version}"  # as it stands in the reports

    def send(self, items: list[Page | Refusal]) -> _Batch:
        """Have the pages coded that are not known already."""
        inputs = [fingerprint(item) for item in items if isinstance(item, Page)]
        known = self._store.seen(inputs, self._reader)
        pages = [item for item in items if isinstance(item, Page)]
        self.tally.bytes += sum(len(page.content) for page in pages)
        fresh = [page for page, key in zip(pages, inputs, strict=True) if key not in known]
        left = iter(inputs)
        kept = [item for item in items if not isinstance(item, Page) or next(left) not in known]
        return _Batch(
            items=kept,
            inputs=[key for key in inputs if key not in known],
            unchanged=len(pages) - len(fresh),
            result=self._executor.submit(self._code, fresh) if self._executor and fresh else _Now(self._code(fresh)),
        )

    def finish(self, batch: _Batch, progress: Callable[[int], None] | None) -> bool:
        """Store a batch; whether the run shall go on."""
        coded, inputs = iter(batch.result.result()), iter(batch.inputs)
        puts: list[Put] = []
        refusals: list[Refusal] = []
        for item in batch.items:
            found = next(coded) if isinstance(item, Page) else item
            key = next(inputs) if isinstance(item, Page) else ""
            if isinstance(found, Refusal):
                refusals.append(found)
                if self._strict:
                    break
            else:
                document, coding = found
                puts.append(
                    Put(
                        document=document,
                        reports=coding.reports,
                        input=key,
                        reader=self._reader,
                        appearances=coding.appearances,
                        open_names=coding.open_names,
                    )
                )
        self.tally.outcomes["unchanged"] += batch.unchanged
        refusals += self._put(puts)
        self._refuse(refusals)
        if progress:
            progress(self.tally.outcomes.total() + len(self.tally.refusals))
        return not (self._strict and refusals)

    def _put(self, puts: list[Put]) -> list[Refusal]:
        # A group goes in whole. If anything in it cannot be stored, each document is tried by itself.
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
                    refusals.append(_defect(put.document.source, error))
            return refusals
        return []

    def _count(self, puts: Sequence[Put], outcomes: Sequence[str]) -> None:
        self.tally.outcomes.update(outcomes)
        self.tally.reports += sum(
            len(put.reports) for put, outcome in zip(puts, outcomes, strict=True) if outcome != "unchanged"
        )

    def _refuse(self, refusals: Sequence[Refusal]) -> None:
        for refusal in refusals:
            if refusal.code == DEFECT:
                _log.error("%s: %s", refusal.source, refusal.reason)
        self.tally.refusals += refusals
        self._store.refuse(*refusals)
