"""`bilateral backtest`: how good the outlooks of a database are."""

from __future__ import annotations

import click

from bilateral.cli.options import database, period

__all__ = ["backtest"]


@click.command()
@click.argument("parties", nargs=-1, metavar="[A B]")
@click.option("--horizon", default="30d", show_default=True, metavar="TIME", help="How far ahead: 30d, 6w, 3m.")
@period
@click.option("--published", is_flag=True, help="Score the outlooks kept with --publish instead.")
@click.option("--json", "as_json", is_flag=True, help="Print the scores as data.")
@database
def backtest(
    *,
    parties: tuple[str, ...],
    horizon: str,
    since: str | None,
    until: str | None,
    published: bool,
    as_json: bool,
    db: str,
) -> None:
    """Forecast the database's own past again, and say how good that was.

    From about 24 days of the last two thirds of the past (since the last year without any event), or between --since
    and --until, every act of every pair that dealt with each other within a year is forecast, with nothing known but
    the events before, by models made of nothing else. An event counts on its date: that a text tells of it only later
    is not held against the forecast. With A and B only these two are asked for.

    With --published nothing is forecast: the outlooks kept with `bilateral outlook --publish` are scored, those whose
    horizon was over by the day of the last event.
    """
    from bilateral.api import Chronology

    if len(parties) not in (0, 2):
        raise click.UsageError(f"name two parties, or none for all; got {len(parties)}")
    if published and (parties or since or until):
        raise click.UsageError("--published scores all that was published; it takes no parties and no period")
    with Chronology(db, read_only=True) as chronology:
        if published:
            found = chronology.track_record()
        else:
            found = chronology.backtest(*parties, horizon=horizon, since=since, until=until)
        click.echo(found.json() if as_json else found.text(), nl=False)
