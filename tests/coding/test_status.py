"""Cues before and after an act: which wins, how far they reach, and what a promise or refusal makes of an act."""

from __future__ import annotations

import pytest
from tests.coding.chain import acts_of

from bilateral.model import EventType, Status

CASES = {
    "plain": ("President Macron met Chancellor Scholz.", Status.OCCURRED),
    "perfect": ("President Macron has met Chancellor Scholz.", Status.OCCURRED),
    "future": ("President Macron will meet Chancellor Scholz.", Status.PLANNED),
    "is to": ("President Macron is to meet Chancellor Scholz.", Status.PLANNED),
    "plans": ("President Macron plans to meet Chancellor Scholz.", Status.PLANNED),
    "modal": ("President Macron could meet Chancellor Scholz.", Status.PROPOSED),
    "wish": ("President Macron wants to meet Chancellor Scholz.", Status.PROPOSED),
    "invited": ("President Macron was invited to meet Chancellor Scholz.", Status.PROPOSED),
    "condition": ("If President Macron meets Chancellor Scholz, the markets will rise.", Status.PROPOSED),
    "hope of a plan": ("He hopes that President Macron will meet Chancellor Scholz.", Status.PROPOSED),
    "possible": ("It is possible that President Macron will meet Chancellor Scholz.", Status.PROPOSED),
    "negation": ("President Macron did not meet Chancellor Scholz.", Status.NEGATED),
    "negated plan": ("President Macron will not meet Chancellor Scholz.", Status.NEGATED),
    "refusal": ("President Macron refused to meet Chancellor Scholz.", Status.NEGATED),
    "denial": ("Paris denied that President Macron met Chancellor Scholz.", Status.NEGATED),
    "called off behind": (
        "A meeting between President Macron and Chancellor Scholz was cancelled on Monday.",
        Status.NEGATED,
    ),
    "planned behind": (
        "A meeting between President Macron and Chancellor Scholz is scheduled for Monday.",
        Status.PLANNED,
    ),
    "pleasure": ("On behalf of the people of Finland, it is my pleasure to congratulate Estonia.", Status.OCCURRED),
    "plain past in a wider clause": ("He will say that President Macron met Chancellor Scholz.", Status.OCCURRED),
    "other clause": ("He will not resign; President Macron met Chancellor Scholz.", Status.OCCURRED),
}


@pytest.mark.parametrize(("text", "status"), CASES.values(), ids=CASES.keys())
def test_status(text: str, status: Status) -> None:
    assert [a.status for a in acts_of(text)] == [status]


TURNS = {
    "promised aid": ("Norway pledged to send generators to Moldova.", EventType.AGREE),
    "said it would": ("Norway said it would send generators to Moldova.", EventType.AGREE),
    "promised retreat": ("Russia agreed to withdraw its troops from Syria.", EventType.CONCEDE),
    "threatened force": ("Turkey threatened to invade Cyprus.", EventType.THREATEN),
    "vowed sanctions": ("Canada vowed to impose sanctions on Belarus.", EventType.THREATEN),
    "refused aid": ("Switzerland refused to send ammunition to Ukraine.", EventType.REJECT),
}


@pytest.mark.parametrize(("text", "become"), TURNS.values(), ids=TURNS.keys())
def test_promise_threat_and_refusal_did_take_place(text: str, become: EventType) -> None:
    (act,) = acts_of(text)
    assert (act.type, act.status) == (become, Status.OCCURRED)


def test_what_is_asked_for_is_no_act_beside_the_request() -> None:
    assert [a.type for a in acts_of("Germany urged Russia to withdraw its troops from Syria.")] == [EventType.REQUEST]


def test_what_was_agreed_on_is_no_act_beside_the_agreement() -> None:
    (act,) = acts_of("Saudi Arabia and Iran agreed on Friday to restore diplomatic relations.")
    assert act.type is EventType.AGREE
