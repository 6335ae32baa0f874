"""The file is let go when nobody asks, and what another process does to it is told."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.present.builders import FRANCE, KAZAKHSTAN, Told, day

from bilateral.chronology import Store
from bilateral.web.app import application
from bilateral.web.pool import Pool
from bilateral.web.serving import Serving

WRITES = """
import sys
from bilateral.chronology import Store
with Store.open(sys.argv[1], create=False) as store:
    print("open", flush=True)
    sys.stdin.readline()
"""


def writer(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITES, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


def test_a_writer_is_told_of_and_then_the_pages_are_back(database: Path) -> None:
    app = application(Serving(path=database))
    client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    process = writer(database)
    page, data = client.get("/"), client.get("/index.json")
    process.communicate("\n", timeout=20)
    assert (page.status_code, data.status_code, page.headers["retry-after"]) == (503, 503, "3")
    assert f"({process.pid})" in page.text or str(process.pid) in page.text
    assert "is writing to relations.duckdb" in data.json()["error"]["says"]
    assert client.get("/").status_code == 200
    app.state.app.pool.close()


def test_the_file_is_let_go_after_a_while(database: Path) -> None:
    pool = Pool(database, idle=0.2)
    with pool.reading() as opened:
        assert len(opened.index.ids) == 10
    deadline = time.monotonic() + 10
    while pool._root is not None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert pool._root is None
    process = writer(database)  # which it could not be, were the file still open
    process.communicate("\n", timeout=20)
    pool.close()


def test_what_was_written_meanwhile_is_seen_and_what_was_not_is_not_read_again(database: Path) -> None:
    pool = Pool(database, idle=60)
    with pool.reading() as opened:
        first = opened.index
    pool.close()
    with pool.reading() as opened:
        assert opened.index is first
    pool.close()
    told = Told("more", "More", "Steppe Herald", "2023-01-02")
    told.reports_that("call", FRANCE, KAZAKHSTAN, day("2023-01-01"), "Paris and Astana spoke by telephone.")
    with Store.open(database) as store:
        store.put(told.document(), told.reports)
        store.merge()
    with pool.reading() as opened:
        assert len(opened.index.ids) == len(first.ids) + 1
        assert opened.unsearched == 1
    assert pool.take_in() == 0
    pool.close()


def test_a_writer_here_waits_for_readers_and_readers_for_it(database: Path) -> None:
    pool = Pool(database, idle=60)
    order: list[str] = []

    def write() -> None:
        with pool.writing() as chronology:
            order.append(f"wrote {chronology.counts().events}")

    with pool.reading():
        thread = threading.Thread(target=write)
        thread.start()
        time.sleep(0.2)
        order.append("read")
    thread.join(timeout=20)
    with pool.reading():
        order.append("read again")
    assert order == ["read", "wrote 10", "read again"]
    pool.close()


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    from bilateral.errors import NotFound

    with pytest.raises(NotFound, match="no such database"), Pool(tmp_path / "none.duckdb").reading():
        pass
