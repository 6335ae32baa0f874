from __future__ import annotations

from math import comb, exp, factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.analysis.chance import (
    Dispersion,
    dispersion,
    garwood,
    holm,
    mean_interval,
    means_differ,
    ratio_interval,
    uneven,
    unusual,
    usual,
    verdict,
    wilson,
)

COUNTS = st.integers(0, 60)
SERIES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("number", "low", "high"),
    [
        pytest.param(0, 0.0, 3.689, id="none-has-an-upper-end"),
        pytest.param(1, 0.0253, 5.572, id="one"),
        pytest.param(10, 4.795, 18.390, id="ten"),
        pytest.param(100, 81.364, 121.627, id="hundred"),
    ],
)
def test_garwood_is_that_of_the_tables(number: int, low: float, high: float) -> None:
    assert garwood(number) == pytest.approx((low, high), abs=5e-4)
    assert garwood(number, exposure=2)[1] == pytest.approx(high / 2, abs=5e-4)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        pytest.param(0, 10, 0.0, 0.2775, id="none"),
        pytest.param(10, 10, 0.7225, 1.0, id="all"),
        pytest.param(3, 10, 0.1078, 0.6032, id="some"),
    ],
)
def test_wilson_is_that_of_the_tables(part: int, whole: int, low: float, high: float) -> None:
    assert wilson(part, whole) == pytest.approx((low, high), abs=5e-4)


def test_a_share_of_nothing_has_no_interval() -> None:
    assert wilson(0, 0) is None


@settings(max_examples=50, deadline=None)  # the first one imports scipy
@given(COUNTS, COUNTS)
def test_without_dispersion_the_test_is_the_exact_binomial_one(first: int, second: int) -> None:
    total = first + second
    exact = sum(comb(total, k) for k in range(total + 1) if comb(total, k) <= comb(total, first)) / 2**total
    assert uneven(first, total) == pytest.approx(exact)


@settings(max_examples=50, deadline=None)  # the first one imports scipy
@given(COUNTS, COUNTS, st.floats(1, 20), st.integers(3, 60))
def test_bursts_never_make_a_difference_surer(first: int, second: int, factor: float, freedom: int) -> None:
    total, found = first + second, Dispersion(factor, freedom)
    assert uneven(first, total, found=found) >= uneven(first, total)
    low, high = ratio_interval(first, second)
    wide_low, wide_high = ratio_interval(first, second, found=found)
    assert wide_low <= low + 1e-9
    assert wide_high is None or (high is not None and wide_high >= high - 1e-9)


@settings(max_examples=50, deadline=None)  # the first one imports scipy
@given(COUNTS, COUNTS, st.floats(1, 20))
def test_turned_round_the_test_is_the_same_and_the_ratio_its_inverse(first: int, second: int, factor: float) -> None:
    found = Dispersion(factor, 11)
    assert uneven(first, first + second, found=found) == pytest.approx(uneven(second, first + second, found=found))
    low, _ = ratio_interval(first, second, found=found)
    _, high = ratio_interval(second, first, found=found)
    assert (high is None) == (low == 0) or high == pytest.approx(1 / low, rel=1e-6)


@settings(max_examples=50, deadline=None)  # the first one imports scipy
@given(SERIES)
def test_dispersion_is_the_same_either_way_and_at_least_one(series: list[tuple[int, int]]) -> None:
    first, second = zip(*series, strict=True)
    found, turned = dispersion(first, second), dispersion(second, first)
    assert (found is None) == (turned is None)
    if found and turned:
        assert found.factor == pytest.approx(turned.factor)
        assert found.factor >= 1


@settings(max_examples=50, deadline=None)  # the first one imports scipy
@given(SERIES, st.integers(1, 5))
def test_what_lifts_both_series_at_once_is_no_dispersion(series: list[tuple[int, int]], times: int) -> None:
    level = [(times * (a + b), times * (a + b)) for a, b in series]
    found = dispersion(*zip(*level, strict=True))
    assert found is None or found.factor == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param([1, 2, 3, 4, 5], [5, 4, 3, 2, 1], id="five-months"),
        pytest.param([1] * 8, [0] * 8, id="one-side-only"),
        pytest.param([1, 1, 0, 0, 0, 0, 0, 0], [1] * 2 + [0] * 6, id="two-months-with-events"),
    ],
)
def test_too_few_months_have_no_dispersion(first: list[int], second: list[int]) -> None:
    assert dispersion(first, second) is None


def test_bursts_show() -> None:
    found = dispersion([9, 0, 8, 0, 9, 0, 8, 0], [0, 9, 0, 8, 0, 9, 0, 8])
    assert found is not None
    assert found.factor > 5
    assert found.freedom == 7


@settings(max_examples=50, deadline=None)  # the first one imports scipy
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_keeps_the_order_and_never_lowers(values: list[float]) -> None:
    adjusted = holm(values)
    assert all(after >= before for before, after in zip(values, adjusted, strict=True))
    for a, p in zip(values, adjusted, strict=True):
        assert all(p <= q for b, q in zip(values, adjusted, strict=True) if a < b)


def test_holm_of_a_known_case() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert holm([]) == ()


def test_one_odd_period_does_not_hide_itself() -> None:
    counts = [5, 4, 6, 5, 60, 5, 4, 6, 50, 5, 4, 6]
    beside = usual(counts, [1.0] * 12)
    assert beside is not None
    assert 4 < beside.rate < 7
    assert unusual(60, 1, beside) < 0.001
    assert unusual(60, 12, beside) > 0.5, "twelve times the texts explain it"
    assert unusual(5, 1, beside) == 1


def test_without_bursts_the_tails_are_poisson() -> None:
    # A dispersion of 1 known from very many periods.
    beside = usual([4, 5, 6] * 2_000, [1.0] * 6_000)
    assert beside is not None
    exact = 2 * sum(exp(-5) * 5**k / factorial(k) for k in range(2))
    assert unusual(1, 1, beside) == pytest.approx(exact, rel=0.01)


@pytest.mark.parametrize(
    ("counts", "exposure"),
    [
        pytest.param([5] * 5, [1.0] * 5, id="five-periods"),
        pytest.param([5] * 9, [1.0] * 5 + [0.0] * 4, id="no-exposure"),
        pytest.param([0] * 9 + [7], [1.0] * 10, id="nothing-is-usual"),
    ],
)
def test_too_little_is_not_usual(counts: list[int], exposure: list[float]) -> None:
    assert usual(counts, exposure) is None


def test_means_of_months() -> None:
    low, high = mean_interval([[1.0, 2.0], [3.0], [2.0, 2.0]]) or (9.0, -9.0)
    assert low < 2 < high
    assert mean_interval([[1.0, 2.0, 3.0, 4.0, 5.0]]) is None, "one month"
    assert mean_interval([[1.0], [2.0]]) is None, "two values"
    mild, harsh = [[2.5, 1.5]] * 4 + [[2.5]] * 4, [[-2.0, -3.0]] * 4 + [[-2.0]] * 4
    found = means_differ(mild, harsh)
    assert found is not None
    assert found < 0.001
    assert found == means_differ(harsh, mild)
    assert means_differ(mild[:3], harsh) is None
    assert means_differ([[2.0]] * 8, [[2.0]] * 8) is None


@pytest.mark.parametrize(
    ("p", "total", "known", "words"),
    [
        pytest.param(0.001, 30, True, "very unlikely to be chance", id="sure"),
        pytest.param(0.001, 30, False, "unlikely to be chance", id="bursts-unseen"),
        pytest.param(0.03, 15, True, "unlikely to be chance", id="fairly"),
        pytest.param(0.1, 15, True, "may be chance", id="perhaps"),
        pytest.param(0.5, 15, True, "no clear difference", id="none"),
        pytest.param(0.0001, 5, True, "too few to say", id="few"),
    ],
)
def test_words_are_never_stronger_than_the_test(p: float, total: int, known: bool, words: str) -> None:
    assert verdict(p, total, bursts_known=known) == words
