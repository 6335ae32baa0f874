"""The timeline of a list of events: a Vega-Lite specification, and the table of the numbers it draws.

Above, every event stands at its day in the row of its form (months and numbers, where there are too many to tell
apart); below, a strip counts them, in which one marks the period to be seen above.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from bilateral.analysis import CONTACT_FORMS
from bilateral.analysis.dyads import after_silence
from bilateral.model import Basis, Form, Precision, Status, When
from bilateral.present.charts import PALETTE, SCHEMA
from bilateral.present.words import FORM_NOUNS, capital, month_text, when_text
from bilateral.web.index import FACETS, Index, Positions

__all__ = ["MOST_POINTS", "Timeline", "TimelineCell", "TimelineRow", "timeline"]

MOST_POINTS = 1_500
"""Events that are drawn one by one; more are drawn as months."""

_MOST_ROWS = 48

_FORMS: tuple[Form, ...] = (*CONTACT_FORMS, *(form for form in Form if form not in CONTACT_FORMS))
_COLOURS: Mapping[Form, str] = MappingProxyType(
    {form: f"c{at % 7 + 1}" if form in CONTACT_FORMS else "c8" for at, form in enumerate(_FORMS)}
)
"""As in the charts of a briefing: a colour each for contacts; what is no contact is grey."""

_MARKS: Mapping[Status, str] = MappingProxyType(
    {
        Status.OCCURRED: "took place",
        Status.ONGOING: "took place",
        Status.PLANNED: "planned or proposed",
        Status.PROPOSED: "planned or proposed",
        Status.NEGATED: "did not take place",
    }
)


@dataclass(frozen=True, slots=True)
class TimelineCell:
    """How often a form occurs in a period, in events."""

    form: str
    number: int


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A period with its numbers; `since` and `until` are its first and last day."""

    period: str
    since: date
    until: date
    cells: tuple[TimelineCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The drawing (None without events) and its numbers, by the first possible day. `forms` head the columns.

    `loose` events are known only within years: they are neither drawn nor counted, or they would stand where they may
    not have been, and stretch the time over years of which the texts say nothing.
    """

    period: str
    forms: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[TimelineRow, ...]
    loose: int
    focus: tuple[date, date] | None
    """What follows the last long silence, where there is one: one act remembered from long ago would leave the rest a
    smudge."""
    spec: Mapping[str, Any] | None


def timeline(index: Index, positions: Positions) -> Timeline:
    """The timeline of these events."""
    positions, loose = index.parted(positions)
    if not len(positions):
        return Timeline(period="month", forms=(), labels=(), rows=(), loose=len(loose), focus=None, spec=None)
    occurring = index.number(positions, "form")
    forms = tuple(form for form in _FORMS if form in occurring)
    span = (index.day(index.earliest[positions[0]]), index.day(index.earliest[positions[-1]]))
    period, step = _period(*span)
    return Timeline(
        period=period,
        forms=tuple(form.value for form in forms),
        labels=tuple(capital(FORM_NOUNS[form][1]) for form in forms),
        rows=tuple(_rows(index, positions, forms, _starts(*span, step))),
        loose=len(loose),
        focus=_focus(index, positions),
        spec=_spec(index, positions, forms),
    )


def _focus(index: Index, positions: Positions) -> tuple[date, date] | None:
    spans = [(index.day(index.earliest[at]), index.day(index.latest[at])) for at in positions]
    cut = after_silence(spans)
    return (spans[cut][0], spans[-1][0]) if cut else None


def _period(first: date, last: date) -> tuple[str, int]:
    """The finest period of which there are not too many, and its months."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    steps = {"month": 1, "quarter": 3, "year": 12}
    return next(((name, step) for name, step in steps.items() if months <= _MOST_ROWS * step), ("year", 12))


def _rows(
    index: Index, positions: Positions, forms: tuple[Form, ...], starts: Sequence[tuple[date, date]]
) -> Iterator[TimelineRow]:
    import numpy as np

    edges = [(start - date(1970, 1, 1)).days for start, _ in starts]
    at = np.searchsorted(np.asarray(edges), index.earliest[positions], side="right") - 1
    codes = index.codes["form"][positions]
    for number, (start, end) in enumerate(starts):
        here = np.bincount(codes[at == number], minlength=len(FACETS["form"]))
        if not here.any():
            continue
        cells = tuple(TimelineCell(form.value, int(here[FACETS["form"].index(form)])) for form in forms)
        yield TimelineRow(_label(start, end), start, end, cells)


def _starts(first: date, last: date, step: int) -> list[tuple[date, date]]:
    """First and last day of each period of so many months."""
    months = range((first.year * 12 + first.month - 1) // step * step, last.year * 12 + last.month, step)
    return [(_day(month), _day(month + step) - timedelta(days=1)) for month in months]


def _day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _label(start: date, end: date) -> str:
    if start.month == end.month:
        return month_text(f"{start:%Y-%m}")
    return str(start.year) if (start.month, end.month) == (1, 12) else f"Q{end.month // 3} {start.year}"


# --- the drawing -------------------------------------------------------------------------------------------------


def _spec(index: Index, positions: Positions, forms: tuple[Form, ...]) -> dict[str, Any]:
    labels = {form.value: capital(FORM_NOUNS[form][1]) for form in forms}
    single = len(positions) <= MOST_POINTS
    values = list(_points(index, positions, labels) if single else _months(index, positions, labels))
    rows = list(labels.values())
    colour = {
        "field": "form",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": rows, "range": [PALETTE[_COLOURS[form]] for form in forms]},
    }
    x = {
        "field": "day",
        "type": "temporal",
        "scale": {"domain": {"param": "brush"}, "padding": 8},
        "axis": {"title": None},
    }
    y = {"field": "form", "type": "nominal", "scale": {"domain": rows}, "axis": {"title": None, "grid": True}}
    detail = {
        "height": {"step": 26},
        "layer": _single(x, y, colour)[0 if any(value["end"] != value["day"] for value in values) else 1 :]
        if single
        else _binned(x, y, colour),
    }
    strip = {
        "height": 44,
        "mark": {"type": "bar", "color": PALETTE["c6"]},
        "params": [{"name": "brush", "select": {"type": "interval", "encodings": ["x"]}}],
        "encoding": {
            "x": {
                "field": "day",
                "type": "temporal",
                "timeUnit": "yearmonth",
                "axis": {"title": None, "tickCount": 6, "labelOverlap": True, "grid": False},
            },
            "y": {
                "aggregate": "sum",
                "field": "number",
                "type": "quantitative",
                "axis": {"title": None, "tickCount": 2, "tickMinStep": 1, "format": "d"},
            },
        },
    }
    return {
        "$schema": SCHEMA,
        "description": "Events by day and form, and their number a month",
        "data": {"values": values},
        "vconcat": [detail, strip],
        "spacing": 12,
    }


def _single(x: dict[str, Any], y: dict[str, Any], colour: dict[str, Any]) -> list[dict[str, Any]]:
    tooltip = [{"field": name, "title": capital(name)} for name in ("when", "form", "status")]
    shape = {
        "field": "mark",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(dict.fromkeys(_MARKS.values())), "range": ["circle", "diamond", "cross"]},
    }
    hollow = {"condition": {"test": "datum.mark !== 'took place'", "value": 0.12}, "value": 0.85}
    return [
        {
            "transform": [{"filter": "datum.end !== datum.day"}],
            "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.35, "clip": True},
            "encoding": {"x": x, "x2": {"field": "end"}, "y": y, "color": colour},
        },
        {
            "mark": {"type": "point", "size": 80, "filled": True, "clip": True, "cursor": "pointer", "strokeWidth": 1},
            "encoding": {
                "x": x,
                "y": y,
                "fill": colour,
                "stroke": colour,
                "shape": shape,
                "fillOpacity": hollow,
                "tooltip": tooltip,
            },
        },
    ]


def _binned(x: dict[str, Any], y: dict[str, Any], colour: dict[str, Any]) -> list[dict[str, Any]]:
    tooltip = [{"field": name, "title": capital(name)} for name in ("form", "number")]
    tooltip = [{"field": "day", "type": "temporal", "format": "%b %Y", "title": "Month"}, *tooltip]
    size = {"field": "number", "type": "quantitative", "legend": None, "scale": {"range": [12, 420]}}
    mark = {"type": "circle", "opacity": 0.8, "clip": True}
    return [{"mark": mark, "encoding": {"x": x, "y": y, "color": colour, "size": size, "tooltip": tooltip}}]


def _points(index: Index, positions: Positions, labels: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for position in positions:
        first, last = index.day(index.earliest[position]), index.day(index.latest[position])
        when = When(earliest=first, latest=last, precision=Precision.DAY, basis=Basis.STATED)
        status = index.word("status", position)
        yield {
            "id": index.ids[position],
            "day": first.isoformat(),
            "end": last.isoformat(),
            "when": when_text(when, "words"),
            "form": labels[index.word("form", position)],
            "status": status,
            "mark": _MARKS[Status(status)],
            "number": int(index.counts[position]),
        }


def _months(index: Index, positions: Positions, labels: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    import numpy as np

    days = index.earliest[positions].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    keys, numbers = np.unique(days * 32 + index.codes["form"][positions], return_counts=True)
    for key, number in zip(keys.tolist(), numbers.tolist(), strict=True):
        month, form = divmod(key, 32)
        day, label = _day(1970 * 12 + month), labels[FACETS["form"][form]]
        yield {"day": day.isoformat(), "form": label, "number": number}
