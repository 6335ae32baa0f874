"""What is known of those around a candidate: what passes between its state and the source's, whom the source deals with
that is like it, and with whom both dealt yesterday.

For pairs that never met, whose own past says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bilateral.outlook.ranking.candidates import Questions, triples_from
from bilateral.outlook.ranking.counters import DAY, MONTH, SEASON
from bilateral.outlook.ranking.families import Key, Keys
from bilateral.outlook.ranking.history import History, stretches
from bilateral.outlook.ranking.profiles import dealings, looked_up

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

__all__ = ["around"]

_BETWEEN: Mapping[str, tuple[Key, Callable[[Keys], int]]] = MappingProxyType(
    {
        "act between states": (Keys.states_any, lambda keys: keys.of.states),
        "act on state": (Keys.source_state, lambda keys: keys.of.states),
        "act of state on target": (Keys.state_target, lambda keys: keys.actors),
    }
)
"""Families by whose past acts the rules are asked, the key of the two without the act, and below what number the last
part of either key is."""
_SPANS = {DAY: "0.5 d", MONTH: "30 d"}
_FAINT = 0.03
"""Fading counts below it are left out."""
_MUCH = 3.0
"""More of one act than this says no more."""


def around(history: History, asked: Questions) -> dict[str, Any]:
    """Features of each candidate, by name."""
    import numpy as np

    found: dict[str, Any] = {}
    for name in _BETWEEN:
        for span, days in _SPANS.items():
            expected = _ruled(history, name, span, asked)
            found[f"rules, {name}: {days}"] = np.log(expected + np.float32(0.003))
    return found | _likeness(history, asked)


def _ruled(history: History, name: str, span: int, asked: Questions) -> Floats:
    """What acts of a family between the two, or their states, lead one to expect."""
    import numpy as np

    keys, counters = history.keys, history.counts[name]
    pair, width = _BETWEEN[name]
    relations, shares = keys.relations, history.rules.shares()
    source, relation = asked.source[asked.row], asked.relation[asked.row]
    wanted, which = np.unique(pair(keys, source, relation, asked.target) * relations + relation, return_inverse=True)
    pairs, of = np.unique(wanted // relations, return_inverse=True)
    # Only what begins with one of these sources, or their states: keys go by it.
    lefts, block = np.unique(pairs // width(keys)), relations * width(keys)
    first = np.searchsorted(counters.keys, lefts * block)
    known, _ = stretches(first, np.searchsorted(counters.keys, (lefts + 1) * block) - first)
    known = known[counters.fading[span][known] > _FAINT]
    left, earlier, right = _taken_apart(counters.keys[known], relations, width(keys))
    at = np.searchsorted(pairs, left * width(keys) + right)
    meant = np.flatnonzero(pairs[np.minimum(at, len(pairs) - 1)] == left * width(keys) + right)
    meant = meant[np.argsort(at[meant], kind="stable")]
    times, earlier = np.minimum(counters.fading[span][known[meant]], _MUCH), earlier[meant]
    starts = np.searchsorted(at[meant], np.arange(len(pairs) + 1))
    places, row = stretches(starts[of], np.diff(starts)[of])
    weight = times[places] * shares[earlier[places], (wanted % relations)[row]]
    found: Floats = np.bincount(row, weight, len(wanted))[which].astype(np.float32)
    return found


def _taken_apart(keys: Ints, relations: int, width: int) -> tuple[Ints, Ints, Ints]:
    """(left, relation, right) of (left * relations + relation) * width + right."""
    return keys // width // relations, keys // width % relations, keys % width


def _likeness(history: History, asked: Questions) -> dict[str, Any]:
    import numpy as np
    from scipy import sparse

    profiles, size = history.profiles(), history.keys.actors
    sources, which = np.unique(asked.source, return_inverse=True)
    yesterday = dealings(history, DAY)
    second = looked_up(_sorted(yesterday[sources] @ yesterday), which[asked.row], asked.target)
    found: dict[str, Any] = {"partners' partners: share, of yesterday": np.log(second + np.float32(1e-4))}
    triples, question = triples_from(history, asked.source, asked.relation)
    times = np.log1p(history.counts["same act"].fading[SEASON][triples])
    did = sparse.csr_matrix((times, (question, history.triple_target[triples])), shape=(len(asked.source), size))
    same = looked_up(_sorted(did @ profiles.kin), asked.row, asked.target)
    found["those like the target: same act"] = np.log(same + np.float32(0.005))
    first = history.pairs_from[sources]
    places, row = stretches(first, history.pairs_from[sources + 1] - first)
    times = np.log1p(history.counts["pair"].fading[MONTH][places])
    near = times > _FAINT
    met = sparse.csr_matrix((times[near], (row[near], history.pair_target[places[near]])), shape=(len(sources), size))
    dealt = looked_up(_sorted(met @ profiles.kin), which[asked.row], asked.target)
    found["those like the target: any act"] = np.log(dealt + np.float32(0.005))
    return found


def _sorted(matrix: Any) -> Any:
    found = matrix.tocsr()
    found.sort_indices()
    return found
