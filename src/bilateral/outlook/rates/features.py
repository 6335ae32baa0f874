"""What is known of a directed pair and an act as of a day, as numbers: fading counts of what went before.

All that counts is strictly before the day, so that nothing of what is to come can enter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bilateral.outlook.rates.acts import ActTable

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]
    Doubles = NDArray[np.float64]

__all__ = ["HALF_LIVES", "NAMES", "PROFILE", "Counts", "Evidence", "History", "World"]

HALF_LIVES: tuple[float, ...] = (4.0, 15.0, 60.0, 240.0)
"""Days after which something counts half; chosen on the validation part of ICEWS14."""

GAP = 365
"""After more days than this without any event at all, rates are counted anew: one visit of 2006 in a chronicle of 2022
does not make sixteen years in which nothing happened."""

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


@dataclass(frozen=True, slots=True)
class World:
    """How often each act was done by anyone to anyone, by day (ascending).

    `starts` are the days with which events begin, or begin again after more than GAP days without any.
    """

    day: Ints
    act: Ints
    times: Doubles
    starts: Ints

    @classmethod
    def of(cls, day: Ints, act: Ints, times: Doubles, days: Ints) -> World:
        """Of counts by day, and of the days (ascending) of all events."""
        import numpy as np

        new = np.diff(days, prepend=-2 * GAP) > GAP
        return cls(day, act, times, days[new])


@dataclass(frozen=True, slots=True)
class Around:
    """What two parties, a and b, did with anyone and what everyone did, as fading counts (HALF_LIVES).

    By side, "a_out" (a acts), "a_in", "b_out", "b_in" and "all": `by_act` by act of the table, `any` over all events.
    """

    by_act: Mapping[str, Doubles]
    any: Mapping[str, Doubles]

    def and_before(self, everyone: Doubles, acts: Ints, days: int) -> Around:
        """The same with what anyone did up to some days before (`History.everyone`), which has faded since."""
        import numpy as np

        whole = self.by_act["all"].copy()
        whole[acts] += everyone * np.exp2(-days / np.asarray(HALF_LIVES))
        return Around({**self.by_act, "all": whole}, self.any)

    def into(self, evidence: Evidence, acts: Ints, *, swapped: bool) -> Evidence:
        """Evidence on a towards b (`swapped`: b towards a) with these counts in the place of its own."""
        import numpy as np

        source, target = ("b", "a") if swapped else ("a", "b")
        pairs, size, _ = evidence.counts.shape
        counts = evidence.counts.reshape(pairs, size, len(_FAMILIES) + 1, len(HALF_LIVES) + 1).copy()
        found = (
            self.by_act[f"{source}_out"][acts],
            self.by_act[f"{target}_in"][acts],
            self.any[f"{source}_out"],
            self.any[f"{target}_in"],
            self.any[f"{source}_in"],
            self.any[f"{target}_out"],
            self.by_act["all"][acts],
        )
        for family, sums in enumerate(found, start=4):
            counts[:, :, family, :-1] = sums.astype(np.float32)
        return replace(evidence, counts=counts.reshape(evidence.counts.shape))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was known of pairs before a day.

    `counts` has, by pair and act, each family's counts fading by each of HALF_LIVES, then the plain number; `last` the
    last day of the families in `_SILENCES` (-inf: never); `signs`, by pair, the fading counts that rules go by; `known`
    is for how many days there are events at all.
    """

    day: int
    known: float
    counts: Floats
    last: Doubles
    signs: Floats

    def without(self, events: Evidence, last: Doubles) -> Evidence:
        """The same had some events not happened, of which `events` is the evidence; `last` is what is then the last."""
        import numpy as np

        return Evidence(
            day=self.day,
            known=self.known,
            counts=np.maximum(self.counts - events.counts, 0),
            last=last,
            signs=np.maximum(self.signs - events.signs, 0),
        )

    @property
    def number(self) -> Doubles:
        """By pair and act: how often the act was done."""
        return self.counts[..., len(HALF_LIVES)].astype("float64")

    @property
    def columns(self) -> Floats:
        """By pair, act and NAMES: the numbers that a model learns from."""
        import numpy as np

        pairs, acts, _ = self.counts.shape
        shaped = self.counts.reshape(pairs, acts, len(_FAMILIES) + 1, len(HALF_LIVES) + 1)
        fading = np.log1p(shaped[..., :-1]).reshape(pairs, acts, (len(_FAMILIES) + 1) * len(HALF_LIVES))
        silence = np.log1p(np.minimum(self.day - self.last, _NEVER))
        rate = np.log(shaped[..., : len(_SILENCES), -1] + 0.5) - np.log(self.known)
        known = np.full((pairs, acts, 1), np.log(self.known))
        return np.concatenate([fading, silence, rate, known], axis=-1, dtype=np.float32)


NAMES: tuple[str, ...] = (
    *(f"{family}, fading by half in {life:g} days" for family in (*_FAMILIES, _WORLD) for life in HALF_LIVES),
    *(f"days since: {family}" for family in _SILENCES),
    *(f"a day over all: {family}" for family in _SILENCES),
    "days known",
)
"""What each number of `Evidence.columns` says."""


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

    `of_acts` are the acts that are asked for, by number; `signs` those from which others are told to follow. A table
    may hold the events of a few actors only; `world` then tells of all.

    `asked` are the rows of the table that are of an act asked for, ascending, and the place of it in `acts`; `told` the
    same of the `signs`, of which there are so many.
    """

    def __init__(
        self, table: ActTable, of_acts: Sequence[int], signs: Sequence[int] = (), *, world: World | None = None
    ) -> None:
        import numpy as np

        self.acts = np.asarray(of_acts, np.int64)
        number = np.full(len(table.acts), -1, np.int64)
        number[self.acts] = np.arange(len(self.acts))
        if world is None:
            world = World.of(table.day[table.row], table.act, np.ones(len(table.row)), table.day)
        self.starts = world.starts
        asked = number[world.act] >= 0
        self._world_of = (world.day[asked], number[world.act[asked]], world.times[asked])
        self._ready(table, number, signs)

    def _ready(self, table: ActTable, number: Ints, signs: Sequence[int]) -> None:
        import numpy as np

        self._number, self._signs = number, signs
        asked = number[table.act] >= 0
        self.table = table
        size, acts = len(table.actors), len(self.acts)
        self._size = size
        s, t = table.source, table.target
        row, act = table.row[asked], number[table.act[asked]]
        self._row = row
        self.asked = row, act
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
        self.told, self.signs = (self._sign_row, sign[table.act[told]]), len(signs)

    def first(self, day: int) -> int:
        """The day since which there are events without a gap, as of a day."""
        import numpy as np

        at = int(np.searchsorted(self.starts, day)) - 1
        return int(self.starts[at]) if at >= 0 else day

    def evidence(self, day: int, source: Ints, target: Ints) -> Evidence:
        """What happened before the day that bears on what these pairs will do."""
        import numpy as np

        events = int(np.searchsorted(self.table.day, day))
        rows = int(np.searchsorted(self._row, events))
        age = (day - self.table.day[:events]).astype(np.float32)
        first = self.first(day)
        fading = [np.exp2(-age / np.float32(life)) for life in HALF_LIVES]
        weights = [*fading, (self.table.day[:events] >= first).astype(np.float32)]
        of_acts = [weight[self._row[:rows]] for weight in weights]
        acts = np.arange(len(self.acts))
        forth, back = source * self._size + target, target * self._size + source
        act_forth, act_back = (pair[:, None] * len(acts) + acts for pair in (forth, back))
        pair, out, into = (self._events[name] for name in self._events)
        triple, does, undergoes = (self._counts[name] for name in self._counts)
        found = [
            triple.at(of_acts, act_forth),
            triple.at(of_acts, act_back),
            pair.at(weights, forth[:, None]),
            pair.at(weights, back[:, None]),
            does.at(of_acts, source[:, None] * len(acts) + acts),
            undergoes.at(of_acts, target[:, None] * len(acts) + acts),
            out.at(weights, source[:, None]),
            into.at(weights, target[:, None]),
            into.at(weights, source[:, None]),
            out.at(weights, target[:, None]),
            self._world(day),
        ]
        days, act_days = self.table.day[:events], self.table.day[self._row[:rows]]
        last = [
            triple.last(act_days, act_forth),
            triple.last(act_days, act_back),
            pair.last(days, forth[:, None]),
            pair.last(days, back[:, None]),
        ]
        wide = (len(source), len(acts))
        return Evidence(
            day=day,
            known=float(max(day - first, 1)),
            counts=np.stack([np.broadcast_to(row, wide) for family in found for row in family], axis=-1),
            last=np.stack([np.broadcast_to(row, wide) for row in last], axis=-1),
            signs=self._signs_before(day, forth, back),
        )

    def _signs_before(self, day: int, forth: Ints, back: Ints) -> Floats:
        import numpy as np

        signs = len(self._signs)
        rows = int(np.searchsorted(self._sign_row, np.searchsorted(self.table.day, day)))
        age = (day - self.table.day[self._sign_row[:rows]]).astype(np.float32)
        weights = [np.exp2(-age / np.float32(life)) for life in PROFILE]
        numbers = np.arange(signs)
        asked = [pair[:, None] * max(signs, 1) + numbers for pair in (forth, back)]
        return np.concatenate([counts for keys in asked for counts in self._profile.at(weights, keys)], axis=1)

    def everyone(self, day: int) -> Doubles:
        """What anyone did to anyone before a day, by act asked for and half-life."""
        import numpy as np

        return np.stack(self._faded(self._world_of, day), axis=1)

    def _world(self, day: int) -> list[Floats]:
        import numpy as np

        found = self._faded(self._world_of, day)
        rows = [row[None, :].astype(np.float32) for row in found]
        return [*rows, np.zeros_like(rows[0])]

    def _faded(self, counts: tuple[Ints, Ints, Doubles], day: int) -> list[Doubles]:
        import numpy as np

        rows = int(np.searchsorted(counts[0], day))
        days, acts, times = (column[:rows] for column in counts)
        age = (day - days).astype(np.float64)
        size = len(self.acts)
        return [
            np.bincount(acts, times * np.exp2(-age / life), minlength=size).astype(np.float64) for life in HALF_LIVES
        ]

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
