"""Who is next: features know nothing of what is to come, ranks share ties, and the right answer is learned."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from bilateral.errors import QueryError
from bilateral.outlook.ranking import History, Ranker, Shrunken, who_next
from bilateral.outlook.ranking.actors import belonging
from bilateral.outlook.ranking.candidates import questions_of
from bilateral.outlook.ranking.counters import HALF_LIVES, WEEK
from bilateral.outlook.ranking.features import features
from bilateral.outlook.ranking.kept import from_text, to_text
from bilateral.outlook.ranking.model import Settings
from bilateral.outlook.ranking.questions import days_of
from bilateral.outlook.ranking.reasons import BETWEEN
from bilateral.outlook.ranking.without import without
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


def test_taking_events_out_is_as_if_they_had_not_been() -> None:
    events = table(1)
    history = History(events, guess_before=30)
    history.advance(TODAY)
    whole = {name: (counters.fading.copy(), counters.last.copy()) for name, counters in history.counts.items()}
    gone = np.flatnonzero((events.source == 2) & (events.target == 4) & (events.day < TODAY))
    left = np.setdiff1d(np.arange(len(events)), gone)
    columns = np.stack([events.day, events.source, events.relation, events.target])[:, left]
    other = History(EventTable.of(*columns, actors=ACTORS, relations=events.relations), guess_before=30)
    other.advance(TODAY)
    same = np.array_equal(history.of.state, other.of.state)
    assert same, "else the keys would not be comparable"
    with without(history, gone):
        for name, counters in history.counts.items():
            at = other.counts[name].places(counters.keys)
            for span in range(len(HALF_LIVES)):
                assert np.allclose(counters.fading[span], other.counts[name].count(at, span), atol=1e-4), name
            assert np.array_equal(counters.silence(np.arange(len(at)), TODAY), other.counts[name].silence(at, TODAY)), (
                name
            )
    for name, counters in history.counts.items():
        assert np.array_equal(counters.fading, whole[name][0])
        assert np.array_equal(counters.last, whole[name][1])


def test_decades_without_events_are_passed_at_once() -> None:
    columns = np.array([[0, 20_000, 20_003], [0, 0, 1], [0, 0, 1], [1, 1, 2]])
    history = History(EventTable.of(*columns, actors=ACTORS, relations=("meet", "aid")), guess_before=0)
    history.advance(20_005)
    pair = history.counts["pair"]
    at = pair.places(np.array([0 * len(ACTORS) + 1]))
    assert history.day == 20_005
    assert pair.total[at] == 2
    assert pair.count(at, WEEK) == pytest.approx(0.5 ** (5 / 8))


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
    return events, Ranker.fit(events, until=TODAY, settings=Settings(questions=800, few=0))


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


def test_reasons_say_what_the_probability_would_be_without_their_events(learned: tuple[EventTable, Ranker]) -> None:
    events, ranker = learned
    history = ranker.history(events)
    history.advance(TODAY)
    first, *_ = who_next(ranker, history, 3, 1, number=1)
    reason = next(reason for reason in first.reasons if reason.kind == BETWEEN)
    left = np.setdiff1d(np.arange(len(events)), reason.events)
    columns = np.stack([events.day, events.source, events.relation, events.target])[:, left]
    again = EventTable.of(*columns, actors=ACTORS, relations=events.relations)
    bare = ranker.history(again)
    bare.advance(TODAY)
    asked = ranker.asked(bare, 3, 1)
    chance = float(ranker.probabilities(bare, asked)[list(asked.target).index(first.target)])
    assert np.sign(first.probability - chance) == np.sign(reason.effect)
    assert first.probability - chance == pytest.approx(reason.effect, abs=0.1), "the rest is rules and profiles"


def test_a_model_survives_being_kept_as_text(learned: tuple[EventTable, Ranker]) -> None:
    events, ranker = learned
    told = [who_next(model, _on(model, events), 2, 0) for model in (ranker, from_text(to_text(ranker)))]
    assert told[0] == told[1]


def _on(model: Ranker, events: EventTable) -> History:
    history = model.history(events)
    history.advance(TODAY)
    return history


def test_learning_twice_gives_the_same(learned: tuple[EventTable, Ranker]) -> None:
    settings = Settings(questions=200, few=0, passes_most=3)
    first, second = (to_text(Ranker.fit(learned[0], until=TODAY, settings=settings)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("source", "relation", "target", "why"),
    [
        (2, 3, 4, "the police fights citizens of its own state, as it does all else"),
        (3, 0, 5, "the same of the other"),
        (2, 4, 1, "who meets the police of Chad: whoever meets it, which is an inverse relation"),
    ],
)
def test_shares_are_of_all_who_were_named(source: int, relation: int, target: int, why: str) -> None:
    events = table(1)
    history = History(events, guess_before=30)
    history.advance(TODAY)
    first, *rest = who_next(Shrunken(), history, source, relation)
    assert first.target == target, why
    assert first.probability + sum(one.probability for one in rest) == pytest.approx(1)
    assert source not in {one.target for one in rest}


def test_few_questions_move_nothing_away_from_the_additive_model() -> None:
    few, moved = (
        Ranker.fit(table(1), until=TODAY, settings=Settings(questions=200, few=few, passes_most=3)).network.weights
        for few in (201, 0)
    )
    assert not few["last"].any()
    assert not few["shift"].any()
    assert moved["last"].any()


def test_too_few_events_are_told() -> None:
    events = table(1)
    with pytest.raises(QueryError, match="are too few to learn from"):
        Ranker.fit(events, until=5)
