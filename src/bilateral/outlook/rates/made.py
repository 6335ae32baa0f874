"""The model for the outlooks of a day over a database: the one that is kept there, or one made now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bilateral.outlook.rates.chronicle import Chronicle, chronicle
from bilateral.outlook.rates.features import History
from bilateral.outlook.rates.kept import VERSION, from_text, to_text
from bilateral.outlook.rates.model import RateModel, Scope, learn

if TYPE_CHECKING:
    from bilateral.chronology import Store
    from bilateral.chronology.acts import Calendar

    ModelOf = Callable[[Store, Calendar, date, int], RateModel]
    """Gives the model for outlooks of a day, so many days ahead."""

__all__ = ["Wanted", "kept", "learned", "models", "past_of", "scope_of", "wanted"]

_AT_ONCE = 20_000
"""With more events than this a model is made at most once a month, of what came before the month."""
_QUICK = 500
"""Up to so many events a model is made before one would read that it is being made."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A model: its name among those kept, the day before which all that it is made of happened, and how many events
    these are, and days ahead."""

    key: str
    until: date
    events: int
    days: int


def scope_of(rows: Chronicle, days: int) -> Scope:
    """All acts that were ever done."""
    import numpy as np

    heard = tuple(int(act) for act in np.unique(rows.table.act))
    return Scope(acts=heard, signs=heard, horizon=days)


def wanted(calendar: Calendar, day: date, days: int) -> Wanted:
    """The model for outlooks of a day: made of what came before it or, where there is much, before its month."""
    until, span = day + timedelta(1), calendar.span()
    if span.events > _AT_ONCE and span.first is not None and day.replace(day=1) > span.first + timedelta(days):
        until = day.replace(day=1)
    events = calendar.known(until - timedelta(1)).events
    return Wanted(f"{VERSION} {days} {until} {calendar.state(until)}", until, events, days)


def kept(store: Store, model: Wanted) -> RateModel | None:
    """The model that the database keeps."""
    found = store.outlooks.model(model.key)
    return None if found is None else from_text(found)


def past_of(store: Store, model: Wanted) -> Chronicle:
    """What the model is to be made of."""
    return chronicle(store.acts.columns(model.until))


def learned(rows: Chronicle, model: Wanted) -> RateModel:
    """The model, made now of `past_of`: seconds for some hundred events, a minute or two for many."""
    scope = scope_of(rows, model.days)
    return learn(History(rows.table, scope.acts, scope.signs), scope, model.until.toordinal())


def models(*, keep: bool, tell: Callable[[str], None] | None = None) -> ModelOf:
    """Gives the models that are kept, and makes those that are not; `keep`: what was made may be kept in the database.

    `tell` is called with a sentence before what takes long.
    """

    def model_of(store: Store, calendar: Calendar, day: date, days: int) -> RateModel:
        model = wanted(calendar, day, days)
        found = kept(store, model)
        if found is None:
            if tell is not None and model.events > _QUICK:
                once = "once; what is learned is kept" if keep else "each time, as the database is open to read only"
                tell(f"Learning from {model.events:,} events; it may take a minute or two ({once}).")
            found = learned(past_of(store, model), model)
            if keep:
                store.outlooks.keep_model(model.key, to_text(found))
        return found

    return model_of
