"""All that happened before a day, counted in the ways that questions about that day need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bilateral.outlook.ranking.actors import Belonging, belonging
from bilateral.outlook.ranking.counters import Counters
from bilateral.outlook.ranking.families import FAMILIES, SHARES, Keys

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bilateral.outlook.table import EventTable

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

__all__ = ["History", "Profiles", "both_ways", "stretches"]

_RANK = 64  # of the latent profiles
_PROFILES_EVERY = 5  # days
_WEAK = 0.02  # fading counts below it are left out of profiles
_MONTH, _SEASON = 2, 3  # places in HALF_LIVES


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


def stretches(starts: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """The numbers starts[i] ... starts[i] + counts[i] - 1 for all i in a row, and the i of each."""
    import numpy as np

    row = np.repeat(np.arange(len(counts)), counts)
    return np.repeat(starts - (np.cumsum(counts) - counts), counts) + np.arange(len(row)), row


@dataclass(frozen=True, slots=True)
class Profiles:
    """Whom actors are like, from what they did so far; made anew every few days.

    `source` and `target` are (actors, rank) factors whose product says how likely two deal with each other;
    `partners` is the share of each partner in an actor's dealings, `acts` the dealings by relation and target as rows
    of length one, `acts_by_column` the same unscaled, for reading by column.
    """

    source: Floats
    target: Floats
    partners: Any
    acts: Any
    acts_by_column: Any


class History:
    """Counts as of the morning of `day`: everything before it, nothing of it or after."""

    def __init__(self, table: EventTable, *, guess_before: int, known_until: int | None = None) -> None:
        """Begins before the first event. Actors without a state in their name get one by their events before a day.

        Events of day `known_until` and later are not taken in, though days go on passing (for several steps ahead).
        """
        import numpy as np

        self.day_of, self.source, self.relation, self.target = both_ways(table)
        early = table.day < guess_before
        self.of: Belonging = belonging(table.actors, table.source[early], table.target[early])
        self.keys = Keys(len(table.actors), 2 * len(table.relations), self.of)
        events = (self.source, self.relation, self.target)
        self.counts = {name: Counters(family.key(self.keys, *events)) for name, family in FAMILIES.items()}
        self.shares = {name: Counters(key(self.keys, *events)) for name, key in SHARES.items()}
        self.day = int(self.day_of[0]) if len(self.day_of) else 0
        self._known_until = known_until
        self._index()
        size = self.keys.relations
        self.followed = np.zeros((size, size))
        """[a, b]: how often b was done between two who had lately seen a."""
        self.seen = np.zeros(size)
        """How often a pair that did something had lately seen a."""
        self.done = np.ones(size)
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
        """The triples of pairs (by place in their counts; -1 has none), and which of the pairs each belongs to."""
        import numpy as np

        at = np.maximum(pairs, 0)
        counts = np.where(pairs >= 0, self.triples_from[at + 1] - self.triples_from[at], 0)
        places, row = stretches(self.triples_from[at], counts)
        return self.triples_by_pair[places], row

    def advance(self, day: int) -> None:
        """Take in all events before `day`."""
        while self.day < day:
            self._take(self.day)
            for counters in (*self.counts.values(), *self.shares.values()):
                counters.fade()
            self.day += 1

    def _take(self, day: int) -> None:
        import numpy as np

        first, last = np.searchsorted(self.day_of, (day, day + 1))
        if first == last or (self._known_until is not None and day >= self._known_until):
            return
        events = (self.source[first:last], self.relation[first:last], self.target[first:last])
        self._learn_rules(*events)
        for name, family in FAMILIES.items():
            self.counts[name].add(family.key(self.keys, *events), day)
        for name, key in SHARES.items():
            self.shares[name].add(key(self.keys, *events), day)

    def _learn_rules(self, source: Ints, relation: Ints, target: Ints) -> None:
        import numpy as np

        lately = np.minimum(self.counts["same act"].fading[_MONTH], 1.0)
        pairs = self.counts["pair"].places(self.keys.pair(source, relation, target))
        triples, row = self.triples_of(pairs)
        np.add.at(self.followed, (self.triple_relation[triples], relation[row]), lately[triples])
        triples, _ = self.triples_of(np.unique(pairs))
        np.add.at(self.seen, self.triple_relation[triples], lately[triples])
        np.add.at(self.done, relation, 1.0)

    def confidence(self) -> NDArray[np.float64]:
        """(relations, relations): of the pairs that lately saw a and do something now, the share that do b."""
        shares: NDArray[np.float64] = self.followed / (self.seen[:, None] + 2.0)
        return shares

    def profiles(self) -> Profiles:
        """Profiles no older than a few days."""
        if self._profiles is None or self.day - self._profiles_day >= _PROFILES_EVERY:
            self._profiles, self._profiles_day = self._make_profiles(), self.day
        return self._profiles

    def _make_profiles(self) -> Profiles:
        import numpy as np
        from scipy import sparse

        size = self.keys.actors
        fading = self.counts["same act"].fading[_SEASON]
        kept = fading > _WEAK
        weight = np.log1p(fading[kept])
        source, relation, target = self.triple_source[kept], self.triple_relation[kept], self.triple_target[kept]
        dealings = sparse.csr_matrix((weight, (source, target)), shape=(size, size))
        scale = sparse.diags(1 / np.sqrt(np.asarray(dealings.sum(axis=1)).ravel() + 1.0))
        # Both directions are in the table, so that rows and columns have the same sums.
        left, right = _factors(scale @ dealings @ scale, _RANK)
        lately = np.log1p(self.counts["pair"].fading[_MONTH])
        pairs = sparse.csr_matrix((lately, (self.pair_source, self.pair_target)), shape=(size, size))
        pairs.eliminate_zeros()
        pairs = sparse.diags(1 / (np.asarray(pairs.sum(axis=1)).ravel() + 1.0)) @ pairs
        acts = sparse.csr_matrix(
            (weight.astype(np.float32), (source, relation * size + target)), shape=(size, self.keys.relations * size)
        )
        lengths = np.sqrt(np.asarray(acts.multiply(acts).sum(axis=1)).ravel()) + 1.0
        return Profiles(left, right, pairs, sparse.diags((1 / lengths).astype(np.float32)) @ acts, acts.tocsc())


def _factors(matrix: Any, rank: int) -> tuple[Floats, Floats]:
    """Truncated singular value decomposition: (rows, rank) scaled by the singular values, and (columns, rank)."""
    import numpy as np
    from scipy.sparse.linalg import svds

    rank = min(rank, min(matrix.shape) - 1)
    if rank < 1 or matrix.nnz == 0:
        nothing = np.zeros((matrix.shape[0], 1), np.float32)
        return nothing, nothing
    begin = np.random.default_rng(0).standard_normal(min(matrix.shape))
    left, values, right = svds(matrix, k=rank, v0=begin)
    return (left * values).astype(np.float32), right.T.astype(np.float32)
