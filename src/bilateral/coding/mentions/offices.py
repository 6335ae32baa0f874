"""Phrases with a title: "[state] [modifier] title [of portfolio] [of state] [name] [of state]" and plural ones."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bilateral.coding.holders import fixed_party
from bilateral.coding.mentions.behind import Behind
from bilateral.coding.mentions.found import Desk, Found, found, nothing
from bilateral.coding.mentions.names import Name, Names
from bilateral.coding.mentions.row import Row
from bilateral.coding.mentions.titles import Phrase, Titles
from bilateral.knowledge import SurfaceKind, Title
from bilateral.model import Mention, MentionKind

__all__ = ["Offices"]


@dataclass(frozen=True, slots=True)
class Offices:
    """Says whom a phrase with a title means."""

    desk: Desk
    names: Names
    titles: Titles
    behind: Behind

    def read(self, row: Row, start: int, title_at: int, party: str | None) -> Found:
        """The phrase that begins at `start` and whose (first) title stands at `title_at`; `party` stands before it."""
        phrase = self.titles.read(row, title_at, party)
        if (owner := phrase.party or fixed_party(phrase.titles)) and row.possessive(phrase.end):
            # "the UN Secretary-General's Personal Envoy X": the second office is meant.
            following = phrase.end + 1
            if row.of(following, SurfaceKind.TITLE) and row.capital(following):
                phrase = self.titles.read(row, following, owner)
        if phrase.plural and (several := self._several(row, start, phrase)):
            return several
        phrase = replace(phrase, end=row.past_abbreviation(phrase.end))
        name, titles = self._holder(row, phrase)
        if name.text:
            former = any(row.lower(at) in self.desk.words.former for at in range(start - 1, title_at))
            return self._named(row, start, name, replace(phrase, titles=titles), former=former)
        if phrase.plural and not phrase.party and (body := row.of(title_at, SurfaceKind.ORGANISATION)):
            return found(row, start, phrase.end, MentionKind.ORGANISATION, [self.desk.party_actor(body.key)])
        if phrase.plural:
            actors = [self.desk.party_actor(phrase.party, phrase.titles[0].level)] if phrase.party else []
            return found(row, start, phrase.end, MentionKind.OFFICE, actors, head=row.lower(title_at))
        return self._unnamed(row, start, title_at, phrase)

    def _holder(self, row: Row, phrase: Phrase) -> tuple[Name, tuple[Title, ...]]:
        """The name after the titles, also behind a comma: "the Foreign Minister, X", "the Envoy, Ambassador X"."""
        name = self.names.read(row, phrase.end)
        if name.text or row.text(phrase.end) != ",":
            return name, phrase.titles
        after = phrase.end + 1
        if row.of(after, SurfaceKind.PERSON) or self.names.polite(row, after):
            return self.names.read(row, after), phrase.titles
        if row.of(after, SurfaceKind.TITLE) and row.capital(after):
            second = self.titles.read(row, after, phrase.party)
            name = self.names.read(row, second.end)
            if name.text and not second.plural:
                return name, (*phrase.titles, *second.titles)
        if not phrase.plural and self.names.enclosed(row, after):
            return self.names.read(row, after), phrase.titles
        return Name(phrase.end, ""), phrase.titles

    def _named(self, row: Row, start: int, name: Name, phrase: Phrase, *, former: bool) -> Found:
        end, party = self.behind.state(row, name.end, phrase.party)
        end, party, titles = self.behind.office(row, end, party, phrase.titles)
        end = row.past_abbreviation(end)
        cast = self.desk.cast
        actor = (cast.former if former else cast.resolve)(name.text, titles, party)
        return found(row, start, end, MentionKind.PERSON, [actor])

    def _unnamed(self, row: Row, start: int, title_at: int, phrase: Phrase) -> Found:
        """An office without a name: its holder of the day, or the person introduced with it."""
        definite = row.lower(start - 1) == "the" or (not phrase.party and row.capital(title_at))
        if definite and (told := self.desk.cast.titled(phrase.titles, phrase.party)):
            kind = MentionKind.OFFICE if phrase.party else MentionKind.PERSON
            return found(row, start, phrase.end, kind, [told], head=row.lower(title_at))
        if not phrase.party and not fixed_party(phrase.titles):
            return nothing(phrase.end)
        actor = self.desk.cast.resolve("", phrase.titles, phrase.party)
        return found(row, start, phrase.end, MentionKind.OFFICE, [actor], head=row.lower(title_at))

    # -- plural titles ---------------------------------------------------------------------------------------------

    def _several(self, row: Row, start: int, phrase: Phrase) -> Found | None:
        """Plural titles: "Presidents Biden and Putin", "the foreign ministers of France, Germany and Poland"."""
        if row.lower(phrase.end) == "of":
            parties, end = self._parties(row, phrase.end + 1)
            if parties:
                return self._of_states(row, start, end, phrase, parties)
        return self._persons(row, start, phrase)

    def _of_states(self, row: Row, start: int, end: int, phrase: Phrase, parties: list[str]) -> Found:
        level, bodies = phrase.titles[0].level, self.desk.knowledge.organisations
        actors = [
            # "The foreign ministers of the EU" are not its own foreign minister.
            self.desk.party_actor(party, level) if party in bodies else self.desk.cast.resolve("", phrase.titles, party)
            for party in parties
        ]
        if phrase.party:
            actors.insert(0, self.desk.party_actor(phrase.party, phrase.titles[0].level))
        return found(row, start, end, MentionKind.OFFICE, actors, head=phrase.titles[0].phrase.lower())

    def _persons(self, row: Row, start: int, phrase: Phrase) -> Found | None:
        mentions: list[Mention] = []
        at = end = phrase.end
        while at < len(row):
            name = self.names.read(row, at)
            if not name.text:
                break
            end, party = self.behind.state(row, name.end, phrase.party)
            actor = self.desk.cast.resolve(name.text, phrase.titles, party)
            mentions.extend(found(row, at if mentions else start, end, MentionKind.PERSON, [actor]).mentions)
            at = end
            while row.lower(at) in {",", "and"}:
                at += 1
        return Found(tuple(mentions), end) if mentions else None

    def _parties(self, row: Row, at: int) -> tuple[list[str], int]:
        """ "Canada, France, and the United Kingdom" -> codes, and the index after them."""
        parties: list[str] = []
        end = at
        while at < len(row):
            if row.lower(at) not in {"the", ",", "and"}:
                surface = row.of(at, SurfaceKind.NAME, SurfaceKind.ORGANISATION)
                if surface is None:
                    break
                parties.append(surface.key)
                end = at + 1
            at += 1
        return parties, end
