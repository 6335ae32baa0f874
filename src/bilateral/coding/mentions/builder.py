"""Reads a sentence from left to right and asks, at each item, the reader of phrases that it may begin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bilateral.coding.cast import Cast
from bilateral.coding.gate import Hit
from bilateral.coding.items import Item
from bilateral.coding.mentions.behind import Behind
from bilateral.coding.mentions.found import Desk, Found, nothing
from bilateral.coding.mentions.names import Names
from bilateral.coding.mentions.offices import Offices
from bilateral.coding.mentions.parties import Parties
from bilateral.coding.mentions.people import People
from bilateral.coding.mentions.places import Places
from bilateral.coding.mentions.row import PARTY, Row
from bilateral.coding.mentions.titles import Titles
from bilateral.coding.words import words
from bilateral.knowledge import Knowledge, SurfaceKind
from bilateral.model import Actor, Mention

__all__ = ["MentionBuilder"]


class MentionBuilder:
    """Builds the mentions of one document, sentence by sentence, in order: later names lean on earlier ones."""

    def __init__(self, knowledge: Knowledge, cast: Cast) -> None:
        self._cast = cast
        self._words = words()
        self._never = self._words.never_names - self._words.honorifics
        desk = Desk(knowledge, cast, self._words)
        titles = Titles(knowledge, desk.words)
        self._names = Names(desk.words)
        behind = Behind(desk.words, self._names, titles)
        self._offices = Offices(desk, self._names, titles, behind)
        self._parties = Parties(desk, self._names, self._offices)
        self._people = People(desk, self._names, behind)
        self._places = Places(desk, self._names)

    def build(
        self, items: Sequence[Item], sentence: int, *, day: date | None = None, subject: Actor | None = None
    ) -> list[Mention]:
        """Mentions of a sentence in order of appearance, not overlapping.

        `day` is the day the sentence tells of, where it is not the document's; `subject` the person that the sentences
        before were about.
        """
        self._cast.turn(sentence, day)
        row = Row(items, subject)
        counterparts = self._words.counterparts
        # Every word of every sentence that names somebody comes by here: only those that can begin a phrase stay.
        begins = [
            at
            for at, (_, _, text, lower, hit) in enumerate(items)
            if hit is not None or text[0].isupper() or lower in counterparts
        ]
        reached = 0
        for at in begins:
            if at < reached:
                continue
            named = items[at].hit is not None or items[at].text[0].isupper()
            found = self._at(row, at) if named else self._parties.from_states(row, at)
            row.told.extend(found.mentions)
            reached = max(found.end, at + 1)
        return self._cast.corrected(row.told)

    def _at(self, row: Row, at: int) -> Found:
        hit = row[at].hit
        if hit is None:
            return self._plain(row, at)
        if hit.of(SurfaceKind.TITLE):
            return self._offices.read(row, at, at, None)
        if hit.of(SurfaceKind.PERSON):
            return self._people.full(row, at)
        party = hit.of(*PARTY)
        if party is None:
            return self._lesser(row, at, hit)
        if self._parties.given(row, at):
            return nothing(at + 2)
        return self._places.province(row, at) or self._parties.read(row, at, party.key)

    def _lesser(self, row: Row, at: int, hit: Hit) -> Found:
        """A hit that names no office, full name, state or body."""
        if hit.of(SurfaceKind.SURNAME):
            return self._people.surname(row, at)
        if hit.of(SurfaceKind.CAPITAL, SurfaceKind.PLACE):
            return self._places.read(row, at)
        return nothing(at + 1)

    def _plain(self, row: Row, at: int) -> Found:
        """A capitalised token of no table: a new name or town, or somebody introduced before."""
        if not row.proper(at) or row.lower(at) in self._never:
            return nothing(at + 1)
        if row.text(at) in self._words.plurals:
            return self._parties.several_of(row, at)
        title_at = self._parties.housed_title(row, at)
        if title_at is not None:
            return self._offices.read(row, at, title_at, None)
        name = self._names.read(row, at)
        if not name.text:
            return nothing(max(at + 1, name.end))
        return (
            self._people.new(row, at, name)
            or self._places.unknown(row, at, name)
            or self._people.told(row, at, name)
            or nothing(name.end if " " in name.text else at + 1)
        )
