"""Web pages over HTTP, politely: one user agent, time-outs, few redirects, retries that wait as long as asked."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from bilateral.config import Settings
from bilateral.errors import FetchFailed
from bilateral.sources.locate import is_address

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager, Retry

__all__ = ["Answer", "Web"]

_LONGEST_WAIT = 60.0  # seconds; a server that asks for more is refused rather than waited for
_BACKOFF = 0.5  # seconds, doubled with each further try
_TRY_AGAIN = (429, 500, 502, 503, 504)
_SLOWEST = 500  # bytes a second, over a time of three time-outs


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer whose body is still to be read. `url` is where redirects ended, `fetched` the server's own time."""

    stream: io.RawIOBase
    url: str
    content_type: str | None
    encoding: str | None
    fetched: str | None


class Web:
    """Fetches pages; connections are kept for the next page of a host."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def _pool(self) -> PoolManager:
        from urllib3 import PoolManager, Timeout

        headers = {
            "User-Agent": self._settings.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,text/plain,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }
        timeout = Timeout(connect=self._settings.timeout, read=self._settings.timeout)
        return PoolManager(headers=headers, timeout=timeout, retries=self._retries())

    def _retries(self) -> Retry:
        from urllib3 import Retry

        class Patient(Retry):
            def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
                wait = super().get_retry_after(response)
                if wait and wait > _LONGEST_WAIT:
                    raise _AskedToWait(wait)
                return wait

        tries = self._settings.retries
        return Patient(
            total=tries + self._settings.max_redirects,
            connect=tries,
            read=tries,
            status=tries,
            other=0,
            redirect=self._settings.max_redirects,
            status_forcelist=_TRY_AGAIN,
            backoff_factor=_BACKOFF,
            raise_on_status=False,
        )

    @contextmanager
    def get(self, url: str) -> Iterator[Answer]:
        """The answer to a GET of `url`.

        Raises FetchFailed: no http or https address, no connection, time-out, too many redirects, an error status, a
        server that asks to wait for more than a minute, or (while reading) a body that breaks off or trickles.
        """
        if not is_address(url):
            raise FetchFailed(url, "only http and https addresses are read")
        response = self._request(url)
        try:
            if response.status != HTTPStatus.OK:
                raise FetchFailed(url, f"the server answered {_status(response.status)}")
            final = urljoin(url, response.geturl() or "")
            kind, encoding = _content_type(response.headers.get("Content-Type"))
            body = _Body(response, url, self._settings.timeout)
            yield Answer(body, final, kind, encoding, _iso(response.headers.get("Date")))
        finally:
            response.close()

    def _request(self, url: str) -> BaseHTTPResponse:
        from urllib3.exceptions import HTTPError, LocationValueError, MaxRetryError, ResponseError

        try:
            return self._pool.request("GET", url, preload_content=False)
        except _AskedToWait as error:
            raise FetchFailed(url, f"the server asks to wait {error.seconds:.0f} s; try again later") from None
        except MaxRetryError as error:
            if isinstance(error.reason, ResponseError) and "redirects" in str(error.reason):
                limit = f"{self._settings.max_redirects} (Settings.max_redirects)"
                raise FetchFailed(url, f"redirects more often than the limit of {limit}") from None
            raise FetchFailed(url, _plain(error.reason)) from None
        except (HTTPError, LocationValueError, UnicodeError) as error:
            raise FetchFailed(url, _plain(error)) from None


class _AskedToWait(Exception):
    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class _Body(io.RawIOBase):
    def __init__(self, response: BaseHTTPResponse, url: str, timeout: float) -> None:
        self._chunks = response.stream(65_536, decode_content=True)
        self._url = url
        self._patience = 3 * timeout
        self._began = time.monotonic()
        self._total = 0
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._left:
            chunk = self._next()
            if chunk is None:
                return 0
            self._left = chunk
        piece, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)

    def _next(self) -> bytes | None:
        from urllib3.exceptions import HTTPError

        try:
            chunk = next(self._chunks, None)
        except HTTPError as error:
            raise FetchFailed(self._url, f"the answer broke off: {_plain(error)}") from None
        self._total += len(chunk or b"")
        spent = time.monotonic() - self._began
        if spent > self._patience and self._total < _SLOWEST * spent:
            raise FetchFailed(self._url, f"the answer trickles: {self._total} bytes in {spent:.0f} s")
        return chunk


def _content_type(header: str | None) -> tuple[str | None, str | None]:
    if not header:
        return None, None
    from email.message import Message

    message = Message()
    message["Content-Type"] = header
    return message.get_content_type(), message.get_content_charset()


def _status(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)


def _plain(error: Exception | None) -> str:
    """What went wrong in words, without the addresses of Python objects that urllib3 puts into its messages."""
    from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError, ReadTimeoutError

    if isinstance(error, NameResolutionError):
        return "the host's name is not known"
    if isinstance(error, NewConnectionError):  # a kind of ConnectTimeoutError to urllib3
        return "no connection to the server"
    if isinstance(error, ConnectTimeoutError | ReadTimeoutError):
        return "the server did not answer in time"
    return str(error).split(" object at 0x")[0] or type(error).__name__


def _iso(date: str | None) -> str | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(date).isoformat() if date else None
    except ValueError:
        return None
