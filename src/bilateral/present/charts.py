"""Charts as Vega-Lite specifications, each with the table that holds the same numbers.

A specification is plain JSON with its data inside and colours of the PALETTE, which a page may exchange for its own.
`standalone` gives it a size for use elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from bilateral.analysis import (
    CONTACT_FORMS,
    Comparison,
    PeriodTable,
    RecurringIssue,
    Tally,
    between,
    contacts_by_period,
    counted,
    fitting_period,
    is_contact,
    latest_stretch,
)
from bilateral.analysis.dyads import UNKNOWN_LEVEL, By
from bilateral.analysis.relation import Pair
from bilateral.model import Event, Form, Level
from bilateral.present.linked import Part
from bilateral.present.words import FORM_NOUNS, capital, issue_label, listing, month_text, number_word, the, when_text

__all__ = [
    "PALETTE",
    "SCHEMA",
    "Chart",
    "chart_json",
    "comparison_chart",
    "contact_charts",
    "contacts_chart",
    "issues_chart",
    "standalone",
]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
"""Names the version of the language; nothing fetches it."""

PALETTE: Mapping[str, str] = MappingProxyType(
    {
        "c1": "#2f5d8a",
        "c2": "#c98a3c",
        "c3": "#5f8f6b",
        "c4": "#8d6a9f",
        "c5": "#b4534b",
        "c6": "#7fa3c4",
        "c7": "#9a8f3f",
        "c8": "#b5b9be",
        "l1": "#143258",
        "l2": "#23507f",
        "l3": "#3f74a3",
        "l4": "#6897bf",
        "l5": "#93b6d3",
        "l6": "#b9cfe2",
        "l7": "#d5e1ec",
    }
)
"""Muted colours by name: c1 to c7 for kinds (told apart also with the usual colour blindnesses), c8 for what is not
known, l1 to l7 for ranks, the highest darkest."""

_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        **{form: f"c{at % 7 + 1}" for at, form in enumerate(CONTACT_FORMS)},
        **{level: f"l{at}" for at, level in enumerate(Level, start=1)},
        UNKNOWN_LEVEL: "c8",
    }
)

_BARS: Mapping[str, Any] = MappingProxyType({"type": "bar", "cornerRadiusEnd": 1})

_COUNTS: Mapping[str, Any] = MappingProxyType({"title": None, "tickMinStep": 1, "format": "d", "tickCount": 5})


@dataclass(frozen=True, slots=True)
class Chart:
    """A specification and the table behind it; each cell of `rows` keeps its events. `note` says what is not drawn."""

    id: str
    title: str
    spec: Mapping[str, Any]
    header: tuple[str, ...]
    rows: tuple[tuple[Part, ...], ...]
    note: str = ""


def contact_charts(events: Sequence[Event], pair: Pair) -> list[Chart]:
    """Contacts of a pair by form and by level, in the finest period that fits; what is not drawn is told beside them.

    A contact from long before the others (`latest_stretch`) would make them an empty plain, and is left out. No charts
    where no contact lies in one period.
    """
    earlier, latest = latest_stretch([event for event in counted(between(events, pair)) if is_contact(event)])
    period = fitting_period(latest)
    ways: tuple[By, By] = ("form", "level")
    tables = [contacts_by_period(latest, pair, by=by, period=period) for by in ways]
    note = _not_drawn(earlier, sum(loose.number for loose in tables[0].undated), period)
    return [contacts_chart(table, note=note) for table in tables if table.periods]


def contacts_chart(table: PeriodTable, *, note: str = "") -> Chart:
    """Contacts by period as stacked bars; what is undated stands in the last row of the table, not in the drawing."""
    labels = {key: _label(key) for key in table.keys}
    values = [
        {"period": month_text(cell.period), "kind": labels[cell.key], "number": cell.number} for cell in table.cells
    ]
    periods = [month_text(period) for period in table.periods]
    spec = {
        "$schema": SCHEMA,
        "description": f"Contacts a {table.period} by {table.by}",
        "data": {"values": values},
        "width": "container",
        "height": 190,
        "mark": {**_BARS, "width": {"band": 0.75}},
        "encoding": {
            "x": {
                "field": "period",
                "type": "ordinal",
                "scale": {"domain": periods},
                "axis": {"title": None, "labelAngle": 0, "labelOverlap": "greedy", "labelSeparation": 8, "grid": False},
            },
            "y": {
                "field": "number",
                "type": "quantitative",
                "aggregate": "sum",
                "axis": dict(_COUNTS),
            },
            "color": _colour(
                "kind", {labels[key]: _COLOURS.get(key, f"c{at}") for at, key in enumerate(labels, start=1)}
            ),
            "tooltip": _tooltip("period", "kind", "number"),
        },
    }
    cells = {(cell.period, cell.key): Part(str(cell.number), cell.events) for cell in table.cells}
    rows = [
        (Part(month_text(period)), *(cells.get((period, key), Part("0")) for key in table.keys))
        for period in table.periods
    ]
    if table.undated:
        loose = {row.key: Part(str(row.number), row.events) for row in table.undated}
        rows.append((Part(f"not in one {table.period}"), *(loose.get(key, Part("0")) for key in table.keys)))
    return Chart(
        f"contacts-by-{table.by}",
        f"Contacts a {table.period} by {table.by}",
        spec,
        (capital(table.period), *labels.values()),
        tuple(rows),
        note,
    )


def issues_chart(
    issues: Sequence[RecurringIssue], pair: Pair, name_of: Callable[[str], str], *, most: int = 10
) -> Chart:
    """The most frequent issues as bars, divided by which side is known to have named them."""
    shown = issues[:most]
    first, second = (the(name_of(party)) for party in pair)
    colours = {f"named by {first}": "c1", "named by both": "c3", f"named by {second}": "c2", "side not told": "c8"}
    kinds = list(colours)
    values = [
        {"issue": capital(issue_label(row.issue)), "kind": kind, "number": len(events), "order": at}
        for row in shown
        for at, (kind, events) in enumerate(zip(kinds, _split(row), strict=True))
        if events
    ]
    spec = {
        "$schema": SCHEMA,
        "description": "Issues by number of events and by the side that names them",
        "data": {"values": values},
        "width": "container",
        "height": 24 * len(shown),
        "mark": {**_BARS, "height": {"band": 0.7}},
        "encoding": {
            "y": {
                "field": "issue",
                "type": "nominal",
                "scale": {"domain": [capital(issue_label(row.issue)) for row in shown]},
                "axis": {"title": None, "labelLimit": 210, "grid": False},
            },
            "x": {
                "field": "number",
                "type": "quantitative",
                "aggregate": "sum",
                "axis": dict(_COUNTS),
            },
            "color": _colour("kind", colours),
            "order": {"field": "order", "type": "quantitative"},
            "tooltip": _tooltip("issue", "kind", "number"),
        },
    }
    rows = tuple(
        (Part(capital(issue_label(row.issue))), *(Part(str(len(events)), events) for events in _split(row)))
        for row in shown
    )
    return Chart("issues", "Issues by number of events", spec, ("Issue", *map(capital, kinds)), rows)


def comparison_chart(comparison: Comparison, titles: tuple[str, str]) -> Chart:
    """Contacts of two pairs by form, side by side on one scale."""
    sides = (comparison.first, comparison.second)
    forms = [form for form in Form if any(row.key == form for side in sides for row in side.by_form)]
    tallies = [{row.key: row for row in side.by_form} for side in sides]
    none = Tally("", 0, ())
    counts = {form: [found.get(form, none) for found in tallies] for form in forms}
    values = [
        {"form": _label(form), "pair": titles[at], "number": row.number}
        for form, found in counts.items()
        for at, row in enumerate(found)
    ]
    spec = {
        "$schema": SCHEMA,
        "description": "Contacts by form, two relations side by side",
        "data": {"values": values},
        "width": "container",
        "height": 30 * len(forms),
        "mark": dict(_BARS),
        "encoding": {
            "y": {
                "field": "form",
                "type": "nominal",
                "scale": {"domain": [_label(form) for form in forms]},
                "axis": {"title": None, "grid": False},
            },
            "yOffset": {"field": "pair", "type": "nominal", "scale": {"domain": list(titles)}},
            "x": {
                "field": "number",
                "type": "quantitative",
                "axis": dict(_COUNTS),
            },
            "color": _colour("pair", {titles[0]: "c1", titles[1]: "c2"}),
            "tooltip": _tooltip("form", "pair", "number"),
        },
    }
    rows = tuple(
        (Part(_label(form)), *(Part(str(row.number), row.events) for row in found)) for form, found in counts.items()
    )
    return Chart("comparison", "Contacts by form", spec, ("Form", *titles), rows)


def standalone(chart: Chart) -> dict[str, Any]:
    """The specification with a title and a width of its own, for notebooks and other programs."""
    return {**chart.spec, "title": chart.title, "width": 640, "config": {"view": {"stroke": None}}}


def chart_json(chart: Chart) -> str:
    """`standalone` as the text of a .vl.json file."""
    return json.dumps(standalone(chart), ensure_ascii=False, indent=2) + "\n"


def _not_drawn(earlier: list[Event], undated: int, period: str) -> str:
    missing = []
    if undated:
        verb = "has" if undated == 1 else "have"
        missing.append(f"{number_word(undated)} that {verb} only a range of dates beyond one {period}")
    if earlier:
        dates = listing([when_text(event.when, "words") for event in earlier[:3]])
        more = f" and {number_word(len(earlier) - 3)} more" if len(earlier) > 3 else ""
        missing.append(f"{number_word(sum(event.count for event in earlier))} from long before ({dates}{more})")
    return f"Not drawn: {listing(missing)}." if missing else ""


def _split(row: RecurringIssue) -> tuple[tuple[str, ...], ...]:
    """Events named by the first side alone, by both, by the second alone, by neither for sure."""
    (_, first), (_, second) = row.sides
    return (
        tuple(event for event in first if event not in second),
        tuple(event for event in first if event in second),
        tuple(event for event in second if event not in first),
        row.unattributed,
    )


def _label(key: str) -> str:
    return capital(FORM_NOUNS[Form(key)][1] if key in set(Form) else key)


def _colour(field: str, colours: Mapping[str, str]) -> dict[str, Any]:
    """The colour channel: kinds in their order, each with a colour of the PALETTE."""
    scale = {"domain": list(colours), "range": [PALETTE[name] for name in colours.values()]}
    legend = {"title": None, "orient": "top", "symbolType": "square", "labelLimit": 260}
    return {"field": field, "type": "nominal", "scale": scale, "legend": legend}


def _tooltip(*fields: str) -> list[dict[str, str]]:
    return [{"field": field, "title": capital(field)} for field in fields]
