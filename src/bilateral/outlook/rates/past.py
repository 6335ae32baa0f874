"""How much there is to go by as of a day, and what is to be said where it is too little."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bilateral.chronology.acts import Span
from bilateral.errors import QueryError
from bilateral.outlook.rates.features import GAP

if TYPE_CHECKING:
    from bilateral.chronology.acts import Calendar

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
    """Why nothing can be said as of a day, or "". Counted is from the last silence of more than GAP days on, as rates
    are: a lone event of another time, or of a misread year, is no past to forecast from."""
    known = calendar.known(day)
    if known.last is None:
        return f"not enough evidence: no event is known up to {day}"
    if (day - known.last).days > GAP:
        return f"not enough evidence: the last event known is of {known.last}, more than {GAP} days before {day}"
    begun = date.fromordinal(calendar.starts(day + timedelta(1), GAP)[-1])
    before = calendar.known(begun - timedelta(1)) if begun > date.min else Span(0, None, None)
    events = known.events - before.events
    if events >= LEAST_EVENTS and (day - begun).days >= LEAST_DAYS:
        return ""
    silence = f" (those up to {before.last} are too long ago to count)" if before.last else ""
    return (
        f"not enough evidence: {'1 event is' if events == 1 else f'{events} events are'} known from {begun} to {day}"
        f"{silence}; it takes {LEAST_EVENTS} events over {LEAST_DAYS} days to say anything"
    )
