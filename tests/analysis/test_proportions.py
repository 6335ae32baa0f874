from __future__ import annotations

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.analysis.chance import holm
from bilateral.analysis.proportions import at_least, share_interval, split_chance


@pytest.mark.parametrize(
    ("found", "total", "low", "high"),
    [
        pytest.param(5, 6, 0.359, 0.996, id="five-of-six"),
        pytest.param(0, 3, 0.0, 0.708, id="none-of-three"),
        pytest.param(3, 3, 0.292, 1.0, id="three-of-three"),
        pytest.param(50, 100, 0.398, 0.602, id="many"),
        pytest.param(0, 0, 0.0, 1.0, id="nothing-known"),
    ],
)
def test_interval(found: int, total: int, low: float, high: float) -> None:
    assert tuple(round(one, 3) for one in share_interval(found, total)) == (low, high)


@pytest.mark.parametrize(
    ("chances", "number", "expected"),
    [
        pytest.param([0.5] * 6, 5, 7 / 64, id="equal-chances-are-binomial"),
        pytest.param([1.0, 0.0, 0.5], 2, 0.5, id="sure-and-impossible-ones"),
        pytest.param([], 0, 1.0, id="none-of-none"),
        pytest.param([0.2], 2, 0.0, id="more-than-there-are"),
    ],
)
def test_at_least(chances: list[float], number: int, expected: float) -> None:
    assert isclose(at_least(chances, number), expected)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param((1, 2, 1, 1), 0.25, id="half-of-what-is-seen"),
        pytest.param((5, 10, 3, 3), 10 / 120 / 2, id="all-in-one-half"),
        pytest.param((5, 10, 3, 0), (120 - 10 / 2) / 120, id="none-in-it"),
        pytest.param((2, 10, 3, 3), 0.0, id="more-than-the-part-holds"),
    ],
)
def test_split_chance(counts: tuple[int, int, int, int], expected: float) -> None:
    assert isclose(split_chance(*counts), expected)


def test_counts_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        split_chance(11, 10, 1, 1)


def test_holm() -> None:
    assert holm([0.01, 0.04, 0.03]) == (0.03, 0.06, 0.06)
    assert holm([]) == ()


@given(st.integers(0, 12), st.integers(0, 12), st.data())
def test_both_tails_together_hold_everything(part: int, rest: int, data: st.DataObject) -> None:
    whole = part + rest
    number = data.draw(st.integers(0, whole))
    inside = data.draw(st.integers(max(0, number - rest), min(part, number)))
    up = split_chance(part, whole, number, inside)
    down = split_chance(rest, whole, number, number - inside)
    assert isclose(up + down, 1.0, abs_tol=1e-9)
