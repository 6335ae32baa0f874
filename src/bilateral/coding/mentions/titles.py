"""Titles of office: "[title] [of portfolio] [of state] [and title ...]", singular and plural."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from bilateral.coding.mentions.row import PARTY, Row
from bilateral.coding.words import Words
from bilateral.knowledge import Knowledge, SurfaceKind, Title
from bilateral.knowledge.titles import level_of
from bilateral.model import Level

__all__ = ["Phrase", "Titles"]

_ELECT = frozenset({"elect", "designate"})
_TOPIC = frozenset({"to", "for", "in"})
_TOPICS = _TOPIC | {"and"}
_DEPUTIES = frozenset({"deputy", "vice", "assistant"})
_DEPUTY_KIND = "deputy minister"
_MEMBER = frozenset({"of", "for", "and", "the", ","})


@dataclass(frozen=True, slots=True)
class Phrase:
    """The titles of one or several persons, the state or body they serve where told, and the index after it all."""

    titles: tuple[Title, ...]
    party: str | None
    plural: bool
    end: int


class _Topic(NamedTuple):
    """A word of what an office is about. `counts`: the phrase may end with it; `party`: it is whose the office is."""

    counts: bool
    party: str | None = None


_GOES_ON = _Topic(counts=False)
_COUNTS = _Topic(counts=True)


class Titles:
    """Reads the titles that begin at an item."""

    def __init__(self, knowledge: Knowledge, words: Words) -> None:
        self._knowledge = knowledge
        self._words = words

    def title(self, row: Row, at: int) -> Title | None:
        """The title that the item is."""
        surface = row.of(at, SurfaceKind.TITLE)
        return self._knowledge.titles[surface.key] if surface else None

    def read(self, row: Row, at: int, party: str | None, *, linked: bool = False) -> Phrase:
        """The titles from `at` on; `party` is the state or body that stands before them; `linked`: only those that an
        "and" joins."""
        titles: list[Title] = []
        plural = False
        following: int | None = at
        while following is not None:
            title = self.title(row, following)
            if title is None:
                break
            plural = plural or _is_plural(row.text(following), title)
            titles.append(_deputy(title, row.text(following - 1)))
            at, told = self._complement(row, _past_elect(row, following) + 1, allow_party=not plural)
            party = party or told
            following = self._after_and(row, at) if linked else self._next(row, at, plural=plural)
        return Phrase(tuple(titles), party, plural, at)

    def _next(self, row: Row, at: int, *, plural: bool) -> int | None:
        """Where a second office of the same person stands: "and Foreign Minister", or without a link."""
        linked = self._after_and(row, at)
        if linked is None and not plural and self._begins(row, at):
            return at
        return linked

    def _after_and(self, row: Row, at: int) -> int | None:
        if row.lower(at) not in {"and", "&", "/"}:
            return None
        at += 1
        while row.capital(at) and row.lower(at) in self._words.modifiers:
            at += 1
        return at if self._begins(row, at) else None

    def _begins(self, row: Row, at: int) -> bool:
        return row.capital(at) and row.of(at, SurfaceKind.TITLE) is not None and not row.of(at, SurfaceKind.PERSON)

    # -- what an office is about, and whose it is -------------------------------------------------------------------

    def _complement(self, row: Row, at: int, *, allow_party: bool) -> tuple[int, str | None]:
        """The index after what an office is about ("for European and Eurasian Affairs"), and the state of "of X"."""
        party: str | None = None
        end = at
        while at < len(row):
            if row.lower(at) in self._words.links or row.possessive(at):
                if row.text(at) == "," and end != at:
                    break
                at += 1
                continue
            topic = self._topic(row, at, end, seeking=allow_party and party is None)
            if topic is None:
                break
            party = party or topic.party
            at += 1
            end = at if topic.counts else end
        return end, party

    def _topic(self, row: Row, at: int, end: int, *, seeking: bool) -> _Topic | None:
        before, second = row.lower(at - 1), row.lower(at - 2)
        if row.known(at) and row.of(at, SurfaceKind.PERSON, SurfaceKind.TITLE):
            served = (second, before) == ("to", "the") or (second == "the" and row.lower(at - 3) == "to")
            return _COUNTS if served and row.of(at, SurfaceKind.TITLE) else None
        surface = row.of(at, *PARTY)
        if surface is not None:
            topic = _state(surface.key, before, second, linked=end < at, seeking=seeking)
            if topic is not None or (seeking and before == "the"):
                return topic
        elif before in self._words.topic_links and row.of(at, SurfaceKind.NOT_ACTOR, SurfaceKind.PLACE):
            return _COUNTS
        elif end == at and row.of(at - 1, SurfaceKind.DEMONYM) and row.of(at, SurfaceKind.INSTITUTION):
            return _COUNTS  # "Secretary of the Mongolian National Security Council"
        return self._word(row, at, before)

    def _word(self, row: Row, at: int, before: str) -> _Topic | None:
        if not row.capital(at):
            return None
        if row.lower(at) in self._words.portfolio:
            return _COUNTS
        if not row.known(at) and before in _MEMBER and self._portfolio_ahead(row, at):
            return _GOES_ON
        return None

    def _portfolio_ahead(self, row: Row, at: int) -> bool:
        """Whether an unknown word belongs to what an office is about, because words that do follow it directly."""
        following = at + 2 if row.lower(at + 1) in {"and", "&", ","} else at + 1
        return row.capital(following) and row.lower(following) in self._words.portfolio


def _state(key: str, before: str, second: str, *, linked: bool, seeking: bool) -> _Topic | None:
    """A state in a title: whose the office is ("of Poland"), or what it is about ("Ambassador to Poland")."""
    if seeking and before in {"of", "the"}:
        if before == "the" and second not in {"of", "to", "for"}:
            return None
        return _Topic(counts=True, party=key.partition("|")[0] if "of" in (before, second) else None)
    if linked and (before in _TOPICS or (before == "the" and second in _TOPIC)):
        return _COUNTS
    return None


def _deputy(title: Title, before: str) -> Title:
    """The title with the word before it, where that makes a minister a minister's deputy ("Deputy Energy Minister").

    The usual ones ("Deputy Foreign Minister") are titles of their own.
    """
    if before.lower() not in _DEPUTIES or title.level not in (Level.MINISTER, Level.FOREIGN_MINISTER):
        return title
    phrase = f"{before.capitalize()} {title.phrase}"
    return replace(title, phrase=phrase, phrases=(phrase,), kind=_DEPUTY_KIND, level=level_of(_DEPUTY_KIND))


def _past_elect(row: Row, at: int) -> int:
    """The last item of "President-elect"."""
    while row.text(at + 1) == "-" and row.lower(at + 2) in _ELECT:
        at += 2
    return at


def _is_plural(text: str, title: Title) -> bool:
    """Whether a title's surface is a plural ("foreign ministers", "Secretaries of State")."""
    return text.casefold() not in {p.casefold() for p in title.phrases}
