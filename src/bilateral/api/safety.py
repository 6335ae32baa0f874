"""Copies of a database, and bringing one back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bilateral.chronology import Counts

__all__ = ["backup", "restore", "salvage"]


def backup(db: str | Path, target: str | Path, *, layout: str = "duckdb", force: bool = False) -> Counts:
    """Write a checked copy of the database `db` to `target`, also while another process writes; what it holds.

    `layout` is "duckdb", a file to be opened like any, or "parquet", a folder with a Parquet file a table. `force`
    replaces what is at `target`. Raises NotFound, StoreError where something in the copy is broken, UnknownValue, and
    ExportError where it cannot be written.
    """
    from bilateral.chronology.backup import backup as copy

    return copy(db, target, layout=layout, force=force)


def restore(saved: str | Path, db: str | Path, *, force: bool = False) -> Counts:
    """Put the back-up `saved` in the place of the database `db`, once it is found whole; what it holds.

    `force` replaces a database that is there. Raises NotFound, StoreError and ExportError.
    """
    from bilateral.chronology.backup import restore as bring_back

    return bring_back(saved, db, force=force)


def salvage(db: str | Path) -> int:
    """Have a database opened again whose journal is damaged, with all that was committed before the damage.

    Returns how many bytes of the journal were given up, 0 where nothing is damaged; the journal as it was is kept as
    `FILE.wal.damaged`. Raises NotFound and StoreError.
    """
    from bilateral.chronology.backup import salvage as rescue

    return rescue(db)
