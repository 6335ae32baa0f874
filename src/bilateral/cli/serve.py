"""`bilateral serve`: the chronology as pages in a browser."""

from __future__ import annotations

import click

from bilateral.cli.options import database

__all__ = ["serve"]

_MANY = 500
"""Texts whose words take long enough to be worth a line."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free one.")
@click.option(
    "--token", envvar="BILATERAL_TOKEN", show_envvar=True, metavar="TEXT",
    help="Asked of whoever judges. Needed, and made up if not given, where others than this machine can ask.",
)  # fmt: skip
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="A name the server goes by. Repeatable.")
@click.option("--read-only", is_flag=True, help="Pages only: nobody can judge.")
@click.option("--open", "show", is_flag=True, help="Open the first page in a browser.")
@database
def serve(
    *, host: str, port: int, token: str | None, hosts: tuple[str, ...], read_only: bool, show: bool, db: str
) -> None:
    """Read, filter and judge the chronology in a browser.

    Serves pages until Ctrl-C: relations with timelines, events with the words they rest on, texts, people and more.
    Every page has a twin as data: add .json to its address.

    Only this machine can ask, unless --host names another address. Pages ask nothing of the outside, and go without a
    network.

    The database is opened to read when a page is asked for, and let go two seconds later, so that `bilateral read` can
    write to it meanwhile; while it does, pages say so.
    """
    import contextlib
    import getpass
    import secrets
    import webbrowser
    from pathlib import Path

    from bilateral.web.pool import Pool
    from bilateral.web.server import address_of, listen
    from bilateral.web.server import serve as run
    from bilateral.web.serving import Serving, is_loopback

    made_up = not token and not is_loopback(host) and not read_only
    if made_up:
        token = secrets.token_urlsafe(16)
    serving = Serving(
        path=Path(db),
        host=host,
        port=port,
        hosts=hosts,
        token=token or "",
        by=getpass.getuser() if is_loopback(host) else "",
        judging=not read_only,
    )
    pool = Pool(serving.path)
    events = pool.prepare()
    with pool.reading() as opened:
        waiting = opened.unsearched
    if waiting:
        if waiting > _MANY:
            click.echo(f"Taking the words of {waiting:,} texts into the index for searching, once", err=True)
        pool.take_in()
    pool.close()
    listening = listen(serving)
    address = address_of(serving, listening)

    def ready() -> None:
        click.echo(f"{db}, {events:,} events: {address}")
        if made_up:
            click.echo(f"Whoever judges is asked for this token: {token}")
        click.echo("Stop with Ctrl-C.")
        if show:
            webbrowser.open(address)

    with contextlib.suppress(KeyboardInterrupt):
        run(serving, listening, ready=ready)
    click.echo("\nStopped.")
