"""Events as columns, announced events and published outlooks, from a real database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.builders import document, report, when

from bilateral.chronology import Store
from bilateral.chronology.acts import WORDS, CameTrue, Span
from bilateral.chronology.outlooks import Published
from bilateral.model import Precision

REPORTS = (
    report("d1:1", "USA", "AZE", "2022-03-01", form="call"),
    report("d2:1", "AZE", "USA", "2022-03-05", form="visit"),
    report("d3:1", "USA RUS", "AZE", "2022-03-10", form="statement", type="REQUEST"),
    report("d4:1", "USA", "AZE", "2022-04-01", form="visit", status="planned"),
    report("d5:1", "USA", "AZE", when("2022-04-03"), form="visit"),
    report("d6:1", "USA", "AZE", "2022-05-20", form="visit", status="planned"),
    report("d7:1", "USA", "AZE", when("2021-01-01", "2021-12-31", precision=Precision.YEAR), form="meeting"),
    report("d8:1", "USA", "AZE", "2022-03-20", form="call", status="negated"),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("acts") / "relations.duckdb") as opened:
        for one in REPORTS:
            opened.put(document(one.document, published=when("2022-03-16")), [one])
        opened.merge()
        yield opened


def rows(store: Store, before: date) -> list[tuple[str, str, str, date]]:
    table = store.acts.columns(before).to_pylist()
    return sorted((r["form"], r["source"], r["target"], date.fromordinal(r["day"])) for r in table)


def test_joint_acts_go_both_ways_and_others_from_source_to_target(store: Store) -> None:
    assert rows(store, date(2022, 3, 11)) == [
        ("call", "AZE", "USA", date(2022, 3, 1)),
        ("call", "USA", "AZE", date(2022, 3, 1)),
        ("statement", "RUS", "AZE", date(2022, 3, 10)),
        ("statement", "USA", "AZE", date(2022, 3, 10)),
        ("visit", "AZE", "USA", date(2022, 3, 5)),
    ]


def test_plans_denials_and_what_has_no_date_but_a_year_are_not_among_them(store: Store) -> None:
    assert [row[0] for row in rows(store, date(2023, 1, 1))].count("visit") == 2
    assert store.acts.span().events == 4


def test_only_what_was_before_the_day_is_given(store: Store) -> None:
    assert {row[3] for row in rows(store, date(2022, 3, 5))} == {date(2022, 3, 1)}
    assert store.acts.calendar().known(date(2022, 3, 5)) == Span(2, date(2022, 3, 1), date(2022, 3, 5))


SIDES = ("a_out", "a_in", "b_out", "b_in", "forth", "back", "all")


def words(row: dict[str, Any]) -> tuple[str, str]:
    """The type and form of a row that tells them by their places."""
    return (("", *WORDS["type"])[row["type"]], ("", *WORDS["form"])[row["form"]])


def held(store: Store, day: date, a: str, b: str, late: date) -> Counter[tuple[str, tuple[str, str], int]]:
    """What `around` should count, by the rows of `columns`."""
    found: Counter[tuple[str, tuple[str, str], int]] = Counter()
    for row in store.acts.columns(day).to_pylist():
        ends = row["source"], row["target"]
        sides = {
            "a_out": ends[0] == a,
            "a_in": ends[1] == a,
            "b_out": ends[0] == b,
            "b_in": ends[1] == b,
            "forth": ends == (a, b),
            "back": ends == (b, a),
            "all": row["day"] >= late.toordinal(),
        }
        found.update(
            {
                (side, (row["type"], row["form"]), day.toordinal() - row["day"]): int(is_so)
                for side, is_so in sides.items()
            }
        )
    return found


@pytest.mark.parametrize(
    ("a", "b", "why"), [("USA", "AZE", "both ways"), ("USA", "RUS", "both on one side"), ("AZE", "ARM", "never met")]
)
def test_rows_of_each_side_are_those_of_the_columns(store: Store, a: str, b: str, why: str) -> None:
    day, late = date(2022, 4, 10), date(2022, 3, 5)
    found: Counter[tuple[str, tuple[str, str], int]] = Counter()
    for row in store.acts.around(day, a, b, all_since=late).to_pylist():
        found.update({(side, words(row), row["age"]): row[side] for side in SIDES})
    assert +found == +held(store, day, a, b, late), why


def test_events_between_two_and_lately_of_either(store: Store) -> None:
    found = store.acts.near(date(2022, 4, 1), "USA", "AZE", others_since=date(2022, 3, 8)).to_pylist()
    assert sorted((words(row)[1], row["forth"], row["back"], row["b_in"]) for row in found) == [
        ("call", 1, 1, 1),
        ("statement", 1, 0, 2),
        ("visit", 0, 1, 0),
    ]
    later = store.acts.near(date(2022, 4, 1), "RUS", "USA", others_since=date(2022, 3, 11)).to_pylist()
    assert [(row["forth"], row["back"], row["reports"]) for row in later] == [(0, 0, None)], "two who act on a third"


def test_reports_are_told_of_what_passed_between_the_two(store: Store) -> None:
    found = store.acts.near(date(2022, 4, 1), "USA", "AZE", others_since=date(2022, 4, 1)).to_pylist()
    reports = {report for row in found for report in row["reports"]}
    assert store.acts.documents(sorted(reports)) == {report: report.partition(":")[0] for report in reports}
    assert len(reports) == 3
    assert store.acts.documents([]) == {}


def test_a_long_silence_of_all_begins_anew(store: Store) -> None:
    assert [date.fromordinal(n) for n in store.acts.calendar().starts(date(2023, 1, 1), 365)] == [date(2022, 3, 1)]
    assert [date.fromordinal(n) for n in store.acts.calendar().starts(date(2023, 1, 1), 20)] == [
        date(2022, 3, 1),
        date(2022, 4, 3),
    ]


def test_the_state_changes_with_the_events_before_the_day_only(tmp_path: Path) -> None:
    with Store.open(tmp_path / "relations.duckdb") as store:
        store.put(document("d1"), [REPORTS[0]])
        store.merge()
        first = store.acts.state(date(2022, 4, 1))
        store.put(document("d5"), [REPORTS[4]])
        store.merge()
        assert store.acts.state(date(2022, 4, 1)) == first
        store.put(document("d2"), [REPORTS[1]])
        store.merge()
        assert store.acts.state(date(2022, 4, 1)) != first


def test_a_plan_is_kept_where_such_an_event_followed_within_days(store: Store) -> None:
    assert store.acts.came_true(date(2022, 4, 20)) == {"visit": CameTrue(1, 1, linked=False)}
    assert store.acts.came_true(date(2022, 6, 20)) == {"visit": CameTrue(2, 1, linked=False)}
    assert store.acts.came_true(date(2022, 4, 2)) == {"visit": CameTrue(1, 0, linked=False)}


def test_plans_of_a_form_that_is_linked_are_told_by_links(tmp_path: Path) -> None:
    with Store.open(tmp_path / "relations.duckdb") as store:
        for one in (REPORTS[3], REPORTS[4], REPORTS[5]):
            store.put(document(one.document, published=when("2022-03-16")), [one])
        store.merge()
        sql = store.sql()
        sql.execute("DELETE FROM links")
        ((plan, fact),) = sql.execute(
            "SELECT p.id, f.id FROM events p, events f "
            "WHERE p.status = 'planned' AND p.latest > DATE '2022-05-01' AND f.status = 'occurred'"
        ).fetchall()
        # A visit of April is not near one planned for May: that they are linked decides, and the day it took place.
        sql.execute("INSERT INTO links VALUES ('AZE USA', 'fulfilled by', ?, ?, 0.8, [])", [plan, fact])
        assert store.acts.came_true(date(2022, 6, 20)) == {"visit": CameTrue(2, 1, linked=True)}
        assert store.acts.came_true(date(2022, 4, 3)) == {"visit": CameTrue(1, 0, linked=False)}


def test_plans_of_two_parties_say_when_they_were_announced(store: Store) -> None:
    found = store.acts.plans("AZE", "USA")
    assert [(p.form, p.source, p.latest, p.announced) for p in found] == [
        ("visit", "USA", date(2022, 4, 1), date(2022, 3, 16)),
        ("visit", "USA", date(2022, 5, 20), date(2022, 3, 16)),
    ]
    assert store.acts.plans("AZE", "FRA") == []


def test_what_was_published_comes_back(tmp_path: Path) -> None:
    row = Published(
        as_of=date(2022, 3, 1),
        horizon=30,
        source="USA",
        target="AZE",
        act="visit",
        probability=0.25,
        base=0.1,
        own=0.2,
        model="shrunken rates",
        version="0.1.0",
        made=datetime(2022, 3, 1, 12),
    )
    path = tmp_path / "relations.duckdb"
    with Store.open(path) as store:
        store.outlooks.publish([row])
        store.outlooks.publish([row])
    with Store.open(path, read_only=True) as store:
        assert store.outlooks.published() == [row, row]


def test_only_the_latest_models_are_kept(tmp_path: Path) -> None:
    with Store.open(tmp_path / "relations.duckdb") as store:
        for number in range(15):
            store.outlooks.keep_model(f"key {number}", f"model {number}")
        store.outlooks.keep_model("key 14", "model 14 again")
        assert store.outlooks.model("key 14") == "model 14 again"
        assert store.outlooks.model("key 0") is None
