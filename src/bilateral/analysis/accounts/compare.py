"""From events and their documents to two sides' accounts beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bilateral.analysis.accounts.cues import Words, cues_for, state_words
from bilateral.analysis.accounts.data import (
    AccountsCompared,
    Basis,
    Contrast,
    Coverage,
    EventAccounts,
    ReportedAccount,
    SideAccount,
    Stance,
    StanceKind,
)
from bilateral.analysis.accounts.habits import habits
from bilateral.analysis.accounts.reported import reported_in
from bilateral.analysis.accounts.stances import stances_in
from bilateral.analysis.issue_names import one_name
from bilateral.analysis.passages import body_of, issues_named, names_named
from bilateral.analysis.relation import Pair, between, counted
from bilateral.knowledge.issues import issues_in
from bilateral.knowledge.publishers import official_documents
from bilateral.model import ISSUES, Actor, Document, Event, Form, LinkKind, Report

if TYPE_CHECKING:
    from bilateral.chronology import Store
    from bilateral.knowledge import Knowledge

__all__ = ["accounts_of", "compare_accounts"]

_LETTERS = frozenset({Form.LETTER, Form.NOTE})


@dataclass(frozen=True, slots=True)
class _Texts:
    """The pair, and what `compare_accounts` was given of its texts."""

    pair: Pair
    documents: Mapping[str, Document]
    official: Mapping[str, str]
    words: Words


def accounts_of(
    store: Store,
    pair: Pair,
    *,
    since: date | None = None,
    until: date | None = None,
    knowledge: Knowledge | None = None,
) -> AccountsCompared:
    """The accounts of `pair` in an open store, of what took place in a period if asked; both days included."""
    from bilateral.chronology import EventQuery
    from bilateral.knowledge import load

    knowledge = knowledge or load()
    events = store.events(EventQuery(parties=pair, since=since, until=until))
    keys = sorted({report.document for event in events for report in event.reports})
    documents = {document.id: document for document in store.whole(keys)}
    return compare_accounts(
        events,
        pair,
        documents=documents,
        official=official_documents(documents.values(), knowledge),
        words=state_words(knowledge, pair),
    )


def compare_accounts(
    events: Iterable[Event],
    pair: Pair,
    *,
    documents: Mapping[str, Document],
    official: Mapping[str, str],
    words: Words,
) -> AccountsCompared:
    """The accounts of the two sides of `pair`, of those of `events` that took place between them. Pure.

    `documents` has the whole documents of the events' reports by id, `official` the party whose government published
    one (`knowledge.publishers.official_documents`), `words` what each party is called (`cues.state_words`).
    """
    texts = _Texts(pair, documents, official, words)
    happened = counted(between(events, pair))
    by_id = {event.id: event for event in happened}
    coverage = _coverage(happened, pair, official)
    compared = tuple(_own(by_id[key], texts) for key in coverage.both)
    reported = _reported(happened, texts)
    return AccountsCompared(
        pair=pair,
        events=compared,
        exchanges=_exchanges(by_id, texts),
        habits=habits(compared, pair, reported),
        reported=reported,
        coverage=coverage,
    )


# -- whose texts there are ---------------------------------------------------------------------------------------------


def _coverage(events: Sequence[Event], pair: Pair, official: Mapping[str, str]) -> Coverage:
    told: dict[str, list[str]] = {"both": [], "first": [], "second": [], "neither": [], "joint": []}
    documents: dict[str, set[str]] = {party: set() for party in pair}
    for event in events:
        apart = _own_documents(event, pair, official)
        for party in pair:
            documents[party].update(
                report.document for report in event.reports if official.get(report.document) == party
            )
        joint = not any(apart) and all(
            any(official.get(report.document) == party for report in event.reports) for party in pair
        )
        kind = "joint" if joint else ("neither", "first", "second", "both")[bool(apart[0]) + 2 * bool(apart[1])]
        told[kind].append(event.id)
    return Coverage(
        both=tuple(told["both"]),
        first=tuple(told["first"]),
        second=tuple(told["second"]),
        neither=tuple(told["neither"]),
        joint=tuple(told["joint"]),
        read=(len(documents[pair[0]]), len(documents[pair[1]])),
    )


def _own_documents(event: Event, pair: Pair, official: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The documents of each side that tell the event, without a text that both publish: that is nobody's own."""
    families = event.sources or tuple((report.document,) for report in event.reports)
    shared = {
        document
        for family in families
        if set(pair) <= {official.get(document) for document in family}
        for document in family
    }
    first, second = (
        tuple(
            dict.fromkeys(
                report.document
                for report in event.reports
                if official.get(report.document) == party and report.document not in shared
            )
        )
        for party in pair
    )
    return first, second


# -- two accounts beside each other ------------------------------------------------------------------------------------


def _own(event: Event, texts: _Texts) -> EventAccounts:
    first, second = (
        _side(party, event, [report for report in event.reports if report.document in own], texts, _actors(event))
        for party, own in zip(texts.pair, _own_documents(event, texts.pair, texts.official), strict=True)
    )
    return _beside(event, Basis.OWN, first, second)


def _exchanges(events: Mapping[str, Event], texts: _Texts) -> tuple[EventAccounts, ...]:
    """Letters and their replies, one from each side."""
    found = []
    for event in events.values():
        for link in event.links:
            if link.kind is not LinkKind.REPLY_TO or link.target != event.id or link.source not in events:
                continue
            reply = events[link.source]
            written = {_writer(one, texts.pair): one for one in (event, reply)}
            if set(written) != set(texts.pair) or not {event.form, reply.form} <= _LETTERS:
                continue
            actors = (*_actors(event), *_actors(reply))
            first, second = (
                _side(party, written[party], written[party].reports, texts, actors) for party in texts.pair
            )
            found.append(_beside(event, Basis.TOLD, first, second))
    return tuple(found)


def _writer(event: Event, pair: Pair) -> str:
    acting = {actor.party for actor in event.source} & set(pair)
    return acting.pop() if len(acting) == 1 else ""


def _actors(event: Event) -> tuple[Actor, ...]:
    return (*event.source, *event.target)


def _side(party: str, event: Event, reports: Sequence[Report], texts: _Texts, actors: Iterable[Actor]) -> SideAccount:
    told_in = tuple(dict.fromkeys(report.document for report in reports))
    held = [texts.documents[key] for key in told_in if key in texts.documents]
    own = all(texts.official.get(key) == party for key in told_in)
    body = body_of(reports, {document.id: document.original for document in held})
    around = {issue for document in held for issue in issues_in(document.text)} if own else set()
    quotes = {(quote.span, quote.text): quote for report in reports for quote in report.quotes}
    return SideAccount(
        party=party,
        basis=Basis.OWN if own else Basis.TOLD,
        documents=told_in,
        event=event.id,
        issues=issues_named(body),
        elsewhere=tuple(issue for issue in ISSUES if issue in around - set(body.issues)),
        named_issues=names_named(body),
        stances=stances_in(body, cues_for(texts.words, actors, own=party if own else "")),
        quotes=tuple(quotes.values()),
    )


def _beside(event: Event, basis: Basis, first: SideAccount, second: SideAccount) -> EventAccounts:
    both = tuple(issue for issue in first.named if issue in second.named)
    called = one_name(one.issue for side in (first, second) for one in side.named_issues)
    names = [tuple(dict.fromkeys(called[one.issue] for one in side.named_issues)) for side in (first, second)]
    return EventAccounts(
        event=event.id,
        form=event.form,
        when=event.when,
        basis=basis,
        sides=(first, second),
        both=both,
        only_first=tuple(issue for issue in first.named if not second.names(issue)),
        only_second=tuple(issue for issue in second.named if not first.names(issue)),
        both_named=tuple(name for name in names[0] if name in names[1]),
        only_first_named=tuple(name for name in names[0] if name not in names[1]),
        only_second_named=tuple(name for name in names[1] if name not in names[0]),
        contrasts=tuple(row for issue in both if (row := _contrast(issue, first, second)) is not None),
    )


def _contrast(issue: str, first: SideAccount, second: SideAccount) -> Contrast | None:
    mine, theirs = (tuple(stance for stance in side.stances if issue in stance.issues) for side in (first, second))
    if not mine and not theirs:
        return None
    return Contrast(issue, mine, theirs, differ=_taken(mine) != _taken(theirs))


def _taken(stances: Iterable[Stance]) -> set[StanceKind]:
    return {one.kind for one in stances if not one.negated and one.kind is not StanceKind.MENTION}


# -- what others say ---------------------------------------------------------------------------------------------------


def _reported(events: Sequence[Event], texts: _Texts) -> tuple[ReportedAccount, ...]:
    by_document: dict[str, list[Event]] = {}
    for event in events:
        for key in dict.fromkeys(report.document for report in event.reports):
            by_document.setdefault(key, []).append(event)
    cues = cues_for(texts.words, ())
    found: list[ReportedAccount] = []
    for key in sorted(by_document):
        if key in texts.documents:
            found += reported_in(texts.documents[key], cues, by_document[key], own=texts.official.get(key))
    return tuple(found)
