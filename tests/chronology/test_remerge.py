"""Merging what changed gives the events that merging everything at once would give."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import document, report, when

from bilateral.chronology import EventQuery, Put, Store, remerge
from bilateral.chronology.merging import merge, publisher_of
from bilateral.model import Basis, Event, Precision, Report

ALL = EventQuery(statuses=())
FIRST = date(2022, 1, 1)


@st.composite
def told(draw: st.DrawFn) -> tuple[dict[str, object], str]:
    """A report's fields, of few kinds, so that many meet; and its document's publisher."""
    first = FIRST + timedelta(days=draw(st.integers(0, 24)))
    last = first + timedelta(days=draw(st.sampled_from([0, 0, 0, 2, 6])))
    precision = Precision.DAY if first == last else Precision.WEEK
    basis = draw(st.sampled_from([Basis.STATED, Basis.INFERRED]))
    fields = {
        "source": draw(st.sampled_from(["Blinken", "USA", "Biden"])),
        "target": draw(st.sampled_from(["Aliyev", "AZE", "Bayramov"])),
        "on": when(first.isoformat(), last.isoformat(), precision=precision, basis=basis),
        "form": draw(st.sampled_from(["call", "call", "statement"])),
        "status": draw(st.sampled_from(["occurred", "occurred", "planned"])),
        "issues": draw(st.sampled_from([(), ("energy",)])),
    }
    return fields, draw(st.sampled_from(["State", "Ministry", "Agency"]))


def put(number: int, tellings: Sequence[tuple[dict[str, object], str]], version: int = 0) -> Put:
    id = f"d{number:02d}"
    reports = tuple(report(f"{id}:{n}.{version}", **fields) for n, (fields, _) in enumerate(tellings))  # type: ignore[arg-type]
    publisher = tellings[0][1] if tellings else "State"
    return Put(document=document(id, text=f"Version {version}.", publisher=publisher), reports=reports)


def merged_at_once(puts: Sequence[Put]) -> list[Event]:
    reports: list[Report] = [report for put in puts for report in put.reports]
    publishers = {put.document.id: publisher_of(put.document.publisher, put.document.url) for put in puts}
    return sorted(merge(reports, publishers=publishers), key=lambda event: event.id)


def stored(store: Store) -> list[Event]:
    return sorted(store.events(ALL), key=lambda event: event.id)


documents = st.lists(st.lists(told(), max_size=3), min_size=1, max_size=10)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(first=documents, then=documents, replaced=st.dictionaries(st.integers(0, 9), st.lists(told(), max_size=2)))
def test_what_changes_is_merged_as_if_all_were(
    first: list[list[tuple[dict[str, object], str]]],
    then: list[list[tuple[dict[str, object], str]]],
    replaced: dict[int, list[tuple[dict[str, object], str]]],
) -> None:
    held = {number: put(number, tellings) for number, tellings in enumerate(first)}
    with Store.open(":memory:") as store:
        store.put_many(list(held.values()))
        store.merge()
        assert stored(store) == merged_at_once(list(held.values()))
        new = {number + 20: put(number + 20, tellings) for number, tellings in enumerate(then)}
        new |= {number: put(number, tellings, 1) for number, tellings in replaced.items() if number in held}
        store.put_many(list(new.values()))
        store.merge()
        assert stored(store) == merged_at_once(list((held | new).values()))


def test_only_what_lies_near_is_made_anew() -> None:
    with Store.open(":memory:") as store:
        for number, day in enumerate(["2022-01-03", "2022-02-03", "2022-02-05", "2022-03-03"]):
            store.put(document(f"d{number}"), [report(f"d{number}:1", on=day)])
        assert store.merge() == 4
        store.put(document("d8", "A"), [report("d8:1", on="2022-02-04")])
        assert store.merge() == 3, "February's, which a day each connects; not January's and March's"
        assert store.merge() == 0
        store.put(document("d8", "B"), [])
        assert store.merge() == 2, "what the report that is gone lay near"


def test_whole_groups_can_be_asked_for() -> None:
    with Store.open(":memory:") as store:
        for number, day in enumerate(["2022-01-03", "2022-02-03", "2022-03-03"]):
            store.put(document(f"d{number}"), [report(f"d{number}:1", on=day)])
        store.merge()
        before = stored(store)
        store.sql().execute("INSERT INTO unmerged (block) SELECT DISTINCT block FROM reports")
        assert store.merge() == 3
        assert stored(store) == before


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_portions_and_workers_change_nothing(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remerge, "_CHUNK", size)
    monkeypatch.setattr(remerge, "_SHARE", size + 1)
    puts = [
        put(number, [({"on": f"2022-03-{1 + number % 9:02d}", "target": target}, "State")])
        for number, target in enumerate(["Aliyev", "Bayramov", "AZE", "ARM", "Pashinyan"] * 6)
    ]
    with Store.open(":memory:") as alone, Store.open(":memory:") as shared, ThreadPoolExecutor(2) as executor:
        for store in (alone, shared):
            store.put_many(puts)
        assert alone.merge() == shared.merge(executor, in_flight=1)
        assert stored(alone) == stored(shared) == merged_at_once(puts)
