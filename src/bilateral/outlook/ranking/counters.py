"""Counts that fade: how often each key was seen, the further back the less."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

__all__ = ["DAY", "DAYS", "HALF_LIVES", "LONG", "MONTH", "SEASON", "WEEK", "Counters"]

HALF_LIVES: tuple[float, ...] = (0.5, 2.0, 8.0, 30.0, 120.0, 1000.0)
"""Days after which something counts half: yesterday alone, nearly, up to all that ever was."""

DAY, DAYS, WEEK, MONTH, SEASON, LONG = range(6)
"""Places in HALF_LIVES."""

NEVER = 400
"""Days since what never happened, for the features that ask how long ago."""


class Counters:
    """Fading counts of a fixed set of keys, as of one day.

    `fading[k]` are the counts at HALF_LIVES[k], `total` the plain ones, `last` the last day each key was seen. Keys are
    given beforehand so that a count is a place in an array; one that was never seen yet counts nothing, so which keys
    are known says nothing of what is to come.
    """

    def __init__(self, keys: Ints) -> None:
        import numpy as np

        self.keys = np.unique(keys)
        self.fading = np.zeros((len(HALF_LIVES), len(self.keys)), np.float32)
        self.total = np.zeros(len(self.keys), np.float32)
        self.last = np.full(len(self.keys), -NEVER, np.int64)

    def places(self, keys: Ints) -> Ints:
        """Where each key's counts are; -1 for a key that is not there."""
        import numpy as np

        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, at, -1)

    def add(self, places: Ints, day: int) -> None:
        """Count what was seen on a day, by the places of its keys."""
        import numpy as np

        at, times = np.unique(places, return_counts=True)
        self.fading[:, at] += times.astype(np.float32)
        self.total[at] += times
        self.last[at] = day

    def fade(self, days: int = 1) -> None:
        """Let days pass."""
        import numpy as np

        for number, half_life in enumerate(HALF_LIVES):
            self.fading[number] *= np.float32(0.5 ** (days / half_life))

    def count(self, places: Ints, half_life: int) -> Floats:
        """The counts at HALF_LIVES[half_life] of places, 0 where a place is -1."""
        import numpy as np

        return np.where(places >= 0, self.fading[half_life][places], np.float32(0))

    def silence(self, places: Ints, day: int) -> Ints:
        """Days since the keys were last seen, NEVER for those that were not."""
        import numpy as np

        seen = (places >= 0) & (self.total[places] > 0)
        return np.where(seen, np.minimum(day - self.last[places], NEVER), NEVER)
