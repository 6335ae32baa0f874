"""`bilateral brief`: a briefing on a relation, as a file that opens offline."""

from __future__ import annotations

import click

from bilateral.cli.options import database, period

__all__ = ["brief"]


@click.command()
@click.argument("a")
@click.argument("b")
@click.option("--versus", nargs=2, metavar="C D", help="Another pair to set beside it.")
@click.option("-o", "--output", default="brief.html", show_default=True, type=click.Path(dir_okay=False),
              help="The file to write: .html, .md (Markdown) or .docx (Word).")  # fmt: skip
@period
@click.option("--outlook", is_flag=True, help="Add how likely what is next; slow the first time.")
@click.option("--quiet", is_flag=True, help="Do not print the file's name.")
@database
def brief(
    *,
    a: str,
    b: str,
    versus: tuple[str, str] | None,
    output: str,
    since: str | None,
    until: str | None,
    outlook: bool,
    quiet: bool,
    db: str,
) -> None:
    """Write a briefing on the relation of A and B.

    The first page says what changed, what is new, what is coming, what is disputed, and what it all rests on. Then come
    the chronology with the sentences behind each event, what is planned, contacts a month by form and level, who deals
    with whom, the issues that keep coming back, the two sides' own accounts beside each other, quotes, the comparison
    with another pair, and the sources. Every number leads to its events.
    """
    from bilateral.api import Chronology

    with Chronology(db, read_only=True) as chronology:
        chronology.brief(a, b, versus=versus, since=since, until=until, outlook=outlook).save(output)
    if not quiet:
        click.echo(f"Wrote {output}")
