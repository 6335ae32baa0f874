"""`bilateral who-next`: with whom a state next does something, how likely each is, and why."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from bilateral.cli.options import database

__all__ = ["who_next"]


@click.command(name="who-next")
@click.argument("actor", metavar="STATE")
@click.option(
    "--act", required=True, metavar="ACT",
    help="A form (visit), a form at a level ('visit at the highest level'), or a PLOVER type (SANCTION).",
)  # fmt: skip
@click.option("--received", is_flag=True, help="Ask who does it to STATE, not to whom STATE does it.")
@click.option("--as-of", metavar="DATE", help="Nothing later is known: 2022-06-27. By default the last event's day.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1), metavar="N", help="At most N rows.")
@click.option("--reasons", default=3, show_default=True, type=click.IntRange(0), metavar="N", help="Reasons a row.")
@click.option(
    "--events", "file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Take the events of this table (CSV: date, source, target, type) instead of the database's.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print it as data, with all reasons.")
@database
def who_next(
    *,
    actor: str,
    act: str,
    received: bool,
    as_of: str | None,
    limit: int,
    reasons: int,
    file: Path | None,
    as_json: bool,
    db: str,
) -> None:
    """Say with whom STATE next does something, and why.

    Each candidate has its probability of being the next, how often it was before, and below it the groups of past
    events that move it most, with ids that `bilateral show` opens. How likely it is that the act comes at all within a
    time, say `bilateral outlook STATE --act ACT` and, for one partner, `bilateral outlook STATE PARTNER`.

    With a thousand events or more the weights are learned from this past alone, and kept in the database; with fewer
    it goes by shares, drawn towards broader ones. Where there is too little to go by, it says so and gives no number.

    With --events STATE and ACT are written as in the file, whose actors may be anybody.
    """
    from bilateral.api import Chronology
    from bilateral.api import who_next as in_file

    asked: dict[str, Any] = {
        "act": act,
        "received": received,
        "as_of": as_of,
        "limit": limit,
        "reasons": reasons > 0,
        "tell": partial(click.echo, err=True),
    }
    if file is not None:
        found = in_file(file, actor, **asked)
    else:
        with Chronology(db, must_exist=True) as chronology:
            found = chronology.who_next(actor, **asked)
    click.echo(found.json() if as_json else found.text(reasons=reasons), nl=False)
