"""A listwise additive model (conditional logit): a weight for each feature, fitted on questions and their answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

__all__ = ["Additive", "fit_additive", "listwise"]

_RIDGE = 1e-3
"""Penalty on squared weights of features scaled to one, for each question."""


@dataclass(frozen=True, slots=True)
class Additive:
    """Scores are the weighted sum of features; within a question their exponentials are as their probabilities."""

    weights: NDArray[np.float64]

    def score(self, found: Floats) -> Floats:
        """A score for each row of features."""
        import numpy as np

        scores: Floats = (found @ self.weights.astype(np.float32)).astype(np.float32)
        return scores


def fit_additive(found: Floats, right: NDArray[np.bool_], starts: Ints) -> Additive:
    """The weights that make right answers likeliest. `starts` are the first rows of the questions, and the last end."""
    import numpy as np
    from scipy.optimize import minimize

    scale = found.std(axis=0).astype(np.float64) + 1e-6
    scaled = found / scale.astype(np.float32)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, gradient, _ = listwise((scaled @ weights.astype(np.float32)).astype(np.float64), right, starts)
        whole = value + _RIDGE * (len(starts) - 1) * float(weights @ weights)
        return whole, scaled.T @ gradient.astype(np.float32) + 2 * _RIDGE * (len(starts) - 1) * weights

    best = minimize(loss, np.zeros(found.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 50})
    return Additive(best.x / scale)


def listwise(
    scores: NDArray[np.float64], right: NDArray[np.bool_], starts: Ints
) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
    """(loss, gradient, curvature) by row: each right answer against the wrong ones of its question, the other right
    ones left out, as ranks are counted."""
    import numpy as np

    firsts, sizes = starts[:-1], np.diff(starts)
    highest = np.repeat(np.maximum.reduceat(scores, firsts), sizes)
    raised = np.exp(scores - highest)
    wrong = np.repeat(np.add.reduceat(np.where(right, 0.0, raised), firsts), sizes)
    whole = wrong + raised
    share = raised / whole
    # What each wrong one takes from all right ones of its question.
    inverse = np.where(right, 1 / whole, 0.0)
    taken = np.repeat(np.add.reduceat(inverse, firsts), sizes)
    twice = np.repeat(np.add.reduceat(inverse**2, firsts), sizes)
    gradient = np.where(right, share - 1, raised * taken)
    curvature = np.where(right, share * (1 - share), raised * taken - raised**2 * twice)
    return float(-np.log(share[right]).sum()), gradient, curvature
