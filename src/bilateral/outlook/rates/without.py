"""What would be known of a directed pair had some events not happened: for several groups of events at once.

Fading counts are sums over events, so what a group takes away is the sum over its events alone. All groups are told to
the model together, as if they were so many pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bilateral.outlook.rates.features import HALF_LIVES, PROFILE, Evidence, History

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]
    Doubles = NDArray[np.float64]
    Flags = NDArray[np.bool_]

__all__ = ["Without"]


class Without:
    """The events of a history before a day, ready to be taken from the evidence on one directed pair."""

    def __init__(self, history: History, day: int, source: int, target: int) -> None:
        import numpy as np

        table = history.table
        self._end = end = int(np.searchsorted(table.day, day))
        self._day, self._event = table.day[:end], table.event[:end]
        s, t = table.source[:end], table.target[:end]
        self._forth, self._back = (s == source) & (t == target), (s == target) & (t == source)
        out, into = s == source, t == target
        age = (day - self._day).astype(float)[:, None]
        known = (self._day >= history.first(day)).astype(float)[:, None]
        weights = np.concatenate([np.exp2(-age / np.asarray(HALF_LIVES)), known], axis=1)
        fading = np.exp2(-age / np.asarray(PROFILE))
        # In the order of the families of `Evidence.counts`: those counted by act, and those of anything.
        by_act = _spread((self._forth, self._back, out, into, np.ones(end, bool)), weights)
        self._any = _spread((self._forth, self._back, out, into, t == source, s == target), weights)
        self._by_act = _Sums(*history.asked, by_act, len(history.acts))
        self._signs = _Sums(*history.told, _spread((self._forth, self._back), fading), history.signs)
        self._row, self._act = (column[: int(np.searchsorted(history.asked[0], end))] for column in history.asked)

    def evidence(self, evidence: Evidence, groups: Sequence[Sequence[int]]) -> Evidence:
        """The evidence on the pair without the events of each group (by number), one after the other as if of so many
        pairs. Raises IndexError where there is no group."""
        import numpy as np

        gone = [self._rows(events) for events in groups]
        removed = Evidence(
            day=evidence.day,
            known=evidence.known,
            counts=np.stack([self._counts(mark) for mark in gone]),
            last=evidence.last,
            signs=np.stack([self._profile(mark) for mark in gone]),
        )
        return evidence.without(removed, np.stack([self._last(mark) for mark in gone]))

    def _rows(self, events: Sequence[int]) -> Flags:
        import numpy as np

        if not self._end:
            return np.zeros(0, bool)
        mark = np.zeros(int(self._event.max()) + 1, bool)
        numbers = np.asarray(events, np.int64)
        mark[numbers[numbers < len(mark)]] = True
        return mark[self._event]

    def _counts(self, gone: Flags) -> Floats:
        """By act: what these rows are in the families of `Evidence.counts`."""
        import numpy as np

        lives = len(HALF_LIVES) + 1
        found = self._by_act.of(gone)
        by_act = found.reshape(len(found), -1, lives)
        anything = self._any[gone].sum(axis=0).reshape(1, -1, lives).repeat(len(found), axis=0)
        world = by_act[:, 4:].copy()
        world[..., -1] = 0  # what anyone does has no plain number
        families = [by_act[:, :2], anything[:, :2], by_act[:, 2:4], anything[:, 2:], world]
        return np.concatenate(families, axis=1).reshape(len(found), -1).astype(np.float32)

    def _profile(self, gone: Flags) -> Floats:
        """What these rows are in `Evidence.signs`: forth and back, by half-life."""
        import numpy as np

        return self._signs.of(gone).T.ravel().astype(np.float32)

    def _last(self, gone: Flags) -> Doubles:
        """By act: the last days of this act and of anything, forth and back, among the rows that are left."""
        import numpy as np

        size = self._by_act.size
        found = np.full((size, 4), -np.inf)
        for place, way in enumerate((self._forth, self._back)):
            left = way & ~gone
            entries = left[self._row]
            found[self._act[entries], place] = self._day[self._row[entries]]  # ascending: the last one stands
            if left.any():
                found[:, 2 + place] = self._day[np.flatnonzero(left)[-1]]
        return found


class _Sums:
    """Sums over rows by what the rows are of: `row` is of `number` (below `size`), and has its `values`."""

    def __init__(self, row: Ints, number: Ints, values: Doubles, size: int) -> None:
        import numpy as np

        kept = row < len(values)
        order = np.argsort(number[kept], kind="stable")
        self._row, self._number = row[kept][order], number[kept][order]
        self._values, self.size = values, size

    def of(self, rows: Flags) -> Doubles:
        """By number, over the rows marked. (No matrix product: on busy cores its threads wait for each other.)"""
        import numpy as np

        found = np.zeros((self.size, self._values.shape[1]))
        at = np.flatnonzero(rows[self._row])
        if len(at):
            number = self._number[at]
            begins = np.flatnonzero(np.diff(number, prepend=-1))
            found[number[begins]] = np.add.reduceat(self._values[self._row[at]], begins, axis=0)
        return found


def _spread(ways: Sequence[Flags], weights: Doubles) -> Doubles:
    """By row: its weights for each way that it goes, else zeros."""
    import numpy as np

    return np.concatenate([weights * way[:, None] for way in ways], axis=1)
