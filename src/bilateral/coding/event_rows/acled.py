"""A row of ACLED: actors by description, acts by sub-event type. Its two actors have no direction; the first acts."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from bilateral.coding.event_rows.row import Act, Left, Row, noted, on_day, place
from bilateral.coding.event_rows.sides import by_description, state_of
from bilateral.knowledge.event_data import day_of
from bilateral.knowledge.plover import plover
from bilateral.knowledge.tables import rows
from bilateral.model import Basis, EventType, Form, Precision, When

__all__ = ["row_of"]


def row_of(cells: Mapping[str, str]) -> Row | Left:
    """What the row says."""
    act = _act(cells["sub_event_type"].strip())
    day = day_of(cells["event_date"])
    if isinstance(act, Left) or day is None:
        return act if isinstance(act, Left) else Left("no day")
    get = cells.get
    where = get("country", "")
    return Row(
        id=cells["event_id_cnty"],
        act=act,
        source=by_description(cells["actor1"]),
        target=by_description(cells["actor2"]),
        when=_when(day, cells["event_date"], get("time_precision", "1")),
        place=place(
            (get("location", ""), get("admin1", ""), where),
            state_of(where),
            get("latitude", ""),
            get("longitude", ""),
        ),
        notes=noted(
            (
                ("fatalities", get("fatalities", "")),
                ("publisher of the story", get("source", "")),
            )
        ),
    )


@cache
def _acts() -> Mapping[str, tuple[EventType | None, str | None]]:
    return MappingProxyType(
        {
            row["sub_event_type"]: (EventType(row["type"]) if row["type"] else None, row["mode"] or None)
            for row in rows("acled_acts.csv")
        }
    )


def _act(sub: str) -> Act | Left:
    if sub not in _acts():
        return Left("no sub-event type of ACLED that is known")
    type, mode = _acts()[sub]
    if type is None:
        return Left(f"no act between two: {sub.lower()}")
    known = plover(type, mode)
    form = Form.SIGNING if sub == "Agreement" else known.form
    return Act(type, mode, form, (), f"ACLED {sub}: {type.value}" + (f" {mode}" if mode else ""))


def _when(day: date, text: str, precision: str) -> When:
    """Precision 2 is a week of which the day given is the middle, 3 the month (ACLED's codebook)."""
    if precision == "2":
        first, last, unit = day - timedelta(days=3), day + timedelta(days=3), Precision.WEEK
    elif precision == "3":
        first, unit = day.replace(day=1), Precision.MONTH
        last = day.replace(day=monthrange(day.year, day.month)[1])
    else:
        return on_day(day, text)
    return When(
        earliest=first,
        latest=last,
        precision=unit,
        basis=Basis.STATED,
        text=text,
        reason=f"the row's day, known to the {unit.value}",
    )
