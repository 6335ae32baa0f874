"""`bilateral people`: who was met in the texts, in what office, and where they are known from."""

from __future__ import annotations

import click

from bilateral.cli.options import database, layout_option
from bilateral.cli.terminal import print_text, terminal

__all__ = ["people"]


@click.command()
@click.argument("states", nargs=-1, metavar="[STATE]...")
@click.option("--state", "more", multiple=True, metavar="STATE", help="The same as STATE. Repeatable.")
@click.option("--learned", is_flag=True, help="Only those learned from texts: the register does not have them.")
@click.option("--name", metavar="NAME", help="Part of a name. The table then names their offices and texts.")
@click.option("--on", metavar="DATE", help="As of that day: 2022-05-11. Default: as last met.")
@layout_option("them")
@database
def people(
    states: tuple[str, ...],
    more: tuple[str, ...],
    *,
    learned: bool,
    name: str | None,
    on: str | None,
    layout: str,
    db: str,
) -> None:
    """List the persons met in the texts, with state, office and level.

    STATE is a state or body by name, demonym or code; all are listed if none is named. Seen are the first and last day
    of the texts that name the person, Texts how many there are. From says where the person is known from: the register
    of office holders that comes with the program; learned, when two or more independent texts introduce them with
    title and state, and then known in every text; texts, while there are too few; or judged, told by a user.
    `bilateral judge person` corrects what is wrong.
    """
    from bilateral.api import Chronology

    with Chronology(db, read_only=True) as chronology:
        found = chronology.people(*states, *more, learned=learned, name=name, on=on)
        print_text(found.text(layout, **terminal(), sources=name is not None))
