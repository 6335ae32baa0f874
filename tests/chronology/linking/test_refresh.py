"""Links kept up to date: the same whatever the order and the portions, and made anew only where something changed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from tests.builders import BAKU, document, report, when

from bilateral.chronology import EventQuery, Put, Store
from bilateral.model import Report, Status

EVERY = EventQuery(statuses=tuple(Status))
START = date(2022, 3, 1)


def corpus(seed: int) -> list[Report]:
    """Forty days of visits, meetings, plans, denials and letters of a few people, thrown together by a seed."""
    chance = random.Random(seed)
    found = []
    for number in range(60):
        form, status = chance.choice(
            [
                ("visit", "occurred"),
                ("visit", "planned"),
                *[("meeting", status) for status in ("occurred", "planned", "negated")],
                ("letter", "occurred"),
            ]
        )
        first = START + timedelta(days=chance.randrange(40))
        last = first + timedelta(days=chance.choice([0, 0, 1, 4])) if form == "visit" else first
        sides = chance.choice([("Blinken", "Aliyev"), ("Aliyev", "Blinken"), ("USA", "AZE"), ("Blinken", "Pashinyan")])
        fields: dict[str, Any] = {"place": BAKU} if chance.random() < 0.3 else {}
        found.append(
            report(
                f"d{number:02}:1",
                *sides,
                when(first.isoformat(), last.isoformat()),
                form=form,
                status=status,
                text="He replied in a letter." if form == "letter" else "They met.",
                **fields,
            )
        )
    return found


def put(store: Store, reports: list[Report]) -> None:
    texts = [document(told.document, f"Text of {told.document}.", published=when("2022-03-01")) for told in reports]
    store.put_many([Put(document=text, reports=(told,)) for text, told in zip(texts, reports, strict=True)])
    store.merge()


def links_in(store: Store) -> list[tuple[object, ...]]:
    question = "SELECT dyad, kind, source, target, score, reasons FROM links ORDER BY ALL"
    return [tuple(map(str, row)) for row in store.sql().execute(question).fetchall()]


@pytest.mark.parametrize("seed", range(2))
def test_any_order_and_portions_give_the_same_links(seed: int) -> None:
    reports = corpus(seed)
    with Store.open(":memory:") as whole:
        put(whole, reports)
        expected = links_in(whole)
        assert len({kind for _, kind, *_ in expected}) >= 3
    chance = random.Random(seed)
    chance.shuffle(reports)
    with Store.open(":memory:") as parts:
        for start in range(0, len(reports), 13):
            put(parts, reports[start : start + 13])
        assert links_in(parts) == expected


def test_links_go_with_the_events_they_hang_on() -> None:
    visit = report("d1:1", "Blinken", "AZE", when("2022-04-11", "2022-04-13"), form="visit")
    meeting = report("d2:1", on="2022-04-12", form="meeting")
    with Store.open(":memory:") as store:
        put(store, [visit, meeting])
        assert len(links_in(store)) == 1
        store.put(document("d1", "Text withdrawn."), [])
        store.merge()
        assert links_in(store) == []
        put(store, [visit])
        assert [event.links != () for event in store.events(EVERY)] == [True, True]
        store.put(document("d2", "Text withdrawn."), [])
        store.merge()
        assert links_in(store) == []
        assert store.events()[0].links == ()


def test_what_is_far_from_a_change_is_left_alone() -> None:
    old = [
        report("d1:1", "Blinken", "AZE", "2021-04-12", form="visit"),
        report("d2:1", on="2021-04-12", form="meeting"),
    ]
    with Store.open(":memory:") as store:
        put(store, old)
        # A mark that would be gone if the link were made anew.
        store.sql().execute("UPDATE links SET reasons = ['marked']")
        put(store, [report("d3:1", on="2022-04-12", form="meeting")])
        assert [row[-1] for row in links_in(store)] == ["['marked']"]
        put(store, [report("d4:1", "Blinken", "AZE", when("2021-04-10", "2021-04-12"), form="visit", place=BAKU)])
        assert "marked" not in str(links_in(store))


def test_events_of_an_older_file_get_links_with_the_next_merge(tmp_path: Any) -> None:
    import duckdb

    from bilateral.chronology.merging import block_of
    from bilateral.chronology.rows import arrow, document_row, report_row
    from bilateral.chronology.schema import migrate

    path = tmp_path / "old.duckdb"
    told = [
        report("d1:1", "Blinken", "AZE", "2021-04-12", form="visit"),
        report("d2:1", on="2021-04-12", form="meeting"),
    ]
    with duckdb.connect(str(path)) as connection:
        migrate(connection, str(path), steps=3)
        rows = [document_row(document(one.document), digest="a", coded="b", written=1) for one in told]
        for table, added in (
            ("documents", rows),
            ("reports", [report_row(one, block=block_of(one), written=1) for one in told]),
        ):
            connection.register("incoming", arrow(table, added))
            connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
            connection.unregister("incoming")
        connection.execute("INSERT INTO meta VALUES ('merged_through', '1')")
    with Store.open(path) as store:
        store.merge()
        assert len(links_in(store)) == 1
        assert [event.sources for event in store.events()] == [(("d2",),), (("d1",),)]
