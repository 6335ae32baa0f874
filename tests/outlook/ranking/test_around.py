"""Those around a candidate: what passes between states, who is like it, with whom both dealt yesterday."""

from __future__ import annotations

import numpy as np
import pytest

from bilateral.outlook.ranking import History
from bilateral.outlook.ranking.around import around
from bilateral.outlook.ranking.candidates import Questions
from bilateral.outlook.ranking.counters import HALF_LIVES, MONTH
from bilateral.outlook.table import EventTable

ACTORS = ("Chad", "Niger", "Police (Chad)", "Police (Niger)", "Citizen (Chad)", "Citizen (Niger)", "A. Person", "UN")
RELATIONS = ("meet", "aid", "blame")
TODAY = 40


def history(rows: list[tuple[int, int, int, int]]) -> History:
    """Of (day, source, relation, target) on a ground of meetings of the states, from which rules are learned."""
    ground = [(day, day % 2, 0, 1 - day % 2) for day in range(0, TODAY, 2)]
    table = EventTable.of(*np.array(ground + rows).T, actors=ACTORS, relations=RELATIONS)
    found = History(table, guess_before=TODAY)
    found.advance(TODAY)
    return found


def asked(source: int, relation: int, targets: tuple[int, ...]) -> Questions:
    row = np.zeros(len(targets), np.int64)
    return Questions(np.array([source]), np.array([relation]), row, np.array(targets), np.array([0, len(targets)]))


@pytest.mark.parametrize(
    ("name", "rows", "source", "likelier", "other", "why"),
    [
        (
            "rules, act between states: 30 d",
            [(30, 2, 0, 5), (31, 2, 0, 5)],
            4,
            3,
            7,
            "the police of Chad met citizens of Niger: to citizens of Chad its police is nearer than the UN",
        ),
        ("rules, act on state: 30 d", [(38, 6, 0, 3)], 6, 5, 4, "the person met the police of Niger"),
        ("rules, act of state on target: 30 d", [(38, 2, 0, 7)], 4, 7, 6, "the police of Chad met the UN"),
        (
            "partners' partners: share, of yesterday",
            [(39, 6, 0, 7), (39, 7, 1, 5)],
            6,
            5,
            4,
            "the person met the UN yesterday, and the UN aided citizens of Niger",
        ),
    ],
)
def test_what_those_around_say(
    name: str, rows: list[tuple[int, int, int, int]], source: int, likelier: int, other: int, why: str
) -> None:
    found = around(history(rows), asked(source, 0, (likelier, other)))[name]
    assert found[0] > found[1], why


def test_rules_between_states_are_the_sum_of_what_each_act_leads_to() -> None:
    rows = [(36, 2, 2, 5), (38, 2, 1, 3), (38, 4, 2, 1), (39, 0, 0, 5)]
    past = history(rows)
    found = around(past, asked(4, 2, (3,)))["rules, act between states: 30 d"][0]
    times = np.zeros(2 * len(RELATIONS))
    for day, source, relation, target in [*rows, *((day, day % 2, 0, 1 - day % 2) for day in range(0, TODAY, 2))]:
        for s, r, o in ((source, relation, target), (target, relation + len(RELATIONS), source)):
            if (past.of.state[s], past.of.state[o]) == (past.of.state[4], past.of.state[3]):
                times[r] += 0.5 ** ((TODAY - day) / HALF_LIVES[MONTH])
    expected = (np.minimum(times, 3) * past.rules.shares()[:, 2]).sum()
    assert found == pytest.approx(np.log(expected + 0.003), rel=1e-3)


def test_those_like_the_target() -> None:
    # Both polices are blamed by the same two, whom nobody else blames; the person met that of Chad.
    rows = [(day, by, 2, police) for day in (30, 34) for by in (5, 7) for police in (2, 3)] + [(37, 6, 0, 2)]
    found = around(history(rows), asked(6, 0, (3, 1)))
    for name in ("those like the target: same act", "those like the target: any act"):
        assert found[name][0] > found[name][1], name
