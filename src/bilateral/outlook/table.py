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
        import numpy as np

        columns = np.unique(np.stack([day, source, relation, target]).astype(np.int64), axis=1)
        return cls(
            day=columns[0],
            source=columns[1],
            relation=columns[2],
            target=columns[3],
            actors=tuple(actors),
            relations=tuple(relations),
        )
