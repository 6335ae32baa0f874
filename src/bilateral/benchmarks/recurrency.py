"""The recurrency baseline of Gastinger and others (2024, "History Repeats Itself: A Baseline for Temporal Knowledge
Graph Forecasting"), by which one sees that the protocol is right.

An actor scores a * how often the very triple was there, each day weighing 2 ** (-l * days since) of the sum over all
days, + (1 - a) * its share of all that the relation was done to. l and a are chosen for each relation, and each
direction of it, on the validation part, first l, then a.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilateral.benchmarks.graphs import Graph
from bilateral.outlook.ranking.history import both_ways, stretches

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["recurrency_ranks", "tuned"]

_DECAYS = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.5, 1.0)
_WEIGHTS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, 0.99999)
_DECAY, _WEIGHT = 5, 7
"""Places of what is taken for a relation without a question in the validation part: the authors' 0.1 and 0.99."""


@dataclass(frozen=True, slots=True)
class _Day:
    """The answers of a day, each with its relation, and what scores for its question.

    `row` is the answer that each of the `known` triples and right answers stands beside. `strict` has a row for each of
    _DECAYS, `loose` is the share in the relation, `wrong` whether it is no right answer; `shares` are the sorted shares
    of all actors in each relation of the day.
    """

    relation: Ints
    strict: Floats
    loose: Floats
    row: Ints
    known_strict: Floats
    known_loose: Floats
    wrong: NDArray[np.bool_]
    shares: dict[int, Floats]


def tuned(graph: Graph) -> tuple[Ints, Ints]:
    """(decay, weight) of each relation, inverses after them, as places in _DECAYS and _WEIGHTS, by the MRR on the
    validation part."""
    import numpy as np

    days = list(_days(graph, graph.valid, graph.test))
    relation = np.concatenate([day.relation for day in days])
    size = 2 * len(graph.table.relations)
    asked = np.bincount(relation, minlength=size) > 0
    decay, weight = np.full(size, _DECAY), np.full(size, _WEIGHT)
    for found, number, default in ((decay, len(_DECAYS), _DECAY), (weight, len(_WEIGHTS), _WEIGHT)):
        reached = []
        for place in range(number):
            found[:] = place
            ranks = np.concatenate([_ranks(day, decay, weight) for day in days])
            reached.append(np.bincount(relation, 1 / ranks, size))
        found[:] = np.where(asked, np.argmax(reached, axis=0), default)
    return decay, weight


def recurrency_ranks(graph: Graph, first: int, last: int, settings: tuple[Ints, Ints]) -> Iterator[Floats]:
    """The rank of each right answer of days `first` to `last` (exclusive), day by day; of a day in the order of source,
    relation and target."""
    for day in _days(graph, first, last):
        yield _ranks(day, *settings)


def _days(graph: Graph, first: int, last: int) -> Iterator[_Day]:
    import numpy as np

    when, source, relation, target = both_ways(graph.table)
    actors, relations = len(graph.table.actors), 2 * len(graph.table.relations)
    keys, triple = np.unique((source * relations + relation) * actors + target, return_inverse=True)
    fade = 2 ** -np.array(_DECAYS)[:, None]
    strict, whole = np.zeros((len(_DECAYS), len(keys))), np.zeros((len(_DECAYS), 1))
    often = np.zeros((relations, actors), np.float64)
    begin = np.searchsorted(when, np.arange(int(when[0]), last + 1))
    for at, day in enumerate(range(int(when[0]), last)):
        own = slice(begin[at], begin[at + 1])
        if day >= first and begin[at] < begin[at + 1]:
            yield _asked(keys, strict, np.maximum(whole, 1e-9), often, np.unique(triple[own]))
        strict[:, triple[own]] += 1  # a triple is there once a day
        whole += 1
        strict *= fade
        whole *= fade
        np.add.at(often, (relation[own], target[own]), 1)


def _asked(keys: Ints, strict: Floats, whole: Floats, often: Floats, triples: Ints) -> _Day:
    import numpy as np

    actors = often.shape[1]
    question, target = keys[triples] // actors, keys[triples] % actors
    relation = question % len(often)
    start = np.searchsorted(keys, question * actors)
    places, row = stretches(start, np.searchsorted(keys, (question + 1) * actors) - start)
    right = np.zeros(len(keys), bool)
    right[triples] = True
    kept = (strict[0, places] > 0) | right[places]
    places, row = places[kept], row[kept]
    share = {int(r): often[r] / max(often[r].sum(), 1) for r in np.unique(relation)}
    total = np.maximum(often.sum(axis=1), 1)
    return _Day(
        relation=relation,
        strict=strict[:, triples] / whole,
        loose=often[relation, target] / total[relation],
        row=row,
        known_strict=strict[:, places] / whole,
        known_loose=often[relation[row], keys[places] % actors] / total[relation[row]],
        wrong=~right[places],
        shares={r: np.sort(values) for r, values in share.items()},
    )


def _ranks(day: _Day, decay: Ints, weight: Ints) -> Floats:
    import numpy as np

    places, a = decay[day.relation], np.array(_WEIGHTS)[weight[day.relation]]
    number = np.arange(len(places))
    loose = (1 - a) * day.loose
    mine = a * day.strict[places, number] + loose
    beside = (1 - a[day.row]) * day.known_loose
    full = a[day.row] * day.known_strict[places[day.row], np.arange(len(day.row))] + beside
    # Of all actors, by their shares alone; then those beside the answer are taken out and held against it in full.
    more, same = np.zeros(len(mine)), np.zeros(len(mine))
    for relation, shares in day.shares.items():
        of = day.relation == relation
        scores = (1 - a[of][0]) * shares
        low, high = (np.searchsorted(scores, mine[of], side=side) for side in ("left", "right"))
        more[of], same[of] = len(shares) - high, high - low
    own = mine[day.row]
    more += np.bincount(day.row, day.wrong * (full > own) - (beside > own) * 1.0, len(mine))
    same += np.bincount(day.row, day.wrong * (full == own) - (beside == own) * 1.0, len(mine))
    return 1 + more + same / 2
