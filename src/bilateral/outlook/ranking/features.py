"""What speaks for each candidate, in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bilateral.outlook.ranking.candidates import Questions
from bilateral.outlook.ranking.counters import HALF_LIVES
from bilateral.outlook.ranking.families import FAMILIES, SHARES
from bilateral.outlook.ranking.history import History, stretches

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

__all__ = ["features"]

_TINY = 0.003  # stands for "no rule speaks for it", on the log scale
_SPANS = tuple(f"{days:g} d" for days in HALF_LIVES)


def features(history: History, asked: Questions) -> tuple[Floats, tuple[str, ...]]:
    """(candidates, features) and the features' names, "family: measure". Only the history, which ends before the day
    asked about, enters."""
    import numpy as np

    found: dict[str, Any] = {}
    source, relation = asked.source[asked.row], asked.relation[asked.row]
    found |= _families(history, asked, source, relation)
    found |= _rules(history, source, relation, asked.target)
    found |= _likeness(history, asked)
    of = history.of
    home = (of.state[source] == of.state[asked.target]) & (of.state[source] < of.states - 1)
    found["actors: of one state"] = home
    found["actors: the same"] = source == asked.target
    found["actors: target's state stated"] = of.stated[asked.target]
    found["actors: source's state stated"] = of.stated[source]
    found["actors: asked from the target's side"] = relation >= history.keys.relations // 2
    return np.stack([column.astype(np.float32) for column in found.values()], axis=1), tuple(found)


def _families(history: History, asked: Questions, source: Ints, relation: Ints) -> dict[str, Any]:
    import numpy as np

    whole = {
        name: counters.places(SHARES[name](history.keys, asked.source, asked.relation, asked.source))
        for name, counters in history.shares.items()
    }
    found: dict[str, Any] = {}
    for name, family in FAMILIES.items():
        counters = history.counts[name]
        places = counters.places(family.key(history.keys, source, relation, asked.target))
        for span in family.spans:
            count = counters.count(places, span)
            found[f"{name}: {_SPANS[span]}"] = np.log(count + 0.05)
            if family.share_of:
                total = history.shares[family.share_of].count(whole[family.share_of], span)[asked.row]
                found[f"{name}: share, {_SPANS[span]}"] = np.log((count + 0.02) / (total + 1.0))
        if family.silence:
            found[f"{name}: days since"] = np.log1p(counters.silence(places, history.day))
        if family.total:
            found[f"{name}: ever"] = np.log1p(np.where(places >= 0, counters.total[places], 0))
    return found


def _rules(history: History, source: Ints, relation: Ints, target: Ints) -> dict[str, Any]:
    """What the pair's other acts lead one to expect: "who consults, next signs"."""
    import numpy as np

    counts, size = history.counts["same act"], len(target)
    triples, row = history.triples_of(history.counts["pair"].places(history.keys.pair(source, relation, target)))
    earlier, now = history.triple_relation[triples], relation[row]
    confidence = history.confidence()
    usual = history.done / history.done.sum()
    share, other = confidence[earlier, now], earlier != now
    found: dict[str, Any] = {}
    for span, name in enumerate(_SPANS):
        lately = np.minimum(counts.fading[span][triples], 1.0)
        found[f"rules: {name}"] = np.log(np.bincount(row, share * lately * other, size) + _TINY)
    month = np.minimum(counts.fading[2][triples], 1.0)
    strongest, lift = np.zeros(size), np.zeros(size)
    np.maximum.at(strongest, row, share * month * other)
    np.maximum.at(lift, row, np.log(share / (2 * usual[now]) + 0.01) * (month > 0.05))
    found["rules: the strongest"] = np.log(strongest + _TINY)
    found["rules: highest lift"] = lift
    half = history.keys.relations // 2
    same_way = (earlier < half) == (now < half)
    found["pair: same direction"] = np.log(np.bincount(row, counts.fading[2][triples] * same_way, size) + 0.05)
    back = counts.places(history.keys.triple(target, relation, source))
    for span in (1, 3):
        found[f"returned act: {_SPANS[span]}"] = np.log(counts.count(back, span) + 0.05)
    return found


def _likeness(history: History, asked: Questions) -> dict[str, Any]:
    """What actors like the source do, and whom its partners deal with."""
    import numpy as np

    profiles = history.profiles()
    sources, which = np.unique(asked.source, return_inverse=True)
    found: dict[str, Any] = {}
    found["profile: fit"] = np.einsum(
        "ij,ij->i", profiles.source[asked.source[asked.row]], profiles.target[asked.target]
    )
    partners = (profiles.partners[sources] @ profiles.partners).tocsr()
    alike = (profiles.acts[sources] @ profiles.acts.T).tocsr()
    alike.data **= 2
    second, similar = np.zeros(len(asked.target), np.float32), np.zeros(len(asked.target), np.float32)
    size = history.keys.actors
    by_column = profiles.acts_by_column
    for question, at in enumerate(which):
        mine = slice(asked.starts[question], asked.starts[question + 1])
        targets = asked.target[mine]
        second[mine] = _row(partners, at, size)[targets]
        weight = _row(alike, at, size)
        weight[asked.source[question]] = 0
        columns = asked.relation[question] * size + targets
        first = by_column.indptr[columns]
        places, row = stretches(first, by_column.indptr[columns + 1] - first)
        similar[mine] = np.bincount(row, weight[by_column.indices[places]] * by_column.data[places], len(targets))
    found["partners' partners: share"] = np.log(second + 1e-4)
    found["actors alike: same act"] = np.log(similar + 0.01)
    return found


def _row(matrix: Any, at: int, size: int) -> Floats:
    """One row of a sparse matrix, written out."""
    import numpy as np

    row = np.zeros(size, np.float32)
    mine = slice(matrix.indptr[at], matrix.indptr[at + 1])
    row[matrix.indices[mine]] = matrix.data[mine]
    return row
