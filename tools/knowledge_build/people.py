"""Persons: one id for the same person in all sources, names, surnames, rank."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

from bilateral.knowledge.fold import ascii_letters, fold
from bilateral.knowledge.names import sound_keys
from knowledge_build.names import Names
from knowledge_build.terms import OWN, Row

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
        self._anywhere: dict[str, set[str]] = {}
        self._in_state: dict[tuple[str, str], dict[str, None]] = {}
        self.terms: list[Row] = []

    def add_terms(self, rows: Iterable[Row]) -> None:
        """Take over terms; a row without QID joins a person of the same state and name, else makes one."""
        kept = [row for row in rows if self._names.clean(row.person)]
        for row in sorted(kept, key=lambda r: r.qid == ""):  # those with QIDs first: the others may be the same persons
            name = self._names.clean(row.person)
            row.person_id = row.qid or self._known(row.state, name, row.source) or f"{row.state}:{slug(name)}"
            person = self._people.setdefault(row.person_id, Person(row.person_id, row.state))
            self._name(person, name, row.state)
            self.terms.append(row)

    def _known(self, state: str, name: str, source: int) -> str | None:
        """The id of the person of that state and name; for a hand-made row also of the only one of that name at all."""
        key = fold(name)
        found = self._by_name.get((state, key))
        if found is None and source >= OWN:
            anywhere = self._anywhere.get(key, set())
            found = next(iter(anywhere)) if len(anywhere) == 1 else None
        return found

    def add_aliases(self, path: Path, *, wrong: Path) -> None:
        """Other spellings from person_aliases.csv.gz for persons already known, less those in wrong_aliases.csv."""
        with wrong.open(encoding="utf-8", newline="") as file:
            misled = {(r["person_qid"], fold(r["alias"])) for r in csv.DictReader(file)}
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            for raw in csv.DictReader(file):
                person = self._people.get(raw["person_qid"])
                alias = self._names.clean(raw["alias"])
                usable = " " in alias and not alias.isupper() and alias[-1] != "-" and self._names.readable(alias)
                if person and usable and (raw["person_qid"], fold(alias)) not in misled:
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

    def merge(self, path: Path) -> None:
        """Make one person of several ids: those that a row of person_names.csv names, and namesakes in one office."""
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        bearers: dict[tuple[str, str], set[str]] = {}
        for raw in rows:
            for name in _named(raw):
                bearers.setdefault((raw["state"], fold(name)), set()).add(raw["usual"])
        for raw in rows:
            # "George Bush" is both father and son: a name of two rows joins nobody.
            keys = [key for key in ((raw["state"], fold(name)) for name in _named(raw)) if len(bearers[key]) == 1]
            ids = {i for key in keys for i in self._in_state.get(key, ())}
            self._unite(ids, next(iter(self._in_state.get((raw["state"], fold(raw["usual"])), ())), None))
        for row in self.terms:
            self._people[row.person_id].kinds.add(row.kind)
        for ids in [set(ids) for ids in self._in_state.values() if len(ids) > 1]:
            known = sorted(i for i in ids if i in self._people)
            for first, second in pairwise(known):
                one, other = self._people[first], self._people[second]
                if fold(next(iter(one.names))) == fold(next(iter(other.names))) and one.kinds & other.kinds:
                    self._unite({first, second}, None)

    def _unite(self, ids: set[str], named: str | None) -> None:
        known = sorted((i for i in ids if i in self._people), key=lambda i: (not i.startswith("Q"), i))
        if len(known) < 2:
            return
        kept = self._people[known[0]]
        usual = self._people.get(named or "", kept)
        names = dict(usual.names)
        for other in known:
            person = self._people[other]
            names.update(person.names)
            kept.kinds |= person.kinds
            if person.fixed_surnames:
                kept.surnames, kept.fixed_surnames = person.surnames, True
            if other != kept.id:
                del self._people[other]
        kept.names = names
        gone = set(known[1:])
        for row in self.terms:
            if row.person_id in gone:
                row.person_id = kept.id

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
                (
                    person_id,
                    names[0],
                    "|".join(_with_ascii(person.surnames)),
                    str(_rank(held[person_id])),
                    "|".join(names[1:]),
                )
            )

    def name_lines(self) -> Iterator[str]:
        """Lines of people_names.tsv by folded name: the ids of those who bear it."""
        # A Latin name outside ASCII has its ASCII spelling beside it, which folds to the same key.
        yield from _index(
            (fold(name), cells[0])
            for cells in map(_cells, self.lines())
            for name in (cells[1], *cells[4].split("|"))
            if name and (name.isascii() or name[0] > "\u024f")
        )

    def surname_lines(self) -> Iterator[str]:
        """Lines of people_surnames.tsv by folded surname: the ids of those who are called so."""
        yield from _index(
            (fold(name), cells[0]) for cells in map(_cells, self.lines()) for name in cells[2].split("|") if name
        )

    def sound_lines(self) -> Iterator[str]:
        """Lines of people_sounds.tsv by the sounds of a name: the ids of those, of some rank, who may be called so.

        Under the keys that begin with "*" stand those of the highest rank alone.
        """
        yield from _index(
            (head + key, cells[0])
            for cells in map(_cells, self.lines())
            for head in ("", "*")[: int(cells[3])]
            for key in sound_keys(cells[1])
        )

    def office_lines(self) -> Iterator[str]:
        """Lines of holders_offices.tsv by state and kind of office: the ids of those who held one."""
        yield from _index((f"{c[1]}|{c[2]}", c[0]) for c in map(_cells, self.term_lines()))

    def term_lines(self) -> Iterator[str]:
        """Lines of holders.tsv by id and start; the same term from two rows once."""
        seen: dict[str, None] = {}
        attested: set[tuple[object, ...]] = set()
        for row in sorted(self.terms, key=_order):
            if row.attested:
                key = (row.person_id, row.state, row.kind, row.start, row.end)
                if key in attested:
                    continue
                attested.add(key)
            flags = ("x" if row.exact else "") + ("a" if row.attested else "")
            start, end = (d.isoformat() if d else "" for d in (row.start, row.end))
            cells = (row.person_id, row.state, row.kind, start, end, flags, str(row.source), row.office)
            seen["\t".join(cells)] = None
        yield from seen

    def _name(self, person: Person, name: str, state: str) -> None:
        for form in (name, *self._names.variants(name, state)):
            person.names.setdefault(form)
            person.names.setdefault(ascii_letters(form) if form[0] <= "\u024f" else form)
            self._by_name.setdefault((state, fold(form)), person.id)
            self._anywhere.setdefault(fold(form), set()).add(person.id)
            self._in_state.setdefault((state, fold(form)), {})[person.id] = None


def _named(raw: dict[str, str]) -> list[str]:
    return [raw["usual"], raw["person"], *filter(None, raw["aliases"].split("|"))]


def _cells(line: str) -> list[str]:
    return line.split("\t")


def _index(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    found: dict[str, dict[str, None]] = {}
    for key, person_id in pairs:
        found.setdefault(key, {})[person_id] = None
    yield from sorted(f"{key}\t{'|'.join(ids)}" for key, ids in found.items())


def _with_ascii(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(form for text in texts for form in (text, ascii_letters(text))))


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
