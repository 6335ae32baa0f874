"""The pages of persons: all that were met, and one with offices, spellings, events and texts."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from bilateral.api.people import found
from bilateral.chronology import EventQuery
from bilateral.errors import UnknownPerson
from bilateral.knowledge import fold, load
from bilateral.model import Status
from bilateral.persons import KnownPerson
from bilateral.present.people import ORIGINS, PersonRow, person_rows
from bilateral.present.words import clean, day_text
from bilateral.web.shown import Entry, Paged, Site, Text, entries, paged, text_of
from bilateral.web.views.home import Party, parties_of

__all__ = ["PeoplePage", "PersonLine", "PersonPage", "people", "person", "person_key"]

_TEXTS = 50
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A person in a list, with office and level as last met. `key` is the name as addresses hold it."""

    key: str
    party: str
    party_name: str
    name: str
    office: str
    level: str
    first: str
    last: str
    texts: int
    known_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """The list, the highest level of each party first."""

    party: str
    party_name: str
    name: str
    rows: tuple[PersonLine, ...]
    page: Paged
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """An office in which texts name a person: between which days, in how many texts."""

    office: str
    level: str
    first: str
    last: str
    texts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """One person. `events` are the latest; `total` counts all, whatever their status."""

    person: PersonLine
    names: tuple[str, ...]
    introduced_in: int
    offices: tuple[Held, ...]
    events: tuple[Entry, ...]
    page: Paged
    texts: tuple[Text, ...]


def people(site: Site, *, party: str | None = None, name: str | None = None, page: int = 1) -> PeoplePage:
    """The list. Raises QueryError for a page beyond the last."""
    rows = person_rows(found(site.store, [party] if party else [], name=name), load())
    shown, at = paged(rows, page, 2 * site.size)
    return PeoplePage(
        party=party or "",
        party_name=clean(site.name_of(party)) if party else "",
        name=name or "",
        rows=tuple(_line(site, row) for row in shown),
        page=at,
        parties=parties_of(site),
    )


def person(site: Site, party: str, name: str, *, page: int = 1) -> PersonPage:
    """One person, by party and name as the address has it. Raises UnknownPerson."""
    rows = person_rows([one for one in found(site.store, [party]) if person_key(one.name) == name], load())
    if not rows:
        raise UnknownPerson(f"nobody of {site.name_of(party)} was met under the name {name!r}")
    known = rows[0].person
    shown, at = paged(_positions(site, known), page, site.size)
    documents = site.store.documents(known.documents[:_TEXTS])
    return PersonPage(
        person=_line(site, rows[0]),
        names=tuple(map(clean, known.names)),
        introduced_in=known.attested,
        offices=tuple(
            Held(
                clean(one.office or ""),
                one.level.value if one.level else "",
                day_text(one.first) if one.first else "",
                day_text(one.last) if one.last else "",
                one.documents,
            )
            for one in known.offices
        ),
        events=entries(site, shown),
        page=at,
        texts=tuple(text_of(documents[key]) for key in known.documents[:_TEXTS] if key in documents),
    )


def person_key(name: str) -> str:
    """A name as an address holds it: "Étienne Laval" as "etienne-laval"."""
    key = _NOT_WORDS.sub("-", fold(name)).strip("-")
    return key or hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _positions(site: Site, known: KnownPerson) -> list[int]:
    """The events that name the person under any spelling, the latest first."""
    at: set[int] = set()
    for name in known.names:
        query = EventQuery(parties=(known.party,), person=name, statuses=tuple(Status))
        at |= {site.index.at[one.id] for one in site.store.outlines(query)}
    return sorted(at, reverse=True)


def _line(site: Site, row: PersonRow) -> PersonLine:
    known = row.person
    return PersonLine(
        key=person_key(known.name),
        party=known.party,
        party_name=clean(site.name_of(known.party)),
        name=clean(known.name),
        office=clean(row.office or ""),
        level=row.level.value if row.level else "",
        first=day_text(known.first) if known.first else "",
        last=day_text(known.last) if known.last else "",
        texts=len(known.documents),
        known_from=ORIGINS[known.origin],
    )
