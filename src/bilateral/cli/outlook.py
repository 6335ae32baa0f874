"""`bilateral outlook`: what may come next between two parties, how likely it is, and why."""

from __future__ import annotations

from functools import partial

import click

from bilateral.cli.options import database

__all__ = ["outlook"]


@click.command()
@click.argument("a")
@click.argument("b", required=False)
@click.option("--as-of", metavar="DATE", help="Nothing later is known: 2022-06-27. By default the last event's day.")
@click.option("--horizon", default="30d", show_default=True, metavar="TIME", help="How far ahead: 30d, 6w, 3m.")
@click.option(
    "--act", "acts", multiple=True, metavar="ACT",
    help="A form (visit), a form at a level ('visit at the highest level'), or a PLOVER type (SANCTION). Repeatable.",
)  # fmt: skip
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1), metavar="N", help="At most N rows.")
@click.option("--reasons", default=3, show_default=True, type=click.IntRange(0), metavar="N", help="Reasons a row.")
@click.option("--publish", is_flag=True, help="Keep it in the database, so that `backtest --published` can score it.")
@click.option("--json", "as_json", is_flag=True, help="Print it as data, all acts with all reasons.")
@database
def outlook(
    *,
    a: str,
    b: str | None,
    as_of: str | None,
    horizon: str,
    acts: tuple[str, ...],
    limit: int,
    reasons: int,
    publish: bool,
    as_json: bool,
    db: str,
) -> None:
    """Say how likely acts between A and B are, and why.

    The days asked for are those after --as-of, as many as --horizon says.

    Each act has its probability, and beside it what the act's rate among all pairs and the pair's own rate would give.
    Below stand the groups of events that move it most, with their ids (`bilateral show ID`), when it was last done, and
    how often it followed in pairs with a similar half-year. How sure one can be is told apart from how likely it is.
    Where there is too little to go by, it says so and gives no number.

    Without B, and with one --act, it lists with whom A may next do it.

    The weights are learned from this database alone; they are kept in it, so that they are learned once.
    """
    from bilateral.api import Chronology

    if b is None and len(acts) != 1:
        raise click.UsageError("name two parties, or one and with --act what it may do")
    if b is None and publish:
        raise click.UsageError("only an outlook on two parties can be published")
    tell = partial(click.echo, err=True)
    with Chronology(db, must_exist=True) as chronology:
        if b is None:
            found = chronology.partners(a, act=acts[0], as_of=as_of, horizon=horizon, limit=limit, tell=tell)
            click.echo(found.json() if as_json else found.text(), nl=False)
            return
        made = chronology.outlook(a, b, as_of=as_of, horizon=horizon, act=acts, publish=publish, tell=tell)
        click.echo(made.json() if as_json else made.text(limit=limit, reasons=reasons), nl=False)
