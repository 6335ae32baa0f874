"""How good outlooks over a database are: its own past forecast again, and what was published."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING

from bilateral.chronology.outlooks import Published
from bilateral.errors import QueryError
from bilateral.outlook.rates.chronicle import chronicle
from bilateral.outlook.rates.features import GAP, History
from bilateral.outlook.rates.made import scope_of
from bilateral.outlook.rates.outlook import Outlook
from bilateral.outlook.rates.track import Forecasts, Track, backtest, scored

if TYPE_CHECKING:
    from bilateral.chronology import Store

__all__ = ["backtest_over", "publish", "published_track"]

_TESTED = 24
"""Days of the past, evenly spread, that a back-test forecasts again."""

LEAST_PAST = 60
LEAST_EVENTS_TESTED = 50
"""Days of past, and events, that a back-test takes at least."""


def publish(store: Store, outlook: Outlook) -> int:
    """Keep an outlook, so that it can be scored; how many probabilities were kept."""
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


def backtest_over(
    store: Store, pair: tuple[str, str] | None, *, horizon: int, since: date | None, until: date | None
) -> tuple[Track, list[date]]:
    """How good outlooks would have been: of all pairs that deal with each other, or of two parties (codes).

    Returns the scores and the days forecast from. Raises QueryError where there is too little past.
    """
    import numpy as np

    calendar = store.acts.calendar()
    span = calendar.span()
    if span.first is None or span.last is None:
        raise QueryError(f"{store.path}: holds no dated event; read some texts first")
    rows = chronicle(store.acts.columns(span.last + timedelta(1)), parties=pair or ())
    scope = scope_of(rows, horizon)
    # What stands alone years before all else is no past to forecast from.
    first = date.fromordinal(calendar.starts(span.last + timedelta(1), GAP)[-1])
    begin = max(first + (span.last - first) / 3, first + timedelta(LEAST_PAST), since or date.min)
    end = min(span.last, until or date.max) - timedelta(horizon)
    if begin > end or span.events < LEAST_EVENTS_TESTED:
        raise QueryError(
            f"too little past for a back-test over {horizon} days: {span.events} events, "
            f"without a year of none from {first} to {span.last}; "
            f"it takes {LEAST_EVENTS_TESTED} events, and {LEAST_PAST} days before the first forecast"
        )
    step = max(1, (end - begin).days // _TESTED, min(horizon, 7))
    origins = list(range(begin.toordinal() + 1, end.toordinal() + 2, step))
    number = {actor: place for place, actor in enumerate(rows.table.actors)}
    numbers = (number[pair[0]], number[pair[1]]) if pair else None
    ours = np.array(numbers or (), np.int64)
    if pair and not (np.isin(rows.table.source, ours) & np.isin(rows.table.target, ours)).any():
        raise QueryError(f"no event between {pair[0]} and {pair[1]} is known; there is nothing to score")
    found = backtest(History(rows.table, scope.acts, scope.signs), scope, origins, pair=numbers)
    if found is None:
        raise QueryError("no pair had dealings in the year before any of the days; nothing could be forecast")
    return scored(found, rows.table.acts, rows.table.actors), [date.fromordinal(n - 1) for n in origins]


def published_track(store: Store) -> tuple[Track | None, int, int]:
    """The scores of published outlooks whose horizon has passed by the last event known (None: of none), how many
    probabilities these are, and how many are still open."""
    import numpy as np

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
