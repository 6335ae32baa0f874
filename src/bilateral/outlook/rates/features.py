"""What is known of a directed pair and an act as of a day, as numbers: fading counts of what went before.

All that counts is strictly before the day, so that nothing of what is to come can enter.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bilateral.outlook.rates.acts import ActTable

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

__all__ = ["HALF_LIVES", "PROFILE", "Counts", "History"]

HALF_LIVES: tuple[float, ...] = (4.0, 15.0, 60.0, 240.0)
"""Days after which something counts half; chosen on the validation part of ICEWS14."""

PROFILE: tuple[float, ...] = (5.0, 25.0, 120.0)
"""Half-lives of the counts from which one act is told to follow from others; chosen on the same."""

_NEVER = 1500.0
"""Days since what never happened."""

_WORLD = "anyone does this to anyone"
_FAMILIES = (
    "this act",
    "this act the other way",
    "anything",
    "anything the other way",
    "source does this to anyone",
    "target undergoes this from anyone",
    "source does anything",
    "target undergoes anything",
    "source undergoes anything",
    "target does anything",
)
_SILENCES = ("this act", "this act the other way", "anything", "anything the other way")


class Counts:
    """Fading counts of one kind of key over a table of events, for any day."""

    def __init__(self, keys: Ints) -> None:
        import numpy as np

        self.keys, self.place = np.unique(keys, return_inverse=True)

    def at(self, weights: Sequence[Floats], asked: Ints) -> list[Floats]:
        """For each row of weights (of the first events), the sums by key, looked up for the keys asked."""
        import numpy as np

        if not len(self.keys):
            return [np.zeros(asked.shape, np.float32) for _ in weights]
        at = np.minimum(np.searchsorted(self.keys, asked), len(self.keys) - 1)
        there = self.keys[at] == asked
        found = []
        for row in weights:
            sums = np.bincount(self.place[: len(row)], row, minlength=len(self.keys)).astype(np.float32)
            found.append(np.where(there, sums[at], np.float32(0)))
        return found

    def last(self, days: Ints, asked: Ints) -> Floats:
        """The last of the days (ascending) on which each key asked was seen, or -inf."""
        import numpy as np

        latest = np.full(len(self.keys) + 1, -np.inf)
        latest[self.place[: len(days)]] = days  # the last assignment stands
        at = np.minimum(np.searchsorted(self.keys, asked), max(len(self.keys) - 1, 0))
        there = self.keys[at] == asked if len(self.keys) else np.zeros(asked.shape, bool)
        return np.where(there, latest[at], -np.inf)


class History:
    """A table of events, made ready to be asked what was known on any day.

    `of_acts` are the acts that are asked for, by number; `signs` those from which others are told to follow. With `near`
    only events that involve one of these actors are made ready; it must hold all actors that will be asked for.
    """

    def __init__(
        self, table: ActTable, of_acts: Sequence[int], signs: Sequence[int] = (), *, near: Sequence[int] | None = None
    ) -> None:
        import numpy as np

        self.acts = np.asarray(of_acts, np.int64)
        number = np.full(len(table.acts), -1, np.int64)
        number[self.acts] = np.arange(len(self.acts))
        asked = number[table.act] >= 0
        self._act_days, self._act = table.day[table.row[asked]], number[table.act[asked]]
        self._less: list[tuple[Ints, Ints]] = []
        self.first = int(table.day[0]) if len(table) else 0
        if near is not None:
            table = table.kept(np.isin(table.source, near) | np.isin(table.target, near))
        self._ready(table, number, signs)

    def without(self, which: NDArray[np.bool_]) -> History:
        """The same, had the events marked in `table` not happened; the day it all began stays."""
        gone = which[self._row]
        other = copy.copy(self)
        other._ready(self.table.kept(~which), self._number, self._signs)
        other._less = [(self.table.day[self._row[gone]], self._act_of_row[gone]), *self._less]
        return other

    def _ready(self, table: ActTable, number: Ints, signs: Sequence[int]) -> None:
        import numpy as np

        self._number, self._signs = number, signs
        asked = number[table.act] >= 0
        self.table = table
        size, acts = len(table.actors), len(self.acts)
        self._size = size
        s, t = table.source, table.target
        row, act = table.row[asked], number[table.act[asked]]
        self._row, self._act_of_row = row, act
        self._events = {
            "anything": Counts(s * size + t),
            "source does anything": Counts(s),
            "target undergoes anything": Counts(t),
        }
        self._counts = {
            "this act": Counts((s[row] * size + t[row]) * acts + act),
            "source does this to anyone": Counts(s[row] * acts + act),
            "target undergoes this from anyone": Counts(t[row] * acts + act),
        }
        sign = np.full(len(table.acts), -1, np.int64)
        sign[np.asarray(signs, np.int64)] = np.arange(len(signs))
        told = sign[table.act] >= 0
        self._sign_row = table.row[told]
        where = s[self._sign_row] * size + t[self._sign_row]
        self._profile = Counts(where * max(len(signs), 1) + sign[table.act[told]])

    @property
    def names(self) -> tuple[str, ...]:
        """What each number says."""
        fading = [f"{family}, fading by half in {life:g} days" for family in (*_FAMILIES, _WORLD) for life in HALF_LIVES]
        silence = [f"days since: {family}" for family in _SILENCES]
        rates = [f"a day over all: {family}" for family in _FAMILIES[:4]]
        return (*fading, *silence, *rates, "days known")

    def features(self, day: int, source: Ints, target: Ints) -> Floats:
        """Numbers by pair, act and name, of what happened before the day."""
        import numpy as np

        events = int(np.searchsorted(self.table.day, day))
        rows = int(np.searchsorted(self._row, events))
        age = (day - self.table.day[:events]).astype(np.float32)
        fading = [np.exp2(-age / np.float32(life)) for life in HALF_LIVES]
        fading.append(np.ones(events, np.float32))
        of_acts = [weights[self._row[:rows]] for weights in fading]
        acts = np.arange(len(self.acts))
        forth, back = source * self._size + target, target * self._size + source
        act_forth, act_back = (pair[:, None] * len(acts) + acts for pair in (forth, back))
        wide = (len(source), len(acts))
        pair, out, into = (self._events[name] for name in self._events)
        triple, does, undergoes = (self._counts[name] for name in self._counts)
        found = [
            triple.at(of_acts, act_forth),
            triple.at(of_acts, act_back),
            pair.at(fading, forth),
            pair.at(fading, back),
            does.at(of_acts[:-1], source[:, None] * len(acts) + acts),
            undergoes.at(of_acts[:-1], target[:, None] * len(acts) + acts),
            out.at(fading[:-1], source),
            into.at(fading[:-1], target),
            into.at(fading[:-1], source),
            out.at(fading[:-1], target),
            self._world(day),
        ]
        known = np.float32(max(day - self.first, 1))
        columns = [np.log1p(c) for family in found for c in family[: len(HALF_LIVES)]]
        days, act_days = self.table.day[:events], self.table.day[self._row[:rows]]
        for counts, seen, asked in (
            (triple, act_days, act_forth), (triple, act_days, act_back), (pair, days, forth), (pair, days, back)
        ):
            columns.append(np.log1p(np.minimum(day - counts.last(seen, asked), _NEVER)).astype(np.float32))
        columns += [np.log(family[-1] + 0.5) - np.log(known) for family in found[:4]]
        columns.append(np.log(known))
        return np.stack([np.broadcast_to(c if c.ndim != 1 or len(c) == 1 else c[:, None], wide) for c in columns], axis=-1)

    def profile(self, day: int, source: Ints, target: Ints) -> Floats:
        """By pair: how much of each sign there was before the day, forth and back, fading."""
        import numpy as np

        signs = len(self._signs)
        rows = int(np.searchsorted(self._sign_row, np.searchsorted(self.table.day, day)))
        age = (day - self.table.day[self._sign_row[:rows]]).astype(np.float32)
        weights = [np.exp2(-age / np.float32(life)) for life in PROFILE]
        numbers = np.arange(signs)
        found = [
            np.log1p(counts)
            for pair in (source * self._size + target, target * self._size + source)
            for counts in self._profile.at(weights, pair[:, None] * max(signs, 1) + numbers)
        ]
        return np.concatenate(found, axis=1)

    def _world(self, day: int) -> list[Floats]:
        found = self._faded(self._act_days, self._act, day)
        for days, acts in self._less:
            found = [all_ - less for all_, less in zip(found, self._faded(days, acts, day), strict=True)]
        return [row[None, :].astype("float32") for row in found]

    def _faded(self, days: Ints, acts: Ints, day: int) -> list[NDArray[np.float64]]:
        import numpy as np

        rows = int(np.searchsorted(days, day))
        age = (day - days[:rows]).astype(np.float32)
        size = len(self.acts)
        return [np.bincount(acts[:rows], np.exp2(-age / np.float32(life)), minlength=size) for life in HALF_LIVES]

    def happens(self, day: int, horizon: int, source: Ints, target: Ints) -> NDArray[np.bool_]:
        """By pair and act: whether at least one such event is in the `horizon` days from `day` on."""
        import numpy as np

        begin, end = (int(n) for n in np.searchsorted(self.table.day[self._row], [day, day + horizon]))
        keys = self._counts["this act"]
        met = np.unique(keys.place[begin:end])
        acts = np.arange(len(self.acts))
        asked = (source * self._size + target)[:, None] * len(acts) + acts
        return np.isin(asked, keys.keys[met])

    def active(self, day: int, *, least: int, within: int) -> tuple[Ints, Ints]:
        """The directed pairs with at least `least` events in the `within` days before `day`."""
        import numpy as np

        begin, end = (int(n) for n in np.searchsorted(self.table.day, [day - within, day]))
        pair = self._events["anything"]
        times = np.bincount(pair.place[begin:end], minlength=len(pair.keys))
        keys = pair.keys[times >= least]
        return keys // self._size, keys % self._size
