"""`bilateral why`: why reports are one event, and why others are not."""

from __future__ import annotations

import click

from bilateral.cli.options import database
from bilateral.cli.terminal import print_text, terminal

__all__ = ["why"]


@click.command()
@click.argument("event")
@click.option("--json", "as_json", is_flag=True, help="Print the comparisons as data.")
@database
def why(event: str, as_json: bool, db: str) -> None:
    """Show why reports were joined into one event.

    For each report joined, the steps from the prior over each piece of evidence to the decision; then the nearest
    reports that were not joined, and what kept them out.

    EVENT is the id that `bilateral events` prints, or its beginning.
    """
    from bilateral.api import Chronology

    with Chronology(db, read_only=True) as chronology:
        found = chronology.event(event)
        if as_json:
            import json

            print_text(json.dumps(chronology.why(found), ensure_ascii=False, indent=2) + "\n")
        else:
            print_text(chronology.why_text(found, width=terminal()["width"]))
