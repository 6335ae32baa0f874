"""Whether two names as written can be one person's."""

from __future__ import annotations

import functools
from collections.abc import Iterable

__all__ = ["NOBODY", "Apart", "same_person", "shared"]

Apart = frozenset[frozenset[str]]
"""Pairs of folded names that somebody ruled to be two persons."""
NOBODY: Apart = frozenset()


def same_person(first: str, second: str, apart: Apart = NOBODY) -> bool:
    """Whether two folded names can be one person's, and nobody ruled that they are two."""
    return _alike(first, second) and (not apart or frozenset({first, second}) not in apart)


@functools.lru_cache(maxsize=65_536)
def _alike(first: str, second: str) -> bool:
    """Whether two folded names can be one person's: same surname, and given names that do not contradict.

    A surname alone fits any given name; "a. blinken", "tony blinken" and "anthony blinken" fit "antony blinken". The
    order of the parts may differ (Chinese and Hungarian names). Both names are of one state's people on one day, so
    that a shared surname is strong evidence already.
    """
    if first == second:
        return True
    one, two = first.replace("-", " ").split(), second.replace("-", " ").split()
    if not one or not two:
        return False
    if set(one) <= set(two) or set(two) <= set(one):
        return True
    if one[-1] != two[-1]:
        return False
    return _given_fit(one[0], two[0])


def _given_fit(one: str, two: str) -> bool:
    one, two = one.rstrip("."), two.rstrip(".")
    if not one or not two or len(one) == 1 or len(two) == 1:
        return one[:1] == two[:1]
    if one in two or two in one or one[:2] == two[:2]:
        return True
    from rapidfuzz.fuzz import ratio

    # 75: "sergei"/"serguei" 92, "volodymyr"/"vladimir" 59, "aleksandr"/"oleksandr" 89, "ilham"/"vagif" 20.
    return ratio(one, two) >= 75


def shared(first: Iterable[str], second: Iterable[str], apart: Apart = NOBODY) -> tuple[str, ...]:
    """Those of the first names that have a counterpart among the second."""
    others = tuple(second)
    return tuple(name for name in first if any(same_person(name, other, apart) for other in others))
