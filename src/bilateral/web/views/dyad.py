"""The page of a relation: its events by date, narrowed down as asked, with a timeline and the numbers behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bilateral.present.words import day_text
from bilateral.web.index import FACETS, Positions, Wanted
from bilateral.web.shown import Entry, Paged, PairName, Site, entries, paged, pair_name
from bilateral.web.timeline import Timeline, timeline

__all__ = ["Choice", "Dyad", "Facet", "dyad"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A word by which the list may be narrowed, how many events it would leave, and whether it is chosen."""

    word: str
    number: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The words of one kind that occur, given what else is chosen."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the whole relation amounts to, whatever is chosen. Numbers count occurrences, not what is planned."""

    events: int
    contacts: int
    planned: int
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """The page of a relation. `selected` counts the events that answer; `narrowed`: whether anything is chosen."""

    pair: PairName
    figures: Figures
    facets: tuple[Facet, ...]
    since: date | None
    until: date | None
    order: str
    narrowed: bool
    selected: int
    timeline: Timeline
    events: tuple[Entry, ...]
    page: Paged
    ahead: tuple[Entry, ...]


_AHEAD = 5


def dyad(
    site: Site,
    first: str,
    second: str,
    *,
    form: tuple[str, ...] = (),
    type: tuple[str, ...] = (),
    status: tuple[str, ...] = (),
    level: tuple[str, ...] = (),
    issue: tuple[str, ...] = (),
    since: date | None = None,
    until: date | None = None,
    order: str = "newest",
    page: int = 1,
) -> Dyad:
    """The page. A pair that never met has an empty one."""
    index = site.index
    pair = pair_name(site, first, second)
    words = {"form": form, "type": type, "status": status, "level": level, "issue": issue}
    wanted = Wanted(words=words, since=since, until=until)
    everything = index.between(first, second)
    selected = index.select(everything, wanted)
    ordered = selected[::-1] if order == "newest" else selected
    shown, at = paged(ordered, page, site.size)
    return Dyad(
        pair=pair,
        figures=_figures(site, everything),
        facets=tuple(_facet(site, everything, wanted, name) for name in FACETS),
        since=since,
        until=until,
        order=order,
        narrowed=any(words.values()) or bool(since or until),
        selected=len(selected),
        timeline=timeline(index, selected),
        events=entries(site, shown),
        page=at,
        ahead=entries(site, index.ahead(everything)[:_AHEAD]),
    )


def _figures(site: Site, positions: Positions) -> Figures:
    index = site.index
    happened, contacts = index.happened(positions), index.contacts(positions)
    dated, _ = index.parted(happened)
    days = [day_text(index.day(index.earliest[dated[at]])) for at in (0, -1)] if len(dated) else ["", ""]
    return Figures(
        events=index.occurrences(happened),
        contacts=index.occurrences(contacts),
        planned=index.occurrences(index.planned(positions)),
        first=days[0],
        last=days[1],
    )


def _facet(site: Site, positions: Positions, wanted: Wanted, name: str) -> Facet:
    chosen: Sequence[str] = wanted.words[name]
    numbers = site.index.number(site.index.select(positions, wanted, but=name), name)
    known = [word for word in FACETS[name] if word in numbers or word in chosen]
    return Facet(name, tuple(Choice(str(word), numbers.get(word, 0), word in chosen) for word in known))
