"""Events made anew where reports came, went or changed: in portions, and in the workers of an executor if there is one.

A block (`merging.block_of`) of two busy capitals holds years of reports. Those that lie farther apart in time than any
comparison allows cannot meet, nor can anything lead from one to the other; so a block falls into *stretches*, between
which no report lies near another. Only stretches that something changed in are merged again. As merging looks at
nothing beyond, the events are those that merging all reports at once would make.

Portions are read in one pass, sorted by block, and are worked through in order, so that memory stays flat and the
outcome is the same with any number of workers.
"""

from __future__ import annotations

import functools
import gc
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilateral.chronology import rows, signatures
from bilateral.chronology.columns import reports_from_arrow
from bilateral.chronology.database import Database
from bilateral.chronology.merging import Source, merge
from bilateral.chronology.merging.persons import Apart
from bilateral.chronology.merging.rulings import Rulings
from bilateral.chronology.rows import Row
from bilateral.chronology.ruled import Plan
from bilateral.model import Report

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Remerge", "event_rows", "merge_portion"]

_CHUNK = 4_000
"""So many reports are merged at a time; a stretch that holds more is not divided."""

_SHARE = 1_000
"""So many where workers share them: a thousand documents report about as much."""

_ASKED = 32_000
"""The documents of so many reports are asked for at a time: each question goes through all documents once."""

_WHOLE = "DATE '0001-01-01'", "DATE '9999-12-31'"

# Islands of time: a report (or a place in time where something changed) that begins later than all before it have
# ended begins a new one. Those that hold a change are wanted.
_STRETCHES = f"""
    WITH changed AS (
        SELECT block FROM (SELECT block FROM unmerged UNION SELECT block FROM reports WHERE written > $after)
        WHERE NOT list_contains($ruled::VARCHAR[], block)
    ),
    spans AS (
        SELECT block, earliest, latest, written > $after AS fresh FROM reports
        WHERE block IN (SELECT block FROM changed)
        UNION ALL
        SELECT block, coalesce(earliest, {_WHOLE[0]}), coalesce(latest, {_WHOLE[1]}), true FROM unmerged
        WHERE block IN (SELECT block FROM changed)
    ),
    marked AS (
        SELECT *, coalesce(earliest > $slack + max(latest) OVER (
            PARTITION BY block ORDER BY earliest, latest ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), true) AS begins FROM spans
    ),
    numbered AS (
        SELECT *, sum(begins::INTEGER) OVER (
            PARTITION BY block ORDER BY earliest, latest, begins DESC ROWS UNBOUNDED PRECEDING
        ) AS number FROM marked
    )
    SELECT block, min(earliest) AS "first", max(latest) AS "last" FROM numbered
    GROUP BY block, number HAVING bool_or(fresh) ORDER BY block, "first"
"""

_REPORTS = """
    SELECT reports.* EXCLUDE (written), stretches.number AS stretch
    FROM reports
    JOIN stretches ON reports.block = stretches.block
        AND reports.earliest >= stretches."first" AND reports.latest <= stretches."last"
    ORDER BY stretches.number, reports.id
"""


@dataclass(frozen=True, slots=True)
class Remerge:
    """Makes events anew in an open transaction; what it reads must be committed.

    Blocks that are ruled on are left out: rulings reach over stretches and blocks.
    """

    database: Database
    ruled: Plan
    slack_days: int
    executor: Executor | None = None
    in_flight: int = 4

    def __call__(self, after: int) -> int:
        """Merge what was written `after` that number, or is in `unmerged`; how many events were made."""
        stretches = self._stretches(after)
        if not stretches.num_rows:
            return 0
        self._forget(stretches)
        made = 0
        size = _SHARE if self.executor else _CHUNK
        for events in self._merged(_portions(self._batches(stretches, size), size)):
            self.database.insert_arrow("events", events)
            made += events.num_rows
        return made

    def _stretches(self, after: int) -> pa.Table:
        found = self.database.arrow(
            _STRETCHES, {"after": after, "slack": self.slack_days, "ruled": sorted(self.ruled.group_of)}
        )
        import pyarrow as pa

        return found.append_column("number", pa.array(range(found.num_rows), pa.int64()))

    def _forget(self, stretches: pa.Table) -> None:
        with self.database.table("stretches", stretches):
            self.database.execute(
                "DELETE FROM events USING stretches WHERE events.block = stretches.block "
                "AND (events.told_first IS NULL OR "
                '(events.told_first >= stretches."first" AND events.told_last <= stretches."last"))'
            )

    def _batches(self, stretches: pa.Table, size: int) -> Iterator[pa.Table]:
        with self.database.beside() as reading, reading.table("stretches", stretches):
            yield from reading.batches(_REPORTS, size)

    def _merged(self, portions: Iterator[pa.Table]) -> Iterator[pa.Table]:
        works = self._works(portions)
        if self.executor is None:
            for portion, work in works:
                yield work(portion)
            return
        under_way: deque[Future[bytes]] = deque()
        try:
            for portion, work in works:
                under_way.append(self.executor.submit(_packed, rows.pack(portion), work))
                if len(under_way) > self.in_flight:
                    yield rows.unpack(under_way.popleft().result())
            while under_way:
                yield rows.unpack(under_way.popleft().result())
        finally:
            for future in under_way:
                future.cancel()

    def _works(self, portions: Iterator[pa.Table]) -> Iterator[tuple[pa.Table, Callable[[pa.Table], pa.Table]]]:
        """Each portion with what is to be done with it."""
        work = functools.partial(merge_portion, persons=self.ruled.persons, slack_days=self.slack_days)
        for group in _groups(portions, _ASKED):
            documents = [set(portion.column("document").to_pylist()) for portion in group]
            known = signatures.sources(self.database, set().union(*documents))
            for portion, wanted in zip(group, documents, strict=True):
                yield portion, functools.partial(work, sources={key: known[key] for key in sorted(wanted)})


def _packed(portion: bytes, work: Callable[[pa.Table], pa.Table]) -> bytes:
    return rows.pack(work(rows.unpack(portion)))


def merge_portion(portion: pa.Table, *, sources: Mapping[str, Source], persons: Apart, slack_days: int) -> pa.Table:
    """The rows of `events` for whole stretches of reports; `sources` by document, `persons` are names ruled apart. Pure
    and picklable."""
    with _no_search_for_garbage():
        return _merge_portion(portion, sources, persons, slack_days)


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    # A portion's reports all live until it is merged, and none refers back to another. Searching them for garbage again
    # and again took an eighth of the time.
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _merge_portion(portion: pa.Table, sources: Mapping[str, Source], persons: Apart, slack_days: int) -> pa.Table:
    block_of = dict(zip(portion.column("id").to_pylist(), portion.column("block").to_pylist(), strict=True))
    rulings = Rulings(persons=persons)
    made = event_rows(reports_from_arrow(portion), block_of, sources, rulings=rulings, slack_days=slack_days)
    return rows.arrow("events", made)


def event_rows(
    reports: Sequence[Report],
    block_of: Mapping[str, str],
    sources: Mapping[str, Source],
    *,
    rulings: Rulings,
    slack_days: int,
) -> list[Row]:
    """The rows of the events that these reports make; `block_of` by report id, `sources` by document."""
    publishers = {document: source.publisher for document, source in sources.items()}
    events = merge(reports, publishers=publishers, sources=sources, slack_days=slack_days, rulings=rulings)
    return [rows.event_row(event, block=block_of[event.reports[0].id]) for event in events]


def _portions(batches: Iterator[pa.Table], size: int) -> Iterator[pa.Table]:
    """The rows again, in tables of about `size`, with none of the stretches divided."""
    import pyarrow as pa

    held: list[pa.Table] = []
    total = 0
    for batch in batches:
        held.append(batch)
        total += batch.num_rows
        if total < size:
            continue
        # Of the last batch, what belongs to its last stretch may go on in the next one.
        cut = _begin_of_last(batch)
        if cut or (held[0] is not batch and _stretch(held[-2], -1) != _stretch(batch, 0)):
            whole = [*held[:-1], batch.slice(0, cut)]
            yield pa.concat_tables(whole).combine_chunks()
            held = [batch.slice(cut)]
            total = held[0].num_rows
    if total:
        yield pa.concat_tables(held).combine_chunks()


def _groups(portions: Iterator[pa.Table], size: int) -> Iterator[list[pa.Table]]:
    held: list[pa.Table] = []
    for portion in portions:
        held.append(portion)
        if sum(one.num_rows for one in held) >= size:
            yield held
            held = []
    if held:
        yield held


def _stretch(table: pa.Table, row: int) -> int:
    return int(table.column("stretch")[row].as_py())


def _begin_of_last(batch: pa.Table) -> int:
    """The row with which the last stretch of the batch begins."""
    return int(batch.column("stretch").index(batch.column("stretch")[-1]).as_py())
