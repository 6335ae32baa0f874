"""Outlooks: the words of a person turned into a question to `outlook.rates`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from bilateral.api.query import party
from bilateral.errors import QueryError, UnknownValue
from bilateral.outlook.rates.past import day_of, notes_on
from bilateral.outlook.rates.past import too_little as _too_little

if TYPE_CHECKING:
    from bilateral.chronology import Store
    from bilateral.outlook.rates.made import ModelOf
    from bilateral.outlook.rates.outlook import Outlook, Partner
    from bilateral.outlook.rates.track import Track

__all__ = [
    "acts_named",
    "backtest_of",
    "day_of",
    "days_of",
    "notes_on",
    "outlook_of",
    "partners_of",
    "too_little",
]

LONGEST = 366
"""Days that can be asked for ahead."""

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
    store: Store,
    a: str,
    b: str,
    *,
    as_of: date | None,
    horizon: str | int,
    acts: Sequence[str] = (),
    keep: bool,
    tell: Callable[[str], None] | None = None,
    model_of: ModelOf | None = None,
) -> Outlook:
    """The outlook on two parties. `keep`: models that take time may be kept in the database; `tell` is called with a
    sentence before one is made. `model_of` gives the model otherwise.

    Raises UnknownState, UnknownValue, and QueryError for a horizon or day that makes no sense.
    """
    from bilateral.outlook.rates.between import outlook_between
    from bilateral.outlook.rates.made import models

    first, second, days, asked = party(a), party(b), days_of(horizon), acts_named(acts)
    if first == second:
        raise QueryError(f"{a!r} and {b!r} are both {first}; an outlook is on two parties")
    source = model_of or models(keep=keep, tell=tell)
    return outlook_between(store, first, second, as_of=as_of, horizon=days, acts=asked, model_of=source)


def partners_of(
    store: Store,
    a: str,
    *,
    act: str,
    as_of: date | None,
    horizon: str | int,
    keep: bool,
    limit: int = 15,
    tell: Callable[[str], None] | None = None,
) -> tuple[date, str, tuple[Partner, ...]]:
    """Who may do this with `a`, as `outlook.rates.partners` has it; errors as `outlook_of`."""
    from bilateral.outlook.rates.made import models
    from bilateral.outlook.rates.partners import partners

    code, days, (asked,) = party(a), days_of(horizon), acts_named((act,))
    source = models(keep=keep, tell=tell)
    return partners(store, code, act=asked, as_of=as_of, horizon=days, model_of=source, limit=limit)


def backtest_of(
    store: Store, parties: Sequence[str], *, horizon: str | int, since: date | None, until: date | None
) -> tuple[Track, list[date]]:
    """How good outlooks would have been: of all pairs that deal with each other, or of two parties.

    Returns the scores and the days forecast from. Raises UnknownState, and QueryError where there is too little past.
    """
    from bilateral.outlook.rates.record import backtest_over

    days, codes = days_of(horizon), [party(text) for text in parties]
    if len(codes) not in (0, 2):
        raise QueryError(f"a back-test is over all pairs or over one: name two parties or none, not {len(codes)}")
    pair = (codes[0], codes[1]) if codes else None
    return backtest_over(store, pair, horizon=days, since=since, until=until)


def acts_named(given: Sequence[str]) -> tuple[str, ...]:
    """Acts as `chronicle.ACTS` writes them. Raises UnknownValue for one that is none."""
    from bilateral.outlook.rates.chronicle import ACTS

    known = {act.casefold(): act for act in ACTS}
    for act in given:
        if act.strip().casefold() not in known:
            raise UnknownValue("act", act, ACTS)
    return tuple(known[act.strip().casefold()] for act in given)


def too_little(store: Store, day: date) -> str:
    """Why nothing can be said as of a day, or ""."""
    return _too_little(store.acts.calendar(), day)
