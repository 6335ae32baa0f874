"""Scores by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bilateral.outlook.rates.scores import reliability_text, score


def test_scores_of_four_forecasts() -> None:
    said, came = np.array([0.9, 0.6, 0.4, 0.1]), np.array([True, False, True, False])
    found = score(said, came, np.full(4, 0.5))
    assert found.brier == pytest.approx((0.01 + 0.36 + 0.36 + 0.01) / 4)
    assert found.skill == pytest.approx(1 - found.brier / 0.25)
    assert found.average_precision == pytest.approx((1 + 2 / 3) / 2)
    assert found.calibration_error == pytest.approx((0.1 + 0.6 + 0.6 + 0.1) / 4)


def test_equal_probabilities_share_their_place() -> None:
    came = np.array([True, False, False, False])
    for order in (came, came[::-1]):
        assert score(np.full(4, 0.3), order, np.full(4, 0.25)).average_precision == pytest.approx(0.25)


def test_where_nothing_came_there_is_no_precision() -> None:
    assert math.isnan(score(np.array([0.1]), np.array([False]), np.array([0.1])).average_precision)


def test_the_table_has_a_line_a_bin() -> None:
    lines = reliability_text(score(np.array([0.02, 0.97]), np.array([False, True]), np.array([0.5, 0.5]))).splitlines()
    assert len(lines) == 3
    assert lines[1].split()[:4] == ["1%-", "5%", "2.0%", "0.0%"]
    assert all(len(line) <= 80 for line in lines)
