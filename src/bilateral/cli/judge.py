"""`bilateral judge`: corrections that win over every text, and are kept."""

from __future__ import annotations

from typing import Any

import click

from bilateral.cli.options import database

__all__ = ["judge"]


@click.group()
def judge() -> None:
    """Correct what was understood wrongly, once and for all.

    Each judgement is kept with who made it, when and why; it wins over texts and register, also when texts are read
    again, until it is withdrawn (`bilateral judgements --withdraw`).
    """


@judge.command("person")
@click.argument("name")
@click.option("--of", metavar="STATE", help="Whose person is meant, where several share the name.")
@click.option("--state", metavar="STATE", help="The person is of this state or body.")
@click.option("--office", metavar="TEXT", help="The person's office.")
@click.option("--level", metavar="WORD", help="The office's level: head of state, minister, senior official ...")
@click.option("--since", metavar="DATE", help="From when the person held office and level.")
@click.option("--until", metavar="DATE", help="Until when.")
@click.option("--same-as", multiple=True, metavar="NAME", help="Another name of the same person. Repeatable.")
@click.option("--not-same-as", multiple=True, metavar="NAME", help="The name of somebody else. Repeatable.")
@click.option("--wrong", is_flag=True, help="There is no such person.")
@click.option("--why", required=True, metavar="TEXT", help="The reason, kept with the judgement.")
@click.option("--by", metavar="NAME", help="Who judges. Default: the name you are logged in with.")
@database
def person(name: str, *, why: str, by: str | None, db: str, **rulings: Any) -> None:
    """Say who a person is: state, office, level, other names.

    NAME is the person's name in full, as `bilateral people` prints it, or somebody's whom no text introduces. Events
    that name the person are brought up to date at once.
    """
    import getpass

    from bilateral.api import Chronology
    from bilateral.present.judgements import said

    with Chronology(db, must_exist=True) as chronology:
        for judgement in chronology.judge_person(name, why=why, by=by or getpass.getuser(), **rulings):
            click.echo(f"{judgement.id}  {judgement.subject}: {said(judgement)}")
