"""The page that finds texts by their words, with the events each tells."""

from __future__ import annotations

from dataclasses import dataclass

from bilateral.errors import QueryError
from bilateral.web.shown import Entry, Paged, Site, Text, entries, text_of

__all__ = ["Hit", "SearchPage", "search"]

_SIZE = 20
_EVENTS = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that holds all the words, the first events it tells, and how many it tells in all."""

    text: Text
    events: tuple[Entry, ...]
    told: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """What was found. `terms` are the words as they were looked for; `pending` texts are not searched yet."""

    q: str
    terms: tuple[str, ...]
    hits: tuple[Hit, ...]
    page: Paged
    pending: int


def search(site: Site, *, q: str | None = None, page: int = 1) -> SearchPage:
    """The page. Raises QueryError where no word is left to search for, or too many are given."""
    if not q:
        return SearchPage(q="", terms=(), hits=(), page=Paged(1, 1, 0), pending=site.unsearched)
    found = site.store.search.find(q, limit=_SIZE, offset=(page - 1) * _SIZE)
    if page > 1 and not found.documents:
        raise QueryError(f"page: there is no page {page} of what was found")
    documents = site.store.documents(found.documents)
    told: dict[str, list[int]] = {key: [] for key in found.documents}
    for key, report in site.store.listing.reports_in(found.documents):
        told[key] += [position for position in site.index.telling([report]) if position >= 0]
    events = {key: list(dict.fromkeys(positions)) for key, positions in told.items()}
    wanted = sorted({position for positions in events.values() for position in positions[:_EVENTS]})
    shown = dict(zip(wanted, entries(site, wanted), strict=True))
    return SearchPage(
        q=q,
        terms=found.terms,
        hits=tuple(
            Hit(
                text_of(documents[key]),
                tuple(shown[position] for position in events[key][:_EVENTS]),
                len(events[key]),
            )
            for key in found.documents
        ),
        page=Paged(page, max(1, -(-found.total // _SIZE)), found.total),
        pending=site.unsearched,
    )
