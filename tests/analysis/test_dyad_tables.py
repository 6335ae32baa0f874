from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bilateral.analysis import counted, dyad_table
from bilateral.analysis.dyads import By, Period
from bilateral.chronology import TextCount
from bilateral.model import Event, Form, Status

Make = Callable[..., Event]
PAIR = ("USA", "AZE")


def texts(**months: int) -> list[TextCount]:
    """m2022_03=5: five texts of March."""
    found = []
    for name, number in months.items():
        first = date(int(name[1:5]), int(name[6:]), 1)
        found.append(TextCount(first, first + timedelta(27), number, number // 2))
    return found


def sample(make: Make) -> list[Event]:
    return [
        make("2006-04", "visit", "AZE:head of state", "USA:head of state"),
        make("2022-03-15", "call", "USA:foreign minister", "AZE:head of state"),
        make("2022-03-18", "letter", "USA:head of state", "AZE"),
        make("2022-05-11", "meeting", "USA:foreign minister", "AZE:head of state"),
        make("2022-03-15/2022-06-27", "visit", "AZE", "USA", times=2),
        make("2022-05-20", "visit", "USA", "AZE", status="planned"),
        make("2022-05-21", "statement", "USA", "AZE"),
        make("2022-05-21", "call", "USA", "RUS"),
    ]


def test_a_relation_by_month(make: Make) -> None:
    table = dyad_table(sample(make), PAIR, texts(m2022_03=10, m2022_04=4, m2021_01=7), period="month")
    assert [(row.period, row.events.number, row.contacts.number) for row in table.periods] == [
        ("2022-03", 2, 2),
        ("2022-04", 0, 0),
        ("2022-05", 2, 1),
    ]
    assert (table.all.number, table.earlier.events, table.undated.number) == (7, ("e1",), 2)
    march, april, may = table.periods
    assert (march.documents, march.either, march.rate) == (10, 5, 200.0)
    assert april.rate == 0
    assert may.rate is None, "no text of May was read"
    assert march.interval == pytest.approx((0.242, 7.225), abs=0.001)
    assert (table.documents, table.documents_undated) == (21, 0)
    assert [row.standing for row in table.periods] == ["", "", ""], "three months are too few"


def test_contacts_alone(make: Make) -> None:
    table = dyad_table(sample(make), PAIR, contacts=True)
    assert table.all.number == 6
    assert "e7" not in table.all.events


def test_the_days_asked_for_are_all_there(make: Make) -> None:
    table = dyad_table(
        [make("2022-03-15", "call", "USA", "AZE")],
        PAIR,
        [TextCount(date(2021, 12, 31), date(2021, 12, 31), 5, 5), TextCount(None, None, 2, 0)],
        period="quarter",
        since=date(2022, 1, 10),
        until=date(2022, 8, 1),
    )
    assert [(row.period, row.first, row.last) for row in table.periods] == [
        ("2022-Q1", date(2022, 1, 10), date(2022, 3, 31)),
        ("2022-Q2", date(2022, 4, 1), date(2022, 6, 30)),
        ("2022-Q3", date(2022, 7, 1), date(2022, 8, 1)),
    ]
    assert (table.documents, table.documents_undated) == (2, 2), "texts of other days are none of it"


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("form", ["visit", "meeting", "call", "letter", "statement"]),
        ("level", ["head of state", "foreign minister", "level not known"]),
        ("type", ["CONSULT"]),
        ("direction", ["USA to AZE", "AZE to USA"]),
        ("initiator", ["USA", "AZE", "both"]),
    ],
)
def test_kinds(make: Make, by: By, keys: list[str]) -> None:
    table = dyad_table(sample(make), PAIR, by=by)
    assert [row.events.key for row in table.kinds] == keys
    assert sum(row.events.number for row in table.kinds) == table.all.number
    assert sum(row.share for row in table.kinds) == pytest.approx(1)


def test_no_events(make: Make) -> None:
    table = dyad_table([], PAIR, texts(m2022_03=10), by="form")
    assert (table.periods, table.kinds, table.all.number, table.tone.mean) == ((), (), 0, None)


def test_more_texts_do_not_look_like_more_contacts(make: Make) -> None:
    read = {f"m2022_{month:02}": 100 for month in range(1, 13)} | {"m2022_05": 1_000}
    events = [make(f"2022-{month:02}-{day:02}", "call", "USA", "AZE") for month in range(1, 13) for day in range(1, 4)]
    events += [make(f"2022-05-{day:02}", "call", "USA", "AZE") for day in range(4, 29)]
    standing = {row.period: row.standing for row in dyad_table(events, PAIR, texts(**read)).periods}
    assert standing["2022-05"] == "more, as are texts"
    level = {row.period: row.standing for row in dyad_table(events, PAIR, texts(**read | {"m2022_05": 100})).periods}
    assert level["2022-05"] == "more, also per text"
    assert {word for month, word in {**standing, **level}.items() if month != "2022-05"} == {""}


DAYS = st.dates(date(2019, 1, 1), date(2022, 12, 31))


@given(
    st.lists(
        st.tuples(
            DAYS,
            st.sampled_from([0, 0, 0, 3, 40]),
            st.sampled_from([form.value for form in Form]),
            st.sampled_from([("USA", "AZE"), ("AZE", "USA"), ("USA+AZE", ""), ("USA", "RUS"), ("AZE+RUS", "USA")]),
            st.sampled_from([status.value for status in Status]),
            st.integers(1, 3),
        ),
        max_size=25,
    ),
    st.sampled_from(get_args(By)),
    st.sampled_from([None, *get_args(Period)]),
    st.booleans(),
)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_counts_add_up_over_periods_and_kinds(
    make: Make,
    drawn: list[tuple[date, int, str, tuple[str, str], str, int]],
    by: By,
    period: Period | None,
    contacts: bool,
) -> None:
    events = [
        make(f"{day}/{day + timedelta(width)}", form, *sides, status=status, times=times)
        for day, width, form, sides, status, times in drawn
    ]
    table = dyad_table(events, PAIR, by=by, period=period, contacts=contacts)
    number = sum(row.events.number for row in table.periods)
    assert number + table.earlier.number + table.undated.number == table.all.number
    assert sum(row.events.number for row in table.kinds) == table.all.number == table.tone.number
    for row in table.periods:
        assert sum(kind.number for kind in row.kinds) == row.events.number == row.tone.number
    ids = [key for row in table.periods for key in row.events.events]
    assert sorted((*ids, *table.earlier.events, *table.undated.events)) == sorted(table.all.events)
    turned = dyad_table(events, (PAIR[1], PAIR[0]), by=by, period=period, contacts=contacts)
    assert [row.events for row in turned.periods] == [row.events for row in table.periods]
    assert set(table.all.events) <= {event.id for event in counted(events)}
