"""What keeps two reports apart, what speaks for one event, and what each piece weighs."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import BAKU, SHUSHA, quote, report, when

from bilateral.chronology import merge
from bilateral.chronology.merging import told
from bilateral.chronology.merging.evidence import LEVELS
from bilateral.chronology.merging.vetoes import VETOES
from bilateral.chronology.merging.weights import PRIOR, probability, read_weights, weights
from bilateral.chronology.merging.why import compared
from bilateral.model import Actor, Basis, Level, Precision, Report

PRESIDENT = (Actor(state="AZE", office="president", level=Level.HEAD_OF_STATE),)
MINISTER = (Actor(state="AZE", office="foreign minister", level=Level.FOREIGN_MINISTER),)
PUBLISHED = when("2022-03-16", basis=Basis.PUBLISHED)
MEETING: dict[str, Any] = {"form": "meeting", "text": "The two ministers met in Baku."}
GOES_ON: dict[str, Any] = {"form": "meeting", "text": "They also discussed the pipeline."}


def two(
    first: dict[str, Any] | None = None, second: dict[str, Any] | None = None, *, one_text: bool = False, **common: Any
) -> tuple[Report, Report]:
    return (
        report("d1:1", **(common | (first or {}))),
        report("d1:2" if one_text else "d2:1", **(common | (second or {}))),
    )


KEPT_APART: dict[str, tuple[str, tuple[Report, Report]]] = {
    "a plan and a fact": ("status", two({"status": "planned"})),
    "a denial and a fact": ("status", two({"status": "negated"})),
    "other parties": ("parties", two({"target": "Pashinyan"})),
    "a call and a meeting of two texts": ("form", two({}, GOES_ON)),
    "a call and a meeting that one text names": ("form", two({}, MEETING, one_text=True)),
    "blame and praise": ("type", two({"type": "ACCUSE"}, {"type": "SUPPORT"}, form="statement")),
    "letters that cross": ("direction", two({}, {"source": "Aliyev", "target": "Blinken"}, form="letter")),
    "twice and once": ("count", two({"count": 2})),
    "attacks on two towns": ("place", two({"place": BAKU}, {"place": SHUSHA}, form="force", type="ASSAULT")),
    "other persons": ("persons", two({"target": "Bayramov"})),
    "another office": ("rank", two({"target": MINISTER})),
    "two days": ("date", two({"on": "2022-03-17"})),
    "two acts in one text": ("text", two({"source": "USA"}, one_text=True)),
    "the second call and the third": (
        "further",
        two({"text": "It was their second call today."}, {"text": "It was their third call of the day."}),
    ),
    "again in one text": ("further", two({}, {"text": "They spoke again in the evening."}, one_text=True)),
}


@pytest.mark.parametrize(("field", "pair"), KEPT_APART.values(), ids=KEPT_APART)
def test_what_keeps_two_reports_apart(field: str, pair: tuple[Report, Report]) -> None:
    for first, second in permutations(pair):
        assert compared(first, second).veto == field
    assert [len(event.reports) for event in merge(pair)] == [1, 1]


def test_every_veto_has_a_case() -> None:
    assert {field for field, _ in KEPT_APART.values()} == set(VETOES)


EVIDENCE: dict[str, tuple[tuple[str, str], tuple[Report, Report]]] = {
    "a call": (("kind", "contact"), two()),
    "a meeting to come": (("kind", "planned contact"), two(form="meeting", status="planned")),
    "a visit": (("kind", "visit"), two(form="visit")),
    "a trip to come": (("kind", "planned visit"), two(form="visit", status="planned")),
    "a letter": (("kind", "written"), two(form="letter")),
    "a statement": (("kind", "act"), two(form="statement")),
    "one day": (("date", "same day"), two()),
    "one range": (("date", "same days"), two(form="visit", on=when("2022-03-15", "2022-03-17"))),
    "a day of a range": (("date", "days overlap"), two({"on": when("2022-03-15", "2022-03-17")}, form="visit")),
    "a day of a month": (
        ("date", "within a wide range"),
        two({"on": when("2022-03-01", "2022-03-31", precision=Precision.MONTH)}),
    ),
    "published a day late": (("date", "a day apart"), two({"on": PUBLISHED})),
    "a call by video": (("form", "akin"), two({"form": "video"})),
    "a text that goes on": (("form", "left open"), two({}, GOES_ON, one_text=True)),
    "types of statements": (("type", "akin"), two({"type": "ACCUSE"}, {"type": "REJECT"}, form="statement")),
    "types of calls": (("type", "other"), two({"type": "ACCUSE"})),
    "both persons": (("persons", "same for all"), two()),
    "one person in both": (("persons", "same for one"), two(source="USA")),
    "one person in both, one in one": (("persons", "same for one, other half told"), two({"source": "USA"})),
    "persons in one": (("persons", "told once"), two({"source": "USA", "target": "AZE"})),
    "no persons": (("persons", "not told"), two(source="USA", target="AZE")),
    "a longer list": (("other persons", "in one"), two({"source": "Blinken Biden"})),
    "one town": (("place", "same"), two(MEETING, {**MEETING, "text": "Talks were held."}, place=BAKU)),
    "two towns": (("place", "same state"), two({"place": BAKU}, {"place": SHUSHA}, form="visit")),
    "issues of a call": (("issues", "none shared"), two({"issues": ("energy",)}, {"issues": ("borders",)})),
    "issues of statements": (
        ("issues of acts", "mostly shared"),
        two(form="statement", issues=("energy",)),
    ),
    "issues of one text's statement": (
        ("issues", "none shared"),
        two({"issues": ("energy",)}, {"issues": ("borders",)}, form="statement", one_text=True),
    ),
    "a copy": (("wording", "copy"), two()),
    "other words": (("wording", "other"), two({"text": "The Secretary rang the President about a dam."})),
    "quoted words": (("quotes", "shared"), two(quotes=(quote("All is well"),))),
    "another call": (("further contact", "one says again"), two({"text": "They spoke again by telephone."})),
    "a second call": (("further contact", "one is numbered"), two({"text": "It was their second call that day."})),
    "another call in both": (("further contact", "both"), two(text="They spoke again by telephone.")),
    "an office without a name": (("rank", "same where a name is missing"), two({"target": PRESIDENT})),
    "hours": (("hour", "other"), two({"text": "They spoke this morning."}, {"text": "They spoke in the evening."})),
    "told from the other side": (("direction", "turned round"), two({"source": "Aliyev", "target": "Blinken"})),
    "one text": (("source", "one text"), two(one_text=True)),
}


@pytest.mark.parametrize(("piece", "pair"), EVIDENCE.values(), ids=EVIDENCE)
def test_evidence(piece: tuple[str, str], pair: tuple[Report, Report]) -> None:
    for first, second in permutations(pair):
        found = compared(first, second)
        assert found.veto is None
        assert piece in [one for one, _ in found.pieces]


def test_the_table_has_a_weight_and_a_number_for_every_level() -> None:
    assert weights().keys() == {PRIOR, *((name, level) for name, levels in LEVELS.items() for level in levels)}
    assert all(row["pairs"].isdigit() for row in read_weights())


def test_weights_add_up_to_a_probability() -> None:
    found = compared(*two())
    assert found.pieces[0] == (PRIOR, weights()[PRIOR])
    assert found.log_odds == pytest.approx(sum(weights()[piece] for piece, _ in found.pieces))
    assert found.probability == probability(found.log_odds) > 0.9
    assert (probability(0), probability(-50), probability(50)) == (0.5, 0.0, 1.0)


def test_who_published_counts() -> None:
    pair = two({"on": "2022-03-16"})
    assert compared(*pair, {"d1": "a", "d2": "b"}).veto is None
    assert compared(*pair, {"d1": "a", "d2": "a"}).veto == "date"
    sources = [compared(*two(), {"d1": "a", "d2": other}).pieces[-1][0] for other in ("a", "b")]
    assert sources == [("source", "one publisher"), ("source", "two publishers")]


@pytest.mark.parametrize(
    ("text", "further"),
    [
        ("It was their second call that day.", 2),
        ("The ministers held a third conversation in as many hours, the Kremlin said.", 3),
        ("It was their second call in two days.", 1),
        ("They met for the third time this week.", 1),
        ("They spoke for the second time today.", 2),
        ("The Secretary spoke with Mr Kuleba again on Friday.", 1),
        ("Later that day the two met in Baku.", 1),
        ("They held another telephone conversation.", 1),
        ("He attended the second Strategic Dialogue.", 0),
        ("He hoped that it would never happen again.", 0),
        ("They spoke on Friday.", 0),
    ],
)
def test_further_contacts(text: str, further: int) -> None:
    assert told.further(text) == further


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("They spoke this morning.", "morning"),
        ("They met on Friday afternoon.", "afternoon"),
        ("They dined tonight.", "evening"),
        ("They spoke in the morning and in the evening.", ""),
        ("They spoke on Friday.", ""),
        ("They are meeting right now.", ""),
    ],
)
def test_hours(text: str, hour: str) -> None:
    assert told.hour(text) == hour


def test_two_calls_of_a_day_are_two_events_where_the_texts_say_so() -> None:
    morning = report("d1:1", text="The Secretary called the President this morning.")
    copy = report("d2:1", text="This morning the Secretary called the President, the department said.")
    second = report("d3:1", text="It was their second call today, the presidency said.")
    third = report("d4:1", text="Mr Blinken and Mr Aliyev held their third call today.")
    for order in permutations([morning, copy, second, third]):
        events = merge(list(order))
        together = [{found.id for found in event.reports} for event in events]
        assert {"d1:1", "d2:1"} in together
        assert not any({"d3:1", "d4:1"} <= found for found in together)


TEXTS = ["They spoke again.", "They met this morning.", "They also discussed gas.", "It was their second call today."]
ANY = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["USA", "Blinken", "Biden Blinken", "Aliyev"]),
        "target": st.sampled_from(["AZE", "Aliyev", "Bayramov", "Aliyev Pashinyan"]),
        "on": st.sampled_from(["2022-03-15", "2022-03-16", PUBLISHED, when("2022-03-01", "2022-03-31")]),
        "form": st.sampled_from(["call", "video", "meeting", "multilateral", "letter", "statement", "measure"]),
        "type": st.sampled_from(["CONSULT", "SUPPORT", "ACCUSE"]),
        "place": st.sampled_from([None, BAKU, SHUSHA]),
        "issues": st.sampled_from([(), ("energy",), ("energy", "borders")]),
        "text": st.sampled_from(TEXTS),
    }
)


@settings(max_examples=100, deadline=None)
@given(ANY, ANY, st.booleans())
def test_either_way_round_it_is_the_same(first: dict[str, Any], second: dict[str, Any], one_text: bool) -> None:
    one, other = two(first, second, one_text=one_text)
    assert compared(one, other) == compared(other, one)
