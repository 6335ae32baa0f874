"""All that happened before a day, counted in the ways that questions about that day need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bilateral.outlook.ranking.actors import Belonging, belonging
from bilateral.outlook.ranking.counters import WEEK, Counters
from bilateral.outlook.ranking.families import FAMILIES, SHARES, Keys
from bilateral.outlook.ranking.profiles import Profiles, profiles_of
from bilateral.outlook.ranking.rules import Rules, Runs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bilateral.outlook.table import EventTable

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

__all__ = ["History", "both_ways", "stretches"]

_RENEWED = 5
"""Days after which profiles and the weights of rules are made anew."""
_SPREAD = 60.0
"""Days after which what was seen of a relation's habits counts half."""


def both_ways(table: EventTable) -> tuple[Ints, Ints, Ints, Ints]:
    """(day, source, relation, target) with every event also told from its target's side, by a relation of its own.

    The inverse of relation r is r + the number of relations, so that "who does r to s" is one more question of the form
    (s, r, ?).
    """
    import numpy as np

    columns = np.stack([table.day, table.source, table.relation, table.target])
    turned = np.stack([table.day, table.target, table.relation + len(table.relations), table.source])
    whole = np.concatenate([columns, turned], axis=1)
    day, source, relation, target = whole[:, np.argsort(whole[0], kind="stable")]
    return day, source, relation, target


def _events(table: EventTable) -> Ints:
    import numpy as np

    order: Ints = np.argsort(np.concatenate([table.day, table.day]), kind="stable") % max(len(table), 1)
    return order


def stretches(starts: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """The numbers starts[i] ... starts[i] + counts[i] - 1 for all i in a row, and the i of each."""
    import numpy as np

    row = np.repeat(np.arange(len(counts)), counts)
    return np.repeat(starts - (np.cumsum(counts) - counts), counts) + np.arange(len(row)), row


class History:
    """Counts as of the morning of `day`: everything before it, nothing of it or after."""

    def __init__(self, table: EventTable, *, guess_before: int, known_until: int | None = None) -> None:
        """Begins before the first event. Actors without a state in their name get one by their events before a day.

        Events of day `known_until` and later are not taken in, though days go on passing (for several steps ahead).
        """
        import numpy as np

        self.day_of, self.source, self.relation, self.target = both_ways(table)
        self.table_day = table.day
        self.event = _events(table)
        """The row of the table that each entry is of."""
        early = table.day < guess_before
        self.of: Belonging = belonging(table.actors, table.source[early], table.target[early])
        self.keys = Keys(len(table.actors), 2 * len(table.relations), self.of)
        events = (self.source, self.relation, self.target)
        self.counts = {name: Counters(family.key(self.keys, *events)) for name, family in FAMILIES.items()}
        self.shares = {name: Counters(key(self.keys, *events)) for name, key in SHARES.items()}
        # Where each event is counted, under each name.
        self.at = {
            name: counters.places(key(self.keys, *events))
            for counts, keys in ((self.counts, {n: f.key for n, f in FAMILIES.items()}), (self.shares, SHARES))
            for (name, counters), key in zip(counts.items(), keys.values(), strict=True)
        }
        self.day = int(self.day_of[0]) if len(self.day_of) else 0
        self._known_until = known_until
        self._index()
        self.rules = Rules(self.keys.relations)
        self.runs = Runs(self.keys.relations)
        self.habits = np.tile(np.array([[1.0], [1.0], [2.0]]), self.keys.relations)
        """Of what was done lately in each relation: again, between those who had met, and all; fading."""
        self.ways = np.tile(np.array([[0.0], [0.0], [0.0]]), self.keys.actors)
        """The same by actor: of what it did or what was done to it."""
        self._profiles: Profiles | None = None
        self._profiles_day = -1

    def _index(self) -> None:
        # Pairs sorted by source, and the triples of each pair, so that a source's partners lie side by side.
        import numpy as np

        size, triples = self.keys.actors, self.counts["same act"].keys
        self.triple_source = triples // size // self.keys.relations
        self.triple_relation = triples // size % self.keys.relations
        self.triple_target = triples % size
        pairs = self.counts["pair"].keys
        self.pair_source, self.pair_target = pairs // size, pairs % size
        self.pairs_from = np.searchsorted(self.pair_source, np.arange(size + 1))
        home = np.searchsorted(pairs, self.triple_source * size + self.triple_target)
        self.triples_by_pair = np.argsort(home, kind="stable")
        self.triples_from = np.searchsorted(home[self.triples_by_pair], np.arange(len(pairs) + 1))

    def triples_of(self, pairs: Ints) -> tuple[Ints, Ints]:
        """The triples of pairs (by place in their counts; -1 has none), and which of the pairs each belongs to.

        Only those that were seen by now.
        """
        import numpy as np

        at = np.maximum(pairs, 0)
        counts = np.where(pairs >= 0, self.triples_from[at + 1] - self.triples_from[at], 0)
        places, row = stretches(self.triples_from[at], counts)
        places = self.triples_by_pair[places]
        seen = self.counts["same act"].total[places] > 0
        return places[seen], row[seen]

    def advance(self, day: int) -> None:
        """Take in all events before `day`."""
        import numpy as np

        while self.day < day:
            self._take(self.day)
            # At once over days without events, of which there may be decades.
            place = np.searchsorted(self.day_of, self.day, side="right")
            following = int(self.day_of[place]) if place < len(self.day_of) else day
            days = min(following, day) - self.day
            for counters in (*self.counts.values(), *self.shares.values()):
                counters.fade(days)
            self.habits *= 0.5 ** (days / _SPREAD)
            self.ways *= 0.5 ** (days / _SPREAD)
            self.day += days

    def _take(self, day: int) -> None:
        import numpy as np

        first, last = np.searchsorted(self.day_of, (day, day + 1))
        if first == last or (self._known_until is not None and day >= self._known_until):
            return
        own = slice(first, last)
        self._learn(own)
        for name, counters in (*self.counts.items(), *self.shares.items()):
            counters.add(self.at[name][own], day)

    def _learn(self, own: slice) -> None:
        """What a day's events say of rules and habits, by what was known before the day."""
        import numpy as np

        relation, act, pair = self.relation[own], self.at["same act"][own], self.at["pair"][own]
        again = self.counts["same act"].total[act] > 0
        met = self.counts["pair"].total[pair] > 0
        for place, weight in enumerate((again, met, np.ones(len(relation)))):
            self.habits[place] += np.bincount(relation, weight, self.keys.relations)
            self.ways[place] += np.bincount(self.source[own], weight, self.keys.actors)
        pairs, which = np.unique(pair, return_inverse=True)
        triples, row = self.triples_of(pairs)
        fading = self.counts["same act"].fading[:, triples]
        self.rules.learn(row, self.triple_relation[triples], fading, who=which, now=relation, pairs=len(pairs))

        actors, who = np.unique(self.source[own], return_inverse=True)
        self.runs.learn(self.lately(actors), who, relation)

    def lately(self, actors: Ints) -> Floats:
        """(actors, relations + 1): how much each did, and had done to it, in the last days; and a one."""
        import numpy as np

        counts = self.counts["run"]
        first = np.searchsorted(counts.keys, actors * self.keys.relations)
        places, row = stretches(first, np.searchsorted(counts.keys, (actors + 1) * self.keys.relations) - first)
        found = np.ones((len(actors), self.keys.relations + 1), np.float32)
        found[:, :-1] = 0
        found[row, counts.keys[places] % self.keys.relations] = np.log1p(counts.fading[WEEK][places])
        return found

    @contextmanager
    def other_profiles(self, profiles: Profiles | None) -> Iterator[None]:
        """Go by other profiles for a while: by these, or by some made of the counts as they then are."""
        before = self._profiles, self._profiles_day
        self._profiles, self._profiles_day = profiles, self.day
        try:
            yield
        finally:
            self._profiles, self._profiles_day = before

    def profiles(self) -> Profiles:
        """Profiles no older than a few days."""
        if self._profiles is None or self.day - self._profiles_day >= _RENEWED:
            self.rules.renew()
            self.runs.renew()
            self._profiles, self._profiles_day = profiles_of(self), self.day
        return self._profiles
