"""`bilateral states`: the parties it knows, and what a name stands for."""

from __future__ import annotations

import click

__all__ = ["states"]


@click.command()
@click.argument("text", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def states(text: str | None, as_json: bool) -> None:
    """List states and organisations, or find one.

    TEXT is a name, a demonym, a code or a part of a name.
    """
    import json

    from bilateral.api import states as known

    for row in known(text):
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else f"{row['code']:<10}{row['name']}")
