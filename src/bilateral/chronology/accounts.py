"""What each account of an event names that no other account of it does.

To leave out what the other side stresses is no error and no disagreement, but it is worth knowing: two readouts of one
call, of which one alone speaks of human rights. Copies of one text (`Event.sources`) are one account, and so are all
texts of one publisher, or of one government where it is known whose they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bilateral.chronology.merging.blocks import publisher_of
from bilateral.chronology.merging.persons import shared
from bilateral.chronology.rows import DocumentInfo
from bilateral.knowledge.fold import fold
from bilateral.model import ISSUES, Document, Event, Report

__all__ = ["Account", "accounts", "publisher_name"]

Documents = Mapping[str, DocumentInfo | Document]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who tells an event, in which documents, and what only they name of it: issues, persons, words quoted.

    `side` is the party whose government speaks, where that was asked and is known. What is named by the texts of any
    other account is not listed.
    """

    name: str
    side: str | None
    documents: tuple[str, ...]
    issues: tuple[str, ...]
    named_issues: tuple[str, ...]
    persons: tuple[str, ...]
    quotes: tuple[str, ...]

    @property
    def alone(self) -> bool:
        """Whether it names anything that no other does."""
        return bool(self.issues or self.named_issues or self.persons or self.quotes)


def accounts(event: Event, documents: Documents, official: Mapping[str, str] | None = None) -> tuple[Account, ...]:
    """The accounts of an event by name; none where there is only one, which has nobody to be held against.

    `official` has the party whose government published a document, by its id.
    """
    groups = _groups(event, documents, official or {})
    if len(groups) < 2:
        return ()
    found = [_account(family, event, documents, official or {}) for family in groups.values()]
    return tuple(sorted(found, key=lambda account: (account.name, account.documents)))


def publisher_name(document: DocumentInfo | Document) -> str:
    """The publisher of a document as a reader knows it: its name, else the host of its address; empty if not known."""
    if document.publisher:
        return document.publisher
    return (urlsplit(document.url).hostname or "").removeprefix("www.") if document.url else ""


def _groups(event: Event, documents: Documents, official: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for family in event.sources:
        head = documents[family[0]]
        key = official.get(head.id) or publisher_of(head.publisher, head.url) or head.id
        groups.setdefault(key, []).extend(family)
    return {key: tuple(found) for key, found in groups.items()}


def _account(family: Sequence[str], event: Event, documents: Documents, official: Mapping[str, str]) -> Account:
    mine = [report for report in event.reports if report.document in family]
    others = [report for report in event.reports if report.document not in family]
    head = documents[family[0]]
    issues = _only(mine, others, lambda report: report.issues, str)
    return Account(
        name=publisher_name(head) or head.title or head.source,
        side=official.get(head.id),
        documents=tuple(family),
        issues=tuple(issue for issue in ISSUES if issue in issues),
        named_issues=_only(mine, others, lambda report: report.named_issues, fold),
        persons=_persons(mine, others),
        quotes=_only(mine, others, lambda report: [quote.text for quote in report.quotes], fold),
    )


def _only(
    mine: Iterable[Report],
    others: Iterable[Report],
    named: Callable[[Report], Iterable[str]],
    key: Callable[[str], str],
) -> tuple[str, ...]:
    known = {key(value) for report in others for value in named(report)}
    found = {key(value): value for report in mine for value in named(report)}
    return tuple(value for folded, value in found.items() if folded not in known)


def _persons(mine: Iterable[Report], others: Iterable[Report]) -> tuple[str, ...]:
    known = [fold(name) for report in others for name in _named(report)]
    found = {fold(name): name for report in mine for name in _named(report)}
    return tuple(name for folded, name in found.items() if not shared([folded], known))


def _named(report: Report) -> list[str]:
    return [actor.person for actor in (*report.source, *report.target) if actor.person]
