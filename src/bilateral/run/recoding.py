"""A newer or another reader over stored texts: what the store keeps is enough, the sources are not asked."""

from __future__ import annotations

import functools
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from bilateral.chronology import Changes, Coded, Store
from bilateral.config import DEFAULT_SETTINGS, Settings
from bilateral.errors import BilateralError, UnknownDocument
from bilateral.model import Refusal
from bilateral.run.batch import code_again, reader_version
from bilateral.run.refreshing import refresh

if TYPE_CHECKING:
    from bilateral.coding import Coding

__all__ = ["Recoded", "recode"]

_log = logging.getLogger("bilateral")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoded:
    """What `recode` did.

    `readers` counts the documents by who coded them before and who does now. `documents` were coded again, of which
    `failed` kept what they had, because of a fault of ours that is logged. `changes` are the events gained, lost and
    changed by this call, each told as a claim whose `report` is the event's id.
    """

    readers: Mapping[tuple[str, str], int]
    documents: int = 0
    failed: tuple[Refusal, ...] = ()
    changes: Changes = field(default_factory=Changes)
    seconds: float = 0.0
    dry_run: bool = False


def recode(
    store: Store,
    documents: Sequence[str] = (),
    *,
    reader: str | None = None,
    since: date | None = None,
    dry_run: bool = False,
    executor: Executor | None = None,
    settings: Settings = DEFAULT_SETTINGS,
    progress: Callable[[int], None] | None = None,
) -> Recoded:
    """Code stored documents again with `reader`, or with their own where it is newer now, and merge.

    `documents` are ids or beginnings of ids. A document is done in one transaction with others and then counts as coded
    by that version, so that a call that was interrupted is gone on with by the next. The outcome is what reading the
    texts afresh with that reader gives. Texts whose reports came from elsewhere (event files) are left alone.

    Raises UnknownValue for an unknown reader, UnknownDocument for an id that nothing begins with, StoreError, and
    BilateralError where a worker process died.
    """
    begun = time.monotonic()
    work = _to_do(store.recoding.coded(documents, since), reader)
    _check(store, documents)
    told = dict(sorted(Counter((one.reader, to) for one, to in work).items()))
    if dry_run:
        return Recoded(readers=told, documents=len(work), dry_run=True)
    mark = store.recoding.mark()
    failed: list[Refusal] = []
    size = settings.batch_documents * 8
    done = 0
    try:
        for to in sorted({to for _, to in work}):
            keys = [one.document for one, target in work if target == to]
            for start in range(0, len(keys), size):
                part = keys[start : start + size]
                failed += _again(store, part, to, executor, settings.batch_documents)
                done += len(part)
                if progress:
                    progress(done)
        refresh(store, reader=reader or "lexicon", settings=settings, executor=executor)
    except BrokenExecutor as error:
        store.merge()
        raise BilateralError(
            "a worker process died, perhaps for want of memory; "
            "what was coded so far is kept: run again, with fewer workers, and it goes on from there"
        ) from error
    return Recoded(
        readers=told,
        documents=done,
        failed=tuple(failed),
        changes=store.recoding.changes(mark),
        seconds=time.monotonic() - begun,
    )


def _to_do(coded: Sequence[Coded], reader: str | None) -> list[tuple[Coded, str]]:
    """The documents to be coded again, each with the version of the reader that is to do it."""
    from bilateral.coding.readers import READERS

    wanted = reader_version(reader) if reader else ""
    found = []
    for one in coded:
        name = one.reader.split()[0]
        to = wanted or (reader_version(name) if name in READERS else one.reader)
        if name in READERS and to != one.reader:
            found.append((one, to))
    return found


def _check(store: Store, documents: Sequence[str]) -> None:
    for prefix in documents:
        if not prefix or not store.recoding.coded([prefix]):
            raise UnknownDocument(f"no text that a reader coded has an id that begins with {prefix!r}")


def _again(store: Store, keys: Sequence[str], to: str, executor: Executor | None, size: int) -> Iterator[Refusal]:
    """Code documents again and store what comes of it; the refusals of those on which we failed."""
    code = functools.partial(code_again, reader=to.split(maxsplit=1)[0])
    parts = [keys[start : start + size] for start in range(0, len(keys), size)]
    whole = ([(store.document(key), ()) for key in part] for part in parts)
    results = executor.map(code, whole) if executor else map(code, whole)
    for part, found in zip(parts, results, strict=True):
        good: list[tuple[str, Coding]] = []
        for key, coding in zip(part, found, strict=True):
            if isinstance(coding, Refusal):
                _log.error("%s: %s", coding.source, coding.reason)
                yield coding
            else:
                good.append((key, coding))
        store.recode([(key, c.reports, c.appearances, c.open_names) for key, c in good], to)
