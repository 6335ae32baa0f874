"""Events with the acts they count as: one event may be several at once (a consultation, a visit, a visit at the top)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

__all__ = ["ActTable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActTable:
    """Events in columns, sorted by day; and which act each of them is.

    `day`, `source` and `target` have one entry an event and direction: what two sides do with each other has two. `row`
    and `act` have one entry for each act an event counts as: `row` is its place in the other columns, ascending.
    `ids` are the events' names, where they have any, so that one can open them.
    """

    day: Ints
    source: Ints
    target: Ints
    row: Ints
    act: Ints
    actors: tuple[str, ...]
    acts: tuple[str, ...]
    ids: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.day)

    @classmethod
    def of(
        cls,
        day: Ints,
        source: Ints,
        target: Ints,
        acts_of: Iterable[tuple[Ints, Ints]],
        *,
        actors: Sequence[str],
        acts: Sequence[str],
        ids: Sequence[str] = (),
    ) -> ActTable:
        """A table of events in any order. `acts_of` are pairs of arrays: places of events, and what act each is."""
        import numpy as np

        order = np.lexsort((target, source, day))
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        given = [(np.asarray(rows, np.int64), np.asarray(numbers, np.int64)) for rows, numbers in acts_of]
        rows = place[np.concatenate([r for r, _ in given])] if given else np.zeros(0, np.int64)
        numbers = np.concatenate([n for _, n in given]) if given else np.zeros(0, np.int64)
        pairs = np.unique(np.stack([rows, numbers]), axis=1)
        return cls(
            day=np.asarray(day, np.int64)[order],
            source=np.asarray(source, np.int64)[order],
            target=np.asarray(target, np.int64)[order],
            row=pairs[0],
            act=pairs[1],
            actors=tuple(actors),
            acts=tuple(acts),
            ids=tuple(ids[int(n)] for n in order) if len(ids) else (),
        )

    def before(self, day: int) -> ActTable:
        """The events before a day: all that a forecast made as of it may know."""
        import numpy as np

        return self.kept(np.arange(len(self)) < np.searchsorted(self.day, day))

    def kept(self, which: NDArray[np.bool_]) -> ActTable:
        """The events marked, with their acts."""
        import numpy as np

        place = np.cumsum(which) - 1
        acts = which[self.row]
        return ActTable(
            day=self.day[which],
            source=self.source[which],
            target=self.target[which],
            row=place[self.row[acts]],
            act=self.act[acts],
            actors=self.actors,
            acts=self.acts,
            ids=tuple(name for name, keep in zip(self.ids, which.tolist(), strict=True) if keep) if self.ids else (),
        )
