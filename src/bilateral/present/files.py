"""Files written whole or not at all."""

from __future__ import annotations

import errno
import filecmp
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from bilateral.errors import ExportError

__all__ = ["told", "write_file", "writing"]

_REASONS = {
    errno.ENOSPC: "the disk is full; free some space or write elsewhere",
    errno.EDQUOT: "your share of the disk is used up; free some space or write elsewhere",
    errno.EFBIG: "the file grows beyond the size allowed here; raise the limit or write elsewhere",
    errno.EACCES: "no permission to write there; choose another folder",
    errno.EPERM: "no permission to write there; choose another folder",
    errno.EROFS: "the disk is read-only; choose another folder",
    errno.ENOENT: "the folder does not exist; create it first",
    errno.ENOTDIR: "the folder does not exist; create it first",
    errno.EISDIR: "that is a folder; give it a file name",
}


def write_file(path: str | Path, content: str | bytes) -> None:
    """Write `content` (text as UTF-8) to `path` as `writing` does. Raises ExportError."""
    with writing(path) as out:
        out.write(content.encode("utf-8") if isinstance(content, str) else content)


@contextmanager
def writing(path: str | Path) -> Iterator[BinaryIO]:
    """A stream whose bytes become the file at `path` once all of them are written.

    They go to a file beside it that then takes its place, so a failure leaves what was there before. What is no plain
    file (a device, a pipe) is written straight. Raises ExportError naming the path, the reason and the way out.
    """
    final = Path(os.path.realpath(path))
    with told(str(path)):
        if final.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if final.exists() and not final.is_file():
            with final.open("wb") as out:
                yield out
            return
        part = final.with_name(f".{final.name}.{os.getpid()}.part")
        try:
            with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666), "wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            # One that is the same stays, so that its time says when it changed.
            if not (final.exists() and filecmp.cmp(part, final, shallow=False)):
                part.replace(final)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def told(target: str) -> Iterator[None]:
    """Turn an operating system's error into an ExportError that says what to do; a closed pipe stays what it is."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = _REASONS.get(error.errno or 0) or error.strerror or str(error)
        raise ExportError(f"{target}: not written: {reason}; what was there before is kept") from error
