"""Which events are linked, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from tests.builders import AZERBAIJAN, BAKU, BRUSSELS, document, report, when

from bilateral.chronology import EventQuery, Store, merge, told_from
from bilateral.chronology.linking.matching import best
from bilateral.chronology.linking.nodes import Node, node_of
from bilateral.chronology.linking.rules import RULES, Role
from bilateral.chronology.rows import event_row
from bilateral.model import Basis, Event, LinkKind, Precision, Report, Status

EVERY = EventQuery(statuses=tuple(Status))
TRIP = when("2022-04-11", "2022-04-13")


def linked(*reports: Report, published: str = "2022-03-01") -> list[tuple[str, str, str]]:
    """The links of the dyad AZE-USA among the events of these reports: kind, and both by what their ids begin with."""
    rows = {}
    for event in merge(reports):
        (told,) = event.reports  # none is to be merged
        row = event_row(event, block="")
        if {"AZE", "USA"} <= {*row["parties_from"], *row["parties_to"]}:
            rows[told.id.split(":")[0]] = row | {"texts": [told.text], "told": date.fromisoformat(published)}
    names = {row["id"]: name for name, row in rows.items()}
    return sorted(
        (rule.kind.value, names[first.id], names[second.id])
        for rule in RULES
        for first, second, _ in best(rule, _nodes(rule.firsts, rows.values()), _nodes(rule.seconds, rows.values()))
    )


def _nodes(role: Role, rows: Iterable[dict[str, Any]]) -> list[Node]:
    found = [
        node_of(row, ("AZE", "USA"))
        for row in rows
        if role.holds(row["form"], row["status"]) and (row["named_issues"] or not role.named)
    ]
    return sorted(found, key=lambda node: (node.earliest, node.id))


def visit(id: str = "visit:1", source: Any = "Blinken", on: Any = TRIP, **fields: Any) -> Report:
    values: dict[str, Any] = {"form": "visit", "place": AZERBAIJAN} | fields
    return report(id, source, "AZE", on, **values)


def meeting(id: str = "meeting:1", on: Any = "2022-04-12", **fields: Any) -> Report:
    return report(id, on=on, **({"form": "meeting"} | fields))


PART = ("part of", "meeting", "visit")
PART_OF: dict[str, tuple[list[Report], bool]] = {
    "a meeting of the visitor": ([visit(), meeting()], True),
    "told from the host's side": ([visit(), meeting(source="Aliyev", target="Blinken")], True),
    "where only the place tells": ([visit(source="USA"), meeting(place=BAKU)], True),
    "planned both": ([visit(status="planned"), meeting(status="planned")], True),
    "a plan in a fact": ([visit(), meeting(status="planned")], False),
    "the day after": ([visit(), meeting(on="2022-04-14")], False),
    "another visitor": ([visit(source="Austin"), meeting()], False),
    "elsewhere": ([visit(), meeting(place=BRUSSELS)], False),
    "nobody named and no place": ([visit(source="USA"), meeting(source="USA", target="AZE")], False),
    "a visit of another state": ([visit(), meeting(source="Blinken", target="Pashinyan")], False),
    "a visit some day in the month": (
        [visit(on=when("2022-04-01", "2022-04-30", precision=Precision.MONTH)), meeting()],
        False,
    ),
    "papers signed somewhere": ([visit(), meeting(form="signing")], False),
    "papers signed there": ([visit(), meeting(form="signing", place=BAKU)], True),
}


@pytest.mark.parametrize(("reports", "fits"), PART_OF.values(), ids=PART_OF)
def test_a_meeting_in_a_visit(reports: list[Report], fits: bool) -> None:
    assert linked(*reports) == ([PART] if fits else [])


def plan(id: str = "plan:1", on: Any = "2022-04-12", **fields: Any) -> Report:
    return report(id, on=on, **({"form": "meeting", "status": "planned"} | fields))


KEPT = ("fulfilled by", "plan", "meeting")
APRIL = when("2022-04-01", "2022-04-30", precision=Precision.MONTH)
FULFILLED: dict[str, tuple[list[Report], bool]] = {
    "on the day": ([plan(), meeting()], True),
    "a day later": ([plan(), meeting(on="2022-04-13")], True),
    "two days later": ([plan(), meeting(on="2022-04-14")], False),
    "in the range": ([plan(on=TRIP), meeting()], True),
    "in the month, both sides named": ([plan(on=APRIL), meeting()], True),
    "in the month, one side named": ([plan(on=APRIL, source="USA"), meeting()], False),
    "some day from now on": ([plan(on=when("2022-04-01", "2023-04-01", basis=Basis.INFERRED)), meeting()], False),
    "by another minister": ([plan(source="Austin"), meeting()], False),
    "by nobody who was planned": ([plan(), meeting(source="USA", target="AZE")], False),
    "nobody named, but the place": (
        [plan(source="USA", target="AZE", place=BAKU), meeting(place=BAKU)],
        True,
    ),
    "in another form": ([plan(form="call"), meeting()], False),
    "in another state": ([plan(place=BAKU), meeting(place=BRUSSELS)], False),
    "proposed and both named": ([plan(status="proposed"), meeting()], True),
    "proposed and one named": ([plan(status="proposed", target="AZE"), meeting()], False),
    "a statement": ([plan(form="statement"), meeting(form="statement")], False),
}


@pytest.mark.parametrize(("reports", "fits"), FULFILLED.values(), ids=FULFILLED)
def test_a_plan_and_what_came_of_it(reports: list[Report], fits: bool) -> None:
    assert linked(*reports) == ([KEPT] if fits else [])


def test_what_is_told_after_the_fact_was_no_plan_of_it() -> None:
    assert linked(plan(), meeting(), published="2022-04-13") == []
    assert linked(plan(on=APRIL), meeting(), published="2022-04-12") == []


def test_the_nearest_and_the_fuller_fact_is_taken() -> None:
    facts = [meeting("late:1", on="2022-04-13"), meeting("full:1", place=BAKU), meeting("other:1", target="Bayramov")]
    assert linked(plan(target="Aliyev", place=BAKU), *facts) == [("fulfilled by", "plan", "full")]


def test_a_plan_stays_a_plan_and_is_not_counted() -> None:
    with Store.open(":memory:") as store:
        for told in (plan(), meeting()):
            store.put(document(told.document, published=when("2022-03-01")), [told])
        store.merge()
        (fact,) = store.events()
        (found,) = [event for event in store.events(EVERY) if event is not fact and event.status is Status.PLANNED]
        assert fact.links == found.links
        (link,) = fact.links
        assert (link.kind, link.source, link.target) == (LinkKind.FULFILLED_BY, found.id, fact.id)
        assert link.reasons == (
            "planned for 2022-04-12, took place 2022-04-12",
            "Ilham Aliyev and Antony Blinken named in both",
        )
        assert store.linked(fact) == {event.id: event for event in store.events(EVERY)}


def letter(id: str, source: str, target: str, on: str, text: str = "He wrote a letter.", **fields: Any) -> Report:
    return report(id, source, target, on, form="letter", text=text, **fields)


FIRST = letter("letter:1", "Biden", "Aliyev", "2022-03-18", issues=("energy",))
LETTERS: dict[str, tuple[Report, bool]] = {
    "an answer by its words": (letter("answer:1", "Aliyev", "Biden", "2022-03-18", "In his reply he said so."), True),
    "both named, on the same": (letter("answer:1", "Aliyev", "Biden", "2022-03-25", issues=("energy",)), True),
    "both named, on the same, of the same day": (
        letter("answer:1", "Aliyev", "Biden", "2022-03-18", issues=("energy",)),
        False,
    ),
    "about something else": (letter("answer:1", "Aliyev", "Biden", "2022-03-25", issues=("borders",)), False),
    "before": (letter("answer:1", "Aliyev", "Biden", "2022-03-17", "He answered."), False),
    "the same way": (letter("answer:1", "Biden", "Aliyev", "2022-03-25", "He answered."), False),
    "months later": (letter("answer:1", "Aliyev", "Biden", "2022-07-25", "He answered."), False),
    "of another person": (letter("answer:1", "Bayramov", "Biden", "2022-03-25", "He answered."), False),
}


@pytest.mark.parametrize(("answer", "fits"), LETTERS.values(), ids=LETTERS)
def test_a_letter_and_its_answer(answer: Report, fits: bool) -> None:
    assert linked(FIRST, answer) == ([("reply to", "answer", "letter")] if fits else [])


@pytest.mark.parametrize(
    ("fields", "fits"),
    [
        ({}, True),
        ({"on": "2022-04-13"}, False),
        ({"source": "USA", "target": "AZE"}, False),
        ({"form": "statement"}, False),
        ({"source": "Austin"}, False),
    ],
    ids=["of that day", "of another day", "nobody named", "no contact", "another person"],
)
def test_a_denial_and_what_is_denied(fields: dict[str, Any], fits: bool) -> None:
    denial = meeting("denial:1", **{"status": "negated", **fields})
    fact = meeting(form=fields.get("form", "meeting"))
    assert linked(denial, fact) == ([("denies", "denial", "meeting")] if fits else [])


@pytest.mark.parametrize(
    ("text", "names", "fits"),
    [
        ("The two announced the Minerals Accord.", ("Minerals Accord",), True),
        ("The two praised the Minerals Accord.", ("Minerals Accord",), False),
        ("The two announced the Fisheries Accord.", ("Fisheries Accord",), False),
    ],
    ids=["announced", "only named", "another"],
)
def test_a_signing_and_its_announcement(text: str, names: tuple[str, ...], fits: bool) -> None:
    word = report("word:1", form="statement", text=text, named_issues=names)
    signing = report("deed:1", on="2022-04-20", form="signing", named_issues=("Minerals Accord",))
    assert linked(word, signing) == ([("announced by", "deed", "word")] if fits else [])


def held(id: str, on: str, text: str) -> Report:
    return report(id, "USA", "AZE", on, form="meeting", text=text)


def test_rounds_of_a_series() -> None:
    rounds = [
        held("one:1", "2021-03-01", "The first U.S.-Azerbaijan Strategic Dialogue was held."),
        held("two:1", "2022-03-01", "They held the second annual U.S.-Azerbaijan Strategic Dialogue."),
        held("three:1", "2023-03-01", "The third meeting of the U.S.-Azerbaijan Strategic Dialogue took place."),
        held("other:1", "2022-06-01", "They held the second Energy Forum."),
        held("aside:1", "2023-02-01", "They met in advance of the third U.S.-Azerbaijan Strategic Dialogue."),
    ]
    assert linked(*rounds) == [("round after", "three", "two"), ("round after", "two", "one")]
    assert linked(rounds[0], rounds[2]) == [("round after", "three", "one")], "the texts may leave one out"


def test_links_are_told_from_either_side() -> None:
    with Store.open(":memory:") as store:
        for told in (visit(), meeting()):
            store.put(document(told.document), [told])
        store.merge()
        found: dict[str, Event] = {event.form.value: event for event in store.events()}
        assert [(kind, other) for kind, other, _ in told_from(found["meeting"])] == [("part of", found["visit"].id)]
        assert [(kind, other) for kind, other, _ in told_from(found["visit"])] == [("includes", found["meeting"].id)]
