"""Back-ups: whole copies, also while a process writes; brought back, or refused and nothing touched."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from tests.chronology.test_faults import GROUP, WRITE, export, groups

from bilateral.chronology import Store
from bilateral.chronology.backup import LAYOUTS, backup, restore
from bilateral.errors import DatabaseLocked, ExportError, NewerSchema, NotADatabase, NotFound, StoreError, UnknownValue


def filled(path: Path, *, until: int = 3) -> Path:
    with Store.open(path) as store:
        for group in groups()[:until]:
            store.put_many(group)
        store.merge()
    return path


def asked(path: Path) -> str:
    with Store.open(path, read_only=True) as store:
        return export(store)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("backup") / "a.duckdb")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_comes_back_is_what_was_there(made: Path, tmp_path: Path, layout: str) -> None:
    counts = backup(made, tmp_path / "saved", layout=layout)
    assert counts.documents == 3 * GROUP
    assert restore(tmp_path / "saved", tmp_path / "b.duckdb") == counts
    assert asked(tmp_path / "b.duckdb") == asked(made)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.duckdb", "saved"], "nothing is left beside them"
    with Store.open(tmp_path / "b.duckdb") as store:
        assert not [finding.name for finding in store.check(deep=True) if finding.count]


def test_a_backup_is_asked_like_any_database(made: Path, tmp_path: Path) -> None:
    backup(made, tmp_path / "copy.duckdb")
    assert asked(tmp_path / "copy.duckdb") == asked(made)


def test_a_backup_while_a_process_writes_holds_what_was_committed(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    with subprocess.Popen([sys.executable, "-c", WRITE, str(path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == "open\n"
        for number in range(3):
            assert writer.stdout.readline() == "put\n"
            copy = tmp_path / f"copy{number}.duckdb"
            documents = backup(path, copy).documents
            assert documents % GROUP == 0, "whole transactions"
            assert documents >= (number + 1) * GROUP, "all that was committed before"
            with Store.open(copy, read_only=True) as store:
                assert not [finding.name for finding in store.check(deep=True) if finding.broken]
        writer.stdout.read()
    assert writer.returncode == 0, "the writer noticed nothing"


def test_nothing_is_replaced_unasked(made: Path, tmp_path: Path) -> None:
    other = filled(tmp_path / "b.duckdb", until=1)
    before = other.read_bytes()
    with pytest.raises(ExportError, match=r"b.duckdb: is there already; replace it with --force"):
        backup(made, other)
    with pytest.raises(ExportError, match=r"b.duckdb: is there already; replace it with --force"):
        restore(made, other)
    assert other.read_bytes() == before
    assert restore(made, other, force=True).documents == 3 * GROUP
    assert asked(other) == asked(made)
    (tmp_path / "folder").mkdir()
    backup(made, tmp_path / "folder", layout="parquet", force=True)
    assert (tmp_path / "folder" / "documents.parquet").exists()


def spoil(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE reports SET evidence = [] WHERE id = 'd001:1'")


def test_what_is_broken_is_neither_saved_nor_brought_back(tmp_path: Path) -> None:
    broken, present = filled(tmp_path / "broken.duckdb"), filled(tmp_path / "a.duckdb", until=1)
    spoil(broken)
    before = asked(present)
    with pytest.raises(StoreError, match=r"broken.duckdb: 1 checks fail, the first: evidence \(d001:1\); nothing was"):
        backup(broken, tmp_path / "saved")
    with pytest.raises(StoreError, match=r"broken.duckdb: 1 checks fail, the first: evidence"):
        restore(broken, present, force=True)
    os.truncate(broken, broken.stat().st_size // 2)
    with pytest.raises(NotADatabase, match="damaged"):
        restore(broken, present, force=True)
    assert asked(present) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.duckdb", "broken.duckdb"]


def test_a_damaged_database_gives_way_to_its_backup(made: Path, tmp_path: Path) -> None:
    damaged = filled(tmp_path / "a.duckdb")
    damaged.write_bytes(damaged.read_bytes()[:40_000])
    (tmp_path / "a.duckdb.wal").write_bytes(b"of no use")
    restore(made, damaged, force=True)
    assert asked(damaged) == asked(made)
    assert [path.name for path in tmp_path.iterdir()] == ["a.duckdb"]


HOLD = """
import sys
from bilateral.chronology import Store
with Store.open(sys.argv[1]) as store:
    print("open", flush=True)
    sys.stdin.read()
"""


def test_a_database_in_use_is_not_replaced(made: Path, tmp_path: Path) -> None:
    path = filled(tmp_path / "a.duckdb", until=1)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(DatabaseLocked, match=rf"process {holder.pid} .* bilateral backup COPY --db"):
            restore(made, path, force=True)
        holder.communicate()
    with Store.open(path, read_only=True) as store:
        assert store.counts().documents == GROUP


def test_an_archive_that_is_not_whole_or_newer_is_refused(made: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    backup(made, saved, layout="parquet")
    (saved / "reports.parquet").rename(saved / "else.parquet")
    with pytest.raises(NotADatabase, match=r"saved: no back-up of a Bilateral database, or not whole: reports.parquet"):
        restore(saved, tmp_path / "b.duckdb")
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT 999 AS version) TO '{saved}/schema_versions.parquet' (FORMAT parquet)")
    with pytest.raises(NewerSchema, match="written by a newer Bilateral"):
        restore(saved, tmp_path / "b.duckdb")
    assert not (tmp_path / "b.duckdb").exists()


def test_what_is_not_there_or_the_same_is_named(made: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no such database, so there is nothing to copy"):
        backup(tmp_path / "none", tmp_path / "saved")
    with pytest.raises(NotFound, match="no such back-up"):
        restore(tmp_path / "none", tmp_path / "a.duckdb")
    with pytest.raises(ExportError, match="that is the database itself"):
        backup(made, made, force=True)
    with pytest.raises(ExportError, match="that is the database itself"):
        restore(made, made, force=True)
    with pytest.raises(ExportError, match="does not exist; create it first"):
        backup(made, tmp_path / "no" / "saved")
    with pytest.raises(UnknownValue, match="'zip' is no layout of a back-up; choose from: duckdb, parquet"):
        backup(made, tmp_path / "saved", layout="zip")
