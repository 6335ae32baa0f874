"""`bilateral accounts`: two sides' own accounts beside each other."""

from __future__ import annotations

import click

from bilateral.cli.options import database, period
from bilateral.cli.terminal import print_text, terminal

__all__ = ["accounts"]


@click.command()
@click.argument("a")
@click.argument("b")
@click.argument("event", required=False)
@period
@click.option("--json", "as_json", is_flag=True, help="Print it as data, with every passage.")
@database
def accounts(
    *, a: str, b: str, event: str | None, since: str | None, until: str | None, as_json: bool, db: str
) -> None:
    """Compare what A and B each say of the same events.

    It sets the texts that both governments published on one event beside each other: what both name, what only one
    names, and where they use other words. Over all events it tells what each side leaves out time and again, as far as
    so few texts allow. What others report of an account is marked as reported, and never counted.

    With EVENT, the id that `bilateral events` prints or its beginning, it shows that event in full.
    """
    from bilateral.api import Chronology

    with Chronology(db, read_only=True) as chronology:
        found = chronology.compare_accounts(a, b, event, since=since, until=until)
        print_text(found.json() if as_json else found.text(width=min(terminal()["width"], 100)))
