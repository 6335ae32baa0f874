"""Questions on two parties: what comes back between them, and how their accounts differ; as text and as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bilateral.api.query import Day, first_day, last_day, party, single_day
from bilateral.errors import QueryError, UnknownValue

if TYPE_CHECKING:
    from bilateral.analysis import RecurringIssue
    from bilateral.analysis.accounts import AccountsCompared
    from bilateral.chronology import Store
    from bilateral.present.accounts import AccountsShown
    from bilateral.present.issues import IssuesShown

__all__ = ["AccountsTable", "IssuesTable", "accounts_between", "issues_between"]


class IssuesTable:
    """The issues and names that come up between two parties (`issues`, `names`), as text or data."""

    def __init__(self, shown: IssuesShown) -> None:
        self.shown = shown

    @property
    def issues(self) -> tuple[RecurringIssue, ...]:
        """The issues, most events first."""
        return self.shown.issues

    @property
    def names(self) -> tuple[RecurringIssue, ...]:
        """The issues with a name of their own, most events first."""
        return self.shown.names

    @cached_property
    def record(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers; each issue with its events and passages (docs/issues.md)."""
        from bilateral.present.issues import issues_record

        return issues_record(self.shown)

    def json(self) -> str:
        """The record as JSON; ends in a line break."""
        return _json(self.record)

    def text(self, *, width: int = 80, limit: int = 12) -> str:
        """Tables for reading, with at most `limit` names; ends in a line break.

        Where one issue was asked for, its events with their passages.
        """
        from bilateral.present.issues import issues_text

        return issues_text(self.shown, width=width, limit=limit)


class AccountsTable:
    """Two sides' accounts beside each other (`compared`), as text or data."""

    def __init__(self, shown: AccountsShown) -> None:
        self.shown = shown

    @property
    def compared(self) -> AccountsCompared:
        """What was found, with every passage."""
        return self.shown.compared

    @cached_property
    def record(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers (docs/issues.md)."""
        from bilateral.present.accounts import accounts_record

        return accounts_record(self.shown)

    def json(self) -> str:
        """The record as JSON; ends in a line break."""
        return _json(self.record)

    def text(self, *, width: int = 80) -> str:
        """For reading; ends in a line break."""
        from bilateral.present.accounts import accounts_text

        return accounts_text(self.shown, width=width)


def issues_between(
    store: Store, a: str, b: str, *, since: Day = None, until: Day = None, recent: Day = None, issue: str | None = None
) -> IssuesTable:
    """The issues of two parties. Raises UnknownState; QueryError where `recent` is no day or A is B; UnknownValue for
    an issue that never comes up."""
    from bilateral.analysis import between, counted, recurring_issues, recurring_named_issues
    from bilateral.chronology import EventQuery
    from bilateral.knowledge import load
    from bilateral.knowledge.publishers import official_documents
    from bilateral.present.issues import IssuesShown
    from bilateral.present.words import party_names

    pair = _pair(a, b)
    query = EventQuery(parties=pair, since=first_day(since), until=last_day(until))
    events = counted(between(store.events(query), pair))
    keys = sorted({report.document for event in events for report in event.reports})
    documents = store.documents(keys)
    official = official_documents(documents.values(), load())
    cut = single_day(recent)
    issues = recurring_issues(events, pair, official=official, recent=cut)
    names = recurring_named_issues(events, pair, official=official, recent=cut)
    if issue is not None:
        issues, names = _only(issue, issues, names)
    return IssuesTable(
        IssuesShown(
            pair=pair,
            name_of=party_names(load()),
            events={event.id: event for event in events},
            issues=issues,
            names=names,
            documents=documents,
            originals=_originals(store, keys),
            alone=issue is not None,
            recent=cut,
        )
    )


def accounts_between(
    store: Store, a: str, b: str, event: str | None = None, *, since: Day = None, until: Day = None
) -> AccountsTable:
    """The accounts of two parties, of one event or of all. Raises UnknownState and UnknownEvent; QueryError where the
    event is not one between them, or A is B."""
    from bilateral.analysis.accounts import accounts_of
    from bilateral.knowledge import load
    from bilateral.present.accounts import AccountsShown
    from bilateral.present.words import party_names

    pair = _pair(a, b)
    asked = store.event(event) if event is not None else None
    compared = accounts_of(store, pair, since=first_day(since), until=last_day(until), knowledge=load())
    told = {*compared.coverage.both, *compared.coverage.first, *compared.coverage.second}
    told |= {*compared.coverage.neither, *compared.coverage.joint}
    if asked is not None and asked.id not in told:
        raise QueryError(
            f"event {asked.id} did not take place between {pair[0]} and {pair[1]}; "
            f"`bilateral events {pair[0]} {pair[1]}` lists those that did"
        )
    events = {one.id: one for one in store.events_with(sorted(told))}
    documents = store.documents(sorted({report.document for one in events.values() for report in one.reports}))
    return AccountsTable(
        AccountsShown(
            compared=compared,
            name_of=party_names(load()),
            documents=documents,
            events=events,
            event=asked.id if asked else None,
        )
    )


def _pair(a: str, b: str) -> tuple[str, str]:
    pair = (party(a), party(b))
    if pair[0] == pair[1]:
        raise QueryError(f"{a} and {b} are the same party; name two")
    return pair


def _only(
    asked: str, issues: Sequence[RecurringIssue], names: Sequence[RecurringIssue]
) -> tuple[tuple[RecurringIssue, ...], tuple[RecurringIssue, ...]]:
    """The rows of one issue, by slug, label or name."""
    from bilateral.knowledge.fold import fold

    wanted = fold(asked).replace("-", " ")
    found = tuple(
        tuple(row for row in rows if wanted in {fold(one).replace("-", " ") for one in (row.issue, *row.also)})
        for rows in (issues, names)
    )
    if not any(found):
        raise UnknownValue("issue between them", asked, tuple(row.issue for row in (*issues, *names)))
    return found[0], found[1]


def _originals(store: Store, documents: Sequence[str]) -> Mapping[str, str]:
    return {document.id: document.original for document in store.whole(documents)}


def _json(record: Mapping[str, Any]) -> str:
    import json

    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
