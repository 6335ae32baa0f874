"""Which text stands at which address: what is read later supersedes, by stated clocks, and what gave way is kept."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from datetime import datetime

import pytest
from tests.builders import document, report

from bilateral.chronology import EventQuery, Put, Store, record
from bilateral.chronology.rows import content_id

PAGE = "https://courier.example/1"
COPY = "https://mirror.example/1"
MAY, JUNE, JULY = (datetime(2022, month, 1) for month in (5, 6, 7))

A, B, C = "They spoke on Monday.", "They spoke on Tuesday.", "They met on Friday."
DAYS = {A: "2022-03-14", B: "2022-03-15", C: "2022-03-18"}


def put(text: str, address: str = PAGE, fetched: datetime | None = None, *, id: str = "") -> Put:
    key = id or content_id(text)
    return Put(
        document=document(key, text, title="T", url=address if address.startswith("http") else None),
        reports=(report(f"{key}:1", on=DAYS[text], text=text),),
        input=f"{address} {text}",
        reader="lexicon 1",
        address=address,
        fetched=fetched,
    )


def filled(*puts: Put) -> Store:
    store = Store.open(":memory:")
    for one in puts:
        store.put_many([one])
    store.merge()
    return store


def export(store: Store) -> str:
    documents = store.documents()
    return "\n".join(json.dumps(record(event, documents)) for event in store.each_event(EventQuery(statuses=())))


def texts(store: Store) -> set[str]:
    return {store.document(key).original for key in store.documents()}


@pytest.mark.parametrize(
    ("puts", "standing", "before"),
    [
        pytest.param([put(A), put(B)], {B}, [A], id="what is read later stands"),
        pytest.param([put(A), put(B), put(A)], {A}, [A, B], id="a text that comes back stands again"),
        pytest.param([put(A), put(A, COPY), put(B)], {A, B}, [A], id="a text that another address holds stays"),
        pytest.param([put(A), put(A, COPY), put(B), put(C, COPY)], {B, C}, [A], id="until that changes too"),
        pytest.param([put(A, ""), put(B, "")], {A, B}, [], id="a text without an address is never superseded"),
        pytest.param([put(A, ""), put(A), put(B)], {A, B}, [A], id="not by its copy's change either"),
        pytest.param([put(A, "id:x", id="x"), put(B, "id:x", id="x")], {B}, [], id="a given id is an address"),
        pytest.param([put(A, PAGE, MAY), put(B, PAGE, JUNE)], {B}, [A], id="fetched later"),
        pytest.param([put(B, PAGE, JUNE), put(A, PAGE, MAY)], {B}, [A], id="fetched earlier, read later"),
        pytest.param([put(B, PAGE, JUNE), put(A, PAGE, MAY), put(A, PAGE, JULY)], {A}, [A, B], id="came back later"),
        pytest.param([put(B, PAGE, JUNE), put(A)], {A}, [B], id="of an unknown time: by the order of reading"),
    ],
)
def test_what_stands_and_what_stood(puts: list[Put], standing: set[str], before: list[str]) -> None:
    expected = export(filled(*(put(text, text) for text in sorted(standing))))
    for portions in (1, len(puts)):
        with Store.open(":memory:") as store:
            for start in range(0, len(puts), portions):
                store.put_many(puts[start : start + portions])
            store.merge()
            assert texts(store) == standing
            if not any(one.document.id == "x" for one in puts):
                assert sorted(version.original for version in store.versions.at(PAGE)) == sorted(before)
            got = [json.loads(line) for line in export(store).splitlines()]
            assert {event["start"] for event in got} == {DAYS[text] for text in standing}
            assert len(got) == len(expected.splitlines())


def test_the_chronology_is_as_if_only_what_stands_had_been_read() -> None:
    with filled(put(A), put(B), put(C, COPY)) as changed, filled(put(C, COPY), put(B)) as plain:
        assert export(changed) == export(plain)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_pages_whose_time_of_fetching_is_known_may_come_in_any_order(order: Sequence[int]) -> None:
    captures = [put(A, PAGE, MAY), put(C, PAGE, JUNE), put(B, PAGE, JULY)]
    with filled(*(captures[index] for index in order)) as store:
        assert texts(store) == {B}
        assert [version.original for version in store.versions.at(PAGE)] == [A, C]


def test_a_version_keeps_what_it_said_and_reported() -> None:
    with filled(put(A, fetched=MAY), put(B, fetched=JUNE)) as store:
        (version,) = store.versions.at(PAGE)
        assert (version.document, version.successor) == (content_id(A), content_id(B))
        assert (version.original, version.reader, version.fetched) == (A, "lexicon 1", MAY)
        assert [(claim.form, claim.source, claim.target, claim.text) for claim in version.claims] == [
            ("call", ("USA",), ("AZE",), A)
        ]


def test_a_given_id_keeps_its_versions() -> None:
    with filled(put(A, "id:x", id="x"), put(B, "id:x", id="x"), put(C, "id:x", id="x")) as store:
        assert [version.original for version in store.versions.at("id:x")] == [A, B]
        assert store.versions.successor("x") == "x"
        assert store.counts().documents == 1


def test_a_text_is_traced_to_those_it_took_the_place_of_and_back() -> None:
    with filled(put(A), put(B), put(C)) as store:
        assert store.versions.forerunners(content_id(C)) == tuple(sorted([content_id(A), content_id(B)]))
        assert store.versions.successor(content_id(A)) == content_id(C)
        assert store.versions.successor("d0") is None
    with filled(put(A), put(B), put(A)) as store:
        assert store.versions.successor(content_id(B)) == content_id(A)
        assert store.versions.forerunners(content_id(A)) == (content_id(B),)


def test_texts_that_give_way_by_turns_do_not_fill_the_file() -> None:
    with filled(*[put(A), put(B)] * 5) as store:
        assert sorted(version.original for version in store.versions.at(PAGE)) == [A, B]


def test_what_was_superseded_is_merged_away_though_nothing_new_came_after() -> None:
    with filled(put(A), put(C, COPY)) as store:
        first = export(store)
        (seen,) = store.known([(f"{COPY} {C}", put(C, PAGE).arrival)], "lexicon 1")
        assert seen
        assert seen.moves
        assert store.put_many([seen]) == ["replaced"]
        store.merge()
        assert [json.loads(line)["start"] for line in export(store).splitlines()] == [DAYS[C]]
        store.put_many([put(B, "https://third.example")])
        store.merge()
        assert len(export(store).splitlines()) == len(first.splitlines()) == 2


def test_a_file_of_an_older_version_knows_its_addresses() -> None:
    import duckdb

    from bilateral.chronology import schema
    from bilateral.chronology.rows import arrow, document_row

    given, web, other = document("x", A), document(content_id(B), B, url=PAGE + "#top"), document(content_id(C), C)
    with duckdb.connect(":memory:") as connection:
        schema.migrate(connection, "", steps=3)
        found = [document_row(one, digest="a", coded="b", written=1) for one in (given, web, other)]
        connection.register("incoming", arrow("documents", found))
        connection.execute("INSERT INTO documents BY NAME SELECT * FROM incoming")
        connection.unregister("incoming")
        schema.migrate(connection, "")
        held = connection.execute("SELECT address, document FROM addresses ORDER BY ALL").fetchall()
    assert held == [(PAGE, content_id(B)), ("id:x", "x")]
