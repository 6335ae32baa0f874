"""The command `bilateral`: its subcommands, and how every error of ours reaches the terminal."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from bilateral import __version__
from bilateral.cli.accounts import accounts
from bilateral.cli.backtest import backtest
from bilateral.cli.backup import backup, restore
from bilateral.cli.bench import bench
from bilateral.cli.brief import brief
from bilateral.cli.check import check
from bilateral.cli.code import code
from bilateral.cli.compare import compare
from bilateral.cli.dates import dates
from bilateral.cli.dyads import dyads
from bilateral.cli.events import events
from bilateral.cli.export import export
from bilateral.cli.history import history
from bilateral.cli.issues import issues
from bilateral.cli.judge import judge
from bilateral.cli.judgements import judgements
from bilateral.cli.outlook import outlook
from bilateral.cli.people import people
from bilateral.cli.read import read
from bilateral.cli.recode import recode
from bilateral.cli.serve import serve
from bilateral.cli.shifts import shifts
from bilateral.cli.show import show
from bilateral.cli.site import site
from bilateral.cli.states import states
from bilateral.cli.watch import watch
from bilateral.cli.who_next import who_next
from bilateral.cli.why import why
from bilateral.errors import BilateralError, QueryError

__all__ = ["main"]

INTERRUPTED = 130


class Failure(click.ClickException):
    """One of our errors, told in a line."""

    def __init__(self, error: BilateralError) -> None:
        super().__init__(" ".join(str(error).split()))


class QueryFailure(Failure):
    """A question that cannot be answered as asked: the same exit status as for a wrong option."""

    exit_code = 2


class Program(click.Group):
    """The top group: turns errors and Ctrl-C into one line each, never a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the subcommand."""
        try:
            return super().invoke(ctx)
        except QueryError as error:
            raise QueryFailure(error) from error
        except BilateralError as error:
            raise Failure(error) from error
        except KeyboardInterrupt:
            _stop(ctx)


def _stop(ctx: click.Context) -> NoReturn:
    kept = ctx.obj if isinstance(ctx.obj, str) else "Nothing was changed."
    click.echo(f"\nStopped. {kept}", err=True)
    sys.exit(INTERRUPTED)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="bilateral")
def main() -> None:
    """Build a chronology of what states do to and with each other.

    It is made from any pile of texts, and every line of it leads back to its source.

    \b
    Begin with:  bilateral read NEWS_FOLDER --db relations.duckdb
    Then ask:    bilateral events USA Azerbaijan --since 2022-03
    And brief:   bilateral brief USA AZE -o brief.html
    """


for command in (
    *(read, watch, recode, events, show, why, history),
    *(dyads, compare, shifts, issues, accounts, outlook, who_next, backtest),
    *(brief, export, serve, site),
    *(people, judge, judgements, states, check, backup, restore, dates, code, bench),
):
    main.add_command(command)
