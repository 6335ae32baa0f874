"""`bilateral dates`: every time a text speaks of, for whoever wants to check."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bilateral.api import DocumentTimes
    from bilateral.coding.times import TimeMention

__all__ = ["dates"]


@click.command()
@click.argument("file")
@click.option("--published", metavar="DATE", help="The text's own date: 2022, 2022-03 or 2022-03-15.")
@click.option(
    "--narrative/--news",
    default=None,
    help="Count from the time told last, as histories do, or from the text's date. Default: --news where it has one.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A table to read, or one JSON object a document.",
)
@click.option("--json", "form", flag_value="json", help="Short for --format json.")
def dates(file: str, *, published: str | None, narrative: bool | None, form: str) -> None:
    """Print every time found in a text.

    Each comes with its characters in the text, its type and value (those of TIMEX3), its days, what it was counted
    from, and the rule that read it.

    FILE is whatever `bilateral read` takes; "-" is standard input. Where a text has no date of its own, a range is
    inferred from what it tells, with the evidence.
    """
    from bilateral.api import times_in
    from bilateral.model import Refusal

    refused = False
    for found in times_in(file, published=published, narrative=narrative):
        if isinstance(found, Refusal):
            refused = True
            click.echo(f"Refused ({found.code}): {found.source}: {found.reason}", err=True)
        else:
            click.echo(_as_json(found) if form == "json" else _told(found))
    sys.exit(1 if refused else 0)


def _told(found: DocumentTimes) -> str:
    lines = [found.source, f"  {_anchor(found)}", *(f"    {line}" for line in found.evidence), ""]
    rows = [_row(time, place.start, place.end) for time, place in zip(found.times, found.places, strict=True)]
    if not rows:
        return "\n".join([*lines, "  No time is told.", ""])
    widths = [min(28, max(len(row[column]) for row in rows)) for column in range(5)]
    for row in rows:
        lines.append("  " + "  ".join([*(c.ljust(w) for c, w in zip(row[:5], widths, strict=True)), row[5]]).rstrip())
    return "\n".join([*lines, ""])


def _anchor(found: DocumentTimes) -> str:
    if found.published is None:
        return "The text has no date, and none can be inferred from it."
    how = "inferred from the text" if found.evidence else found.published.reason or "its own date"
    return f"Dated {_days(found.published.earliest.isoformat(), found.published.latest.isoformat())} ({how})"


def _days(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


def _row(time: TimeMention, start: int, end: int) -> tuple[str, ...]:
    days = _days(time.when.earliest.isoformat(), time.when.latest.isoformat()) if time.when else "-"
    counted = f"; {time.anchor}" if time.anchor and time.anchor != "calendar" else ""
    text = " ".join(time.text.split())
    return f"{start}-{end}", text, time.kind, time.value, days, f"[{time.rule}{counted}]"


def _as_json(found: DocumentTimes) -> str:
    import json

    from bilateral.api import time_record

    published = found.published
    return json.dumps(
        {
            "source": found.source,
            "title": found.title,
            "published": [published.earliest.isoformat(), published.latest.isoformat()] if published else None,
            "evidence": found.evidence,
            "times": [
                {**time_record(time), "start": place.start, "end": place.end}
                for time, place in zip(found.times, found.places, strict=True)
            ],
        },
        ensure_ascii=False,
    )
