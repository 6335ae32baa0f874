"""What speaks for each candidate, in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bilateral.outlook.ranking.around import around
from bilateral.outlook.ranking.candidates import Questions, triples_from
from bilateral.outlook.ranking.counters import DAYS, HALF_LIVES, MONTH, SEASON, WEEK
from bilateral.outlook.ranking.families import FAMILIES, SHARES
from bilateral.outlook.ranking.history import History, stretches
from bilateral.outlook.ranking.profiles import looked_up
from bilateral.outlook.ranking.rules import SPANS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

__all__ = ["early_features", "features"]

_TINY = 0.003  # stands for "no rule speaks for it", on the log scale
_SPANS = tuple(f"{days:g} d" for days in HALF_LIVES)
_EARLY = {
    "same act": (WEEK, SEASON),
    "pair": (WEEK, SEASON),
    "act on target": (SEASON,),
    "act of state on target": (SEASON,),
    "act on state": (SEASON,),
    "state with target": (WEEK, SEASON),
    "target": (WEEK, SEASON),
    "act between roles": (SEASON,),
}
"""Families, and places in HALF_LIVES, by which the first sieve goes."""


def early_features(history: History, asked: Questions) -> tuple[Floats, tuple[str, ...]]:
    """(candidates, features) for the first sieve: the few that tell most, and are cheap for hundreds of candidates."""
    import numpy as np

    source, relation = asked.source[asked.row], asked.relation[asked.row]
    found: dict[str, Any] = {}
    for name, spans in _EARLY.items():
        counters = history.counts[name]
        places = counters.places(FAMILIES[name].key(history.keys, source, relation, asked.target))
        for span in spans:
            found[f"{name}: {_SPANS[span]}"] = np.log(counters.count(places, span) + np.float32(0.05))
        if name == "pair":
            pairs = places
    counts = history.counts["same act"]
    triples, row = history.triples_of(pairs)
    share = history.rules.shares()[history.triple_relation[triples], relation[row]]
    month = np.minimum(counts.fading[MONTH][triples], 1)
    found["rules: share"] = np.log(np.bincount(row, share * month, len(pairs)) + _TINY)
    return np.stack([column.astype(np.float32) for column in found.values()], axis=1), tuple(found)


def features(history: History, asked: Questions) -> tuple[Floats, tuple[str, ...]]:
    """(candidates, features) and the features' names, "family: measure". Only the history, which ends before the day
    asked about, enters."""
    import numpy as np

    source, relation = asked.source[asked.row], asked.relation[asked.row]
    found = _families(history, asked, source, relation)
    found |= _rules(history, source, relation, asked.target)
    found |= _likeness(history, asked)
    found |= around(history, asked)
    of = history.of
    home = (of.state[source] == of.state[asked.target]) & (of.state[source] < of.states - 1)
    found["actors: of one state"] = home
    found["actors: the same"] = source == asked.target
    found["actors: target's state stated"] = of.stated[asked.target]
    found["actors: source's state stated"] = of.stated[source]
    found["actors: asked from the target's side"] = relation >= history.keys.relations // 2
    actors, which = np.unique(asked.target, return_inverse=True)
    half = history.keys.relations // 2
    expected = history.runs.expected(history.lately(actors))[which, (relation + half) % (2 * half)]
    found["target's run: expected"] = np.log(np.maximum(expected, 0) + np.float32(0.002))
    found["target's run: of the usual"] = found["target's run: expected"] - np.log(history.rules.usual()[relation])
    found |= _standing(asked, found)
    found |= _habits(history, asked, source, relation)
    return np.stack([column.astype(np.float32) for column in found.values()], axis=1), tuple(found)


def _habits(history: History, asked: Questions, source: Ints, relation: Ints) -> dict[str, Any]:
    """How often the act, the source and the target turn to those they dealt with before."""
    import numpy as np

    again, met, whole = history.habits
    found: dict[str, Any] = {
        "habit: again": (again / whole)[relation],
        "habit: between those who met": (met / whole)[relation],
    }
    for who, actor in (("source", source), ("target", asked.target)):
        again, met, whole = history.ways
        found[f"habit: {who} again"] = ((again + 1) / (whole + 2))[actor]
        found[f"habit: {who} with those met"] = ((met + 1) / (whole + 2))[actor]
    for name, counters in history.shares.items():
        if name.startswith("source"):
            places = counters.places(SHARES[name](history.keys, source, relation, source))
            found[f"habit: {name}, {_SPANS[SEASON]}"] = np.log(counters.count(places, SEASON) + np.float32(0.05))
            found[f"habit: {name}, days since"] = np.log1p(counters.silence(places, history.day))
    return found


_HELD = ("same act: 8 d", "same act: 120 d", "pair: 8 d", "rules: 8 d", "rules: together", "act on target: 120 d")
"""What is also held against the best of the question's candidates."""


def _standing(asked: Questions, found: dict[str, Any]) -> dict[str, Any]:
    import numpy as np

    standing: dict[str, Any] = {}
    for name in _HELD:
        best = np.full(len(asked.source), -np.inf)
        np.maximum.at(best, asked.row, found[name])
        standing[f"{name}, behind the best"] = found[name] - best[asked.row]
    return standing


def _families(history: History, asked: Questions, source: Ints, relation: Ints) -> dict[str, Any]:
    import numpy as np

    whole = {
        name: counters.places(SHARES[name](history.keys, asked.source, asked.relation, asked.source))
        for name, counters in history.shares.items()
    }
    found: dict[str, Any] = {}
    at = {
        name: history.counts[name].places(family.key(history.keys, source, relation, asked.target))
        for name, family in FAMILIES.items()
    }
    for name, family in FAMILIES.items():
        counters, places = history.counts[name], at[name]
        for span in family.spans:
            count = counters.count(places, span)
            found[f"{name}: {_SPANS[span]}"] = np.log(count + np.float32(0.05))
            if family.share_of:
                total = history.shares[family.share_of].count(whole[family.share_of], span)[asked.row]
                found[f"{name}: share, {_SPANS[span]}"] = np.log((count + np.float32(0.02)) / (total + 1))
        for span in family.also:
            found[f"{name}: {_SPANS[span]}"] = np.log(counters.count(places, span) + np.float32(0.05))
        if family.within:
            inside, all_of_it = (
                part.count(p, SEASON)
                for part, p in ((counters, places), (history.counts[family.within], at[family.within]))
            )
            found[f"{name}: share of {family.within}"] = np.log((inside + np.float32(0.02)) / (all_of_it + 1))
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
    usual = history.rules.usual()
    share = history.rules.shares()[earlier, now]
    other = share * (earlier != now)
    fading = np.minimum(counts.fading[:, triples], 1)
    found: dict[str, Any] = {}
    for span, name in enumerate(_SPANS[DAYS : SEASON + 1], start=DAYS):
        found[f"rules: {name}"] = np.log(np.bincount(row, other * fading[span], size) + _TINY)
    month = fading[MONTH]
    strongest, lift = np.zeros(size, np.float32), np.zeros(size, np.float32)
    np.maximum.at(strongest, row, other * month)
    risen = np.log(share / (2 * usual[now]) + np.float32(0.01))
    np.maximum.at(lift, row, risen * (month > 0.05))
    found["rules: the strongest"] = np.log(strongest + _TINY)
    found["rules: highest lift"] = lift
    found["rules: lift in all"] = np.bincount(row, np.maximum(risen, 0) * month, size)
    expected = history.rules.unprompted()[relation]
    for place, span in enumerate(SPANS):
        expected = expected + np.bincount(row, history.rules.weights(place)[earlier, now] * fading[span], size)
    found["rules: together"] = expected
    found["rules: together, of the usual"] = np.log(np.maximum(expected, 0) + 0.001) - np.log(usual[relation])
    found["pair: kinds of acts"] = np.log1p(np.bincount(row, month, size))
    back = counts.places(history.keys.triple(target, relation, source))
    for span in (WEEK, SEASON):
        found[f"returned act: {_SPANS[span]}"] = np.log(counts.count(back, span) + np.float32(0.05))
    return found


def _likeness(history: History, asked: Questions) -> dict[str, Any]:
    """What actors like the source do, and whom its partners deal with."""
    import numpy as np

    profiles = history.profiles()
    sources, which = np.unique(asked.source, return_inverse=True)
    found: dict[str, Any] = {}
    source, act = asked.source[asked.row], asked.relation[asked.row] * history.keys.actors + asked.target
    for name, (left, right) in zip(("", ", of days"), profiles.pairs, strict=True):
        found[f"profile: fit{name}"] = np.einsum("ij,ij->i", left[source], right[asked.target])
    found["profile: fit of the act"] = profiles.fits(source, act)
    for span, name in enumerate(("", ", of days")):
        second = looked_up(profiles.second_steps(sources, span), which[asked.row], asked.target)
        found[f"partners' partners: share{name}"] = np.log(second + np.float32(1e-4))
    alike = profiles.alike(sources)
    # For each question the actors alike, and of each what it does in this relation.
    places, row = stretches(alike.indptr[which].astype(np.int64), np.diff(alike.indptr)[which].astype(np.int64))
    triples, of = triples_from(history, alike.indices[places].astype(np.int64), asked.relation[row])
    weight = alike.data[places][of] * np.log1p(history.counts["same act"].fading[SEASON][triples])
    found["actors alike: same act"] = np.log(
        _at(asked, history, row[of], history.triple_target[triples], weight) + 0.01
    )
    # And with whom they deal at all.
    places = np.arange(alike.nnz)
    first = history.pairs_from[alike.indices]
    pairs, of = stretches(first, history.pairs_from[alike.indices + 1] - first)
    weight = alike.data[places][of] * np.log1p(history.counts["pair"].fading[MONTH][pairs])
    of_source = np.repeat(np.arange(len(sources)), np.diff(alike.indptr))[of]
    size = history.keys.actors
    keys, inverse = np.unique(of_source * size + history.pair_target[pairs], return_inverse=True)
    sums = np.bincount(inverse, weight, len(keys)) if len(keys) else np.zeros(0)
    found["actors alike: any act"] = np.log(_found(keys, sums, which[asked.row] * size + asked.target) + 0.01)
    return found


def _at(asked: Questions, history: History, row: Ints, target: Ints, weight: Floats) -> Floats:
    """Sums of weights by (question, target), at each candidate."""
    import numpy as np

    size = history.keys.actors
    keys, inverse = np.unique(row * size + target, return_inverse=True)
    sums = np.bincount(inverse, weight, len(keys)) if len(keys) else np.zeros(0)
    return _found(keys, sums, asked.row * size + asked.target)


def _found(keys: Ints, sums: Any, wanted: Ints) -> Floats:
    import numpy as np

    if not len(keys):
        return np.zeros(len(wanted), np.float32)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, sums[at], 0).astype(np.float32)
