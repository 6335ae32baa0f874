"""Linear algebra on one thread while a model is learned or asked.

Sums that several threads share come out otherwise in their last digits than those of one; over thousands of steps of
learning that becomes another model. And for matrices of our size the threads mostly wait for each other: on two cores
one thread takes two thirds of the time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["one_thread"]


@contextmanager
def one_thread() -> Iterator[None]:
    """Also a decorator. Counts for the whole process while it lasts; a model is then the same on few cores and many."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1, user_api="blas"):
        yield
