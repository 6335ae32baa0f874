"""The list over all pairs goes down as far as chance is kept in its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from bilateral.analysis.shifts import DyadShifts, Frame, Looked, Part, Shift
from bilateral.analysis.shifts.ranking import PART_CHANCE, ranked

EDGES = tuple(date(2019 + month // 12, month % 12 + 1, 1) for month in range(61))
FRAME = Frame("month", EDGES, (30.0,) * 60, "days")


def pair(number: int, *probabilities: float, at: date = date(2022, 3, 1), refused: str = "") -> DyadShifts:
    side = Part(EDGES[0], EDGES[1], 10, (), 30.0)
    shifts = tuple(Shift("contacts", at, at, at, probability, side, side) for probability in probabilities)
    looked = Looked("contacts", "rate", 20, 0, None if refused else FRAME, None, refused, shifts)
    return DyadShifts((f"A{number:02}", "USA"), (looked,))


@pytest.mark.parametrize(
    ("found", "told", "why"),
    [
        ([], [], "nothing was looked at"),
        ([pair(1)], [], "nothing was found"),
        ([pair(1, 0.9999)], [0.9999], "one that is sure, in five years"),
        ([pair(1, 0.8)] + [pair(n) for n in range(2, 60)], [], "one that is not, in 295 years"),
        ([pair(n, 0.8) for n in range(20)], [0.8] * 20, "twenty that are not, in twenty series"),
        ([pair(1, 0.9999), pair(2, 0.81)] + [pair(n) for n in range(3, 20)], [0.9999], "down to the sure one"),
    ],
)
def test_how_far_the_list_goes(found: Sequence[DyadShifts], told: list[float], why: str) -> None:
    listed = ranked(found, since=None, left=0)
    assert [shift.probability for _, _, shift in listed.shifts] == told, why
    assert listed.expected <= PART_CHANCE * len(told)


def test_the_surest_come_first_whatever_the_order() -> None:
    pairs = [pair(1, 0.97), pair(2, 0.9999), pair(3, 0.99)]
    first, second = (ranked(one, since=None, left=4) for one in (pairs, pairs[::-1]))
    assert first == second
    assert [pair_ for pair_, _, _ in first.shifts] == [("A02", "USA"), ("A03", "USA"), ("A01", "USA")]
    assert first.left == 4


def test_only_the_time_asked_for_counts() -> None:
    old, new = pair(1, 0.9999, at=date(2020, 3, 1)), pair(2, 0.9999, at=date(2023, 9, 1))
    listed = ranked([old, new], since=date(2023, 1, 1), left=0)
    assert [pair_ for pair_, _, _ in listed.shifts] == [("A02", "USA")]
    assert listed.years == pytest.approx(2, abs=0.01)  # the last year of both


def test_pairs_with_too_few_events_are_counted_apart() -> None:
    listed = ranked([pair(1, 0.9999), pair(2, refused="not enough events to tell")], since=None, left=0)
    assert (listed.pairs, listed.few, listed.series) == (1, 1, 1)
