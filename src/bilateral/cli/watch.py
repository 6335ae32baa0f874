"""`bilateral watch`: feeds and folders read again and again."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import click

from bilateral.cli.options import database

if TYPE_CHECKING:
    from bilateral.run import Visit

__all__ = ["watch"]


@click.command()
@click.argument("feeds", nargs=-1, required=True, metavar="FEED...")
@click.option("--every", default="15m", show_default=True, metavar="TIME", help="How often: 15m, 1h30m, 2d.")
@click.option("--once", is_flag=True, help="Ask each feed that is due once, and end.")
@database
@click.option(
    "--reader", default="lexicon", show_default=True, metavar="WORD", help="What finds the acts: lexicon, neural."
)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 256), help="Processes that read texts.")
@click.option("--quiet", is_flag=True, help="Print only what went wrong.")
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON for each visit.")
def watch(
    *,
    feeds: tuple[str, ...],
    every: str,
    once: bool,
    db: str,
    reader: str,
    workers: int,
    quiet: bool,
    as_json: bool,
) -> None:
    """Read feeds again and again, and add what comes in.

    FEED is the address of an RSS or Atom feed, or a file or folder. One process asks one host at a time, with pauses;
    feeds that did not change send nothing (ETag, Last-Modified), entries that are known are not fetched again, and
    robots.txt holds for the pages that entries link to. A feed is asked less often where it says so (Retry-After, ttl,
    sy:updatePeriod) or fails. One that is gone for good (410) is asked no more; one that has moved for good is asked at
    its new address.

    A text that changed takes the place of the one before: see `bilateral history`.

    The database is open only while something is written, so that other commands can read it in between; while they do,
    the watch waits. Stop it at any moment with Ctrl-C or SIGTERM: what is being written is finished, and the next watch
    goes on from there. The exit status is 130 after Ctrl-C, 0 after SIGTERM; with --once, 1 where a feed failed.
    """
    from bilateral.api.watching import Stop
    from bilateral.api.watching import watch as visits

    failed = False
    with Stop() as stop:
        try:
            for visit in visits(*feeds, db=db, every=every, once=once, reader=reader, workers=workers, stop=stop):
                failed = failed or bool(visit.problem or visit.refusals)
                _tell(visit, quiet=quiet, as_json=as_json)
        except KeyboardInterrupt:
            if stop.signal is None:
                raise
    if stop.signal is not None:
        click.echo(f"Stopped. What came in is kept in {db}; watch again to go on from there.", err=True)
        sys.exit(130 if stop.signal == signal.SIGINT else 0)
    if not once:
        click.echo("Nothing is left to watch.", err=True)
    sys.exit(1 if failed or not once else 0)


def _tell(visit: Visit, *, quiet: bool, as_json: bool) -> None:
    if as_json:
        if not quiet or visit.problem or visit.refusals:
            click.echo(_as_json(visit))
    else:
        for refusal in visit.refusals:
            click.echo(f"Refused ({refusal.code}): {refusal.source}: {refusal.reason}", err=True)
        if not quiet or visit.problem:
            click.echo(_line(visit), err=bool(visit.problem))
    sys.stdout.flush()


def _line(visit: Visit) -> str:
    """A visit in a line, in the time of the place: "12:30 state.gov: 3 new, 1 changed, 20 known; next 12:45"."""
    kinds = [(visit.new, "new"), (visit.changed, "changed"), (visit.known, "known"), (visit.waiting, "not to be had")]
    kinds += [(len(visit.refusals), "refused")]
    came = ", ".join(f"{number} {kind}" for number, kind in kinds if number)
    said = visit.problem or came or ("nothing changed" if visit.status == 304 else "nothing")
    moved = f"; moved for good to {visit.moved}" if visit.moved else ""
    at = visit.at.astimezone()
    when = ""
    if visit.next:
        due = visit.next.astimezone()
        when = f"; next {due:%H:%M}" if due.date() == at.date() else f"; next {due:%Y-%m-%d %H:%M}"
    return f"{at:%H:%M} {_name(visit.feed)}: {said}{moved}{when}"


def _name(feed: str) -> str:
    """The host and path, which say more than a scheme."""
    return feed.split("://", 1)[-1].rstrip("/")


def _as_json(visit: Visit) -> str:
    import json

    return json.dumps(
        {
            "at": visit.at.isoformat(timespec="seconds"),
            "feed": visit.feed,
            "status": visit.status,
            "new": visit.new,
            "changed": visit.changed,
            "known": visit.known,
            "waiting": visit.waiting,
            "reports": visit.reports,
            "events": visit.events,
            "refusals": [{"source": one.source, "code": one.code, "reason": one.reason} for one in visit.refusals],
            "problem": visit.problem or None,
            "moved": visit.moved,
            "stopped": visit.stopped,
            "next": visit.next.isoformat(timespec="seconds") if visit.next else None,
        },
        ensure_ascii=False,
    )
