"""At the turn of the year less is expected, as far as the past shows it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from tests.outlook.rates.tables import lively, table

from bilateral.outlook.rates.features import History
from bilateral.outlook.rates.model import RateModel, Rates, Scope, gather
from bilateral.outlook.rates.season import PRIOR, exposure, is_quiet, quiet_share

FIRST, UNTIL = date(2020, 3, 1).toordinal(), date(2023, 3, 1).toordinal()
EVERY = np.arange(FIRST, UNTIL)
QUIET = np.array([is_quiet(day) for day in EVERY.tolist()])


@pytest.mark.parametrize(
    ("day", "quiet"),
    [("2022-12-23", False), ("2022-12-24", True), ("2023-01-01", True), ("2023-01-02", False), ("0001-01-01", True)],
)
def test_the_days(day: str, quiet: bool) -> None:
    assert is_quiet(date.fromisoformat(day).toordinal()) is quiet
    assert not is_quiet(0), "before the calendar"


@pytest.mark.parametrize(
    ("on_quiet", "on_others", "low", "high"),
    [
        (0, 20, 0.05, 0.10),  # three turns without an event, 540 expected
        (20, 20, 0.95, 1.0),
        (0, 0, PRIOR, PRIOR),  # nothing is known
    ],
)
def test_the_share_is_what_the_past_shows_drawn_to_the_prior(
    on_quiet: int, on_others: int, low: float, high: float
) -> None:
    days = np.repeat(EVERY, np.where(QUIET, on_quiet, on_others))
    assert low <= quiet_share(days, FIRST, UNTIL) <= high


def test_what_comes_after_does_not_count() -> None:
    days = np.repeat(EVERY, 3)
    until = date(2022, 12, 20).toordinal()
    assert quiet_share(days[days < until], FIRST, until) == quiet_share(days, FIRST, until)


def test_less_is_expected_where_the_turn_lies_in_the_horizon() -> None:
    assert exposure(date(2022, 6, 1).toordinal(), 30, 0.5) == 1
    assert exposure(date(2022, 12, 24).toordinal(), 9, 0.5) == 0.5
    assert exposure(date(2022, 12, 25).toordinal(), 16, 0.5) == 0.75
    history = History(table(lively()), (0, 1, 2), (0, 1, 2))
    model = RateModel(
        scope=Scope(acts=(0, 1, 2), signs=(0, 1, 2), horizon=10), rates=Rates(np.full(3, 0.01), 60.0), quiet=0.5
    )
    there = gather(history, 1700, *history.active(1700, least=1, within=365))
    assert model.season(1700) == 1
    quiet = date(4, 12, 24).toordinal()
    assert model.season(quiet) == pytest.approx(0.55)
    there.origin[:] = quiet
    less = model.of(there)
    there.origin[:] = 1700
    assert np.allclose(np.log1p(-less), 0.55 * np.log1p(-model.of(there)))
