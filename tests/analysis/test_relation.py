from __future__ import annotations

from collections.abc import Callable

import pytest

from bilateral.analysis import (
    Direction,
    between,
    contact_level,
    counted,
    denied,
    direction,
    initiator,
    is_contact,
    tally,
    upcoming,
)
from bilateral.analysis.relation import month_of
from bilateral.model import Event, Level

Make = Callable[..., Event]
PAIR = ("USA", "AZE")


@pytest.mark.parametrize(
    ("form", "source", "target", "expected"),
    [
        pytest.param("call", "USA", "AZE", Direction.OUT, id="out"),
        pytest.param("call", "AZE", "USA", Direction.BACK, id="back"),
        pytest.param("call", "USA+AZE", "", Direction.JOINT, id="one-side-of-a-call"),
        pytest.param("measure", "USA+AZE", "RUS", None, id="one-side-of-a-measure"),
        pytest.param("visit", "USA+AZE", "USA+AZE", Direction.JOINT, id="each-on-both"),
        pytest.param("letter", "USA+GBR", "AZE", Direction.OUT, id="in-company"),
        pytest.param("call", "USA", "ARM", None, id="other-pair"),
        pytest.param("call", "USA", "", None, id="no-target"),
    ],
)
def test_direction(make: Make, form: str, source: str, target: str, expected: Direction | None) -> None:
    assert direction(make("2022-03-15", form, source, target), PAIR) is expected


@pytest.mark.parametrize(
    ("form", "source", "target", "expected"),
    [
        pytest.param("call", "AZE", "USA", Direction.BACK, id="who-called"),
        pytest.param("visit", "USA", "AZE", Direction.OUT, id="who-travelled"),
        pytest.param("meeting", "USA", "AZE", Direction.JOINT, id="a-meeting-takes-two"),
        pytest.param("signing", "AZE", "USA", Direction.JOINT, id="so-does-a-signing"),
        pytest.param("statement", "USA+AZE", "", None, id="not-between-them"),
    ],
)
def test_initiator(make: Make, form: str, source: str, target: str, expected: Direction | None) -> None:
    assert initiator(make("2022-03-15", form, source, target), PAIR) is expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        pytest.param("USA:foreign minister", "AZE:head of state", Level.FOREIGN_MINISTER, id="lower-side-counts"),
        pytest.param("USA:head of state", "AZE:ambassador", Level.AMBASSADOR, id="president-receives-envoy"),
        pytest.param("USA:head of state", "AZE", Level.HEAD_OF_STATE, id="one-side-known"),
        pytest.param("USA:senior official+USA:minister", "AZE:minister", Level.MINISTER, id="highest-of-a-delegation"),
        pytest.param("USA:ambassador+AZE:minister", "", Level.AMBASSADOR, id="both-in-the-source"),
        pytest.param("USA:minister+GBR:ambassador", "AZE:minister", Level.MINISTER, id="third-party-is-left-out"),
        pytest.param("AZE:head of state", "USA:institution", Level.HEAD_OF_STATE, id="an-institution-lowers-nobody"),
        pytest.param("AZE:institution", "USA", Level.INSTITUTION, id="only-institutions"),
        pytest.param("USA", "AZE", None, id="unknown"),
    ],
)
def test_contact_level(make: Make, source: str, target: str, expected: Level | None) -> None:
    assert contact_level(make("2022-03-15", "meeting", source, target), PAIR) is expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param("2022-03-15", "2022-03", id="day"),
        pytest.param("2006-04", "2006-04", id="whole-month"),
        pytest.param("2022-06-23/2022-06-24", "2022-06", id="two-days"),
        pytest.param("2022-06-30/2022-07-01", None, id="over-the-end-of-a-month"),
        pytest.param("2022-03-15/2022-06-27", None, id="wide"),
        pytest.param("2022", None, id="year"),
    ],
)
def test_month_of_never_guesses(make: Make, on: str, expected: str | None) -> None:
    assert month_of(make(on, "call", "USA", "AZE").when) == expected


def test_status_decides_where_an_event_stands(make: Make) -> None:
    events = [
        make(f"2022-03-0{day}", "visit", "USA", "AZE", status=status)
        for day, status in enumerate(("negated", "proposed", "planned", "ongoing", "occurred"), start=1)
    ]
    assert [event.status for event in counted(events)] == ["ongoing", "occurred"]
    assert [event.status for event in upcoming(events)] == ["proposed", "planned"]
    assert [event.status for event in denied(events)] == ["negated"]


def test_between_sorts_by_date_and_leaves_others_out(make: Make) -> None:
    late, early, other = (
        make("2022-05-11", "call", "USA", "AZE"),
        make("2022-03-18", "letter", "AZE", "USA"),
        make("2022-03-19", "letter", "AZE", "RUS"),
    )
    assert between([late, early, other], PAIR) == [early, late]


def test_tally_counts_occurrences_and_keeps_events(make: Make) -> None:
    assert tally("visits", [make("2022", "visit", "AZE", "RUS", times=2), make("2022", "visit", "AZE", "RUS")]) == (
        type(tally("", []))("visits", 3, ("e1", "e2"))
    )


@pytest.mark.parametrize("form", ["statement", "measure", "transfer", "force", "invitation", "other"])
def test_acts_are_no_contacts(make: Make, form: str) -> None:
    assert not is_contact(make("2022-03-15", form, "USA", "AZE"))
