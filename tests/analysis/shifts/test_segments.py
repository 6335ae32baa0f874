"""Laws of the sums over all cuttings, and changes in series whose answer is plain."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.analysis.shifts.counts import Counts
from bilateral.analysis.shifts.segments import Change, Evidence, Posterior, changes, posterior
from bilateral.analysis.shifts.shares import Shares

HAZARD = 0.2 / 12

COUNTS = st.lists(st.integers(0, 12), min_size=8, max_size=24).filter(any)
KINDS = st.lists(st.tuples(*[st.integers(0, 6)] * 3), min_size=8, max_size=24).filter(
    lambda rows: any(any(row) for row in rows)
)


def counted(numbers: Sequence[float], exposure: Sequence[float] | None = None) -> Posterior:
    given_ = None if exposure is None else np.array(exposure, np.float64)
    return posterior(Counts(np.array(numbers), given_).evidence(), hazard=HAZARD)


def found(numbers: Sequence[float], exposure: Sequence[float] | None = None, *, least: float = 0.8) -> list[Change]:
    return changes(counted(numbers, exposure), hazard=HAZARD, least=least)


def mirrored(change: Change, periods: int) -> tuple[int, int, int, float]:
    return periods - change.cut, periods - change.high, periods - change.low, round(change.probability, 6)


@settings(max_examples=25, deadline=None)
@given(COUNTS)
def test_a_series_turned_round_has_its_cuts_mirrored(numbers: list[int]) -> None:
    there, back = counted(numbers), counted(numbers[::-1])
    assert np.allclose(there.cut[1:-1], back.cut[1:-1][::-1], atol=1e-9)
    assert np.allclose(there.segment, back.segment[::-1, ::-1].T, atol=1e-9)


@settings(max_examples=15, deadline=None)
@given(KINDS)
def test_kinds_turned_round_have_their_cuts_mirrored(rows: list[tuple[int, ...]]) -> None:
    kinds = np.array(rows, np.float64)
    there, back = (posterior(Shares(one).evidence(), hazard=HAZARD) for one in (kinds, kinds[::-1]))
    assert np.allclose(there.cut[1:-1], back.cut[1:-1][::-1], atol=1e-9)


@settings(max_examples=15, deadline=None)
@given(COUNTS, st.floats(0.001, 1000), st.data())
def test_only_ratios_of_exposures_matter(numbers: list[int], factor: float, data: st.DataObject) -> None:
    exposure = data.draw(st.lists(st.floats(0.5, 20), min_size=len(numbers), max_size=len(numbers)))
    there, other = counted(numbers, exposure), counted(numbers, [factor * one for one in exposure])
    assert np.allclose(there.cut, other.cut, atol=1e-7)


@settings(max_examples=15, deadline=None)
@given(KINDS, st.permutations(range(3)))
def test_the_order_of_kinds_does_not_matter(rows: list[tuple[int, ...]], order: list[int]) -> None:
    kinds = np.array(rows, np.float64)
    there, other = (posterior(Shares(one).evidence(), hazard=HAZARD) for one in (kinds, kinds[:, order]))
    assert np.allclose(there.cut, other.cut, atol=1e-9)


@settings(max_examples=15, deadline=None)
@given(COUNTS)
def test_probabilities_are_such(numbers: list[int]) -> None:
    known = counted(numbers)
    assert known.shared.sum() == pytest.approx(1)
    assert ((known.cut >= -1e-9) & (known.cut <= 1 + 1e-9)).all()
    # Every period lies in exactly one segment.
    size = len(numbers) + 1
    for period in range(len(numbers)):
        assert known.segment[: period + 1, period + 1 : size].sum() == pytest.approx(1)


def test_sums_are_those_over_every_cutting() -> None:
    """Of six periods, all 32 cuttings one by one."""
    rng = np.random.default_rng(3)
    scores = rng.normal(size=(2, 7, 7))
    scores[:, np.tril_indices(7)[0], np.tril_indices(7)[1]] = -np.inf
    known = posterior(Evidence(scores, np.log([0.3, 0.7])), hazard=0.2)
    total, at = 0.0, np.zeros(7)
    for choice in range(32):
        cuts = [place + 1 for place in range(5) if choice >> place & 1]
        edges = [0, *cuts, 6]
        prior = 0.2 ** len(cuts) * 0.8 ** (5 - len(cuts))
        pairs = list(pairwise(edges))
        weight = sum(w * prior * np.exp(sum(scores[k, s, t] for s, t in pairs)) for k, w in ((0, 0.3), (1, 0.7)))
        total += weight
        at[cuts] += weight
    assert known.cut == pytest.approx(at / total)
    assert known.change_within(1, 5) == pytest.approx(
        1 - sum(w * 0.8**5 * np.exp(scores[k, 0, 6]) for k, w in ((0, 0.3), (1, 0.7))) / total
    )


@pytest.mark.parametrize(
    ("numbers", "cuts", "why"),
    [
        ([1, 0, 1, 2, 0, 1, 1, 0, 2, 1] * 2 + [6, 8, 5, 7, 9, 6] * 2, [20], "up"),
        ([6, 8, 5, 7, 9, 6] * 2 + [1, 0, 1, 2, 0, 1, 1, 0, 2, 1] * 2, [12], "down"),
        ([1, 0, 1, 2, 0, 1] * 3 + [9, 8, 11, 7, 9, 8] * 2 + [0, 1, 0, 1, 0, 1] * 3, [18, 30], "up and down again"),
        ([2, 3, 1, 2, 2, 4, 1, 3] * 5, [], "nothing changes"),
        ([1, 0, 2, 1, 0, 1, 1, 2, 0, 1] * 2 + [14] + [0, 1, 1, 2, 0, 1, 0, 1, 2, 1] * 2, [], "a burst is no change"),
        ([0, 9, 0, 0, 7, 1, 0, 12, 0, 0, 8, 0] * 4, [], "bursts all along"),
        ([0] * 40 + [1, 0, 0], [], "one event in silence"),
    ],
)
def test_changes(numbers: list[int], cuts: list[int], why: str) -> None:
    assert [one.cut for one in found(numbers)] == cuts, why


@pytest.mark.parametrize("silent", [1, 12, 60])
def test_a_silent_dyad_stays_one_with_more_months_of_nothing(silent: int) -> None:
    assert found([1] + [0] * (11 + silent)) == []


def test_more_texts_are_no_more_events() -> None:
    """Twice as many events in twice as many documents; without these it is a shift."""
    numbers = [2, 3, 2, 4, 3, 2] * 4 + [7, 5, 6, 8, 5, 7] * 4
    assert [one.cut for one in found(numbers)] == [24]
    assert found(numbers, [100.0] * 24 + [220.0] * 24) == []


def test_a_change_mirrors_with_its_interval() -> None:
    numbers = [1, 0, 1, 2, 0, 1, 1, 0, 2, 1] * 2 + [6, 8, 5, 7, 9, 6] * 2
    (there,), (back,) = found(numbers), found(numbers[::-1])
    assert mirrored(there, len(numbers)) == (back.cut, back.low, back.high, round(back.probability, 6))
    assert there.low <= there.cut <= there.high


def test_rates_have_intervals_that_hold_what_was_counted() -> None:
    numbers = [1, 0, 1, 2, 0, 1] * 6 + [6, 8, 5, 7, 9, 6] * 4
    series = Counts(np.array(numbers), np.full(len(numbers), 50.0))
    known = posterior(series.evidence(), hazard=HAZARD)
    before, after = series.rate(known, 0, 36, exposure=50.0), series.rate(known, 36, 60, exposure=50.0)
    assert before.low < 5 / 6 < before.high < after.low < 41 / 6 < after.high
    assert series.rate(known, 0, 36).mean == pytest.approx(before.mean / 50)


def test_long_segments_of_many_events_do_not_underflow() -> None:
    numbers = [180, 240, 20, 400] * 60
    known = counted(numbers)
    assert np.isfinite(known.evidence.segments[:, 0, -1]).all()
    assert not changes(known, hazard=HAZARD, least=0.7)


def test_a_drift_is_told_from_a_step() -> None:
    drift = [1, 0, 1, 1, 2, 1, 1, 2, 3, 2, 2, 3, 4, 3, 5, 4, 6, 5, 7, 6, 8, 9, 8, 10, 11, 12]
    step = [1, 2, 1, 0, 1, 2, 1, 1, 0, 2, 1, 1, 1, 9, 8, 10, 9, 8, 11, 9, 10, 8, 9, 10, 9, 8]
    odds = [Counts(np.array(one)).drift(counted(one), 0, 26) for one in (drift, step)]
    assert odds[0] > 3
    assert odds[1] < 0.01


@pytest.mark.parametrize(
    ("numbers", "exposure"),
    [([], None), ([0, 0, 0], None), ([1, 2], [1.0]), ([1, 2], [1.0, 0.0]), ([1, 2], [1.0, float("nan")])],
)
def test_counts_without_a_rate_are_refused(numbers: list[int], exposure: list[float] | None) -> None:
    with pytest.raises(ValueError, match=r"counts"):
        Counts(np.array(numbers, np.int64), None if exposure is None else np.array(exposure))


def test_tones_that_turn_over() -> None:
    rng = np.random.default_rng(5)
    kinds = np.concatenate([rng.multinomial(5, [0.8, 0.1, 0.1], 20), rng.multinomial(5, [0.1, 0.8, 0.1], 20)])
    (one,) = changes(posterior(Shares(kinds).evidence(), hazard=HAZARD), hazard=HAZARD, least=0.9)
    assert abs(one.cut - 20) <= 1
    old, new = Shares(kinds).shares(0, one.cut), Shares(kinds).shares(one.cut, 40)
    assert old[0].low > new[0].high
    assert sum(share.share for share in old) == pytest.approx(1)


def test_clusters_of_one_kind_are_no_change() -> None:
    """Whole months are of one kind: five events of a month say no more than one."""
    kinds = np.array([[5, 0], [0, 5], [5, 0], [5, 0], [0, 5], [0, 5], [0, 5], [5, 0]] * 4, np.float64)
    assert changes(posterior(Shares(kinds).evidence(), hazard=HAZARD), hazard=HAZARD, least=0.8) == []


@pytest.mark.parametrize("kinds", [np.zeros((4, 2)), np.ones((4, 1)), np.ones(4)])
def test_shares_of_nothing_are_refused(kinds: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"two kinds"):
        Shares(kinds)
