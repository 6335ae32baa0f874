"""Options that several commands share."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import Any

import click

from bilateral.model import ISSUES, EventType, Form, Level, Status

__all__ = ["ISSUES_LISTED", "database", "event_filters", "layout_option", "period"]

Command = Callable[..., Any]

_DATES = "2022, 2022-03 or 2022-03-15"
_FILTERS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("form", tuple(Form), "How it was done"),
    ("issue", ISSUES, "What it was about"),  # too many for a line of help: ISSUES_LISTED
    ("level", tuple(Level), "Rank of either side"),
    ("status", (*Status, "all"), "Did it happen"),
    ("type", tuple(EventType), "PLOVER's event type"),
    ("read-by", ("texts", "data", "lexicon", "neural", "icews", "polecat", "gdelt", "acled"), "What found it"),
)

ISSUES_LISTED = "\b\nIssues:\n" + textwrap.fill(
    ", ".join(ISSUES), 74, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
)
"""For the end of a command's help, where click leaves the lines as they are."""


def database(command: Command) -> Command:
    """Add --db."""
    return click.option(
        "--db",
        default="relations.duckdb",
        envvar="BILATERAL_DB",
        show_default=True,
        show_envvar=True,
        type=click.Path(),
        help="The chronology's database file.",
    )(command)


def layout_option(what: str) -> Callable[[Command], Command]:
    """Add --format, for commands that print a table of `what` or the same as data."""
    return click.option(
        "--format",
        "layout",
        default="table",
        show_default=True,
        type=click.Choice(["table", "json", "jsonl", "csv", "md"]),
        metavar="WORD",
        help=f"How to print {what}: table, json, jsonl, csv, md.",
    )


def period(command: Command) -> Command:
    """Add --since and --until."""
    until = click.option("--until", metavar="DATE", help=f"To this day, month or year, included: {_DATES}.")
    since = click.option("--since", metavar="DATE", help=f"From this day, month or year on: {_DATES}.")
    return since(until(command))


def event_filters(command: Command) -> Command:
    """Add the options that narrow down events. The words are checked where the library checks them."""
    for name, words, help_text in reversed(_FILTERS):
        command = click.option(
            f"--{name}",
            name.replace("-", "_"),
            multiple=True,
            metavar="WORD",
            help=f"{help_text}: {'a word of the list below' if words is ISSUES else ', '.join(words)}. Repeatable.",
            shell_complete=_offer(words),
        )(command)
    command = click.option("--person", metavar="NAME", help="Someone on either side; part of the name will do.")(
        command
    )
    command = click.option("--to", "target", metavar="PARTY", help="Towards whom.")(command)
    command = click.option("--from", "source", metavar="PARTY", help="Who acted.")(command)
    return period(command)


def _offer(words: tuple[str, ...]) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    def complete(_context: click.Context, _option: click.Parameter, incomplete: str) -> list[str]:
        return [word for word in words if word.startswith(incomplete)]

    return complete
