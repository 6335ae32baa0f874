"""Opening the database file, with DuckDB's complaints told in our own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bilateral.chronology import schema
from bilateral.errors import BilateralError, DatabaseLocked, NotADatabase, NotFound, StoreError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["connect", "rollback", "roomy", "told"]

_CONFIG = {
    # Nothing is fetched behind the user's back.
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    # DuckDB takes 80 % of the machine's memory as cache if let; what is here runs well in this and spills beyond it.
    "memory_limit": "192MB",
}
ROOMY = "1GB"
"""The limit while many reports are merged: sorting a million of them, whole, wants 256 MB beside what is written."""

_HOLDER = re.compile(r"held in (?P<program>\S.*?) \(PID (?P<pid>\d+)\)")
_DAMAGE = re.compile(r"not a valid DuckDB|not read enough bytes|corrupt|checksum|serializ|sqlite", re.IGNORECASE)
_INTERRUPTED = "Query interrupted"  # DuckDB takes Ctrl-C for itself during a statement, and raises this RuntimeError
_FULL = re.compile(r"no space left|disk full|not enough space", re.IGNORECASE)
_DENIED = re.compile(r"permission denied|read-only file system|operation not permitted", re.IGNORECASE)


def connect(path: str, *, read_only: bool, create: bool) -> DuckDBPyConnection:
    """An open connection with the newest schema. Raises the errors that `Store.open` names."""
    import duckdb

    memory = path == ":memory:"
    there = not memory and Path(path).exists()
    if not memory and not there and (read_only or not create):
        raise NotFound(path, f"no such database; make one with: bilateral read SOURCE... --db {path}")
    if Path(path).is_dir():
        raise NotADatabase(f"{path}: is a folder; name a file")
    if not memory and not Path(path).parent.is_dir():
        raise StoreError(f"{path}: there is no folder {Path(path).parent}; create it first")
    with told(path):
        connection = duckdb.connect(path, read_only=read_only, config=dict(_CONFIG))
    try:
        with told(path):
            _ready(connection, path, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def _ready(connection: DuckDBPyConnection, path: str, *, read_only: bool) -> None:
    if not read_only:
        schema.migrate(connection, path)
        return
    version = schema.schema_version(connection, path)
    if version > schema.SCHEMA_VERSION:
        schema.migrate(connection, path)  # raises NewerSchema
    if version < schema.SCHEMA_VERSION:
        raise StoreError(f"{path}: has an older schema ({version}); open it once for writing to bring it up to date")


@contextmanager
def told(path: str) -> Iterator[None]:
    """Turns DuckDB's errors into ours, naming the file and the way out; Ctrl-C stays Ctrl-C, other errors pass."""
    import duckdb

    try:
        yield
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    except duckdb.Error as error:
        raise _translated(path, error) from error
    except RuntimeError as error:
        if str(error) != _INTERRUPTED:
            raise
        raise KeyboardInterrupt from error


def _translated(path: str, error: Exception) -> BilateralError:
    message = str(error).split("\n", maxsplit=1)[0]
    if "set lock" in message or "already open" in message.casefold():
        holder = _HOLDER.search(message)
        who = f"process {holder['pid']} ({holder['program']})" if holder else "another process"
        return DatabaseLocked(
            f"{path}: {who} has it open for writing; wait until it ends, or name another file with --db"
        )
    if _DAMAGE.search(message):
        return NotADatabase(
            f"{path}: not a Bilateral database, or damaged ({message}); "
            "move it away and read the texts again, or bring back a copy"
        )
    if _FULL.search(message):
        return StoreError(f"{path}: the disk is full; free some space and run again: what was read so far is kept")
    if _DENIED.search(message):
        return StoreError(f"{path}: no permission to write there; name another file with --db")
    return StoreError(f"{path}: {message}")


@contextmanager
def roomy(connection: DuckDBPyConnection) -> Iterator[None]:
    """Inside, DuckDB may take more memory before it spills to disk; begin and end it outside of transactions."""
    import duckdb

    connection.execute(f"SET memory_limit = '{ROOMY}'")
    try:
        yield
    finally:
        # Where another connection holds more than that at the moment, the higher limit stays: a limit, no need.
        with suppress(duckdb.Error):
            connection.execute(f"SET memory_limit = '{_CONFIG['memory_limit']}'")


def rollback(connection: DuckDBPyConnection) -> None:
    """Give up the transaction, if one is still open."""
    import duckdb

    with suppress(duckdb.Error):  # a connection that broke down has none left
        connection.execute("ROLLBACK")
