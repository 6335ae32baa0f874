"""Which events there are, held in memory as columns: what pages count, filter and order by.

About 100 bytes an event. Made once for each state of the database; whatever is shown of an event is then fetched by its
place. Positions are those of the order in which the chronology lists events, by date.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bilateral.analysis import CONTACT_FORMS
from bilateral.chronology import COUNTED
from bilateral.model import ISSUES, Basis, Event, EventType, Form, Level, Place, Precision, Status, When

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    from bilateral.chronology import Store
    from bilateral.chronology.listing import Sides

__all__ = ["FACETS", "Index", "Positions", "Wanted", "make_index"]

Pair = tuple[str, str]
"""Two codes in alphabetical order."""

Positions = Any
"""A numpy array of positions in the index (int32), rising: so by date."""

FACETS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "form": tuple(Form),
        "type": tuple(EventType),
        "status": tuple(Status),
        "level": tuple(Level),
        "issue": ISSUES,
    }
)
"""By what a list of events can be narrowed down, and the words of each; an event can have several issues and levels."""

_EPOCH = date(1970, 1, 1)
_YEAR = 366
"""Days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list is narrowed down to: words of FACETS, of which each facet needs one to hold, and days, included."""

    words: Mapping[str, tuple[str, ...]]
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The columns. Days are counted from 1970-01-01; words are numbers in FACETS, sets of them bits (int32, int16)."""

    ids: Sequence[str]
    at: Mapping[str, int]
    """The position of each id."""
    places: np.ndarray
    earliest: np.ndarray
    latest: np.ndarray
    counts: np.ndarray
    confidence: np.ndarray
    sources: np.ndarray
    """How many independent ones."""
    disputed: np.ndarray
    judged: np.ndarray
    codes: Mapping[str, np.ndarray]
    """Of form, type and status the number of the word; of level and issue a bit for each."""
    pairs: Mapping[Pair, Positions]
    """The events between two parties."""
    told: np.ndarray
    """The places of the reports, those of one event after those of another."""
    told_from: np.ndarray
    """Where in `told` each event's begin, by its position; one more for the end."""
    teller: np.ndarray
    """By the place of a report the position of its event, -1 for none."""
    busiest: Sequence[Pair]
    """The pairs by how much took place between them, the busiest first."""

    everything: Positions
    """All positions; of a narrowed index those of its pairs."""

    def narrowed(self, pairs: Collection[Pair]) -> Index:
        """The same with these pairs alone."""
        import numpy as np

        held = {pair: positions for pair, positions in self.pairs.items() if pair in pairs}
        everything = np.unique(np.concatenate(list(held.values()))).astype(np.int32)
        busiest = [pair for pair in self.busiest if pair in held]
        return replace(self, pairs=held, busiest=busiest, everything=everything)

    def between(self, first: str, second: str) -> Positions:
        """The positions of the events between two parties, in either direction; none for a pair never met."""
        import numpy as np

        found = self.pairs.get((min(first, second), max(first, second)))
        return np.empty(0, np.int32) if found is None else found

    def reports(self, position: int) -> list[int]:
        """The places of an event's reports."""
        begin, end = self.told_from[position : position + 2]
        found: list[int] = self.told[begin:end].tolist()
        return found

    def telling(self, reports: Sequence[int]) -> list[int]:
        """The position of the event that each of these reports is part of, -1 for none."""
        return [int(self.teller[report]) if report < len(self.teller) else -1 for report in reports]

    def positions(self, ids: Iterable[str]) -> list[int]:
        """The positions of the events with these ids, in this order; those that are not here are left out."""
        return [self.at[id] for id in ids if id in self.at]

    def holds(self, first: str, second: str, id: str) -> bool:
        """Whether the event is between the two."""
        import numpy as np

        positions = self.between(first, second)
        found = int(np.searchsorted(positions, self.at[id]))
        return found < len(positions) and int(positions[found]) == self.at[id]

    @property
    def parties(self) -> Mapping[str, int]:
        """The parties that stand in any pair, with the number of their pairs."""
        numbers: dict[str, int] = {}
        for pair in self.pairs:
            for code in pair:
                numbers[code] = numbers.get(code, 0) + 1
        return numbers

    def select(self, positions: Positions, wanted: Wanted, *, but: str = "") -> Positions:
        """Those of the positions that answer; `but` names a facet that is not to narrow."""
        import numpy as np

        keep = np.ones(len(positions), bool)
        for facet, words in wanted.words.items():
            if words and facet != but:
                keep &= self._holds(positions, facet, words)
        if wanted.since:
            keep &= self.latest[positions] >= (wanted.since - _EPOCH).days
        if wanted.until:
            keep &= self.earliest[positions] <= (wanted.until - _EPOCH).days
        return positions[keep]

    def number(self, positions: Positions, facet: str) -> dict[str, int]:
        """How many of the events have each word of a facet; words that none has are left out."""
        codes, words = self.codes[facet][positions], FACETS[facet]
        if facet in _SETS:
            found = {word: int(((codes >> bit) & 1).sum()) for bit, word in enumerate(words)}
        else:
            import numpy as np

            found = dict(zip(words, map(int, np.bincount(codes, minlength=len(words))), strict=True))
        return {word: number for word, number in found.items() if number}

    def parted(self, positions: Positions) -> tuple[Positions, Positions]:
        """Those whose date is known to a year or better, and those known only within years (`words.is_loose`)."""
        loose = self.latest[positions] - self.earliest[positions] > _YEAR
        return positions[~loose], positions[loose]

    def occurrences(self, positions: Positions) -> int:
        """How often it happened: an event told as "twice" counts two."""
        return int(self.counts[positions].sum())

    def happened(self, positions: Positions) -> Positions:
        """Those that took place or are going on."""
        return positions[self._holds(positions, "status", COUNTED)]

    def contacts(self, positions: Positions) -> Positions:
        """Those that took place and in which the sides dealt with each other."""
        return self.happened(positions[self._holds(positions, "form", CONTACT_FORMS)])

    def planned(self, positions: Positions) -> Positions:
        """Those that are planned or proposed."""
        return positions[self._holds(positions, "status", _PLANNED)]

    def ahead(self, positions: Positions) -> Positions:
        """What is planned or proposed for a day that is not before the last on which anything took place: the record
        knows no other today."""
        planned, happened = self.planned(positions), self.happened(self.everything)
        if not len(happened):
            return planned
        return planned[self.latest[planned] >= self.earliest[happened[-1]]]

    def by_year(self, positions: Positions, years: Sequence[int]) -> tuple[int, ...]:
        """How much took place in each of these years, by the first possible day."""
        import numpy as np

        edges = [(date(year, 1, 1) - _EPOCH).days for year in (*years, years[-1] + 1)] if years else []
        found = np.searchsorted(self.earliest[positions], edges)
        return tuple(int(b - a) for a, b in itertools.pairwise(found))

    def day(self, number: int) -> date:
        """The day of a number in `earliest` or `latest`."""
        return _EPOCH + timedelta(days=int(number))

    def word(self, facet: str, position: int) -> str:
        """The word of form, type or status of one event."""
        return FACETS[facet][int(self.codes[facet][position])]

    def event(self, position: int, sides: Sides) -> Event:
        """The event as far as it is at hand: without reports, quotes, links, and how its date is known."""
        bits = int(self.codes["issue"][position])
        when = When(
            earliest=self.day(self.earliest[position]),
            latest=self.day(self.latest[position]),
            precision=Precision.DAY,
            basis=Basis.STATED,
        )
        return Event(
            id=self.ids[position],
            type=EventType(self.word("type", position)),
            mode=None,
            form=Form(self.word("form", position)),
            status=Status(self.word("status", position)),
            source=sides.source,
            target=sides.target,
            when=when,
            place=Place(name=sides.place) if sides.place else None,
            issues=tuple(issue for bit, issue in enumerate(ISSUES) if bits >> bit & 1),
            named_issues=sides.named_issues,
            quotes=(),
            confidence=float(self.confidence[position]),
            reports=(),
            count=int(self.counts[position]),
        )

    def _holds(self, positions: Positions, facet: str, words: Sequence[str]) -> np.ndarray:
        import numpy as np

        codes = self.codes[facet][positions]
        numbers = [FACETS[facet].index(word) for word in words]
        if facet in _SETS:
            return np.asarray((codes & sum(1 << bit for bit in numbers)) != 0)
        return np.isin(codes, numbers)


_SETS = frozenset({"level", "issue"})
_PLANNED = (Status.PLANNED, Status.PROPOSED)


def make_index(store: Store) -> Index:
    """Read it from the store: about a second for 100,000 events."""
    import numpy as np

    table = store.listing.columns()
    places = table["place"].to_numpy()
    codes = {facet: _numbers(table[facet], FACETS[facet]) for facet in ("form", "type", "status")}
    codes["level"] = _bit(table["level_from"], tuple(Level)) | _bit(table["level_to"], tuple(Level))
    codes["issue"] = _bits(table["issues"], ISSUES)
    position = _positions(places)
    pairs = _pairs(store.listing.pairs(), position)
    rows = store.listing.told()
    at, told = position[rows["event"].to_numpy()], rows["report"].to_numpy().astype(np.int32)
    teller = np.full(int(told.max(initial=-1)) + 1, -1, np.int32)
    teller[told] = at
    counted = np.where(np.isin(codes["status"], [FACETS["status"].index(word) for word in COUNTED]), 1, 0)
    weights = {pair: int(counted[positions].sum()) for pair, positions in pairs.items()}
    ids: list[str] = table["id"].to_pylist()
    return Index(
        ids=ids,
        at={id: position for position, id in enumerate(ids)},
        places=places,
        earliest=_days(table["earliest"]),
        latest=_days(table["latest"]),
        counts=table["count"].to_numpy().astype(np.int32),
        confidence=table["confidence"].to_numpy().astype(np.float32),
        sources=table["sources"].to_numpy().astype(np.int32),
        disputed=table["disputed"].to_numpy(),
        judged=table["judged"].to_numpy(),
        codes=codes,
        pairs=pairs,
        teller=teller,
        told=told[np.argsort(at, kind="stable")],
        told_from=np.searchsorted(np.sort(at), np.arange(len(places) + 1)).astype(np.int32),
        everything=np.arange(len(ids), dtype=np.int32),
        busiest=sorted(pairs, key=lambda pair: (-weights[pair], pair)),
    )


def _numbers(column: pa.ChunkedArray, words: Sequence[str]) -> np.ndarray:
    """The number of each value among the words, -1 for none."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    found = pc.index_in(column, value_set=pa.array([str(word) for word in words]))
    return np.asarray(pc.fill_null(found, -1).to_numpy(), dtype=np.int16)


def _bit(column: pa.ChunkedArray, words: Sequence[str]) -> np.ndarray:
    import numpy as np

    numbers = _numbers(column, words).astype(np.int32)
    return np.where(numbers < 0, 0, 1 << np.maximum(numbers, 0))


def _bits(column: pa.ChunkedArray, words: Sequence[str]) -> np.ndarray:
    """For lists of words a bit for each."""
    import numpy as np
    import pyarrow.compute as pc

    bits = np.zeros(len(column), np.int32)
    lists = column.combine_chunks()
    np.bitwise_or.at(bits, pc.list_parent_indices(lists).to_numpy(), _bit(lists.flatten(), words))
    return bits


def _days(column: pa.ChunkedArray) -> np.ndarray:
    import pyarrow as pa

    numbers: np.ndarray = column.cast(pa.int32()).to_numpy()
    return numbers


def _positions(places: np.ndarray) -> np.ndarray:
    """The position of each place."""
    import numpy as np

    at = np.zeros(int(places.max(initial=-1)) + 1, np.int32)
    at[places] = np.arange(len(places), dtype=np.int32)
    return at


def _pairs(table: pa.Table, position: np.ndarray) -> Mapping[Pair, Positions]:
    """The table comes ordered by pair: where it changes, another pair's positions begin."""
    import numpy as np

    if not len(table):
        return {}
    positions = position[table["place"].to_numpy()]
    names = [table[side].combine_chunks().dictionary_encode() for side in ("first", "second")]
    keys = [name.indices.to_numpy() for name in names]
    starts = np.flatnonzero(np.any([key[1:] != key[:-1] for key in keys], axis=0)) + 1
    firsts = [0, *map(int, starts)]
    codes = [name.dictionary.to_pylist() for name in names]
    return {
        (codes[0][keys[0][first]], codes[1][keys[1][first]]): np.sort(part)
        for first, part in zip(firsts, np.split(positions, starts), strict=True)
    }
