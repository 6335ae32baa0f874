"""`bilateral export`: events as files for other programs."""

from __future__ import annotations

import sys
from typing import Any

import click

from bilateral.cli.options import ISSUES_LISTED, database, event_filters

__all__ = ["FORMATS", "export"]

# Named here too, because a command line that asks for help should not load what writes them; a test holds them equal.
FORMATS = (
    *("jsonl", "csv", "parquet", "plover", "icews", "timelinejs", "ical"),
    *("gexf", "graphml", "csl-json", "bibtex", "sqlite", "vega-lite"),
)
_BINARY = ("parquet", "sqlite")


@click.command(epilog=ISSUES_LISTED)
@click.argument("parties", nargs=-1, metavar="[A] [B]")
@click.option(
    "--format",
    "layout",
    type=click.Choice(FORMATS),
    metavar="WORD",
    help="One of those above. Default: what the file's name says, else jsonl.",
)
@click.option(
    "--partition",
    type=click.Choice(["month", "year", "dyad"]),
    metavar="WORD",
    help="Write Parquet files to a folder (-o), parted by month, year or dyad.",
)
@click.option("-o", "--output", type=click.Path(), help="The file to write; standard output if left out.")
@event_filters
@database
def export(
    parties: tuple[str, ...],
    *,
    layout: str | None,
    partition: str | None,
    output: str | None,
    db: str,
    **filters: Any,
) -> None:
    """Write events to a file for other programs, sorted by date.

    \b
    The public record (docs/record.md), and tables of event data:
      jsonl, csv, parquet   each event with all its fields and sources
      plover, icews         as tools for event data read them
      sqlite                tables for SQLite and Datasette
    For a page, a calendar, a graph, a paper (docs/exports.md):
      timelinejs            a timeline (NAME.timeline.json)
      ical                  a calendar of what is planned (.ics)
      gexf, graphml         who deals with whom, as a network
      csl-json, bibtex      the texts as references (.csl.json, .bib)
      vega-lite             the charts of two parties (.vl.json)

    The same texts give the same file, byte for byte. Events of every status are written unless --status says
    otherwise, and each names its own; but a calendar takes only what is planned or proposed, and a timeline, a network
    and charts only what took place.

    The forms plover and icews say less than the record (docs/event-data.md). A table of ICEWS takes only what took
    place on a known day: what is left out is counted.

    With --partition the folder holds one file a month, year or pair (year=2022/month=03/events.parquet), which DuckDB,
    Spark, pandas and pyarrow read as one table; done again, it replaces only what changed (docs/lake.md).
    """
    from bilateral.api import Chronology

    if partition and (output is None or layout not in (None, "parquet")):
        raise click.UsageError("--partition writes Parquet to a folder: name it with -o, and no other --format")
    if output is None and layout in _BINARY and sys.stdout.isatty():
        raise click.UsageError(f"{layout} is no text: name a file with -o, or redirect the output")
    with Chronology(db, read_only=True) as chronology:
        left_out = chronology.export(
            output or sys.stdout.buffer, *parties, format=layout, partition=partition, **filters
        )
    for why, number in left_out.items():
        click.echo(f"Left out {number} event{'' if number == 1 else 's'}: {why}.", err=True)
