"""`bilateral show`: one event and everything it rests on."""

from __future__ import annotations

import click

from bilateral.cli.options import database
from bilateral.cli.terminal import print_text, terminal

__all__ = ["show"]


@click.command()
@click.argument("event")
@click.option("--json", "as_json", is_flag=True, help="Print the public record.")
@database
def show(event: str, as_json: bool, db: str) -> None:
    """Show one event and what it rests on.

    Prints each source sentence, what was resolved and how, and what the sources disagree about.

    EVENT is the id that `bilateral events` prints, or its beginning.
    """
    from bilateral.api import Chronology

    with Chronology(db, read_only=True) as chronology:
        found = chronology.event(event)
        if as_json:
            import json

            print_text(json.dumps(chronology.record(found), ensure_ascii=False, indent=2) + "\n")
        else:
            print_text(chronology.text(found, **terminal()))
