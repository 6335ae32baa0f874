"""With whom a party may next do something: each of those it ever dealt with, by the same model as two parties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bilateral.chronology.query import SYMMETRIC
from bilateral.outlook.rates.chronicle import chronicle
from bilateral.outlook.rates.dyad import ActOutlook
from bilateral.outlook.rates.features import History
from bilateral.outlook.rates.model import data_of
from bilateral.outlook.rates.outlook import Partner
from bilateral.outlook.rates.past import day_of, too_little

if TYPE_CHECKING:
    from bilateral.chronology import Store
    from bilateral.outlook.rates.made import ModelOf

__all__ = ["partners"]


def partners(
    store: Store, a: str, *, act: str, as_of: date | None, horizon: int, model_of: ModelOf, limit: int = 15
) -> tuple[date, str, tuple[Partner, ...]]:
    """Who may do this with `a`, in either direction, the likeliest first: the day it is told for, why nothing is said
    (or ""), and the partners among all that `a` had to do with. Errors as `outlook_between`."""
    import numpy as np

    calendar = store.acts.calendar()
    day = day_of(calendar.span(), as_of)
    refused = too_little(calendar, day)
    if refused:
        return day, refused, ()
    rows = chronicle(store.acts.columns(day + timedelta(1)), parties=(a,))
    model = model_of(store, calendar, day, horizon)
    if act not in {rows.table.acts[n] for n in model.scope.acts}:
        return day, f"not enough evidence on {act!r}: no such event of anyone is known up to {day}", ()
    history = History(rows.table, model.scope.acts, model.scope.signs)
    number, at = rows.table.actors.index(a), day.toordinal() + 1
    table = rows.table
    known = np.unique(np.concatenate([table.target[table.source == number], table.source[table.target == number]]))
    if not len(known):
        return day, f"not enough evidence: no event of {a} is known up to {day}", ()
    found = []
    self, place = np.full(len(known), number), model.scope.acts.index(table.acts.index(act))
    for source, target in ((self, known), (known, self)):
        evidence = history.evidence(at, source, target)
        probability = model.of(data_of(evidence))[:, place]
        times = evidence.number[:, place]
        for row, chance in enumerate(probability.tolist()):
            s, t = table.actors[int(source[row])], table.actors[int(target[row])]
            last = evidence.last[row, place, 0]
            one = ActOutlook(
                act=act,
                source=s,
                target=t,
                probability=chance,
                base=float(-np.expm1(-horizon * model.rates.mean[place])),
                own=float(-np.expm1(-horizon * times[row] / evidence.known)),
                times=round(float(times[row])),
                last=int(last) if np.isfinite(last) else None,
                last_event=None,
                reasons=(),
                swing=0.0,
                alike=0,
                followed=0,
            )
            found.append(Partner(one, t if s == a else s))
    if act.split(maxsplit=1)[0] in SYMMETRIC:
        # One row of what two do together, with the mean of both directions, as `outlook_between` has it.
        found = [
            replace(
                one, outlook=replace(one.outlook, probability=(one.outlook.probability + twin.outlook.probability) / 2)
            )
            for one, twin in zip(found[: len(known)], found[len(known) :], strict=True)
        ]
    found.sort(key=lambda one: (-one.outlook.probability, one.party, one.outlook.source))
    return day, "", tuple(found[:limit])
