"""`bilateral dyads`: a relation in numbers, by period and kind, or which relations are busiest."""

from __future__ import annotations

import click

from bilateral.cli.options import database, period
from bilateral.cli.terminal import print_text, terminal

__all__ = ["dyads"]

_BY = ("period", "form", "level", "type", "direction", "initiator")
_PERIODS = ("month", "quarter", "year")


@click.command()
@click.argument("states", nargs=-1, metavar="[STATE] [STATE]")
@click.option("--by", metavar="WORD", help=f"A row for each of these: {', '.join(_BY)}. With --period: both.")
@click.option(
    "--period", "step", metavar="WORD", help=f"How long a period is: {', '.join(_PERIODS)}. By default what fits."
)
@click.option("--contacts", is_flag=True, help="Only contacts: visits, meetings, calls, letters, notes, signings.")
@period
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), metavar="N", help="At most N pairs.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as data, with the ids of the events.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the rows as CSV.")
@database
def dyads(
    states: tuple[str, ...],
    *,
    by: str | None,
    step: str | None,
    contacts: bool,
    since: str | None,
    until: str | None,
    limit: int,
    as_json: bool,
    as_csv: bool,
    db: str,
) -> None:
    """Count what two states did, by period, form, level and more.

    With two states, the events that took place: how many a period, with 95 % intervals, contacts and tone (PLOVER's
    classes and intensity), and measured against the texts read of each period, so that more texts do not look like
    more contacts. With one state, the states it deals with most; with none, the busiest pairs of all.

    direction is who is told as acting towards whom; initiator is who began: called, travelled, wrote, spoke. A meeting
    has two. The level is that of the lower-ranking side.
    """
    from bilateral.api import Chronology

    if len(states) > 2:
        raise click.UsageError(f"at most two states can be named; got {len(states)}: {', '.join(states)}")
    if as_json and as_csv:
        raise click.UsageError("--json or --csv, not both")
    if len(states) < 2 and (by or step):
        raise click.UsageError("--by and --period divide one relation: name two states")
    with Chronology(db, read_only=True) as chronology:
        found = chronology.dyads(*states, by=by, period=step, since=since, until=until, contacts=contacts, limit=limit)
        if as_json or as_csv:
            click.echo(found.json() if as_json else found.csv(), nl=False)
        else:
            print_text(found.text(width=terminal()["width"]))
