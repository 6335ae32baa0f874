"""Made-up series with known changes, for `bilateral bench shifts` and for measuring false alarms.

Counts are negative binomial (variance mean + mean^2 / size; an infinite size is Poisson's law), which is how contacts
of two states come: in bursts. Kinds are drawn by shares that stand for a segment, each period's own shares scattered
about them. Every series has a seed of its own, so that what is measured on one does not hang on the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Doubles = NDArray[np.float64]

__all__ = ["INFINITE", "Planted", "Sort", "counts", "kinds", "planted", "quiet_counts", "quiet_kinds"]

INFINITE = float("inf")

Sort = Literal["none", "step", "drift", "burst"]


@dataclass(frozen=True, slots=True, eq=False)
class Planted:
    """A series of counts a period, and at which cut it changes (between periods cut - 1 and cut), if it does.

    `sort` says what was planted: nothing, a step to `factor` times the `rate`, a drift there in even steps over the
    whole series, or a burst of one period.
    """

    counts: Ints
    sort: Sort
    cut: int | None
    rate: float
    size: float
    factor: float


def planted(sort: Sort, *, periods: int, rate: float, size: float, factor: float, seed: Sequence[int]) -> Planted:
    """A series of that sort. Rates are a period; a step comes somewhere in the middle half."""
    import numpy as np

    draw = np.random.default_rng(list(seed))
    mean = np.full(periods, rate)
    cut = None
    if sort == "step":
        cut = int(draw.integers(periods // 4, periods - periods // 4 + 1))
        mean[cut:] *= factor
    elif sort == "drift":
        mean *= factor ** np.linspace(0, 1, periods)
    elif sort == "burst":
        mean[int(draw.integers(periods // 4, periods - periods // 4 + 1))] *= factor
    return Planted(counts(draw, mean, size), sort, cut, rate, size, factor)


def counts(draw: np.random.Generator, mean: Doubles, size: float) -> Ints:
    """Negative binomial counts about these means."""
    found: Ints = draw.poisson(mean if size == INFINITE else draw.gamma(size, mean / size))
    return found


def kinds(draw: np.random.Generator, number: Ints, shares: Doubles, scatter: float) -> Doubles:
    """So many events a period, by kind (shape T, K); the larger `scatter` is, the nearer each period is to `shares`."""
    import numpy as np

    rows = [
        draw.multinomial(n, shares if scatter == INFINITE else draw.dirichlet(shares * scatter))
        for n in number.tolist()
    ]
    return np.array(rows, np.float64)


def quiet_counts(period: str, seed: int) -> Iterator[tuple[str, float, Ints]]:
    """Series of counts that never change, of many rates, sizes and lengths: what series it is, its years, counts."""
    import numpy as np

    weeks = period == "week"
    yearly, lengths = (52, (104, 156)) if weeks else (12, (36, 72, 180))
    sizes = (0.2, 0.7, 2.0, INFINITE) if weeks else (0.7, 2.0, INFINITE)
    for number, (a_year, size, length) in enumerate(product((4, 12, 48, 180), sizes, lengths)):
        for again in range(max(2, round((80 if weeks else 120) * yearly / length))):
            draw = np.random.default_rng([seed, yearly, number, again])
            mean = np.full(length, a_year / yearly)
            yield f"{a_year} a year, size {size:g}", length / yearly, counts(draw, mean, size)


def quiet_kinds(period: str, seed: int) -> Iterator[tuple[str, float, Doubles]]:
    """Series of kinds whose shares never change: what series it is, its years, counts by kind."""
    import numpy as np

    yearly, lengths = (52, (104, 156)) if period == "week" else (12, (36, 72, 180))
    for number, (a_year, scatter, many, length) in enumerate(
        product((12, 48, 180), (3.0, 10.0, INFINITE), (2, 4, 10), lengths)
    ):
        for again in range(max(2, round((60 if period == "month" else 20) * yearly / length))):
            draw = np.random.default_rng([seed, yearly, 1000 + number, again])
            events = counts(draw, np.full(length, a_year / yearly), 2.0)
            shares = draw.dirichlet(np.full(many, 1.5))
            name = f"{a_year} a year of {many} kinds, scatter {scatter:g}"
            yield name, length / yearly, kinds(draw, events, shares, scatter)
