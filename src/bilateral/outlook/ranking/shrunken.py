"""Who is next where there is too little past to learn from: shares, each drawn towards a broader one.

The share of a candidate in the source's act is drawn towards its share in all that the source did, that towards its
share in all that this act was done to, and that towards its share in all events (Dirichlet smoothing in a chain, as in
Witten and Bell's and MacKay and Peto's language models). Nothing is learned; counts fade by half in 120 days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilateral.outlook.ranking.candidates import Questions
from bilateral.outlook.ranking.counters import SEASON
from bilateral.outlook.ranking.history import History

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["Shrunken"]


@dataclass(frozen=True, slots=True)
class Shrunken:
    """The weights: how many events the broader share counts for.

    Chosen by log loss and reciprocal rank among 27 (1, 3, 10; 3, 10, 30; 3, 10, 30) on 889 questions from
    stretches of a thousand acts of US releases of 2021-2023.
    """

    act: float = 10.0
    pair: float = 30.0
    relation: float = 10.0

    def asked(self, history: History, source: int, relation: int) -> Questions:
        """The question with all actors that were ever named, but the source."""
        import numpy as np

        everyone = history.counts["target"]
        known = everyone.keys[everyone.total > 0]
        target = known[known != source]
        return Questions(
            np.array([source]),
            np.array([relation]),
            np.zeros(len(target), np.int64),
            target,
            np.array([0, len(target)]),
        )

    def probabilities(self, history: History, asked: Questions) -> Floats:
        """How likely each candidate of one question is to be next; they sum to one."""
        import numpy as np

        keys, counts = history.keys, history.counts
        source, relation = asked.source[asked.row], asked.relation[asked.row]
        share = np.full(len(asked.target), 1 / max(len(asked.target), 1))
        for name, key, weight in (
            ("target", keys.target, self.relation),
            ("act on target", keys.relation_target, self.relation),
            ("pair", keys.pair, self.pair),
            ("same act", keys.triple, self.act),
        ):
            count = counts[name].count(counts[name].places(key(source, relation, asked.target)), SEASON)
            share = (count + weight * share) / (count.sum() + weight)
        found: Floats = share
        return found
