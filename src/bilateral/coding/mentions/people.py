"""Names of persons without a title before them: full names, surnames, and new names with an office behind them."""

from __future__ import annotations

from dataclasses import dataclass

from bilateral.coding.mentions.behind import Behind
from bilateral.coding.mentions.found import Desk, Found, found, nothing
from bilateral.coding.mentions.names import Name, Names
from bilateral.coding.mentions.row import Row
from bilateral.knowledge import SurfaceKind
from bilateral.model import Actor, MentionKind

__all__ = ["People"]


_ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True)
class People:
    """Says whom a name means."""

    desk: Desk
    names: Names
    behind: Behind

    def full(self, row: Row, at: int) -> Found:
        """A full name of the register."""
        ids = self._ids(row, at, SurfaceKind.PERSON)
        end, party, titles = self.behind.apposition(row, at + 1)
        actor: Actor | None
        if titles or len(ids) > 1:
            actor = self.desk.cast.resolve(row.text(at), titles, party)
        else:
            actor = self.desk.cast.named(ids[0])
        return found(row, at, end, MentionKind.PERSON, [actor]) if actor else nothing(at + 1)

    def surname(self, row: Row, at: int) -> Found:
        """A surname of the register: somebody introduced before, else the one principal in office that day."""
        name = self.names.read(row, at)
        if " " in name.text:  # no full name of the register, but perhaps one of the text
            return self.new(row, at, name) or self.told(row, at, name) or nothing(name.end)
        actor = self.desk.cast.called(row.text(at))
        if actor is None:
            if row.text(at) in self.desk.knowledge.common_words or (row.proper(at + 1) and not row.known(at + 1)):
                return nothing(at + 1)
            actor = self.desk.cast.principal(row.text(at), self._ids(row, at, SurfaceKind.SURNAME))
        return found(row, at, at + 1, MentionKind.PERSON, [actor]) if actor else nothing(at + 1)

    def new(self, row: Row, at: int, name: Name) -> Found | None:
        """A name of no table: it needs an office or state behind it, or a form of address before it."""
        polite = self.names.polite(row, at)
        if not polite and " " not in name.text:
            return None
        end, party, titles = self.behind.apposition(row, name.end)
        if not party and not titles:
            party = self.behind.employer(row, name.end)
        if titles or party:
            return found(row, at, end, MentionKind.PERSON, [self.desk.cast.resolve(name.text, titles, party)])
        if not polite:
            return None
        end, party = self.behind.state(row, name.end, None)
        actor = self.desk.cast.called(name.text) or self.desk.cast.resolve(name.text, (), party)
        return found(row, at, end, MentionKind.PERSON, [actor])

    def told(self, row: Row, at: int, name: Name) -> Found | None:
        """Somebody introduced before, by a name of no table, or whose name the register spells otherwise.

        A word that opens a sentence has a capital anyhow: it is no other spelling of a name.
        """
        cast = self.desk.cast
        actor = cast.called(name.text)
        alone = at and name.text.isalpha() and row.lower(at - 1) not in _ARTICLES  # "the Sheriff" is no Sharif
        if actor is None and (" " in name.text or alone) and self._personal(name.text):
            actor = cast.spelled(name.text)
        return found(row, at, name.end, MentionKind.PERSON, [actor]) if actor else None

    def _personal(self, name: str) -> bool:
        """Whether no word of it is one of offices and their topics: "Executive Order" is not worth a look-up."""
        words = self.desk.words
        return not any(w in words.portfolio or w in words.offices for w in name.lower().split())

    def _ids(self, row: Row, at: int, kind: SurfaceKind) -> list[str]:
        hit = row[at].hit
        return [s.key for s in hit.surfaces if s.kind is kind] if hit else []
