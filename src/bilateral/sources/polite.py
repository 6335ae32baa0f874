"""Requests to hosts that are asked again and again: one at a time, with pauses, and as robots.txt asks."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from bilateral.config import Settings
from bilateral.errors import Disallowed, FetchFailed, InputError
from bilateral.sources.web import Reply, Web

__all__ = ["BUSY", "Clock", "Later", "Polite", "SystemClock"]

BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that say nothing of the page: it may be had later."""

_ROBOTS_KEPT = timedelta(hours=24)
_ROBOTS_AGAIN = timedelta(minutes=15)  # where it could not be had
_LONGEST_PAUSE = 60.0  # seconds; a longer Crawl-delay is not meant for one reader of a feed


class Clock(Protocol):
    """The time, and how it is waited for."""

    def now(self) -> datetime:
        """This moment, with its zone."""
        ...

    def wait(self, seconds: float) -> None:
        """Come back after so many seconds."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        return datetime.now(UTC)

    def wait(self, seconds: float) -> None:
        """Sleep."""
        time.sleep(max(0.0, seconds))


class Later(FetchFailed):
    """A page that cannot be had now, but perhaps later."""


class Polite:
    """Asks hosts one request at a time. Knows what each host asked for as long as it lives."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._web = Web(settings)
        self._next: dict[str, datetime] = {}
        self._closed: dict[str, datetime] = {}
        self._robots: dict[str, tuple[datetime, RobotFileParser | None]] = {}

    def ask(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Reply:
        """One GET (`Web.ask`), after the pause its host is due. Raises FetchFailed and TooLarge."""
        host = urlsplit(url).netloc
        wait = (self._next.get(host, self._clock.now()) - self._clock.now()).total_seconds()
        if wait > 0:
            self._clock.wait(wait)
        try:
            reply = self._web.ask(url, etag=etag, last_modified=last_modified)
        finally:
            self._next[host] = self._clock.now() + timedelta(seconds=self._pause(host))
        if reply.retry_after and reply.status in BUSY:
            self._closed[host] = self._clock.now() + timedelta(seconds=reply.retry_after)
        return reply

    def page(self, url: str) -> Reply:
        """The reply to the link of a feed's entry, with status 200.

        Raises Disallowed where robots.txt asks not to fetch it, Later where the server or its robots.txt cannot answer
        now or asked to wait, and FetchFailed for every other status.
        """
        from bilateral.sources.web import status_words

        host = urlsplit(url).netloc
        if self._closed.get(host, self._clock.now()) > self._clock.now():
            raise Later(url, f"{host} asked to wait until {self._closed[host]:%Y-%m-%d %H:%M} UTC")
        robots = self._rules(url)
        if not robots.can_fetch(self._agent, url):
            raise Disallowed(url, f"robots.txt of {host} asks not to fetch it")
        try:
            reply = self.ask(url)
        except FetchFailed as error:
            raise Later(url, error.reason) from error
        if reply.status in BUSY:
            raise Later(url, status_words(reply.status))
        if reply.status != 200:
            raise FetchFailed(url, status_words(reply.status))
        return reply

    @property
    def _agent(self) -> str:
        return self._settings.user_agent.split()[0].split("/")[0]

    def _pause(self, host: str) -> float:
        _, robots = self._robots.get(host, (None, None))
        asked = robots.crawl_delay(self._agent) if robots and robots.mtime() else None
        return max(self._settings.pause, min(float(asked or 0), _LONGEST_PAUSE))

    def _rules(self, url: str) -> RobotFileParser:
        """What robots.txt of the host says, as RFC 9309 reads it: none is none, one that cannot be had forbids all."""
        parts = urlsplit(url)
        until, robots = self._robots.get(parts.netloc, (self._clock.now(), None))
        if until <= self._clock.now():
            robots = self._fetched(urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", "")))
            kept = _ROBOTS_KEPT if robots else _ROBOTS_AGAIN
            self._robots[parts.netloc] = (self._clock.now() + kept, robots)
        if robots is None:
            raise Later(url, f"robots.txt of {parts.netloc} cannot be had, so nothing is fetched there yet")
        return robots

    def _fetched(self, url: str) -> RobotFileParser | None:
        try:
            reply = self.ask(url)
        except InputError:
            return None
        if reply.status in BUSY or reply.status >= 500:
            return None
        robots = RobotFileParser(url)
        robots.parse(reply.body.decode("utf-8", "replace").splitlines() if reply.status == 200 else [])
        return robots
