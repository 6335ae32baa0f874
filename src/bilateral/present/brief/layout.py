"""Heads and cells of a briefing's tables, the same in every shape."""

from __future__ import annotations

from bilateral.present.brief.data import AccountRow, Brief, IssueRow
from bilateral.present.linked import Part
from bilateral.present.words import the

__all__ = [
    "OUTLOOK_HEADER",
    "PEOPLE_HEADER",
    "VISITS_HEADER",
    "account_cells",
    "accounts_header",
    "issue_cells",
    "issues_header",
]

VISITS_HEADER = ("Visits", "Number", "Highest level", "First", "Last")
PEOPLE_HEADER = ("Person", "Office", "Contacts", "Last")
OUTLOOK_HEADER = ("Act", "Who", "Probability", "Base rate of all pairs", "Of this pair", "In words")


def issues_header(brief: Brief) -> tuple[str, ...]:
    """What a row of issues tells, column by column."""
    first, second = brief.names
    return ("Issue", "Events", "Months", f"Named by {first}", f"Named by {second}", "Side not told", "First", "Last")


def accounts_header(brief: Brief) -> tuple[str, ...]:
    """What a row of accounts tells, column by column."""
    first, second = brief.names
    return ("Event", "Both name", f"Only {the(first)}", f"Only {the(second)}")


def account_cells(row: AccountRow) -> tuple[Part, ...]:
    """The cells of a row of accounts."""
    return (row.what, Part(row.both or "–"), *(Part(only or "–") for only in row.only))


def issue_cells(row: IssueRow) -> tuple[Part, ...]:
    """The cells of a row of issues."""
    months = Part(str(row.months))
    return (Part(row.name), row.events, months, *row.sides, row.unattributed, Part(row.first), Part(row.last))
