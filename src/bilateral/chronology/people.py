"""The database's own register of persons: kept from texts, made anew for the parties that changed, and leaned on.

Three steps, each of which depends on the set of texts alone, never on their order:

1. every text is coded by itself, and what it says of persons is kept (`appearances`, `open_names`);
2. from all appearances of a party its persons are made (`learn`);
3. a text that leaves open whom a name means is coded again with the persons that the name may mean (`unsettled`),
   and its reports take the place of the first ones (`settle`). What it says of persons by itself stays as it was, so
   that no person is ever attested by a guess that leaned on him.

A text is coded a second time only when the persons it may lean on have changed; it is marked before, so that a killed
run goes on where it ended.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bilateral.chronology.database import Database
from bilateral.chronology.judgements import Judgements
from bilateral.chronology.people_rows import (
    appearance_from_row,
    appearance_row,
    open_name_from_row,
    open_name_row,
    person_from_row,
    person_row,
)
from bilateral.persons import (
    Acquaintances,
    Appearance,
    KnownPerson,
    OpenName,
    Origin,
    Ruling,
    learn,
    name_words,
    relevant,
)

__all__ = ["PERSONS", "People", "Unsettled"]

PERSONS = "persons"
"""Step of a text whose persons were never looked for: an older version read it."""
REPORTS = "reports"
_RULES = 1
"""To be raised when `persons.learn` decides otherwise than before: all persons are then made anew."""
_CHUNK = 2_000
_WORDS = "string_split_regex(name, '[ .-]+')"


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A text to be coded again with `persons`; `digest` is to be kept with what comes of it."""

    document: str
    persons: tuple[KnownPerson, ...]
    digest: str


class People:
    """The tables on persons. Methods that write say so, and want an open transaction unless they tell otherwise."""

    def __init__(self, database: Database, *, after: int) -> None:
        self._database = database
        self._after = after
        self._judgements = Judgements(database)

    # -- what texts say ----------------------------------------------------------------------------------------------

    def keep(self, document: str, appearances: Sequence[Appearance], names: Sequence[OpenName]) -> None:
        """Keep what a text says of persons by itself, and mark what hangs on it. Writes."""
        self.keep_many([(document, appearances, names)])

    def keep_many(self, items: Iterable[tuple[str, Sequence[Appearance], Sequence[OpenName]]]) -> None:
        """`keep` for several texts. Writes."""
        kept = [item for item in items if item[1] or item[2]]
        self._database.insert("appearances", [appearance_row(a) for _, told, _ in kept for a in told])
        self._database.insert("open_names", [open_name_row(key, asked) for key, _, names in kept for asked in names])
        self._database.insert("unsettled", [{"document": key, "step": REPORTS} for key, _, _ in kept])
        parties = sorted({a.party for _, told, _ in kept for a in told if a.party})
        self._database.insert("unlearned", [{"party": party} for party in parties])

    def forget(self, documents: Sequence[str]) -> None:
        """Drop what texts said of persons. Writes."""
        keys = [list(documents)]
        self._database.execute(
            "INSERT INTO unlearned SELECT DISTINCT party FROM appearances WHERE list_contains(?, document)", keys
        )
        for table in ("appearances", "open_names", "settled", "unsettled"):
            self._database.execute(f"DELETE FROM {table} WHERE list_contains(?, document)", keys)

    # -- the persons -------------------------------------------------------------------------------------------------

    def doubt(self) -> None:
        """Have all persons made anew, because what is ruled on them changed. Writes."""
        self._database.execute(
            "INSERT INTO unlearned SELECT party FROM appearances UNION SELECT party FROM people UNION SELECT ''"
        )

    def learn(self, states: frozenset[str]) -> None:
        """Make the persons of all parties that changed anew, and mark the texts that may lean on them. Writes."""
        rules = f"{_RULES} after {self._after}"
        if self._database.meta("learned_by") != rules:
            self.doubt()
            self._database.set_meta("learned_by", rules)
        rulings = self._judgements.rulings()
        touched = {party for (party,) in self._database.ask("SELECT DISTINCT party FROM unlearned")}
        if not touched:
            return
        if rulings:
            touched |= {ruling.home for ruling in rulings}
        before = {_key(p): p for p in self._of(sorted(touched), rulings)}
        made = [
            p
            for p in learn(self._appearances(touched, rulings), states=states, rulings=rulings, after=self._after)
            if p.party in touched
        ]
        self._database.execute("DELETE FROM people WHERE list_contains(?, party)", [sorted(touched)])
        self._database.insert("people", [person_row(person) for person in made])
        after = {_key(p): p for p in made}
        changed = [
            person
            for key in sorted({*before, *after})
            if _bearing(before.get(key)) != _bearing(after.get(key))
            for person in (before.get(key), after.get(key))
            if person is not None
        ]
        self._mark(changed)
        self._database.execute("DELETE FROM unlearned")

    def _appearances(self, parties: Iterable[str], rulings: Sequence[Ruling]) -> Iterator[Appearance]:
        names = sorted({name for ruling in rulings for name in ruling.names})
        for row in self._database.rows_of(
            "SELECT * FROM appearances WHERE list_contains(?, party) OR list_contains(?, folded)",
            [sorted(parties), names],
        ):
            yield appearance_from_row(row)

    def _mark(self, changed: Sequence[KnownPerson]) -> None:
        words = sorted({word for p in changed if p.helps for name in _all_names(p) for word in name_words(name)})
        if not words:
            return
        self._database.execute(
            f"INSERT INTO unsettled SELECT DISTINCT document, '{REPORTS}' FROM open_names "
            f"WHERE list_has_any({_WORDS}, ?)",
            [words],
        )
        ruled = sorted({word for p in changed if p.ruling for name in _all_names(p) for word in name_words(name)})
        if ruled:
            self._database.execute(
                f"INSERT INTO unsettled SELECT DISTINCT document, '{REPORTS}' FROM "
                f"(SELECT document, folded AS name FROM appearances) WHERE list_has_any({_WORDS}, ?)",
                [ruled],
            )

    # -- texts that lean on them -------------------------------------------------------------------------------------

    def unread(self) -> list[str]:
        """The texts whose persons were never looked for."""
        found = self._database.ask(
            "SELECT DISTINCT document FROM unsettled WHERE step = ? ORDER BY document", [PERSONS]
        )
        return [key for (key,) in found]

    def unsettled(self) -> Iterator[list[Unsettled]]:
        """The texts whose reports do not lean on the persons as they now are, in portions; call `learn` before.

        A transaction of its own marks as settled what turns out not to have changed.
        """
        marked = [
            key
            for (key,) in self._database.ask(
                "SELECT DISTINCT document FROM unsettled WHERE step = ? ORDER BY document", [REPORTS]
            )
        ]
        by_word: dict[str, list[KnownPerson]] = {}
        for person in self._helping() if marked else ():
            for word in sorted({word for name in _all_names(person) for word in name_words(name)}):
                by_word.setdefault(word, []).append(person)
        for start in range(0, len(marked), _CHUNK):
            part = marked[start : start + _CHUNK]
            changed = self._changed(part, by_word)
            same = sorted({*part} - {one.document for one in changed})
            with self._database.transaction():
                self._unmark(same)
            if changed:
                yield changed

    def _changed(self, documents: list[str], by_word: Mapping[str, Sequence[KnownPerson]]) -> list[Unsettled]:
        asked: dict[str, list[OpenName]] = {}
        names: dict[str, list[tuple[str, bool]]] = {}
        if by_word:
            for row in self._database.rows_of(
                "SELECT * FROM open_names WHERE list_contains(?, document) ORDER BY ALL", [documents]
            ):
                names.setdefault(row["document"], []).append((row["name"], True))
                asked.setdefault(row["document"], []).append(open_name_from_row(row))
            for document, name in self._database.ask(
                "SELECT DISTINCT document, folded FROM appearances WHERE list_contains(?, document) ORDER BY ALL",
                [documents],
            ):
                names.setdefault(document, []).append((name, False))
        before = dict(
            self._database.ask("SELECT document, digest FROM settled WHERE list_contains(?, document)", [documents])
        )
        found = []
        for document in documents:
            persons = relevant(by_word, names.get(document, ()))
            digest = _digest(persons, asked.get(document, ()))
            if digest != before.get(document, ""):
                found.append(Unsettled(document, persons, digest))
        return found

    def settle(self, items: Sequence[Unsettled]) -> None:
        """Remember on whom the texts' reports now lean. Writes."""
        keys = sorted(item.document for item in items)
        self._unmark(keys)
        self._database.execute("DELETE FROM settled WHERE list_contains(?, document)", [keys])
        self._database.insert(
            "settled", [{"document": item.document, "digest": item.digest} for item in items if item.digest]
        )

    def read(self, items: Iterable[tuple[str, Sequence[Appearance], Sequence[OpenName]]]) -> None:
        """Keep what texts of an older version say of persons, as `keep_many`. Writes."""
        told = list(items)
        keys = sorted(document for document, _, _ in told)
        self._database.execute("DELETE FROM unsettled WHERE step = ? AND list_contains(?, document)", [PERSONS, keys])
        self.keep_many(told)

    def _unmark(self, documents: Sequence[str]) -> None:
        self._database.execute(
            "DELETE FROM unsettled WHERE step = ? AND list_contains(?, document)", [REPORTS, list(documents)]
        )

    # -- reading -----------------------------------------------------------------------------------------------------

    def all(self, parties: Sequence[str] = (), *, origins: Sequence[Origin] = ()) -> list[KnownPerson]:
        """The persons met, by party and name; of these parties and origins alone, if told."""
        found = self._of(sorted(parties) or None, self._judgements.rulings())
        return [
            p for p in found if p.party and not (p.ruling and p.ruling.wrong) and (not origins or p.origin in origins)
        ]

    def _of(self, parties: Sequence[str] | None, rulings: Sequence[Ruling]) -> list[KnownPerson]:
        where, values = ("list_contains(?, party)", [parties]) if parties is not None else ("true", [])
        return self._persons(where, values, rulings)

    def _helping(self) -> list[KnownPerson]:
        trusted = [Origin.LEARNED.value, Origin.JUDGED.value]
        where = "list_contains(?, origin) OR len(judgements) > 0"
        return [p for p in self._persons(where, [trusted], self._judgements.rulings()) if p.helps]

    def _persons(self, where: str, values: Sequence[object], rulings: Sequence[Ruling]) -> list[KnownPerson]:
        by_ids = {ruling.ids: ruling for ruling in rulings}
        rows = self._database.rows_of(
            f"SELECT * FROM people WHERE {where} ORDER BY party, lower(name), name, person_id", values
        )
        return [person_from_row(row, by_ids) for row in rows]


def _key(person: KnownPerson) -> tuple[str, str, str]:
    return person.party, person.name, person.person_id or ""


def _all_names(person: KnownPerson) -> tuple[str, ...]:
    return (*person.names, *(person.ruling.same if person.ruling else ()))


def _bearing(person: KnownPerson | None) -> str:
    """What of a person other texts may lean on; empty for one that none leans on."""
    return repr(replace(person, documents=(), first=None, last=None, attested=0)) if person and person.helps else ""


def _digest(persons: Sequence[KnownPerson], asked: Sequence[OpenName]) -> str:
    """A fingerprint of what the persons tell a text: whom its open names mean, and what is ruled. Empty for nothing."""
    others = Acquaintances(persons)
    told = [f"{one!r} {actor!r}" for one in asked if (actor := others.find(one)) is not None]
    told += [_bearing(person) for person in persons if person.ruling]
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:16] if told else ""
