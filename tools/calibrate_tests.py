"""How often the tests of `bilateral compare` and `bilateral dyads` raise a false alarm; the tables of docs/analysis.md.

    python tools/calibrate_tests.py [--runs 1000]

Made-up counts of months without any difference: negative binomial with a variance of so many times the mean, in the
last rows with rates that last from month to month (a Gaussian copula with correlation one half). A false alarm is
p < .05. The first table holds two pairs with equal rates against each other, the second two pairs with equal tone, the
third the periods of one pair of equal rate (an alarm is any period of the table).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, ndtr

from bilateral.analysis.chance import ALPHA, FEW, dispersion, holm, means_differ, uneven, unusual, usual

Ints = NDArray[np.int64]
LAWS = ((1, 0.0), (2, 0.0), (4, 0.0), (2, 0.5))
"""Variance over mean, and correlation of a month's rate with that of the month before."""
SCORES = np.array([-6.0, -3.0, 0.0, 1.5, 2.5, 2.5, 4.0, 5.0])


def counts(rng: np.random.Generator, months: int, mean: float, law: tuple[int, float], runs: int) -> Ints:
    """A row a run, of so many months."""
    factor, lasting = law
    if factor == 1:
        return rng.poisson(mean, (runs, months))
    noise = rng.standard_normal((runs, months))
    for month in range(1, months):
        noise[:, month] = lasting * noise[:, month - 1] + np.sqrt(1 - lasting**2) * noise[:, month]
    return rng.poisson(gammaincinv(mean / (factor - 1), ndtr(noise)) * (factor - 1))


def count_alarms(
    rng: np.random.Generator, months: int, mean: float, law: tuple[int, float], runs: int, *, times: float = 1
) -> tuple[float, float]:
    """(share of alarms of the exact Poisson test, share of ours); `times` the rate of the second pair."""
    exact = ours = 0
    for first, second in zip(
        counts(rng, months, mean, law, runs).tolist(),
        counts(rng, months, times * mean, law, runs).tolist(),
        strict=True,
    ):
        own, total = sum(first), sum(first) + sum(second)
        if total >= FEW:
            exact += uneven(own, total) < ALPHA
            ours += uneven(own, total, found=dispersion(first, second)) < ALPHA
    return exact / runs, ours / runs


def tone_alarms(rng: np.random.Generator, months: int, mean: float, law: tuple[int, float], runs: int) -> float:
    """Months differ in tone too: each has a shift of its own of one point on average."""
    alarms = 0
    for first, second in zip(
        counts(rng, months, mean, law, runs).tolist(), counts(rng, months, mean, law, runs).tolist(), strict=True
    ):
        sides = [
            [list(rng.choice(SCORES, number) + rng.standard_normal()) for number in series if number]
            for series in (first, second)
        ]
        p = means_differ(*sides)
        alarms += p is not None and p < ALPHA
    return alarms / runs


def period_alarms(rng: np.random.Generator, months: int, mean: float, law: tuple[int, float], runs: int) -> float:
    """Tables of equal periods of which any stands out."""
    alarms = 0
    for series in counts(rng, months, mean, law, runs).tolist():
        beside = usual(series, [1.0] * months)
        if beside and beside.rate >= 2:
            alarms += min(holm([unusual(number, 1.0, beside) for number in series])) < ALPHA
    return alarms / runs


def table(head: str, rows: Iterator[tuple[str, list[float]]]) -> Iterator[str]:
    """Markdown, a column for each law."""
    yield f"\n| {head} | Poisson | twice as variable | four times | twice, and lasting |"
    yield "|---|---|---|---|---|"
    for label, shares in rows:
        yield f"| {label} | {' | '.join(f'{share:.3f}' for share in shares)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000)
    runs = parser.parse_args().runs
    rng = np.random.default_rng(2022)

    def comparisons() -> Iterator[tuple[str, list[float]]]:
        for months, mean in ((4, 3), (12, 1), (12, 5), (36, 1), (36, 5)):
            found = [count_alarms(rng, months, mean, law, runs) for law in LAWS]
            yield f"{months} months, {mean} a month: exact Poisson test", [exact for exact, _ in found]
            yield f"{months} months, {mean} a month: ours", [ours for _, ours in found]
        for times in (2, 3):
            found = [count_alarms(rng, 24, 2, law, runs, times=times) for law in LAWS]
            yield f"24 months, 2 a month against {2 * times}: ours finds it", [ours for _, ours in found]

    def tones() -> Iterator[tuple[str, list[float]]]:
        for months, mean in ((12, 2), (24, 5)):
            yield f"{months} months, {mean} a month", [tone_alarms(rng, months, mean, law, runs) for law in LAWS]

    def periods() -> Iterator[tuple[str, list[float]]]:
        for months, mean in ((12, 5), (24, 5), (24, 20)):
            yield f"{months} periods, {mean} a period", [period_alarms(rng, months, mean, law, runs) for law in LAWS]

    for head, rows in (("Counts of two pairs", comparisons()), ("Tone", tones()), ("Any period", periods())):
        print("\n".join(table(head, rows)))


if __name__ == "__main__":
    main()
