"""The recurrency baseline against ranks worked out by hand, actor by actor."""

from __future__ import annotations

import numpy as np
import pytest

from bilateral.benchmarks.graphs import Graph
from bilateral.benchmarks.recurrency import _DECAYS, _WEIGHTS, recurrency_ranks, tuned
from bilateral.outlook.table import EventTable

ACTORS, RELATIONS, DAYS = 6, 2, 20


def graph(seed: int) -> Graph:
    random = np.random.default_rng(seed)
    columns = [random.integers(0, most, 300) for most in (DAYS, ACTORS, RELATIONS, ACTORS)]
    return Graph(
        EventTable.of(*columns, actors=[f"actor {n}" for n in range(ACTORS)], relations=["meet", "aid"]), 12, 16, DAYS
    )


def by_hand(made: Graph, first: int, decay: float, weight: float) -> list[float]:
    table = made.table
    rows = list(zip(*(x.tolist() for x in (table.day, table.source, table.relation, table.target)), strict=True))
    rows += [(day, o, r + RELATIONS, s) for day, s, r, o in rows]
    ranks = []
    for day in range(first, DAYS):
        past = [row for row in rows if row[0] < day]
        whole = sum(2.0 ** (-decay * (day - then)) for then in range(min(row[0] for row in rows), day))
        today = sorted({(s, r, o) for then, s, r, o in rows if then == day})
        for s, r, o in today:
            loose = [row[3] for row in past if row[2] == r]
            scores = [
                weight * sum(2.0 ** (-decay * (day - then)) for then, *rest in past if rest == [s, r, actor]) / whole
                + (1 - weight) * loose.count(actor) / max(len(loose), 1)
                for actor in range(ACTORS)
            ]
            others = [scores[actor] for actor in range(ACTORS) if (s, r, actor) not in today]
            more = sum(x > scores[o] + 1e-12 for x in others)
            ranks.append(1 + more + sum(abs(x - scores[o]) <= 1e-12 for x in others) / 2)
    return ranks


@pytest.mark.parametrize(("decay", "weight"), [(5, 7), (0, 3), (8, 0)])
def test_ranks_are_those_of_every_actor_by_itself(decay: int, weight: int) -> None:
    made = graph(1)
    settings = (np.full(2 * RELATIONS, decay), np.full(2 * RELATIONS, weight))
    found = np.concatenate(list(recurrency_ranks(made, made.test, made.end, settings)))
    assert found.tolist() == by_hand(made, made.test, _DECAYS[decay], _WEIGHTS[weight])


def test_what_is_chosen_is_not_worse_on_the_validation_part_than_the_default() -> None:
    made = graph(2)
    default = (np.full(2 * RELATIONS, 5), np.full(2 * RELATIONS, 7))
    reached = [
        (1 / np.concatenate(list(recurrency_ranks(made, made.valid, made.test, settings)))).mean()
        for settings in (tuned(made), default)
    ]
    assert reached[0] >= reached[1]
