"""Persons: one id for the same person in all sources, names, surnames, rank."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bilateral.knowledge.fold import fold
from knowledge_build.names import Names
from knowledge_build.terms import Row

_PRINCIPAL = frozenset({"head of state", "head of government", "foreign minister", "head of organisation"})
_NAMED = frozenset(
    {
        *("defence minister", "minister", "deputy minister", "deputy head of state", "deputy head of government"),
        *("adviser", "envoy", "ambassador", "official", "spokesperson", "military"),
    }
)
_PRINCIPAL_SINCE = date(1990, 1, 1)


@dataclass(slots=True)
class Person:
    """`state` is that of the first term; `names` begins with the usual name and keeps order."""

    id: str
    state: str
    names: dict[str, None] = field(default_factory=dict)
    surnames: dict[str, None] = field(default_factory=dict)
    fixed_surnames: bool = False
    kinds: set[str] = field(default_factory=set)


class People:
    """Gathers persons and terms; `lines` and `term_lines` give them in the order of their ids."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._people: dict[str, Person] = {}
        self._by_name: dict[tuple[str, str], str] = {}
        self.terms: list[Row] = []

    def add_terms(self, rows: Iterable[Row], *, attested: bool = False) -> None:
        """Take over terms; a row without QID joins a person of the same state and name, else makes one."""
        kept = [row for row in rows if self._names.clean(row.person)]
        for row in sorted(kept, key=lambda r: r.qid == ""):  # those with QIDs first: the others may be the same persons
            name = self._names.clean(row.person)
            row.person_id = row.qid or self._by_name.get((row.state, fold(name))) or f"{row.state}:{slug(name)}"
            person = self._people.setdefault(row.person_id, Person(row.person_id, row.state))
            self._name(person, name, row.state)
            if attested and self._spent(row):
                continue  # a release that mourns or quotes somebody who held the office long ago
            self.terms.append(row)

    def add_aliases(self, path: Path) -> None:
        """Other spellings from person_aliases.csv.gz, for persons already known."""
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            for raw in csv.DictReader(file):
                person = self._people.get(raw["person_qid"])
                alias = self._names.clean(raw["alias"])
                if person and " " in alias and not alias.isupper() and not alias[-1] == "-":
                    self._name(person, alias, person.state)

    def add_usual_names(self, path: Path) -> None:
        """The hand-made person_names.csv: the usual name first, its aliases, and the surnames where a rule fails."""
        with path.open(encoding="utf-8", newline="") as file:
            for raw in csv.DictReader(file):
                known = self._by_name.get((raw["state"], fold(raw["person"])))
                person_id = known or f"{raw['state']}:{slug(raw['usual'])}"
                person = self._people.setdefault(person_id, Person(person_id, raw["state"]))
                before = person.names
                person.names = {}
                self._name(person, raw["usual"], raw["state"])
                for alias in (*before, *filter(None, raw["aliases"].split("|"))):
                    self._name(person, alias, raw["state"])
                person.surnames = dict.fromkeys(filter(None, raw["surnames"].split("|")))
                person.fixed_surnames = True

    def lines(self) -> Iterator[str]:
        """Lines of people.tsv: id, name, surnames, rank, aliases; only persons with a term."""
        held: dict[str, list[Row]] = {}
        for row in self.terms:
            held.setdefault(row.person_id, []).append(row)
        for person_id in sorted(held):
            person = self._people[person_id]
            if not person.fixed_surnames:
                name = next(iter(person.names))
                person.surnames = dict.fromkeys(self._names.surnames(name, person.state))
            names = list(person.names)
            yield "\t".join(
                (person_id, names[0], "|".join(person.surnames), str(_rank(held[person_id])), "|".join(names[1:]))
            )

    def term_lines(self) -> Iterator[str]:
        """Lines of holders.tsv by id and start; the same term from two rows once."""
        seen: dict[str, None] = {}
        for row in sorted(self.terms, key=_order):
            flags = ("x" if row.exact else "") + ("a" if row.attested else "")
            start, end = (d.isoformat() if d else "" for d in (row.start, row.end))
            cells = (row.person_id, row.state, row.kind, start, end, flags, str(row.source), row.office)
            seen["\t".join(cells)] = None
        yield from seen

    def _name(self, person: Person, name: str, state: str) -> None:
        for form in (name, *self._names.variants(name, state)):
            person.names.setdefault(form)
            self._by_name.setdefault((state, fold(form)), person.id)

    def _spent(self, row: Row) -> bool:
        others = [r for r in self.terms if r.person_id == row.person_id and r.kind == row.kind and not r.attested]
        return bool(others) and all(r.end and row.start and r.end < row.start for r in others)


def slug(name: str) -> str:
    """The part of an id made from a name: folded, words joined by hyphens."""
    return "-".join("".join(c for c in word if c.isalnum()) for word in fold(name).split(" ") if word.strip(".'"))


def _rank(rows: list[Row]) -> int:
    recent = [r for r in rows if (r.end or r.start or date.min) >= _PRINCIPAL_SINCE]
    if any(r.kind in _PRINCIPAL or (r.state == "USA" and _is_us_principal(r)) for r in recent):
        return 2
    return 1 if any(r.kind in _NAMED or r.kind in _PRINCIPAL for r in rows) else 0


def _is_us_principal(row: Row) -> bool:
    return row.kind in {"minister", "defence minister", "deputy head of state"} or row.office.startswith(
        ("National Security Advisor", "Deputy Secretary")
    )


def _order(row: Row) -> tuple[str, date, str, str, date]:
    return row.person_id, row.start or date.min, row.kind, row.office, row.end or date.max
