"""Why a candidate: groups of past events, and what its probability would be had they not happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilateral.outlook.ranking.history import History
from bilateral.outlook.ranking.without import without

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

__all__ = ["BETWEEN", "BY_OTHERS", "TOGETHER", "Reason", "reasons_for"]

BETWEEN = "between the two"
BY_OTHERS = "by others, to the candidate"
TOGETHER = "by the two together"
_GROUPS = 6
"""Groups of acts between the two that are tried, those that weigh most by age."""
_WEIGHS = 60.0
"""Days after which an event counts half in choosing these groups."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A group of events, and what they add to the probability: it as it is, less what it would be without them.

    `kind` is BETWEEN, TOGETHER (the table has each of these events in both directions) or BY_OTHERS. `relation` is as
    in the table, an inverse (+ the number of relations) for what the candidate did to the source. `events` are rows of
    the table, in order of days.
    """

    kind: str
    relation: int
    events: tuple[int, ...]
    effect: float


def reasons_for(
    history: History,
    source: int,
    relation: int,
    target: int,
    *,
    probability: float,
    again: Callable[[], float],
    whole: Callable[[Ints], Ints] | None = None,
) -> tuple[Reason, ...]:
    """The reasons of a candidate, the strongest first. `again` gives its probability by the history as it then is.

    Where an event has several rows (it is a call, and a consultation), `whole` gives all rows that go with some.
    """
    import numpy as np

    found = []
    for kind, act, rows in _groups(history, source, relation, target):
        events = np.unique(history.event[rows])
        with without(history, events if whole is None else whole(events)):
            effect = probability - again()
        ordered = events[np.argsort(history.table_day[events], kind="stable")]
        found.append(Reason(kind, act, tuple(ordered.tolist()), effect))
    return tuple(sorted(found, key=lambda reason: (-abs(reason.effect), reason.kind, reason.relation)))


def _groups(history: History, source: int, relation: int, target: int) -> list[tuple[str, int, Ints]]:
    import numpy as np

    known = int(np.searchsorted(history.day_of, history.day))
    s, r, o = history.source[:known], history.relation[:known], history.target[:known]
    ours = np.flatnonzero((s == source) & (o == target))
    weight = np.bincount(r[ours], 0.5 ** ((history.day - history.day_of[ours]) / _WEIGHS), history.keys.relations)
    weight[relation] += (r[ours] == relation).any() * 1e6  # the act itself always
    acts = [int(act) for act in np.argsort(-weight, kind="stable") if weight[act] > 0]
    groups: list[tuple[str, int, Ints]] = []
    half = history.keys.relations // 2
    for act in acts:
        rows, mirrored = ours[r[ours] == act], ours[r[ours] == (act + half) % (2 * half)]
        if len(rows) == len(mirrored) and (history.day_of[rows] == history.day_of[mirrored]).all():
            if act < half:
                groups.append((TOGETHER, act, np.concatenate([rows, mirrored])))
        else:
            groups.append((BETWEEN, act, rows))
    others = np.flatnonzero((r == relation) & (o == target) & (s != source))
    return [*groups[:_GROUPS], *([(BY_OTHERS, relation, others)] if len(others) else [])]
