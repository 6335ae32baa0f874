"""`bilateral history`: the versions of a text, and what each change did to its events."""

from __future__ import annotations

import click

from bilateral.cli.options import database
from bilateral.cli.terminal import print_text, terminal

__all__ = ["history"]


@click.command()
@click.argument("text", metavar="DOCUMENT|URL|FILE")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, with the whole texts.")
@database
def history(text: str, *, as_json: bool, db: str) -> None:
    """Show the versions of a text, and what changed.

    A text that changed at its address (its web address, its file, or the id it was given) takes the place of the one
    before: the reports of the old text leave the events, and the old text is kept. This prints the versions, the oldest
    first, with the words that changed as [-gone-] and {+new+} and the events that were gained, lost or changed.

    What counts is the order of reading; of two texts whose time of fetching is known (web pages and archives) the one
    fetched later stands. A text that stands at several addresses is one document, and leaves only with the last of
    them.

    DOCUMENT is an id as `bilateral show` prints it, or its beginning.
    """
    from bilateral.api import Chronology
    from bilateral.present.history import history_text

    with Chronology(db, read_only=True) as chronology:
        found = chronology.history(text)
    print_text(history_text(found, "json" if as_json else "table", width=terminal()["width"]))
