"""The outlook on one directed pair: how likely each act is, what moves it, and how much there is to go by.

A reason is a group of dated events, and its effect the probability with them less the probability had they not
happened, with the same model: so removing them moves the probability by just that. Effects of several groups need not
add up to the whole, as the second of two calls says less than the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilateral.outlook.rates.features import Around, Evidence, History
from bilateral.outlook.rates.model import RateModel, data_of
from bilateral.outlook.rates.without import Without

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Doubles = NDArray[np.float64]

__all__ = ["DOCUMENTS", "FEW_EVENTS", "OTHERS", "RECENT", "ActOutlook", "Group", "Reason", "in_order", "look"]

RECENT = 60
"""Days within which events are a group apart from those before."""
OTHERS = 120
"""Days for which what the two do with others is looked at."""
FEW_EVENTS = 5
"""With fewer events than this between two parties there is not enough to say more than the shrunken rate."""
_SMALL = 0.0005
"""An effect below this is none."""
DOCUMENTS = 12
"""So many documents, those with most events, are tried for how much hangs on one."""


@dataclass(frozen=True, slots=True)
class Group:
    """Events that are one reason: `what` in words, the days of the first and last, and their numbers by day."""

    what: str
    first: int
    last: int
    events: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A group of events and what it does: probability with them less without."""

    group: Group
    effect: float


def in_order(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Those that move most first."""
    return tuple(sorted(reasons, key=lambda reason: (-abs(reason.effect), reason.group.what)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ActOutlook:
    """How likely one act is.

    `base` is the probability by the act's rate among all pairs that deal with each other, `own` by the pair's own rate.
    `last` is the day it was last done, with `last_event` (None: never), `times` how often. `swing` is how much the
    probability would move at most without any one document. Of `alike` other pairs with a similar half-year, `followed`
    had the act within the horizon.
    """

    act: str
    source: str
    target: str
    probability: float
    base: float
    own: float
    times: int
    last: int | None
    last_event: int | None
    reasons: tuple[Reason, ...]
    swing: float
    alike: int
    followed: int


def look(
    history: History,
    model: RateModel,
    day: int,
    source: int,
    target: int,
    *,
    forms: Sequence[int],
    papers: Sequence[Sequence[int]],
    around: Around | None = None,
    swapped: bool = False,
) -> tuple[ActOutlook, ...]:
    """What `source` may do to `target` from `day` on, the likeliest first.

    `forms` are the acts by which events are grouped to reasons; `papers` are, by
    document, the events that rest on it alone. A history
    of the events between the two, and of the last OTHERS days of either, will do where `around` tells of the rest
    (`swapped`: `source` is its b).
    """
    import numpy as np

    view = _View(history, model, day, source, target)
    if around is not None:
        view.evidence = around.into(view.evidence, history.acts, swapped=swapped)
    now = view.evidence
    probability = view.probability(now)[0]
    groups = _groups(view, forms)
    # By group, then by document: what is left without it.
    without = view.without([*(group.events for group in groups), *papers])
    effects = probability - without[: len(groups)]
    swing = np.abs(probability - without[len(groups) :]).max(axis=0, initial=0.0)
    horizon = model.scope.horizon
    base = -np.expm1(-horizon * model.rates.mean)
    own = -np.expm1(-horizon * now.number[0] / now.known)
    names = history.table.actors
    alike, followed = 0, np.zeros(len(base), np.int64)
    if model.cases_alike is not None:
        alike, followed = model.cases_alike.like(now.signs[0], names[source], names[target])
    times, last = view.done()
    found = []
    for place, act in enumerate(model.scope.acts):
        reasons = [
            Reason(group, float(effects[number, place]))
            for number, group in enumerate(groups)
            if abs(effects[number, place]) >= _SMALL
        ]
        day_of_last, last_event = last.get(act, (None, None))
        found.append(
            ActOutlook(
                act=history.table.acts[act],
                source=names[source],
                target=names[target],
                probability=float(probability[place]),
                base=float(base[place]),
                own=float(own[place]),
                times=int(times[act]),
                last=day_of_last,
                last_event=last_event,
                reasons=in_order(reasons),
                swing=float(swing[place]),
                alike=alike,
                followed=int(followed[place]),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.probability, one.act)))


class _View:
    """The events that bear on one directed pair, and what the model says with some of them gone."""

    def __init__(self, history: History, model: RateModel, day: int, source: int, target: int) -> None:
        import numpy as np

        self.history, self.model, self.day = history, model, day
        self.source, self.target = source, target
        self._pair = np.array([source]), np.array([target])
        self.evidence = history.evidence(day, *self._pair)
        self.table = table = history.table
        self.past = table.day < day
        ours = ((table.source == source) & (table.target == target)) | (
            (table.source == target) & (table.target == source)
        )
        self.ours = self.past & ours

    def probability(self, evidence: Evidence) -> Doubles:
        """By pair and act."""
        return self.model.of(data_of(evidence))

    def without(self, groups: Sequence[Sequence[int]]) -> Doubles:
        """By group and act: the probability had the events of the group not happened."""
        import numpy as np

        if not groups:
            return np.zeros((0, len(self.model.scope.acts)))
        removed = Without(self.history, self.day, self.source, self.target)
        return self.probability(removed.evidence(self.evidence, groups))

    def done(self) -> tuple[Ints, dict[int, tuple[int, int]]]:
        """How often each act was done, source to target; and by act the day and event of the last time."""
        import numpy as np

        table = self.table
        forth = self.past & (table.source == self.source) & (table.target == self.target)
        entries = forth[table.row]
        rows, acts = table.row[entries], table.act[entries]
        last = np.full(len(table.acts), -1, np.int64)
        last[acts] = rows  # rows ascend by day and event: the last one stands
        there = {act: (int(table.day[last[act]]), int(table.event[last[act]])) for act in np.unique(acts).tolist()}
        return np.bincount(acts, minlength=len(table.acts)), there


def _groups(view: _View, forms: Sequence[int]) -> list[Group]:
    """What passed between the two by form, direction and how long ago; and what each did with others."""
    import numpy as np

    table, names = view.table, view.table.actors
    a, b = names[view.source], names[view.target]
    form = np.full(len(table), -1, np.int64)
    of_form = np.isin(table.act, forms)
    form[table.row[of_form]] = table.act[of_form]
    recent = table.day >= view.day - RECENT
    forth = view.ours & (table.source == view.source)
    both = np.isin(table.event, np.intersect1d(table.event[forth], table.event[view.ours & ~forth]))
    found = []
    for kind in (*forms, -1):
        word = table.acts[kind] if kind >= 0 else "other act"
        own = view.ours & (form == kind)
        for mark, who in (
            (own & both & forth, "between them"),
            (own & ~both & forth, f"{a} to {b}"),
            (own & ~both & ~forth, f"{b} to {a}"),
        ):
            found.append(_group(view, mark & recent, f"{word}, {who}, in the last {RECENT} days"))
            found.append(_group(view, mark & ~recent, f"{word}, {who}, more than {RECENT} days ago"))
    others = view.past & ~view.ours & (table.day >= view.day - OTHERS)
    for mark, what in (
        (others & (table.source == view.source), f"any act, {a} to others, in the last {OTHERS} days"),
        (others & (table.target == view.target), f"any act, others to {b}, in the last {OTHERS} days"),
        (others & (table.target == view.source), f"any act, others to {a}, in the last {OTHERS} days"),
        (others & (table.source == view.target), f"any act, {b} to others, in the last {OTHERS} days"),
    ):
        found.append(_group(view, mark, what))
    return [group for group in found if group is not None]


def _group(view: _View, mark: NDArray[np.bool_], what: str) -> Group | None:
    import numpy as np

    at = np.flatnonzero(mark)
    if not len(at):
        return None
    events = tuple(dict.fromkeys(view.table.event[at].tolist()))
    return Group(what, int(view.table.day[at[0]]), int(view.table.day[at[-1]]), events)
