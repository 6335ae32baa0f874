"""Judgements as a table for the terminal, as Markdown, or as data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, get_args

from bilateral.chronology import Judgement
from bilateral.errors import UnknownValue
from bilateral.present.exports import csv_text
from bilateral.present.tables import Layout, escape_markdown, printed
from bilateral.present.words import clean, several

__all__ = ["COLUMNS", "judgement_record", "judgements_text", "said"]

COLUMNS: tuple[str, ...] = (
    *("id", "kind", "subject", "scope", "verdict", "field", "value", "other", "since", "until"),
    *("who", "made", "why", "withdrawn"),
)
"""Fields of a judgement, in order."""


def judgement_record(judgement: Judgement) -> dict[str, Any]:
    """A judgement as plain values; moments are ISO date-times in UTC."""
    values = {column: getattr(judgement, column) for column in COLUMNS}
    return {column: value if isinstance(value, str | None) else value.isoformat() for column, value in values.items()}


def said(judgement: Judgement) -> str:
    """What it says, in a line: "office is Presidential Aide", "same as Hikmat Hajiyev"."""
    days = " ".join(
        f"{word} {day.isoformat()}" for word, day in (("from", judgement.since), ("to", judgement.until)) if day
    )
    if judgement.verdict == "wrong":
        return "no such person"
    if judgement.verdict in ("same", "different"):
        return f"{'same as' if judgement.verdict == 'same' else 'not the same as'} {judgement.other}"
    return " ".join(part for part in (judgement.field, judgement.verdict, judgement.value, days) if part)


def judgements_text(
    judgements: Sequence[Judgement], layout: str = "table", *, width: int = 80, colour: bool = False
) -> str:
    """The judgements in a layout of `bilateral judgements --format`; ends in a line break. Raises UnknownValue."""
    if layout == "table":
        return _table(judgements, width=width, colour=colour)
    if layout == "md":
        return _markdown(judgements)
    if layout not in get_args(Layout):
        raise UnknownValue("layout", layout, get_args(Layout))
    records = [judgement_record(judgement) for judgement in judgements]
    if layout == "csv":
        return csv_text(COLUMNS, (tuple(record.values()) for record in records))
    if layout == "jsonl":
        return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"


def _cells(judgement: Judgement) -> tuple[str, ...]:
    subject = judgement.subject + (f" ({judgement.scope})" if judgement.scope else "")
    state = f" (withdrawn {judgement.withdrawn:%Y-%m-%d})" if judgement.withdrawn else ""
    made = f"{judgement.made:%Y-%m-%d}"
    return judgement.id, subject, said(judgement) + state, judgement.why, judgement.who, made


_HEADS = ("Id", "About", "Says", "Why", "By", "Made")


def _table(judgements: Sequence[Judgement], *, width: int, colour: bool) -> str:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    if not judgements:
        return "No judgements.\n"
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    for head, options in zip(
        _HEADS,
        ({"style": "dim", "no_wrap": True}, {"ratio": 3}, {"ratio": 4}, {"ratio": 4}, {"ratio": 1}, {"no_wrap": True}),
        strict=True,
    ):
        table.add_column(head, **options)  # type: ignore[arg-type]
    for judgement in judgements:
        key, *cells = _cells(judgement)
        table.add_row(Text(key[:_ID]), *(Text(clean(cell)) for cell in cells))
    shown = printed(lambda console: console.print(table), width=width, colour=colour)
    return f"{shown}\n{several(len(judgements), 'judgement').capitalize()}\n"


_ID = 8


def _markdown(judgements: Sequence[Judgement]) -> str:
    lines = [f"| {' | '.join(_HEADS)} |", "|---|---|---|---|---|---|"]
    for judgement in judgements:
        lines.append(f"| {' | '.join(escape_markdown(clean(cell)) for cell in _cells(judgement))} |")
    return "\n".join(lines) + "\n"
