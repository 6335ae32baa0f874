"""Outlooks over a database of made-up events: what is said of reasons holds when their events are deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bilateral.chronology import Store
from bilateral.outlook.rates.between import outlook_between
from bilateral.outlook.rates.kept import VERSION
from bilateral.outlook.rates.made import models
from bilateral.outlook.rates.partners import partners
from bilateral.outlook.rates.past import too_little

FIRST, LAST = date(2020, 1, 1), date(2021, 12, 31)
PAIRS = (("USA", "AZE", 9), ("USA", "RUS", 14), ("RUS", "AZE", 30), ("FRA", "USA", 45), ("FRA", "RUS", 80))
"""Two parties, and every how many days they call; every third call is followed by a visit a week later."""


def fill(store: Store) -> None:
    """Events without documents, put in as rows."""
    rows: list[tuple[date, str, str, str, str]] = []
    for a, b, step in PAIRS:
        for number, day in enumerate(range(0, (LAST - FIRST).days + 1, step)):
            rows.append((FIRST + timedelta(day), "call", "CONSULT", a, b))
            if not number % 3 and day + 7 <= (LAST - FIRST).days:
                rows.append((FIRST + timedelta(day + 7), "visit", "CONSULT", b, a))
    put(store, rows)


def put(store: Store, rows: list[tuple[date, str, str, str, str]]) -> None:
    ids = [f"e{number:04}-{row[0]}" for number, row in enumerate(rows)]
    store.sql().execute(
        """
        INSERT INTO events BY NAME SELECT id, 'b' AS block, type, form, 'occurred' AS status,
            [] AS source, [] AS target, day AS earliest, day AS latest, 'day' AS precision, 'stated' AS basis,
            '' AS when_text, '' AS when_reason, [] AS issues, [] AS named_issues, [] AS quotes, 0.9 AS confidence,
            1 AS count, [a] AS parties_from, [b] AS parties_to, '' AS people, [] AS disagreements, [] AS merges,
            [] AS reports
        FROM (SELECT unnest(?) AS id, unnest(?) AS day, unnest(?) AS form, unnest(?) AS type, unnest(?) AS a,
            unnest(?) AS b)
        """,
        [ids, *(list(column) for column in zip(*rows, strict=True))],
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("between") / "relations.duckdb") as opened:
        fill(opened)
        yield opened


def test_deleting_the_events_of_the_top_reason_moves_the_probability_as_said(store: Store) -> None:
    before = outlook_between(store, "USA", "AZE", as_of=LAST, horizon=30, model_of=models(keep=True))
    kept = store.outlooks.model(f"{VERSION} 30 {LAST + timedelta(1)} {store.acts.state(LAST + timedelta(1))}")
    assert kept is not None
    tried = [act for act in before.acts if act.reasons][:4]
    assert len(tried) == 4
    for act in tried:
        reason = act.reasons[0]
        sql, ids = store.sql(), [[before.ids[n] for n in reason.group.events]]
        gone = sql.sql("SELECT * FROM events WHERE list_contains(?, id)", params=ids).to_arrow_table()
        sql.execute("DELETE FROM events WHERE list_contains(?, id)", ids)
        # The same model, so that what is seen is the events' doing and not that of other weights.
        state = store.acts.state(LAST + timedelta(1))
        store.outlooks.keep_model(f"{VERSION} 30 {LAST + timedelta(1)} {state}", kept)
        after = outlook_between(store, "USA", "AZE", as_of=LAST, horizon=30, model_of=models(keep=False))
        sql.execute("INSERT INTO events BY NAME SELECT * FROM gone")
        assert gone.num_rows == len(ids[0])
        (again,) = [one for one in after.acts if (one.act, one.source) == (act.act, act.source)]
        moved = act.probability - again.probability
        assert moved * reason.effect > 0
        assert moved == pytest.approx(reason.effect, rel=0.02, abs=0.002)


def test_what_is_told_does_not_hang_on_the_order_of_rows(store: Store, tmp_path: Path) -> None:
    with Store.open(tmp_path / "other.duckdb") as other:
        sql = other.sql()
        sql.register("mixed", store.sql().sql("SELECT * FROM events ORDER BY hash(id)").to_arrow_table())
        sql.execute("INSERT INTO events BY NAME SELECT * FROM mixed")
        assert other.acts.span() == store.acts.span()
        found = [
            outlook_between(one, "USA", "AZE", as_of=LAST, horizon=30, model_of=models(keep=False))
            for one in (store, other)
        ]
    told = [
        [
            (
                act.act,
                act.source,
                act.probability,
                [[one.ids[n] for n in reason.group.events] for reason in act.reasons],
            )
            for act in one.acts
        ]
        for one in found
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize("act", ["call", "visit"])  # done together, and by one of them
def test_a_partner_has_the_probability_of_the_outlook_on_the_two(store: Store, act: str) -> None:
    _, refused, found = partners(store, "USA", act=act, as_of=LAST, horizon=30, model_of=models(keep=True))
    assert not refused
    for one in found[:3]:
        told = outlook_between(store, "USA", one.party, as_of=LAST, horizon=30, acts=(act,), model_of=models(keep=True))
        (same,) = [row for row in told.acts if row.source == one.outlook.source]
        assert one.outlook.probability == pytest.approx(same.probability, abs=1e-4)


@pytest.mark.parametrize(
    ("rows", "day", "says"),
    [
        ([], LAST, "no event is known up to 2021-12-31"),
        ([(date(2099, 1, 1), "call", "CONSULT", "USA", "AZE")], date(2099, 1, 1), "1 event is known from 2099-01-01"),
        (
            [(date(2099, 1, 1), "call", "CONSULT", "USA", "AZE")],
            date(2099, 1, 1),
            "those up to 2021-12-31 are too long ago to count",
        ),
    ],
    ids=["nothing at all", "a misread year", "and the rest is said to be too long ago"],
)
def test_too_little_is_said_where_it_is(
    tmp_path: Path, rows: list[tuple[date, str, str, str, str]], day: date, says: str
) -> None:
    with Store.open(tmp_path / "relations.duckdb") as one:
        if rows:
            put(
                one, [*((date(2021, 11, 1) + timedelta(n), "visit", "CONSULT", "USA", "AZE") for n in range(61)), *rows]
            )
        assert says in too_little(one.acts.calendar(), day)
        assert not rows or too_little(one.acts.calendar(), LAST) == ""
