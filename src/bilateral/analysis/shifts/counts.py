"""Counts a period as evidence for changes of their rate.

A count is negative binomial around rate x exposure, with variance mean + mean^2 / size: contacts come in bursts, and a
Poisson law would take each for a change. The size is not known; it is one for the whole series and summed over a grid.
The rate of a segment has a log-normal prior around that of the whole series, on a grid fine enough for what the series
can tell. Now and then a single period is a burst of its own (a summit, a crisis): with a small probability the count of
a period is spread widely about a multiple of the rate, so that a lone peak is cheaper as a burst than as two changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bilateral.analysis.shifts.segments import Evidence, Posterior

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Doubles = NDArray[np.float64]

__all__ = ["Counts", "Rate"]

_SIZES = (0.12, 0.35, 1.0, 3.0, 10.0, 50.0)
"""Sizes tried, equally likely: from weeks of which most are empty and some have several events (a statement of four
states is one in each dyad, and seldom comes alone) to what is hardly told from a Poisson law. With none below 0.5, of
96 series of releases with their weeks shuffled 0.025 a year were told to change at .80; now 0.011."""

_SPREAD = 1.25
"""Standard deviation of the log rate of a segment about that of the series: two thirds lie within a factor of 3.5."""

_REACH = 4.5
"""The grid goes so many log units below and at most above the rate of the series: a factor of 90."""

_BEYOND = 1.0
"""Rates so many log units above that of the busiest period are not looked at: no segment is of one."""

_BURSTS = 0.03
"""How often a period is a burst: once in three years of months."""

_BURST = 5.0
"""In a burst the count is geometric about so many times the rate."""

_DRIFT_STEP = 0.15
"""Rates that a drift may begin and end with are so far apart, in log units."""

_RESCALE = 8
"""Products of likelihoods are brought back to about 1 after so many periods, long before they underflow."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Events a period at exposure 1: the posterior mean, and the ends of the interval with 90 %."""

    mean: float
    low: float
    high: float


class Counts:
    """A series of counts (length T, whole numbers from 0) with its exposure (length T, positive; 1 where left out).

    Only ratios of exposures matter. Raises ValueError where lengths differ, nothing was counted, or an exposure is not
    positive.
    """

    def __init__(self, counts: NDArray[np.int64], exposure: Doubles | None = None) -> None:
        number = np.asarray(counts, np.float64)
        given = np.ones(len(number)) if exposure is None else np.asarray(exposure, np.float64)
        if len(number) != len(given) or not len(number):
            raise ValueError(f"{len(number)} counts with {len(given)} exposures")
        if not number.sum() or not (given > 0).all():
            raise ValueError("counts of nothing, or a period without exposure, tell of no rate")
        self._unit = float(given.mean())
        relative = given / self._unit
        mean = number.sum() / relative.sum()
        # How exactly the whole series, were it of one rate, could tell its log. A sum over a bell curve at steps of 1.4
        # of its standard deviations is exact to 1 in 10,000, and segments tell less than the whole.
        exactness = (mean * relative / (1 + mean * relative / _SIZES[-1])).sum()
        step = float(np.clip(1.4 / np.sqrt(exactness), 0.02, 0.25))
        most = min(_REACH, float(np.log((number / relative).max() / mean)) + _BEYOND)
        grid = np.arange(-_REACH, _REACH + step / 2, step)
        prior = np.exp(-0.5 * (grid / _SPREAD) ** 2)
        self._log = grid[grid <= most]
        self._prior = prior[grid <= most] / prior.sum()
        self._rates = mean * np.exp(self._log)
        self._likelihood = _likelihood(number, relative, self._rates)

    def evidence(self) -> Evidence:
        """For each segment and size the likelihood, summed over rates."""
        sizes, periods, _ = self._likelihood.shape
        top = self._likelihood.max(axis=2)  # sizes, periods
        factors = np.exp(self._likelihood - top[:, :, None])
        shift = np.concatenate([np.zeros((sizes, 1)), np.cumsum(top, axis=1)], axis=1)
        segments = np.full((sizes, periods + 1, periods + 1), -np.inf)
        ones = np.ones(len(self._prior))
        for size in range(sizes):
            products = np.empty((periods, len(self._prior)))
            scale = np.zeros(periods)
            for end in range(periods):
                products[end] = self._prior
                open_ = products[: end + 1]
                open_ *= factors[size, end]
                total = open_ @ ones
                segments[size, : end + 1, end + 1] = np.log(total) + scale[: end + 1]
                if end % _RESCALE == _RESCALE - 1:
                    open_ /= total[:, None]
                    scale[: end + 1] += np.log(total)
            segments[size, :-1] += shift[size][None, :] - shift[size][:-1, None]
        return Evidence(segments, np.full(sizes, -np.log(sizes)))

    def rate(self, found: Posterior, start: int, end: int, *, exposure: float = 1.0) -> Rate:
        """The rate of periods `start` to `end` - 1 as one segment, for a period of that `exposure`."""
        terms = self._likelihood[:, start:end].sum(axis=1) + np.log(self._prior)
        with np.errstate(divide="ignore"):
            terms += np.log(found.shared)[:, None]
        # Sizes are weighted by the whole series, rates by the segment.
        terms = terms - terms.max(axis=1, keepdims=True)
        by_size = np.exp(terms)
        weight = found.shared @ (by_size / by_size.sum(axis=1, keepdims=True))
        unit = exposure / self._unit
        middle = np.cumsum(weight) - weight / 2
        low, high = np.exp(np.interp((0.05, 0.95), middle, np.log(self._rates)))
        return Rate(float(weight @ self._rates) * unit, float(low) * unit, float(high) * unit)

    def drift(self, found: Posterior, start: int, end: int) -> float:
        """How many times likelier a drift of periods `start` to `end` - 1 is than one change in them, whenever.

        A drift goes evenly, in the log, from one rate to another; both have the prior of segments.
        """
        size = int(found.shared.argmax())
        place = np.arange(start + 1, end)
        segments = found.evidence.segments[size]
        step = _logsumexp(segments[start, place] + segments[place, end]) - np.log(len(place))
        coarse = slice(None, None, max(1, int(_DRIFT_STEP / (self._log[1] - self._log[0]))))
        ends, weight = self._log[coarse], self._prior[coarse] / self._prior[coarse].sum()
        part = np.linspace(0, 1, end - start)
        # By first rate, last rate and period; likelihoods between points of the grid are read off it.
        along = ends[:, None, None] * (1 - part) + ends[None, :, None] * part
        total = np.zeros(along.shape[:2])
        for at in range(end - start):
            total += np.interp(along[:, :, at], self._log, self._likelihood[size, start + at])
        even = _logsumexp(total + np.log(weight)[:, None] + np.log(weight)[None, :])
        return float(np.exp(np.clip(even - step, -50, 50)))


def _likelihood(number: Doubles, exposure: Doubles, rates: Doubles) -> Doubles:
    """Log likelihood by size, period and rate."""
    mean = exposure[:, None] * rates[None, :]
    burst = _negative_binomial(number, _BURST * mean, 1.0) + np.log(_BURSTS)
    return np.stack(
        [np.logaddexp(_negative_binomial(number, mean, size) + np.log1p(-_BURSTS), burst) for size in _SIZES]
    )


def _logsumexp(terms: Doubles) -> float:
    """log of the sum of exp of all terms."""
    top = terms.max()
    return float(top + np.log(np.exp(terms - top).sum()))


def _negative_binomial(number: Doubles, mean: Doubles, size: float) -> Doubles:
    from scipy.special import gammaln

    ways = gammaln(number + size) - gammaln(size) - gammaln(number + 1)
    log: Doubles = ways[:, None] - (number[:, None] + size) * np.log1p(mean / size)
    log += number[:, None] * np.log(mean / size)
    return log
