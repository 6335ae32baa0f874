"""The lake: one table in many files, the same for every reader, replaced only where it changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.dataset as ds
import pytest

from bilateral.chronology import EventQuery, Store
from bilateral.errors import ExportError, UnknownValue
from bilateral.present.exports import exported
from bilateral.present.lake import MANIFEST, PARTITIONS, write_lake

ALL = EventQuery(statuses=())


def records(store: Store) -> list[dict[str, Any]]:
    lines = exported(store.events(ALL), store.documents()).decode().splitlines()
    return [json.loads(line) for line in lines]


def plain(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of Parquet as records: maps are dicts, and the columns of the folders are left out."""
    for row in rows:
        for item in row["disagreements"]:
            item["values"] = dict(item["values"])
        for column in ("year", "month", "dyad"):
            row.pop(column, None)
    return sorted(rows, key=lambda row: (row["start"], row["id"]))


def by_pyarrow(folder: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = ds.dataset(folder, partitioning="hive").to_table().to_pylist()
    return rows


def by_duckdb(folder: Path) -> list[dict[str, Any]]:
    question = "SELECT * FROM read_parquet(?, hive_partitioning = true)"
    with duckdb.connect() as connection:
        cursor = connection.execute(question, [f"{folder}/**/*.parquet"])
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@pytest.mark.parametrize("partition", list(PARTITIONS))
@pytest.mark.parametrize("reader", [by_pyarrow, by_duckdb], ids=["pyarrow", "duckdb"])
def test_what_is_read_back_is_the_record(store: Store, tmp_path: Path, partition: str, reader: Any) -> None:
    write_lake(store, ALL, tmp_path / "lake", partition=partition)
    expected = sorted(records(store), key=lambda row: (row["start"], row["id"]))
    assert plain(reader(tmp_path / "lake")) == expected


def test_every_event_lies_where_its_day_or_its_parties_say(store: Store, tmp_path: Path) -> None:
    for partition in PARTITIONS:
        write_lake(store, ALL, tmp_path / partition, partition=partition)
    for row in by_pyarrow(tmp_path / "month"):
        assert (row["year"], row["month"]) == (int(row["start"][:4]), int(row["start"][5:7]))
    for row in by_pyarrow(tmp_path / "dyad"):
        parties = sorted({actor["state"] or actor["organisation"] for actor in [*row["from"], *row["to"]]})
        assert row["dyad"] == ("-".join(parties) if len(parties) < 3 else "many")
    years = {row["start"][:4] for row in records(store)}
    assert {path.name for path in (tmp_path / "year").iterdir()} == {MANIFEST, *(f"year={year}" for year in years)}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_events_give_the_same_files_and_touch_none_again(store: Store, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    files = write_lake(store, ALL, one, partition="month")
    assert files == sorted(name for name in contents(one) if name != MANIFEST)
    write_lake(store, ALL, other, partition="month")
    assert contents(one) == contents(other)
    before = {path: path.stat().st_mtime_ns for path in one.rglob("*.parquet")}
    assert write_lake(store, ALL, one, partition="month") == []
    assert {path: path.stat().st_mtime_ns for path in one.rglob("*.parquet")} == before


def test_only_what_changed_is_replaced_and_what_is_empty_removed(store: Store, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    everything = write_lake(store, ALL, lake, partition="dyad")
    kept = EventQuery(statuses=(), parties=("FRA", "KAZ"))
    changed = write_lake(store, kept, lake, partition="dyad")
    assert len(changed) < len(everything)
    assert len(by_pyarrow(lake)) == len(store.events(kept)) > 0
    assert not [path for path in lake.rglob("*") if path.is_dir() and not any(path.iterdir())]
    write_lake(store, ALL, lake, partition="dyad")
    assert len(by_pyarrow(lake)) == len(records(store))


@pytest.fixture
def lake(store: Store, tmp_path: Path) -> Path:
    write_lake(store, ALL, tmp_path / "lake", partition="month")
    return tmp_path / "lake"


def test_a_folder_of_something_else_is_left_alone(store: Store, lake: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="is parted by month, not by year; name another folder"):
        write_lake(store, ALL, lake, partition="year")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear sir")
    with pytest.raises(ExportError, match=r"mine: holds other things \(letter.txt\); name an empty folder"):
        write_lake(store, ALL, tmp_path / "mine", partition="year")
    with pytest.raises(ExportError, match="is a file; parted events are written to a folder"):
        write_lake(store, ALL, tmp_path / "mine" / "letter.txt", partition="year")
    with pytest.raises(ExportError, match="does not exist; create it first"):
        write_lake(store, ALL, tmp_path / "no" / "lake", partition="year")
    with pytest.raises(UnknownValue, match="'week' is no partition; choose from: month, year, dyad"):
        write_lake(store, ALL, lake, partition="week")
    (lake / MANIFEST).write_text("{")
    with pytest.raises(ExportError, match=r"_lake.json: is damaged .*; name an empty folder"):
        write_lake(store, ALL, lake, partition="month")


def test_no_file_outside_is_removed_whatever_the_list_says(store: Store, lake: Path, tmp_path: Path) -> None:
    outside = tmp_path / "events.parquet"
    outside.write_bytes(b"of mine")
    known = json.loads((lake / MANIFEST).read_text())
    known["files"]["../events.parquet"] = {"events": 1, "sha256": ""}
    known["files"][str(outside)] = {"events": 1, "sha256": ""}
    (lake / MANIFEST).write_text(json.dumps(known))
    write_lake(store, ALL, lake, partition="month")
    assert outside.read_bytes() == b"of mine"
