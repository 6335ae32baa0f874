"""The SQL views say what the functions here say of the same events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from random import Random
from typing import Any

import pytest

from bilateral.analysis import Direction, between, contact_level, counted, direction, intensity, is_contact, tone
from bilateral.analysis.relation import HIGH_LEVELS, month_of
from bilateral.chronology import EventQuery, Store
from bilateral.chronology.rows import event_row
from bilateral.chronology.views import COLUMNS, SCORES
from bilateral.knowledge.plover import plover
from bilateral.model import MODES, QUAD, Actor, EventType, Form, Level, Status

Make = Callable[..., Any]
PARTIES = ("USA", "AZE", "RUS", "EU")


@pytest.fixture
def events(make: Make) -> list[Any]:
    """Events of every form, type, status and level, with one to three parties a side."""
    random = Random(7)

    def side(least: int) -> str:
        levels = [f":{level.value}" for level in Level] + ["", ""]
        return "+".join(random.choice(PARTIES) + random.choice(levels) for _ in range(random.randint(least, 3)))

    made = []
    for _ in range(200):
        first = date(2021, 1, 1) + timedelta(random.randrange(700))
        last = first + timedelta(random.choice([0, 0, 0, 2, 60]))
        event = make(
            f"{first}/{last}",
            random.choice(list(Form)).value,
            side(1),
            side(0),
            status=random.choice([*Status, Status.OCCURRED, Status.OCCURRED]).value,
            times=random.choice([1, 1, 2]),
        )
        if random.random() < 0.2:  # somebody of whom no text tells the state
            nobody = Actor(person="A. Nobody", level=Level.HEAD_OF_STATE)
            event = replace(
                event, source=(*event.source, nobody), target=(nobody, *event.target)[: random.randint(0, 2)]
            )
        type = random.choice(list(EventType))
        made.append(replace(event, type=type, mode=random.choice([*MODES[type], None])))
    return made


@pytest.fixture
def store(events: list[Any]) -> Iterator[Store]:
    with Store.open(":memory:") as store:
        store._database.insert("events", [event_row(event, block="b") for event in events])
        yield store


def rows(store: Store, question: str) -> list[dict[str, Any]]:
    return store._database.rows_of(question)


def test_dyad_events_are_what_stands_between_each_pair(store: Store, events: list[Any]) -> None:
    found = {(row["event"], row["a"], row["b"]): row for row in rows(store, "SELECT * FROM dyad_events")}
    expected = {}
    for pair in combinations(sorted(PARTIES), 2):
        for event in between(events, pair):
            way, month = direction(event, pair), month_of(event.when)
            ends = {Direction.OUT: pair, Direction.BACK: pair[::-1]}.get(way or Direction.JOINT, (None, None))
            level = contact_level(event, pair)
            expected[event.id, *pair] = {
                "event": event.id,
                "a": pair[0],
                "b": pair[1],
                "source": ends[0],
                "target": ends[1],
                "type": event.type.value,
                "mode": event.mode,
                "form": event.form.value,
                "status": event.status.value,
                "counted": bool(counted([event])),
                "contact": is_contact(event),
                "level": level.value if level else None,
                "quad": QUAD[event.type],
                "intensity": intensity(event),
                "earliest": event.when.earliest,
                "latest": event.when.latest,
                "month": date.fromisoformat(f"{month}-01") if month else None,
                "number": event.count,
                "issues": list(event.issues),
                "confidence": event.confidence,
            }
    assert found == expected
    assert len(found) > 200


def test_dyads_and_months_add_up(store: Store, events: list[Any]) -> None:
    dyads = rows(store, "SELECT * FROM dyads ORDER BY a, b")
    months: Counter[tuple[str, str]] = Counter()
    for row in rows(store, "SELECT a, b, number FROM dyad_months"):
        months[row["a"], row["b"]] += row["number"]
    for row in dyads:
        pair = (row["a"], row["b"])
        happened = counted(between(events, pair))
        contacts = [event for event in happened if is_contact(event)]
        high = [event for event in contacts if contact_level(event, pair) in HIGH_LEVELS]
        told = tone(happened)
        assert row["number"] == months[pair] == sum(event.count for event in happened)
        assert row["events"] == len(happened)
        assert row["contacts"] == sum(event.count for event in contacts)
        assert row["high_contacts"] == sum(event.count for event in high)
        quads = [row[quad.key.replace(" ", "_")] for quad in told.quads]
        assert quads == [quad.number for quad in told.quads]
        assert row["intensity"] == pytest.approx(told.mean)
    _, busiest = store.dyads.busiest(limit=99)
    assert {(one.a, one.b): (one.number, one.contacts, one.high) for one in busiest} == {
        (row["a"], row["b"]): (row["number"], row["contacts"], row["high_contacts"]) for row in dyads
    }


def test_events_to_be_counted_are_the_events_without_what_nobody_counts(store: Store, events: list[Any]) -> None:
    pair = ("USA", "AZE")
    found = store.dyads.events(EventQuery(parties=pair, statuses=()))
    order = [row["id"] for row in rows(store, "SELECT id FROM events ORDER BY earliest, latest, form, type, id")]
    assert [event.id for event in found] == sorted((event.id for event in found), key=order.index)
    known = {event.id: replace(event, reports=()) for event in events}
    assert all(event == known[event.id] for event in found)
    assert {event.id for event in found} >= {event.id for event in between(events, pair)}


def test_columns_are_those_that_are_described(store: Store) -> None:
    for view, columns in COLUMNS.items():
        assert [row["column_name"] for row in rows(store, f"DESCRIBE {view}")] == list(columns)


def test_scores_in_the_views_are_those_of_plover() -> None:
    for type, (quad, score, modes) in SCORES.items():
        known = EventType(type)
        assert (quad, score) == (QUAD[known], plover(known, None).intensity), type
        assert modes == {mode: plover(known, mode).intensity for mode in MODES[known]}, type
    assert list(SCORES) == [type.value for type in EventType]
