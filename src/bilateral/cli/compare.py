"""`bilateral compare`: relations side by side, and what of their difference is more than chance."""

from __future__ import annotations

import click

from bilateral.cli.options import database, period
from bilateral.cli.terminal import print_text, terminal

__all__ = ["compare"]


@click.command()
@click.argument("pairs", nargs=-1, metavar="PAIR PAIR [PAIR]...")
@period
@click.option("--json", "as_json", is_flag=True, help="Print everything as data, with the ids of the events.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the numbers as CSV, a column a pair.")
@database
def compare(
    pairs: tuple[str, ...],
    *,
    since: str | None,
    until: str | None,
    as_json: bool,
    as_csv: bool,
    db: str,
) -> None:
    """Set two or more relations beside each other.

    A PAIR is two states with a hyphen between: USA-AZE, Russia-Azerbaijan; where names have hyphens or spaces, with a
    slash: "Guinea-Bissau/Portugal".

    Contacts, levels, forms, who goes to whom, tone and issues stand on one scale over one period. Whether the first
    pair differs from each of the others is tested, and said in words no stronger than the test. What was the first of
    its kind for more than a year is named, and the last at the highest level.

    Without --since and --until, the period is the latest without a silence of two years.
    """
    from bilateral.api import Chronology

    if as_json and as_csv:
        raise click.UsageError("--json or --csv, not both")
    with Chronology(db, read_only=True) as chronology:
        found = chronology.compare(*pairs, since=since, until=until)
        if as_json or as_csv:
            click.echo(found.json() if as_json else found.csv(), nl=False)
        else:
            print_text(found.text(width=terminal()["width"]))
