"""The outlook on one directed pair: how likely each act is, what moves it, and how much there is to go by.

A reason is a group of dated events, and its effect the probability with them less the probability had they not
happened, with the same model: so removing them moves the probability by just that. Effects of several groups need not
add up to the whole, as the second of two calls says less than the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilateral.outlook.rates.acts import ActTable
from bilateral.outlook.rates.features import Around, Evidence, History, World
from bilateral.outlook.rates.model import RateModel, data_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Doubles = NDArray[np.float64]

__all__ = ["FEW_EVENTS", "OTHERS", "RECENT", "ActOutlook", "Group", "Reason", "look"]

RECENT = 60
"""Days within which events are a group apart from those before."""
OTHERS = 120
"""Days for which what the two do with others is looked at."""
FEW_EVENTS = 5
"""With fewer events than this between two parties there is not enough to say more than the shrunken rate."""
_SMALL = 0.0005
"""An effect below this is none."""
_DOCUMENTS = 12
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
    documents: Mapping[int, Sequence[str]],
    around: Around | None = None,
    swapped: bool = False,
) -> tuple[ActOutlook, ...]:
    """What `source` may do to `target` from `day` on, the likeliest first.

    `forms` are the acts by which events are grouped to reasons; `documents` are those that report each event. A history
    of the events between the two, and of the last OTHERS days of either, will do where `around` tells of the rest
    (`swapped`: `source` is its b).
    """
    import numpy as np

    view = _View(history, model, day, source, target)
    if around is not None:
        view.evidence = around.into(view.evidence, history.acts, swapped=swapped)
    now = view.evidence
    probability = view.probability(now)
    groups = _groups(view, forms)
    effects = (
        np.stack([probability - view.probability(view.less(group.events)) for group in groups]) if groups else None
    )
    swing = _swing(view, probability, documents)
    horizon = model.scope.horizon
    base = -np.expm1(-horizon * model.rates.mean)
    own = -np.expm1(-horizon * now.number[0] / now.known)
    names = history.table.actors
    alike, followed = 0, np.zeros(len(base), np.int64)
    if model.cases_alike is not None:
        alike, followed = model.cases_alike.like(now.signs[0], names[source], names[target])
    found = []
    for place, act in enumerate(model.scope.acts):
        reasons = [
            Reason(group, float(effects[number, place]))
            for number, group in enumerate(groups)
            if effects is not None and abs(effects[number, place]) >= _SMALL
        ]
        done = view.done(act)
        found.append(
            ActOutlook(
                act=history.table.acts[act],
                source=names[source],
                target=names[target],
                probability=float(probability[place]),
                base=float(base[place]),
                own=float(own[place]),
                times=len(done),
                last=done[-1][0] if done else None,
                last_event=done[-1][1] if done else None,
                reasons=tuple(sorted(reasons, key=lambda reason: (-abs(reason.effect), reason.group.what))),
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
        self.pair = table.kept(self.ours)

    def probability(self, evidence: Evidence) -> Doubles:
        """By act."""
        found: Doubles = self.model.of(data_of(evidence))[0]
        return found

    def less(self, events: Sequence[int]) -> Evidence:
        """The evidence had these events not happened."""
        import numpy as np

        gone = np.asarray(events, np.int64)
        removed = self._history(self.table.kept(self.past & np.isin(self.table.event, gone)))
        left = self._history(self.pair.kept(~np.isin(self.pair.event, gone)))
        return self.evidence.without(removed.evidence(self.day, *self._pair), left.evidence(self.day, *self._pair).last)

    def _history(self, table: ActTable) -> History:
        import numpy as np

        own = World(table.day[table.row], table.act, np.ones(len(table.row)), self.history.starts)
        return History(table, self.model.scope.acts, self.model.scope.signs, world=own)

    def done(self, act: int) -> list[tuple[int, int]]:
        """Day and event each time this was done, source to target, in order."""
        table = self.table
        rows = table.row[table.act == act]
        rows = rows[self.past[rows] & (table.source[rows] == self.source) & (table.target[rows] == self.target)]
        return sorted(zip(table.day[rows].tolist(), table.event[rows].tolist(), strict=True))


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
            found.append(_group(view, mark & ~recent, f"{word}, {who}, before that"))
    others = view.past & ~view.ours & (table.day >= view.day - OTHERS)
    for mark, what in (
        (others & (table.source == view.source), f"what {a} did towards others in {OTHERS} days"),
        (others & (table.target == view.target), f"what others did towards {b} in {OTHERS} days"),
        (others & (table.target == view.source), f"what others did towards {a} in {OTHERS} days"),
        (others & (table.source == view.target), f"what {b} did towards others in {OTHERS} days"),
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


def _swing(view: _View, probability: Doubles, documents: Mapping[int, Sequence[str]]) -> Doubles:
    """By act: the largest move of the probability without the events that rest on one document alone."""
    import numpy as np

    alone: dict[str, list[int]] = {}
    for event in dict.fromkeys(view.table.event[view.ours].tolist()):
        of = documents.get(event, ())
        if len(of) == 1:
            alone.setdefault(of[0], []).append(event)
    most = sorted(alone.items(), key=lambda item: (-len(item[1]), item[0]))[:_DOCUMENTS]
    swing = np.zeros(len(probability))
    for _, events in most:
        swing = np.maximum(swing, np.abs(probability - view.probability(view.less(events))))
    return swing
