from __future__ import annotations

import pytest

from bilateral.analysis.accounts.cues import cues_for
from bilateral.analysis.accounts.stances import stances_in
from bilateral.analysis.passages import Body, Passage
from bilateral.model import ISSUES, Actor

WORDS = {"TUR": ("Türkiye", "Ankara", "Turkish"), "USA": ("United States", "Washington", "American")}
ACTORS = (
    Actor(state="TUR", person="Recep Tayyip Erdoğan", office="President"),
    Actor(state="USA", person="Antony Blinken", office="Secretary of State"),
)

CASES = [
    (
        "demand",
        "The Secretary urged Ankara to free the journalists.",
        "demand USA urged | Ankara to free the journalists",
    ),
    ("praise", "Blinken commended the grain deal.", "praise USA commended | the grain deal"),
    ("concern", "Blinken voiced deep concern about the trial.", "concern USA voiced deep concern about | the trial"),
    ("blame", "Ankara condemned the attack; it was cruel.", "blame TUR condemned | the attack"),
    (
        "support",
        "Washington expressed its strong support for peace.",
        "support USA expressed its strong support for | peace",
    ),
    ("passive", "During the call human rights were stressed.", "stress  stressed | During the call human rights"),
    ("negated", "Ankara stopped short of condemning the attack.", "(not) blame TUR condemning | the attack"),
    ("longer-wins", "Ankara reiterated support for talks.", "support TUR reiterated support for | talks"),
    ("abbreviation", "Blinken stressed the U.S. offer of talks.", "stress USA stressed | the U.S. offer of talks"),
    (
        "next-subject",
        "They discussed the war, and President Erdogan stressed talks.",
        "mention both discussed | the war; stress TUR stressed | talks",
    ),
    (
        "one-subject-for-two-verbs",
        "Erdogan thanked Washington for aid and called for talks.",
        "praise TUR thanked | Washington for aid; demand TUR called for | talks",
    ),
    ("noun", "He thanked them for their backing.", "praise  thanked | them for their backing"),
    ("we", "We welcome the Turkish offer.", "praise USA welcome | the Turkish offer"),
    ("no-object", "This is what Blinken stressed.", ""),
    ("none", "They met in Ankara.", ""),
]


def body(text: str) -> Body:
    passage = Passage(document="d", start=0, end=len(text), text=text)
    return Body(text, (passage,), (0,), ISSUES, ())


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_stances(text: str, expected: str) -> None:
    found = stances_in(body(text), cues_for(WORDS, ACTORS, own="USA"))
    told = [f"{'(not) ' if one.negated else ''}{one.kind} {one.speaker} {one.words} | {one.object}" for one in found]
    assert "; ".join(told) == expected


def test_issues_are_those_of_the_object() -> None:
    text = "On human rights Blinken urged reforms and thanked Ankara for gas."
    found = stances_in(body(text), cues_for(WORDS, ACTORS))
    assert [one.issues for one in found] == [(), ("energy",)]


def test_a_long_object_is_cut_with_an_ellipsis() -> None:
    (found,) = stances_in(body("Blinken urged " + "more and more " * 20 + "talks."), cues_for(WORDS, ACTORS))
    assert found.object.endswith(" …")
    assert len(found.object.split()) == 31
