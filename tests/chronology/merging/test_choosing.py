"""Which of several values an event has, and by which rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.builders import AZERBAIJAN, BAKU, SHUSHA, report, when

from bilateral.chronology import merge
from bilateral.chronology.merging.copies import Source
from bilateral.model import Agreed, Event, Precision

PUBLISHERS = {"d1": "a", "d2": "b", "d3": "c", "d4": "d"}


def merged(days: dict[str, str], known: dict[str, dict[str, Any]], **fields: Any) -> Event:
    """The call told of these days, by document, of which this is known."""
    reports = [report(f"{key}:1", on=day, **fields) for key, day in days.items()]
    sources = {
        key: Source(published=date.fromisoformat(one["on"]) if "on" in one else None, official=one.get("official"))
        for key, one in known.items()
    }
    (event,) = merge(reports, publishers=PUBLISHERS, sources=sources)
    return event


CASES: dict[str, tuple[dict[str, str], dict[str, dict[str, Any]], str, str]] = {
    "at the time before a look back": (
        {"d1": "2022-03-16", "d2": "2022-03-15", "d3": "2022-03-16"},
        {"d1": {"on": "2022-06-01"}, "d2": {"on": "2022-03-15"}, "d3": {"on": "2022-07-01"}},
        "2022-03-15",
        "told at the time, not in a look back",
    ),
    "a party's own government before papers": (
        {"d1": "2022-03-15", "d2": "2022-03-15", "d3": "2022-03-16"},
        {"d1": {"on": "2022-03-16"}, "d2": {"on": "2022-03-16"}, "d3": {"on": "2022-03-16", "official": "AZE"}},
        "2022-03-16",
        "told by the own government of a party",
    ),
    "somebody else's government is no party": (
        {"d1": "2022-03-15", "d2": "2022-03-15", "d3": "2022-03-16"},
        {"d1": {"on": "2022-03-16"}, "d2": {"on": "2022-03-16"}, "d3": {"on": "2022-03-16", "official": "FRA"}},
        "2022-03-15",
        "told by most independent sources",
    ),
    "most sources": (
        {"d1": "2022-03-15", "d2": "2022-03-16", "d3": "2022-03-16"},
        {},
        "2022-03-16",
        "told by most independent sources",
    ),
    "closest to the event": (
        {"d1": "2022-03-16", "d2": "2022-03-15"},
        {"d1": {"on": "2022-03-16", "official": "AZE"}, "d2": {"on": "2022-03-15", "official": "USA"}},
        "2022-03-15",
        "published closest to the event",
    ),
    "nothing decides": (
        {"d1": "2022-03-16", "d2": "2022-03-15"},
        {},
        "2022-03-15",
        "first in order, nothing else decides",
    ),
}


@pytest.mark.parametrize(("days", "known", "day", "rule"), CASES.values(), ids=CASES)
def test_the_date(days: dict[str, str], known: dict[str, dict[str, Any]], day: str, rule: str) -> None:
    event = merged(days, known)
    assert event.when.earliest.isoformat() == day
    assert event.agreed == (Agreed(field="date", value=day, rule=rule),)
    assert [found.field for found in event.disagreements] == ["date"], "what was not taken is kept"


def test_copies_have_one_vote() -> None:
    from bilateral.chronology.merging.copies import sketch

    words = " ".join(f"word{number}" for number in range(60))
    texts = {"d1": words, "d2": words, "d3": words[::-1], "d4": words.upper()[:200]}
    reports = [
        report("d1:1", on="2022-03-16"),
        report("d2:1", on="2022-03-16"),
        report("d3:1", confidence=0.9),
    ]
    sources = {key: Source(sketch=sketch(text)) for key, text in texts.items()}
    (event,) = merge(reports, publishers=PUBLISHERS, sources=sources)
    assert event.when.earliest.isoformat() == "2022-03-15"
    assert [found.rule for found in event.agreed] == ["told by the surest report"]


def test_the_exact_one_and_the_town_need_no_vote() -> None:
    march = when("2022-03-01", "2022-03-31", precision=Precision.MONTH)
    (event,) = merge(
        [
            report("d1:1", on=march, form="visit", place=AZERBAIJAN),
            report("d2:1", form="visit", place=BAKU),
        ]
    )
    assert [(found.field, found.value, found.rule) for found in event.agreed] == [
        ("date", "2022-03-15", "the most exact one told"),
        ("place", "Baku", "a town before the state it may lie in"),
    ]


def test_what_all_tell_alike_needs_no_rule() -> None:
    (event,) = merge([report("d1:1", place=SHUSHA), report("d2:1", place=SHUSHA)])
    assert event.agreed == ()
