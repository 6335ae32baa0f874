"""The first page: what the chronology holds, the busiest relations, the newest events and what is ahead."""

from __future__ import annotations

from dataclasses import dataclass

from bilateral.present.words import clean, day_text
from bilateral.web.shown import Entry, PairName, Site, entries, pair_name

__all__ = ["Home", "Party", "Relation", "Relations", "home", "parties_of", "relations"]

_BUSIEST, _NEWEST, _AHEAD = 12, 8, 6


@dataclass(frozen=True, slots=True)
class Party:
    """A state or body with the number of its relations."""

    code: str
    name: str
    relations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A pair with its numbers: events that took place, contacts among them, and what is planned or proposed.

    `years` counts the events of each year from the chronology's first to its last, of at most the last twelve.
    """

    pair: PairName
    events: int
    contacts: int
    planned: int
    first: str
    last: str
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The first page."""

    events: int
    texts: int
    """In which the events were read; 0 on a site of some relations alone."""
    first: str
    last: str
    relations: int
    years: tuple[int, ...]
    busiest: tuple[Relation, ...]
    newest: tuple[Entry, ...]
    ahead: tuple[Entry, ...]
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """All pairs, or those of one party, the busiest first."""

    party: str
    party_name: str
    years: tuple[int, ...]
    rows: tuple[Relation, ...]
    parties: tuple[Party, ...]
    total: int


def home(site: Site) -> Home:
    """The first page."""
    index = site.index
    happened, _ = index.parted(index.happened(index.everything))
    last = index.day(index.earliest[happened[-1]]) if len(happened) else None
    ahead = index.ahead(index.everything)
    years = _years(site)
    return Home(
        events=len(index.everything),
        texts=site.store.counts().documents if len(index.everything) == len(index.ids) else 0,
        first=day_text(index.day(index.earliest[happened[0]])) if len(happened) else "",
        last=day_text(last) if last else "",
        relations=len(index.pairs),
        years=years,
        busiest=tuple(_relation(site, pair, years) for pair in index.busiest[:_BUSIEST]),
        newest=entries(site, happened[-_NEWEST:][::-1]),
        ahead=entries(site, ahead[:_AHEAD]),
        parties=parties_of(site),
    )


def relations(site: Site, party: str | None = None) -> Relations:
    """The list of pairs."""
    one = party
    found = [pair for pair in site.index.busiest if one is None or one in pair]
    years = _years(site)
    return Relations(
        party=one or "",
        party_name=clean(site.name_of(one)) if one else "",
        years=years,
        rows=tuple(_relation(site, pair, years) for pair in found[:_LONGEST]),
        parties=parties_of(site),
        total=len(found),
    )


_LONGEST = 200
"""Pairs in a list."""


def parties_of(site: Site) -> tuple[Party, ...]:
    """The parties that stand in any relation, by name."""
    found = [Party(code, clean(site.name_of(code)), number) for code, number in site.index.parties.items()]
    return tuple(sorted(found, key=lambda party: (party.name, party.code)))


def _years(site: Site) -> tuple[int, ...]:
    index = site.index
    happened, _ = index.parted(index.happened(index.everything))
    if not len(happened):
        return ()
    first, last = (index.day(index.earliest[at]).year for at in (happened[0], happened[-1]))
    return tuple(range(max(first, last - 11), last + 1))


def _relation(site: Site, pair: tuple[str, str], years: tuple[int, ...]) -> Relation:
    index = site.index
    positions = index.between(*pair)
    happened = index.happened(positions)
    dated, _ = index.parted(happened)
    return Relation(
        pair=pair_name(site, *pair),
        events=index.occurrences(happened),
        contacts=index.occurrences(index.contacts(positions)),
        planned=index.occurrences(index.planned(positions)),
        first=day_text(index.day(index.earliest[dated[0]])) if len(dated) else "",
        last=day_text(index.day(index.earliest[dated[-1]])) if len(dated) else "",
        years=index.by_year(dated, years),
    )
