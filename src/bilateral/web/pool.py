"""The database file, shared by the threads that answer requests, and let go when nobody asks.

DuckDB lets one process write, or any number read (docs/keeping.md). So the file is opened to read at the first request,
shared by as many cursors as there are threads, and closed after some seconds without a request: then another process
can write. A judgement closes it, opens it to write, and closes it again; readers wait meanwhile.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bilateral.api import Chronology
from bilateral.chronology import Store
from bilateral.config import DEFAULT_SETTINGS, Settings
from bilateral.errors import StoreError
from bilateral.web.index import Index, make_index

__all__ = ["Opened", "Pool"]

log = logging.getLogger("bilateral.web")

State = tuple[tuple[int, int, int], ...]
"""Of the file and its journal: inode, size, time of change."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a thread reads with: a store of its own, and the index that all share. `state` names what is in the file."""

    store: Store
    index: Index
    state: str
    unsearched: int
    """Texts whose words are not in the index for searching."""


class Pool:
    """One database file. `reading` and `writing` may be called from any thread; they raise what `Store.open` raises."""

    def __init__(self, path: Path, *, settings: Settings = DEFAULT_SETTINGS, idle: float = 2.0) -> None:
        self._path = path
        self._settings = settings
        self._idle = idle
        self._changed = threading.Condition()
        self._root: Store | None = None
        self._free: list[Store] = []
        self._readers = 0
        self._writing = False
        self._number = 0
        self._state: State = ()
        self._index: Index | None = None
        self._timer: threading.Timer | None = None
        self._used = 0.0
        self._unsearched = 0

    def prepare(self) -> int:
        """Bring a file of an older schema up to date; how many events it holds. Raises what `Store.open` raises."""
        with Chronology(self._path, read_only=True, settings=self._settings) as chronology:
            return chronology.counts().events

    @contextmanager
    def reading(self) -> Iterator[Opened]:
        """A store to read with, until the end of the `with`."""
        with self._changed:
            while self._writing:
                self._changed.wait()
            try:
                index = self._open()
                store = self._free.pop() if self._free else self._another()
            except BaseException:
                self._start_timer()
                raise
            self._readers += 1
        try:
            yield Opened(store, index, str(self._number), self._unsearched)
        finally:
            with self._changed:
                self._readers -= 1
                self._free.append(store)
                self._start_timer()
                self._changed.notify_all()

    @contextmanager
    def writing(self) -> Iterator[Chronology]:
        """The chronology to write to, alone: waits for whoever reads, and lets the file go afterwards."""
        with self._changed:
            while self._writing:
                self._changed.wait()
            self._writing = True  # so that no more readers begin
            while self._readers:
                self._changed.wait()
            self._stop_timer()
            self._close()
        try:
            with Chronology(self._path, must_exist=True, settings=self._settings) as chronology:
                yield chronology
        finally:
            with self._changed:
                self._writing = False
                self._changed.notify_all()

    def take_in(self, progress: Callable[[int], None] | None = None) -> int:
        """Have the words of all texts searched, as far as the file can be written to now; how many texts are left."""
        try:
            with self.writing() as chronology:
                chronology.prepare_search(progress)
        except StoreError as error:
            log.info("the index for searching is not up to date: %s", error)
        with self.reading() as opened:
            return opened.unsearched

    def close(self) -> None:
        """Let the file go, when the last who reads is done."""
        with self._changed:
            while self._readers:
                self._changed.wait()
            self._stop_timer()
            self._close()

    def _open(self) -> Index:
        """Open the file if it is closed; the index is made anew only if the file is not what it was."""
        if self._root is None:
            self._root = Store.open(self._path, read_only=True, settings=self._settings)
            # Requests run beside each other: a core each, not all cores for one after the other.
            self._root.sql().execute("SET threads = 1")
            state = self._look()
            if self._index is None or state != self._state:
                try:
                    self._index, self._state = make_index(self._root), state
                    self._unsearched = self._root.search.pending()
                except BaseException:
                    self._close()
                    raise
                self._number += 1
        assert self._index is not None
        return self._index

    def _another(self) -> Store:
        assert self._root is not None
        return Store(self._root.sql(), str(self._path), self._settings)

    def _look(self) -> State:
        files = (self._path, self._path.with_name(self._path.name + ".wal"))
        found = [path.stat() for path in files if path.exists()]
        return tuple((stat.st_ino, stat.st_size, stat.st_mtime_ns) for stat in found)

    def _close(self) -> None:
        for store in self._free:
            store.close()
        self._free.clear()
        if self._root is not None:
            self._root.close()
            self._root = None

    # -- letting go --------------------------------------------------------------------------------------------------

    def _start_timer(self) -> None:
        self._used = time.monotonic()
        if self._timer is None and self._root is not None:
            self._wait(self._idle)

    def _wait(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._let_go)
        self._timer.daemon = True
        self._timer.start()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _let_go(self) -> None:
        with self._changed:
            if threading.current_thread() is not self._timer:
                return
            left = self._idle - (time.monotonic() - self._used)
            if self._readers or left > 0:
                self._wait(max(left, self._idle / 4))
            else:
                self._timer = None
                self._close()
