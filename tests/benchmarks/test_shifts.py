"""Planted series are what they say, and each method finds a change that nobody can miss."""

from __future__ import annotations

import numpy as np
import pytest

from bilateral.benchmarks.planted import INFINITE, Sort, planted, quiet_counts, quiet_kinds
from bilateral.benchmarks.shift_methods import METHODS, Method
from bilateral.benchmarks.shifts import FACTORS, score_shifts

PLAIN = np.array([1, 0, 2, 1, 1, 0, 1, 2, 0, 1] * 3 + [9, 11, 8, 10, 12, 9, 10, 11, 8, 10] * 3)
STILL = np.array([3, 2, 4, 3, 3, 2, 3, 4, 3, 3] * 6)
BY_NAME = {method.name: method for method in METHODS}


def test_a_series_hangs_on_its_seed_alone() -> None:
    first, same, other = (
        planted("step", periods=60, rate=2.0, size=2.0, factor=4.0, seed=(1, number)) for number in (0, 0, 1)
    )
    assert first.counts.tolist() == same.counts.tolist() != other.counts.tolist()
    assert first.cut == same.cut


@pytest.mark.parametrize(
    ("sort", "factor", "before", "after"),
    [("none", 1.0, 8, 8), ("step", 4.0, 8, 32), ("step", 0.25, 8, 2), ("drift", 4.0, 11, 23), ("burst", 9.0, 8, 8)],
)
def test_planted_rates(sort: Sort, factor: float, before: float, after: float) -> None:
    """Of 300 series the mean of the first and the last quarter, in which no step comes."""
    series = [
        planted(sort, periods=40, rate=8.0, size=INFINITE, factor=factor, seed=(2, number)).counts
        for number in range(300)
    ]
    assert np.mean([one[:10] for one in series]) == pytest.approx(before * (0.87 if sort == "drift" else 1), rel=0.1)
    assert np.mean([one[30:] for one in series]) == pytest.approx(after * (1.14 if sort == "drift" else 1), rel=0.1)


def test_counts_vary_as_their_size_says() -> None:
    series = planted("none", periods=20_000, rate=4.0, size=2.0, factor=1.0, seed=(3,)).counts
    assert series.var() == pytest.approx(4 + 16 / 2, rel=0.1)


@pytest.mark.parametrize("method", METHODS[:-1], ids=lambda method: method.name)
def test_a_plain_change_is_found_and_none_where_there_is_none(method: Method) -> None:
    half = method.settings[len(method.settings) // 2 :][:1]
    ((one,),) = method.tells(PLAIN, half)
    assert abs(one.cut - 30) <= 1
    assert method.tells(STILL, half) == [[]]


@pytest.mark.parametrize("method", METHODS[1:5], ids=lambda method: method.name)
def test_a_higher_penalty_tells_no_more(method: Method) -> None:
    rng = np.random.default_rng(4)
    told = method.tells(rng.poisson(rng.gamma(1.0, 3.0, 60)), method.settings)
    numbers = [len(one) for one in told]
    assert numbers == sorted(numbers, reverse=True)


def test_our_search_is_as_exact_as_pelt() -> None:
    """The Poisson cost through ruptures' own PELT, which is slow: the same cuts."""
    ruptures = pytest.importorskip("ruptures")

    class Poisson(ruptures.base.BaseCost):  # type: ignore[misc, name-defined]
        model, min_size = "poisson", 2

        def fit(self, signal: np.ndarray) -> Poisson:
            self.signal = signal
            return self

        def error(self, start: int, end: int) -> float:
            total = float(self.signal[start:end].sum())
            return -2 * total * np.log(total / (end - start)) if total else 0.0

    rng = np.random.default_rng(6)
    counts = np.concatenate([rng.poisson(1.0, 15), rng.poisson(5.0, 15), rng.poisson(2.0, 15)])
    for penalty in (3.0, 6.0, 12.0):
        theirs = ruptures.Pelt(custom_cost=Poisson(), min_size=2, jump=1).fit(counts[:, None]).predict(pen=penalty)
        (ours,) = BY_NAME["PELT, Poisson"].tells(counts, [penalty])
        assert [one.cut for one in ours] == theirs[:-1]


@pytest.mark.parametrize(("period", "years"), [("month", 3), ("week", 2)])
def test_series_for_calibration_come_one_by_one(period: str, years: int) -> None:
    for series in (quiet_counts(period, 1), quiet_kinds(period, 1)):
        name, length, found = next(series)
        assert (length, len(found)) == (years, years * (52 if period == "week" else 12)), name


def test_the_report_has_a_line_for_each_method(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a handful of series, so that nothing is said of the figures."""
    from bilateral.benchmarks import shifts

    monkeypatch.setattr(shifts, "RATES", (2.0,))
    monkeypatch.setattr(shifts, "SIZES", (INFINITE,))
    monkeypatch.setattr(shifts, "LENGTHS", (48,))
    text = score_shifts(again=1)
    for method in METHODS:
        assert text.count(f"\n{method.name} ") >= 2, method.name
    assert f"{len(FACTORS)} series of months with one change" in text
    assert "the accepted change is about 1890" in text
    assert max(len(line) for line in text.splitlines()) <= 140
    assert score_shifts(again=1) == text
