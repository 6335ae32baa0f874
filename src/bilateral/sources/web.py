"""Web pages over HTTP, politely: one user agent, time-outs, few redirects, retries that wait as long as asked."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from bilateral.config import Settings
from bilateral.errors import FetchFailed
from bilateral.sources.locate import is_address
from bilateral.sources.streams import read_page_bytes

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager, Retry

__all__ = ["Answer", "Reply", "Web", "status_words"]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A whole answer, whatever its status. `url` is where redirects ended.

    `moved` is the new address where the server says that the one asked for has moved for good; `retry_after` the
    seconds it asks to wait. `body` is that of a status 200, else empty.
    """

    status: int
    body: bytes
    url: str
    content_type: str | None = None
    encoding: str | None = None
    fetched: str | None = None
    moved: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    retry_after: float | None = None


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
                raise FetchFailed(url, status_words(response.status))
            final = urljoin(url, response.geturl() or "")
            kind, encoding = _content_type(response.headers.get("Content-Type"))
            body = _Body(response, url, self._settings.timeout)
            yield Answer(body, final, kind, encoding, _iso(response.headers.get("Date")))
        finally:
            response.close()

    def ask(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Reply:
        """The answer to one GET, with no second try: who asks again and again has a time of its own for that.

        With `etag` or `last_modified` of an earlier answer the server may say 304, that nothing changed. Raises
        FetchFailed where there is no answer, as `get` does, and TooLarge.
        """
        from urllib3 import Retry

        if not is_address(url):
            raise FetchFailed(url, "only http and https addresses are read")
        once = Retry(total=None, connect=0, read=0, status=0, other=0, redirect=self._settings.max_redirects)
        headers = {**self._pool.headers}
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": last_modified} if last_modified else {}
        response = self._request(url, retries=once, headers=headers)
        try:
            body = b""
            if response.status == HTTPStatus.OK:
                stream = _Body(response, url, self._settings.timeout)
                body = read_page_bytes(stream, source=url, settings=self._settings)
            kind, encoding = _content_type(response.headers.get("Content-Type"))
            return Reply(
                status=response.status,
                body=body,
                url=urljoin(url, response.geturl() or ""),
                content_type=kind,
                encoding=encoding,
                fetched=_iso(response.headers.get("Date")),
                moved=_moved(url, response),
                etag=response.headers.get("ETag"),
                last_modified=response.headers.get("Last-Modified"),
                retry_after=_wait(response.headers.get("Retry-After"), response.headers.get("Date")),
            )
        finally:
            response.close()

    def _request(
        self, url: str, *, retries: Retry | None = None, headers: Mapping[str, str] | None = None
    ) -> BaseHTTPResponse:
        from urllib3.exceptions import HTTPError, LocationValueError, MaxRetryError, ResponseError

        try:
            return self._pool.request("GET", url, preload_content=False, retries=retries, headers=headers)
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


def _moved(url: str, response: BaseHTTPResponse) -> str | None:
    """Where permanent redirects lead; a temporary one ends them."""
    there = url
    for step in response.retries.history if response.retries else ():
        if step.status not in (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT):
            break
        there = urljoin(there, step.redirect_location or "")
    return there if there != url and is_address(there) else None


def _wait(told: str | None, date: str | None) -> float | None:
    """Retry-After in seconds, from a number or, by the server's own clock, from a date."""
    from email.utils import parsedate_to_datetime

    if not told:
        return None
    if told.strip().isdigit():
        return float(told)
    try:
        return max(0.0, (parsedate_to_datetime(told) - parsedate_to_datetime(date or "")).total_seconds())
    except (TypeError, ValueError):
        return None


def status_words(code: int) -> str:
    """A status in words: "the server answered 404 Not Found"."""
    return f"the server answered {_status(code)}"


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
