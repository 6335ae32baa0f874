"""Where a series changes, by exact sums over all ways to cut it into segments.

The model is a product partition (Barry and Hartigan 1992; the recursions are those of Fearnhead 2006): between any two
periods a change comes with the same small probability, segments are independent given a few things that the whole
series shares (how bursty it is), and of each segment only its marginal likelihood is needed. Whatever can give that,
counts or shares, is handled here alike. Nothing is sampled: the same series gives the same figures, and a series
turned round gives them mirrored.

A **cut** c stands between periods c - 1 and c; the cuts of T periods are 1 to T - 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Doubles = NDArray[np.float64]

__all__ = ["Change", "Evidence", "Posterior", "changes", "posterior"]

_EAGER = 8.0
"""Places to look at are those of the best cutting were changes so many times as frequent; what is not likely enough
among them is then dropped, one by one. The best cutting at the true frequency would miss a change whose date is spread
over many periods, each of which is unlikely alone."""

_NEGLIGIBLE = 1e-12
"""Values of what is shared that are less likely than this add nothing."""

_TAIL = 0.05
"""What is left out at either end of the interval of a change's date."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What a series says of each of its segments.

    `segments[k, s, t]` is the log marginal likelihood of periods s to t - 1 as one segment, given the k-th value of
    what is shared (shape K, T + 1, T + 1; -inf where t <= s). `weights` are the log prior probabilities of these
    values.
    """

    segments: Doubles
    weights: Doubles

    @property
    def periods(self) -> int:
        """T."""
        return int(self.segments.shape[1]) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """What is known of the cuts once the series is seen.

    `segment[s, t]` is the probability that periods s to t - 1 are one segment (shape T + 1, T + 1), `cut[c]` that there
    is a change at c (T + 1; nought at both ends), `shared[k]` that the k-th value of what is shared is the true one.
    """

    evidence: Evidence
    segment: Doubles
    cut: Doubles
    shared: Doubles

    def change_within(self, first: int, last: int) -> float:
        """The probability that there is at least one change at the cuts from `first` to `last`, both included."""
        return float(min(1.0, max(0.0, 1.0 - self.segment[:first, last + 1 :].sum())))


@dataclass(frozen=True, slots=True)
class Change:
    """A change: the likeliest cut, between which cuts it lies with 90 %, and how likely it is that there is one at all.

    `probability` is that of at least one change nearer to this one than to its neighbours; cut and interval are those
    of one change between its neighbours.
    """

    cut: int
    low: int
    high: int
    probability: float


def posterior(evidence: Evidence, *, hazard: float) -> Posterior:
    """Sum over all cuttings; `hazard` is the prior probability of a change at any one cut (0 to 1, exclusive)."""
    scores = _scored(evidence, hazard)
    size = evidence.periods + 1
    forward = np.full((len(scores), size), -np.inf)
    backward = np.full((len(scores), size), -np.inf)
    forward[:, 0] = backward[:, -1] = 0.0
    for end in range(1, size):
        forward[:, end] = _summed(forward[:, :end] + scores[:, :end, end])
    for start in range(size - 2, -1, -1):
        backward[:, start] = _summed(backward[:, start + 1 :] + scores[:, start, start + 1 :])
    total = forward[:, -1] + evidence.weights
    shared = np.exp(total - total.max())
    shared /= shared.sum()
    segment = np.zeros((size, size))
    for value in np.flatnonzero(shared > _NEGLIGIBLE):
        joint = forward[value][:, None] + scores[value] + backward[value][None, :] - forward[value, -1]
        segment += shared[value] * np.exp(joint)
    cut = segment.sum(axis=1)
    cut[0] = 0.0  # every cutting has a segment that begins there
    return Posterior(evidence, segment, cut, shared)


def changes(found: Posterior, *, hazard: float, least: float) -> list[Change]:
    """The changes whose probability is at least `least`, by date."""
    cuts = _best(found, min(0.5, hazard * _EAGER))
    while cuts:
        likely = [found.change_within(*_window(cuts, at, found.evidence.periods)) for at in range(len(cuts))]
        weakest = min(range(len(cuts)), key=lambda at: (likely[at], at))
        if likely[weakest] >= least:
            return [_change(found, cuts, at, chance) for at, chance in enumerate(likely)]
        del cuts[weakest]
    return []


def _scored(evidence: Evidence, hazard: float) -> Doubles:
    """The evidence with the prior: each segment but the first begins with a change, and has none within."""
    size = evidence.periods + 1
    start, end = np.arange(size)[:, None], np.arange(size)[None, :]
    prior = (end - start - 1) * np.log1p(-hazard) + np.where(start > 0, np.log(hazard), 0.0)
    scored: Doubles = evidence.segments + prior
    return scored


def _best(found: Posterior, hazard: float) -> list[int]:
    """The cuts of the likeliest cutting, given the likeliest value of what is shared."""
    scores = _scored(found.evidence, hazard)[int(found.shared.argmax())]
    size = found.evidence.periods + 1
    best = np.zeros(size)
    back = [0] * size
    for end in range(1, size):
        through = best[:end] + scores[:end, end]
        back[end] = int(through.argmax())
        best[end] = through[back[end]]
    cuts, at = [], back[-1]
    while at:
        cuts.append(at)
        at = back[at]
    return cuts[::-1]


def _window(cuts: Sequence[int], at: int, periods: int) -> tuple[int, int]:
    """The cuts no nearer to another change than to this one; what lies just between two belongs to both."""
    first = -((-cuts[at - 1] - cuts[at]) // 2) if at else 1
    last = (cuts[at] + cuts[at + 1]) // 2 if at + 1 < len(cuts) else periods - 1
    return first, last


def _change(found: Posterior, cuts: Sequence[int], at: int, probability: float) -> Change:
    """The date of one change between the two beside it."""
    start = cuts[at - 1] if at else 0
    end = cuts[at + 1] if at + 1 < len(cuts) else found.evidence.periods
    place = np.arange(start + 1, end)
    log = found.evidence.segments[:, start, place] + found.evidence.segments[:, place, end]
    share = found.shared @ np.exp(log - _summed(log)[:, None])
    low = int(np.argmax(np.cumsum(share) > _TAIL))
    high = len(place) - 1 - int(np.argmax(np.cumsum(share[::-1]) > _TAIL))
    return Change(int(place[share.argmax()]), int(place[low]), int(place[high]), probability)


def _summed(terms: Doubles) -> Doubles:
    """log of the sum of exp along the last axis."""
    top = terms.max(axis=-1, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):  # a segment that cannot be
        summed: Doubles = np.log(np.exp(terms - top).sum(axis=-1)) + top[..., 0]
    return summed
