"""Events as numbers: who did what to whom on which day, for any source of events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

__all__ = ["EventTable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTable:
    """Events in columns of one length, sorted by day, source, relation and target, each once.

    `day` counts days, as `date.toordinal` does for calendar days. `source` and `target` index `actors`, `relation`
    indexes `relations`.
    """

    day: Ints
    source: Ints
    relation: Ints
    target: Ints
    actors: tuple[str, ...]
    relations: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.day)

    @classmethod
    def of(
        cls, day: Ints, source: Ints, relation: Ints, target: Ints, *, actors: Sequence[str], relations: Sequence[str]
    ) -> EventTable:
        """A table of columns in any order, repeated rows taken once."""
        table, _ = cls.with_rows(day, source, relation, target, actors=actors, relations=relations)
        return table

    @classmethod
    def with_rows(
        cls, day: Ints, source: Ints, relation: Ints, target: Ints, *, actors: Sequence[str], relations: Sequence[str]
    ) -> tuple[EventTable, Ints]:
        """The table as `of` makes it, and the row of it that each row given has become."""
        import numpy as np

        given = np.stack([day, source, relation, target]).astype(np.int64)
        columns, row = np.unique(given, axis=1, return_inverse=True)
        table = cls(
            day=columns[0],
            source=columns[1],
            relation=columns[2],
            target=columns[3],
            actors=tuple(actors),
            relations=tuple(relations),
        )
        return table, row.reshape(-1)
