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
        every = np.ones(end, bool)
        # In the order of the families of `Evidence.counts`: those counted by act, and those of anything.
        self._by_act = np.stack([self._forth, self._back, s == source, t == target, every], axis=1).astype(float)
        self._any = np.stack(
            [self._forth, self._back, s == source, t == target, t == source, s == target], axis=1
        ).astype(float)
        age = (day - self._day).astype(float)[:, None]
        known = (self._day >= history.first(day)).astype(float)[:, None]
        self._weights = np.concatenate([np.exp2(-age / np.asarray(HALF_LIVES)), known], axis=1)
        self._fading = np.exp2(-age / np.asarray(PROFILE))
        self._acts = _marked(*history.asked, end, len(history.acts))
        self._signs = _marked(*history.told, end, history.signs)
        row, self._act = (column[: int(np.searchsorted(history.asked[0], end))] for column in history.asked)
        self._row = row

    def evidence(self, evidence: Evidence, groups: Sequence[Sequence[int]]) -> Evidence:
        """The evidence on the pair without the events of each group (by number), one after the other as if of so many
        pairs. Raises IndexError where there is no group."""
        import numpy as np

        gone = [self._rows(events) for events in groups]
        removed = Evidence(
            day=evidence.day,
            known=evidence.known,
            counts=np.stack([self._counts(np.flatnonzero(mark)) for mark in gone]),
            last=evidence.last,
            signs=np.stack([self._profile(np.flatnonzero(mark)) for mark in gone]),
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

    def _counts(self, rows: Ints) -> Floats:
        """By act: what these rows are in the families of `Evidence.counts`."""
        import numpy as np

        acts, weights = self._acts[rows], self._weights[rows]
        lives, size = weights.shape[1], acts.shape[1]
        spread = (self._by_act[rows][:, :, None] * weights[:, None, :]).reshape(len(rows), -1)
        by_act = (spread.T @ acts).reshape(-1, lives, size)
        anything = np.broadcast_to((self._any[rows].T @ weights)[:, :, None], (self._any.shape[1], lives, size))
        world = by_act[4:].copy()
        world[:, -1] = 0  # what anyone does has no plain number
        families = np.concatenate([by_act[:2], anything[:2], by_act[2:4], anything[2:], world])
        return families.reshape(-1, size).T.astype(np.float32)

    def _profile(self, rows: Ints) -> Floats:
        """What these rows are in `Evidence.signs`: forth and back, by half-life."""
        import numpy as np

        fading, signs = self._fading[rows], self._signs[rows]
        parts = [(fading * way[rows][:, None]).T @ signs for way in (self._forth, self._back)]
        return np.concatenate(parts).ravel().astype(np.float32)

    def _last(self, gone: Flags) -> Doubles:
        """By act: the last days of this act and of anything, forth and back, among the rows that are left."""
        import numpy as np

        size = self._acts.shape[1]
        found = np.full((size, 4), -np.inf)
        for place, way in enumerate((self._forth, self._back)):
            left = way & ~gone
            entries = left[self._row]
            found[self._act[entries], place] = self._day[self._row[entries]]  # ascending: the last one stands
            if left.any():
                found[:, 2 + place] = self._day[np.flatnonzero(left)[-1]]
        return found


def _marked(row: Ints, number: Ints, rows: int, size: int) -> Doubles:
    """1 where a row is of a number."""
    import numpy as np

    mark = np.zeros((rows, size))
    kept = row < rows
    mark[row[kept], number[kept]] = 1
    return mark
