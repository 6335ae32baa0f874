"""Whom a question is about at all: a few hundred of thousands of actors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilateral.outlook.ranking.counters import MONTH, SEASON, Counters
from bilateral.outlook.ranking.families import FAMILIES
from bilateral.outlook.ranking.history import History, stretches
from bilateral.outlook.ranking.profiles import top_of_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

__all__ = ["Questions", "best_of", "questions_of", "triples_from"]

_EACH = 60
"""How many come from each list of the most frequent."""
_LISTS = ("act on target", "act of state on target", "state with target", "act of role on target")


@dataclass(frozen=True, slots=True)
class Questions:
    """(source, relation, ?) of one day with their candidates, those of question i in rows starts[i] to starts[i + 1].

    `row` is the question of each candidate, `target` the candidate itself; both ascend.
    """

    source: Ints
    relation: Ints
    row: Ints
    target: Ints
    starts: Ints


def questions_of(history: History, source: Ints, relation: Ints) -> Questions:
    """The questions with their candidates, as of the history's day: everyone the source ever dealt with, whom such acts
    most often concern, whom the source's partners deal with, and to whom those like the source do this."""
    import numpy as np

    size = history.keys.actors
    found = [_partners(history, source)]
    for name in _LISTS:
        counters, key = history.counts[name], FAMILIES[name].key
        # All keys of a list that differ only in their target lie side by side: the target is the key's last part.
        own = key(history.keys, source, relation, np.zeros_like(source)) // size
        groups, which = np.unique(own, return_inverse=True)
        rows, places = _most_frequent(counters, groups, size, _EACH)
        found.append(_spread(which, rows, counters.keys[places] % size))
    everywhere = history.counts["target"]
    often = everywhere.keys[_top(everywhere, np.arange(len(everywhere.keys)), _EACH)]
    found.append((np.repeat(np.arange(len(source)), len(often)), np.tile(often, len(source))))
    sources, which = np.unique(source, return_inverse=True)
    second = top_of_rows(history.profiles().second_steps(sources), _EACH)
    found.append(_spread(which, np.repeat(np.arange(len(sources)), np.diff(second.indptr)), second.indices))
    found.append(_by_those_alike(history, sources, which, relation))
    # Sorting is far faster here than the hash table of numpy.unique.
    both = np.sort(np.concatenate([row * size + target for row, target in found]))
    both = both[np.flatnonzero(np.diff(both, prepend=-1))]
    row, target = both // size, both % size
    return Questions(source, relation, row, target, np.searchsorted(row, np.arange(len(source) + 1)))


def best_of(asked: Questions, scores: Floats, number: int) -> Ints:
    """The rows of the `number` best candidates of each question, in order of rows; ties to the lower target."""
    import numpy as np

    order = np.lexsort((-scores, asked.row))
    place = np.arange(len(order)) - asked.starts[asked.row[order]]
    kept: Ints = np.sort(order[place < number])
    return kept


def _partners(history: History, source: Ints) -> tuple[Ints, Ints]:
    first = history.pairs_from[source]
    places, row = stretches(first, history.pairs_from[source + 1] - first)
    met = history.counts["pair"].total[places] > 0
    return row[met], history.pair_target[places[met]]


def _by_those_alike(history: History, sources: Ints, which: Ints, relation: Ints) -> tuple[Ints, Ints]:
    import numpy as np

    alike = history.profiles().alike(sources)
    places, row = stretches(alike.indptr[which].astype(np.int64), np.diff(alike.indptr)[which].astype(np.int64))
    triples, of = triples_from(history, alike.indices[places].astype(np.int64), relation[row])
    return row[of], history.triple_target[triples]


def triples_from(history: History, source: Ints, relation: Ints) -> tuple[Ints, Ints]:
    """The triples seen by now of (source, relation, anybody), and which of these each belongs to."""
    import numpy as np

    counts = history.counts["same act"]
    first = (source * history.keys.relations + relation) * history.keys.actors
    start = np.searchsorted(counts.keys, first)
    places, row = stretches(start, np.searchsorted(counts.keys, first + history.keys.actors) - start)
    seen = counts.total[places] > 0
    return places[seen], row[seen]


def _most_frequent(counters: Counters, groups: Ints, size: int, number: int) -> tuple[Ints, Ints]:
    """(group, place of key) of the most frequent keys of each group."""
    import numpy as np

    own = np.searchsorted(counters.keys, groups * size), np.searchsorted(counters.keys, (groups + 1) * size)
    rows, places = [], []
    for at, (first, last) in enumerate(zip(*own, strict=True)):
        best = _top(counters, np.arange(first, last), number)
        rows.append(np.full(len(best), at))
        places.append(best)
    return np.concatenate(rows), np.concatenate(places)


def _top(counters: Counters, places: Ints, number: int) -> Ints:
    # Lately first, and for those long silent by the longer memory.
    import numpy as np

    weight = counters.fading[MONTH][places] + 0.05 * counters.fading[SEASON][places]
    if len(places) > number:
        best = np.argpartition(-weight, number - 1)[:number]
        places, weight = places[best], weight[best]
    found: Ints = places[weight > 0]
    return found


def _spread(which: Ints, rows: Ints, values: Ints) -> tuple[Ints, Ints]:
    """The values of each question's group: `which` is each question's group, `rows` (sorted) that of each value."""
    import numpy as np

    starts = np.searchsorted(rows, which)
    places, question = stretches(starts, np.searchsorted(rows, which, side="right") - starts)
    return question, values[places]
