"""Opening the database file, with DuckDB's complaints told in our own words."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bilateral.chronology import schema
from bilateral.chronology.interrupts import heed
from bilateral.errors import BilateralError, DatabaseLocked, NotADatabase, NotFound, OlderSchema, StoreError

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

MEMORY = ":memory:"
_HEADER = 3 * 4096  # bytes before the first block
_WAY_OUT_OF_DAMAGE = "bring back a back-up (bilateral restore BACKUP --force), or move it away and read the texts again"
_HOLDER = re.compile(r"held in (?P<program>\S.*?) \(PID (?P<pid>\d+)\)")
_INTERRUPTED = "Query interrupted"  # DuckDB takes Ctrl-C for itself during a statement, and raises this RuntimeError
_TOLD: tuple[tuple[re.Pattern[str], type[StoreError], str], ...] = (
    (
        re.compile(r"WAL was created|WAL does not match|checkpoint iteration", re.IGNORECASE),
        NotADatabase,
        "the journal {path}.wal beside it belongs to another state of the file; bring back the file it belongs to, "
        "or, if it was put there by mistake, move {path}.wal away ({message})",
    ),
    (
        re.compile(r"replaying (checkpoint )?WAL|corrupt( encrypted)? WAL", re.IGNORECASE),
        NotADatabase,
        "its journal {path}.wal is damaged, as a power cut may leave it ({message}); keep all that was committed "
        "before the damage with: bilateral restore --salvage --db {path}",
    ),
    (
        re.compile(r"not a valid DuckDB|not read enough bytes|corrupt|checksum|serializ|sqlite", re.IGNORECASE),
        NotADatabase,
        f"not a Bilateral database, or damaged ({{message}}); {_WAY_OUT_OF_DAMAGE}",
    ),
    (
        re.compile(r"no space left|disk full|not enough space|file too large", re.IGNORECASE),
        StoreError,
        "the disk is full; free some space and run again: what was read so far is kept ({message})",
    ),
    (
        re.compile(r"permission denied|read-only file system|operation not permitted", re.IGNORECASE),
        StoreError,
        "no permission to write there; name another file with --db",
    ),
)


def connect(path: str, *, read_only: bool, create: bool) -> DuckDBPyConnection:
    """An open connection with the newest schema. Raises the errors that `Store.open` names."""
    import duckdb

    memory = path == MEMORY
    there = not memory and Path(path).exists()
    if not memory and not there and (read_only or not create):
        raise NotFound(path, f"no such database; make one with: bilateral read SOURCE... --db {path}")
    if Path(path).is_dir():
        raise NotADatabase(f"{path}: is a folder; name a file")
    if not memory and not Path(path).parent.is_dir():
        raise StoreError(f"{path}: there is no folder {Path(path).parent}; create it first")
    with told(path):
        if not memory and not there:
            _create(Path(path))
        connection = duckdb.connect(path, read_only=read_only, config=dict(_CONFIG))
    try:
        with told(path):
            _ready(connection, path, read_only=read_only)
            _whole(connection, path)
    except BaseException:
        connection.close()
        raise
    heed(connection)
    return connection


def _create(path: Path) -> None:
    """An empty database with the newest schema, there as a whole or not at all, whenever the process is killed."""
    import duckdb

    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with duckdb.connect(str(part), config=dict(_CONFIG)) as connection:
            schema.migrate(connection, str(path))
        # Unlike a renaming, a link never takes the place of what another process has just made there.
        with suppress(FileExistsError):
            os.link(part, path)
    except OSError:  # a file system without links
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


def _whole(connection: DuckDBPyConnection, path: str) -> None:
    """Raises NotADatabase where the file cannot hold all blocks in use. DuckDB would notice only when it reads them.

    Nor can the number of all blocks be asked for: those that are free at the end may be cut off already.
    """
    if path == MEMORY:
        return
    ((blocks, size),) = connection.execute("SELECT used_blocks, block_size FROM pragma_database_size()").fetchall()
    least, there = _HEADER + blocks * size, Path(path).stat().st_size
    if there < least:
        raise NotADatabase(
            f"{path}: damaged: cut off after {there:,} bytes, of at least {least:,}; {_WAY_OUT_OF_DAMAGE}"
        )


def _ready(connection: DuckDBPyConnection, path: str, *, read_only: bool) -> None:
    if not read_only:
        schema.migrate(connection, path)
        return
    version = schema.schema_version(connection, path)
    if version > schema.SCHEMA_VERSION:
        schema.migrate(connection, path)  # raises NewerSchema
    if version < schema.SCHEMA_VERSION:
        raise OlderSchema(f"{path}: has an older schema ({version}); open it once for writing to bring it up to date")


@contextmanager
def told(path: str) -> Iterator[None]:
    """Turns DuckDB's errors into ours, naming the file and the way out; Ctrl-C stays Ctrl-C, other errors pass."""
    import duckdb

    try:
        yield
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    except duckdb.Error as error:
        if "KeyboardInterrupt" in str(error):  # it came while DuckDB took rows from Python
            raise KeyboardInterrupt from error
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
            f"{path}: {who} has it open for writing; wait until it ends, name another file with --db, or, only to "
            f"read, copy it as it is now with: bilateral backup COPY --db {path}"
        )
    for pattern, kind, said in _TOLD:
        if pattern.search(message):
            return kind(f"{path}: {said.format(path=path, message=message)}")
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
