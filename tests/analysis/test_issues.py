from __future__ import annotations

from collections.abc import Callable

import pytest

from bilateral.analysis import issues_table, recurring_issues, recurring_named_issues
from bilateral.analysis.issues import raised_by
from bilateral.model import Event

Make = Callable[..., Event]
PAIR = ("USA", "AZE")


@pytest.mark.parametrize(
    ("form", "source", "document", "expected"),
    [
        pytest.param("letter", "USA", "neutral", "USA", id="the-writer-speaks"),
        pytest.param("letter", "USA", "baku", "USA", id="the-writer-speaks-whoever-prints-it"),
        pytest.param("call", "USA", "baku", "AZE", id="the-account-of-one-side"),
        pytest.param("call", "USA", "neutral", None, id="a-third-party-tells"),
        pytest.param("statement", "USA+AZE", "neutral", None, id="a-joint-statement"),
        pytest.param("call", "USA", "moscow", None, id="another-government-tells"),
        pytest.param("statement", "RUS", "baku", "AZE", id="a-third-state-in-one-side's-account"),
    ],
)
def test_raised_by(make: Make, form: str, source: str, document: str, expected: str | None) -> None:
    event = make("2022-03-15", form, source, "AZE", document=document)
    assert raised_by(event.reports[0], PAIR, {"baku": "AZE", "moscow": "RUS"}) == expected


def test_most_events_first_with_sides_and_months(make: Make) -> None:
    events = [
        make("2022-03-15", "call", "USA", "AZE", issues=("energy", "borders")),
        make("2022-03-18", "letter", "USA", "AZE", issues=("borders",)),
        make("2022-04/2022-06", "visit", "AZE", "USA", issues=("borders",), document="baku"),
        make("2022-07-01", "visit", "AZE", "USA", issues=("energy",), status="planned"),
    ]
    borders, energy = recurring_issues(events, PAIR, official={"baku": "AZE"})
    assert (borders.issue, energy.issue) == ("borders", "energy")
    assert borders.events == ("e1", "e2", "e3")
    assert borders.months == ("2022-03",)
    assert borders.sides == (("USA", ("e2",)), ("AZE", ("e3",)))
    assert borders.unattributed == ("e1",)
    assert str(borders.first.earliest) == "2022-03-15"
    assert str(borders.last.latest) == "2022-06-30"
    assert energy.events == ("e1",), "a planned event is not counted"


def test_named_issues_keep_their_names(make: Make) -> None:
    rows = recurring_named_issues([make("2022-03-15", "letter", "USA", "AZE", named=("Minsk Group",))], PAIR)
    assert [(row.issue, row.events) for row in rows] == [("Minsk Group", ("e1",))]


def test_ties_are_broken_by_months_then_name(make: Make) -> None:
    events = [
        make("2022-03-15", "call", "USA", "AZE", issues=("health", "energy", "borders")),
        make("2022-03-16", "call", "USA", "AZE", issues=("health", "energy")),
        make("2022-04-16", "call", "USA", "AZE", issues=("borders",)),
    ]
    assert [row.issue for row in recurring_issues(events, PAIR)] == ["borders", "energy", "health"]


def test_arrow(make: Make) -> None:
    rows = recurring_issues([make("2022-03-15", "letter", "USA", "AZE", issues=("energy",))], PAIR)
    (row,) = issues_table(rows).to_pylist()
    assert (row["issue"], row["events"], row["named_by_USA"], row["named_by_AZE"]) == ("energy", 1, 1, 0)
    assert issues_table(()).num_rows == 0
