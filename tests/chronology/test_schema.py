"""The database file: made, brought up to date, refused with the way out."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from tests.builders import document, report

from bilateral.chronology import Store
from bilateral.chronology.merging import block_of
from bilateral.chronology.rows import arrow, document_row, report_row
from bilateral.chronology.schema import DESCRIPTIONS, SCHEMA_VERSION, migrate, schema_version
from bilateral.errors import DatabaseLocked, NewerSchema, NotADatabase, NotFound, StoreError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "relations.duckdb"


def old_file(path: Path, *, version: int) -> None:
    """A file as an older Bilateral left it, with a document and a report that were never merged."""
    with duckdb.connect(str(path)) as connection:
        migrate(connection, str(path), steps=version)
        for table, row in (
            ("documents", document_row(document(), digest="a", coded="b", written=1)),
            ("reports", report_row(report(), block=block_of(report()), written=1)),
        ):
            connection.register("incoming", arrow(table, [row]))
            connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
            connection.unregister("incoming")


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_an_older_file_is_brought_up_to_date_and_keeps_what_it_holds(path: Path, version: int) -> None:
    old_file(path, version=version)
    with Store.open(path) as store:
        assert store.document("d1") == document()
        assert store.merge() == 1
        assert store.events()[0].reports == (report(),)
        assert store.sql().execute("SELECT person FROM event_actors").fetchall() != []
        assert schema_version(store.sql(), str(path)) == SCHEMA_VERSION
    with Store.open(path, read_only=True) as store:
        assert store.counts().events == 1


def test_an_older_file_is_not_changed_when_only_read(path: Path) -> None:
    old_file(path, version=1)
    with pytest.raises(StoreError, match=r"relations.duckdb: has an older schema \(1\); open it once for writing"):
        Store.open(path, read_only=True)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_file_is_refused(path: Path, read_only: bool) -> None:
    Store.open(path).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("INSERT INTO schema_versions VALUES (?, current_timestamp::TIMESTAMP)", [SCHEMA_VERSION + 1])
    with pytest.raises(NewerSchema, match=r"relations.duckdb: written by a newer Bilateral .* pip install --upgrade"):
        Store.open(path, read_only=read_only)


def test_every_table_and_view_is_described(path: Path) -> None:
    with Store.open(path) as store:
        found = store.sql().execute(
            "SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal "
            "UNION ALL SELECT view_name, comment FROM duckdb_views() WHERE NOT internal"
        )
        assert dict(found.fetchall()) == dict(DESCRIPTIONS)


def test_a_file_that_is_not_there(path: Path) -> None:
    for read_only in (False, True):
        with pytest.raises(NotFound, match=r"relations.duckdb: no such database; make one with: bilateral read"):
            Store.open(path, read_only=read_only, create=False)
    assert not path.exists()
    with pytest.raises(StoreError, match="no/such/folder"):
        Store.open("no/such/folder/a.duckdb")


@pytest.mark.parametrize("content", [b"", b"no database " * 2000], ids=["empty", "text"])
def test_a_file_that_is_no_database(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(NotADatabase, match=r"relations.duckdb: not a Bilateral database, or damaged .* move it away"):
        Store.open(path)
    assert path.read_bytes() == content


def test_a_database_cut_short_is_told_as_damaged(path: Path) -> None:
    with Store.open(path) as store:
        # Words that cannot be packed, so that the text itself is cut.
        store.put(document(text=random.Random(1).randbytes(1_000_000).hex(" ", 4)), [])
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(NotADatabase, match="damaged"), Store.open(path) as store:
        store.document("d1")


def test_another_programs_database_and_a_folder(path: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE documents_of_mine (a INTEGER)")
    with pytest.raises(NotADatabase, match="but not one of Bilateral's"):
        Store.open(path)
    with pytest.raises(NotADatabase, match="is a folder"):
        Store.open(tmp_path)


HOLD = """
import sys
from bilateral.chronology import Store
with Store.open(sys.argv[1]) as store:
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to read"])
def test_a_second_process_is_told_who_writes(path: Path, read_only: bool) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(DatabaseLocked, match=rf"relations.duckdb: process {holder.pid} \(.*python.*\) has it open"):
            Store.open(path, read_only=read_only)
        holder.communicate()
    Store.open(path, read_only=read_only).close()
