"""Persons and events brought up to date with what is stored: documents are coded again from the store."""

from __future__ import annotations

import functools
import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilateral.chronology import Store
from bilateral.config import DEFAULT_SETTINGS, Settings
from bilateral.model import Refusal
from bilateral.persons import KnownPerson
from bilateral.run.batch import code_again

if TYPE_CHECKING:
    from bilateral.coding import Coding

__all__ = ["refresh"]

_log = logging.getLogger("bilateral")


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
