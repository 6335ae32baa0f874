"""Names of persons as they stand in a text: where one begins and ends."""

from __future__ import annotations

from typing import NamedTuple

from bilateral.coding.mentions.row import PARTY, Row
from bilateral.coding.words import Words
from bilateral.knowledge import SurfaceKind

__all__ = ["Name", "Names"]

_LONGEST = 6
_QUOTES = frozenset("\"“”'‘’")


class Name(NamedTuple):
    """A name's text ("" where there is none) and the index after it."""

    end: int
    text: str


class Names:
    """Reads names by their capitals, particles and the surnames of the register."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def polite(self, row: Row, at: int) -> bool:
        """Whether a form of address stands there ("Mr.", "H.E.")."""
        return row.lower(at) in self._words.honorifics

    def read(self, row: Row, at: int) -> Name:
        """The name that begins at `at`, forms of address skipped."""
        while self.polite(row, at):
            at += 1
        if row.of(at, SurfaceKind.PERSON):
            return Name(at + 1, row.text(at))
        begin = at
        called = ""
        while at < len(row) and at - begin < _LONGEST and self._goes_on(row, at, begin):
            at += 1
            while self._hyphen(row, at):
                at += 2
            if at - begin == 1 and self._nickname(row, at):
                called, begin, at = row.text(begin) + " ", at + 3, at + 3
        return Name(at, called + row.written(begin, at))

    def _nickname(self, row: Row, at: int) -> bool:
        """Whether a name in quotation marks stands there and the name goes on: 'Benjamin "Benny" Gantz'."""
        quoted = row.text(at) in _QUOTES and row.text(at + 2) in _QUOTES and row.proper(at + 1)
        return quoted and at + 3 < len(row) and row.proper(at + 3) and self._word(row, at + 3)

    def enclosed(self, row: Row, at: int) -> bool:
        """Whether a name of two words or more stands there between commas, none of them known as anything else."""
        name = self.read(row, at)
        plain = all(not row.known(i) or row.of(i, SurfaceKind.SURNAME) for i in range(at, name.end))
        return plain and " " in name.text and row.text(name.end) in {",", ".", ""}

    def _hyphen(self, row: Row, at: int) -> bool:
        """Whether a name goes on behind a hyphen, because a part of it is a hit of the gate ("Uwitonze-Mbabazi")."""
        if row.text(at) != "-" or row[at - 1].end != row[at].start or at + 1 >= len(row):
            return False
        return row.text(at + 1)[0].isalpha() and row[at].end == row[at + 1].start

    def _goes_on(self, row: Row, at: int, begin: int) -> bool:
        if at > begin and not row.touches(at):
            return False
        if self._word(row, at):
            return True
        if at > begin and row.lower(at - 1) in self._words.particles and row.proper(at):
            return row.of(at, SurfaceKind.TITLE) is None  # "van der Brugge", a town as well
        particle = row.lower(at) in self._words.particles and row.capital(at + 1)
        particle = particle or row.lower(at).partition("-")[0] in self._words.particles
        surname = row.of(at, SurfaceKind.SURNAME) is not None
        return (particle or surname) and (at > begin or row.capital(at))

    def _word(self, row: Row, at: int) -> bool:
        """Whether a capitalised word may be part of a name."""
        if not row.proper(at) or row.of(at, SurfaceKind.TITLE):
            return False
        if row.of(at, SurfaceKind.SURNAME):
            return True
        if row.known(at):
            # A given name that is a town as well: "Kara MacDonald", "Florence Parly".
            town = row.of(at, SurfaceKind.PLACE) and not row.of(at, SurfaceKind.CAPITAL, *PARTY)
            return bool(town) and row.proper(at + 1) and row.touches(at + 1)
        if row.lower(at) in self._words.never_names or row.lower(at) in self._words.portfolio:
            return False
        return len(row.text(at)) > 1
