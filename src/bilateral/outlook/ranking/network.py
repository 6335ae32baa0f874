"""A small neural network that scores candidates: the additive model, and what it leaves.

The score of a candidate is a weighted sum of its features, with weights that the relation shifts, and what two hidden
layers make of the features, the relation, and the roles of source and target. It begins as the additive model and is
moved away from it by what it gets wrong.

Stochastic gradient descent by Adam (Kingma and Ba 2015) with a step size that falls to nothing, over batches of
questions, by the listwise loss of `additive`. Numpy alone; from a fixed start, in a fixed order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilateral.outlook.ranking.additive import Additive, listwise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]
    Weights = Mapping[str, Floats]

__all__ = ["Network", "fit_network"]

_HIDDEN = (96, 32)
_WIDTHS = (12, 6, 6)
"""Numbers that stand for a relation, the role of a source, and that of a target."""
_BATCH = 128
"""Questions a step."""
_RATE = 2e-3
_WARM = 100
"""Steps over which the step size rises."""
_LEAK = 0.01
"""Slope below zero of a hidden unit."""
_FAR = 5.0
"""Standard deviations beyond which a feature says no more."""
_DECAY = {"kind": 1e-3, "hidden": 1e-4, "last": 1e-4, "sum": 1e-5, "shift": 1e-2}
"""Pull of weights to nothing, by the first word of their names. Chosen, like all above, on ICEWS14, validation part."""
_ROWS = 50_000
"""Candidates scored at once."""


@dataclass(frozen=True, slots=True)
class Network:
    """`weights` by name, and the mean and standard deviation of the features in learning."""

    weights: Weights
    mean: Floats
    spread: Floats

    def score(self, found: Floats, kinds: Ints) -> Floats:
        """A score for each row of features; `kinds` (3, rows) are its relation and the roles of source and target."""
        import numpy as np

        parts = [
            _forward(self.weights, self.scaled(found[at : at + _ROWS]), kinds[:, at : at + _ROWS])[0]
            for at in range(0, len(found), _ROWS)
        ]
        return np.concatenate([np.zeros(0, np.float32), *parts])

    def scaled(self, found: Floats) -> Floats:
        """Features as the network takes them."""
        import numpy as np

        scaled = (found - self.mean) / self.spread
        return np.clip(scaled, -_FAR, _FAR, out=scaled)


def fit_network(
    found: Floats,
    right: NDArray[np.bool_],
    starts: Ints,
    kinds: Ints,
    *,
    base: Additive,
    sizes: tuple[int, int, int],
    passes: int,
    seed: int = 0,
) -> Network:
    """The network that makes right answers likeliest, from `passes` over the questions.

    `starts` are the first rows of the questions, and the last end; `sizes` how many relations and roles (twice) there
    are; `base` is the additive model it sets out from.
    """
    import numpy as np

    some = found[:: max(len(found) // 200_000, 1)].astype(np.float64)
    mean, spread = some.mean(axis=0).astype(np.float32), (some.std(axis=0) + 1e-6).astype(np.float32)
    random = np.random.default_rng(seed)
    weights = _beginning(random, base.weights * spread, sizes)
    network, steps = Network(weights, mean, spread), _Adam(weights)
    questions = len(starts) - 1
    batches = [
        np.sort(order[at : at + _BATCH])
        for order in (random.permutation(questions) for _ in range(passes))
        for at in range(0, questions, _BATCH)
    ]
    for number, batch in enumerate(batches):
        sizes_of = starts[batch + 1] - starts[batch]
        rows = np.concatenate([np.arange(starts[question], starts[question + 1]) for question in batch])
        scaled, own = network.scaled(found[rows]), kinds[:, rows]
        scores, between = _forward(weights, scaled, own)
        _, gradient, _ = listwise(scores.astype(np.float64), right[rows], np.concatenate([[0], np.cumsum(sizes_of)]))
        slopes = _backward(weights, scaled, own, between, (gradient / len(batch)).astype(np.float32))
        steps.take(slopes, _RATE * min(1.0, (number + 1) / _WARM) * (1 - number / len(batches)))
    return network


def _beginning(
    random: np.random.Generator, base: NDArray[np.float64], sizes: tuple[int, int, int]
) -> dict[str, Floats]:
    """Weights that give the scores of the additive model."""
    import numpy as np

    features, (first, second) = len(base), _HIDDEN
    near = 1 / np.sqrt(features + sum(_WIDTHS))
    weights = {"hidden of features": random.standard_normal((features, first)) * near}
    for place, (size, width) in enumerate(zip(sizes, _WIDTHS, strict=True)):
        weights[f"kind {place}"] = random.standard_normal((size, width)) * 0.1
        weights[f"hidden of kind {place}"] = random.standard_normal((width, first)) * near * 2
    weights |= {
        "level": np.zeros(first),
        "hidden of hidden": random.standard_normal((first, second)) * np.sqrt(2 / first),
        "level of hidden": np.zeros(second),
        "last": np.zeros(second),
        "sum": base,
        "shift": np.zeros((sizes[0], features)),
    }
    return {name: values.astype(np.float32) for name, values in weights.items()}


def _forward(weights: Weights, scaled: Floats, kinds: Ints) -> tuple[Floats, tuple[Floats, Floats]]:
    """Scores, and the values of the hidden layers."""
    import numpy as np

    first = scaled @ weights["hidden of features"] + weights["level"]
    for place, kind in enumerate(kinds):
        first += (weights[f"kind {place}"] @ weights[f"hidden of kind {place}"])[kind]
    first = np.maximum(first, np.float32(_LEAK) * first)
    second = first @ weights["hidden of hidden"] + weights["level of hidden"]
    second = np.maximum(second, np.float32(_LEAK) * second)
    scores = second @ weights["last"] + np.einsum("ij,ij->i", scaled, (weights["sum"] + weights["shift"])[kinds[0]])
    return scores, (first, second)


def _backward(
    weights: Weights, scaled: Floats, kinds: Ints, between: tuple[Floats, Floats], gradient: Floats
) -> dict[str, Floats]:
    """The slope of the loss by each weight, from that by each score."""
    import numpy as np

    first, second = between
    by_second = gradient[:, None] * weights["last"] * _steep(second)
    by_first = ((by_second @ weights["hidden of hidden"].T) * _steep(first)).astype(np.float32, copy=False)
    slopes = {
        "last": second.T @ gradient,
        "sum": scaled.T @ gradient,
        "shift": _by_kind(kinds[0], np.einsum("ij,i->ij", scaled, gradient), len(weights["shift"])),
        "hidden of hidden": first.T @ by_second,
        "level of hidden": by_second.sum(axis=0),
        "hidden of features": scaled.T @ by_first,
        "level": by_first.sum(axis=0),
    }
    for place, kind in enumerate(kinds):
        stands, into = weights[f"kind {place}"], weights[f"hidden of kind {place}"]
        summed = _by_kind(kind, by_first, len(stands))
        slopes[f"kind {place}"], slopes[f"hidden of kind {place}"] = summed @ into.T, stands.T @ summed
    return slopes


def _steep(values: Floats) -> Floats:
    """The slope of hidden units."""
    import numpy as np

    found: Floats = np.where(values > 0, np.float32(1), np.float32(_LEAK)).astype(np.float32)
    return found


def _by_kind(kind: Ints, values: Floats, size: int) -> Floats:
    """The sum of the rows of each kind."""
    import numpy as np
    from scipy import sparse

    ones = np.ones(len(kind), np.float32)
    found: Floats = sparse.csr_matrix((ones, (kind, np.arange(len(kind)))), shape=(size, len(kind))) @ values
    return found


class _Adam:
    """Steps down a slope, each weight's by how steep it was lately."""

    def __init__(self, weights: dict[str, Floats]) -> None:
        import numpy as np

        self._weights = weights
        self._mean = {name: np.zeros_like(values) for name, values in weights.items()}
        self._square = {name: np.zeros_like(values) for name, values in weights.items()}
        self._steps = 0

    def take(self, slopes: Weights, rate: float) -> None:
        """Move all weights by one step."""
        import numpy as np

        self._steps += 1
        less = np.float32(1 - 0.99**self._steps)
        for name, values in self._weights.items():
            slope = slopes[name] + np.float32(_DECAY.get(name.split()[0], 0)) * values
            mean, square = self._mean[name], self._square[name]
            mean *= np.float32(0.9)
            mean += np.float32(0.1) * slope
            square *= np.float32(0.99)
            square += np.float32(0.01) * slope**2
            step = np.float32(rate / (1 - 0.9**self._steps)) * mean / (np.sqrt(square / less) + np.float32(1e-8))
            np.subtract(values, step, out=values)
