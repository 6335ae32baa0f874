"""A database as a folder with a Parquet file a table: readable by many programs, and for long."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bilateral.chronology import schema
from bilateral.errors import NotADatabase

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["load", "save"]

_VERSIONS = "schema_versions"
_OPTIONS = "FORMAT parquet, COMPRESSION zstd"


def save(database: Path, folder: Path) -> None:
    """Write every table of the database to `folder`, which must not be there yet. Raises duckdb.Error."""
    import duckdb

    folder.mkdir()
    with duckdb.connect(str(database), read_only=True) as connection:
        for table in _tables(connection):
            connection.execute(f"COPY {table} TO {_text(folder / f'{table}.parquet')} ({_OPTIONS})")


def load(folder: Path, database: Path) -> None:
    """Make a database of such a folder; one of an older schema is brought up to date.

    Only rows are taken from it: tables and views are this program's own. Raises NotADatabase where a table's file is
    missing, NewerSchema, and duckdb.Error where one is damaged.
    """
    import duckdb

    with duckdb.connect(str(database)) as connection:
        schema.migrate(connection, str(folder), steps=_version(connection, folder))
        for table in _tables(connection):
            file = _file(folder, table)
            connection.execute("BEGIN")
            connection.execute(f"DELETE FROM {table}")
            connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM read_parquet({_text(file)})")
            connection.execute("COMMIT")
        schema.migrate(connection, str(folder))


def _version(connection: DuckDBPyConnection, folder: Path) -> int:
    file = _file(folder, _VERSIONS)
    ((version,),) = connection.execute(f"SELECT max(version) FROM read_parquet({_text(file)})").fetchall()
    schema.check_version(int(version or 0), str(folder))
    return int(version or 0)


def _file(folder: Path, table: str) -> Path:
    file = folder / f"{table}.parquet"
    if not file.is_file():
        raise NotADatabase(f"{folder}: no back-up of a Bilateral database, or not whole: {file.name} is missing")
    return file


def _tables(connection: DuckDBPyConnection) -> list[str]:
    found = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY table_name")
    return [name for (name,) in found.fetchall()]


def _text(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
