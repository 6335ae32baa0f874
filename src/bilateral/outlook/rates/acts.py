"""Events with the acts they count as: one may be several at once (a consultation, a visit, a visit at the top)."""

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
    """Events in columns, sorted by day; and which acts each of them is.

    `day`, `source`, `target` and `event` have one entry an event and direction: what two sides do with each other has
    two. `event` is the number the caller knows the event by. `row` and `act` have one entry for each act an event
    counts as: `row` is its place in the other columns, ascending.
    """

    day: Ints
    source: Ints
    target: Ints
    event: Ints
    row: Ints
    act: Ints
    actors: tuple[str, ...]
    acts: tuple[str, ...]

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
        event: Ints | None = None,
    ) -> ActTable:
        """A table of events in any order. `acts_of` are pairs of arrays: places of events, and what act each is.

        Without `event` an event is known by its place.
        """
        import numpy as np

        numbers = np.arange(len(day)) if event is None else np.asarray(event, np.int64)
        order = np.lexsort((numbers, target, source, day))
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        given = [(place[np.asarray(rows, np.int64)], np.asarray(act, np.int64)) for rows, act in acts_of]
        rows = np.concatenate([r for r, _ in given]) if given else np.zeros(0, np.int64)
        act = np.concatenate([a for _, a in given]) if given else np.zeros(0, np.int64)
        pairs = np.unique(rows * len(acts) + act) if len(rows) else rows
        return cls(
            day=np.asarray(day, np.int64)[order],
            source=np.asarray(source, np.int64)[order],
            target=np.asarray(target, np.int64)[order],
            event=numbers[order],
            row=pairs // max(len(acts), 1),
            act=pairs % max(len(acts), 1),
            actors=tuple(actors),
            acts=tuple(acts),
        )

    def kept(self, which: NDArray[np.bool_]) -> ActTable:
        """The events marked, with their acts."""
        import numpy as np

        place = np.cumsum(which) - 1
        acts = which[self.row]
        return ActTable(
            day=self.day[which],
            source=self.source[which],
            target=self.target[which],
            event=self.event[which],
            row=place[self.row[acts]],
            act=self.act[acts],
            actors=self.actors,
            acts=self.acts,
        )

    def before(self, day: int) -> ActTable:
        """The events before a day: all that a forecast made for the days from it on may know."""
        return self.kept(self.day < day)
