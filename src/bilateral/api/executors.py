"""Who codes the batches: this process, a pool of processes, or the workers of a dask.distributed cluster."""

from __future__ import annotations

import functools
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from bilateral.errors import BilateralError, ClusterError, QueryError

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["Hands", "hands"]

_CONNECT = 8.0
"""Seconds in which a scheduler must answer, and then have a worker."""
_ALONE = 60.0
"""Seconds for which a cluster may be without any worker before the run gives up."""
_LOOK = 2.0


@dataclass(frozen=True, slots=True)
class Hands:
    """An executor, or None for this process, and how many batches it should be given at a time."""

    executor: Executor | None
    in_flight: int


@contextmanager
def hands(workers: int = 1, cluster: str | None = None, *, reader: str = "lexicon") -> Iterator[Hands]:
    """What `read` codes with. Raises QueryError where both are asked for, and ClusterError as `_connected` does."""
    if cluster is not None and workers != 1:
        raise QueryError("--workers are processes of this machine, and --cluster has its own: give one of them")
    if cluster is not None:
        with _connected(cluster) as client:
            yield Hands(_Cluster(client, cluster), max(4, 2 * _threads(client)))
    elif workers == 1:
        yield Hands(None, 2)
    else:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        from bilateral.run import code_batch

        # Spawned, not forked: DuckDB's threads do not survive a fork.
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin_work) as executor:
            with _deaf_children():
                for _ in range(workers):
                    executor.submit(code_batch, [], reader=reader)  # has each load its tables while we load ours
            yield Hands(executor, 2 * workers)


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Processes started inside do not hear Ctrl-C, from their first instruction on: `_begin_work` comes only when they
    have imported what they need, and before that they would print where they were. We hear it when the block ends."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_work() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is left to the process that started this one
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()


def _end_with_parent() -> None:
    # A worker waits for work at a pipe that it holds open itself: it would wait for ever if its parent were killed.
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


# --- a cluster ---------------------------------------------------------------------------------------------------


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """A client of the scheduler at that address; its workers are known to run this version of Bilateral.

    Raises ClusterError where nothing answers within seconds, no worker is there, or one has another version, and
    BilateralError where dask.distributed is not installed.
    """
    try:
        import dask
        from distributed import Client
    except ImportError as error:
        raise BilateralError("--cluster wants dask.distributed: pip install 'bilateral[cluster]'") from error
    # A batch of large pages is meant to be sent as it is.
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GB"}):
        try:
            client = Client(address, timeout=_CONNECT, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise ClusterError(
                address, f"no dask scheduler answers there ({_told(error)}); start one with: dask scheduler"
            ) from error
        try:
            _check(client, address)
            yield client
        finally:
            client.close(timeout=_CONNECT)


def _check(client: Client, address: str) -> None:
    here = _version()
    try:
        client.wait_for_workers(1, timeout=_CONNECT)
    except TimeoutError as error:
        raise ClusterError(
            address, f"the scheduler has no workers; start some with: dask worker {address} --nthreads 1"
        ) from error
    try:
        versions = set(client.run(_version).values())
    except Exception as error:  # whatever a foreign process may raise that cannot find our code
        raise ClusterError(
            address, f"a worker cannot run Bilateral ({_told(error)}); install bilateral=={here} where it runs"
        ) from error
    if versions != {here}:
        found = ", ".join(sorted(versions))
        raise ClusterError(address, f"workers run Bilateral {found}, and this is {here}; install one version")


def _version() -> str:
    return version("bilateral")


def _told(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _threads(client: Client) -> int:
    return sum(worker["nthreads"] for worker in _workers_of(client))


def _workers_of(client: Client) -> list[dict[str, Any]]:
    return list(client.scheduler_info(n_workers=-1)["workers"].values())


class _Cluster(Executor):
    """A client as an executor. What a lost worker had under way is done again by another: all we send is pure."""

    def __init__(self, client: Client, address: str) -> None:
        self._client = client
        self._address = address

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        # `pure` would have dask read every argument to find equal calls; there are none.
        given = self._client.submit(fn, *args, pure=False, **kwargs)
        told = _Outcome(self._client, self._address)
        given.add_done_callback(functools.partial(_pass_on, told))
        return told


class _Outcome(Future[Any]):
    """A future that does not wait for ever for a cluster that has lost all its workers."""

    def __init__(self, client: Client, address: str) -> None:
        super().__init__()
        self._client = client
        self._address = address

    def result(self, timeout: float | None = None) -> Any:
        alone = begun = time.monotonic()
        while True:
            try:
                return super().result(_LOOK if timeout is None else min(_LOOK, timeout))
            except TimeoutError:
                now = time.monotonic()
                if self.done():
                    continue
                if timeout is not None and now - begun > timeout:
                    raise
                alone = now if _workers_of(self._client) else alone
                if now - alone > _ALONE:
                    raise BrokenExecutor(f"{self._address}: all workers are gone") from None


def _pass_on(told: _Outcome, given: Any) -> None:
    if not told.set_running_or_notify_cancel():
        return
    if given.status == "finished":
        told.set_result(given.result())
        return
    error = given.exception() if given.status == "error" else None
    # Workers killed again and again, and a lost scheduler, are no fault of the work.
    if error is None or type(error).__module__.startswith(("distributed", "dask")):
        error = BrokenExecutor(_told(error) if error else f"the scheduler was lost ({given.status})")
    told.set_exception(error)
