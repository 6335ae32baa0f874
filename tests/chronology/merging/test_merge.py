"""Merging: which reports become one event, with which fields, and why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import AZERBAIJAN, BAKU, BRUSSELS, PEOPLE, SHUSHA, quote, report, when

from bilateral.chronology import merge
from bilateral.chronology.merging.persons import same_person
from bilateral.model import Actor, Basis, Level, Place, Precision, Report, Status, When

MARCH = when("2022-03-01", "2022-03-31", precision=Precision.MONTH)
INFERRED = when("2022-03-01", "2022-03-15", basis=Basis.INFERRED)


def pair(first: dict[str, Any] | None = None, second: dict[str, Any] | None = None, **common: Any) -> list[Report]:
    """Two reports of two documents, a call of Blinken and Aliyev but for what is said."""
    return [report("d1:1", **(common | (first or {}))), report("d2:1", **(common | (second or {})))]


USA_ALIYEV = {"source": "USA"}
AZE_FIRST = {"source": "Aliyev", "target": "Blinken"}
ALIJEV = (Actor(state="AZE", person="I. Əliyev"),)
TONY = (Actor(state="USA", person="Tony Blinken"),)
NAMELESS_PRESIDENT = (Actor(state="AZE", office="president", level=Level.HEAD_OF_STATE),)
NAMELESS_MINISTER = (Actor(state="AZE", office="foreign minister", level=Level.FOREIGN_MINISTER),)

ONE_EVENT: dict[str, list[Report]] = {
    "told twice": pair(),
    "told from the other side": pair({}, AZE_FIRST),
    "one names no person": pair({}, USA_ALIYEV),
    "neither names a person": pair(source="USA", target="AZE"),
    "names written differently": pair({}, {"source": TONY, "target": ALIJEV}),
    "office without a name": pair({}, {"target": NAMELESS_PRESIDENT}),
    "call and video": pair({}, {"form": "video"}),
    "types that coders confuse": pair({}, {"type": "SUPPORT"}),
    "occurred and ongoing": pair({}, {"status": "ongoing"}),
    "planned and proposed": pair({"status": "planned"}, {"status": "proposed"}),
    "in a range that holds the day": pair({}, {"on": when("2022-03-14", "2022-03-16")}),
    "in a month, persons agree": pair({}, {"on": MARCH}),
    "date inferred, persons agree": pair({}, {"on": INFERRED}),
    "town and its state": pair({"place": BAKU}, {"place": AZERBAIJAN}, form="meeting"),
    "two places of one state": pair({"place": BAKU}, {"place": SHUSHA}, form="visit"),
    "letter and statement": pair({"form": "letter"}, {"form": "statement"}, type="SUPPORT"),
    "statements on one issue": pair(form="statement", type="ACCUSE", source="RUS", target="USA", issues=("energy",)),
    "reprint": pair(
        form="statement", type="ACCUSE", source="RUS", target="USA", text="Moscow blamed Washington for it."
    ),
    "the same act again in one text": [report("d1:1"), report("d1:2")],
    "the same act again in one text, spelled otherwise": [report("d1:1"), report("d1:2", source=TONY)],
    "one statement in two sentences of one text": [
        report("d1:1", "Blinken", "RUS", form="statement", type="ACCUSE", issues=("energy",)),
        report("d1:2", "USA", "RUS", form="statement", type="ACCUSE", issues=("borders",), text="It was wrong."),
    ],
    "three parties, two named": [
        report("d1:1", "Michel", "Aliyev Pashinyan", form="meeting"),
        report("d2:1", "EU", "AZE ARM USA", form="multilateral"),
    ],
}

TWO_EVENTS: dict[str, list[Report]] = {
    "another dyad": pair({}, {"target": "Pashinyan"}),
    "another day": pair({}, {"on": "2022-03-17"}),
    "a day apart and no persons": pair({}, {"on": "2022-03-16"}, source="USA", target="AZE"),
    "other persons of one side": pair({}, {"target": "Bayramov"}),
    "another office": pair({}, {"target": NAMELESS_MINISTER}),
    "a plan and a fact": pair({"status": "planned"}),
    "a denial and a fact": pair({"status": "negated"}),
    "a denial and a plan": pair({"status": "negated"}, {"status": "planned"}),
    "a call and a meeting": pair({}, {"form": "meeting"}),
    "a visit and the meeting in it": pair({"form": "visit"}, {"form": "meeting"}),
    "a bilateral meeting and the round beside it": pair({"form": "meeting"}, {"form": "multilateral"}),
    "a bilateral meeting and one of three": [
        report("d1:1", "Michel", "Aliyev", form="meeting"),
        report("d2:1", "Michel", "Aliyev Pashinyan", form="meeting"),
    ],
    "types that contradict": pair({"type": "ACCUSE"}, {"type": "SUPPORT"}, form="statement"),
    "letters that cross": pair({}, AZE_FIRST, form="letter"),
    "meetings in two states": pair({"place": BAKU}, {"place": BRUSSELS}, form="meeting"),
    "attacks on two towns": pair({"place": BAKU}, {"place": SHUSHA}, form="force", type="ASSAULT"),
    "in a month, no persons": pair({}, {"on": MARCH}, source="USA", target="AZE"),
    "in a month, one person": pair({"source": "USA"}, {"on": MARCH, "source": "USA"}),
    "in a month, another form": pair({}, {"on": MARCH, "form": "video"}),
    "statements on two issues": pair(
        {"issues": ("energy",), "text": "He praised the new pipeline."},
        {"issues": ("borders",), "text": "He asked that the border be marked at last."},
        form="statement",
    ),
    "statements in other words": pair(
        {"text": "Moscow blamed Washington for the delay."},
        {"text": "A spokesman in the Kremlin found fault with new American tariffs on steel."},
        form="statement",
        source="RUS",
        target="USA",
    ),
    "two kinds of statement in one text": [
        report("d1:1", "USA", "RUS", form="statement", type="ACCUSE"),
        report("d1:2", "USA", "RUS", form="statement", type="REJECT"),
    ],
    "a wide range that holds part of a trip": pair(
        {"on": when("2022-03-14", "2022-03-20")},
        {"on": when("2022-03-16", "2023-03-16", basis=Basis.INFERRED)},
        form="visit",
    ),
    "hopes without a date": pair(status="proposed", on=when("2022-03-15", "2023-03-15", basis=Basis.INFERRED)),
    "twice and once": pair({}, {"count": 2}),
    "two acts in one text": [report("d1:1"), report("d1:2", source="USA")],
    "two days in one text": [report("d1:1"), report("d1:2", on="2022-03-16")],
}


@pytest.mark.parametrize("reports", ONE_EVENT.values(), ids=ONE_EVENT)
def test_one_event(reports: list[Report]) -> None:
    (event,) = merge(reports)
    assert set(event.reports) == set(reports)
    assert len(event.merges) == len(reports) - 1


@pytest.mark.parametrize("reports", TWO_EVENTS.values(), ids=TWO_EVENTS)
def test_two_events(reports: list[Report]) -> None:
    assert [event.merges for event in merge(reports)] == [(), ()]


def test_a_merge_says_why() -> None:
    assert merge(pair({}, AZE_FIRST))[0].merges == (
        "d2:1: same dyad AZE-USA, both 2022-03-15, both call, Ilham Aliyev and Antony Blinken named by both",
    )
    (event,) = merge(pair({"on": MARCH, "place": BAKU}, {"form": "visit", "place": BAKU}, form="visit"))
    assert event.merges == (
        "d2:1: same dyad AZE-USA, 2022-03-01 to 2022-03-31 and 2022-03-15 overlap, both visit, "
        "Ilham Aliyev and Antony Blinken named by both, both in Baku",
    )


@pytest.mark.parametrize(
    ("publishers", "events"),
    [
        ({"d1": "state department", "d2": "azertac"}, 1),
        ({"d1": "state department", "d2": "state department"}, 2),
        ({}, 2),
    ],
    ids=["two publishers", "one publisher", "not known"],
)
def test_a_day_apart_is_one_event_only_for_two_publishers(publishers: dict[str, str], events: int) -> None:
    # Calls on two days running are common; two capitals that date one call differently are, too.
    assert len(merge(pair({}, {"on": "2022-03-16"}), publishers=publishers)) == events
    assert len(merge(pair({}, {"on": "2022-03-16"}), publishers=publishers, slack_days=0)) == 2


def test_no_chain_joins_what_contradicts() -> None:
    # The call without names fits either, but the two with names are two calls, and saying which would be a guess.
    reports = [report("d1:1"), report("d2:1", "USA", "AZE"), report("d3:1", "Biden")]
    for order in permutations(reports):
        assert [len(event.reports) for event in merge(list(order))] == [1, 1, 1]
    assert [len(event.reports) for event in merge(reports[:2])] == [2]


def test_in_one_text_what_names_nobody_goes_with_the_only_act_it_fits() -> None:
    reports = [report("d1:1", form="meeting"), report("d1:2", "USA", "AZE", form="meeting")]
    assert [len(event.reports) for event in merge(reports)] == [2]
    other = report("d1:3", target="Bayramov", form="meeting")
    assert [len(event.reports) for event in merge([*reports, other])] == [1, 1, 1]


def test_a_vague_date_that_fits_two_events_joins_neither() -> None:
    reports = [report("d1:1", on="2022-03-15"), report("d2:1", on="2022-03-21"), report("d3:1", on=MARCH)]
    assert [len(event.reports) for event in merge(reports)] == [1, 1, 1]
    assert sorted(len(event.reports) for event in merge(reports[1:])) == [2]


# --- agreed fields -----------------------------------------------------------------------------------------------


def test_the_finest_date_wins_and_ranges_are_no_disagreement() -> None:
    (event,) = merge([report("d1:1", on=MARCH), report("d2:1"), report("d3:1", on=when(basis=Basis.PUBLISHED))])
    assert (event.when.earliest.isoformat(), event.when.precision, event.when.basis) == (
        "2022-03-15",
        Precision.DAY,
        Basis.STATED,
    )
    assert event.disagreements == ()


def test_dates_that_contradict_are_kept() -> None:
    reports = [report("d1:1"), report("d2:1"), report("d3:1", on="2022-03-16")]
    (event,) = merge(reports, publishers={"d1": "a", "d2": "b", "d3": "c"})
    assert event.when.earliest.isoformat() == "2022-03-15"
    (found,) = event.disagreements
    assert (found.field, dict(found.values)) == ("date", {"2022-03-15": ("d1", "d2"), "2022-03-16": ("d3",)})


def test_direction_goes_with_the_majority_and_the_rest_is_kept() -> None:
    reports = [report("d1:1", "Aliyev", "Blinken"), report("d2:1"), report("d3:1", "USA", "AZE")]
    (event,) = merge(reports)
    assert [actor.person for actor in event.source + event.target] == ["Antony Blinken", "Ilham Aliyev"]
    (found,) = event.disagreements
    assert (found.field, dict(found.values)) == ("direction", {"AZE to USA": ("d1",), "USA to AZE": ("d2", "d3")})


def test_a_text_does_not_disagree_with_itself() -> None:
    headline = report("d1:1", "Aliyev", "Blinken")
    (event,) = merge([headline, report("d1:2")])
    assert event.disagreements == ()
    (event,) = merge([headline, report("d1:2"), report("d2:1")])
    assert event.disagreements == (), "one of its two ways is that of the other text"
    (event,) = merge([headline, report("d2:1")])
    assert [item.field for item in event.disagreements] == ["direction"]


def test_actors_are_joined_with_the_fullest_name_and_the_highest_level() -> None:
    short = Actor(state="USA", person="Blinken", level=Level.MINISTER)
    aide = Actor(state="USA", person="Karen Donfried", office="Assistant Secretary", level=Level.SENIOR_OFFICIAL)
    (event,) = merge([report("d1:1", [short]), report("d2:1", [PEOPLE["Blinken"], aide]), report("d3:1", "USA")])
    assert [(a.person, a.office, a.level) for a in event.source] == [
        ("Antony Blinken", "Secretary of State", Level.FOREIGN_MINISTER),
        ("Karen Donfried", "Assistant Secretary", Level.SENIOR_OFFICIAL),
    ]
    assert event.level_from is Level.FOREIGN_MINISTER
    assert event.disagreements == (), "naming fewer is no contradiction"


def test_nameless_actors_stay_only_where_they_say_more() -> None:
    department = Actor(state="USA", office="Department of State", level=Level.INSTITUTION)
    defence = Actor(state="USA", office="Secretary of Defense", level=Level.MINISTER)
    bare = Actor(state="USA")
    sides: dict[str, tuple[Sequence[Actor], str | Sequence[Actor], list[str | None]]] = {
        "a bare state told twice": ([bare], "USA", [None]),
        "a bare state and a department": ([bare], [department], ["Department of State"]),
        "a department and its head": ([department], [PEOPLE["Blinken"]], ["Secretary of State"]),
        "another minister": ([PEOPLE["Blinken"]], [PEOPLE["Blinken"], defence], ["Secretary of State", defence.office]),
    }
    for name, (one, two, offices) in sides.items():
        (event,) = merge([report("d1:1", one), report("d2:1", two)])
        assert [actor.office for actor in event.source] == offices, name


def test_persons_that_only_one_side_names_are_a_disagreement_when_each_leaves_one_out() -> None:
    aide, other = Actor(state="USA", person="Karen Donfried"), Actor(state="USA", person="Philip Reeker")
    (event,) = merge([report("d1:1", [PEOPLE["Blinken"], aide]), report("d2:1", [PEOPLE["Blinken"], other])])
    assert [item.field for item in event.disagreements] == ["persons of USA"]


def test_place_issues_quotes_and_confidence() -> None:
    reports = [
        report("d1:1", form="meeting", place=AZERBAIJAN, issues=("borders",), quotes=(quote("All is well"),)),
        report("d2:1", form="meeting", place=BAKU, issues=("energy",), quotes=(quote("all is WELL"),), confidence=0.5),
        report("d2:2", form="meeting", place=BAKU, named_issues=("Minsk Group",), confidence=0.4),
    ]
    (event,) = merge(reports)
    assert event.place == BAKU
    assert event.issues == ("energy", "borders"), "in the order of ISSUES"
    assert event.named_issues == ("Minsk Group",)
    assert [found.text for found in event.quotes] == ["All is well"]
    assert event.confidence == 0.9, "1 - (1 - .8)(1 - .5): a document counts once"


def test_two_towns_told_are_a_disagreement() -> None:
    (event,) = merge(pair({"place": BAKU}, {"place": SHUSHA}, form="meeting"))
    assert [(item.field, dict(item.values)) for item in event.disagreements] == [
        ("place", {"Baku": ("d1",), "Shusha": ("d2",)})
    ]


def test_intents_are_agreed_with_caution() -> None:
    (event,) = merge(pair({"status": "planned"}, {"status": "proposed"}))
    assert event.status is Status.PROPOSED
    assert [item.field for item in event.disagreements] == ["status"]


def test_an_event_of_one_report_is_that_report() -> None:
    told = report(source=[*PEOPLE.values()][:3], place=Place(name="Baku"), issues=("energy",), count=2)
    (event,) = merge([told])
    for name in ("type", "mode", "form", "status", "source", "target", "when", "place", "issues", "count"):
        assert getattr(event, name) == getattr(told, name), name
    assert (event.merges, event.disagreements) == ((), ())


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("blinken", "antony blinken", True),
        ("anthony blinken", "antony blinken", True),
        ("tony blinken", "antony blinken", True),
        ("a. blinken", "antony blinken", True),
        ("sergei lavrov", "sergey lavrov", True),
        ("wang yi", "yi wang", True),
        ("jean-yves le drian", "jean yves le drian", True),
        ("nikol pashinyan", "anna pashinyan", False),
        ("ilham aliyev", "jeyhun bayramov", False),
        ("", "ilham aliyev", False),
    ],
)
def test_same_person(first: str, second: str, same: bool) -> None:
    assert same_person(first, second) is same
    assert same_person(second, first) is same


# --- laws --------------------------------------------------------------------------------------------------------

SIDES = st.sampled_from(["USA", "AZE", "Blinken", "Biden", "Aliyev", "Bayramov", "Aliyev Pashinyan", "Michel Biden"])
DATES: st.SearchStrategy[str | When] = st.sampled_from(
    ["2022-03-15", "2022-03-16", "2022-03-17", MARCH, INFERRED, when("2022-03-15", "2022-03-17")]
)


@st.composite
def corpora(draw: st.DrawFn) -> list[Report]:
    number = draw(st.integers(2, 12))
    return [
        report(
            f"d{draw(st.integers(1, 5))}:{index}",
            draw(SIDES),
            draw(SIDES),
            draw(DATES),
            form=draw(st.sampled_from(["call", "video", "meeting", "multilateral", "visit", "statement"])),
            status=draw(st.sampled_from(["occurred", "planned", "ongoing"])),
            place=draw(st.sampled_from([None, BAKU, BRUSSELS, AZERBAIJAN])),
            issues=draw(st.sampled_from([(), ("energy",), ("energy", "borders")])),
            confidence=draw(st.sampled_from([0.5, 0.8])),
        )
        for index in range(number)
    ]


PUBLISHERS = {"d1": "a", "d2": "b", "d3": "b", "d4": "c"}


@settings(max_examples=150, deadline=None)
@given(corpora(), st.randoms(use_true_random=False))
def test_order_does_not_matter(reports: list[Report], random: Any) -> None:
    events = merge(reports, publishers=PUBLISHERS)
    shuffled = list(reports)
    random.shuffle(shuffled)
    assert merge(shuffled, publishers=PUBLISHERS) == events


@settings(max_examples=100, deadline=None)
@given(corpora())
def test_every_report_is_in_one_event_and_no_plan_in_a_fact(reports: list[Report]) -> None:
    events = merge(reports, publishers=PUBLISHERS)
    held = [found.id for event in events for found in event.reports]
    assert sorted(held) == sorted(told.id for told in reports)
    assert len({event.id for event in events}) == len(events)
    for event in events:
        assert len({found.status is Status.PLANNED for found in event.reports}) == 1
        assert 0 < event.confidence <= 1
        assert merge(event.reports, publishers=PUBLISHERS) == [event], "what was merged together stays together"
