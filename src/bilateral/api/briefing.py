"""What a briefing shows beside the events themselves, asked of the database."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bilateral.chronology import Store
    from bilateral.present.brief import Extras

__all__ = ["extras_of"]


def extras_of(
    store: Store, pair: tuple[str, str], *, since: date | None, until: date | None, outlook: bool, keep: bool
) -> Extras:
    """Shifts and accounts of a pair in a period, and an outlook from its end if asked.

    `keep`: models that take time may be kept in the database. Raises QueryError where the period ends before it begins.
    """
    from bilateral.analysis.accounts import accounts_of
    from bilateral.api.outlook import outlook_of
    from bilateral.api.shifts import asked, shifts_between
    from bilateral.present.brief import Extras

    span = store.acts.span() if outlook else None
    as_of = min(until, span.last) if until and span and span.last else None
    return Extras(
        shifts=shifts_between(store, *pair, asked((), since, until, None)).found,
        accounts=accounts_of(store, pair, since=since, until=until),
        outlook=outlook_of(store, *pair, as_of=as_of, horizon=30, keep=keep) if outlook else None,
    )
