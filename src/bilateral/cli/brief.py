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
    quiet: bool,
    db: str,
) -> None:
    """Write a briefing on the relation of A and B.

    It holds the chronology with its sources as footnotes, contacts a month by form and level, the issues that keep
    coming back, the quotes, the comparison with another pair, what is planned and what the sources disagree about.
    """
    from bilateral.api import Chronology

    with Chronology(db, read_only=True) as chronology:
        chronology.brief(a, b, versus=versus, since=since, until=until).save(output)
    if not quiet:
        click.echo(f"Wrote {output}")
