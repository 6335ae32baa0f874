"""The model for the outlooks of a day over a database: the one that is kept there, or one made now."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bilateral.outlook.rates.chronicle import Chronicle, chronicle
from bilateral.outlook.rates.features import History
from bilateral.outlook.rates.kept import VERSION, from_text, to_text
from bilateral.outlook.rates.model import RateModel, Scope, learn

if TYPE_CHECKING:
    from bilateral.chronology import Store
    from bilateral.chronology.acts import Calendar

__all__ = ["model_for", "scope_of"]

_AT_ONCE = 20_000
"""With more events than this a model is made at most once a month, of what came before the month."""


def scope_of(rows: Chronicle, days: int) -> Scope:
    """All acts that were ever done."""
    import numpy as np

    heard = tuple(int(act) for act in np.unique(rows.table.act))
    return Scope(acts=heard, signs=heard, horizon=days)


def model_for(store: Store, calendar: Calendar, day: date, days: int, *, keep: bool) -> RateModel:
    """The model for outlooks of a day: made of what came before it or, where there is much, before its month.

    `keep`: one that had to be made may be kept in the database.
    """
    until, span = day + timedelta(1), calendar.span()
    if span.events > _AT_ONCE and span.first is not None and day.replace(day=1) > span.first + timedelta(days):
        until = day.replace(day=1)
    key = f"{VERSION} {days} {until} {calendar.state(until)}"
    kept = store.outlooks.model(key)
    if kept is not None:
        return from_text(kept)
    rows = chronicle(store.acts.columns(until))
    scope = scope_of(rows, days)
    model = learn(History(rows.table, scope.acts, scope.signs), scope, until.toordinal())
    if keep:
        store.outlooks.keep_model(key, to_text(model))
    return model
