"""`bilateral issues`: what comes back between two parties, what is new and what faded."""

from __future__ import annotations

import click

from bilateral.cli.options import ISSUES_LISTED, database, period
from bilateral.cli.terminal import print_text, terminal

__all__ = ["issues"]


@click.command(epilog=ISSUES_LISTED)
@click.argument("a")
@click.argument("b")
@period
@click.option("--recent", metavar="DATE", help="First day of what counts as recent. By default the last third of the "
              "time, at most half a year.")  # fmt: skip
@click.option("--issue", metavar="WORD", help="Only this issue, or name, with its events and passages.")
@click.option("--limit", default=12, show_default=True, type=click.IntRange(1), metavar="N", help="At most N names.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as data, with events and passages.")
@database
def issues(
    *,
    a: str,
    b: str,
    since: str | None,
    until: str | None,
    recent: str | None,
    issue: str | None,
    limit: int,
    as_json: bool,
    db: str,
) -> None:
    """Show which issues come back between A and B.

    For each of the 23 issues, and for each issue that the texts give a name of its own (the Minsk Group, Section 907),
    it tells in how many events and months it was named and by which side, and whether it is new, fades or comes back.
    With --issue it shows the events and the very sentences.
    """
    from bilateral.api import Chronology

    with Chronology(db, read_only=True) as chronology:
        found = chronology.issues(a, b, since=since, until=until, recent=recent, issue=issue)
        print_text(found.json() if as_json else found.text(width=min(terminal()["width"], 100), limit=limit))
