"""Boosted trees as LightGBM writes them, told for a few rows without it: loading it takes longer than an outlook.

The text is that of `Booster.model_to_string`, version 4 (LightGBM, src/io/tree.cpp). Read are trees over columns
without missing values, with splits by a bound (left: up to it) and by a set of whole numbers (left: in it).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]
    Doubles = NDArray[np.float64]

__all__ = ["Tree", "raw", "trees_of"]

_BY_SET = 1
"""The bit of a split's `decision_type` that says it is by a set."""


@dataclass(frozen=True, slots=True)
class Tree:
    """One tree: by split its column, bound, the sets (None: by bound), and what follows, left and right: a split, or
    -1 less the number of a leaf. `values` are by leaf. A tree without splits has one leaf."""

    column: Ints
    bound: Doubles
    sets: tuple[frozenset[int] | None, ...]
    left: Ints
    right: Ints
    values: Doubles

    def of(self, columns: Floats) -> Doubles:
        """The value of each row."""
        import numpy as np

        if not len(self.column):
            return np.full(len(columns), self.values[0])
        goes_left = columns[:, self.column] <= self.bound
        for split, members in enumerate(self.sets):
            if members is not None:
                goes_left[:, split] = np.isin(columns[:, self.column[split]], list(members))
        follows = np.where(goes_left, self.left, self.right)
        rows = np.arange(len(columns))
        at = follows[:, 0]
        while (inside := at >= 0).any():
            at = np.where(inside, follows[rows, np.maximum(at, 0)], at)
        found: Doubles = self.values[-1 - at]
        return found


def trees_of(text: str) -> tuple[Tree, ...]:
    """The trees of a model's text, in their order."""
    blocks = text.split("\nTree=")[1:]
    return tuple(_tree(block.split("\n\n")[0]) for block in blocks)


def _tree(block: str) -> Tree:
    import numpy as np

    given = dict(line.split("=", 1) for line in block.splitlines() if "=" in line)
    bound = np.array(given.get("threshold", "").split(), float)
    kinds = np.array(given.get("decision_type", "").split(), np.int64)
    starts = [int(word) for word in given.get("cat_boundaries", "").split()]
    words = [int(word) for word in given.get("cat_threshold", "").split()]
    sets = [
        frozenset(_bits(words[starts[int(place)] : starts[int(place) + 1]])) if kind & _BY_SET else None
        for kind, place in zip(kinds.tolist(), bound.tolist(), strict=True)
    ]
    column, left, right = (
        np.array(given.get(name, "").split(), np.int64) for name in ("split_feature", "left_child", "right_child")
    )
    return Tree(column, bound, tuple(sets), left, right, np.array(given["leaf_value"].split(), float))


def _bits(words: list[int]) -> list[int]:
    return [32 * place + bit for place, word in enumerate(words) for bit in range(32) if word >> bit & 1]


def raw(trees: tuple[Tree, ...], columns: Floats) -> Doubles:
    """The sum over the trees, by row: what LightGBM calls the raw score."""
    import numpy as np

    total = np.zeros(len(columns))
    for tree in trees:  # in this order, so that the sums are LightGBM's to the last bit
        total += tree.of(columns)
    return total
