"""`bilateral recode`: a newer or another reader over the stored texts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bilateral.cli.options import database

if TYPE_CHECKING:
    from bilateral.run import Recoded

__all__ = ["recode"]


@click.command()
@click.option("--reader", metavar="WORD", help="Have this reader code them: lexicon, neural. By default each its own.")
@click.option("--documents", "-d", multiple=True, metavar="ID", help="Only this text, or those it begins. Repeatable.")
@click.option("--since", metavar="DATE", help="Only texts published on this day, month or year, or later.")
@click.option("--dry-run", is_flag=True, help="Say how many would be coded again, and change nothing.")
@click.option("--list", "listed", is_flag=True, help="List the events gained, lost and changed.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 256), help="Processes that code texts.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON, with the events.")
@database
@click.pass_context
def recode(
    context: click.Context,
    *,
    reader: str | None,
    documents: tuple[str, ...],
    since: str | None,
    dry_run: bool,
    listed: bool,
    workers: int,
    as_json: bool,
    db: str,
) -> None:
    """Code the stored texts again, with a newer or another reader.

    The sources are not needed: the texts are in the database. By default those are coded again that an older version of
    their reader coded, so that after an upgrade all events are as if read by the new one; texts that are up to date are
    passed over. Interrupted, it goes on where it ended when called again. Judgements are kept to.
    """
    from bilateral.api import Chronology
    from bilateral.cli.terminal import Progress

    context.find_root().obj = f"What was coded so far is kept in {db}; run the command again to go on."
    with Chronology(db, must_exist=True) as chronology, Progress((), show=not as_json) as progress:
        done = chronology.recode(
            *documents, reader=reader, since=since, dry_run=dry_run, workers=workers, progress=progress
        )
    click.echo(_as_json(done) if as_json else "\n".join(_told(done, listed=listed)))
    sys.exit(1 if done.failed else 0)


def _told(done: Recoded, *, listed: bool) -> list[str]:
    from bilateral.present.history import claim_line
    from bilateral.present.words import number_word

    if not done.documents:
        return ["Nothing to do: every text was coded by the reader as it is now."]
    head = "Would code again" if done.dry_run else "Coded again"
    lines = [
        f"{head}: {number} text{'' if number == 1 else 's'}, {a} -> {b}" for (a, b), number in done.readers.items()
    ]
    if done.dry_run:
        return lines
    lines += [f"Failed ({one.code}): {one.source}: {one.reason}" for one in done.failed]
    found = done.changes
    if not found:
        return [*lines, "The events are as they were."]
    counts = ((found.gained, "gained"), (found.lost, "lost"), (found.changed, "changed"))
    lines.append("Events: " + ", ".join(f"{number_word(len(part))} {word}" for part, word in counts) + ".")
    if listed:
        lines += [f"  gained   {claim_line(claim)}  [{claim.report}]" for claim in found.gained]
        lines += [f"  lost     {claim_line(claim)}" for claim in found.lost]
        for before, after in found.changed:
            lines += [f"  changed  {claim_line(before)}", f"       to  {claim_line(after)}  [{after.report}]"]
    return lines


def _as_json(done: Recoded) -> str:
    import json

    from bilateral.present.history import claim_record

    found = done.changes
    return json.dumps(
        {
            "dry_run": done.dry_run,
            "documents": done.documents,
            "readers": [{"from": a, "to": b, "documents": number} for (a, b), number in done.readers.items()],
            "failed": [{"source": one.source, "code": one.code, "reason": one.reason} for one in done.failed],
            "gained": [claim_record(claim, claim.report) for claim in found.gained],
            "lost": [claim_record(claim, None) for claim in found.lost],
            "changed": [
                {"before": claim_record(a, None), "after": claim_record(b, b.report)} for a, b in found.changed
            ],
        },
        ensure_ascii=False,
    )
