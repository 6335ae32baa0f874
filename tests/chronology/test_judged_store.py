"""Judgements on events in the database: they outlive what is read later, and leave nothing when withdrawn."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import document, report

from bilateral.chronology import EVENT, EventQuery, Judgement, Store, anchor_of, judgement_id, record
from bilateral.model import Event, Report, Span

NOW = datetime(2026, 1, 1)
CALL = "On Tuesday the Secretary spoke by telephone with the President."
TALK = "The Secretary received the President in Brussels for a talk."
Texts = dict[str, tuple[str, list[Report]]]


def text_of(key: str, *told: tuple[str, str], title: str = "", prefix: str = "r") -> tuple[str, list[Report]]:
    """A text of these sentences, each with its form, and a report on each."""
    body = title
    reports: list[Report] = []
    for sentence, form in told:
        span = Span(len(body), len(body) + len(sentence))
        body += sentence + " "
        reports.append(report(f"{prefix}{key}{len(reports)}", document=key, text=sentence, evidence=(span,), form=form))
    return body, reports


def texts() -> Texts:
    return {
        "d1": text_of("d1", (CALL, "call")),
        "d2": text_of("d2", (CALL.replace("On", "That"), "call")),
        "d3": text_of("d3", (CALL.replace("spoke", "talked"), "call"), (TALK, "meeting")),
        "d4": text_of("d4", (TALK.replace("for", "to"), "meeting")),
    }


def put(store: Store, read: Texts, *keys: str) -> None:
    for key in keys or read:
        store.put(document(key, read[key][0]), read[key][1])
    store.merge()


def judge(
    store: Store,
    verdict: str,
    subject: Event,
    other: Event | None = None,
    day: int = 1,
    *,
    field: str = "event",
    value: str | None = None,
) -> str:
    blank = Judgement(
        id="",
        kind=EVENT,
        subject=subject.id,
        other=other.id if other else None,
        verdict=verdict,
        who="ada",
        made=NOW + timedelta(days=day),
        why="her diary",
        field=field,
        value=value,
    )
    one = replace(blank, id=judgement_id(blank))
    sides = {"subject": subject, "other": other}
    anchored = {side: tuple(map(anchor_of, event.reports)) for side, event in sides.items() if event}
    store.judge(one, anchored={one.id: anchored})
    store.merge()
    return one.id


def events(store: Store) -> list[str]:
    return [
        f"{event.form.value} " + " ".join(sorted({one.document for one in event.reports}))
        for event in store.events(EventQuery(statuses=()))
    ]


def export(store: Store) -> str:
    documents = store.documents()
    return "\n".join(json.dumps(record(event, documents)) for event in store.each_event(EventQuery(statuses=())))


@pytest.fixture
def store() -> Store:
    opened = Store.open(":memory:")
    put(opened, texts())
    assert events(opened) == ["call d1 d2 d3", "meeting d3 d4"]
    return opened


def test_same_joins_blocks_and_withdrawing_brings_back_every_byte(store: Store) -> None:
    before = export(store)
    call, meeting = store.events()
    key = judge(store, "same", call, meeting)
    assert events(store) == ["call d1 d2 d3 d4"]
    put(store, {"d5": text_of("d5", (TALK.replace("received", "met"), "meeting"))})
    assert [told.partition(" ")[2] for told in events(store)] == ["d1 d2 d3 d4 d5"], "what fits either joins them both"
    store.withdraw(key[:6], NOW)
    store.merge()
    assert events(store) == ["call d1 d2 d3", "meeting d3 d4 d5"]
    with Store.open(":memory:") as other:
        put(other, {**texts(), "d5": text_of("d5", (TALK.replace("received", "met"), "meeting"))})
        assert export(other) == export(store) != before


@pytest.mark.parametrize("verdict", ["right", "wrong", "is"])
def test_withdrawing_any_brings_back_every_byte(store: Store, verdict: str) -> None:
    put(store, {"d9": text_of("d9", ("The Secretary wrote to the President.", "letter"))})
    before = export(store)
    field, value = ("date", "2022-03-16") if verdict == "is" else ("event", None)
    key = judge(store, verdict, store.events()[0], field=field, value=value)
    assert export(store) != before
    assert ("call d1 d2 d3" in events(store)) == (verdict != "wrong")
    store.withdraw(key, NOW)
    assert store.merge() == 2, "only the contacts that it was among are merged anew, not the letter"
    assert export(store) == before
    assert store.merge() == 0


def test_it_outlives_another_reader_and_another_version_of_a_text(store: Store) -> None:
    call, meeting = store.events()
    judge(store, "is", call, field="date", value="2022-03-16")
    judge(store, "wrong", meeting)
    again: Texts = {
        "d1": text_of("d1", ("Later that day they spoke again at some length.", "letter"), (CALL, "call"), prefix="n"),
        "d3": text_of("d3", (CALL.replace("spoke", "talked"), "call"), (TALK, "meeting"), prefix="n", title="News. "),
        "d4": text_of("d4", (TALK.replace("for", "to"), "meeting"), prefix="n"),
    }
    put(store, again)
    assert events(store) == ["letter d1", "call d1 d2 d3"]
    assert [str(event.when.earliest) for event in store.events() if event.judged] == ["2022-03-16"]
    assert store.notes() == {}


def test_what_is_no_longer_found_is_said_and_comes_back_with_its_text(store: Store) -> None:
    judge(store, "wrong", store.events()[1])
    assert events(store) == ["call d1 d2 d3"]
    store.put(document("d4", "Nothing of it."), [])
    store.merge()
    assert list(store.notes().values()) == ["no longer finds 1 of its 2 reports"]
    store.put(document("d3", "Nothing of it either."), [])
    store.merge()
    assert list(store.notes().values()) == ["no longer finds its text"]
    put(store, texts())
    assert (store.notes(), events(store)) == ({}, ["call d1 d2 d3"])


def test_a_wrong_event_does_not_come_back_with_a_copy_of_its_words(store: Store) -> None:
    judge(store, "wrong", store.events()[1])
    put(store, {"d9": text_of("d9", (TALK, "meeting"))})
    assert events(store) == ["call d1 d2 d3"]
    put(store, {"d8": text_of("d8", ("They met in Brussels, said the embassy.", "meeting"))})
    assert events(store) == ["call d1 d2 d3", "meeting d8"], "another text's own words are another claim"


def test_different_keeps_apart_what_comes_later(store: Store) -> None:
    put(store, {"d6": text_of("d6", ("The two spoke by phone.", "video"))})
    call, meeting = store.events()
    assert len(call.reports) == 4
    judge(store, "same", call, meeting)
    (both,) = store.events()
    judge(store, "different", replace(both, reports=both.reports[:1]), replace(both, reports=both.reports[1:]), day=2)
    assert len(store.events()) == 2
    assert sorted(store.notes().values())[0].startswith("overrules") or "partly overruled" in str(store.notes())


def test_a_judgement_on_persons_counts_in_merging() -> None:
    from bilateral.model import Actor

    def by(name: str, key: str) -> Report:
        return report(f"{key}:1", [Actor(state="USA", person=name)], "Aliyev")

    with Store.open(":memory:") as store:
        for key, name in (("d1", "Tomas Verlinck"), ("d2", "Thomas Verlinck")):
            store.put(document(key), [by(name, key)])
        store.merge()
        before = export(store)
        assert len(store.events()) == 1
        one = Judgement(
            id="j1",
            kind="person",
            subject="Tomas Verlinck",
            verdict="different",
            field="name",
            other="Thomas Verlinck",
            who="ada",
            made=NOW,
            why="two men",
        )
        store.judge(one)
        assert store.merge() == 2
        assert len(store.events()) == 2
        store.withdraw("j1", NOW)
        store.merge()
        assert export(store) == before


def test_they_are_kept_in_the_file(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.duckdb") as store:
        put(store, texts(), "d1", "d2")
        judge(store, "is", store.events()[0], field="form", value="video")
        anchored = store.judgements.anchors(one.id for one in store.judgements.all())
    with Store.open(tmp_path / "a.duckdb") as store:
        put(store, texts())
        assert events(store) == ["meeting d3 d4", "video d1 d2 d3"]
        assert store.judgements.anchors(one.id for one in store.judgements.all()) == anchored


SAID: tuple[Callable[[Store, list[Event]], str], ...] = (
    lambda store, found: judge(store, "same", found[0], found[1], day=3),
    lambda store, found: judge(store, "wrong", found[1], day=4),
    lambda store, found: judge(store, "is", found[0], day=5, field="date", value="2022-03-16"),
    lambda store, found: judge(store, "different", found[0], found[1], day=2),
)


@settings(max_examples=3, deadline=None)
@given(st.sets(st.sampled_from(range(len(SAID))), min_size=1, max_size=3), st.integers(0, 1000))
def test_no_order_of_texts_and_judgements_matters(said: set[int], seed: int) -> None:
    exports = set()
    with Store.open(":memory:") as first:
        put(first, texts())
        found = first.events()
    for turn in (0, 1):
        shuffler = random.Random(seed + turn)
        steps: list[Callable[[Store], object]] = [
            *(lambda store, number=number: SAID[number](store, found) for number in sorted(said)),
            *(lambda store, key=key: put(store, texts(), key) for key in texts()),
        ]
        shuffler.shuffle(steps)
        with Store.open(":memory:") as store:
            for step in steps:
                step(store)
            exports.add(export(store))
    assert len(exports) == 1
