from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.analysis import Cell, Tally, contacts_by_period, contacts_table
from bilateral.analysis.dyads import By, Period, _label, _month_number, after_silence, periods_between
from bilateral.errors import UnknownValue
from bilateral.model import Event

Make = Callable[..., Event]
PAIR = ("USA", "AZE")


def sample(make: Make) -> list[Event]:
    return [
        make("2022-03-15", "call", "USA:foreign minister", "AZE:head of state"),
        make("2022-03-18", "letter", "USA:head of state", "AZE"),
        make("2022-05-11", "call", "USA:foreign minister", "AZE:head of state"),
        make("2022-05-12", "call", "AZE:minister", "USA:minister"),
        make("2022-03-15/2022-06-27", "visit", "AZE", "USA", times=2),
        make("2022-05-20", "visit", "USA", "AZE", status="planned"),
        make("2022-05-21", "statement", "USA", "AZE"),
        make("2022-05-21", "call", "USA", "RUS"),
    ]


def test_by_form_and_month(make: Make) -> None:
    table = contacts_by_period(sample(make), PAIR)
    assert table.periods == ("2022-03", "2022-04", "2022-05")
    assert table.keys == ("visit", "call", "letter")
    assert [table.row(period) for period in table.periods] == [(0, 1, 1), (0, 0, 0), (0, 2, 0)]
    assert Cell("2022-05", "call", 2, ("e3", "e4")) in table.cells
    assert table.undated == (Tally("visit", 2, ("e5",)),)


def test_by_level(make: Make) -> None:
    table = contacts_by_period(sample(make), PAIR, by="level")
    assert table.keys == ("head of state", "foreign minister", "minister", "level not known")


def test_by_direction(make: Make) -> None:
    table = contacts_by_period(sample(make), PAIR, by="direction")
    assert {cell.key: cell.number for cell in table.cells if cell.period == "2022-05"} == {
        "USA to AZE": 1,
        "AZE to USA": 1,
    }


@pytest.mark.parametrize(
    ("period", "periods", "undated"),
    [("quarter", ("2022-Q1", "2022-Q2"), 2), ("year", ("2022",), 0)],
    ids=["quarter", "year"],
)
def test_wider_periods_take_wider_ranges(make: Make, period: Period, periods: tuple[str, ...], undated: int) -> None:
    table = contacts_by_period(sample(make), PAIR, period=period)
    assert table.periods == periods
    assert sum(loose.number for loose in table.undated) == undated


def test_no_contacts_no_periods() -> None:
    assert contacts_by_period([], PAIR).periods == ()


def test_unknown_division_is_refused(make: Make) -> None:
    with pytest.raises(UnknownValue, match="form, level, type, direction, initiator"):
        contacts_by_period([], PAIR, by="weather")  # type: ignore[arg-type]


def test_every_contact_is_in_one_cell_or_undated(make: Make) -> None:
    events = sample(make)
    for by in get_args(By):
        table = contacts_by_period(events, PAIR, by=by)
        placed = [event for cell in table.cells for event in cell.events]
        placed += [event for loose in table.undated for event in loose.events]
        assert sorted(placed) == ["e1", "e2", "e3", "e4", "e5"]


def test_arrow_has_null_for_undated(make: Make) -> None:
    arrow = contacts_table(contacts_by_period(sample(make), PAIR))
    assert arrow.column_names == ["month", "form", "number", "events"]
    assert arrow.to_pylist()[-1] == {"month": None, "form": "visit", "number": 2, "events": ["e5"]}


@given(st.dates(), st.sampled_from(["month", "quarter", "year"]))
def test_labels_lead_back_to_their_first_month(day: date, period: Period) -> None:
    label = _label(day, period)
    assert periods_between([label], period) == (label,)
    assert _month_number(label) <= day.year * 12 + day.month - 1


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param([], 0, id="nothing"),
        pytest.param([(date(2006, 4, 21), date(2006, 4, 30)), (date(2022, 3, 1), date(2022, 3, 1))], 1, id="a silence"),
        pytest.param([(date(2020, 1, 1), date(2021, 12, 31)), (date(2022, 3, 1), date(2022, 3, 1))], 0, id="none"),
        pytest.param(
            [(date(1990, 1, 1),) * 2, (date(2000, 1, 1),) * 2, (date(2010, 1, 1),) * 2], 2, id="the last of several"
        ),
    ],
)
def test_what_follows_the_last_silence(days: list[tuple[date, date]], expected: int) -> None:
    assert after_silence(days) == expected
