"""What is held in memory agrees with what the store answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from bilateral.analysis import between, counted, is_contact
from bilateral.api.query import event_query
from bilateral.chronology import EventQuery, Store
from bilateral.model import Event, Status
from bilateral.web.index import FACETS, Index, Wanted, make_index


@pytest.fixture(scope="module")
def index(made: Path) -> Index:
    with Store.open(made, read_only=True) as store:
        return make_index(store)


def test_every_pair_has_the_events_that_the_store_has_between_the_two(index: Index, made: Path) -> None:
    with Store.open(made, read_only=True) as store:
        for pair in index.pairs:
            found = between(store.events(EventQuery(parties=pair, statuses=tuple(Status))), pair)
            assert {index.ids[at] for at in index.between(*pair)} == {event.id for event in found}
            took_place = counted(found)
            contacts = [event for event in took_place if is_contact(event)]
            assert index.occurrences(index.happened(index.between(*pair))) == sum(event.count for event in took_place)
            assert index.occurrences(index.contacts(index.between(*pair))) == sum(event.count for event in contacts)


def test_pairs_are_known_in_either_order_and_others_are_empty(index: Index) -> None:
    assert list(index.between("KAZ", "FRA")) == list(index.between("FRA", "KAZ"))
    assert len(index.between("FRA", "CHN")) == 0


WANTED = (
    Wanted(words={"form": ("call", "letter")}),
    Wanted(words={"level": ("foreign minister",)}),
    Wanted(words={"issue": ("energy",), "status": ("occurred",)}),
)


@pytest.mark.parametrize("wanted", WANTED, ids=lambda wanted: "-".join(wanted.words))
def test_narrowing_agrees_with_the_store(wanted: Wanted, index: Index, made: Path) -> None:
    words = {facet: wanted.words.get(facet, ()) for facet in FACETS}
    query = event_query((), **{**words, "status": words["status"] or "all"})  # type: ignore[arg-type]
    with Store.open(made, read_only=True) as store:
        found = [event.id for event in store.events(query)]
    assert [index.ids[at] for at in index.select(index.everything, wanted)] == found


def test_an_event_is_found_by_its_reports(index: Index, events: list[Event], made: Path) -> None:
    with Store.open(made, read_only=True) as store:
        for event in events:
            at = index.at[event.id]
            places = index.reports(at)
            assert index.telling(places) == [at] * len(event.reports)
            assert store.listing.event(int(index.places[at]), places) == event
            assert store.listing.report_places([report.id for report in event.reports]) == [
                place for report in event.reports for place in store.listing.report_places([report.id])
            ]


def test_an_empty_chronology_has_an_empty_index(tmp_path: Path) -> None:
    with Store.open(tmp_path / "new.duckdb") as store:
        index = make_index(store)
    assert (list(index.ids), dict(index.pairs), list(index.ahead(index.everything))) == ([], {}, [])
