"""What pages show of an event, a text and a pair, and what a view is made from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from bilateral.analysis import is_contact
from bilateral.chronology import DocumentInfo, Store, publisher_name
from bilateral.errors import QueryError
from bilateral.model import Event, Form
from bilateral.present.addresses import safe_link
from bilateral.present.phrases import Headline, headline
from bilateral.present.words import FORM_NOUNS, STATUS_WORDS, clean, when_text
from bilateral.web.index import Index, Positions

if TYPE_CHECKING:
    from bilateral.outlook.rates.made import ModelOf

__all__ = [
    "PAGE",
    "Entry",
    "Paged",
    "PairName",
    "Site",
    "Text",
    "document_key",
    "entries",
    "entry",
    "paged",
    "pair_name",
    "text_of",
]

_ADDRESS = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,99}")

Rows = TypeVar("Rows", bound=Any)
"""A list, or an array of positions."""

PAGE = 50
"""Events on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What views are made from. `name_of` gives the name of a party's code; `may_judge`: whether pages offer it."""

    store: Store
    index: Index
    name_of: Callable[[str], str]
    path: str
    may_judge: bool = False
    size: int = PAGE
    """Events on a page."""
    unsearched: int = 0
    """Texts whose words are not in the index for searching."""
    model_of: ModelOf | None = None
    """Gives the models behind outlooks; None: each is learned when it is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event as a list shows it. `kind` and `status_words` are for reading; `sources` counts independent ones."""

    id: str
    when: str
    start: str
    end: str
    headline: Headline
    kind: str
    form: str
    type: str
    status: str
    status_words: str
    levels: tuple[str | None, str | None]
    parties: tuple[tuple[str, ...], tuple[str, ...]]
    place: str
    issues: tuple[str, ...]
    named_issues: tuple[str, ...]
    confidence: float
    count: int
    sources: int
    disputed: bool
    judged: bool
    is_contact: bool


@dataclass(frozen=True, slots=True)
class PairName:
    """Two parties: their codes in alphabetical order, and what they are called."""

    first: str
    second: str
    first_name: str
    second_name: str

    @property
    def title(self) -> str:
        """ "Azerbaijan – United States"."""
        return f"{self.first_name} – {self.second_name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What is told about a text. `key` is its id as addresses hold it. `url` is empty unless a page may link to it.

    `official` names the party whose government published it, if one did.
    """

    id: str
    key: str
    title: str
    publisher: str
    published: str
    url: str
    official: str
    machine_translated: bool


@dataclass(frozen=True, slots=True)
class Paged:
    """Which part of a list is shown: this page of so many, and how many there are in all."""

    number: int
    pages: int
    total: int


def document_key(id: str) -> str:
    """The id of a text as an address can hold it: ids that others gave may hold anything."""
    if _ADDRESS.fullmatch(id):
        return id
    return f"~{hashlib.sha256(id.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def pair_name(site: Site, first: str, second: str) -> PairName:
    """The pair in its order. Raises QueryError where both are the same."""
    if first == second:
        raise QueryError(f"{site.name_of(first)} is named twice; a relation is between two")
    one, two = sorted((first, second))
    return PairName(one, two, clean(site.name_of(one)), clean(site.name_of(two)))


def entries(site: Site, positions: Sequence[int] | Positions) -> tuple[Entry, ...]:
    """The events at these positions, in this order."""
    index = site.index
    rows = site.store.listing.rows([int(index.places[position]) for position in positions])
    return tuple(
        replace(
            entry(index.event(position, row), site.name_of),
            sources=max(1, int(index.sources[position])),
            disputed=bool(index.disputed[position]),
            judged=bool(index.judged[position]),
        )
        for position, row in zip(positions, rows, strict=True)
    )


def entry(event: Event, name_of: Callable[[str], str]) -> Entry:
    """One event."""
    kind = FORM_NOUNS[event.form][0] if event.form is not Form.OTHER else event.type.value.lower()
    levels = event.level_from, event.level_to
    return Entry(
        id=event.id,
        when=when_text(event.when, "words"),
        start=event.when.earliest.isoformat(),
        end=event.when.latest.isoformat(),
        headline=headline(event, name_of),
        kind=kind,
        form=event.form.value,
        type=event.type.value,
        status=event.status.value,
        status_words=STATUS_WORDS[event.status],
        levels=(levels[0] and levels[0].value, levels[1] and levels[1].value),
        parties=(_codes(actor.party for actor in event.source), _codes(actor.party for actor in event.target)),
        place=clean(event.place.name) if event.place else "",
        issues=event.issues,
        named_issues=tuple(map(clean, event.named_issues)),
        confidence=round(event.confidence, 2),
        count=event.count,
        sources=max(1, len(event.sources)),
        disputed=bool(event.disagreements),
        judged=bool(event.judged),
        is_contact=is_contact(event),
    )


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in codes if code))


def text_of(document: DocumentInfo, official: str | None = None) -> Text:
    """What is told about a text."""
    return Text(
        id=document.id,
        key=document_key(document.id),
        title=clean(" ".join((document.title or document.source).split())),
        publisher=clean(publisher_name(document)),
        published=when_text(document.published, "words") if document.published else "",
        url=safe_link(document.url or ""),
        official=official or "",
        machine_translated=document.machine_translated,
    )


def paged(rows: Rows, number: int, size: int) -> tuple[Rows, Paged]:
    """The rows on one page. Raises QueryError for a page beyond the last."""
    total = len(rows)
    pages = max(1, -(-total // size))
    if number > pages:
        raise QueryError(f"page: there are {pages} pages; got {number}")
    shown: Rows = rows[(number - 1) * size : number * size]
    return shown, Paged(number, pages, total)
