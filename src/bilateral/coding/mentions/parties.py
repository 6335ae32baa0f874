"""States and bodies, with the office or institution that follows: "the Russian side", "the Azerbaijani leader"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bilateral.coding.mentions.found import Desk, Found, found, nothing
from bilateral.coding.mentions.names import Names
from bilateral.coding.mentions.offices import Offices
from bilateral.coding.mentions.row import Row
from bilateral.knowledge import SurfaceKind
from bilateral.model import MentionKind

__all__ = ["Parties"]

_OF_STATES = (SurfaceKind.NAME, SurfaceKind.DEMONYM, SurfaceKind.PEOPLE)
_OWN = frozenset({"his", "her", "my"})
_REACH = 11  # items between a state and the title of its official


@dataclass(frozen=True, slots=True)
class Parties:
    """Says what a state's or body's name acts as."""

    desk: Desk
    names: Names
    offices: Offices

    def read(self, row: Row, at: int, key: str) -> Found:
        """The phrase that begins with the state or body `key` ("RUS", "RUS|presidency")."""
        several = self._several(row, at)
        if several:
            return several
        party, _, institution = key.partition("|")
        party = self._told_apart(row, at, party)
        after = row.past_abbreviation(at + 1)
        possessive = row.possessive(after)
        after += possessive
        title_at = self._title(row, after)
        if title_at is not None:
            return self.offices.read(row, at, title_at, party)
        head_at, head = self._institution(row, after)
        if head in self.desk.words.counterparts:
            return self._counterpart(row, at, head_at, party)
        if possessive and not head and (person := self._person(row, at, after, party)):
            return person
        actor = self.desk.party_actor(party)
        if head:
            return found(row, at, head_at + 1, MentionKind.OFFICE, [actor], head=head)
        actor = replace(actor, office=institution or None)
        kind = MentionKind.ORGANISATION if actor.organisation else MentionKind.STATE
        adjective = row.of(at, SurfaceKind.DEMONYM) and not row.of(at, SurfaceKind.NAME, SurfaceKind.PEOPLE)
        return found(row, at, after, kind, [actor], possessive=possessive or bool(adjective))

    def given(self, row: Row, at: int) -> bool:
        """Whether a state's name is a person's given name there: a surname of no table stands directly behind it."""
        words = self.desk.words
        if row.text(at) not in words.given_names:
            return False
        at += 1
        plain = row.proper(at) and row.touches(at) and not row.known(at) and row.text(at)[1:].islower()
        return plain and row.lower(at) not in words.portfolio and row.lower(at) not in words.never_names

    def _person(self, row: Row, start: int, at: int, party: str) -> Found | None:
        """ "Ukraine's Petro Poroschenko": the holder of a principal office of that state, in another spelling."""
        if not row.proper(at) or row.known(at):
            return None
        name = self.names.read(row, at)
        actor = self.desk.cast.of_state(name.text, party) if name.text else None
        return found(row, start, name.end, MentionKind.PERSON, [actor]) if actor else None

    def _told_apart(self, row: Row, at: int, party: str) -> str:
        """Of several states that a word may name ("Dominican", "Congo"), the one that the sentence's persons are of, or
        its other names tell; else all, joined by "/", which is no state."""
        hit = row[at].hit
        keys = list(dict.fromkeys(s.key for s in hit.surfaces if s.kind in _OF_STATES)) if hit else []
        if len(keys) < 2:
            return party
        near = [s.key for i in range(len(row)) if i != at for s in row.readings(i) if s.key in keys]
        people = [s.key for i in range(len(row)) for s in row.readings(i) if s.kind is SurfaceKind.PERSON]
        near += [t.state for p in people for t in self.desk.knowledge.register.terms(p) if t.state in keys]
        near = [key for key in near if near.count(key) == len(near)]
        return near[0] if near else "/".join(keys)

    def _several(self, row: Row, at: int) -> Found | None:
        """ "the Armenian and Azerbaijani foreign ministers", "his Russian and Belarusian counterparts"."""
        keys, end = self._adjectives(row, at)
        if len(keys) < 2:
            return None
        if row.of(end, SurfaceKind.TITLE):
            phrase = self.offices.titles.read(row, end, None)
            if not phrase.plural or self.names.read(row, phrase.end).text:
                return None
            actors = [self.desk.cast.resolve("", phrase.titles, key) for key in keys]
            return found(row, at, phrase.end, MentionKind.OFFICE, actors, head=row.lower(end))
        head_at, head = self._institution(row, end)
        if not head.endswith("s"):
            return None
        own = row.lower(at - 1) in _OWN and head in self.desk.words.counterparts
        actors = [self.desk.peer(row, key, own=own) if own else self.desk.party_actor(key) for key in keys]
        return found(row, at, head_at + 1, MentionKind.OFFICE, actors, head=head)

    def _adjectives(self, row: Row, at: int) -> tuple[list[str], int]:
        """ "German, French and Russian" -> codes, and the index after them; the last one has to be an adjective."""
        keys: list[str] = []
        last = at
        while surface := row.of(at, SurfaceKind.DEMONYM, SurfaceKind.NAME):
            keys.append(surface.key)
            last = at
            at += 1
            while row.lower(at) in {",", "and"}:
                at += 1
        adjective = row.of(last, SurfaceKind.DEMONYM) is not None
        return (keys, last + 1) if adjective else ([], last + 1)

    def _title(self, row: Row, at: int) -> int | None:
        """Where the title of the state's official stands, if one follows."""
        for title_at in range(at, min(len(row), at + _REACH)):
            if row.of(title_at, SurfaceKind.TITLE):
                return title_at
            if not self._before_title(row, title_at):
                return None
        return None

    def housed_title(self, row: Row, at: int) -> int | None:
        """Where the title stands in "National Security Office Director Kim Sung-han", from its house's first word on;
        None where the capitalised word at `at` begins no such phrase with a name behind it."""
        words = self.desk.words
        if row.lower(at) not in words.portfolio or not row.capital(at + 1):
            return None
        title_at = self._title(row, at)
        if title_at is None or title_at == at or not row.capital(title_at):
            return None
        return title_at if self.names.read(row, title_at + 1).text else None

    def _before_title(self, row: Row, at: int) -> bool:
        """Whether an item may stand between a state and its official's title: "new", "MFA", "Ministry of Defense"."""
        words, lower = self.desk.words, row.lower(at)
        if lower in words.modifiers or lower in words.former or self.names.polite(row, at):
            return True
        if lower in words.institutions and row.of(at + 1, SurfaceKind.TITLE):
            return True  # "the Rwandan government spokesperson"
        if row.known(at):
            return row.of(at, SurfaceKind.INSTITUTION, SurfaceKind.METONYM) is not None
        if lower == "of":
            return row.capital(at + 1)
        if lower in {"for", "and"}:  # "Ministry for Economic Affairs and Climate Action State Secretary"
            portfolio = row.capital(at + 1) and row.lower(at + 1) in words.portfolio
            return portfolio and row.of(at + 1, SurfaceKind.TITLE) is None and row.capital(at - 1)
        initials = row.text(at).isupper() and len(row.text(at)) > 1
        return row.capital(at) and (initials or lower in words.portfolio or lower in words.offices)

    def _institution(self, row: Row, at: int) -> tuple[int, str]:
        """The institution's noun after a state ("Russian security forces"), and where it stands; else ""."""
        for width in (3, 2, 1):
            last = at + width - 1
            if last >= len(row):
                continue
            phrase = " ".join(row.lower(i) for i in range(at, last + 1))
            known = width == 1 and row.of(last, SurfaceKind.INSTITUTION)
            if known or phrase in self.desk.words.institutions or phrase in self.desk.words.counterparts:
                return last, phrase
            if width > 1 and self._modified(row, at, last):
                return last, row.lower(last)
        return at, ""

    def _modified(self, row: Row, at: int, last: int) -> bool:
        """Whether "senior ... officials" stands there, all in lower case."""
        lowered = all(row.text(i)[0].islower() for i in range(at, last + 1))
        words = self.desk.words
        return lowered and row.lower(last) in words.institutions and row.lower(at) in words.modifiers

    def several_of(self, row: Row, at: int) -> Found:
        """ "The two Koreas": several states in one word."""
        actors = [self.desk.party_actor(key) for key in self.desk.words.plurals[row.text(at)]]
        return found(row, at, at + 1, MentionKind.GROUP, actors)

    def from_states(self, row: Row, at: int) -> Found:
        """ "his counterparts from Laos and Cambodia", from the word "counterpart" on."""
        keys: list[str] = []
        end = at + 2 if row.lower(at + 1) in {"from", "of"} else len(row)
        while end < len(row):
            surface = row.of(end, SurfaceKind.NAME, SurfaceKind.ORGANISATION)
            if surface:
                keys.append(surface.key)
            elif row.lower(end) not in {"the", ",", "and"}:
                break
            end += 1
        if not keys:
            return nothing(at + 1)
        while not row.known(end - 1):
            end -= 1
        own = row.lower(at - 1) in {*_OWN, "the"}
        actors = [self.desk.peer(row, key, own=own) for key in keys]
        return found(row, at, end, MentionKind.OFFICE, actors, head=row.lower(at))

    def _counterpart(self, row: Row, start: int, head_at: int, party: str) -> Found:
        """ "his Turkish counterpart [Erdogan]", "her Egyptian counterpart, General Sisi"."""
        head, after = row.lower(head_at), head_at + 1
        title_at = after + (row.text(after) == ",")
        if row.of(title_at, SurfaceKind.TITLE) and row.capital(title_at):
            return self.offices.read(row, start, title_at, party)
        name = self.names.read(row, after)
        if not name.text and title_at > after and row.of(title_at, SurfaceKind.PERSON, SurfaceKind.SURNAME):
            name = self.names.read(row, title_at)
        peer = self.desk.peer(row, party, own=row.lower(start - 1) in _OWN)
        if name.text:
            actor = self.desk.cast.resolve(name.text, (), party)
            actor = replace(actor, level=actor.level or peer.level)
            return found(row, start, name.end, MentionKind.PERSON, [actor], head=head)
        return found(row, start, after, MentionKind.OFFICE, [peer], head=head)
