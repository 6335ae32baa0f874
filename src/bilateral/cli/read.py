"""`bilateral read`: texts into the chronology."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bilateral.cli.options import database

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bilateral.chronology import Counts
    from bilateral.run import Summary

__all__ = ["read"]

LONG = 10.0
"""Seconds after which the summary says how fast it was."""


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@database
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 256), help="Processes that read texts.")
@click.option("--cluster", metavar="ADDRESS", help="Dask scheduler whose workers read texts, as tcp://host:8786.")
@click.option(
    "--reader", default="lexicon", show_default=True, metavar="WORD", help="What finds the acts: lexicon, neural."
)
@click.option(
    "--format",
    "layout",
    metavar="WORD",
    help="Event data whose files do not tell it: icews, polecat, gdelt, acled.",
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
    cluster: str | None,
    reader: str,
    layout: str | None,
    strict: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Read texts and add the events they report.

    SOURCE is a file, a folder, a glob in quotes, "-" for standard input, a web address, an RSS or Atom feed, a WARC
    (.warc, .warc.gz) or JSON Lines of documents (.jsonl, .jsonl.gz).

    A text is known by its content: one that was read before is passed over, also where its file was renamed, moved or
    touched since. A text that changed at its address (a web address, a file, a given id) takes the place of the one
    before, which is kept: see `bilateral history`. To follow feeds, see `bilateral watch`.

    It may also be a file of event data of others, plain, under gzip or in a ZIP archive: ICEWS, POLECAT, GDELT 2,
    ACLED. Their rows become reports with that data set as the source; docs/event-data.md says how.

    The exit status is 0 only if nothing was refused. What was refused is named, and the rest is read all the same.
    """
    from bilateral.api import Chronology
    from bilateral.cli.terminal import Progress
    from bilateral.sources import passed_over

    context.find_root().obj = f"What was read so far is kept in {db}; run the command again to go on."
    with Chronology(db) as chronology, Progress(sources, show=not quiet) as progress:
        summary = chronology.read(
            *sources,
            workers=workers,
            cluster=cluster,
            reader=reader,
            format=layout,
            strict=strict,
            progress=progress,
        )
        counts = chronology.counts()
    if as_json:
        click.echo(_as_json(summary, counts))
    else:
        for refusal in summary.refusals:
            click.echo(f"Refused ({refusal.code}): {refusal.source}: {refusal.reason}", err=True)
        if not quiet:
            click.echo("\n".join(_told(summary, counts, db, passed=passed_over(sources))))
    sys.exit(1 if summary.refused else 0)


def _told(summary: Summary, counts: Counts, db: str, *, passed: Sequence[str]) -> list[str]:
    kinds = [(summary.new, "new"), (summary.unchanged, "unchanged"), (summary.replaced, "replaced")]
    lines = [f"Read {_several(summary.documents, 'document')}: {_listed(kinds) or 'nothing'}."]
    if summary.refused:
        reasons = _listed([(number, code) for code, number in summary.reasons.items()])
        lines.append(f"Refused {_several(summary.refused, 'input')}: {reasons}.")
    if summary.rows:
        left = _listed([(number, why) for why, number in summary.left_out.items()])
        used = summary.rows - sum(summary.left_out.values())
        lines.append(
            f"Of {_several(summary.rows, 'row')} of event data {used} made reports; left out: {left or 'none'}."
        )
    if passed:
        endings = sorted({f".{name.rsplit('.', 1)[-1].lower()}" for name in passed})
        lines.append(f"Passed over {_several(len(passed), 'file')}, no text by name: {', '.join(endings)}.")
    lines.append(f"Found {_several(summary.reports, 'report')}: {_several(summary.events, 'event')} made or updated.")
    if summary.seconds > LONG:
        lines.append(f"Took {summary.seconds:.0f} s, {summary.documents / summary.seconds:.0f} documents a second.")
    held = (
        _several(counts.documents, "document"),
        _several(counts.reports, "report"),
        _several(counts.events, "event"),
    )
    return [*lines, f"{db} holds {', '.join(held)}."]


def _as_json(summary: Summary, counts: Counts) -> str:
    import json
    from dataclasses import asdict

    return json.dumps({**asdict(summary), "refused": summary.refused, "holds": asdict(counts)}, ensure_ascii=False)


def _listed(kinds: list[tuple[int, str]]) -> str:
    return ", ".join(f"{number} {kind}" for number, kind in kinds if number)


def _several(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
