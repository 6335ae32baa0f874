"""`bilateral judge`: corrections that win over every text, and are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from bilateral.cli.options import ISSUES_LISTED, database, event_filters

if TYPE_CHECKING:
    from bilateral.chronology import Judgement

__all__ = ["judge"]


@click.group()
def judge() -> None:
    """Correct what was understood wrongly, once and for all.

    Each judgement is kept with who made it, when and why; it wins over texts and register, also when texts are read
    again, until it is withdrawn (`bilateral judgements --withdraw`).
    """


def _author(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --why and --by."""
    by = click.option("--by", metavar="NAME", help="Who judges. Default: the name you are logged in with.")
    why = click.option("--why", required=True, metavar="TEXT", help="The reason, kept with the judgement.")
    return why(by(command))


def _told(judgements: Sequence[Judgement]) -> None:
    from bilateral.present.judgements import said

    for judgement in judgements:
        click.echo(f"{judgement.id}  {judgement.subject}: {said(judgement)}")


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
@_author
@database
def person(name: str, *, why: str, by: str | None, db: str, **rulings: Any) -> None:
    """Say who a person is: state, office, level, other names.

    NAME is the person's name in full, as `bilateral people` prints it, or somebody's whom no text introduces. Events
    that name the person are brought up to date at once.
    """
    from bilateral.api import Chronology

    with Chronology(db, must_exist=True) as chronology:
        _told(chronology.judge_person(name, why=why, by=_name(by), **rulings))


@judge.command("event")
@click.argument("event")
@click.option("--right", is_flag=True, help="It took place as told.")
@click.option("--wrong", is_flag=True, help="There was no such event: it leaves all tables and exports.")
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="FIELD=VALUE",
    help="What a field is to hold; the fields are named above. Repeatable.",
)
@_author
@database
def event(event: str, *, right: bool, wrong: bool, values: Sequence[str], why: str, by: str | None, db: str) -> None:
    """Say that an event is right or wrong, or correct its fields.

    EVENT is the id that `bilateral events` prints, or its beginning. Fields go by the words of the public record
    (docs/record.md): date=2022-03-15, date=2022-03-15/2022-03-17 (or start, end), type=CONSULT, mode=phone, form=call,
    status=planned, place=Baku, "place=Camp David, USA", issues=energy,borders, from=USA, to=AZE,EU. "none" says that
    there is none: to=none.
    """
    from bilateral.api import Chronology

    with Chronology(db, must_exist=True) as chronology:
        given = dict(map(_assignment, values))
        _told(chronology.judge_event(event, why=why, by=_name(by), right=right, wrong=wrong, values=given))


@judge.command("same")
@click.argument("events", nargs=-1, required=True, metavar="EVENT EVENT...")
@_author
@database
def same(events: tuple[str, ...], *, why: str, by: str | None, db: str) -> None:
    """Say that events are one and the same.

    The event then has the sources of all, whatever these say of form, date or status.
    """
    from bilateral.api import Chronology

    with Chronology(db, must_exist=True) as chronology:
        _told(chronology.judge_same(*events, why=why, by=_name(by)))


@judge.command("different")
@click.argument("first", metavar="EVENT")
@click.argument("second", metavar="EVENT")
@_author
@database
def different(first: str, second: str, *, why: str, by: str | None, db: str) -> None:
    """Say that two events are two.

    Nothing read later makes them one.
    """
    from bilateral.api import Chronology

    with Chronology(db, must_exist=True) as chronology:
        _told(chronology.judge_different(first, second, why=why, by=_name(by)))


@judge.command("split")
@click.argument("event")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@_author
@database
def split(event: str, sources: tuple[str, ...], *, why: str, by: str | None, db: str) -> None:
    """Say that some sources of an event tell of another one.

    SOURCE is the number of a source in `bilateral show EVENT`, or the id of its document.
    """
    from bilateral.api import Chronology

    with Chronology(db, must_exist=True) as chronology:
        _told(chronology.judge_split(event, *sources, why=why, by=_name(by)))


@judge.command("import")
@click.argument("file", type=click.Path())
@click.option("--why", default="", metavar="TEXT", help="The reason, for rows that tell none.")
@click.option("--by", metavar="NAME", help="Who judges, for rows that do not tell. Default: your login name.")
@database
def import_(file: str, *, why: str, by: str | None, db: str) -> None:
    """Take judgements from a file.

    It is CSV, JSON Lines, or Label Studio's JSON export; docs/judgements.md describes the columns and the labelling.
    What was taken before is not taken twice. A row that cannot be taken is told with its line, the others are kept, and
    the command ends with status 1.
    """
    import sys

    from bilateral.api import Chronology
    from bilateral.present.words import several

    with Chronology(db, must_exist=True) as chronology:
        found = chronology.import_judgements(file, by=_name(by), why=why)
    for where, reason in found.bad:
        click.echo(f"{file}, {where}: {reason}", err=True)
    parts = [f"{several(len(found.judgements), 'judgement')} kept", f"{found.known} known already"]
    click.echo(f"{file}: {', '.join(parts)}, {len(found.bad)} not taken.")
    sys.exit(1 if found.bad else 0)


@judge.command("tasks", epilog=ISSUES_LISTED)
@click.argument("parties", nargs=-1, metavar="[A] [B]")
@click.option("-o", "--output", required=True, type=click.Path(), help="The file of tasks to write, .json.")
@click.option("--config", type=click.Path(), help="Write the labelling configuration (XML) for the project too.")
@event_filters
@database
def tasks(parties: tuple[str, ...], *, output: str, config: str | None, db: str, **filters: Any) -> None:
    """Write events as tasks for Label Studio.

    A team can judge them there: import the tasks into a project whose labelling interface is the text of --config, and
    give its JSON export to `bilateral judge import`.
    """
    from bilateral.api import Chronology
    from bilateral.present.files import write_file
    from bilateral.present.labels import labelling_config
    from bilateral.present.words import several

    if config is not None:
        write_file(config, labelling_config())
    with Chronology(db, read_only=True) as chronology:
        click.echo(f"{output}: {several(chronology.labelling_tasks(output, *parties, **filters), 'task')}")


def _name(by: str | None) -> str:
    import getpass

    return by if by is not None else getpass.getuser()


def _assignment(text: str) -> tuple[str, str]:
    field, sign, value = text.partition("=")
    if not sign:
        raise click.BadParameter(f"{text!r} is no FIELD=VALUE, such as date=2022-03-15", param_hint="--set")
    return field.strip().casefold(), value
