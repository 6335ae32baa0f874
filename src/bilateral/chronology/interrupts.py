"""Ctrl-C that is not lost while DuckDB works.

DuckDB looks for a signal between two steps of a statement, gives up then, and waits for its other threads. These know
of nothing and go on to the end of the statement, which on a busy machine has most steps still before it: Ctrl-C does
nothing (DuckDB 2.0: in four of six tries). So while a database is open, a thread of ours hears of the signal at once,
from the byte that Python's C handler writes to a pipe, and stops what runs; again and again, as a statement may just be
about to begin, until Python's own handler has had its turn and the call that it came to is left.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["heed", "release"]

_AGAIN = 0.1
"""Seconds between two attempts to stop what runs."""
_HANDLED = b"\0"


class _Watch:
    """A handler of SIGINT, and the thread that stops statements; from `start` to `stop`, in the main thread."""

    def __init__(self) -> None:
        self._connections: dict[int, DuckDBPyConnection] = {}
        self._reading = self._writing = -1
        self._thread: threading.Thread | None = None
        self._left: tuple[FrameType, int] | None = None
        """Where the main thread was when the handler had its turn: a frame, and the instruction in it."""

    def add(self, connection: DuckDBPyConnection) -> None:
        self._connections[id(connection)] = connection
        if self._thread is None and _ours_to_handle():
            self._start()

    def remove(self, connection: DuckDBPyConnection) -> None:
        self._connections.pop(id(connection), None)
        if not self._connections and self._thread and threading.current_thread() is threading.main_thread():
            self._stop()

    def _start(self) -> None:
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._writing, False)
        before = signal.set_wakeup_fd(self._writing, warn_on_full_buffer=False)
        if before != -1:  # an event loop has it, which handles signals by itself
            signal.set_wakeup_fd(before)
            os.close(self._reading)
            os.close(self._writing)
            return
        signal.signal(signal.SIGINT, self._handle)
        self._thread = threading.Thread(target=self._watch, args=(self._reading,), name="Ctrl-C", daemon=True)
        self._thread.start()

    def _stop(self) -> None:
        if signal.getsignal(signal.SIGINT) == self._handle:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        now = signal.set_wakeup_fd(-1)
        if now != self._writing:
            signal.set_wakeup_fd(now)
        os.close(self._writing)  # which ends the thread
        if self._thread is not None:
            self._thread.join()
        os.close(self._reading)
        self._thread = None

    def _handle(self, number: int, frame: FrameType | None) -> None:
        self._left = (frame, frame.f_lasti) if frame else None
        with suppress(BlockingIOError):  # full of signals that were not yet heard: there will be another turn
            os.write(self._writing, _HANDLED)
        signal.default_int_handler(number, frame)

    def _watch(self, reading: int) -> None:
        pressed = handled = False
        while True:
            ready, _, _ = select.select([reading], [], [], _AGAIN if pressed else None)
            told = os.read(reading, 512) if ready else None
            if told == b"":
                return
            for byte in told or ():
                if byte in (signal.SIGINT, _HANDLED[0]):  # other signals write theirs too
                    pressed, handled = True, byte == _HANDLED[0]
            if handled and not self._still_there():
                pressed, self._left = False, None
            if pressed:
                self._interrupt()

    def _still_there(self) -> bool:
        """Whether the main thread has not yet left the call in which the handler was called."""
        main = threading.main_thread().ident
        now = sys._current_frames().get(main) if main else None
        return self._left is not None and now is self._left[0] and now.f_lasti == self._left[1]

    def _interrupt(self) -> None:
        import duckdb

        for connection in list(self._connections.values()):
            with suppress(duckdb.Error):  # closed meanwhile
                connection.interrupt()


_watch = _Watch()


def _ours_to_handle() -> bool:
    in_main = threading.current_thread() is threading.main_thread()
    return in_main and signal.getsignal(signal.SIGINT) is signal.default_int_handler


def heed(connection: DuckDBPyConnection) -> None:
    """Let Ctrl-C stop the statements of this connection, until `release`.

    Nothing changes where the program handles SIGINT itself, and outside the main thread.
    """
    _watch.add(connection)


def release(connection: DuckDBPyConnection) -> None:
    """The connection is being closed."""
    _watch.remove(connection)
