"""Questions: each narrows as its name says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests.builders import document, report, when

from bilateral.chronology import EventQuery, Store
from bilateral.errors import QueryError
from bilateral.model import EventType, Form, Level, Status

REPORTS = [
    report("d1:call", issues=("energy",)),
    report("d1:letter", "Aliyev", "Biden", "2022-03-20", form="letter", type="SUPPORT"),
    report("d1:three", "Michel", "Aliyev Pashinyan", "2022-04-06", form="meeting"),
    report("d1:visit", "Blinken", "AZE", when("2022-04-28", "2022-05-02"), form="visit"),
    report("d1:plan", "Biden", "Aliyev", "2022-06-01", form="meeting", status="planned"),
    report("d1:united", "Aliyev USA", "ARM", "2022-07-01", form="statement", type="ACCUSE"),
]


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        store.put(document(), REPORTS)
        store.merge()
        yield store


CASES: dict[str, tuple[dict[str, Any], str]] = {
    "nothing asked: what happened": ({}, "call letter three visit united"),
    "every status": ({"statuses": ()}, "call letter three visit plan united"),
    "plans": ({"statuses": (Status.PLANNED,)}, "plan"),
    "a pair": ({"parties": ("USA", "AZE")}, "call letter visit"),
    "a pair in the other order": ({"parties": ("AZE", "USA")}, "call letter visit"),
    "a pair on one side of a meeting": ({"parties": ("AZE", "ARM")}, "three united"),
    "a pair with a body": ({"parties": ("EU", "ARM")}, "three"),
    "one party": ({"parties": ("ARM",)}, "three united"),
    "one party told twice": ({"parties": ("EU", "EU")}, "three"),
    "who acted": ({"source": "AZE"}, "letter united"),
    "on whom": ({"source": "AZE", "target": "USA"}, "letter"),
    "since, inside a range": ({"since": date(2022, 5, 2)}, "visit united"),
    "until, inside a range": ({"until": date(2022, 4, 28)}, "call letter three visit"),
    "a period": ({"since": date(2022, 3, 16), "until": date(2022, 4, 27)}, "letter three"),
    "forms": ({"forms": (Form.CALL, Form.LETTER)}, "call letter"),
    "types": ({"types": (EventType.SUPPORT,)}, "letter"),
    "issues": ({"issues": ("energy", "borders")}, "call"),
    "levels": ({"levels": (Level.FOREIGN_MINISTER,)}, "call visit"),
    "a person, in any case": ({"person": "BLINKEN"}, "call visit"),
    "a person, with accents": ({"person": "Əliyev"}, "call letter three united"),
    "bodies": ({"organisations": ("EU", "NATO")}, "three"),
    "several at once": ({"parties": ("USA", "AZE"), "person": "biden", "forms": (Form.LETTER,)}, "letter"),
    "nothing found": ({"parties": ("USA", "RUS")}, ""),
}


@pytest.mark.parametrize(("asked", "found"), CASES.values(), ids=CASES)
def test_question(store: Store, asked: dict[str, Any], found: str) -> None:
    events = store.events(EventQuery(**asked))
    assert " ".join(event.reports[0].id.removeprefix("d1:") for event in events) == found
    assert list(store.each_event(EventQuery(**asked))) == events


def test_a_question_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(QueryError, match=r"the period ends .* before it begins"):
        EventQuery(since=date(2022, 5, 2), until=date(2022, 5, 1))
    with pytest.raises(QueryError, match="between two parties; got 3: USA, AZE, RUS"):
        EventQuery(parties=("USA", "AZE", "RUS"))
