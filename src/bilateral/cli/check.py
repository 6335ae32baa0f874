"""`bilateral check`: whether all that must hold in a database does."""

from __future__ import annotations

import sys

import click

from bilateral.cli.options import database
from bilateral.cli.terminal import print_text, terminal

__all__ = ["check"]


@click.command()
@click.argument("names", nargs=-1, metavar="[CHECK]...")
@click.option("--deep", is_flag=True, help="Also read every text again in full, and merge all reports in memory.")
@click.option("--mend", is_flag=True, help="First make persons and events anew from the texts and reports.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@database
def check(names: tuple[str, ...], *, deep: bool, mend: bool, as_json: bool, db: str) -> None:
    """Check that nothing in a database is broken.

    Every event must have evidence, every span match its text, nothing be kept twice or belong to nothing, and so on;
    each is a line, with what breaks it and the way out. CHECK names those to be asked; all are by default. The exit
    status is 1 if anything is broken. "Pending" is no fault: a run was stopped, and its last steps are yet to be done.

    While another process writes, check a copy (`bilateral backup`), which can be made at any time.
    """
    from bilateral.api import Chronology
    from bilateral.present.checks import checks_json, checks_text

    with Chronology(db, read_only=not mend, must_exist=True) as chronology:
        if mend:
            chronology.mend()
        found = chronology.check(*names, deep=deep)
        counts = chronology.counts()
    if as_json:
        click.echo(checks_json(found, db, counts))
    else:
        print_text(checks_text(found, db, counts, width=terminal()["width"]))
    sys.exit(1 if any(finding.broken for finding in found) else 0)
