from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest
from tests.builders import when

from bilateral.chronology import EventQuery, Store
from bilateral.model import Basis, Event, Precision, Status, When
from bilateral.present.exports.ical import ical
from bilateral.present.words import day_is_open

PLANNED = EventQuery(statuses=(Status.PLANNED, Status.PROPOSED))
ALL = EventQuery(statuses=())


def entries(text: str) -> list[Any]:
    calendar = icalendar.Calendar.from_ical(text)
    assert isinstance(calendar, icalendar.Calendar)
    assert calendar["version"] == "2.0"
    assert not calendar.errors
    return list(calendar.events)


def one(store: Store, **fields: object) -> Event:
    """The planned visit, with other fields."""
    (planned,) = store.events(PLANNED)
    return replace(planned, **fields)  # type: ignore[arg-type]


def test_a_plan_whose_day_is_open_says_so_first(store: Store) -> None:
    events = store.events(PLANNED)
    (entry,) = entries(ical(events, store.documents(), title="France – Kazakhstan"))
    assert entry["summary"] == "May 2023, day not known: Étienne Laval is to visit Kazakhstan"
    assert (entry.start, entry.end) == (date(2023, 5, 1), date(2023, 6, 1)), "all days on which it may be"
    assert entry["status"] == "TENTATIVE"
    assert entry["transp"] == "TRANSPARENT", "it keeps nobody's calendar busy"
    assert entry["uid"] == f"{events[0].id}@bilateral"
    assert entry["dtstamp"].dt == datetime(2022, 12, 20, tzinfo=UTC), "the day of the text"
    assert entry["location"] == "Astana"
    assert entry["url"] == "https://herald.example/review?a=1&b=2#top"
    assert entry["x-bilateral-precision"] == "month"
    assert "“President Laval is to travel to Astana in May.” (A year of talks, Steppe Herald" in entry["description"]


def test_without_documents_it_has_the_sentences(store: Store) -> None:
    (entry,) = entries(ical(store.events(PLANNED)))
    assert entry["dtstamp"].dt == datetime(2023, 5, 1, tzinfo=UTC)
    assert "“President Laval is to travel to Astana in May.”" in entry["description"]


@pytest.mark.parametrize(
    ("at", "opened", "why"),
    [
        (when("2022-03-15"), False, "one day"),
        (when("2022-06-23", "2022-06-24"), False, "two days that the text states"),
        (when("2022-06-23", "2022-06-24", basis=Basis.RELATIVE), True, "a day or two later"),
        (when("2022-05-01", "2022-05-31", precision=Precision.MONTH), True, "in May"),
        (when("2022-03-20", "2022-11-30"), True, "in these months"),
        (when("2022-06-20", "2022-06-26", precision=Precision.WEEK), True, "next week"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_when_the_day_is_open(at: When, opened: bool, why: str) -> None:
    assert day_is_open(at) is opened, why


@pytest.mark.parametrize(
    ("status", "expected"),
    [("occurred", "CONFIRMED"), ("planned", "TENTATIVE"), ("proposed", "TENTATIVE"), ("negated", "CANCELLED")],
)
def test_a_status_is_told_as_the_standard_has_it(store: Store, status: str, expected: str) -> None:
    (entry,) = entries(ical([one(store, status=Status(status))]))
    assert entry["status"] == expected


def test_the_last_day_there_is(store: Store) -> None:
    (entry,) = entries(ical([one(store, when=when("9999-01-01", "9999-12-31", precision=Precision.YEAR))]))
    assert entry.start == date(9999, 1, 1)


HOSTILE = 'a "b", {c}; \\d\r\nEND:VEVENT\nATTACH:x \x00\x1b[31m \u202eevil\u202c \u200fmark\ud800 ' + "ü" * 200


def test_words_of_strangers_stay_in_their_field(store: Store) -> None:
    (planned,) = store.events(PLANNED)
    told = replace(planned.reports[0], text=HOSTILE)
    documents = {
        key: replace(info, title=HOSTILE, publisher=HOSTILE, url="https://a.example/\r\nATTACH:x")
        for key, info in store.documents().items()
    }
    text = ical([replace(planned, reports=(told,))], documents, title=HOSTILE)
    (entry,) = entries(text)
    assert "attach" not in entry
    assert entry["url"] == "https://a.example/ATTACH:x"
    assert 'a "b", {c}; \\d END:VEVENT ATTACH:x [31m evil \u200fmark ü' in entry["description"]
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n")), "long lines are folded"


def test_the_same_events_give_the_same_bytes(store: Store) -> None:
    events, documents = store.events(ALL), store.documents()
    assert len(entries(ical(events, documents))) == len(events)
    assert ical(events, documents) == ical(list(events), dict(reversed(documents.items())))


def test_no_events_are_an_empty_calendar() -> None:
    assert entries(ical([])) == []
