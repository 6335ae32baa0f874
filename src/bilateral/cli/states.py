"""`bilateral states`: the parties it knows, and what a name stands for."""

from __future__ import annotations

import click

__all__ = ["states"]


@click.command()
@click.argument("text", required=False)
@click.option("--members", is_flag=True, help="List the states in the organisation TEXT.")
@click.option("--on", metavar="DAY", help="With --members: those in it on that day (2010-05-31).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def states(text: str | None, members: bool, on: str | None, as_json: bool) -> None:
    """List states and organisations, or find one.

    TEXT is a name, a demonym, a code or a part of a name.
    """
    import json

    from bilateral.api import members as members_of
    from bilateral.api import states as known

    if (members and not text) or (on and not members):
        raise click.UsageError("--members wants the name of an organisation, and --on wants --members")
    for row in members_of(text, on=on) if members and text else known(text):
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else f"{row['code']:<10}{row['name']}")
