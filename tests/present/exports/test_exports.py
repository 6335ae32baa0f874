from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from bilateral.chronology import RECORD_FIELDS, EventQuery, Store
from bilateral.errors import ExportError, UnknownValue
from bilateral.present.exports import CSV_COLUMNS, export, exported, format_of, to_table
from bilateral.present.exports.record import _cell

ALL = EventQuery(statuses=())


@pytest.mark.parametrize("layout", ["jsonl", "csv", "parquet"])
def test_the_same_events_give_the_same_bytes(store: Store, tmp_path: Path, layout: str) -> None:
    events, documents = store.events(ALL), store.documents()
    target = tmp_path / f"events.{layout}"
    export(events, documents, target)
    assert target.read_bytes() == exported(events, documents, format=layout)
    assert [path.name for path in tmp_path.iterdir()] == [target.name], "nothing is left beside it"


def test_json_lines_and_parquet_hold_the_same_record(store: Store) -> None:
    events, documents = store.events(ALL), store.documents()
    records = [json.loads(line) for line in exported(events, documents).decode().splitlines()]
    assert [tuple(one) for one in records] == [RECORD_FIELDS] * len(events)
    rows = pq.read_table(io.BytesIO(exported(events, documents, format="parquet"))).to_pylist()
    for row in rows:
        for item in row["disagreements"]:
            item["values"] = dict(item["values"])
    assert rows == records
    assert any(row["disagreements"] for row in rows)


def test_csv_is_flat(store: Store) -> None:
    text = exported(store.events(ALL), store.documents(), format="csv").decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == CSV_COLUMNS
    (call,) = (row for row in rows if row["form"] == "call")
    assert (call["from"], call["from_people"], call["to"]) == ("FRA", "Anne Morel", "KAZ")
    assert call["documents"] == "astana-call; paris-call"


@pytest.mark.parametrize(
    ("value", "cell"),
    [("=1+2", "'=1+2"), ("@x", "'@x"), (-12.5, "-12.5"), ("a=b", "a=b"), (None, "")],
    ids=["formula", "at", "number", "inside", "none"],
)
def test_no_cell_is_a_formula(value: object, cell: str) -> None:
    assert _cell(value) == cell


def test_no_events_are_an_empty_table(store: Store) -> None:
    assert to_table(()).num_rows == 0
    assert pq.read_table(io.BytesIO(exported((), {}, format="parquet"))).num_rows == 0
    assert exported((), {}) == b""


@pytest.mark.parametrize(
    ("path", "asked", "expected"),
    [("a.csv", None, "csv"), ("a.parquet", "jsonl", "jsonl"), ("events", None, "jsonl"), (None, None, "jsonl")],
    ids=["by-name", "asked-wins", "unknown-ending", "stream"],
)
def test_format_of(path: str | None, asked: str | None, expected: str) -> None:
    assert format_of(path, asked) == expected


def test_unknown_format_is_refused() -> None:
    with pytest.raises(UnknownValue, match="'xlsx' is no export format; choose from: jsonl, csv, parquet"):
        format_of("a.csv", "xlsx")
    with pytest.raises(UnknownValue, match="'xls' is no export format; choose from: jsonl, csv, parquet"):
        format_of("events.xls")


def test_full_disk_is_told(store: Store) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system: a full disk cannot be played")
    with pytest.raises(ExportError, match=r"/dev/full: not written: the disk is full; free some space"):
        export(store.events(ALL), store.documents(), "/dev/full", format="jsonl")


def test_a_file_that_may_not_grow_leaves_the_old_one(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "events.jsonl"
    target.write_text("what was there\n")
    program = (
        "import resource, sys\n"
        "from bilateral.chronology import EventQuery, Store\n"
        "from bilateral.errors import ExportError\n"
        "from bilateral.present.exports import export\n"
        "with Store.open(sys.argv[1], read_only=True) as store:\n"
        "    events, documents = store.events(EventQuery(statuses=())), store.documents()\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    export(events, documents, sys.argv[2])\n"
        "except ExportError as error:\n"
        "    sys.exit(str(error))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(database), str(target)], capture_output=True, text=True, check=False
    )
    assert f"{target}: not written: the file grows beyond the size allowed" in done.stderr
    assert done.stderr.rstrip().endswith("what was there before is kept")
    assert target.read_text() == "what was there\n"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("", "that is a folder"), ("missing/events.csv", "the folder does not exist")],
    ids=["folder", "no-such-folder"],
)
def test_wrong_targets_are_told(store: Store, tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(ExportError, match=reason):
        export((), {}, tmp_path / name, format="csv")
