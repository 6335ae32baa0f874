"""Byte streams with their limits: a head read twice, gzip that cannot explode, pages that cannot be too large."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import Protocol

from bilateral.config import Settings
from bilateral.errors import InputError, MalformedRecord, TooLarge, Truncated

__all__ = ["Readable", "inflated", "peeked", "read_page_bytes"]

_BLOCK = 65_536


class Readable(Protocol):
    """Anything bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes | None:
        """Up to `size` bytes, fewer at any time, none at the end."""
        ...


def _some(stream: Readable, size: int) -> bytes:
    """One read, so that bytes are not lost to an error that comes after them."""
    return getattr(stream, "read1", stream.read)(size) or b""


def peeked(stream: Readable, size: int) -> tuple[bytes, io.BufferedReader]:
    """The first `size` bytes (fewer only at the end) and the stream as it was before they were read.

    An error met on the way is raised only when the returned stream comes to that place.
    """
    head = b""
    error: InputError | None = None
    try:
        while len(head) < size and (piece := _some(stream, size - len(head))):
            head += piece
    except InputError as met:
        error = met
    return head, io.BufferedReader(_Joined(head, stream, error), _BLOCK)


class _Joined(io.RawIOBase):
    def __init__(self, head: bytes, rest: Readable, error: InputError | None) -> None:
        self._head = head
        self._rest = rest
        self._error = error

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._head:
            piece, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        elif self._error is not None:
            raise self._error
        else:
            piece = _some(self._rest, len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def inflated(stream: Readable, *, source: str, settings: Settings) -> io.BufferedReader:
    """The decompressed bytes of a gzip stream.

    Reading raises Truncated where it ends too early, MalformedRecord where it is damaged, and TooLarge where it grows
    by more than `settings.max_decompressed_ratio` (once it is larger than a page may be).
    """
    return io.BufferedReader(_Inflated(stream, source, settings), _BLOCK)


class _Counted(io.RawIOBase):
    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.total = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = _some(self._stream, len(buffer))
        self.total += len(piece)
        buffer[: len(piece)] = piece
        return len(piece)


class _Inflated(io.RawIOBase):
    def __init__(self, stream: Readable, source: str, settings: Settings) -> None:
        self._packed = _Counted(stream)
        self._gzip = gzip.GzipFile(fileobj=io.BufferedReader(self._packed, _BLOCK), mode="rb")
        self._source = source
        self._settings = settings
        self._total = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            piece = self._gzip.read1(len(buffer))
        except EOFError:
            raise Truncated(self._source, "the gzip data end too early; fetch the file again") from None
        except (gzip.BadGzipFile, zlib.error) as error:
            raise MalformedRecord(self._source, f"the gzip data are damaged ({error})") from None
        self._total += len(piece)
        self._check()
        buffer[: len(piece)] = piece
        return len(piece)

    def _check(self) -> None:
        ratio = self._settings.max_decompressed_ratio
        if self._total > max(self._settings.max_page_bytes, ratio * self._packed.total):
            reason = f"grows to more than {ratio} times its size when decompressed (Settings.max_decompressed_ratio)"
            raise TooLarge(self._source, reason)


def read_page_bytes(stream: Readable, *, source: str, settings: Settings) -> bytes:
    """All bytes of one page; TooLarge above `settings.max_page_bytes`."""
    limit = settings.max_page_bytes
    pieces: list[bytes] = []
    left = limit + 1
    while left > 0 and (piece := _some(stream, min(left, _BLOCK))):
        pieces.append(piece)
        left -= len(piece)
    if left <= 0:
        raise TooLarge(source, f"is above the limit of {limit:,} bytes a page (Settings.max_page_bytes)")
    return b"".join(pieces)
