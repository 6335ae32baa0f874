"""Who is next: features know nothing of what is to come, ranks share ties, and the right answer is learned."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from bilateral.errors import QueryError
from bilateral.outlook.ranking import History, Ranker, who_next
from bilateral.outlook.ranking.actors import belonging
from bilateral.outlook.ranking.candidates import questions_of
from bilateral.outlook.ranking.features import features
from bilateral.outlook.ranking.model import Settings
from bilateral.outlook.ranking.questions import days_of
from bilateral.outlook.table import EventTable

ACTORS = ("Chad", "Niger", "Police (Chad)", "Police (Niger)", "Citizen (Chad)", "Citizen (Niger)", "A. Person", "UN")
DAYS, TODAY = 60, 50


def table(seed: int, *, before: EventTable | None = None) -> EventTable:
    """Events in which the police of a state mostly deal with its citizens; those before TODAY as in another table."""
    random = np.random.default_rng(seed)
    day = random.integers(0, DAYS, 2400)
    source = random.integers(0, 8, 2400)
    home = np.where(np.isin(source, (2, 3)), source + 2, (source + 1) % 8)
    target = np.where(random.random(2400) < 0.8, home, random.integers(0, 8, 2400))
    columns = np.stack([day, source, random.integers(0, 4, 2400), target])
    if before is not None:
        kept = np.stack([before.day, before.source, before.relation, before.target])
        columns = np.concatenate([kept[:, before.day < TODAY], columns[:, day >= TODAY]], axis=1)
    return EventTable.of(*columns, actors=ACTORS, relations=("meet", "aid", "blame", "fight"))


def asked(events: EventTable) -> tuple[Any, Any]:
    history = History(events, guess_before=30)
    history.advance(TODAY)
    questions = questions_of(history, np.array([0, 2, 3, 6]), np.array([0, 3, 5, 1]))
    found, names = features(history, questions)
    assert found.shape == (len(questions.target), len(names))
    return np.stack([questions.row, questions.target]), found


@pytest.mark.parametrize("seed", [2, 3])
def test_what_comes_later_changes_nothing(seed: int) -> None:
    before = table(1)
    (candidates, found), (other, again) = asked(before), asked(table(seed, before=before))
    assert np.array_equal(candidates, other)
    assert np.allclose(found, again, atol=1e-5), "but for the last digits of the profiles"


def test_whose_an_actor_is() -> None:
    #                              A. Person deals with Chad's twice and Niger's once; the UN with nobody
    of = belonging(ACTORS, np.array([6, 6, 3]), np.array([2, 0, 6]))
    states = [int(state) for state in of.state]
    assert states == [0, 1, 0, 1, 0, 1, 0, 2]
    assert list(of.stated) == [True] * 6 + [False] * 2
    assert of.role[2] == of.role[3] != of.role[4]


@pytest.fixture(scope="module")
def learned() -> tuple[EventTable, Ranker]:
    events = table(1)
    return events, Ranker.fit(events, until=TODAY, settings=Settings(questions=800, rounds=20), threads=1)


def test_the_model_learns_whom_the_police_deal_with(learned: tuple[EventTable, Ranker]) -> None:
    events, ranker = learned
    history = ranker.history(events)
    history.advance(TODAY)
    first, *rest = who_next(ranker, history, 2, 0, number=3)
    assert events.actors[first.target] == "Citizen (Chad)"
    assert first.probability > 0.4 > rest[0].probability
    assert first.times > rest[0].times
    assert first.reasons[0].effect > 0
    assert all(events.day[row] < TODAY for reason in first.reasons for row in reason.events)
    day = next(days_of(history, TODAY, DAYS))
    assert len(ranker.score(history, day.asked)) == len(day.asked.target) == len(day.answered)


def test_too_few_events_are_told() -> None:
    events = table(1)
    with pytest.raises(QueryError, match="are too few to learn from"):
        Ranker.fit(events, until=5)
