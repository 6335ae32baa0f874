"""The database's own register of persons: learned from several texts, in any order, and corrected for good."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.people_texts import TEXTS, write_texts

from bilateral.api import Chronology
from bilateral.api.people import Rulings, judgements_on
from bilateral.chronology import EventQuery, Store, record
from bilateral.chronology.rows import arrow, document_row, report_row
from bilateral.chronology.schema import migrate
from bilateral.config import Settings
from bilateral.errors import StoreError, UnknownValue
from bilateral.model import Status
from bilateral.persons import Origin
from bilateral.run import refresh, run

IDS = tuple(key for key, *_ in TEXTS)
ALL = EventQuery(statuses=tuple(Status))


def told(store: Store) -> str:
    """Everything an export or a list of persons shows."""
    documents = {key: {**record_of(info)} for key, info in store.documents().items()}
    events = [record(event, store.documents()) for event in store.each_event(ALL)]
    bases = [[a.basis for a in (*e.source, *e.target)] for e in store.each_event(ALL)]
    return json.dumps([events, bases, [repr(p) for p in store.people.all()], documents], default=str)


def record_of(info: object) -> dict[str, str]:
    return {"title": str(getattr(info, "title", ""))}


def read(store: Store, tmp: Path, *parts: Sequence[str], batch: int = 64, executor: Executor | None = None) -> None:
    for at, part in enumerate(parts):
        path = write_texts(tmp / f"part{at}.jsonl", part)
        run([str(path)], store, settings=Settings(batch_documents=batch), executor=executor)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> str:
    with Store.open(":memory:") as store:
        read(store, tmp_path_factory.mktemp("whole"), IDS)
        return told(store)


def bases(store: Store, document: str) -> list[str]:
    """Of each person of no register in the events of a document: name, party and basis."""
    return [
        f"{a.person} {a.party} {a.basis}"
        for e in store.each_event(ALL)
        if any(r.document == document for r in e.reports)
        for a in (*e.source, *e.target)
        if a.person and not a.person_id
    ]


def test_persons_are_learned(tmp_path: Path) -> None:
    with Store.open(":memory:") as store:
        read(store, tmp_path, IDS)
        persons = {p.name: p for p in store.people.all() if p.origin is not Origin.REGISTER}
        assert {name: (p.origin, p.attested, len(p.documents)) for name, p in persons.items()} == {
            "Tomas Verlinck": (Origin.LEARNED, 3, 4),
            "Kim Taldo": (Origin.LEARNED, 3, 3),
            "Kim Oresk": (Origin.INTRODUCED, 1, 1),
            "Maja Orlunda": (Origin.INTRODUCED, 1, 2),
        }
        assert persons["Tomas Verlinck"].names == ("Tomas Verlinck", "Thomas Verlinck")
        for document in ("v5", "v6", "v7"):
            assert bases(store, document) == ["Tomas Verlinck NLD learned from other documents"]
        assert bases(store, "k5") == [], "there are two of that name"
        assert bases(store, "o3") == [], "one report and its copy do not make her known"
        assert store.people.unread() == []
        assert list(store.people.unsettled()) == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.permutations(IDS), cuts=st.lists(st.integers(0, len(IDS)), max_size=3), batch=st.sampled_from([1, 3, 64])
)
def test_neither_order_nor_portions_nor_batches_matter(
    whole: str, tmp_path: Path, order: list[str], cuts: list[int], batch: int
) -> None:
    edges = [0, *sorted(cuts), len(order)]
    parts = [order[a:b] for a, b in pairwise(edges) if a < b]
    with Store.open(":memory:") as store:
        read(store, tmp_path, *parts, batch=batch)
        assert told(store) == whole


@pytest.mark.parametrize(
    "make", [lambda: ThreadPoolExecutor(3), lambda: ProcessPoolExecutor(2)], ids=["threads", "pool"]
)
def test_workers_do_not_matter(whole: str, tmp_path: Path, make: Callable[[], Executor]) -> None:
    with Store.open(":memory:") as store, make() as executor:
        read(store, tmp_path, IDS[8:], IDS[:8], batch=2, executor=executor)
        assert told(store) == whole


def test_reading_again_changes_nothing(whole: str, tmp_path: Path) -> None:
    with Store.open(":memory:") as store:
        read(store, tmp_path, IDS, IDS[3:9])
        assert told(store) == whole


def test_a_text_that_changes_takes_its_attestation_along(tmp_path: Path) -> None:
    with Store.open(":memory:") as store:
        read(store, tmp_path, ("v1", "v2", "v5"))
        assert bases(store, "v5") == ["Tomas Verlinck NLD learned from other documents"]
        lines = write_texts(tmp_path / "new.jsonl", ["v2"]).read_text(encoding="utf-8")
        (tmp_path / "new.jsonl").write_text(lines.replace("Tomas Verlinck", "nobody"), encoding="utf-8")
        run([str(tmp_path / "new.jsonl")], store)
        assert bases(store, "v5") == [], "one text is not enough"
        read(store, tmp_path, ("v2",))
        assert bases(store, "v5") == ["Tomas Verlinck NLD learned from other documents"]


def test_a_killed_run_goes_on_where_it_ended(whole: str, tmp_path: Path) -> None:
    with Store.open(":memory:") as store:
        read(store, tmp_path, IDS)
        # As if killed after the texts were stored: nothing learned, nothing settled, nothing merged.
        for table in ("people", "settled"):
            store.sql().execute(f"DELETE FROM {table}")
        store.sql().execute("INSERT INTO unlearned SELECT DISTINCT party FROM appearances")
        refresh(store)
        assert told(store) == whole


def test_a_text_is_coded_again_by_the_reader_that_read_it(tmp_path: Path) -> None:
    with Store.open(":memory:") as store:
        read(store, tmp_path, ("v1", "v5"))
        store.sql().execute("UPDATE inputs SET reader = 'oracle 1' WHERE document = 'v5'")
        assert store.readers(["v1", "v5", "v9"]) == {"v1": "lexicon", "v5": "oracle"}
        with pytest.raises(UnknownValue, match="'oracle' is no reader"):
            read(store, tmp_path, ("v2",))
        store.sql().execute("UPDATE inputs SET reader = 'lexicon 1' WHERE document = 'v5'")
        refresh(store)
        assert bases(store, "v5") == ["Tomas Verlinck NLD learned from other documents"]


def test_another_threshold_makes_all_persons_anew(whole: str, tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    for after, origin in ((2, Origin.LEARNED), (4, Origin.INTRODUCED), (2, Origin.LEARNED)):
        with Store.open(path, settings=Settings(learn_after=after)) as store:
            read(store, tmp_path, IDS)
            assert {p.name: p.origin for p in store.people.all(["NLD"])} == {"Tomas Verlinck": origin}
            assert bool(bases(store, "v5")) is (after == 2)
            last = told(store)
    assert last == whole


def judge(store: Store, name: str, rulings: Rulings, *, day: int = 1) -> list[str]:
    made = datetime(2022, 7, day, tzinfo=UTC)
    judgements = judgements_on(store, name, rulings, why="because", by="ada", made=made)
    store.judge(*judgements)
    refresh(store)
    return [judgement.id for judgement in judgements]


@pytest.mark.parametrize(
    ("name", "rulings", "document", "expected"),
    [
        pytest.param("Tomas Verlinck", {"state": "Belgium"}, "v5", "Tomas Verlinck BEL", id="state of one learned"),
        pytest.param("Tomas Verlinck", {"state": "Belgium"}, "v1", "Tomas Verlinck BEL", id="against the text"),
        pytest.param("Tomas Verlinck", {"state": "Belgium"}, "v4", "Tomas Verlinck BEL", id="in every spelling"),
        pytest.param("Thomas Verlinck", {"wrong": True}, "v1", "", id="no such person in any spelling"),
        pytest.param("Thomas Verlinck", {"state": "Belgium"}, "v5", "Tomas Verlinck BEL", id="by another spelling"),
        pytest.param("Maja Orlunda", {"state": "SWE"}, "o3", "Maja Orlunda SWE", id="of whom too few texts tell"),
        pytest.param("Tomas Verlinck", {"wrong": True}, "v5", "", id="no such person"),
        pytest.param(
            "Tomas Verlinck", {"not_same_as": ["Thomas Verlinck"]}, "v4", "Thomas Verlinck NLD", id="not the same"
        ),
        pytest.param(
            "Maja Orlunda", {"same_as": ["Maya Orlund"], "of": "SWE"}, "o3", "Maja Orlunda SWE", id="the same"
        ),
    ],
)
def test_judgements_win_and_stay(tmp_path: Path, name: str, rulings: Rulings, document: str, expected: str) -> None:
    with Store.open(":memory:") as store:
        read(store, tmp_path, IDS)
        before = told(store)
        ids = judge(store, name, rulings)
        found = bases(store, document)
        assert [line for line in found if line.startswith(expected)] == found
        assert bool(found) == bool(expected)
        judged = told(store)
        assert judged != before
        read(store, tmp_path, IDS)
        assert told(store) == judged, "reading again keeps to it"
        for key in ids:
            store.withdraw(key, datetime(2022, 8, 1))
        refresh(store)
        assert told(store) == before, "withdrawn, it leaves nothing behind"


def test_judgements_before_and_after_reading_come_to_the_same(tmp_path: Path) -> None:
    outcomes = []
    for parts in ((IDS,), (IDS[:1], IDS[1:]), (IDS[5:], IDS[:5])):
        with Store.open(":memory:") as store:
            read(store, tmp_path, parts[0])
            said: Rulings = {"of": "NLD", "state": "BEL", "office": "Envoy of the King", "level": "ambassador"}
            said["same_as"] = ["Thomas Verlinck"]  # in one of them no text has told of that spelling yet
            judge(store, "Tomas Verlinck", said)
            judge(store, "Somebody New", {"state": "Norway"}, day=2)
            read(store, tmp_path, *parts[1:])
            outcomes.append(told(store))
    assert outcomes[0] == outcomes[1] == outcomes[2]
    assert "Envoy of the King" in outcomes[0]


def test_persons_of_texts_that_an_older_version_read_are_found(whole: str, tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    with Store.open(":memory:") as store:
        read(store, tmp_path, IDS)
        first = {key: store.document(key) for key in IDS}
        from bilateral.chronology.merging import block_of
        from bilateral.run import code_again

        codings = code_again([(document, ()) for document in first.values()])
    with duckdb.connect(str(path)) as connection:
        migrate(connection, str(path), steps=2)
        reports = [report for coding in codings for report in getattr(coding, "reports", ())]
        for table, rows in (
            ("documents", [document_row(d, digest="a", coded="b", written=1) for d in first.values()]),
            ("reports", [report_row(r, block=block_of(r), written=1) for r in reports]),
        ):
            connection.register("incoming", arrow(table, rows))
            connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
            connection.unregister("incoming")
        connection.execute(
            "INSERT INTO judgements VALUES "
            "('j1', 'event', 'e1', NULL, NULL, NULL, 'wrong', 'ada', '2022-01-01', 'why', NULL)"
        )
    with Store.open(path) as store:
        assert store.people.unread() == sorted(IDS)
    with (
        Chronology(path, read_only=True) as chronology,
        pytest.raises(StoreError, match=r"old.duckdb: the persons of 15 texts, read by an older version"),
    ):
        chronology.people()
    with Chronology(path) as chronology:
        assert [p.name for p in chronology.people("NLD", learned=True)] == ["Tomas Verlinck"]
    with Store.open(path) as store:
        assert store.counts().judgements == 1
        refresh(store)
        assert told(store) == whole
    with Store.open(path, read_only=True) as store:
        assert [j.kind for j in store.judgements.all()] == ["event"]
