"""Other ways to find changes of a rate, to set beside ours: PELT, an online Bayesian method, and no change at all.

A method takes counts and gives the changes that it tells at some of its `settings`, which go from the most eager to the
most careful. Which of them makes as many false alarms as another method's is for the benchmark to find.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilateral.errors import QueryError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Doubles = NDArray[np.float64]

__all__ = ["METHODS", "OURS", "Method", "Told", "ours"]

YEARLY = 12


@dataclass(frozen=True, slots=True)
class Told:
    """A change that a method tells: its cut, where known the cuts it lies between, and the period it was told in."""

    cut: int
    low: int | None = None
    high: int | None = None
    known: int | None = None


@dataclass(frozen=True, slots=True)
class Method:
    """A name, its settings from eager to careful, and what it tells of a series at each of those asked for."""

    name: str
    settings: tuple[float, ...]
    tells: Callable[[Ints, Sequence[float]], list[list[Told]]]


_LEAST = (*(n / 100 for n in range(30, 99)), 0.985, 0.99, 0.995, 0.999)
_PENALTIES = tuple(float(f"{2 * 1.05**n:.4g}") for n in range(100))
_SURE = tuple(float(f"{1 - 0.7 * 0.85**n:.9g}") for n in range(100))
_SHORTEST = 2
"""Periods of the shortest segment that PELT may make, as in ruptures."""


def ours(counts: Ints, settings: Sequence[float]) -> list[list[Told]]:
    """By `analysis.shifts`; settings are least probabilities."""
    from bilateral.analysis.shifts.alarms import CHANGES_A_YEAR
    from bilateral.analysis.shifts.counts import Counts
    from bilateral.analysis.shifts.segments import changes, posterior

    hazard = CHANGES_A_YEAR / YEARLY
    found = posterior(Counts(counts).evidence(), hazard=hazard)
    return [
        [Told(one.cut, one.low, one.high) for one in changes(found, hazard=hazard, least=least)] for least in settings
    ]


def _pelt_l2(counts: Ints, settings: Sequence[float], *, scaled: bool) -> list[list[Told]]:
    """PELT (Killick et al. 2012) with squared error on Anscombe's square roots, by ruptures (its linear kernel is L2).

    `scaled` takes penalties in units of the noise, estimated by the differences of neighbours, which no change spoils.
    """
    import numpy as np

    try:
        import ruptures
    except ImportError:
        raise QueryError("ruptures is not installed, which finds by PELT: pip install ruptures") from None
    roots = 2 * np.sqrt(counts + 3 / 8)
    noise = float((np.diff(roots) ** 2).mean()) / 2 if scaled else 1.0
    finder = ruptures.KernelCPD(kernel="linear", min_size=_SHORTEST).fit(roots[:, None])
    return [[Told(int(cut)) for cut in finder.predict(pen=pen * max(noise, 1e-3))[:-1]] for pen in settings]


def _pelt_poisson(counts: Ints, settings: Sequence[float], *, scaled: bool) -> list[list[Told]]:
    """The cutting of least Poisson deviance with a penalty for each change: what PELT finds, by summing over all cuts.

    PELT is an exact search, so any other exact one gives the same. `scaled` takes penalties in units of the dispersion,
    estimated by the differences of neighbours.
    """
    import numpy as np

    size = len(counts) + 1
    sums = np.concatenate([[0.0], np.cumsum(counts, dtype=np.float64)])
    number = sums[None, :] - sums[:, None]
    length = np.arange(size)[None, :] - np.arange(size)[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        cost = np.where(number > 0, -2 * number * np.log(number / length), 0.0)
    cost[length < _SHORTEST] = np.inf
    unit = 1.0
    if scaled:
        noise = float((np.diff(counts.astype(np.float64)) ** 2).mean()) / 2
        unit = max(1.0, noise / max(float(counts.mean()), 0.1))
    return [[Told(cut) for cut in _optimal(cost, pen * unit)] for pen in settings]


def _optimal(cost: Doubles, penalty: float) -> list[int]:
    import numpy as np

    size = len(cost)
    best = np.full(size, np.inf)
    best[0], back = -penalty, [0] * size
    for end in range(1, size):
        through = best[:end] + cost[:end, end] + penalty
        back[end] = int(through.argmin())
        best[end] = through[back[end]]
    cuts, at = [], back[-1]
    while at:
        cuts.append(at)
        at = back[at]
    return cuts[::-1]


def _online(counts: Ints, settings: Sequence[float], *, sizes: Sequence[float]) -> list[list[Told]]:
    """Bayesian online change point detection (Adams and MacKay 2007), with negative binomial counts of given sizes.

    p of a run has a Beta prior about the series' mean; which size is true is learned along the way. A change is told as
    soon as a run that began after the present one is likely enough, and dated where that run most likely began. With
    one very large size this is the Gamma-Poisson model.
    """
    import numpy as np
    from scipy.special import betaln, gammaln

    hazard = 0.2 / YEARLY
    mean = max(float(counts.mean()), 1e-9)
    size = np.array(sizes, np.float64)
    alpha, beta = 2.0, mean / size  # the mean rate is size x beta / (alpha - 1)
    mass = np.full((len(size), 1), 1 / len(size))
    ran, seen = np.zeros(1), np.zeros(1)
    history = []
    for count in counts.tolist():
        a, b = alpha + size[:, None] * ran, beta[:, None] + seen
        log = gammaln(count + size)[:, None] - gammaln(size)[:, None] - gammaln(count + 1)
        log = log + betaln(a + size[:, None], b + count) - betaln(a, b)
        joint = mass * np.exp(log)
        history.append(joint.sum(axis=0) / joint.sum())
        grown = joint * (1 - hazard)
        fresh = joint.sum(axis=1, keepdims=True) * hazard
        mass = np.concatenate([grown, fresh], axis=1)
        mass /= mass.sum()
        ran = np.concatenate([ran + 1, [0.0]])
        seen = np.concatenate([seen + count, [0.0]])
    return [_alarms(history, sure) for sure in settings]


def _alarms(history: Sequence[Doubles], sure: float) -> list[Told]:
    """`history[t][s]` is the probability, in period t, that the run began in period s."""
    told: list[Told] = []
    began = 0
    for period, starts in enumerate(history):
        later = starts[began + 1 :]
        if len(later) and later.sum() > sure:
            began += 1 + int(later.argmax())
            told.append(Told(began, known=period))
    return told


OURS = Method("bilateral", _LEAST, ours)

METHODS: tuple[Method, ...] = (
    OURS,
    Method("PELT, L2 of roots", _PENALTIES, lambda counts, at: _pelt_l2(counts, at, scaled=False)),
    Method("same, noise estimated", _PENALTIES, lambda counts, at: _pelt_l2(counts, at, scaled=True)),
    Method("PELT, Poisson", _PENALTIES, lambda counts, at: _pelt_poisson(counts, at, scaled=False)),
    Method("same, dispersion est.", _PENALTIES, lambda counts, at: _pelt_poisson(counts, at, scaled=True)),
    Method("online, Gamma-Poisson", _SURE, lambda counts, at: _online(counts, at, sizes=(1e4,))),
    Method("online, neg. binomial", _SURE, lambda counts, at: _online(counts, at, sizes=(0.7, 2.0, 10.0))),
    Method("no change", (0.0,), lambda _, at: [[] for _ in at]),
)
