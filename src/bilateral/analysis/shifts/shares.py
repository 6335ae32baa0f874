"""Counts of kinds a period (tones, levels, issues) as evidence for changes of their shares, whatever their number.

Within a segment the kinds are drawn by one set of shares, which has a Dirichlet prior about the shares of the whole
series. How far shares move at a change is not known; it is one for the series and summed over a grid of prior
concentrations. Kinds come in clusters too (a week of talks on one issue): what neighbouring periods differ by beyond
chance says how much less than a count of its own each counts for.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from bilateral.analysis.shifts.segments import Evidence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Doubles = NDArray[np.float64]

__all__ = ["Share", "Shares"]

_CONCENTRATIONS = (1.5, 5.0, 15.0)
"""Prior concentrations tried, equally likely: from shares that a change may turn over to such as it moves a little."""


@dataclass(frozen=True, slots=True)
class Share:
    """A kind's share of a segment (0 to 1): as counted, and the ends of the interval with 90 %."""

    share: float
    low: float
    high: float


class Shares:
    """A series of counts by kind (shape T, K; from 0, parts of an event allowed) with K of at least 2.

    Raises ValueError where nothing was counted or there is one kind only.
    """

    def __init__(self, counts: Doubles) -> None:
        number = np.asarray(counts, np.float64)
        if number.ndim != 2 or number.shape[1] < 2 or not number.sum():
            raise ValueError("shares need counts of two kinds or more")
        self._number = number
        self._weighed = number / (1 + np.maximum(0.0, number.sum(axis=1, keepdims=True) - 1) * _clustering(number))
        overall = number.sum(axis=0) + 0.5
        self._centre = overall / overall.sum()

    def evidence(self) -> Evidence:
        """For each segment and concentration the likelihood, summed over shares."""
        from scipy.special import gammaln

        sums = np.concatenate([np.zeros((1, self._number.shape[1])), np.cumsum(self._weighed, axis=0)])
        size = len(sums)
        start, end = np.triu_indices(size, 1)
        kinds = sums[end] - sums[start]
        whole = kinds.sum(axis=1)
        segments = np.full((len(_CONCENTRATIONS), size, size), -np.inf)
        for at, concentration in enumerate(_CONCENTRATIONS):
            prior = concentration * self._centre
            log = (gammaln(kinds + prior) - gammaln(prior)).sum(axis=1)
            segments[at, start, end] = log + gammaln(concentration) - gammaln(concentration + whole)
        return Evidence(segments, np.full(len(_CONCENTRATIONS), -np.log(len(_CONCENTRATIONS))))

    def shares(self, start: int, end: int) -> list[Share]:
        """The shares of each kind in periods `start` to `end` - 1."""
        from scipy.special import betaincinv

        kinds, weighed = self._number[start:end].sum(axis=0), self._weighed[start:end].sum(axis=0)
        total, whole = kinds.sum(), weighed.sum()
        found = []
        for kind, number in enumerate(weighed):
            # Jeffreys' interval, on what the counts count for.
            low, high = betaincinv(number + 0.5, whole - number + 0.5, (0.05, 0.95))
            found.append(Share(float(kinds[kind] / total) if total else 0.0, float(low), float(high)))
        return found


def _clustering(number: Doubles) -> float:
    """How alike the events of one period are beyond what the shares make them (0: not at all, 1: all of one kind).

    It is the correlation of two events of one period in the Dirichlet-multinomial law, by which the variance of a
    period of n events is 1 + (n - 1) x correlation times that of chance alone. Estimated from Pearson's chi-square of
    the 2 x K tables of neighbouring periods; neighbours, for a change of shares enters into one of these tables only.
    """
    held = number[number.sum(axis=1) > 0]
    beyond = leverage = 0.0
    for pair in pairwise(held):
        table = np.stack(pair)
        table = table[:, table.sum(axis=0) > 0]
        total = table.sum()
        if table.shape[1] < 2 or total <= 2:
            continue
        each = table.sum(axis=1)
        expected = each[:, None] * table.sum(axis=0) / total
        # Given the margins the statistic has the mean total / (total - 1) x freedom.
        statistic = float(((table - expected) ** 2 / expected).sum()) * (total - 1) / total
        freedom = table.shape[1] - 1
        beyond += statistic - freedom
        leverage += freedom * max(0.0, 2 * each[0] * each[1] / total - 1)
    return float(np.clip(beyond / leverage, 0.0, 1.0)) if leverage else 0.0
