"""Fading counts: right by hand, and blind to what is to come."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.outlook.rates.tables import ACTORS, ACTS, lively, table

from bilateral.outlook.rates.features import GAP, HALF_LIVES, NAMES, Around, History, World

EVERY = (0, 1, 2)
A, B, C = (np.array([n]) for n in range(3))


def history(rows: list[tuple[int, str, str, str]]) -> History:
    return History(table(rows), EVERY, EVERY)


def test_counts_fade_by_half_in_their_half_life() -> None:
    life = int(HALF_LIVES[1])
    found = history([(100, "A", "B", "call"), (100 + life, "A", "B", "call")]).evidence(100 + 2 * life, A, B)
    call = ACTS.index("call")
    assert found.counts[0, call, 1] == 0.25 + 0.5
    assert found.number[0, call] == 2
    assert found.number[0, ACTS.index("visit")] == 0


def test_each_family_counts_what_its_name_says() -> None:
    rows = [
        (100, "A", "B", "call"),
        (100, "B", "A", "call"),
        (100, "A", "B", "visit"),
        (100, "A", "C", "call"),
        (100, "C", "B", "call"),
    ]
    found = history(rows).evidence(101, A, B)
    total = found.counts[0, ACTS.index("call")].reshape(-1, len(HALF_LIVES) + 1)[:, -1]
    #                 act back any back s-act t-act  s  t  s-in t-out world
    assert total.tolist() == [1, 1, 2, 1, 2, 2, 3, 3, 1, 1, 0]
    assert found.columns.shape == (1, 3, len(NAMES))


def test_the_days_since_an_act_are_those_since_its_last_time() -> None:
    found = history([(100, "A", "B", "call"), (104, "A", "B", "call"), (109, "A", "B", "visit")]).evidence(110, A, B)
    assert found.last[0, ACTS.index("call")].tolist() == [104, -np.inf, 109, -np.inf]


def test_a_long_silence_of_everyone_begins_a_new_count() -> None:
    rows = [(100, "A", "B", "call"), (100 + GAP + 1, "A", "B", "visit")]
    found = history(rows).evidence(100 + GAP + 11, A, B)
    assert found.known == 10
    assert found.number[0].tolist() == [0, 1, 0]


@settings(max_examples=25, deadline=None)
@given(day=st.integers(1001, 1900), seed=st.integers(0, 3))
def test_nothing_from_the_day_on_is_known(day: int, seed: int) -> None:
    rows = lively(seed)
    before = [row for row in rows if row[0] < day]
    other = [(max(day, 3600 - row[0]), row[2], row[1], "sanction") for row in rows if row[0] >= day]
    real, changed = (history(kept).evidence(day, A, B) for kept in (rows, before + other))
    np.testing.assert_array_equal(real.columns, changed.columns)
    np.testing.assert_array_equal(real.signs, changed.signs)


def test_the_order_of_the_rows_does_not_matter() -> None:
    rows = lively(1)
    there, back = (history(given).evidence(1800, A, C) for given in (rows, rows[::-1]))
    np.testing.assert_array_equal(there.columns, back.columns)


def test_events_of_a_pair_and_counts_of_the_rest_say_the_same_as_all_events() -> None:
    whole, day = table(lively(2)), 1850
    pair = whole.kept(np.isin(whole.source, [0, 1]) & np.isin(whole.target, [0, 1]))
    ages = (day - whole.day[whole.day < day]).astype(float)
    weights = np.stack([0.5 ** (ages / life) for life in HALF_LIVES], axis=1)
    act = whole.act[: len(ages)]  # each event is one act
    sides = {
        "a_out": whole.source == 0,
        "a_in": whole.target == 0,
        "b_out": whole.source == 1,
        "b_in": whole.target == 1,
        "all": whole.source >= 0,
    }
    marked = {side: mark[: len(ages)] for side, mark in sides.items()}
    by_act = {s: np.stack([weights[m & (act == n)].sum(axis=0) for n in EVERY]) for s, m in marked.items()}
    rest = Around(by_act, {side: weights[mark].sum(axis=0) for side, mark in marked.items()})
    starts = History(whole, EVERY, EVERY).starts
    near = History(pair, EVERY, EVERY, world=World(A[:0], A[:0], np.zeros(0), starts))
    for source, target, swapped in ((A, B, False), (B, A, True)):
        all_of = History(whole, EVERY, EVERY).evidence(day, source, target)
        part = rest.into(near.evidence(day, source, target), np.array(EVERY), swapped=swapped)
        np.testing.assert_allclose(part.columns, all_of.columns, rtol=1e-4, atol=1e-5)


def test_what_happens_within_a_horizon_begins_on_the_day_and_ends_before_its_end() -> None:
    there = history([(100, "A", "B", "call"), (107, "A", "B", "visit"), (90, "A", "B", "sanction")])
    assert there.happens(100, 7, A, B).tolist() == [[True, False, False]]
    assert there.happens(101, 7, A, B).tolist() == [[False, True, False]]
    assert there.happens(101, 7, B, A).tolist() == [[False, False, False]]


def test_pairs_are_active_by_the_events_of_a_time() -> None:
    there = history([(100, "A", "B", "call"), (105, "A", "B", "visit"), (105, "C", "B", "visit")])
    source, target = there.active(110, least=2, within=10)
    assert [(ACTORS[s], ACTORS[t]) for s, t in zip(source, target, strict=True)] == [("A", "B")]
    assert len(there.active(110, least=2, within=9)[0]) == 0
