"""Judgements as a table for the terminal, as Markdown, or as data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, get_args

from bilateral.chronology import EVENT, Anchor, Anchored, Judgement, anchor_row
from bilateral.errors import UnknownValue
from bilateral.model import Form
from bilateral.present.exports import csv_text
from bilateral.present.tables import Layout, escape_markdown, printed
from bilateral.present.words import clean, several

__all__ = ["COLUMNS", "anchor_record", "event_words", "export_format", "judgement_record", "judgements_text", "said"]

COLUMNS: tuple[str, ...] = (
    *("id", "kind", "subject", "scope", "verdict", "field", "value", "other", "since", "until"),
    *("who", "made", "why", "withdrawn", "anchors", "note"),
)
"""Fields of a judgement, in order."""
_OWN = COLUMNS.index("anchors")


def export_format(path: str | Path) -> str:
    """ "csv" or "jsonl", by the file's name. Raises UnknownValue for another."""
    suffix = Path(path).suffix.casefold().removeprefix(".")
    if suffix not in ("csv", "jsonl"):
        raise UnknownValue("file for judgements", str(path), (".csv", ".jsonl"))
    return suffix


def judgement_record(judgement: Judgement, anchored: Anchored | None = None, note: str | None = None) -> dict[str, Any]:
    """A judgement as plain values; moments are ISO date-times in UTC.

    `anchors` are the reports that a judgement on an event was made on, as they were then ({"subject": [...], "other":
    [...]}, null for one on a person), and `note` says what became of it.
    """
    values = {column: getattr(judgement, column) for column in COLUMNS[:_OWN]}
    plain = {c: value if isinstance(value, str | None) else value.isoformat() for c, value in values.items()}
    sides = {side: [anchor_record(one) for one in anchors] for side, anchors in (anchored or {}).items()}
    return {**plain, "anchors": sides or None, "note": note}


def anchor_record(anchor: Anchor) -> dict[str, Any]:
    """What a judgement was made on, as plain values; days are ISO dates."""
    row = anchor_row(anchor, judgement="", side="", position=0)
    told = {key: value for key, value in row.items() if key not in ("judgement", "side", "position")}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in told.items()}


def event_words(anchors: Sequence[Anchor]) -> str:
    """The event that reports told of, in a few words: "2022-03-15 USA → AZE call"."""
    if not anchors:
        return ""
    first = min(anchors, key=lambda one: (one.latest - one.earliest, one.earliest, one.report))
    days = dict.fromkeys((first.earliest.isoformat(), first.latest.isoformat()))
    sides = " → ".join(", ".join(side) for side in (first.source, first.target) if side)
    form = first.form.value if first.form is not Form.OTHER else first.type.value.lower()
    return f"{' - '.join(days)} {sides} {form}"


def said(judgement: Judgement, anchored: Anchored | None = None) -> str:
    """What it says, in a line: "office is Presidential Aide", "same as Hikmat Hajiyev", "no such event"."""
    if judgement.kind == EVENT:
        return _said_of_event(judgement, anchored or {})
    days = " ".join(
        f"{word} {day.isoformat()}" for word, day in (("from", judgement.since), ("to", judgement.until)) if day
    )
    if judgement.verdict == "wrong":
        return "no such person"
    if judgement.verdict in ("same", "different"):
        return f"{'same as' if judgement.verdict == 'same' else 'not the same as'} {judgement.other}"
    return " ".join(part for part in (judgement.field, judgement.verdict, judgement.value, days) if part)


def _said_of_event(judgement: Judgement, anchored: Anchored) -> str:
    if judgement.verdict in ("right", "wrong"):
        return "right" if judgement.verdict == "right" else "no such event"
    if judgement.verdict in ("same", "different"):
        other = event_words(anchored.get("other", ())) or judgement.other or ""
        key = f" ({judgement.other[:_ID]})" if judgement.other and other != judgement.other else ""
        return f"{'the same event as' if judgement.verdict == 'same' else 'not the event'} {other}{key}"
    return f"{judgement.field} is {judgement.value or 'none'}"


def judgements_text(
    judgements: Sequence[Judgement],
    layout: str = "table",
    *,
    anchored: Mapping[str, Anchored] | None = None,
    notes: Mapping[str, str] | None = None,
    width: int = 80,
    colour: bool = False,
) -> str:
    """The judgements in a layout of `bilateral judgements --format`; ends in a line break. Raises UnknownValue.

    `anchored` is what those on events were made on, `notes` what is to be said of some, both by id.
    """
    anchored, notes = anchored or {}, notes or {}
    rows = [_cells(one, anchored.get(one.id, {}), notes.get(one.id, "")) for one in judgements]
    if layout == "table":
        return _table(rows, width=width, colour=colour)
    if layout == "md":
        return _markdown(rows)
    if layout not in get_args(Layout):
        raise UnknownValue("layout", layout, get_args(Layout))
    records = [judgement_record(one, anchored.get(one.id), notes.get(one.id)) for one in judgements]
    if layout == "csv":
        return csv_text(COLUMNS, map(_flat, records))
    if layout == "jsonl":
        return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"


def _flat(record: Mapping[str, Any]) -> tuple[Any, ...]:
    anchors = record["anchors"] and json.dumps(record["anchors"], ensure_ascii=False)
    return tuple({**record, "anchors": anchors}.values())


def _cells(judgement: Judgement, anchored: Anchored, note: str) -> tuple[str, ...]:
    subject = judgement.subject + (f" ({judgement.scope})" if judgement.scope else "")
    if words := event_words(anchored.get("subject", ())):
        subject = f"{words} ({judgement.subject[:_ID]})"
    state = f" (withdrawn {judgement.withdrawn:%Y-%m-%d})" if judgement.withdrawn else f" ({note})" if note else ""
    made = f"{judgement.made:%Y-%m-%d}"
    return judgement.id, subject, said(judgement, anchored) + state, judgement.why, judgement.who, made


_HEADS = ("Id", "About", "Says", "Why", "By", "Made")


def _table(rows: Sequence[Sequence[str]], *, width: int, colour: bool) -> str:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return "No judgements.\n"
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    for head, options in zip(
        _HEADS,
        ({"style": "dim", "no_wrap": True}, {"ratio": 3}, {"ratio": 4}, {"ratio": 4}, {"ratio": 1}, {"no_wrap": True}),
        strict=True,
    ):
        table.add_column(head, **options)  # type: ignore[arg-type]
    for key, *cells in rows:
        table.add_row(Text(key[:_ID]), *(Text(clean(cell)) for cell in cells))
    shown = printed(lambda console: console.print(table), width=width, colour=colour)
    return f"{shown}\n{several(len(rows), 'judgement').capitalize()}\n"


_ID = 8


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(_HEADS)} |", "|---|---|---|---|---|---|"]
    for cells in rows:
        lines.append(f"| {' | '.join(escape_markdown(clean(cell)) for cell in cells)} |")
    return "\n".join(lines) + "\n"
