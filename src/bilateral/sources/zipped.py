"""ZIP archives: their members, one after the other, with the limits that gzip has."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, cast

from bilateral.config import Settings
from bilateral.errors import InputError, MalformedRecord, TooLarge
from bilateral.sources.streams import Readable

__all__ = ["members"]

_IN_MEMORY = 8_000_000  # bytes of an archive kept in memory; a larger one goes to a temporary file


def members(source: str, stream: Readable, settings: Settings) -> Iterator[tuple[str, IO[bytes] | InputError]]:
    """Name and content of each file in the archive, in its order, or why that one cannot be read.

    The list of contents stands at an archive's end, so it is copied first. Raises MalformedRecord where it is damaged.
    """
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as copy:
        shutil.copyfileobj(cast("IO[bytes]", stream), copy)
        try:
            with zipfile.ZipFile(copy) as archive:
                for info in archive.infolist():
                    if not info.is_dir():
                        yield info.filename, _member(source, archive, info, settings)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise MalformedRecord(source, f"the ZIP archive is damaged ({error}); fetch the file again") from None


def _member(source: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, settings: Settings) -> IO[bytes] | InputError:
    place = f"{source}:{info.filename}"
    ratio = settings.max_decompressed_ratio
    # What is read of a member never goes beyond the size that the archive gives for it.
    if info.file_size > max(settings.max_page_bytes, ratio * info.compress_size):
        reason = f"grows to more than {ratio} times its size when decompressed (Settings.max_decompressed_ratio)"
        return TooLarge(place, reason)
    try:
        return archive.open(info)
    except (RuntimeError, NotImplementedError) as error:
        return MalformedRecord(place, f"cannot be unpacked: {error}")
