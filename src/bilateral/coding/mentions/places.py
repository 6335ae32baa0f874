"""Places: cities and sites of the gazetteer, capitals, and towns of no table beside the state they lie in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bilateral.coding.mentions.found import Desk, Found, found, nothing
from bilateral.coding.mentions.names import Name, Names
from bilateral.coding.mentions.row import Row
from bilateral.knowledge import SurfaceKind
from bilateral.model import MentionKind, Place

__all__ = ["Places"]

_LIES_IN = "the state it lies in"


@dataclass(frozen=True, slots=True)
class Places:
    """Says where a place lies."""

    desk: Desk
    names: Names

    def read(self, row: Row, at: int) -> Found:
        """A city or site; "Paris, France" is one.

        Its actors are the state it lies in, which acts only where it is a capital (`head` says so).
        """
        if self._within_name(row, at):
            return nothing(at + 1)
        capital = row.of(at, SurfaceKind.CAPITAL)
        surface = row.of(at, SurfaceKind.PLACE)
        named = self.desk.knowledge.places.get(surface.key if surface else row.text(at))
        state = capital.key if capital else (named.state if named else None)
        behind = self._state_behind(row, at + 1, state)
        end = at + 1
        province = row.text(at + 2) in self.desk.words.provinces
        elsewhere = capital is None and self._closed(row, at)  # "to Brest, France": the text knows better
        if behind and (province or elsewhere or state in (None, behind)):
            state, end = behind, at + 3
        basis = "capital for its government" if capital else _LIES_IN
        acts = self._seated(row, at, capital.key) if capital else state
        actors = [self.desk.party_actor(acts, basis=basis)] if acts else []
        there = named if named and named.state == state else None
        where = Place(
            name=row.text(at), state=state, lat=there.lat if there else None, lon=there.lon if there else None
        )
        mention = found(row, at, end, MentionKind.PLACE, actors, head="capital" if capital else "site").mentions[0]
        possessive = row.possessive(end)
        return Found((replace(mention, place=where, possessive=possessive),), end + possessive)

    def _closed(self, row: Row, at: int) -> bool:
        """Whether a town with a state behind it stands after "in" or "to" and nothing there begins a clause."""
        closed = row.text(at + 3) in {",", ".", ""} or row.lower(at + 3) in {"on", "from", "for", "to", "this", "today"}
        return row.lower(at - 1) in self.desk.words.before_place and closed

    def _within_name(self, row: Row, at: int) -> bool:
        """Whether the word is part of a longer name: "Nancy Pelosi", "New Haven", "Saint Denis"."""
        if at and row.lower(at - 1) in self.desk.words.place_prefixes and row.capital(at - 1) and row.touches(at):
            return True
        if row.of(at, SurfaceKind.CAPITAL) or " " in row.text(at) or row.lower(at - 1) in self.desk.words.before_place:
            return False
        if row.lower(at - 1) == "the":
            return False  # "the Negev Summit"
        behind = row.proper(at + 1) and row.touches(at + 1) and not row.known(at + 1)
        return behind and self.names.read(row, at).end > at + 1

    def _seated(self, row: Row, at: int, state: str) -> str:
        """Whom a capital that seats a body acts for: "Brussels" the EU, but Belgium where the sentence names it or goes
        there."""
        body = (
            self.desk.words.seated.get(row.text(at)) if row.lower(at - 1) not in self.desk.words.before_place else None
        )
        named = any(s.key == state for i in range(len(row)) if (s := row.of(i, SurfaceKind.NAME, SurfaceKind.DEMONYM)))
        return state if body is None or named else body

    def unknown(self, row: Row, at: int, name: Name) -> Found | None:
        """ "to Marrakech, Morocco": a town of no table, with the state it lies in."""
        state = self._state_behind(row, name.end, None)
        if state is None or row.lower(at - 1) not in self.desk.words.before_place:
            return None
        actors = [self.desk.party_actor(state, basis=_LIES_IN)]
        mention = found(row, at, name.end + 2, MentionKind.PLACE, actors, head="site").mentions[0]
        return Found((replace(mention, place=Place(name=name.text, state=state)),), name.end + 2)

    def province(self, row: Row, at: int) -> Found | None:
        """A province that bears a state's name, beside another of its country: "Texas and Georgia"."""
        provinces = self.desk.words.provinces
        country = provinces.get(row.text(at))
        if country is None:
            return None
        first, last = at - 1, at + 1
        while row.lower(first) in {",", "and", "or"}:
            first -= 1
        while row.lower(last) in {",", "and", "or"}:
            last += 1
        beside = [i for i in (first, last) if abs(i - at) > 1 and provinces.get(row.text(i)) == country]
        if not any(not row.of(i, SurfaceKind.NAME) for i in beside):
            return None
        actors = [self.desk.party_actor(country, basis=_LIES_IN)]
        mention = found(row, at, at + 1, MentionKind.PLACE, actors, head="site").mentions[0]
        return Found((replace(mention, place=Place(name=row.text(at), state=country)),), at + 1)

    def _state_behind(self, row: Row, comma: int, state: str | None) -> str | None:
        """The state of ", Morocco" or ", New Hampshire"; none in ", Morocco's".

        `state` is where the place is known to lie: a province may bear another state's name ("Savannah, Georgia").
        """
        if row.text(comma) != "," or row.possessive(comma + 2):
            return None
        country = self.desk.words.provinces.get(row.text(comma + 1))
        surface = row.of(comma + 1, SurfaceKind.NAME)
        if country and (surface is None or country == state):
            return country
        return surface.key if surface else None
