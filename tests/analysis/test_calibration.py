"""The tests keep to what they say, on made-up counts without a difference (all: tools/calibrate_tests.py)."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

import numpy as np

BURSTS = (4, 0.0)
"""Four times as variable as Poisson counts."""


@cache
def tool() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "tools" / "calibrate_tests.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_bursts_raise_few_false_alarms_but_many_of_the_exact_test() -> None:
    exact, ours = tool().count_alarms(np.random.default_rng(5), 24, 4, BURSTS, 200)
    assert exact > 0.15
    assert ours < 0.09


def test_what_differs_is_found() -> None:
    _, ours = tool().count_alarms(np.random.default_rng(5), 24, 2, BURSTS, 100, times=4)
    assert ours > 0.85


def test_tones_and_periods_without_a_difference_are_left_alone() -> None:
    assert tool().tone_alarms(np.random.default_rng(5), 18, 4, (2, 0.0), 150) < 0.1
    assert tool().period_alarms(np.random.default_rng(5), 12, 5, (2, 0.0), 150) < 0.1
