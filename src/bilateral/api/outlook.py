"""Outlooks: what a person asks for turned into a forecast from the events of a database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING

from bilateral.api.query import party
from bilateral.errors import QueryError, UnknownValue

if TYPE_CHECKING:
    from bilateral.chronology import Store
    from bilateral.chronology.acts import Span
    from bilateral.outlook.rates.chronicle import Chronicle
    from bilateral.outlook.rates.dyad import ActOutlook
    from bilateral.outlook.rates.features import Around, History
    from bilateral.outlook.rates.model import RateModel, Scope
    from bilateral.outlook.rates.outlook import Announced, Outlook, Partner
    from bilateral.outlook.rates.track import Track

__all__ = [
    "acts_named",
    "backtest_of",
    "day_of",
    "days_of",
    "notes_on",
    "outlook_of",
    "partners_of",
    "publish",
    "published_track",
    "too_little",
]

LONGEST = 366
"""Days that can be asked for ahead."""
_AT_ONCE = 20_000
"""With more events than this a model is made at most once a month, of what came before the month."""
_TESTED = 24
"""Days of the past, evenly spread, that a back-test forecasts again."""

LEAST_PAST = 60
LEAST_EVENTS_TESTED = 50
"""Days of past, and events, that a back-test takes at least."""

_HORIZON = re.compile(r"(\d+)\s*([dwm]?)")
_UNITS = {"": 1, "d": 1, "w": 7, "m": 30}


def days_of(horizon: str | int) -> int:
    """Days of a horizon: "30d", "6w", "3m" (of 30 days), or a number. Raises QueryError for anything else."""
    match = _HORIZON.fullmatch(str(horizon).strip().casefold())
    days = int(match[1]) * _UNITS[match[2]] if match else 0
    if not 1 <= days <= LONGEST:
        raise QueryError(f"{horizon!r} is no horizon; write it as 30d, 6w or 3m, from 1 to {LONGEST} days")
    return days


def outlook_of(
    store: Store, a: str, b: str, *, as_of: date | None, horizon: str | int, acts: Sequence[str] = (), keep: bool
) -> Outlook:
    """The outlook on two parties. `keep`: models that take time may be kept in the database.

    Raises UnknownState, UnknownValue, and QueryError for a horizon or day that makes no sense.
    """
    import numpy as np

    from bilateral.outlook.rates.chronicle import around, chronicle
    from bilateral.outlook.rates.dyad import OTHERS
    from bilateral.outlook.rates.features import GAP, HALF_LIVES, History, World
    from bilateral.outlook.rates.outlook import Outlook

    first, second, days, asked = party(a), party(b), days_of(horizon), acts_named(acts)
    if first == second:
        raise QueryError(f"{a!r} and {b!r} are both {first}; an outlook is on two parties")
    span = store.acts.span()
    day = day_of(span, as_of)
    none = Outlook(a=first, b=second, as_of=day, horizon=days, ids={}, notes=notes_on(span, day))
    until = day + timedelta(1)
    near = store.acts.columns_between(until, first, second, others_since=until - timedelta(OTHERS))
    rows = chronicle(near, parties=(first, second))
    events, last = _between(rows, first, second)
    refused = too_little(store, day) or (
        "" if events else f"not enough evidence: no event between {first} and {second} is known up to {day}"
    )
    if refused or last is None:
        return replace(none, refused=refused)
    model = _model(store, span, day, days, keep=keep)
    none_of_all = np.zeros(0, np.int64)
    starts = np.array(store.acts.calendar().starts(until, GAP), np.int64)
    history = History(
        rows.table,
        model.scope.acts,
        model.scope.signs,
        world=World(none_of_all, none_of_all, np.zeros(0), starts),
    )
    rest = around(store.acts.faded(until, first, second, HALF_LIVES, all_since=date.fromordinal(model.until)))
    if model.everyone is not None:
        rest = rest.and_before(model.everyone, history.acts, until.toordinal() - model.until)
    return _outlook(store, replace(none, last=last), rows, history, rest, model=model, asked=asked)


def _outlook(
    store: Store,
    none: Outlook,
    rows: Chronicle,
    history: History,
    rest: Around,
    *,
    model: RateModel,
    asked: tuple[str, ...],
) -> Outlook:
    from bilateral.outlook.rates.chronicle import ACTS, FORMS
    from bilateral.outlook.rates.dyad import look
    from bilateral.outlook.rates.outlook import confidence

    number = {actor: place for place, actor in enumerate(history.table.actors)}
    at, pair = none.as_of.toordinal() + 1, (number[none.a], number[none.b])
    ours = _ours(rows, *pair)
    ids = {event: rows.id(event) for event in ours}
    told = store.acts.documents(list(ids.values()))
    documents = {event: told.get(name, ()) for event, name in ids.items()}
    forms = [ACTS.index(form) for form in FORMS]
    looks = [
        look(history, model, at, *pair[::step], forms=forms, documents=documents, around=rest, swapped=step < 0)
        for step in (1, -1)
    ]
    everything = _joined(*looks)
    acts = tuple(one for one in everything if not asked or one.act in asked)
    named = {event for act in acts for reason in act.reasons for event in reason.group.events}
    recent = len({e for e, day in ours.items() if day > none.as_of.toordinal() - 365})
    return replace(
        none,
        acts=acts,
        ids={event: rows.id(event) for event in sorted(named | set(ids))},
        events=len(ours),
        recent=recent,
        confidence=confidence(
            everything,
            fitted=model.additive is not None,
            known=store.acts.known(none.as_of)[0],
            events=len(ours),
            recent=recent,
            silence=(none.as_of - date.fromordinal(max(ours.values()))).days,
        ),
        model=model.kind,
        cases=model.cases,
        followed=model.followed,
        announced=_announced(store, none),
        notes=(*none.notes, *_unheard(asked, acts, none)),
    )


def _unheard(asked: tuple[str, ...], acts: tuple[ActOutlook, ...], none: Outlook) -> tuple[str, ...]:
    heard = {act.act for act in acts}
    return tuple(
        f"not enough evidence on {act!r}: no such event of anyone is known up to {none.as_of}"
        for act in asked
        if act not in heard
    )


def _joined(forth: Sequence[ActOutlook], back: Sequence[ActOutlook]) -> list[ActOutlook]:
    """Both directions, the likeliest first; of what two do with each other one row, with the mean of both."""
    from bilateral.chronology.query import SYMMETRIC

    other = {one.act: one for one in back}
    found = []
    for one in forth:
        if one.act.split()[0] in SYMMETRIC:
            twin = other[one.act]
            found.append(replace(one, probability=(one.probability + twin.probability) / 2))
        else:
            found += [one, other[one.act]]
    return sorted(found, key=lambda one: (-one.probability, one.act, one.source))


def partners_of(
    store: Store, a: str, *, act: str, as_of: date | None, horizon: str | int, keep: bool, limit: int = 15
) -> tuple[date, str, tuple[Partner, ...]]:
    """Who may do this with `a`, in either direction, the likeliest first: the day it is told for, why nothing is said
    (or ""), and the partners among all that `a` had to do with."""
    import numpy as np

    from bilateral.chronology.query import SYMMETRIC
    from bilateral.outlook.rates.chronicle import chronicle
    from bilateral.outlook.rates.dyad import ActOutlook
    from bilateral.outlook.rates.features import History
    from bilateral.outlook.rates.model import data_of
    from bilateral.outlook.rates.outlook import Partner

    code, days, (asked,) = party(a), days_of(horizon), acts_named((act,))
    span = store.acts.span()
    day = day_of(span, as_of)
    refused = too_little(store, day)
    if refused:
        return day, refused, ()
    rows = chronicle(store.acts.columns(day + timedelta(1)), parties=(code,))
    model = _model(store, span, day, days, keep=keep)
    if asked not in {rows.table.acts[n] for n in model.scope.acts}:
        return day, f"not enough evidence on {asked!r}: no such event of anyone is known up to {day}", ()
    history = History(rows.table, model.scope.acts, model.scope.signs)
    number, at = rows.table.actors.index(code), day.toordinal() + 1
    table = rows.table
    known = np.unique(np.concatenate([table.target[table.source == number], table.source[table.target == number]]))
    if not len(known):
        return day, f"not enough evidence: no event of {code} is known up to {day}", ()
    found = []
    self, place = np.full(len(known), number), model.scope.acts.index(table.acts.index(asked))
    for source, target in ((self, known), (known, self)):
        evidence = history.evidence(at, source, target)
        probability = model.of(data_of(evidence))[:, place]
        times = evidence.number[:, place]
        for row, chance in enumerate(probability.tolist()):
            s, t = table.actors[int(source[row])], table.actors[int(target[row])]
            last = evidence.last[row, place, 0]
            one = ActOutlook(
                act=asked,
                source=s,
                target=t,
                probability=chance,
                base=float(-np.expm1(-days * model.rates.mean[place])),
                own=float(-np.expm1(-days * times[row] / evidence.known)),
                times=round(float(times[row])),
                last=int(last) if np.isfinite(last) else None,
                last_event=None,
                reasons=(),
                swing=0.0,
                alike=0,
                followed=0,
            )
            found.append(Partner(one, t if s == code else s))
    if asked.split()[0] in SYMMETRIC:
        found = found[: len(known)]
    found.sort(key=lambda one: (-one.outlook.probability, one.party, one.outlook.source))
    return day, "", tuple(found[:limit])


def publish(store: Store, outlook: Outlook) -> int:
    """Keep an outlook, so that it can be scored; how many probabilities were kept."""
    from bilateral.chronology.outlooks import Published

    made = datetime.now(UTC).replace(tzinfo=None)
    rows = [
        Published(
            as_of=outlook.as_of,
            horizon=outlook.horizon,
            source=act.source,
            target=act.target,
            act=act.act,
            probability=act.probability,
            base=act.base,
            own=act.own,
            model=outlook.model,
            version=version("bilateral"),
            made=made,
        )
        for act in outlook.acts
    ]
    store.outlooks.publish(rows)
    return len(rows)


def backtest_of(
    store: Store, parties: Sequence[str], *, horizon: str | int, since: date | None, until: date | None
) -> tuple[Track, list[date]]:
    """How good outlooks would have been: of all pairs that deal with each other, or of two parties.

    Returns the scores and the days forecast from. Raises QueryError where there is too little past.
    """
    from bilateral.outlook.rates.chronicle import chronicle
    from bilateral.outlook.rates.features import GAP, History
    from bilateral.outlook.rates.track import backtest, scored

    days, codes = days_of(horizon), [party(text) for text in parties]
    if len(codes) not in (0, 2):
        raise QueryError(f"a back-test is over all pairs or over one: name two parties or none, not {len(codes)}")
    span = store.acts.span()
    if span.first is None or span.last is None:
        raise QueryError(f"{store.path}: holds no dated event; read some texts first")
    rows = chronicle(store.acts.columns(span.last + timedelta(1)), parties=codes)
    scope = _scope(rows, days)
    # What stands alone years before all else is no past to forecast from.
    first = date.fromordinal(store.acts.calendar().starts(span.last + timedelta(1), GAP)[-1])
    begin = max(first + (span.last - first) / 3, first + timedelta(LEAST_PAST), since or date.min)
    end = min(span.last, until or date.max) - timedelta(days)
    if begin > end or span.events < LEAST_EVENTS_TESTED:
        raise QueryError(
            f"too little past for a back-test over {days} days: {span.events} events, "
            f"without a year of none from {first} to {span.last}; "
            f"it takes {LEAST_EVENTS_TESTED} events, and {LEAST_PAST} days before the first forecast"
        )
    step = max(1, (end - begin).days // _TESTED, min(days, 7))
    origins = list(range(begin.toordinal() + 1, end.toordinal() + 2, step))
    number = {actor: place for place, actor in enumerate(rows.table.actors)}
    pair = (number[codes[0]], number[codes[1]]) if codes else None
    found = backtest(History(rows.table, scope.acts, scope.signs), scope, origins, pair=pair)
    if found is None:
        raise QueryError("no pair had dealings in the year before any of the days; nothing could be forecast")
    return scored(found, rows.table.acts, rows.table.actors), [date.fromordinal(n - 1) for n in origins]


def published_track(store: Store) -> tuple[Track | None, int, int]:
    """The scores of published outlooks whose horizon has passed by the last event known (None: of none), how many
    probabilities these are, and how many are still open."""
    import numpy as np

    from bilateral.outlook.rates.chronicle import chronicle
    from bilateral.outlook.rates.track import Forecasts, scored

    span = store.acts.span()
    rows = store.outlooks.published()
    done = [row for row in rows if span.last and row.as_of + timedelta(row.horizon) <= span.last]
    if not done or span.last is None:
        return None, 0, len(rows)
    named = sorted({name for row in done for name in (row.source, row.target)})
    table = chronicle(store.acts.columns_of(span.last + timedelta(1), named), parties=named).table
    number = {actor: place for place, actor in enumerate(table.actors)}
    happened: dict[tuple[int, int, int], list[int]] = {}
    acts = zip(table.source[table.row].tolist(), table.target[table.row].tolist(), table.act.tolist(), strict=True)
    for key, day in zip(acts, table.day[table.row].tolist(), strict=True):
        happened.setdefault(key, []).append(day)
    keys = [(number[row.source], number[row.target], table.acts.index(row.act)) for row in done]
    first = [row.as_of.toordinal() + 1 for row in done]
    came = [
        any(day <= when < day + row.horizon for when in happened.get(key, ()))
        for row, key, day in zip(done, keys, first, strict=True)
    ]
    columns = np.array(keys, np.int64).T
    forecasts = Forecasts(
        np.array(first, np.int64),
        columns[0],
        columns[1],
        columns[2],
        np.array([row.probability for row in done]),
        np.array([row.base for row in done]),
        np.array([row.own for row in done]),
        np.array(came, bool),
    )
    return scored(forecasts, table.acts, table.actors), len(done), len(rows) - len(done)


def acts_named(given: Sequence[str]) -> tuple[str, ...]:
    """Acts as `chronicle.ACTS` writes them. Raises UnknownValue for one that is none."""
    from bilateral.outlook.rates.chronicle import ACTS

    known = {act.casefold(): act for act in ACTS}
    for act in given:
        if act.strip().casefold() not in known:
            raise UnknownValue("act", act, ACTS)
    return tuple(known[act.strip().casefold()] for act in given)


def day_of(span: Span, as_of: date | None) -> date:
    """The day an outlook is as of, by default the last event's. Raises QueryError where nothing is known by then."""
    if span.first is None or span.last is None:
        raise QueryError("the database holds no dated event; read some texts first")
    if as_of is not None and as_of < span.first:
        raise QueryError(f"nothing is known up to {as_of}: the first event is of {span.first}; ask for a later day")
    return as_of or span.last


def notes_on(span: Span, day: date) -> tuple[str, ...]:
    """What is to be said of a day that is long after the last event."""
    if span.last is not None and (day - span.last).days > 7:
        return (
            f"the last event known is of {span.last}, {(day - span.last).days} days before: nothing since is known",
        )
    return ()


def too_little(store: Store, day: date) -> str:
    """Why nothing can be said as of a day, or ""."""
    from bilateral.outlook.rates.features import GAP
    from bilateral.outlook.rates.outlook import LEAST_DAYS, LEAST_EVENTS

    number, first, last = store.acts.known(day)
    if last is not None and (day - last).days > GAP:
        return f"not enough evidence: the last event known is of {last}, more than {GAP} days before {day}"
    if number >= LEAST_EVENTS and first is not None and (day - first).days >= LEAST_DAYS:
        return ""
    since = f" since {first}" if first else ""
    return (
        f"not enough evidence: {number} events are known up to {day}{since}; "
        f"it takes {LEAST_EVENTS} events over {LEAST_DAYS} days to say anything"
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


def _scope(rows: Chronicle, days: int) -> Scope:
    import numpy as np

    from bilateral.outlook.rates.model import Scope

    heard = tuple(int(act) for act in np.unique(rows.table.act))
    return Scope(acts=heard, signs=heard, horizon=days)


def _model(store: Store, span: Span, day: date, days: int, *, keep: bool) -> RateModel:
    """The model for outlooks of a day: made of what came before it or, where there is much, before its month."""
    from bilateral.outlook.rates.chronicle import chronicle
    from bilateral.outlook.rates.features import History
    from bilateral.outlook.rates.kept import VERSION, from_text, to_text
    from bilateral.outlook.rates.model import learn

    until = day + timedelta(1)
    if span.events > _AT_ONCE and span.first is not None and day.replace(day=1) > span.first + timedelta(days):
        until = day.replace(day=1)
    key = f"{VERSION} {days} {until} {store.acts.state(until)}"
    kept = store.outlooks.model(key)
    if kept is not None:
        return from_text(kept)
    rows = chronicle(store.acts.columns(until))
    scope = _scope(rows, days)
    model = learn(History(rows.table, scope.acts, scope.signs), scope, until.toordinal())
    if keep:
        store.outlooks.keep_model(key, to_text(model))
    return model


def _announced(store: Store, none: Outlook) -> tuple[Announced, ...]:
    from bilateral.outlook.rates.outlook import Announced

    end = none.as_of + timedelta(none.horizon)
    plans = [
        plan
        for plan in store.acts.plans(none.a, none.b)
        if plan.announced is not None
        and plan.announced <= none.as_of
        and plan.latest > none.as_of
        and plan.earliest <= end
    ]
    kept = store.acts.came_true(none.as_of) if plans else {}
    seen: dict[str, Announced] = {}
    for plan in plans:
        known, came = kept.get(plan.form, (0, 0))
        seen.setdefault(
            plan.id,
            Announced(
                event=plan.id,
                source=plan.source,
                target=plan.target,
                form=plan.form,
                earliest=plan.earliest,
                latest=plan.latest,
                announced=plan.announced,
                known=known,
                came_true=came,
            ),
        )
    return tuple(seen.values())
