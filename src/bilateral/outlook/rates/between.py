"""The outlook on two parties over a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bilateral.chronology.query import SYMMETRIC
from bilateral.outlook.rates.acts import ActTable
from bilateral.outlook.rates.chronicle import ACTS, FORMS, around, near, resting
from bilateral.outlook.rates.dyad import DOCUMENTS, OTHERS, ActOutlook, Reason, in_order, look
from bilateral.outlook.rates.features import GAP, History, World
from bilateral.outlook.rates.model import FEW, RateModel
from bilateral.outlook.rates.outlook import Outlook, confidence
from bilateral.outlook.rates.past import day_of, notes_on, too_little
from bilateral.outlook.rates.plans import announced

if TYPE_CHECKING:
    import pyarrow as pa

    from bilateral.chronology import Store
    from bilateral.outlook.rates.made import ModelOf

__all__ = ["outlook_between"]

_A, _B = 1, 2
"""The two as actors of `chronicle.near`."""


def outlook_between(
    store: Store, a: str, b: str, *, as_of: date | None, horizon: int, acts: Sequence[str] = (), model_of: ModelOf
) -> Outlook:
    """The outlook on two parties (codes) for `horizon` days after a day, by default the last event's.

    `acts` (of `chronicle.ACTS`) are those told, all by default; `model_of` gives the model (`made.models`). Raises
    QueryError where nothing is known by the day.
    """
    import numpy as np

    calendar = store.acts.calendar()
    span = calendar.span()
    day = day_of(span, as_of)
    none = Outlook(a=a, b=b, as_of=day, horizon=horizon, ids={}, notes=notes_on(span, day))
    until = day + timedelta(1)
    rows = store.acts.near(until, a, b, others_since=until - timedelta(OTHERS))
    table, ids = near(rows, a, b)
    ours = _ours(table)
    refused = too_little(calendar, day) or (
        "" if ours else f"not enough evidence: no event between {a} and {b} is known up to {day}"
    )
    if refused:
        return replace(none, refused=refused)
    model = model_of(store, calendar, day, horizon)
    none_of_all = np.zeros(0, np.int64)
    starts = np.array(calendar.starts(until, GAP), np.int64)
    history = History(
        table,
        model.scope.acts,
        model.scope.signs,
        world=World(none_of_all, none_of_all, np.zeros(0), starts),
    )
    rest = around(store.acts.around(until, a, b, all_since=date.fromordinal(model.until)))
    if model.everyone is not None:
        rest = rest.and_before(model.everyone, history.acts, until.toordinal() - model.until)
    last = date.fromordinal(max(ours.values()))
    year = day.toordinal() - 365
    found = replace(none, last=last, events=len(ours), recent=sum(then > year for then in ours.values()))
    papers = _papers(store, rows, {name: place for place, name in enumerate(ids)})
    looks = [
        look(
            history,
            model,
            until.toordinal(),
            *pair,
            forms=[ACTS.index(form) for form in FORMS],
            papers=papers,
            around=rest,
            swapped=pair == (_B, _A),
        )
        for pair in ((_A, _B), (_B, _A))
    ]
    everything = _joined(*looks)
    told = tuple(one for one in everything if not acts or one.act in acts)
    named = {event for act in told for reason in act.reasons for event in reason.group.events}
    return replace(
        found,
        acts=told,
        ids={event: ids[event] for event in sorted(named | set(ours))},
        confidence=confidence(
            everything,
            fitted=model.additive is not None,
            tried=model.followed >= FEW,
            known=calendar.known(day).events,
            events=found.events,
            recent=found.recent,
            silence=(day - last).days,
        ),
        model=model.kind,
        cases=model.cases,
        followed=model.followed,
        learned=model.additive is not None,
        announced=announced(store, found),
        notes=(*found.notes, *_quiet(model, until), *_unheard(acts, told, found)),
    )


def _papers(store: Store, rows: pa.Table, number: Mapping[str, int]) -> list[list[int]]:
    """The events between the two that rest on one document alone, by document: those of which most do, at most
    DOCUMENTS."""
    events, reports = resting(rows)
    documents = store.acts.documents(reports)
    told: dict[str, set[str]] = {}
    for event, report in zip(events, reports, strict=True):
        if report in documents:
            told.setdefault(event, set()).add(documents[report])
    alone: dict[str, list[int]] = {}
    for event, of in told.items():
        if len(of) == 1:
            alone.setdefault(of.pop(), []).append(number[event])
    most = sorted(alone.items(), key=lambda item: (-len(item[1]), item[0]))[:DOCUMENTS]
    return [events for _, events in most]


def _quiet(model: RateModel, day: date) -> tuple[str, ...]:
    less = round(100 * (1 - model.season(day.toordinal())))
    if less < 5:
        return ()
    return (f"the turn of the year lies in these days: {less} % less than usual is expected in them",)


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


def _ours(table: ActTable) -> dict[int, int]:
    """The events between the two, by number, with their days."""
    ours = (table.source > 0) & (table.target > 0)
    return dict(zip(table.event[ours].tolist(), table.day[ours].tolist(), strict=True))
