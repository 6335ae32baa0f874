"""Watching feeds and folders: `bilateral.run.watch` with the machine's clock, and a stop that loses nothing."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from bilateral.config import DEFAULT_SETTINGS, Settings
from bilateral.errors import QueryError

if TYPE_CHECKING:
    from bilateral.run import Visit
    from bilateral.sources.polite import Clock

__all__ = ["Stop", "span", "watch"]

_SPAN = re.compile(r"(?:(\d+)\s*d)?\s*(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?\s*(?:(\d+)\s*s)?")
_SHORTEST = timedelta(seconds=10)


def span(told: str | timedelta) -> timedelta:
    """ "15m", "1h30m", "2d", "90s" as a length of time. Raises QueryError for another form, or under 10 s."""
    if isinstance(told, timedelta):
        length = told
    else:
        found = _SPAN.fullmatch(told.strip().lower())
        if not found or not any(found.groups()):
            raise QueryError(f"{told!r} is no length of time; write it as 15m, 1h30m, 2d or 90s")
        days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
        length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if length < _SHORTEST:
        raise QueryError(f"{told!r} is too short: no feed is asked more often than every {_SHORTEST.seconds} s")
    return length


class Stop:
    """Ctrl-C and SIGTERM while it is open: at once where nothing is being written, else when that is done.

    A second signal stops at once; what was not committed is then lost, nothing else. `signal` is the one received.
    """

    def __init__(self) -> None:
        self.signal: int | None = None
        self._depth = 0
        self._before: dict[int, object] = {}

    def __enter__(self) -> Stop:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._received)
        return self

    def __exit__(self, *_: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)  # type: ignore[arg-type]

    def _received(self, number: int, _frame: FrameType | None) -> None:
        again = self.signal is not None
        self.signal = number
        if again or not self._depth:
            raise KeyboardInterrupt

    @contextmanager
    def shield(self) -> Iterator[None]:
        """Let nothing be raised inside."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def requested(self) -> bool:
        """Whether it is time to stop."""
        return self.signal is not None


def watch(
    *sources: str | Path,
    db: str | Path,
    every: str | timedelta = "15m",
    once: bool = False,
    reader: str = "lexicon",
    workers: int = 1,
    settings: Settings = DEFAULT_SETTINGS,
    clock: Clock | None = None,
    stop: Stop | None = None,
) -> Iterator[Visit]:
    """Read feeds and folders again and again into the database `db`; a `Visit` for each time that one was asked.

    Endless, unless `once`: stop by leaving the loop. The database is open only while something is written, so that
    others can read it in between. A feed is asked every so often ("15m", "1h"), or less where it asks for that, with
    conditional requests; entries that are known are not fetched again; robots.txt holds for their pages.

    Raises QueryError for an `every` that is no length of time, UnknownValue for an unknown reader, StoreError.
    """
    from contextlib import nullcontext

    from bilateral.api.executors import hands
    from bilateral.run import Watch
    from bilateral.run import watch as visits
    from bilateral.run.batch import reader_version
    from bilateral.sources.polite import SystemClock

    reader_version(reader)
    with hands(workers, reader=reader) as given:
        how = Watch(
            path=db,
            every=span(every),
            clock=clock or SystemClock(),
            shield=stop.shield if stop else nullcontext,
            stopping=stop.requested if stop else lambda: False,
            settings=settings,
            reader=reader,
            executor=given.executor,
            in_flight=given.in_flight,
        )
        yield from visits([str(source) for source in sources], how, once=once)
