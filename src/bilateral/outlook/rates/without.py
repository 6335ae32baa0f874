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
        self._ours = forth, back = (s == source) & (t == target), (s == target) & (t == source)
        out, into = s == source, t == target
        age = (day - self._day).astype(float)[:, None]
        known = (self._day >= history.first(day)).astype(float)[:, None]
        self._weights = np.concatenate([np.exp2(-age / np.asarray(HALF_LIVES)), known], axis=1)
        self._fading = np.exp2(-age / np.asarray(PROFILE))
        # In the order of the families of `Evidence.counts`: those counted by act, and those of anything.
        self._by_act = (forth, back, out, into, np.ones(end, bool))
        self._any = (forth, back, out, into, t == source, s == target)
        self._asked = _Kinds(*history.asked, len(history.acts), end)
        self._told = _Kinds(*history.told, history.signs, end)

    def evidence(self, evidence: Evidence, groups: Sequence[Sequence[int]]) -> Evidence:
        """The evidence on the pair without the events of each group (by number), one after the other as if of so many
        pairs. Raises IndexError where there is no group."""
        import numpy as np

        gone = np.stack([self._rows(events) for events in groups])
        removed = Evidence(
            day=evidence.day,
            known=evidence.known,
            counts=self._counts(gone),
            last=evidence.last,
            signs=self._profile(gone),
        )
        return evidence.without(removed, self._last(gone))

    def _rows(self, events: Sequence[int]) -> Flags:
        import numpy as np

        if not self._end:
            return np.zeros(0, bool)
        mark = np.zeros(int(self._event.max()) + 1, bool)
        numbers = np.asarray(events, np.int64)
        mark[numbers[numbers < len(mark)]] = True
        return mark[self._event]

    def _counts(self, gone: Flags) -> Floats:
        """By group and act: what these rows are in the families of `Evidence.counts`."""
        import numpy as np

        by_act = self._asked.sums(gone, self._by_act, self._weights)
        every = _Kinds(np.arange(self._end), np.zeros(self._end, np.int64), 1, self._end)
        anything = every.sums(gone, self._any, self._weights).repeat(by_act.shape[1], axis=1)
        world = by_act[:, :, 4:].copy()
        world[..., -1] = 0  # what anyone does has no plain number
        families = [by_act[:, :, :2], anything[:, :, :2], by_act[:, :, 2:4], anything[:, :, 2:], world]
        return np.concatenate(families, axis=2).reshape(*by_act.shape[:2], -1).astype(np.float32)

    def _profile(self, gone: Flags) -> Floats:
        """By group: what these rows are in `Evidence.signs`: forth and back, by half-life."""
        import numpy as np

        found = self._told.sums(gone, self._ours, self._fading)
        return found.transpose(0, 2, 3, 1).reshape(len(gone), -1).astype(np.float32)

    def _last(self, gone: Flags) -> Doubles:
        """By group and act: the last days of this act and of anything, forth and back, among the rows that are left."""
        import numpy as np

        found = np.full((len(gone), self._asked.size, 4), -np.inf)
        for place, way in enumerate(self._ours):
            own = np.flatnonzero(way)
            if len(own):
                left = np.where(gone[:, own], -np.inf, self._day[own])
                found[:, :, 2 + place] = left.max(axis=1)[:, None]
            row, number = self._asked.of(own)
            if len(row):
                left = np.where(gone[:, row], -np.inf, self._day[row])
                begins = np.flatnonzero(np.diff(number, prepend=-1))
                found[:, number[begins], place] = np.maximum.reduceat(left, begins, axis=1)
        return found


class _Kinds:
    """Of what kinds rows are: `number` (below `size`) says it of `row`, ascending, which may be there several times.
    Only rows below `end` count."""

    def __init__(self, row: Ints, number: Ints, size: int, end: int) -> None:
        import numpy as np

        kept = int(np.searchsorted(row, end))
        self._number, self.size = number[:kept], size
        self._begins = np.searchsorted(row[:kept], np.arange(end + 1))

    def of(self, rows: Ints) -> tuple[Ints, Ints]:
        """These rows, each once a kind, and the kinds, which ascend."""
        import numpy as np

        row, at = self._spread(rows)
        order = np.argsort(self._number[at], kind="stable")
        return row[order], self._number[at][order]

    def sums(self, marks: Flags, ways: Sequence[Flags], values: Doubles) -> Doubles:
        """By mark (a row of `marks`), kind and way: the values' sums over the rows that are marked and of the way.

        (No matrix product: on busy cores its threads wait for each other.)
        """
        import numpy as np

        mark, rows = np.nonzero(marks)
        place, at = self._spread(np.arange(len(rows)), self._begins[rows], self._begins[rows + 1])
        key = mark[place] * self.size + self._number[at]
        order = np.argsort(key, kind="stable")
        key, rows = key[order], rows[place[order]]
        found = np.zeros((len(marks) * self.size, len(ways), values.shape[1]))
        for number, way in enumerate(ways):
            own = np.flatnonzero(way[rows])
            if len(own):
                begins = np.flatnonzero(np.diff(key[own], prepend=-1))
                found[key[own[begins]], number] = np.add.reduceat(values[rows[own]], begins, axis=0)
        return found.reshape(len(marks), self.size, len(ways), -1)

    def _spread(self, items: Ints, begin: Ints | None = None, end: Ints | None = None) -> tuple[Ints, Ints]:
        """Each item once for each of its entries, and where these are. Items are rows unless told where theirs are."""
        import numpy as np

        first = self._begins[items] if begin is None else begin
        times = (self._begins[items + 1] if end is None else end) - first
        within = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
        return np.repeat(items, times), np.repeat(first, times) + within
