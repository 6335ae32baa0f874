"""What stands behind a name: the state ("of the Netherlands") and the office ("X, Georgia's Minister of Defence")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from bilateral.coding.holders import fixed_party
from bilateral.coding.mentions.names import Names
from bilateral.coding.mentions.row import PARTY, Row
from bilateral.coding.mentions.titles import Titles
from bilateral.coding.words import Words
from bilateral.knowledge import SurfaceKind, Title

__all__ = ["Behind", "Office"]

_LONGEST = 24  # items of an apposition; what goes on longer is a clause
_BREAKS = frozenset(".;:()“”–—")


class Office(NamedTuple):
    """The index after what stands behind a name, the state or body it tells, and the titles."""

    end: int
    party: str | None
    titles: tuple[Title, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """Reads what stands behind a name."""

    words: Words
    names: Names
    titles: Titles

    def state(self, row: Row, at: int, party: str | None) -> tuple[int, str | None]:
        """ "Prime Minister Rutte of the Netherlands": the index after the state, and its code.

        Of "General Okoro of the Nigerian army" the army is left to be a mention of its own.
        """
        if row.lower(at) != "of":
            return at, party
        behind = at + 2 if row.lower(at + 1) == "the" else at + 1
        if party is None and (employer := self.employer(row, at)):
            return at, employer
        surface = row.of(behind, SurfaceKind.NAME, SurfaceKind.ORGANISATION)
        if surface and (party in (None, surface.key) or surface.kind is SurfaceKind.NAME):
            return behind + 1, surface.key
        return at, party

    def employer(self, row: Row, at: int) -> str | None:
        """The state of "of the Nigerian army", "from the Serbian Foreign Ministry"."""
        if row.lower(at) not in {"of", "from", "at"}:
            return None
        behind = at + 2 if row.lower(at + 1) == "the" else at + 1
        surface = row.of(behind, SurfaceKind.DEMONYM)
        house = row.of(behind + 1, SurfaceKind.INSTITUTION) or row.lower(behind + 1) in self.words.institutions
        return surface.key if surface and house else None

    def office(self, row: Row, at: int, party: str | None, titles: tuple[Title, ...]) -> Office:
        """ "X, Georgia's Minister of Defence": the office after the name, where it gives a state that is missing."""
        nothing = Office(at, party, titles)
        if party or fixed_party(titles) or row.text(at) != ",":
            return nothing
        start = at + 1
        while row.lower(start) in {"the", "a"}:
            start += 1
        surface = row.of(start, *PARTY)
        if surface is None:
            return nothing
        start += 1
        while row.possessive(start):
            start += 1
        if not row.of(start, SurfaceKind.TITLE):
            return nothing
        phrase = self.titles.read(row, start, surface.key.partition("|")[0])
        if self.names.read(row, phrase.end).text:
            return nothing  # an enumeration: "X, Georgian Defence Minister Y"
        return Office(phrase.end, phrase.party, (*titles, *phrase.titles))

    def apposition(self, row: Row, comma: int) -> Office:
        """ "X, Head of the Policy Bureau at Poland's Chancellery,": office and state, in whichever order.

        Reads to the next comma, semicolon or verb; a title without a state counts only where a capital begins it.
        """
        nothing = Office(comma, None, ())
        if row.text(comma) != "," or comma + 1 >= len(row):
            return nothing
        told = self.office(row, comma, None, ())
        if told.titles:
            return told
        start = comma + 2 if row.lower(comma + 1) in {"the", "a", "an"} else comma + 1
        if not self._opens(row, start):
            return nothing
        office = self._gather(row, comma, start)
        if not office.titles and not any(row.lower(at) in self.words.offices for at in range(comma + 1, comma + 4)):
            return nothing  # begins like no office, not even like one without a row ("Chief Economic Advisor")
        return office if office.titles or office.party else nothing

    def _opens(self, row: Row, at: int) -> bool:
        """Whether an apposition may begin there: with a capital or an office, and not with the next name."""
        office = row.of(at, SurfaceKind.TITLE) is not None or row.lower(at) in self.words.offices
        if at >= len(row) or not (row.capital(at) or office):
            return False
        return not row.of(at, SurfaceKind.PERSON) and not self._ends(row, at)

    def _gather(self, row: Row, comma: int, at: int) -> Office:
        titles: list[Title] = []  # of the person's own offices
        named: list[
            Title
        ] = []  # all that are named: "Head of Cabinet of the European Commission President" is the EU's
        party: str | None = None
        while at < len(row) and at - comma < _LONGEST and not self._ends(row, at):
            title = self.titles.title(row, at)
            if title:
                named.append(title)
            if title and row.possessive(at + 1):
                party = party or fixed_party((title,))  # "the UN Secretary-General's Personal Envoy": not the holder
            elif title and not titles and (row.capital(at) or at - comma <= 2):
                titles.extend(self._held(row, at, title))
            surface = row.of(at, *PARTY)
            sent = row.lower(at - 1) == "to" or (row.lower(at - 2), row.lower(at - 1)) == ("to", "the")
            sent = sent and surface is not None and surface.kind is SurfaceKind.NAME
            if surface and party is None and not sent:  # an "Ambassador to Eswatini" is not of it
                party = surface.key.partition("|")[0]
            at += 1
        return Office(at, party or fixed_party(named), tuple(titles))

    def _held(self, row: Row, at: int, first: Title) -> tuple[Title, ...]:
        """The first office and those that an "and" joins to it ("Deputy Prime Minister and Minister of Defence")."""
        phrase = self.titles.read(row, at, None, linked=True)
        return (first,) if phrase.plural else phrase.titles

    def _ends(self, row: Row, at: int) -> bool:
        if row.text(at) == ",":
            # "Under Secretary for Economic Growth, Energy, and the Environment" goes on after its commas.
            return not (row.capital(at + 1) and row.lower(at + 1) in self.words.portfolio)
        return row.text(at) in _BREAKS or row.lower(at) in self.words.ends_apposition
