from __future__ import annotations

from collections.abc import Callable

import pytest

from bilateral.analysis.milestones import lasts, milestones
from bilateral.analysis.relation import Direction
from bilateral.model import Event, Form, Level

Make = Callable[..., Event]
PAIR = ("USA", "AZE")
Told = tuple[str, str, str, str]  # day, form, source, target


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param(
            [("2006-04", "visit", "AZE:head of state", "USA"), ("2022-06-07", "visit", "AZE:senior official", "USA")],
            ("e2", "e1", None),
            id="the-first-visit-at-all",
        ),
        pytest.param(
            [
                ("2006-04", "visit", "AZE:head of state", "USA:head of state"),
                ("2021-09-07", "visit", "AZE:minister", "USA:minister"),
                ("2022-06-07", "visit", "AZE:head of state", "USA:head of state"),
            ],
            ("e3", "e1", Level.HEAD_OF_STATE),
            id="the-first-at-this-level",
        ),
        pytest.param(
            [
                ("2020-04-01", "meeting", "AZE:head of state", "USA:head of state"),
                ("2022-06-07", "meeting", "AZE:foreign minister", "USA:foreign minister"),
                ("2022-08-07", "meeting", "AZE:foreign minister", "USA:foreign minister"),
            ],
            ("e2", "e1", None),
            id="a-higher-one-counts-as-well",
        ),
        pytest.param(
            [("2006-04", "visit", "AZE", "USA"), ("2022-06-07", "visit", "USA", "AZE")],
            None,
            id="the-other-way-is-another-kind",
        ),
        pytest.param(
            [("2006-04", "visit", "AZE", "USA"), ("2022-06-07", "call", "USA", "AZE")],
            None,
            id="another-form-is-another-kind",
        ),
        pytest.param(
            [("2021-06-20", "call", "AZE", "USA"), ("2022-06-07", "call", "USA", "AZE")], None, id="less-than-a-year"
        ),
        pytest.param(
            [("2019/2022-06-30", "call", "AZE", "USA"), ("2022-06-07", "call", "USA", "AZE")],
            None,
            id="the-one-before-may-be-later",
        ),
        pytest.param([("2022-06-07", "call", "USA", "AZE")], None, id="nothing-before-is-no-proof"),
    ],
)
def test_first_of_its_kind(make: Make, told: list[Told], expected: tuple[str, str, Level | None] | None) -> None:
    found = milestones([make(*one) for one in told], PAIR)
    assert [(one.event.id, one.before.id, one.level) for one in found][-1:] == ([expected] if expected else [])


def test_plans_are_first_of_nothing(make: Make) -> None:
    events = [make("2006-04", "visit", "AZE", "USA"), make("2022-06-07", "visit", "AZE", "USA", status="planned")]
    assert milestones(events, PAIR) == ()


def test_lasts(make: Make) -> None:
    events = [
        make("2006-04", "visit", "AZE:head of state", "USA:head of state"),
        make("2022-06-07", "visit", "AZE:minister", "USA:minister"),
        make("2022-06-08", "visit", "USA:minister", "AZE:minister"),
        make("2022-03-15", "call", "USA:head of government", "AZE:head of state"),
        make("2022-06-09", "statement", "USA:head of state", "AZE"),
    ]
    found = {
        (one.form, one.way): (one.any and one.any.id, one.highest and one.highest.id) for one in lasts(events, PAIR)
    }
    assert found == {
        (Form.VISIT, Direction.OUT): ("e3", None),
        (Form.VISIT, Direction.BACK): ("e2", "e1"),
        (Form.CALL, None): ("e4", "e4"),
    }


@pytest.mark.parametrize(
    ("read", "covered"),
    [
        pytest.param([f"2021-{month:02}" for month in range(1, 13)], True, id="all-months-between"),
        pytest.param([f"2021-{month:02}" for month in range(1, 9)], True, id="two-thirds"),
        pytest.param([f"2021-{month:02}" for month in range(1, 8)], False, id="fewer"),
        pytest.param(["2022-01"], False, id="none-between"),
    ],
)
def test_a_first_is_sure_only_where_texts_of_the_time_between_were_read(
    make: Make, read: list[str], covered: bool
) -> None:
    events = [make("2020-12-05", "visit", "AZE", "USA"), make("2022-01-07", "visit", "AZE", "USA")]
    (found,) = milestones(events, PAIR, read=read)
    assert found.covered is covered
