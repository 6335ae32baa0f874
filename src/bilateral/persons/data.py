"""The data on persons: what a text says of somebody, what all texts say, and what a user ruled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from bilateral.knowledge.fold import fold
from bilateral.model import Level

__all__ = [
    "Appearance",
    "KnownPerson",
    "OfficeRuled",
    "OfficeSeen",
    "OpenName",
    "Origin",
    "Ruling",
    "Told",
    "name_words",
]


class Origin(StrEnum):
    """Where a person is known from."""

    REGISTER = "register"
    """The package's register of office holders."""
    LEARNED = "learned"
    """Introduced with title and state in several independent texts; known in every text of the database."""
    INTRODUCED = "introduced"
    """Introduced in too few texts; known in these alone."""
    JUDGED = "judged"
    """Told by a user alone: no text introduces the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """A person as one text names them, by itself and the register; never by what other texts say.

    `introduced`: no person of the register, named in full, with title and state told by the text itself. `wording` is a
    fingerprint of the sentence, by which copies of one report are known. `day` is the day the text was coded for.
    """

    document: str
    name: str
    person_id: str | None = None
    state: str | None = None
    organisation: str | None = None
    office: str | None = None
    level: Level | None = None
    basis: str = ""
    sentence: int = 0
    introduced: bool = False
    wording: str = ""
    day: date | None = None

    @property
    def party(self) -> str:
        """The code of the state, else of the organisation, else empty."""
        return self.state or self.organisation or ""


class Told(NamedTuple):
    """What of a title counts when it is asked whose it is."""

    phrase: str
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenName:
    """A name that one text leaves open: as it is written, and what the text tells beside it. Other texts may know more.

    `party` is the code of a state or organisation; `day` is the day the sentence tells of.
    """

    name: str
    titles: tuple[Told, ...] = ()
    party: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSeen:
    """An office in which texts name a person: the first and last day they do, and how many texts. None: no day."""

    office: str | None
    level: Level | None
    first: date | None
    last: date | None
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRuled:
    """An office or a level that a user says somebody held, from `since` to `until` where told. None: not ruled on."""

    office: str | None = None
    level: Level | None = None
    since: date | None = None
    until: date | None = None

    def covers(self, day: date | None) -> bool:
        """Whether it holds on that day; on a day not known it may."""
        return day is None or ((self.since or day) <= day <= (self.until or day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What users ruled about the person called `name`: it wins over what texts and register say.

    `of` narrows it to a person of that party; `party` is whose the person is; `offices` are the latest ruled first;
    `same` are other names of the person, `apart` names that are of others. `wrong`: there is no such person. `who`
    ruled last, and `ids` are the judgements that it is made of.
    """

    name: str
    of: str | None = None
    party: str | None = None
    offices: tuple[OfficeRuled, ...] = ()
    same: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    wrong: bool = False
    who: str = ""
    ids: tuple[str, ...] = ()

    @property
    def home(self) -> str:
        """The party among whose people the person is; empty where nobody told it."""
        return self.party or self.of or ""

    @property
    def names(self) -> frozenset[str]:
        """The folded names that it speaks of."""
        return frozenset(fold(name) for name in (self.name, *self.same))

    def means(self, name: str, party: str) -> bool:
        """Whether somebody of that name and party is meant. A text that tells no party leaves it open."""
        return fold(name) in self.names and (self.of is None or party in ("", self.of, self.party))

    def office_on(self, day: date | None) -> str | None:
        """The office ruled for that day."""
        return next((o.office for o in self.offices if o.office and o.covers(day)), None)

    def level_on(self, day: date | None) -> Level | None:
        """The level ruled for that day."""
        return next((o.level for o in self.offices if o.level and o.covers(day)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """One person of the database, of one party.

    `names` are the spellings met, the most frequent first, and `name` the one shown. `attested` is the number of
    independent texts that introduce the person with title and state. `first` and `last` are days of texts. `sole`:
    nobody else of the party who was met has that surname, so that the surname may do.
    """

    name: str
    names: tuple[str, ...]
    party: str
    is_state: bool
    origin: Origin
    person_id: str | None = None
    offices: tuple[OfficeSeen, ...] = ()
    first: date | None = None
    last: date | None = None
    attested: int = 0
    documents: tuple[str, ...] = ()
    ruling: Ruling | None = None
    sole: bool = True

    @property
    def surnames(self) -> frozenset[str]:
        """The folded last word of each name."""
        return frozenset(fold(name).split()[-1] for name in self.names if name)

    @property
    def helps(self) -> bool:
        """Whether texts may lean on it."""
        return self.origin in (Origin.LEARNED, Origin.JUDGED) or self.ruling is not None

    def office_on(self, day: date | None) -> OfficeSeen | None:
        """The office texts name on that day, or else the one named last before it, or else first after it; without a
        day the one named by most. None where the nearest text is more than `_YEARS` away."""
        seen = [o for o in self.offices if o.office or o.level]
        if not seen:
            return None
        if day is None or not any(o.first for o in seen):
            return min(seen, key=lambda o: (-o.documents, o.office or ""))
        dated = [(o.first, o.last, o) for o in seen if o.first and o.last]

        def distance(item: tuple[date, date, OfficeSeen]) -> tuple[int, bool, int, str]:
            first, last, office = item
            gap = max((first - day).days, (day - last).days, 0)
            return gap, first > day, -office.documents, office.office or ""

        nearest = min(dated, key=distance)
        return nearest[2] if distance(nearest)[0] <= _YEARS * 365 else None


# An office that nobody names for longer than this may have gone to another.
_YEARS = 2


def name_words(name: str) -> frozenset[str]:
    """The folded words of a name by which it is looked up; initials are too short to tell."""
    return frozenset(w for w in fold(name).replace("-", " ").replace(".", " ").split() if len(w) > 1)
