"""What small counts can bear: intervals, tests of two counts and of two means, and the words for how they come out.

Contacts come in bursts, so that counts vary more than Poisson ones. How much more is read off the months of the two
series themselves (`dispersion`) and enters every test as fewer effective events, as Korn and Graubard do for surveys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

__all__ = [
    "FEW",
    "Dispersion",
    "Usual",
    "dispersion",
    "garwood",
    "holm",
    "mean_interval",
    "means_differ",
    "ratio_interval",
    "uneven",
    "unusual",
    "usual",
    "verdict",
    "wilson",
]

ALPHA = 0.05
"""Intervals are of 95 %."""

FEW = 6
"""With five events or fewer no split of two counts reaches p < .05: nothing can be said."""

_CLUSTERS = 6
"""Months with events that are needed before their spread says anything."""
_MEDIAN_SQUARE = 0.45493642311957283
"""The median of the square of a standard normal value."""
_LAGS = 2
"""Months over which a burst may last."""


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How many times the variance of a Poisson count a series of counts has (`factor`, at least 1).

    `freedom` are the degrees of freedom that it was estimated with: one less than the months that had events.
    """

    factor: float
    freedom: int


def garwood(number: int, *, exposure: float = 1.0) -> tuple[float, float]:
    """The exact 95 % interval of a Poisson rate, of which `number` were counted in `exposure` (Garwood 1936)."""
    from scipy.special import chdtri

    low = chdtri(2 * number, 1 - ALPHA / 2) / 2 if number else 0.0
    return float(low) / exposure, float(chdtri(2 * number + 2, ALPHA / 2)) / 2 / exposure


def wilson(part: int, whole: int) -> tuple[float, float] | None:
    """The 95 % score interval of a share (Wilson 1927); None for a share of nothing."""
    if not whole:
        return None
    z2 = 1.959963984540054**2
    share = part / whole
    centre = share + z2 / (2 * whole)
    half = sqrt(z2 * (share * (1 - share) / whole + z2 / (4 * whole * whole)))
    low, high = ((centre - half) / (1 + z2 / whole), (centre + half) / (1 + z2 / whole))
    return (0.0 if part == 0 else low), (1.0 if part == whole else high)


def dispersion(first: Sequence[int], second: Sequence[int]) -> Dispersion | None:
    """How much more than by chance the share of `first` in both varies from month to month; None with too few months.

    The two series run over the same months, empty ones included. It is the variance that a sandwich estimator with
    months as clusters gives the share of the first, over its binomial variance: what lifts both series at once, such as
    more texts, cancels out, and months with a single event do no harm. A burst may last: with the covariances of up to
    two months apart (Newey and West's weights) it can only become larger.
    """
    total, own = sum(first) + sum(second), sum(first)
    active = sum(1 for a, b in zip(first, second, strict=True) if a or b)
    if active < _CLUSTERS or not 0 < own < total:
        return None
    share = own / total
    rest = [a - (a + b) * share for a, b in zip(first, second, strict=True)]
    squares = sum(value * value for value in rest)
    lagged = squares + sum(
        2 * (1 - lag / (_LAGS + 1)) * sum(a * b for a, b in zip(rest, rest[lag:], strict=False))
        for lag in range(1, _LAGS + 1)
    )
    factor = max(squares, lagged) / (total * share * (1 - share)) * active / (active - 1)
    return Dispersion(max(1.0, factor), active - 1)


@dataclass(frozen=True, slots=True)
class Usual:
    """What a series of counts usually is: the `rate` by unit of exposure, and the dispersion about it."""

    rate: float
    found: Dispersion


def usual(counts: Sequence[int], exposure: Sequence[float]) -> Usual | None:
    """The usual rate of a series, told from its middle so that a few odd periods do not hide themselves.

    The rate is that of the middle half of the periods by their own rates; the dispersion comes from the median of the
    standardised distances from it, as the median absolute deviation does. None with fewer than six periods of any
    exposure, or where nothing is usual.
    """
    pairs = [(count, weight) for count, weight in zip(counts, exposure, strict=True) if weight > 0]
    if len(pairs) < _CLUSTERS:
        return None
    cut = len(pairs) // 4
    middle = sorted(pairs, key=lambda pair: pair[0] / pair[1])[cut : len(pairs) - cut]
    rate = sum(count for count, _ in middle) / sum(weight for _, weight in middle)
    if not rate:
        return None
    distances = sorted((count - rate * weight) ** 2 / (rate * weight) for count, weight in pairs)
    half = len(distances) // 2
    median = distances[half] if len(distances) % 2 else (distances[half - 1] + distances[half]) / 2
    return Usual(rate, Dispersion(max(1.0, median / _MEDIAN_SQUARE), len(pairs) - 1))


def unusual(number: int, exposure: float, beside: Usual) -> float:
    """Two-sided p that a count in `exposure` is one of the usual.

    Of a negative binomial distribution whose variance is as many times its mean as the dispersion says, with few
    periods the wider by Student's t as in `uneven`.
    """
    from scipy.special import betainc, gammainc, gammaincc

    expected, factor = beside.rate * exposure, _shrinking(beside.found)
    if factor <= 1:
        least = float(gammainc(number, expected)) if number else 1.0  # P(as many or more)
        return min(1.0, 2 * min(least, float(gammaincc(number + 1, expected))))
    size, share = expected / (factor - 1), 1 / factor
    least = float(betainc(number, size, 1 - share)) if number else 1.0
    return min(1.0, 2 * min(least, float(betainc(size, number + 1, share))))


def uneven(first: int, total: int, *, share: float = 0.5, found: Dispersion | None = None) -> float:
    """Two-sided p that `first` of `total` events fall where a `share` of them is expected.

    Given the total, a Poisson count is binomial (Przyborowski and Wilenski 1940): without `found` the test is exact.
    With it, first and total are divided by the dispersion, and by how much wider Student's t is than the normal with
    so few months (Korn and Graubard 1998); the binomial tails then are those of the beta distribution. Never smaller
    than the exact p.
    """
    exact = _tails(first, total, share)
    if found is None or not total:
        return exact
    shrunk = _shrinking(found)
    return max(exact, _tails(first / shrunk, total / shrunk, share))


def ratio_interval(first: int, second: int, *, found: Dispersion | None = None) -> tuple[float, float | None]:
    """The 95 % interval of the ratio of two rates; None where it has no upper end.

    Clopper and Pearson's interval of the share of the first, with fewer effective events as in `uneven`, carried over
    to share / (1 - share).
    """
    shrunk = _shrinking(found) if found else 1.0
    low, turned = _least_odds(first / shrunk, second / shrunk), _least_odds(second / shrunk, first / shrunk)
    return low, 1 / turned if turned else None


def holm(values: Sequence[float]) -> tuple[float, ...]:
    """The p values of tests made together, so that one false alarm among them all is as rare as in one (Holm 1979)."""
    found = [1.0] * len(values)
    least = 0.0
    for done, at in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        least = max(least, min(1.0, values[at] * (len(values) - done)))
        found[at] = least
    return tuple(found)


def mean_interval(months: Sequence[Sequence[float]]) -> tuple[float, float] | None:
    """The 95 % interval of the mean of values that come in months.

    None with fewer than five values or two months, and where all values are one, which says nothing of their spread.

    Student's t with the variance of `_mean_variance`.
    """
    from scipy.special import stdtrit

    size = sum(len(month) for month in months)
    found = _mean_variance(months)
    if size < 5 or found is None:
        return None
    variance, freedom = found
    if not variance:
        return None
    mean = sum(sum(month) for month in months) / size
    half = float(stdtrit(freedom, 1 - ALPHA / 2)) * sqrt(variance)
    return mean - half, mean + half


def means_differ(first: Sequence[Sequence[float]], second: Sequence[Sequence[float]]) -> float | None:
    """Two-sided p that two means of values that come in months are one (Welch's t, months as clusters).

    None with too few months of either, or where the values of neither differ.
    """
    from scipy.special import stdtr

    ones, others = _mean_variance(first), _mean_variance(second)
    if ones is None or others is None or min(ones[1], others[1]) < _CLUSTERS - 1 or not ones[0] + others[0]:
        return None
    gap = abs(_mean(first) - _mean(second))
    variance = ones[0] + others[0]
    freedom = variance**2 / (ones[0] ** 2 / ones[1] + others[0] ** 2 / others[1])
    return float(2 * stdtr(freedom, -gap / sqrt(variance)))


def verdict(p: float, total: int, *, bursts_known: bool = True) -> str:
    """What may be said of two counts of together `total` that differ with `p`.

    Where it could not be seen whether events come in bursts, p is the smallest it can be, and the strongest word is
    kept back.
    """
    if total < FEW:
        return "too few to say"
    if p < 0.01 and bursts_known:
        return "very unlikely to be chance"
    if p < ALPHA:
        return "unlikely to be chance"
    return "may be chance" if p < 0.2 else "no clear difference"


def _mean(months: Sequence[Sequence[float]]) -> float:
    return sum(sum(month) for month in months) / sum(len(month) for month in months)


def _mean_variance(months: Sequence[Sequence[float]]) -> tuple[float, int] | None:
    """(variance of the mean, degrees of freedom): months as clusters, and never less than single events give."""
    groups = [month for month in months if month]
    size = sum(len(month) for month in groups)
    if len(groups) < 2:
        return None
    mean = _mean(groups)
    clustered = sum(sum(value - mean for value in month) ** 2 for month in groups) / size**2
    single = sum((value - mean) ** 2 for month in groups for value in month) / size / max(size - 1, 1)
    return max(clustered * len(groups) / (len(groups) - 1), single), len(groups) - 1


def _tails(first: float, total: float, share: float) -> float:
    """Twice the smaller tail of the binomial distribution, carried over to fractions of events."""
    from scipy.special import betainc

    if not total:
        return 1.0
    least = float(betainc(first, total - first + 1, share)) if first > 0 else 1.0  # P(as many or more)
    most = 1.0 - float(betainc(first + 1, total - first, share)) if first < total else 1.0  # P(as many or fewer)
    return min(1.0, 2 * min(least, most))


def _least_odds(first: float, second: float) -> float:
    """The lower end of the interval of first to second, 0 where it cannot be told from 0."""
    from scipy.special import betaincinv

    share = float(betaincinv(first, second + 1, ALPHA / 2)) if first else 0.0
    return share / (1 - share) if share > 1e-12 else 0.0


def _shrinking(found: Dispersion) -> float:
    """By how much events count less: the dispersion, times (t / z) squared."""
    from scipy.special import stdtrit

    wider = float(stdtrit(found.freedom, 1 - ALPHA / 2)) / 1.959963984540054
    return found.factor * wider * wider
