"""Shares of small counts: an exact interval, and the chance of a sum of unequal draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import comb, fsum

__all__ = ["at_least", "share_interval", "split_chance"]


def share_interval(found: int, total: int, *, alpha: float = 0.05) -> tuple[float, float]:
    """The exact interval of a share (Clopper and Pearson 1934), by bisection on the binomial tails.

    (0, 1) where `total` is 0: nothing is known of it.
    """
    if total == 0:
        return 0.0, 1.0
    low = 0.0 if found == 0 else _bisect(lambda p: _tail(p, total, range(found, total + 1)) < alpha / 2)
    high = 1.0 if found == total else _bisect(lambda p: _tail(p, total, range(found + 1)) > alpha / 2)
    return low, high


def at_least(chances: Sequence[float], number: int) -> float:
    """The chance that at least `number` of independent draws with these chances succeed (Poisson's binomial)."""
    if number <= 0:
        return 1.0
    spread = [1.0]
    for chance in chances:
        spread = [
            fsum((spread[k] * (1 - chance) if k < len(spread) else 0.0, spread[k - 1] * chance if k else 0.0))
            for k in range(len(spread) + 1)
        ]
    return min(1.0, fsum(spread[number:]))


def split_chance(part: int, whole: int, number: int, inside: int) -> float:
    """The chance that at least `inside` of `number` marked ones are among `part` drawn of `whole` (hypergeometric).

    All counts of events; Fisher's exact test, one side of it, as mid-p: what was seen itself counts half (Lancaster
    1961), since of so few values the full one is far too cautious. Raises ValueError where the counts do not fit.
    """
    if not (0 <= part <= whole and 0 <= number <= whole and inside <= number):
        raise ValueError(f"counts that do not fit: {inside} of {number} in {part} of {whole}")
    most = min(part, number)
    ways = [comb(number, k) * comb(whole - number, part - k) for k in range(max(inside, 0), most + 1)]
    return (sum(ways) - ways[0] / 2) / comb(whole, part) if ways else 0.0


def _tail(share: float, total: int, successes: range) -> float:
    """Chance that a binomial count lies in `successes`."""
    return fsum(comb(total, k) * share**k * (1 - share) ** (total - k) for k in successes)


def _bisect(below: Callable[[float], bool]) -> float:
    left, right = 0.0, 1.0
    for _ in range(60):
        middle = (left + right) / 2
        left, right = (middle, right) if below(middle) else (left, middle)
    return (left + right) / 2
