"""Everything a briefing is built from, fetched once: events, documents, sentences, names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from bilateral.analysis import between, counted, denied, is_contact, profile, upcoming
from bilateral.analysis.compare import Profile
from bilateral.chronology import DocumentInfo, EventQuery, Store
from bilateral.errors import QueryError
from bilateral.knowledge import Knowledge
from bilateral.knowledge.publishers import official_documents
from bilateral.model import Event
from bilateral.present.evidence import evidence_of
from bilateral.present.words import by_looseness, party_names

__all__ = ["Material", "Pair", "Relation", "gather"]

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Relation:
    """One pair's events, split by whether they took place; those dated only within years come last."""

    pair: Pair
    names: Pair
    happened: tuple[Event, ...]
    upcoming: tuple[Event, ...]
    denied: tuple[Event, ...]
    profile: Profile

    @property
    def all(self) -> tuple[Event, ...]:
        """Every event, what took place first."""
        return (*self.happened, *self.upcoming, *self.denied)

    @property
    def contacts(self) -> list[Event]:
        """The contacts that took place, by date."""
        return [event for event in self.happened if is_contact(event)]

    @property
    def title(self) -> str:
        """ "France – Kazakhstan"."""
        return f"{self.names[0]} – {self.names[1]}"


@dataclass(frozen=True, slots=True)
class Material:
    """`numbers` gives each report its footnote number, `sources` each document its place in the list of sources."""

    relation: Relation
    versus: Relation | None
    since: date | None
    until: date | None
    documents: Mapping[str, DocumentInfo]
    official: Mapping[str, str]
    evidence: Mapping[str, tuple[str, ...]]
    name_of: Callable[[str], str]
    texts: int
    numbers: Mapping[str, int] = field(default_factory=dict)
    sources: Mapping[str, int] = field(default_factory=dict)

    @property
    def events(self) -> tuple[Event, ...]:
        """All events that are shown, each once, the pair's own first."""
        others = self.versus.all if self.versus else ()
        return tuple({event.id: event for event in (*self.relation.all, *others)}.values())

    def notes(self, event: Event) -> tuple[int, ...]:
        """The footnotes of an event."""
        return tuple(self.numbers[report.id] for report in event.reports)


def gather(
    store: Store, pair: Pair, *, versus: Pair | None, since: date | None, until: date | None, knowledge: Knowledge
) -> Material:
    """Fetch it. Raises QueryError where the store holds no event of `pair` in the period."""
    name_of = party_names(knowledge)
    relation = _relation(store, pair, since, until, name_of)
    if not relation.all:
        period = "" if since is None and until is None else " in that period"
        raise QueryError(
            f"no events between {name_of(pair[0])} and {name_of(pair[1])} are known{period}; "
            "`bilateral events` lists what there is"
        )
    other = _relation(store, versus, since, until, name_of) if versus else None
    events = {event.id: event for side in (relation, other) if side for event in side.all}
    reports = [report for event in events.values() for report in event.reports]
    documents = store.documents({report.document for report in reports})
    return Material(
        relation=relation,
        versus=other,
        since=since,
        until=until,
        documents=documents,
        official=official_documents(documents.values(), knowledge),
        evidence=evidence_of(store, events.values()),
        name_of=name_of,
        texts=store.counts().documents,
        numbers=_numbered(report.id for report in reports),
        sources=_numbered(report.document for report in reports),
    )


def _relation(
    store: Store, pair: Pair, since: date | None, until: date | None, name_of: Callable[[str], str]
) -> Relation:
    query = EventQuery(parties=pair, since=since, until=until, statuses=())
    events = between(store.events(query), pair)
    names = (name_of(pair[0]), name_of(pair[1]))
    return Relation(
        pair,
        names,
        tuple(chain(*by_looseness(counted(events)))),
        tuple(upcoming(events)),
        tuple(denied(events)),
        profile(events, pair),
    )


def _numbered(keys: Iterable[str]) -> dict[str, int]:
    return {key: number for number, key in enumerate(dict.fromkeys(keys), start=1)}
