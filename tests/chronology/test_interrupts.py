"""Ctrl-C stops a statement at any moment, on however busy a machine, and leaves other handlers alone."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from types import FrameType

import pytest

from bilateral.chronology import Store

# A statement of days: it is stopped, or the test does not end.
LONG = """
import signal, sys
from bilateral.chronology import Store
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has what runs in the background ignore it
with Store.open(":memory:") as store:
    print("open", flush=True)
    try:
        with store._database.transaction():
            store._database.ask("SELECT count(*) FROM range(1000000000000000) t(n) WHERE n % 7 = 3")
    except KeyboardInterrupt:
        print("stopped", *store._database.ask("SELECT 6 * 7"), flush=True)
"""


@pytest.mark.parametrize("presses", [1, 3])
def test_ctrl_c_stops_a_statement(presses: int) -> None:
    with subprocess.Popen([sys.executable, "-c", LONG], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
            threading.Event().wait(0.3)  # into the statement
            for _ in range(presses):
                process.send_signal(signal.SIGINT)
            told, _ = process.communicate(timeout=120)
        finally:
            process.kill()
    # More of them may come when the first has been heard, and end the process as they do any.
    assert told.startswith("stopped (42,)") or presses > 1


# In a process of its own: in this one another test may have a database open.
HANDLERS = """
import signal
from bilateral.chronology import Store

signal.signal(signal.SIGINT, signal.default_int_handler)
with Store.open(":memory:"):
    assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    with Store.open(":memory:"):
        pass
    assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
"""


def test_the_handler_is_there_while_a_database_is_open() -> None:
    subprocess.run([sys.executable, "-c", HANDLERS], check=True, timeout=60)


def test_a_handler_of_the_program_is_left_alone() -> None:
    def mine(number: int, frame: FrameType | None) -> None:
        """Handles it otherwise."""

    before = signal.signal(signal.SIGINT, mine)
    try:
        with Store.open(":memory:"):
            assert signal.getsignal(signal.SIGINT) is mine
        assert signal.getsignal(signal.SIGINT) is mine
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_thread_may_open_a_database() -> None:
    found: list[int] = []

    def work() -> None:
        with Store.open(":memory:") as store:
            found.append(store.counts().documents)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [0]
