"""Rules between event types: who did a lately, does b next ("who consults, next signs")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bilateral.outlook.ranking.counters import DAYS, MONTH, SEASON, WEEK

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

__all__ = ["SPANS", "Rules", "Runs"]

SPANS = (DAYS, WEEK, SEASON)
"""Places in HALF_LIVES of the spans that the joint weights tell apart."""
_RIDGE = 20.0


class Rules:
    """What a pair that does something does, by what passed between them lately.

    Two readings of the same past: the *share* of each rule by itself, of the pairs that had seen a and do something
    the share that do b; and *weights* of all rules together (ridge regression), which do not count twice what two
    acts that go together say.
    """

    def __init__(self, relations: int) -> None:
        import numpy as np

        self.size = relations
        self.followed = np.zeros((relations, relations))
        self.seen = np.zeros(relations)
        self.done = np.ones(relations)
        width = len(SPANS) * relations + 1
        self._inner = np.zeros((width, width))
        self._outer = np.zeros((width, relations))
        self._solved: NDArray[np.float32] = np.zeros((width, relations), np.float32)

    def learn(self, row: Ints, earlier: Ints, fading: Floats, *, who: Ints, now: Ints, pairs: int) -> None:
        """Take in a day: of each of `pairs`, earlier acts with their fading counts, and (`who`) what they do now."""
        import numpy as np
        from scipy import sparse

        lately = np.minimum(fading[MONTH], 1.0)
        did = sparse.csr_matrix((np.ones(len(now)), (who, now)), shape=(pairs, self.size))
        did.data[:] = 1.0
        past = sparse.csr_matrix((lately, (row, earlier)), shape=(pairs, self.size))
        together = (past.T @ did).tocoo()
        self.followed[together.row, together.col] += together.data
        self.seen += np.bincount(earlier, lately, self.size)
        self.done += np.bincount(now, minlength=self.size)
        known = self._columns(row, earlier, fading, pairs)
        inner, outer = (known.T @ known).tocoo(), (known.T @ did).tocoo()
        self._inner[inner.row, inner.col] += inner.data
        self._outer[outer.row, outer.col] += outer.data

    def _columns(self, row: Ints, earlier: Ints, fading: Floats, pairs: int) -> Any:
        import numpy as np
        from scipy import sparse

        values = np.concatenate([*(np.minimum(fading[span], 1.0) for span in SPANS), np.ones(pairs, np.float32)])
        columns = [earlier + place * self.size for place in range(len(SPANS))]
        columns.append(np.full(pairs, len(SPANS) * self.size))
        rows = np.concatenate([*(row for _ in SPANS), np.arange(pairs)])
        return sparse.csr_matrix((values, (rows, np.concatenate(columns))), shape=(pairs, len(SPANS) * self.size + 1))

    def renew(self) -> None:
        """Work out the joint weights from all that was taken in."""
        import numpy as np

        inner = self._inner + _RIDGE * np.eye(len(self._inner))
        inner[-1, -1] -= _RIDGE - 1e-3
        self._solved = np.linalg.solve(inner, self._outer).astype(np.float32)

    def shares(self) -> NDArray[np.float32]:
        """(relations, relations): of the pairs that lately saw a and do something, the share that do b."""
        import numpy as np

        found: NDArray[np.float32] = (self.followed / (self.seen[:, None] + 2.0)).astype(np.float32)
        return found

    def usual(self) -> NDArray[np.float32]:
        """The share of each relation in all that is done."""
        import numpy as np

        found: NDArray[np.float32] = (self.done / self.done.sum()).astype(np.float32)
        return found

    def weights(self, span: int) -> NDArray[np.float32]:
        """(relations, relations): what a, seen within SPANS[span], adds to the chance of b."""
        return self._solved[span * self.size : (span + 1) * self.size]

    def unprompted(self) -> NDArray[np.float32]:
        """The chance of each relation where nothing passed lately."""
        found: NDArray[np.float32] = self._solved[-1]
        return found


class Runs:
    """What an actor that has part in anything has part in, by what it had part in lately, with whomever.

    Ridge regression from fading counts of all an actor did and had done to it, to what it does on a day.
    """

    def __init__(self, relations: int) -> None:
        import numpy as np

        self.size = relations
        self._inner = np.zeros((relations + 1, relations + 1))
        self._outer = np.zeros((relations + 1, relations))
        self._solved: NDArray[np.float32] = np.zeros((relations + 1, relations), np.float32)

    def learn(self, known: NDArray[np.float32], who: Ints, now: Ints) -> None:
        """Take in a day: `known` is `History.lately` of its actors, `who` of these does each act `now`."""
        import numpy as np

        did = np.zeros((len(known), self.size), np.float32)
        did[who, now] = 1
        self._inner += known.T @ known
        self._outer += known.T @ did

    def renew(self) -> None:
        """Work out the weights from all that was taken in."""
        import numpy as np

        inner = self._inner + _RIDGE * np.eye(len(self._inner))
        inner[-1, -1] -= _RIDGE - 1e-3
        self._solved = np.linalg.solve(inner, self._outer).astype(np.float32)

    def expected(self, known: NDArray[np.float32]) -> NDArray[np.float32]:
        """(actors, relations): how likely each is to have part in each relation, if it has part in anything."""
        return known @ self._solved
