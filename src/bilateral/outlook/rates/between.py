"""The outlook on two parties over a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bilateral.chronology.query import SYMMETRIC
from bilateral.outlook.rates.chronicle import ACTS, FORMS, Chronicle, around, chronicle
from bilateral.outlook.rates.dyad import OTHERS, ActOutlook, Reason, in_order, look
from bilateral.outlook.rates.features import GAP, HALF_LIVES, Around, History, World
from bilateral.outlook.rates.made import model_for
from bilateral.outlook.rates.model import FEW, RateModel
from bilateral.outlook.rates.outlook import Outlook, confidence
from bilateral.outlook.rates.past import day_of, notes_on, too_little
from bilateral.outlook.rates.plans import announced

if TYPE_CHECKING:
    from bilateral.chronology import Store

__all__ = ["outlook_between"]


def outlook_between(
    store: Store, a: str, b: str, *, as_of: date | None, horizon: int, acts: Sequence[str] = (), keep: bool
) -> Outlook:
    """The outlook on two parties (codes) for `horizon` days after a day, by default the last event's.

    `acts` (of `chronicle.ACTS`) are those told, all by default. `keep`: models that take time may be kept in the
    database. Raises QueryError where nothing is known by the day.
    """
    import numpy as np

    calendar = store.acts.calendar()
    span = calendar.span()
    day = day_of(span, as_of)
    none = Outlook(a=a, b=b, as_of=day, horizon=horizon, ids={}, notes=notes_on(span, day))
    until = day + timedelta(1)
    near = store.acts.columns_between(until, a, b, others_since=until - timedelta(OTHERS))
    rows = chronicle(near, parties=(a, b))
    events, last = _between(rows, a, b)
    refused = too_little(calendar, day) or (
        "" if events else f"not enough evidence: no event between {a} and {b} is known up to {day}"
    )
    if refused or last is None:
        return replace(none, refused=refused)
    model = model_for(store, calendar, day, horizon, keep=keep)
    none_of_all = np.zeros(0, np.int64)
    starts = np.array(calendar.starts(until, GAP), np.int64)
    history = History(
        rows.table,
        model.scope.acts,
        model.scope.signs,
        world=World(none_of_all, none_of_all, np.zeros(0), starts),
    )
    rest = around(store.acts.faded(until, a, b, HALF_LIVES, all_since=date.fromordinal(model.until)))
    if model.everyone is not None:
        rest = rest.and_before(model.everyone, history.acts, until.toordinal() - model.until)
    known = calendar.known(day).events
    return _outlook(store, replace(none, last=last), rows, history, rest, model=model, asked=acts, known=known)


def _outlook(
    store: Store,
    none: Outlook,
    rows: Chronicle,
    history: History,
    rest: Around,
    *,
    model: RateModel,
    asked: Sequence[str],
    known: int,
) -> Outlook:
    number = {actor: place for place, actor in enumerate(history.table.actors)}
    at, pair = none.as_of.toordinal() + 1, (number[none.a], number[none.b])
    ours = _ours(rows, *pair)
    names = rows.ids.to_pylist()
    told = store.acts.documents([names[event] for event in ours])
    documents = {event: told[names[event]] for event in ours if names[event] in told}
    forms = [ACTS.index(form) for form in FORMS]
    looks = [
        look(history, model, at, *pair[::step], forms=forms, documents=documents, around=rest, swapped=step < 0)
        for step in (1, -1)
    ]
    everything = _joined(*looks)
    acts = tuple(one for one in everything if not asked or one.act in asked)
    named = {event for act in acts for reason in act.reasons for event in reason.group.events}
    year = none.as_of.toordinal() - 365
    recent = sum(day > year for day in ours.values())
    return replace(
        none,
        acts=acts,
        ids={event: names[event] for event in sorted(named | set(ours))},
        events=len(ours),
        recent=recent,
        confidence=confidence(
            everything,
            fitted=model.additive is not None,
            tried=model.followed >= FEW,
            known=known,
            events=len(ours),
            recent=recent,
            silence=(none.as_of - date.fromordinal(max(ours.values()))).days,
        ),
        model=model.kind,
        cases=model.cases,
        followed=model.followed,
        announced=announced(store, none),
        notes=(*none.notes, *_unheard(asked, acts, none)),
    )


def _unheard(asked: Sequence[str], acts: tuple[ActOutlook, ...], none: Outlook) -> tuple[str, ...]:
    heard = {act.act for act in acts}
    return tuple(
        f"not enough evidence on {act!r}: no such event of anyone is known up to {none.as_of}"
        for act in asked
        if act not in heard
    )


def _joined(forth: Sequence[ActOutlook], back: Sequence[ActOutlook]) -> list[ActOutlook]:
    """Both directions, the likeliest first; of what two do with each other one row, with the mean of both."""
    other = {one.act: one for one in back}
    found = []
    for one in forth:
        if one.act.split()[0] in SYMMETRIC:
            found.append(_mean(one, other[one.act]))
        else:
            found += [one, other[one.act]]
    return sorted(found, key=lambda one: (-one.probability, one.act, one.source))


def _mean(one: ActOutlook, twin: ActOutlook) -> ActOutlook:
    groups = {reason.group.what: reason.group for reason in (*one.reasons, *twin.reasons)}
    effect = dict.fromkeys(groups, 0.0)
    for reason in (*one.reasons, *twin.reasons):
        effect[reason.group.what] += reason.effect / 2
    return replace(
        one,
        probability=(one.probability + twin.probability) / 2,
        own=(one.own + twin.own) / 2,
        reasons=in_order(Reason(group, effect[what]) for what, group in groups.items()),
        swing=max(one.swing, twin.swing),
    )


def _between(rows: Chronicle, a: str, b: str) -> tuple[int, date | None]:
    actors = rows.table.actors
    ours = _ours(rows, actors.index(a), actors.index(b))
    return len(ours), date.fromordinal(max(ours.values())) if ours else None


def _ours(rows: Chronicle, a: int, b: int) -> dict[int, int]:
    """The events between two, by number, with their days."""
    table = rows.table
    ours = ((table.source == a) & (table.target == b)) | ((table.source == b) & (table.target == a))
    return dict(zip(table.event[ours].tolist(), table.day[ours].tolist(), strict=True))
