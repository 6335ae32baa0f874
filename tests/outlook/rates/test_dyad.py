"""Reasons: taking their events away moves the probability as far as they say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from tests.outlook.rates.tables import ACTS, lively, table

from bilateral.outlook.rates.acts import ActTable
from bilateral.outlook.rates.dyad import ActOutlook, look
from bilateral.outlook.rates.features import History
from bilateral.outlook.rates.model import RateModel, Scope, learn

EVERY = (0, 1, 2)
SCOPE = Scope(acts=EVERY, signs=EVERY, horizon=5)
UNTIL = 1800


@pytest.fixture(scope="module")
def events() -> ActTable:
    return table([*(row for row in lively() if row[0] < UNTIL), (UNTIL - 1, "A", "B", "call")])


@pytest.fixture(scope="module", params=["fitted", "rates"])
def model(request: pytest.FixtureRequest, events: ActTable) -> RateModel:
    found = learn(History(events, EVERY, EVERY), SCOPE, UNTIL)
    assert found.additive is not None
    return found if request.param == "fitted" else RateModel(scope=SCOPE, rates=found.rates)


def looked(events: ActTable, model: RateModel, papers: Sequence[list[int]] = ()) -> dict[str, ActOutlook]:
    found = look(History(events, EVERY, EVERY), model, UNTIL, 0, 1, forms=EVERY, papers=papers)
    return {one.act: one for one in found}


def test_without_the_events_of_a_reason_the_probability_is_as_said(events: ActTable, model: RateModel) -> None:
    now = looked(events, model)
    for act in ACTS:
        assert now[act].reasons or not now[act].times
        for reason in now[act].reasons[:3]:
            left = events.kept(~np.isin(events.event, reason.group.events))
            moved = now[act].probability - looked(left, model)[act].probability
            assert moved == pytest.approx(reason.effect, abs=1e-4)


def test_a_call_yesterday_speaks_for_a_visit(events: ActTable, model: RateModel) -> None:
    found = looked(events, model)["visit"]
    effect = {reason.group.what: reason.effect for reason in found.reasons}.get("call, A to B, in the last 60 days")
    assert effect is None if model.additive is None else effect and effect > 0.02  # rates know of visits only


def test_an_act_stands_beside_its_base_rates_and_its_last_time(events: ActTable, model: RateModel) -> None:
    found = looked(events, model)["visit"]
    assert 0 < found.base < found.own < 1
    assert found.last is not None
    assert found.last < UNTIL
    assert found.last_event is not None
    assert found.times == int(((events.source == 0) & (events.target == 1) & _is(events, "visit")).sum())


def test_what_hangs_on_one_document_is_said(events: ActTable, model: RateModel) -> None:
    ours = events.event[(events.source == 0) & (events.target == 1)].tolist()
    one, several = [ours], [[n] for n in ours[:12]]
    calls = [looked(events, model, papers)["call"] for papers in (one, several)]
    assert calls[0].swing > 5 * calls[1].swing
    assert looked(events, model)["call"].swing == 0


def _is(events: ActTable, act: str) -> np.ndarray:
    found = np.zeros(len(events), bool)
    found[events.row[events.act == ACTS.index(act)]] = True
    return found
