"""`bilateral export`: the public event record."""

from __future__ import annotations

import sys
from typing import Any

import click

from bilateral.cli.options import ISSUES_LISTED, database, event_filters

__all__ = ["export"]


@click.command(epilog=ISSUES_LISTED)
@click.argument("parties", nargs=-1, metavar="[A] [B]")
@click.option(
    "--format",
    "layout",
    type=click.Choice(["jsonl", "csv", "parquet", "plover", "icews"]),
    metavar="WORD",
    help="jsonl, csv, parquet, plover (JSON), icews (TSV). Default: what the file's name says, else jsonl.",
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
    """Write events as the public record, sorted by date.

    The same texts give the same file, byte for byte. Events of every status are written unless --status says
    otherwise; each record names its own. docs/record.md describes the fields.

    The forms plover and icews are for tools made for event data, and say less; docs/event-data.md tells what. A table
    of ICEWS takes only what took place on a known day: what is left out is counted.

    With --partition the folder holds one file a month, year or pair (year=2022/month=03/events.parquet), which DuckDB,
    Spark, pandas and pyarrow read as one table; done again, it replaces only what changed (docs/lake.md).
    """
    from bilateral.api import Chronology

    if partition and (output is None or layout not in (None, "parquet")):
        raise click.UsageError("--partition writes Parquet to a folder: name it with -o, and no other --format")
    if output is None and layout == "parquet" and sys.stdout.isatty():
        raise click.UsageError("Parquet is no text: name a file with -o, or redirect the output")
    with Chronology(db, read_only=True) as chronology:
        left_out = chronology.export(
            output or sys.stdout.buffer, *parties, format=layout, partition=partition, **filters
        )
    for why, number in left_out.items():
        click.echo(f"Left out {number} event{'' if number == 1 else 's'}: {why}.", err=True)
