"""A real dask scheduler with two worker processes: the same exports as alone, whatever becomes of the workers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bilateral.api import Chronology
from bilateral.config import Settings
from bilateral.errors import BilateralError, ClusterError, QueryError

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

SMALL = Settings(batch_documents=4)
STATES = ("Poland", "Georgia", "Moldova", "Kazakhstan", "Norway")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    for number in range(48):
        state = STATES[number % len(STATES)]
        text = (
            f"On March {number % 28 + 1}, 2022, Secretary of State Antony Blinken spoke by telephone with the foreign "
            f"minister of {state}. They discussed energy and trade.\n"
        )
        (folder / f"{number:02d}.txt").write_text(text, encoding="utf-8")
    (folder / "20-binary.txt").write_bytes(bytes(range(256)) * 8)
    return folder


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0", silence_logs=50
    ) as cluster:
        yield cluster


def exported(chronology: Chronology, path: Path) -> bytes:
    chronology.export(path, format="jsonl")
    return path.read_bytes()


def alone(folder: Path, path: Path) -> bytes:
    with Chronology(settings=SMALL) as chronology:
        chronology.read(folder)
        return exported(chronology, path)


def test_a_worker_killed_in_mid_run_changes_nothing(folder: Path, cluster: Any, tmp_path: Path) -> None:
    from distributed import Client

    with Client(cluster.scheduler_address, set_as_default=False) as client:
        client.wait_for_workers(2)
        pids = sorted(client.run(os.getpid).values())
    killed: list[int] = []

    def kill(done: int) -> None:
        if not killed:
            os.kill(pids[0], signal.SIGKILL)
            killed.append(done)

    with Chronology(settings=SMALL) as chronology:
        summary = chronology.read(folder, cluster=cluster.scheduler_address, progress=kill)
        assert 0 < killed[0] < summary.documents, "it was killed while there was work left"
        assert (summary.new, summary.refused) == (48, 1)
        assert exported(chronology, tmp_path / "many.jsonl") == alone(folder, tmp_path / "one.jsonl")


def test_no_scheduler_is_told_with_the_address_and_the_way_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bilateral.api.executors._CONNECT", 1.0)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    with (
        Chronology() as chronology,
        pytest.raises(ClusterError, match=f"{address}: no dask scheduler .*dask scheduler"),
    ):
        chronology.read(folder, cluster=address)


@pytest.mark.parametrize("address", ["nowhere", "gopher://127.0.0.1:1"], ids=["no port", "no such protocol"])
def test_what_is_no_address_is_told(folder: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bilateral.api.executors._CONNECT", 1.0)
    with Chronology() as chronology, pytest.raises(ClusterError, match=address):
        chronology.read(folder, cluster=address)


def test_a_scheduler_without_workers_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import LocalCluster

    monkeypatch.setattr("bilateral.api.executors._CONNECT", 2.0)
    with (
        LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address=":0", silence_logs=50) as empty,
        Chronology() as chronology,
        pytest.raises(ClusterError, match="no workers; start some with: dask worker"),
    ):
        chronology.read(folder, cluster=empty.scheduler_address)


def test_workers_and_cluster_together_are_refused(folder: Path) -> None:
    with Chronology() as chronology, pytest.raises(QueryError, match="--workers"):
        chronology.read(folder, workers=2, cluster="tcp://127.0.0.1:1")


def test_dask_is_imported_only_when_asked_for() -> None:
    code = (
        "import sys; import bilateral.cli, bilateral.api, bilateral.run\n"
        "from bilateral.api.executors import hands\n"
        "with hands(): sys.exit(any(name.split('.')[0] in ('dask', 'distributed') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_the_extra_the_line_to_install_it_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)  # as Python marks a module that cannot be imported
    with Chronology() as chronology, pytest.raises(BilateralError, match=r"pip install 'bilateral\[cluster\]'"):
        chronology.read(folder, cluster="tcp://127.0.0.1:1")
