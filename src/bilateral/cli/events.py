"""`bilateral events`: what two parties did, as a table or as data."""

from __future__ import annotations

from typing import Any

import click

from bilateral.cli.options import ISSUES_LISTED, database, event_filters, layout_option
from bilateral.cli.terminal import print_text, terminal

__all__ = ["events"]


@click.command(epilog=ISSUES_LISTED)
@click.argument("parties", nargs=-1, metavar="[A] [B]")
@event_filters
@layout_option("them")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most the N latest.")
@database
def events(parties: tuple[str, ...], layout: str, limit: int | None, db: str, **filters: Any) -> None:
    """List the events of two parties, one, or all, by date.

    A and B may stand in either order; --from and --to give a direction. They go by name, demonym, ISO code or
    abbreviation, in any case: USA, azerbaijani, RU, NATO.
    """
    from bilateral.api import Chronology

    if len(parties) > 2:
        raise click.UsageError(f"at most two parties can be named; got {len(parties)}: {', '.join(parties)}")
    with Chronology(db, read_only=True) as chronology:
        found = chronology.events(*parties, **filters, limit=limit)
        print_text(found.text(layout, **terminal()))
