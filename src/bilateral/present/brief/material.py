"""Everything a briefing is built from, fetched once: events, documents, sentences, names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain

from bilateral.analysis import between, counted, denied, is_contact, profile, upcoming
from bilateral.analysis.compare import Profile
from bilateral.chronology import DocumentInfo, EventQuery, Store
from bilateral.errors import QueryError
from bilateral.knowledge import Knowledge
from bilateral.knowledge.publishers import official_documents
from bilateral.model import Actor, Basis, Event, Form, LinkKind, Precision, Status
from bilateral.present.evidence import evidence_of
from bilateral.present.words import by_looseness, day_text, party_names, when_text

__all__ = [
    "Material",
    "Pair",
    "Relation",
    "day_is_given",
    "gather",
    "is_open",
    "other_parties",
    "pair_first",
    "planned_text",
]

Pair = tuple[str, str]

_BY_YEAR = """
    SELECT year(published_earliest), count(*) FROM documents
    WHERE year(published_earliest) = year(published_latest) GROUP BY ALL
"""
_STALE = timedelta(days=90)


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
    """`numbers` gives each report its footnote number, `sources` each document its place in the list of sources.

    `shown` are all events by id, the pair's own first; `told_until` is the day the record ends: that of the last text,
    or of the last event where no text is dated. `texts_by_year` counts all texts read of which the year is known.
    """

    relation: Relation
    versus: Relation | None
    since: date | None
    until: date | None
    documents: Mapping[str, DocumentInfo]
    official: Mapping[str, str]
    evidence: Mapping[str, tuple[str, ...]]
    name_of: Callable[[str], str]
    texts: int
    shown: Mapping[str, Event]
    told_until: date
    texts_by_year: Mapping[int, int]
    numbers: Mapping[str, int] = field(default_factory=dict)
    sources: Mapping[str, int] = field(default_factory=dict)

    @property
    def events(self) -> tuple[Event, ...]:
        """All events that are shown, each once, the pair's own first."""
        return tuple(self.shown.values())

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
        shown=events,
        texts_by_year=dict(store.sql().execute(_BY_YEAR).fetchall()),
        told_until=_last_told(documents.values(), relation),
        numbers=_numbered(report.id for report in reports),
        sources=_numbered(report.document for report in reports),
    )


def other_parties(event: Event, pair: Pair) -> set[str]:
    """The parties that take part besides the two."""
    return {actor.party for actor in (*event.source, *event.target) if actor.party} - set(pair)


def pair_first(event: Event, pair: Pair) -> Event:
    """The event with the two parties named first on each side: of thirty signatories a reader looks for these."""

    def sided(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        return tuple(sorted(actors, key=lambda actor: actor.party not in pair))

    return replace(event, source=sided(event.source), target=sided(event.target))


def _last_told(documents: Iterable[DocumentInfo], relation: Relation) -> date:
    texts = [document.published.latest for document in documents if document.published]
    return max(texts) if texts else max(event.when.latest for event in relation.happened or relation.all)


def is_open(event: Event, material: Material) -> bool:
    """Whether a plan was still ahead at the end of the record, and nothing is told to have come of it.

    A plan of no day is, for three months after it was told.
    """
    came = any(link.kind is LinkKind.FULFILLED_BY and link.source == event.id for link in event.links)
    stale = not day_is_given(event) and material.told_until - event.when.earliest > _STALE
    return event.when.latest >= material.told_until and not came and not stale


def day_is_given(event: Event) -> bool:
    """Whether a text says anything of when a plan is to be; else its date is only that it was told, and a year on."""
    when = event.when
    if event.status not in (Status.PLANNED, Status.PROPOSED):
        return True
    return not (when.basis is Basis.INFERRED and when.precision is Precision.YEAR and not when.text)


def planned_text(event: Event) -> str:
    """The date of a plan; where the text gives none, that it does not, and when it was told."""
    if day_is_given(event):
        return when_text(event.when, "words")
    return f"no day given, told by {day_text(event.when.earliest)}"


def _relation(
    store: Store, pair: Pair, since: date | None, until: date | None, name_of: Callable[[str], str]
) -> Relation:
    query = EventQuery(parties=pair, since=since, until=until, statuses=())
    events = between(store.events(query), pair)
    names = (name_of(pair[0]), name_of(pair[1]))
    return Relation(
        pair,
        names,
        tuple(chain(*by_looseness(_visits_first(counted(events))))),
        tuple(upcoming(events)),
        tuple(denied(events)),
        profile(events, pair),
    )


def _visits_first(events: Iterable[Event]) -> list[Event]:
    """By date, a visit before what was done in it."""
    return sorted(events, key=lambda event: (event.when.earliest, event.when.latest, event.form is not Form.VISIT))


def _numbered(keys: Iterable[str]) -> dict[str, int]:
    return {key: number for number, key in enumerate(dict.fromkeys(keys), start=1)}
