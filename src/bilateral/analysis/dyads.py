"""Contacts, or all events, a period by form, level, type, direction or initiator."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

from bilateral.analysis.relation import (
    CONTACT_FORMS,
    Direction,
    Pair,
    Tally,
    between,
    by_date,
    contact_level,
    counted,
    direction,
    initiator,
    is_contact,
    tally,
)
from bilateral.errors import UnknownValue
from bilateral.model import Event, EventType, Form, Level, When

if TYPE_CHECKING:
    import pyarrow

__all__ = [
    "UNKNOWN_LEVEL",
    "By",
    "Cell",
    "Period",
    "PeriodTable",
    "after_silence",
    "contacts_by_period",
    "contacts_table",
    "events_by_period",
    "fitting_period",
    "fitting_span",
    "kinds",
    "latest_stretch",
    "period_days",
    "period_of",
    "period_within",
    "periods_between",
]

By = Literal["form", "level", "type", "direction", "initiator"]
Period = Literal["month", "quarter", "year"]

UNKNOWN_LEVEL = "level not known"

_MONTHS: Mapping[str, int] = MappingProxyType({"month": 1, "quarter": 3, "year": 12})


@dataclass(frozen=True, slots=True)
class Cell:
    """Contacts of one kind in one period; `number` and `events` as in Tally."""

    period: str
    key: str
    number: int
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeriodTable:
    """Contacts of a pair by period and kind.

    `periods` runs without gaps from the first to the last ("2022-03", "2022-Q1" or "2022"), `keys` are the kinds that
    occur, in their fixed order. `cells` has no empty cells. `undated` are the contacts whose date is a range that does
    not lie in one period: they belong to the relation but to none of the bars.
    """

    by: By
    period: Period
    periods: tuple[str, ...]
    keys: tuple[str, ...]
    cells: tuple[Cell, ...]
    undated: tuple[Tally, ...]

    def row(self, period: str) -> tuple[int, ...]:
        """The numbers of one period in the order of `keys`."""
        numbers = {cell.key: cell.number for cell in self.cells if cell.period == period}
        return tuple(numbers.get(key, 0) for key in self.keys)


def contacts_by_period(
    events: Sequence[Event], pair: Pair, *, by: By = "form", period: Period = "month"
) -> PeriodTable:
    """Count the contacts between `pair` that took place (occurred or ongoing) by period and by `by`.

    "form" takes CONTACT_FORMS, "level" the level of `contact_level`, "type" PLOVER's, "direction" who is told as acting
    ("USA to AZE", for visits: who travels to whom), "initiator" who began (`relation.initiator`). Raises UnknownValue
    for another `by` or `period`.
    """
    contacts = [event for event in events if is_contact(event)]
    return events_by_period(contacts, pair, by=by, period=period)


def events_by_period(events: Sequence[Event], pair: Pair, *, by: By = "form", period: Period = "month") -> PeriodTable:
    """The same for all events between `pair` that took place; "form" takes contacts first, then other acts."""
    if period not in get_args(Period):
        raise UnknownValue("period", period, get_args(Period))
    key_of, order = kinds(by, pair)
    contacts = counted(between(events, pair))
    dated = [(period_of(event.when, period), key_of(event), event) for event in contacts]
    groups: dict[tuple[str, str], list[Event]] = {}
    loose: dict[str, list[Event]] = {}
    for at, key, event in dated:
        (loose.setdefault(key, []) if at is None else groups.setdefault((at, key), [])).append(event)
    seen = {key for _, key, _ in dated}
    keys = tuple(key for key in order if key in seen)
    cells = tuple(
        Cell(at, key, counted_.number, counted_.events)
        for at, key in sorted(groups, key=lambda group: (group[0], keys.index(group[1])))
        for counted_ in (tally(key, groups[at, key]),)
    )
    return PeriodTable(
        by,
        period,
        periods_between([at for at, _, _ in dated if at is not None], period),
        keys,
        cells,
        tuple(tally(key, loose[key]) for key in keys if key in loose),
    )


def contacts_table(table: PeriodTable) -> pyarrow.Table:
    """The cells as Arrow: period, kind, number and event ids; period is null for the undated ones."""
    import pyarrow as pa

    rows: list[tuple[str | None, str, int, tuple[str, ...]]] = [
        (cell.period, cell.key, cell.number, cell.events) for cell in table.cells
    ]
    rows += [(None, loose.key, loose.number, loose.events) for loose in table.undated]
    return pa.table(
        {
            table.period: pa.array([row[0] for row in rows], pa.string()),
            table.by: pa.array([row[1] for row in rows], pa.string()),
            "number": pa.array([row[2] for row in rows], pa.int64()),
            "events": pa.array([list(row[3]) for row in rows], pa.list_(pa.string())),
        }
    )


def period_of(when: When, period: Period) -> str | None:
    """The month, quarter or year that the whole range lies in, as text that sorts by time; None if it lies in none."""
    return period_within(when.earliest, when.latest, period)


def period_within(first: date, last: date, period: Period) -> str | None:
    """The same of two days."""
    label = _label(first, period)
    return label if label == _label(last, period) else None


def _label(day: date, period: Period) -> str:
    if period == "month":
        return f"{day.year:04}-{day.month:02}"
    return f"{day.year:04}-Q{(day.month + 2) // 3}" if period == "quarter" else f"{day.year:04}"


def period_days(label: str, period: Period) -> tuple[date, date]:
    """The first and last day of a month, quarter or year."""
    month = _month_number(label)
    last = _first_of_month(month + _MONTHS[period] - 1)
    return _first_of_month(month), last.replace(day=monthrange(last.year, last.month)[1])


def periods_between(labels: Iterable[str], period: Period) -> tuple[str, ...]:
    """All periods from the first to the last label, without gaps."""
    ordered = sorted(set(labels))
    if not ordered:
        return ()
    step = _MONTHS[period]
    begin, end = (_month_number(label) for label in (ordered[0], ordered[-1]))
    return tuple(_label(_first_of_month(n), period) for n in range(begin, end + 1, step))


def _first_of_month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _month_number(label: str) -> int:
    year, _, rest = label.partition("-")
    if not rest:
        return int(year) * 12
    return int(year) * 12 + ((int(rest[1:]) - 1) * 3 if rest.startswith("Q") else int(rest) - 1)


def kinds(by: By, pair: Pair) -> tuple[Callable[[Event], str], tuple[str, ...]]:
    """A function from an event of `pair` to its kind, and all kinds in their order. Raises UnknownValue."""
    if by not in get_args(By):
        raise UnknownValue("way to divide events", by, get_args(By))
    if by == "form":
        contacts = [form.value for form in CONTACT_FORMS]
        return (lambda event: event.form.value), tuple(dict.fromkeys((*contacts, *(form.value for form in Form))))
    if by == "type":
        return (lambda event: event.type.value), tuple(type.value for type in EventType)
    if by == "level":
        names = (*(level.value for level in Level), UNKNOWN_LEVEL)
        return (lambda event: contact_level(event, pair) or UNKNOWN_LEVEL), names
    told, word = (direction, f"{pair[0]} to {pair[1]}") if by == "direction" else (initiator, pair[0])
    labels = {
        Direction.OUT: word,
        Direction.BACK: f"{pair[1]} to {pair[0]}" if by == "direction" else pair[1],
        Direction.JOINT: f"{pair[0]} and {pair[1]}" if by == "direction" else "both",
    }
    return (lambda event: labels[told(event, pair) or Direction.JOINT]), tuple(labels.values())


def latest_stretch(events: Sequence[Event], *, gap_days: int = 730) -> tuple[list[Event], list[Event]]:
    """(earlier, latest): events by date, cut at the last silence longer than `gap_days` (two years by default).

    One visit remembered from long ago would otherwise stretch every axis and every "between ... and ..." over years of
    which the texts say nothing.
    """
    ordered = by_date(events)
    cut = after_silence([(event.when.earliest, event.when.latest) for event in ordered], gap_days=gap_days)
    return ordered[:cut], ordered[cut:]


def after_silence(spans: Sequence[tuple[date, date]], *, gap_days: int = 730) -> int:
    """Which of these (first day, last day), by first day, begins what follows the last silence; 0 without one."""
    ends = list(accumulate((last for _, last in spans), max))
    found = (at for at in range(len(spans) - 1, 0, -1) if (spans[at][0] - ends[at - 1]).days > gap_days)
    return next(found, 0)


def fitting_period(events: Sequence[Event], *, most: int = 48) -> Period:
    """The finest period that gives at most `most` bars from the first event to the last: month, quarter or year."""
    if not events:
        return "month"
    return fitting_span(
        min(event.when.earliest for event in events), max(event.when.latest for event in events), most=most
    )


def fitting_span(first: date, last: date, *, most: int = 48) -> Period:
    """The finest period that gives at most `most` bars from one day to another."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return "month" if months <= most else "quarter" if months <= most * 3 else "year"
