"""Whatever the machine's cores, a model is the same: linear algebra runs on one thread while it is learned."""

from __future__ import annotations

import numpy as np
from threadpoolctl import threadpool_info, threadpool_limits

from bilateral.outlook.threads import one_thread


def threads() -> set[int]:
    """Of the linear algebra that numpy brings along."""
    assert np.eye(2) @ np.eye(2) is not None
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


def test_one_thread_inside_and_as_many_as_before_after_it() -> None:
    with threadpool_limits(limits=2, user_api="blas"):
        with one_thread():
            assert threads() == {1}
        assert threads() == {2}


def test_a_function_runs_so_each_time() -> None:
    @one_thread()
    def inside() -> set[int]:
        return threads()

    assert inside() == inside() == {1}
