"""The one table of pages. The server's routes, the static site and the OpenAPI description are made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from bilateral.web.params import Param
from bilateral.web.views.analysis import accounts, compare, issues, shifts
from bilateral.web.views.document import document
from bilateral.web.views.dyad import dyad
from bilateral.web.views.event import event
from bilateral.web.views.home import home, relations
from bilateral.web.views.judgements import judgements
from bilateral.web.views.outlook import outlook
from bilateral.web.views.people import people, person
from bilateral.web.views.search import search
from bilateral.web.views.why import why

__all__ = ["PAGES", "PAIR", "PATHS", "Page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its address, the view that says what is on it, the template that shows it, and what may be asked.

    `path` is that of the page; its twin's ends in ".json". `chart`: whether it draws.
    """

    name: str
    path: str
    view: Callable[..., Any]
    says: str
    params: tuple[Param, ...] = ()
    chart: bool = False
    written: bool = True
    """Whether the static site has it."""

    def canonical(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The values as the page's one address has them: of a pair the codes in alphabetical order."""
        if "first" in values and "second" in values:
            first, second = sorted((values["first"], values["second"]))
            return {**values, "first": first, "second": second}
        return values

    def asked(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values that are not the ones the page has anyway."""
        usual = {param.name: () if param.many else param.default for param in self.params}
        return {name: value for name, value in values.items() if usual.get(name) != value}

    @property
    def template(self) -> str:
        """The file of its template."""
        return f"{self.name}.html.j2"


PAIR = (
    Param(name="first", kind="party", where="path", says="A state or body: its code, name or demonym"),
    Param(name="second", kind="party", where="path", says="The other one"),
)
_PAGE = Param(name="page", kind="page", default=1, says="Which part of a long list")
_NARROWED = (
    Param(name="form", kind="form", many=True, says="How it was done"),
    Param(name="type", kind="type", many=True, says="PLOVER's event type"),
    Param(name="status", kind="status", many=True, says="Whether it happened"),
    Param(name="level", kind="level", many=True, says="Rank of either side"),
    Param(name="issue", kind="issue", many=True, says="What it was about"),
    Param(name="since", kind="first day", says="From this day, month or year on"),
    Param(name="until", kind="last day", says="To this day, month or year, included"),
    Param(name="order", kind="order", default="newest", says="Which end of the chronology comes first"),
    _PAGE,
)

PAGES: tuple[Page, ...] = (
    Page(name="home", path="/", view=home, says="What the chronology holds, and where to begin"),
    Page(
        name="relations",
        path="/dyads",
        view=relations,
        says="All relations, or those of one party, the busiest first",
        params=(Param(name="party", kind="party", says="A state or body: its code, name or demonym"),),
    ),
    Page(
        name="dyad",
        path="/dyads/{first}/{second}",
        view=dyad,
        says="The chronology of a relation: its events, filtered, with a timeline",
        params=(*PAIR, *_NARROWED),
        chart=True,
    ),
    Page(
        name="event",
        path="/events/{id}",
        view=event,
        says="One event: the words it rests on, what texts disagree about, what hangs together with it",
        params=(
            Param(name="id", kind="id", where="path", says="The event's id, or its beginning"),
            Param(name="judged", kind="id", says="A judgement just made or withdrawn, to be told on the page"),
        ),
    ),
    Page(
        name="document",
        path="/documents/{id}",
        view=document,
        says="One text as it was read, with the words marked on which events rest",
        params=(Param(name="id", kind="text", where="path", says="The document's id"),),
    ),
    Page(
        name="why",
        path="/events/{id}/why",
        view=why,
        says="Why the reports of an event are one, and others are not",
        params=(Param(name="id", kind="id", where="path", says="The event's id, or its beginning"),),
        written=False,
    ),
    Page(
        name="issues",
        path="/dyads/{first}/{second}/issues",
        view=issues,
        says="Which issues come back between two parties, are new or have faded",
        params=(
            *PAIR,
            Param(name="since", kind="first day", says="From this day, month or year on"),
            Param(name="until", kind="last day", says="To this day, month or year, included"),
        ),
    ),
    Page(
        name="accounts",
        path="/dyads/{first}/{second}/accounts",
        view=accounts,
        says="Two sides' own accounts of the same events beside each other",
        params=(
            *PAIR,
            Param(name="since", kind="first day", says="From this day, month or year on"),
            Param(name="until", kind="last day", says="To this day, month or year, included"),
        ),
    ),
    Page(
        name="shifts",
        path="/dyads/{first}/{second}/shifts",
        view=shifts,
        says="When a relation changed, how surely, and the events on both sides of it",
        params=(
            *PAIR,
            Param(name="since", kind="first day", says="From this day, month or year on"),
            Param(name="until", kind="last day", says="To this day, month or year, included"),
        ),
    ),
    Page(
        name="compare",
        path="/compare",
        view=compare,
        says="Relations side by side on one scale",
        params=(
            Param(name="pair", kind="text", many=True, says="A relation: USA/AZE, or the names of both"),
            Param(name="since", kind="first day", says="From this day, month or year on"),
            Param(name="until", kind="last day", says="To this day, month or year, included"),
        ),
        written=False,
    ),
    Page(
        name="outlook",
        path="/dyads/{first}/{second}/outlook",
        view=outlook,
        says="What may come next between two parties, how likely it is, and why",
        params=(
            *PAIR,
            Param(name="as_of", kind="day", says="Nothing later is known; by default the last event's day"),
            Param(name="horizon", kind="horizon", says="How far ahead: 30d, 6w, 3m"),
        ),
        written=False,
    ),
    Page(
        name="people",
        path="/people",
        view=people,
        says="The persons met in the texts, the highest level of each party first",
        params=(
            Param(name="party", kind="party", says="Of this state or body"),
            Param(name="name", kind="text", says="A part of the name"),
            _PAGE,
        ),
    ),
    Page(
        name="person",
        path="/people/{party}/{name}",
        view=person,
        says="One person: offices, spellings, events, texts",
        params=(
            Param(name="party", kind="party", where="path", says="The person's state or body"),
            Param(name="name", kind="text", where="path", says="The name as the list's links have it"),
            _PAGE,
        ),
    ),
    Page(
        name="search",
        path="/search",
        view=search,
        says="The texts that hold all words given",
        params=(Param(name="q", kind="text", says="Words; one that ends in * stands for all that begin so"), _PAGE),
        written=False,
    ),
    Page(
        name="judgements",
        path="/judgements",
        view=judgements,
        says="What people settled, the latest first",
        params=(_PAGE, Param(name="judged", kind="id", says="A judgement just made or withdrawn, to be told")),
    ),
)
"""In the order in which they are described."""

PATHS: Mapping[str, str] = MappingProxyType(
    {
        **{page.name: page.path for page in PAGES},
        "choose": "/choose",
        "feed": "/dyads/{first}/{second}/events.atom",
        "calendar": "/dyads/{first}/{second}/planned.ics",
        "openapi": "/openapi.json",
        "judge": "/events/{id}/judge",
        "withdraw": "/judgements/{id}/withdraw",
    }
)
"""Their addresses by name, and those of what is no page: the step from two names to a relation, feeds, forms."""
