"""Models find what follows from what, stay calibrated, fall back to rates, and know nothing of what is to come."""

from __future__ import annotations

import numpy as np
import pytest
from tests.outlook.rates.tables import ACTS, lively, table

from bilateral.outlook.rates import model as models
from bilateral.outlook.rates.features import History
from bilateral.outlook.rates.kept import from_text, to_text
from bilateral.outlook.rates.model import (
    DEFAULT_STRENGTH,
    Analogues,
    RateModel,
    Rates,
    Scope,
    gather,
    half_year,
    learn,
    origins,
)

EVERY = (0, 1, 2)
SCOPE = Scope(acts=EVERY, signs=EVERY, horizon=5)
UNTIL = 1800
A, B = np.array([0]), np.array([1])


def history(rows: list[tuple[int, str, str, str]]) -> History:
    return History(table(rows), EVERY, EVERY)


@pytest.fixture(scope="module")
def fitted() -> RateModel:
    return learn(history(lively()), SCOPE, UNTIL)


def test_a_shrunken_rate_lies_between_the_pairs_and_everyones() -> None:
    rates = Rates(np.array([0.1]), 100.0)
    assert rates.daily(np.array([[0.0]]), np.array([100.0])).item() == pytest.approx(0.05)
    assert rates.daily(np.array([[40.0]]), np.array([100.0])).item() == pytest.approx(0.25)


def test_a_visit_is_likelier_after_a_call(fitted: RateModel) -> None:
    assert fitted.kind == "additive model"
    rows = [row for row in lively() if row[0] < UNTIL - 5]
    visit = ACTS.index("visit")
    silent = fitted.predict(history(rows), UNTIL, A, B)[0, visit]
    called = fitted.predict(history([*rows, (UNTIL - 1, "A", "B", "call")]), UNTIL, A, B)[0, visit]
    assert called > 1.3 * silent


def test_forecasts_of_days_that_were_not_learned_from_beat_the_rates(fitted: RateModel) -> None:
    there = history(lively())
    parts = [gather(there, day, *there.active(day, least=1, within=365), horizon=5) for day in range(1801, 1895, 3)]
    happened = np.concatenate([part.happened for part in parts])
    plain = RateModel(scope=SCOPE, rates=fitted.rates)
    off = {
        name: float(np.square(np.concatenate([one.of(part) for part in parts]) - happened).mean())
        for name, one in (("rates", plain), ("model", fitted))
    }
    assert off["model"] < off["rates"]
    said = float(np.concatenate([fitted.of(part) for part in parts]).mean())
    assert said == pytest.approx(float(happened.mean()), rel=0.25)


def test_what_comes_after_changes_neither_model_nor_forecast(fitted: RateModel) -> None:
    rows = [row for row in lively() if row[0] < UNTIL]
    changed = [*rows, *((UNTIL + n, "B", "A", "sanction") for n in range(60))]
    again = learn(history(changed), SCOPE, UNTIL)
    assert to_text(again) == to_text(fitted)
    np.testing.assert_array_equal(
        fitted.predict(history(lively()), UNTIL, A, B), again.predict(history(changed), UNTIL, A, B)
    )


def test_with_little_past_only_shrunken_rates_are_used() -> None:
    rows = [(1000 + 7 * n, "A", "B", "call") for n in range(8)]
    found = learn(history(rows), SCOPE, 1060)
    assert found.kind == "shrunken rates"
    call, visit = found.predict(history(rows), 1060, A, B)[0, :2]
    assert 0 < visit < call < 1


def test_with_no_past_to_try_on_the_rate_counts_for_the_stated_days() -> None:
    found = learn(history([(1000, "A", "B", "call"), (1010, "A", "B", "call")]), SCOPE, 1012)
    assert found.rates.strength == DEFAULT_STRENGTH


def test_trees_are_grown_where_there_is_much_and_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "_loss", _in_favour_of_trees())
    monkeypatch.setattr(models, "MANY", 100)
    found = learn(history(lively()), SCOPE, UNTIL)
    assert found.kind == "additive model with boosted trees"
    again = from_text(to_text(found))
    there = history(lively())
    np.testing.assert_allclose(found.predict(there, UNTIL, A, B), again.predict(there, UNTIL, A, B), rtol=1e-6)


def _in_favour_of_trees() -> object:
    """A loss that falls from call to call, so that the last of those tried is the best."""
    left = iter(range(10_000, 0, -1))
    return lambda probability, happened: float(next(left))


def test_a_kept_model_says_the_same(fitted: RateModel) -> None:
    again = from_text(to_text(fitted))
    there = history(lively())
    np.testing.assert_array_equal(fitted.predict(there, UNTIL, A, B), again.predict(there, UNTIL, A, B))
    assert again.cases_alike is not None
    assert to_text(again) == to_text(fitted)


def test_the_last_origin_is_a_horizon_before_the_end() -> None:
    assert origins(0, 400, 30)[-1] == 370
    assert origins(0, 50, 30) == []
    assert len(origins(0, 100_000, 30)) <= 61


def test_pairs_alike_are_others_with_nearly_the_same_half_year() -> None:
    signs = np.zeros((3, 2 * 3 * 2), np.float32)  # two signs at three half-lives, forth and back
    signs[:, 4] = [5, 5.5, 0]
    signs[2, 5] = 40
    cases = Analogues((("A", "B"), ("C", "D"), ("E", "F")), half_year(signs), np.array([[True], [True], [False]]))
    alike, followed = cases.like(signs[0], "A", "B")
    assert (alike, followed.tolist()) == (1, [1])  # itself does not count, and E-F is unlike it
    assert cases.like(signs[0], "X", "Y")[0] == 2
