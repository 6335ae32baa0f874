"""How much there is to go by as of a day, and what is to be said where it is too little."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bilateral.errors import QueryError
from bilateral.outlook.rates.features import GAP

if TYPE_CHECKING:
    from bilateral.chronology.acts import Calendar, Span

__all__ = ["LEAST_DAYS", "LEAST_EVENTS", "day_of", "notes_on", "too_little"]

LEAST_EVENTS = 10
LEAST_DAYS = 30
"""With fewer events, or fewer days of them, in the whole table nothing is forecast."""

_STALE = 7
"""Days without any event after which it is said that nothing is known of them."""


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


def too_little(calendar: Calendar, day: date) -> str:
    """Why nothing can be said as of a day, or ""."""
    known = calendar.known(day)
    first, last = known.first, known.last
    if last is not None and (day - last).days > GAP:
        return f"not enough evidence: the last event known is of {last}, more than {GAP} days before {day}"
    if known.events >= LEAST_EVENTS and first is not None and (day - first).days >= LEAST_DAYS:
        return ""
    since = f" since {first}" if first else ""
    return (
        f"not enough evidence: {known.events} events are known up to {day}{since}; "
        f"it takes {LEAST_EVENTS} events over {LEAST_DAYS} days to say anything"
    )
