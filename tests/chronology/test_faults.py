"""A process killed at any moment leaves whole documents, and running again ends in the same chronology."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from bench.faults import faults, write_texts
from tests.builders import document, report

from bilateral.chronology import EventQuery, Put, Store, record

DOCUMENTS = 120
GROUP = 8

WRITE = """
import sys
from pathlib import Path
from bilateral.chronology import Store
from tests.chronology.test_faults import groups
with Store.open(sys.argv[1]) as store:
    print("open", flush=True)
    for number, group in enumerate(groups()):
        store.put_many(group)
        if number % 5 == 4:
            store.merge()
        print("put", flush=True)
    store.merge()
"""


def groups() -> list[list[Put]]:
    return [[one(number) for number in range(first, first + GROUP)] for first in range(0, DOCUMENTS, GROUP)]


def one(number: int) -> Put:
    key = f"d{number:03d}"
    day = f"2022-03-{number % 28 + 1:02d}"
    text = f"Text {number}."
    reports = tuple(
        report(f"{key}:{index}", "Blinken", ("Aliyev", "RUS", "GBR")[index], day, text=text) for index in range(3)
    )
    return Put(document=document(key, f"Text {number}. " * 50), reports=reports, input=key, reader="test-1")


def export(store: Store) -> str:
    documents = store.documents()
    return "\n".join(json.dumps(record(event, documents)) for event in store.each_event(EventQuery(statuses=())))


@pytest.fixture(scope="module")
def whole() -> str:
    with Store.open(":memory:") as store:
        store.put_many([item for group in groups() for item in group])
        store.merge()
        return export(store)


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_process_leaves_whole_documents_only(tmp_path: Path, whole: str, seed: int) -> None:
    path = tmp_path / "a.duckdb"
    chance = random.Random(seed)
    with subprocess.Popen([sys.executable, "-c", WRITE, str(path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        told = 0
        for _ in range(chance.randrange(1, DOCUMENTS // GROUP)):
            told += writer.stdout.readline() == "put\n"
        time.sleep(chance.random() * 0.05)
        writer.kill()
    with Store.open(path) as store:
        counts = store.counts()
        assert counts.documents >= told * GROUP, "nothing committed is lost"
        assert counts.reports == 3 * counts.documents, "no document is half there"
        assert len(store.seen([f"d{number:03d}" for number in range(DOCUMENTS)], "test-1")) == counts.documents
        store.put_many([item for group in groups() for item in group])
        store.merge()
        assert export(store) == whole


FILL = """
import resource, signal, sys
from bilateral.chronology import Store
from bilateral.errors import StoreError
from tests.builders import document
from tests.chronology.test_faults import groups, noise
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    with Store.open(sys.argv[1]) as store:
        store.put_many(groups()[0])
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
        store.put(document("big", noise()), [])
except StoreError as error:
    print(error)
"""


def noise() -> str:
    return random.Random(0).randbytes(4_000_000).hex()


def test_a_disk_that_takes_no_more_is_told_and_loses_nothing(tmp_path: Path) -> None:
    # A limit on the size of files stands in for a full disk: writes fail in the middle.
    path = tmp_path / "a.duckdb"
    told = subprocess.run([sys.executable, "-c", FILL, str(path)], capture_output=True, text=True, check=True).stdout
    assert f"{path}: the disk is full; free some space and run again" in told
    with Store.open(path) as store:
        assert store.counts().documents == GROUP
        assert not [finding.name for finding in store.check(deep=True) if finding.broken]
        store.put(document("big", noise()), [])
        assert store.counts().documents == GROUP + 1


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    sources = write_texts(tmp_path, 80, 0)
    command = [sys.executable, "bench/faults.py", "--child", str(tmp_path / "a.duckdb"), "--workers", "2", *sources]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout
        try:
            while not process.stdout.readline().strip().isdigit():
                pass
            process.kill()
            process.communicate(timeout=120)  # the workers have their output in common with it
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.parametrize(("workers", "kills"), [(1, 3), (2, 1)])
def test_a_run_killed_again_and_again_loses_nothing(tmp_path: Path, workers: int, kills: int) -> None:
    # As many as there is time for; `python bench/faults.py` does fifty.
    faults(tmp_path, kills=kills, workers=workers, seed=workers, documents=24)
