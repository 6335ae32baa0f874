"""Whole copies of a database, also while another process writes it, and bringing one back.

DuckDB lets one process write or any number read, never both at once. So a copy is made of the bytes of the files, as a
power cut would leave them, and DuckDB's own recovery makes a whole database of it: every transaction that had ended.
What copying can do and a power cut cannot, is to see two moments. The file is written to only where its header does not
point, until the next checkpoint renews the header; the journal (`FILE.wal`) only grows until then. So the journal is
copied first and the file after it, and both again where the header changed meanwhile.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path

from bilateral.chronology import connect
from bilateral.chronology.archive import load, save
from bilateral.chronology.store import Counts, Store
from bilateral.errors import ExportError, NotADatabase, NotFound, StoreError, UnknownValue

__all__ = ["LAYOUTS", "backup", "restore", "salvage"]

LAYOUTS = ("duckdb", "parquet")
"""A database file that any command opens with --db, or a folder with a Parquet file a table."""

_HEADER = 3 * 4096  # DuckDB's file begins with three pages of header, of which each checkpoint renews one
_TRIES = 60
_PAUSE = 0.25  # seconds: a checkpoint of a large database takes some
_DAMAGED_AT = re.compile(r"at byte position (\d+)")


def backup(path: str | Path, target: str | Path, *, layout: str = "duckdb", force: bool = False) -> Counts:
    """Write a copy of the database `path` to `target`, checked, complete or not at all; what it holds.

    Another process may write `path` meanwhile: the copy then holds what it had committed. `force` lets it take the
    place of what is at `target`. Raises NotFound, StoreError (NotADatabase, and where something is broken in the
    copy), UnknownValue for a layout that is none of LAYOUTS, and ExportError.
    """
    if layout not in LAYOUTS:
        raise UnknownValue("layout of a back-up", layout, LAYOUTS)
    source, final = Path(path), Path(target)
    if not source.is_file():
        raise NotFound(str(path), "no such database, so there is nothing to copy")
    if final.exists() and final.resolve() == source.resolve():
        raise ExportError(f"{target}: that is the database itself; name another file")
    with _taking_the_place_of(final, force=force) as part:
        scratch = part if layout == "duckdb" else part.with_name(part.name + ".duckdb")
        try:
            with _naming(scratch, str(path)):
                _copy(source, scratch)
            counts = _check(scratch, str(path))
            if layout == "parquet":
                with connect.told(str(path)):
                    save(scratch, part)
        finally:
            if layout == "parquet":
                _remove(scratch)
    return counts


def restore(saved: str | Path, path: str | Path, *, force: bool = False) -> Counts:
    """Put the back-up `saved` in the place of the database `path`, once it is found whole; what it holds.

    `force` replaces a database that is there; it stays as it is until the new one lies beside it, complete. Raises
    NotFound, StoreError (DatabaseLocked, where a process uses the old one; NotADatabase) and ExportError.
    """
    source, final = Path(saved), Path(path)
    if not source.exists():
        raise NotFound(str(saved), "no such back-up")
    if final.exists() and final.resolve() == source.resolve():
        raise ExportError(f"{saved}: that is the database itself; name its back-up")
    with _taking_the_place_of(final, force=force, keeping=_unused) as part:
        if source.is_dir():
            with connect.told(str(saved)):
                load(source, part)
        else:
            with _naming(part, str(saved)):
                _copy(source, part)
        return _check(part, str(saved))


def salvage(path: str | Path) -> int:
    """Open a database whose journal (`FILE.wal`) is damaged, with all that was committed before the damage.

    Returns how many bytes of the journal were given up; 0 where it is not damaged. The journal as it was is kept as
    `FILE.wal.damaged`. Raises NotFound, DatabaseLocked, and NotADatabase where the file itself is damaged.
    """
    final = Path(path)
    journal = _journal(final)
    if not final.is_file():
        raise NotFound(str(path), "no such database")
    try:
        Store.open(path).close()
        return 0
    except NotADatabase as error:
        at = _DAMAGED_AT.search(str(error))
        if at is None or not journal.is_file():
            raise
    size = journal.stat().st_size
    with _disk(journal):
        shutil.copyfile(journal, journal.with_name(journal.name + ".damaged"))
        os.truncate(journal, int(at[1]))
    Store.open(path).close()
    return size - int(at[1])


# --- copying -----------------------------------------------------------------------------------------------------


def _copy(source: Path, target: Path) -> None:
    """The files of a database at one moment, as a database file by itself."""
    for _ in range(_TRIES):
        if _copied(source, target):
            break
        time.sleep(_PAUSE)
    else:
        raise StoreError(f"{source}: is being rewritten all the time; wait until its writer ends, and copy it again")
    with Store.open(target) as store:
        store.checkpoint()
    if _journal(target).exists():
        raise StoreError(f"{target}: DuckDB did not take its journal in; please report it")
    with _disk(target), target.open("rb") as written:
        os.fsync(written.fileno())


def _copied(source: Path, target: Path) -> bool:
    _remove(target)
    try:
        before = _header(source)
        if _journal(source).exists():
            with _disk(target):
                shutil.copyfile(_journal(source), _journal(target))
        with _disk(target):
            shutil.copyfile(source, target)
        # While it writes a checkpoint, DuckDB keeps further journals beside the first.
        others = list(source.parent.glob(f"{_glob(source.name)}.wal.*"))
        return before == _header(target) == _header(source) and not [f for f in others if f.suffix != ".damaged"]
    except FileNotFoundError:  # the journal ended between looking and copying
        return False


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEADER)


def _journal(path: Path) -> Path:
    return path.with_name(path.name + ".wal")


def _glob(name: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", name)


def _check(copy: Path, named: str) -> Counts:
    with Store.open(copy, read_only=True) as store:
        broken = [finding for finding in store.check() if finding.broken]
        counts = store.counts()
    if broken:
        first = broken[0]
        raise StoreError(
            f"{named}: {len(broken)} checks fail, the first: {first.name} ({', '.join(first.examples)}); nothing was "
            f"written. See: bilateral check --db {named}"
        )
    return counts


# --- taking a place ----------------------------------------------------------------------------------------------


@contextmanager
def _taking_the_place_of(
    final: Path, *, force: bool, keeping: Callable[[Path], AbstractContextManager[object]] = nullcontext
) -> Iterator[Path]:
    """A path beside `final` that takes its place at the end; what stood at `final` is only then removed."""
    if not final.parent.is_dir():
        raise ExportError(f"{final}: the folder {final.parent} does not exist; create it first")
    if final.exists() and not force:
        raise ExportError(f"{final}: is there already; replace it with --force, or name another")
    part = final.with_name(f".{final.name}.{os.getpid()}.part")
    old = final.with_name(f".{final.name}.{os.getpid()}.old")
    try:
        yield part
        with keeping(final), _disk(final):
            if final.is_dir() or part.is_dir() or _journal(final).exists():
                # A folder cannot be replaced in one step, nor a file with its journal: the old one is put aside first.
                _move(final, old)
            part.replace(final)
            _sync_folder(final.parent)
    except ExportError as error:
        raise ExportError(str(error).replace(str(part), str(final))) from error
    finally:
        if old.exists() and not final.exists():
            _move(old, final)
        _remove(part)
    _remove(old)


@contextmanager
def _unused(path: Path) -> Iterator[None]:
    """Keeps other processes from opening the database; its journal is taken in, where that can be done."""
    store = None
    with suppress(NotFound, NotADatabase):  # it is damaged: the very reason to put a back-up in its place
        store = Store.open(path, create=False)
        store.checkpoint()
    try:
        yield
    finally:
        if store is not None:
            store.close()


def _move(source: Path, target: Path) -> None:
    if _journal(source).exists():
        _journal(source).replace(_journal(target))
    if source.exists():
        source.replace(target)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    for file in (path, _journal(path)):
        file.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    # Without it a power cut may undo the renaming.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _naming(part: Path, named: str) -> Iterator[None]:
    """Has errors of the copy name what was copied."""
    try:
        yield
    except StoreError as error:
        raise type(error)(str(error).replace(str(part), named)) from error


@contextmanager
def _disk(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        reason = "the disk is full; free some space or write elsewhere" if full else error.strerror or str(error)
        raise ExportError(f"{path}: not written: {reason}; what was there before is kept") from error
