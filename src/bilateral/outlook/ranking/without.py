"""The past as if some events had not happened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bilateral.outlook.ranking.counters import HALF_LIVES, NEVER, Counters
from bilateral.outlook.ranking.history import History

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

__all__ = ["without"]

_FEW = 1000
"""With more actors than this profiles take too long to be made anew for every reason."""


@contextmanager
def without(history: History, events: Ints) -> Iterator[None]:
    """Take events (rows of the table) out of all counts, and put them back in the end.

    The counts are then those of a past without the events, but for the last digits, and so are profiles where there are
    at most _FEW actors. What else was learned from the whole past is left as it is: the weights of rules, habits, and
    whose an actor is.
    """
    import numpy as np

    rows = np.flatnonzero(np.isin(history.event, events) & (history.day_of < history.day))
    kept = []
    for name, counters in (*history.counts.items(), *history.shares.items()):
        places = history.at[name][rows]
        touched = np.unique(places)
        kept.append((counters, touched, counters.fading[:, touched], counters.total[touched], counters.last[touched]))
        _take_out(counters, places, history.day - history.day_of[rows])
        counters.last[touched] = _last(history, name, touched, rows)
    kept_profiles = history.profiles() if history.keys.actors > _FEW else None
    try:
        with history.other_profiles(kept_profiles):
            yield
    finally:
        for counters, touched, fading, total, last in kept:
            counters.fading[:, touched], counters.total[touched], counters.last[touched] = fading, total, last


def _take_out(counters: Counters, places: Ints, ages: Ints) -> None:
    import numpy as np

    touched, which = np.unique(places, return_inverse=True)
    for span, half_life in enumerate(HALF_LIVES):
        gone = np.bincount(which, 0.5 ** (ages / half_life), len(touched))
        counters.fading[span, touched] = np.maximum(counters.fading[span, touched] - gone, 0)
    counters.total[touched] = np.maximum(counters.total[touched] - np.bincount(which, minlength=len(touched)), 0)
    # What is left of nothing but rounding.
    counters.fading[:, touched[counters.total[touched] == 0]] = 0


def _last(history: History, name: str, touched: Ints, rows: Ints) -> Ints:
    """The last day of each key without the rows."""
    import numpy as np

    places = history.at[name]
    known = np.flatnonzero(np.isin(places, touched) & (history.day_of < history.day))
    known = np.setdiff1d(known, rows, assume_unique=True)
    found = np.full(len(touched), -NEVER, np.int64)
    np.maximum.at(found, np.searchsorted(touched, places[known]), history.day_of[known])
    return found
