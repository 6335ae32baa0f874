"""`bilateral read`: texts into the chronology."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bilateral.cli.options import database

if TYPE_CHECKING:
    from bilateral.run import Summary

__all__ = ["read"]


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@database
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 256), help="Processes that read texts.")
@click.option(
    "--reader", default="lexicon", show_default=True, type=click.Choice(["lexicon"]), help="What finds the acts."
)
@click.option("--strict", is_flag=True, help="Stop at the first input that is refused.")
@click.option("--quiet", is_flag=True, help="Print refusals only.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.pass_context
def read(
    context: click.Context,
    *,
    sources: tuple[str, ...],
    db: str,
    workers: int,
    reader: str,
    strict: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Read texts and add the events they report.

    SOURCE is a file, a folder, a glob in quotes, "-" for standard input, a web address, an RSS or Atom feed, a WARC
    (.warc, .warc.gz) or JSON Lines of documents (.jsonl, .jsonl.gz). Reading a text again changes nothing.

    The exit status is 0 only if nothing was refused. What was refused is named, and the rest is read all the same.
    """
    from bilateral.api import Chronology
    from bilateral.cli.terminal import Progress, summary_json, summary_text

    context.obj = f"Every document read so far is kept in {db}; run the command again to go on."
    with Chronology(db) as chronology, Progress(sources, show=not quiet) as progress:
        summary = chronology.read(*sources, workers=workers, reader=reader, strict=strict, progress=progress)
    if as_json:
        click.echo(summary_json(summary))
    elif not quiet:
        click.echo(summary_text(summary, db))
    if not as_json:
        _tell_refusals(summary)
    sys.exit(1 if summary.refused else 0)


def _tell_refusals(summary: Summary) -> None:
    for refusal in summary.refusals:
        click.echo(f"Refused ({refusal.code}): {refusal.source}: {refusal.reason}", err=True)
