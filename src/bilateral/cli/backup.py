"""`bilateral backup` and `bilateral restore`: a whole copy of a database, and bringing one back."""

from __future__ import annotations

import click

from bilateral.cli.options import database

__all__ = ["backup", "restore"]


@click.command()
@click.argument("out", type=click.Path())
@click.option(
    "--format",
    "layout",
    default="duckdb",
    show_default=True,
    type=click.Choice(["duckdb", "parquet"]),
    metavar="WORD",
    help="duckdb: a file for --db. parquet: a folder, a file a table, for the long term.",
)
@click.option("--force", is_flag=True, help="Replace what is at OUT.")
@click.option("--quiet", is_flag=True, help="Print nothing.")
@database
def backup(*, out: str, layout: str, force: bool, quiet: bool, db: str) -> None:
    """Copy a database, also while it is being written.

    The copy holds all that was committed when it was made. It is checked (as by `bilateral check`), and is there whole
    or not at all. Any command can ask it with --db OUT: that is how to ask a chronology that is being written. Bring
    it back with `bilateral restore OUT`.
    """
    from bilateral.api import backup as copy

    counts = copy(db, out, layout=layout, force=force)
    if not quiet:
        click.echo(
            f"{out} is a checked copy of {db}: {counts.documents:,} documents, {counts.reports:,} reports, "
            f"{counts.events:,} events."
        )


@click.command()
@click.argument("saved", required=False, type=click.Path(), metavar="[BACKUP]")
@click.option("--force", is_flag=True, help="Replace the database that is there.")
@click.option("--salvage", is_flag=True, help="Without BACKUP: open a database whose journal a power cut damaged.")
@click.option("--quiet", is_flag=True, help="Print nothing.")
@database
def restore(*, saved: str | None, force: bool, salvage: bool, quiet: bool, db: str) -> None:
    """Bring a database back from a copy.

    BACKUP is a file or folder that `bilateral backup` wrote. It is checked first, and stays as it is. A database that
    is there stays too, until the new one is complete beside it.

    What a killed process leaves in the journal (FILE.wal) is taken in by the next command that writes; nothing need be
    done. Where a power cut or a bad disk damaged the journal, --salvage keeps all that was committed before the damage,
    and the journal as FILE.wal.damaged.
    """
    from bilateral.api import restore as bring_back
    from bilateral.api import salvage as rescue

    if salvage == (saved is not None):
        raise click.UsageError("give either a BACKUP to bring back, or --salvage")
    if saved is None:
        lost = rescue(db)
        said = f"{db} opens again, without the last {lost:,} bytes of its journal." if lost else f"{db} is not damaged."
    else:
        counts = bring_back(saved, db, force=force)
        said = f"{db} holds {counts.documents:,} documents, {counts.reports:,} reports, {counts.events:,} events again."
    if not quiet:
        click.echo(said)
