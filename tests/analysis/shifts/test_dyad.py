"""From events to series, from what was read to exposure, and the shifts of a pair."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest

from bilateral.analysis.shifts import SERIES, Dated, DyadShifts, shifts_of
from bilateral.analysis.shifts.alarms import alarms_at, setting, settings
from bilateral.analysis.shifts.reading import Passing, reading
from bilateral.analysis.shifts.series import dated, frame
from bilateral.errors import QueryError, UnknownValue
from bilateral.model import Event

PAIR = ("USA", "AZE")
Make = Callable[..., Event]


def at(day: str, number: int = 1, until: str = "") -> Dated:
    return Dated(f"e{day}", date.fromisoformat(day), date.fromisoformat(until or day), number)


def every(days: int, first: str, last: str, number: int = 1) -> dict[date, int]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return {begin + timedelta(n): number for n in range(0, (end - begin).days + 1, days)}


@pytest.mark.parametrize(
    ("name", "form", "status", "issues", "kinds"),
    [
        ("contacts", "call", "occurred", (), [()]),
        ("contacts", "statement", "occurred", (), []),
        ("other acts", "statement", "occurred", (), [()]),
        ("other acts", "visit", "occurred", (), []),
        ("tone", "statement", "occurred", (), [(("verbal cooperation", 1.0),)]),
        ("level", "call", "occurred", (), [(("foreign minister", 1.0),)]),
        ("level", "statement", "occurred", (), []),  # nobody met
        ("agenda", "call", "occurred", ("energy", "health"), [(("energy", 0.5), ("health", 0.5))]),
        ("agenda", "call", "occurred", (), []),  # of no issue
    ],
)
def test_what_an_event_adds_to_a_series(
    make: Make, name: str, form: str, status: str, issues: tuple[str, ...], kinds: list[object]
) -> None:
    event = make("2022-03-15", form, "USA:foreign minister", "AZE:head of state", status=status, issues=issues)
    (series,) = [one for one in SERIES if one.name == name]
    assert [one.kinds for one in dated([event], PAIR, series)] == kinds


@pytest.mark.parametrize(
    ("events", "period", "counts", "why"),
    [
        ([at("2022-01-10"), at("2022-03-20", 2)], "month", [1, 0, 2], "an event told as twice counts two"),
        (
            [at("2022-01-10"), at("2022-01-30", until="2022-02-02"), at("2022-02-20")],
            "month",
            [1, 1],
            "across months: none",
        ),
        (
            [at("2022-01-10"), at("2022-02-01", until="2022-02-28"), at("2022-02-20")],
            "month",
            [1, 2],
            "a month will do",
        ),
        ([at("2022-01-12"), at("2022-01-16"), at("2022-01-17")], "week", [2, 1], "weeks begin on Mondays"),
        ([at("2006-04-26"), at("2022-01-10"), at("2022-02-20")], "month", [1, 1], "what is remembered is apart"),
    ],
)
def test_periods_are_days_where_nothing_is_known_of_reading(
    events: list[Dated], period: str, counts: list[int], why: str
) -> None:
    found = frame(events, read={}, period="week" if period == "week" else "month")
    assert found is not None
    assert found.basis == "days"
    assert found.counts(events).tolist() == counts, why


def test_documents_are_the_exposure_where_texts_were_read_all_along() -> None:
    read = every(1, "2021-01-01", "2021-12-31") | every(1, "2021-06-01", "2021-06-30", 3)
    events = [at(f"2021-{month:02}-10") for month in range(3, 11)]
    found = frame(events, read=read, period="month")
    assert found is not None
    assert found.basis == "documents"
    assert found.edges[0] == date(2021, 1, 1)  # silence before the first event was read too
    assert found.exposure[:6] == (31, 28, 31, 30, 31, 90)
    assert found.monthly == pytest.approx(425 / 12, rel=0.01)


@pytest.mark.parametrize(
    ("read", "why"),
    [
        (every(20, "2021-01-01", "2021-12-31"), "too few a month"),
        (every(1, "2021-11-01", "2021-12-31"), "read only lately, of what was before"),
        ({}, "nothing known"),
    ],
)
def test_days_are_the_exposure_else(read: Mapping[date, int], why: str) -> None:
    found = frame([at(f"2021-{month:02}-10") for month in range(3, 11)], read=read)
    assert found is not None
    assert found.basis == "days", why
    assert found.edges[0] == date(2021, 3, 10)


@pytest.mark.parametrize(
    ("first", "last", "period"), [("2020-01-06", "2022-12-30", "week"), ("2018-01-01", "2022-12-30", "month")]
)
def test_long_series_are_of_months(first: str, last: str, period: str) -> None:
    events = [Dated(str(day), day, day, 1) for day in every(30, first, last)]
    found = frame(events, read={})
    assert found is not None
    assert found.period == period


def test_months_where_events_are_dated_by_month() -> None:
    events = [at(f"2022-{month:02}-01", until=f"2022-{month:02}-28") for month in range(1, 13)]
    found = frame(events, read={})
    assert found is not None
    assert found.period == "month"


def test_a_publisher_read_for_a_part_of_the_time_is_left_out() -> None:
    steady = [("The Herald", day, n) for day, n in every(2, "2021-01-01", "2022-12-31").items()]
    rare = [("The Gazette", day, n) for day, n in every(90, "2021-01-20", "2022-12-31").items()]
    late = [("The Times", day, n) for day, n in every(1, "2022-03-01", "2022-06-30").items()]
    found = reading([*late, *steady, *rare])
    assert found.passing == (Passing("The Times", 122, date(2022, 3, 1), date(2022, 6, 30)),)
    assert found.left_out == {"The Times"}
    assert [name for name, _ in found.publishers] == ["The Herald", "The Gazette"]
    assert found.documents == len(steady) + len(rare)
    within = reading([*late, *steady, *rare], since=date(2022, 3, 1), until=date(2022, 6, 30))
    assert within.left_out == frozenset()  # within those months it was read all along


def test_where_no_publisher_was_read_all_along_all_are_counted_and_it_says_so() -> None:
    rows = [("The Herald", day, n) for day, n in every(1, "2021-01-01", "2021-12-31").items()]
    rows += [("The Times", day, n) for day, n in every(1, "2022-01-01", "2022-12-31").items()]
    found = reading(rows)
    assert found.mixed
    assert found.left_out == frozenset()
    assert found.documents == 730
    assert len(found.passing) == 2


def test_an_empty_database_was_not_read() -> None:
    assert reading([]).by_day == {}


def shifting(make: Make) -> list[Event]:
    """A call every other month for two years, then one every ten days for one, of another tone and on energy."""
    quiet = [
        make(str(day), "call", "USA:minister", "AZE:minister", issues=("health",))
        for day in every(60, "2020-01-10", "2021-12-31")
    ]
    busy = [
        make(str(day), "call", "USA:head of state", "AZE:head of state", issues=("energy",))
        for day in every(10, "2022-01-05", "2022-12-31")
    ]
    return [*quiet, *busy]


def told(found: DyadShifts, series: str) -> list[date]:
    return [shift.at for one in found.looked if one.series == series for shift in one.shifts]


def test_shifts_of_a_pair(make: Make) -> None:
    events = shifting(make)
    found = shifts_of(events, PAIR, read={}, false_alarms=0.02)
    (contacts,) = [one for one in found.looked if one.series == "contacts"]
    assert [one.series for one in found.looked] == ["contacts", "other acts", "tone", "level", "agenda"]
    (shift,) = contacts.shifts
    assert date(2021, 11, 1) <= shift.low <= shift.at <= shift.high <= date(2022, 2, 28)
    assert shift.before.rate is not None
    assert shift.after.rate is not None
    assert shift.before.rate.high < 1
    assert 2 < shift.after.rate.low < 3.1 < shift.after.rate.high
    # Every event of the series is on one side, in order.
    assert (*shift.before.events, *shift.after.events) == tuple(event.id for event in events)
    assert told(found, "level")
    assert told(found, "agenda")
    refused = {one.series: one.refused for one in found.looked if one.refused}
    assert refused == {
        "other acts": "not enough events to tell (it takes 8)",
        "tone": "all of one kind (verbal cooperation)",
    }


def test_what_did_not_take_place_shifts_nothing(make: Make) -> None:
    events = [make(str(day), "visit", "USA", "AZE", status="planned") for day in every(7, "2022-01-01", "2022-12-31")]
    assert shifts_of(events, PAIR, read={}, false_alarms=0.02).looked[0].number == 0


@pytest.mark.parametrize("reverse", [False, True])
def test_the_order_of_events_does_not_matter(make: Make, reverse: bool) -> None:
    events = shifting(make)
    first = shifts_of(events, PAIR, read={}, false_alarms=0.02)
    assert shifts_of(sorted(events, key=lambda e: e.id, reverse=reverse), PAIR, read={}, false_alarms=0.02) == first


def test_few_events_tell_nothing(make: Make) -> None:
    events = [make(f"2022-0{month}-05", "call", "USA", "AZE") for month in range(1, 7)]
    found = shifts_of(events, PAIR, read={}, what=("rate",), false_alarms=0.02)
    assert found.shifts == ()
    assert all("not enough events to tell" in one.refused for one in found.looked)


def test_silence_before_and_after_the_texts_is_none_of_the_pair(make: Make) -> None:
    """Days asked for beyond what is known do not make a series of them."""
    events = [make(str(day), "call", "USA", "AZE") for day in every(7, "2022-01-05", "2022-12-31")]
    since, until = date(2015, 1, 1), date(2030, 1, 1)
    found = shifts_of(events, PAIR, read={}, what=("rate",), since=since, until=until, false_alarms=0.02)
    assert found == shifts_of(events, PAIR, read={}, what=("rate",), false_alarms=0.02)
    assert found.shifts == ()


def test_a_series_too_long_for_weeks_is_refused(make: Make) -> None:
    events = [make(str(day), "call", "USA", "AZE") for day in every(300, "1980-01-05", "2020-12-31")]
    found = shifts_of(events, PAIR, read={}, what=("rate",), period="week", false_alarms=0.02)
    assert found.looked[0].refused.startswith("too long to count by week (at most 1,500 of them)")


@pytest.mark.parametrize(("spell", "period"), [(1, "week"), (5, "month")])
def test_events_in_spells_are_counted_by_month(make: Make, spell: int, period: str) -> None:
    """Five calls come in one week, or one a week for five weeks."""
    days = [
        first + timedelta(7 * week + number)
        for first in every(75, "2020-01-06", "2022-12-01")
        for week in range(spell)
        for number in range(5 if spell == 1 else 2)
    ]
    found = shifts_of([make(str(day), "call", "USA", "AZE") for day in days], PAIR, read={}, false_alarms=0.02)
    (contacts,) = [one for one in found.looked if one.series == "contacts"]
    assert contacts.frame is not None
    assert (contacts.frame.period, contacts.spells) == (period, period == "month")
    assert contacts.shifts == ()


def test_an_unknown_kind_of_shift_is_named(make: Make) -> None:
    with pytest.raises(UnknownValue, match="kind of shift"):
        shifts_of([], PAIR, read={}, what=("weather",), false_alarms=0.02)


@pytest.mark.parametrize("key", sorted(settings()))
def test_the_surer_a_change_must_be_the_fewer_alarms(key: tuple[str, str]) -> None:
    rows = settings()[key]
    assert [one.least for one in rows] == sorted(one.least for one in rows)
    assert [one.mean for one in rows] == sorted((one.mean for one in rows), reverse=True)
    assert all(one.mean <= one.worst for one in rows)


@pytest.mark.parametrize("key", sorted(settings()))
def test_alarms_are_read_off_between_settings(key: tuple[str, str]) -> None:
    rows = settings()[key]
    read = [alarms_at(*key, n / 1000) for n in range(800, 1001)]
    assert read == pytest.approx(sorted(read, reverse=True))
    assert read[0] == pytest.approx(rows[0].at_most)
    assert read[-1] == rows[-1].at_most
    assert alarms_at(*key, 0.5) == float("inf")


def test_fewer_false_alarms_than_were_measured_cannot_be_had() -> None:
    assert setting("shares", "month", 0.02).mean <= 0.02
    with pytest.raises(QueryError, match="false alarms"):
        setting("shares", "month", 1e-9)
