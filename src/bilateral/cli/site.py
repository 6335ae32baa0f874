"""`bilateral site`: the pages of `bilateral serve` as files."""

from __future__ import annotations

import click

from bilateral.cli.options import database

__all__ = ["site"]


@click.command()
@click.argument("out", type=click.Path())
@click.argument("states", nargs=-1)
@click.option("--quiet", is_flag=True, help="Show no progress.")
@database
def site(*, out: str, states: tuple[str, ...], quiet: bool, db: str) -> None:
    """Write the chronology as a site of files into the folder OUT.

    The pages are those of `bilateral serve`, without what needs a server: searching, judging, the outlook. They open
    from the disk, and any web server can hold them. Each page has its twin as data beside it, .json.

    With one of STATES the site has its relations to all others, with several those among them; without, everything.

    Writing again into OUT replaces the site that is there, and takes away its pages that are no more. A folder with
    other files in it is left alone.
    """
    import sys

    from bilateral.present.words import several
    from bilateral.web.site import write_site

    def progress(done: int, of: int) -> None:
        if not quiet and sys.stderr.isatty() and (done % 20 == 0 or done == of):
            click.echo(f"\rWriting page {done:,} of {of:,}", nl=done == of, err=True)

    number = write_site(db, out, states, progress=progress)
    click.echo(f"{out}: {several(number, 'page')}; open {out.rstrip('/')}/index.html")
