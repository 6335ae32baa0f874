"""`bilateral shifts`: when a relation changed, how surely, and the events on both sides."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from bilateral.cli.options import database, period

__all__ = ["shifts"]


@click.command()
@click.argument("a", required=False)
@click.argument("b", required=False)
@period
@click.option(
    "--what", multiple=True, metavar="WORD",
    help="What may have changed: rate, tone, level, agenda. All by default; without A and B rate and tone. Repeatable.",
)  # fmt: skip
@click.option("--by", metavar="WORD", help="Count by week or month. By default weeks for up to three years.")
@click.option(
    "--false-alarms", default=0.01, show_default=True, type=click.FloatRange(0, 1, min_open=True), metavar="N",
    help="With A and B: how many a year may be found in a series that never changes.",
)  # fmt: skip
@click.option("--recent", default="12m", show_default=True, metavar="TIME",
              help="Without A and B: shifts of the last 90d, 6w, 12m, or all.")  # fmt: skip
@click.option("--pairs", default=300, show_default=True, type=click.IntRange(1), metavar="N",
              help="Without A and B: look at the N pairs with most events.")  # fmt: skip
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), metavar="N",
              help="Without A and B: print at most N shifts.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print it as data, with the ids of all events.")
@database
def shifts(
    *,
    a: str | None,
    b: str | None,
    since: str | None,
    until: str | None,
    what: tuple[str, ...],
    by: str | None,
    false_alarms: float,
    recent: str,
    pairs: int,
    limit: int,
    as_json: bool,
    db: str,
) -> None:
    """Say when the relation of A and B changed, and how surely.

    Looked at are the number of contacts and of other acts, the tone, the level of contacts and the issues. Each shift
    has its date with the days between which it lies, what was before and after, how likely it is that there is one, and
    the events on both sides. Where there are too few events, it says so.

    Numbers are rated against the texts read in the same time, so that more texts do not look like more contacts. What
    only publishers tell that were read for a part of the time is left out.

    Without A and B it lists the surest recent shifts of all pairs, down to where one in five may be chance.
    """
    from bilateral.api import Chronology

    if a is not None and b is None:
        raise click.UsageError("name two parties, or none for the shifts of all pairs")
    with Chronology(db, read_only=True) as chronology:
        if a is not None and b is not None:
            found = chronology.shifts(a, b, what=what, since=since, until=until, period=by, false_alarms=false_alarms)
            click.echo(found.json() if as_json else found.text(), nl=False)
            return
        listed = chronology.all_shifts(
            what=what, since=since, until=until, period=by, recent=recent, pairs=pairs, progress=_progress()
        )
        click.echo(listed.json() if as_json else listed.text(limit=limit), nl=False)


def _progress() -> Callable[[int, int], None] | None:
    """A line that counts the pairs, in a terminal; None where nobody would see it."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, all_: int) -> None:
        end = "\r" if done + 1 < all_ else "\r\033[K"
        sys.stderr.write(f"Looking at pair {done + 1} of {all_}{end}")
        sys.stderr.flush()

    return show
