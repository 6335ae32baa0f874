"""The register of persons: who is known by which names, and who held which office on a day.

Rows stay the lines of the packed files until somebody asks for that person: of some twenty thousand persons a text
names a handful.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from bilateral.errors import KnowledgeError
from bilateral.knowledge.fold import fold
from bilateral.knowledge.names import same_spelling, sound_keys
from bilateral.knowledge.tables import beginning, lines, starting
from bilateral.knowledge.titles import level_of
from bilateral.model import Level

__all__ = ["Person", "Register", "Term"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A person's time in an office. `start` is the first day, `end` the day of leaving; None is not known.

    `exact` is False where a date was known only by month or year and stands on its first day (`start`) or last day
    (`end`). `attested` rows give the days somebody was seen in the office, not the term. `open_ended`: nothing known
    ends the term. `state` is a state's or a body's code. `source` says where the row is from.
    """

    state: str
    office: str
    kind: str
    level: Level
    person: str
    person_id: str
    start: date | None
    end: date | None
    exact: bool
    attested: bool
    source: str

    def covers(self, on: date) -> bool:
        """Whether the person may have held the office on that day, as far as the dates say.

        A term without an end counts for `_UNENDED_YEARS` after its start only: registers often miss an end.
        """
        if self.start is None:
            return self.end is not None and on <= self.end
        if on < self.start:
            return False
        if self.end is not None:
            return on <= self.end
        return on.year - self.start.year <= _UNENDED_YEARS.get(self.kind, 10)


_UNENDED_YEARS: Mapping[str, int] = {"head of state": 60, "head of government": 30, "foreign minister": 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person by the name used in English-language news. `id` is a Wikidata QID, or `state:name` where there is none.

    `surnames` are what news calls the person by, the likeliest first ("Xi", "von der Leyen", "el-Sisi", "Sisi").
    """

    id: str
    name: str
    surnames: tuple[str, ...]
    aliases: tuple[str, ...]
    terms: tuple[Term, ...]


class Register:
    """Persons and their terms, read from the package's packed tables when first asked.

    The tables are sorted by their first column, and looked up by bisection: to index them would cost a program that
    asks for a handful of persons more than all the rest of the knowledge.
    """

    def person(self, person_id: str) -> Person | None:
        """The person with that id, or None."""
        line = self._line(person_id)
        if line is None:
            return None
        _, name, surnames, _, aliases = line.split("\t")
        return Person(
            id=person_id,
            name=name,
            surnames=tuple(surnames.split("|")) if surnames else (),
            aliases=tuple(aliases.split("|")) if aliases else (),
            terms=self.terms(person_id),
        )

    def find(self, full_name: str) -> tuple[Person, ...]:
        """The persons with that full name or alias, however its case and accents are written; best known first."""
        return self._persons(self._names, full_name)

    def with_surname(self, surname: str) -> tuple[Person, ...]:
        """The persons with that surname ("Xi", "Aliyev", "von der Leyen"); best known first."""
        return self._persons(self._surnames, surname)

    def spelled(self, name: str, *, principal: bool = False) -> tuple[str, ...]:
        """Ids of the persons whose usual name may be spelled so ("Wladimir Putin"); of a surname alone, of everybody
        whose surname may. `principal`: only of those who held a principal office."""
        return _spelled(self, name, principal)

    def sounding(self, name: str, *, principal: bool) -> Iterator[tuple[str, str]]:
        """Ids and names of those whose name sounds so as far as consonants tell, compared no closer."""
        found: dict[str, None] = {}
        for key in sound_keys(name):
            head = f"{_PRINCIPAL}{key}" if principal else key
            told = beginning(self._sounds, head) if head.endswith("/") else starting(self._sounds, head)
            found.update(dict.fromkeys(i for line in told for i in line.partition("\t")[2].split("|")))
        return ((i, self._name(i)) for i in found)

    def terms(self, person_id: str) -> tuple[Term, ...]:
        """The terms of that person by start; empty for an unknown id."""
        known = self._terms.get(person_id)
        if known is None:
            known = self._terms[person_id] = tuple(self._term(line) for line in starting(self._holder_lines, person_id))
        return known

    def holders(self, state: str, kind: str, on: date) -> tuple[Term, ...]:
        """The terms of that kind of office in that state or body that cover the day, one a person.

        The surest come first: rows whose dates are exact, then the latest begun; a row of days on which somebody was
        seen in office stands in only for a person without a term of office.
        """
        terms = [t for i in _ids(self._offices, f"{state}|{kind}") for t in self.terms(i)]
        held = sorted((t for t in terms if (t.state, t.kind) == (state, kind) and t.covers(on)), key=_sureness)
        return tuple({term.person_id: term for term in reversed(held)}.values())[::-1]

    def rank(self, person_id: str) -> int:
        """How prominent the offices were: 2 for heads and foreign ministers, 1 for other named offices, 0 else."""
        line = self._line(person_id)
        return int(line.split("\t", 4)[3]) if line else 0

    @property
    def rows(self) -> list[str]:
        """The lines of `people.tsv.gz`: id, name, surnames, rank, aliases."""
        return self._people_lines

    @cached_property
    def _people_lines(self) -> list[str]:
        return lines("people.tsv.gz")

    @cached_property
    def _names(self) -> list[str]:
        return lines("people_names.tsv.gz")

    @cached_property
    def _surnames(self) -> list[str]:
        return lines("people_surnames.tsv.gz")

    @cached_property
    def _sounds(self) -> list[str]:
        return lines("people_sounds.tsv.gz")

    @cached_property
    def _sources(self) -> list[str]:
        return lines("sources.tsv")

    @cached_property
    def _holder_lines(self) -> list[str]:
        return lines("holders.tsv.gz")

    @cached_property
    def _terms(self) -> dict[str, tuple[Term, ...]]:
        """Terms of the persons asked for so far: a text asks for the same few again and again."""
        return {}

    @cached_property
    def _offices(self) -> list[str]:
        return lines("holders_offices.tsv.gz")

    def _line(self, person_id: str) -> str | None:
        return next(starting(self._people_lines, person_id), None)

    def _persons(self, index: list[str], name: str) -> tuple[Person, ...]:
        """The persons whom an index gives for a name, the most prominent first."""
        ordered = sorted(_ids(index, fold(name)), key=lambda i: (-self.rank(i), i))
        return tuple(p for p in map(self.person, ordered) if p is not None)

    def _name(self, person_id: str) -> str:
        line = self._line(person_id)
        if line is None:
            raise KnowledgeError(f"holders.tsv.gz: {person_id} is no person of people.tsv.gz; build the tables again")
        return line.split("\t", 2)[1]

    def _term(self, line: str) -> Term:
        person_id, state, kind, start, end, flags, source, office = line.split("\t")
        return Term(
            state=state,
            office=office,
            kind=kind,
            level=level_of(kind),
            person=self._name(person_id),
            person_id=person_id,
            start=date.fromisoformat(start) if start else None,
            end=date.fromisoformat(end) if end else None,
            exact="x" in flags,
            attested="a" in flags,
            source=self._sources[int(source)],
        )


@lru_cache(maxsize=1 << 14)
def _spelled(register: Register, name: str, principal: bool) -> tuple[str, ...]:
    """What `Register.spelled` answers: the headings and names of a batch of texts come again and again."""
    return tuple(i for i, known in register.sounding(name, principal=principal) if same_spelling(name, known))


_PRINCIPAL = "*"
"""Begins the keys of people_sounds.tsv.gz under which only persons of rank 2 stand."""


def _sureness(term: Term) -> tuple[bool, bool, int, str]:
    return term.attested, not term.exact, -(term.start.toordinal() if term.start else 0), term.person_id


def _ids(index: list[str], key: str) -> list[str]:
    line = next(starting(index, key), None)
    return line.partition("\t")[2].split("|") if line else []
