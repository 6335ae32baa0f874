"""`bilateral judgements`: the corrections made, and how one is taken back."""

from __future__ import annotations

import click

from bilateral.cli.options import database, layout_option
from bilateral.cli.terminal import print_text, terminal

__all__ = ["judgements"]


@click.command()
@click.option("--withdraw", metavar="ID", help="Let this judgement no longer stand; the beginning of its id will do.")
@click.option(
    "--export",
    "output",
    type=click.Path(),
    metavar="FILE",
    help="Write all of them, with what they were made on, as .csv or .jsonl; `bilateral judge import` takes that.",
)
@click.option("--standing", is_flag=True, help="Leave out those withdrawn.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@layout_option("them")
@database
def judgements(
    withdraw: str | None, *, output: str | None, standing: bool, as_json: bool, layout: str, db: str
) -> None:
    """List the corrections made, withdraw one, or export them.

    They are made with `bilateral judge`. A withdrawn judgement stays listed; the events it changed are brought up to
    date at once. Of two that contradict the later one holds, and both say so. One whose words are in the texts no
    longer says that too.
    """
    from bilateral.api import Chronology
    from bilateral.present.judgements import judgements_text, said
    from bilateral.present.words import several

    if withdraw is not None:
        with Chronology(db, must_exist=True) as chronology:
            gone = chronology.withdraw(withdraw)
        click.echo(f"Withdrawn: {gone.id}  {gone.subject}: {said(gone)}")
        return
    with Chronology(db, read_only=True) as chronology:
        if output is not None:
            click.echo(f"{output}: {several(chronology.export_judgements(output), 'judgement')}")
            return
        found = chronology.judgements(withdrawn=not standing)
        layout = "json" if as_json else layout
        anchored, notes = chronology.judged_on(), chronology.judgement_notes()
        print_text(judgements_text(found, layout, anchored=anchored, notes=notes, **terminal()))
