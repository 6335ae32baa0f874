"""From what single texts say of somebody to the persons of the database.

Persons of the register are one by their id. Others are one where they are of one party and every two of their
spellings may be one name (`knowledge.names`): so "Hikmet" and "Hikmat Hajiyev" are, and two ministers called Kim are
not. A spelling that fits two persons about as well goes to neither. What a user ruled wins over all this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bilateral.knowledge.fold import fold
from bilateral.knowledge.names import Sameness, same_person
from bilateral.model import Level
from bilateral.persons.data import Appearance, KnownPerson, OfficeSeen, Origin, Ruling, name_words

__all__ = ["Apart", "independent", "learn", "ruled"]

_Key = tuple[str, str]  # register id or "", and name
Apart = frozenset[frozenset[str]]


def learn(
    appearances: Iterable[Appearance], *, states: frozenset[str], rulings: Sequence[Ruling] = (), after: int = 2
) -> tuple[KnownPerson, ...]:
    """The persons that the appearances are of, by party and name.

    `after` so many independent texts a person who is in no register is known in all. `states` are the codes of
    states; every other party is a body. Those ruled on are there also where no text names them.
    """
    moved = [ruled(a, rulings) for a in appearances]
    grouped: dict[str, list[Appearance]] = {}
    for appearance in sorted(filter(None, moved), key=lambda a: (a.document, a.sentence, a.name, a.office or "")):
        if appearance.party and (appearance.person_id or " " in appearance.name):
            grouped.setdefault(appearance.party, []).append(appearance)
    for ruling in rulings:
        grouped.setdefault(ruling.home, [])
    parties = [
        _Party(code, code in states, tuple(r for r in rulings if r.home in (code, "")), after, _by_name(told))
        for code, told in sorted(grouped.items())
    ]
    found = [person for party in parties for person in _of_party(party)]
    return tuple(sorted(found, key=lambda p: (p.party, fold(p.name), p.name, p.person_id or "")))


def ruled(appearance: Appearance, rulings: Sequence[Ruling]) -> Appearance | None:
    """The appearance as rulings have it: of the state they say; None where they say there is no such person."""
    for ruling in rulings:
        if not ruling.means(appearance.name, appearance.party):
            continue
        if ruling.wrong:
            return None
        if ruling.party and ruling.party != appearance.party:
            return replace(appearance, state=ruling.party, organisation=None)
    return appearance


def independent(appearances: Iterable[Appearance]) -> int:
    """How many texts introduce somebody, copies of one report counted once."""
    told = [a for a in appearances if a.introduced]
    return min(len({a.document for a in told}), len({a.wording for a in told}))


@dataclass(frozen=True, slots=True)
class _Party:
    """The persons of one party are made apart from all others."""

    code: str
    is_state: bool
    rulings: tuple[Ruling, ...]
    after: int
    by_name: Mapping[_Key, Sequence[Appearance]]


def _of_party(party: _Party) -> list[KnownPerson]:
    persons = [_person(party, group) for group in _groups(party.by_name, party.rulings)]
    told = {person.ruling for person in persons}
    alone = [_alone(party, r) for r in party.rulings if r.home == party.code and r not in told]
    shared = Counter(surname for person in (*persons, *alone) for surname in person.surnames)
    return [replace(p, sole=all(shared[surname] == 1 for surname in p.surnames)) for p in (*persons, *alone)]


def _by_name(appearances: Iterable[Appearance]) -> dict[_Key, list[Appearance]]:
    found: dict[_Key, list[Appearance]] = {}
    for appearance in appearances:
        name = "" if appearance.person_id else appearance.name
        found.setdefault((appearance.person_id or "", name), []).append(appearance)
    return found


def _groups(by_name: Mapping[_Key, Sequence[Appearance]], rulings: Sequence[Ruling]) -> list[list[_Key]]:
    """Which names are one person: register persons first, then the names told most often, each once all fits."""
    order = sorted(by_name, key=lambda k: (not k[0], -len({a.document for a in by_name[k]}), -len(k[1]), fold(k[1]), k))
    apart = frozenset(frozenset((fold(r.name), fold(other))) for r in rulings for other in r.apart)
    groups: list[list[_Key]] = []
    spelled: list[list[str]] = []
    by_word: dict[str, set[int]] = {}
    ruled = {name: ruling for ruling in rulings for name in ruling.names}
    by_ruling: dict[Ruling, int] = {}
    for key in order:
        name = key[1] or _usual(by_name[key])
        ruling = ruled.get(fold(name))
        at = by_ruling.get(ruling) if ruling and not key[0] else None
        if at is None and not key[0]:
            near = sorted({at for word in name_words(name) for at in by_word.get(word, ())})
            at = _home(name, near, spelled, apart)
        if at is None:
            at = len(groups)
            groups.append([])
            spelled.append([])
        groups[at].append(key)
        spelled[at].append(name)
        if ruling:
            by_ruling.setdefault(ruling, at)
        for word in name_words(name):
            by_word.setdefault(word, set()).add(at)
    return groups


def _home(name: str, near: Sequence[int], spelled: Sequence[Sequence[str]], apart: Apart) -> int | None:
    """The group all of whose spellings the name fits; None where there is none, or two fit."""
    folded = fold(name)
    fits = [
        at
        for at in near
        if all(
            frozenset((folded, fold(other))) not in apart and same_person(name, other).decision is Sameness.SAME
            for other in spelled[at]
        )
    ]
    return fits[0] if len(fits) == 1 else None


def _person(party: _Party, group: Sequence[_Key]) -> KnownPerson:
    all_ = [a for key in group for a in party.by_name[key]]
    told = Counter({a.name: 0 for a in all_})
    for name in told:
        told[name] = len({a.document for a in all_ if a.name == name})
    names = tuple(sorted(told, key=lambda n: (-told[n], -len(n.split()), n)))
    person_id = next((key[0] for key in group if key[0]), None)
    ruling = next((r for r in party.rulings if any(r.means(n, party.code) for n in names)), None)
    days = [a.day for a in all_ if a.day]
    attested = independent(a for a in all_ if not a.person_id)
    registered = _usual([a for a in all_ if a.person_id]) if person_id else ""
    name = ruling.name if ruling else registered or names[0]
    origin = Origin.REGISTER if person_id else Origin.LEARNED if attested >= party.after else Origin.INTRODUCED
    return KnownPerson(
        name=name,
        names=(name, *(n for n in names if n != name)),
        party=party.code,
        is_state=party.is_state,
        origin=origin,
        person_id=person_id,
        offices=_offices(all_),
        first=min(days, default=None),
        last=max(days, default=None),
        attested=attested,
        documents=tuple(sorted({a.document for a in all_})),
        ruling=ruling,
    )


def _alone(party: _Party, ruling: Ruling) -> KnownPerson:
    """A person whom a user tells of and no text names."""
    return KnownPerson(
        name=ruling.name,
        names=(ruling.name, *ruling.same),
        party=party.code,
        is_state=party.is_state,
        origin=Origin.JUDGED,
        ruling=ruling,
    )


def _usual(appearances: Sequence[Appearance]) -> str:
    counted = Counter(a.name for a in appearances)
    return min(counted, key=lambda n: (-counted[n], n))


def _offices(appearances: Sequence[Appearance]) -> tuple[OfficeSeen, ...]:
    """The offices told, each once in any case, in order of time; texts that tell none count for none."""
    found: dict[str, list[Appearance]] = {}
    for a in appearances:
        if a.office:
            found.setdefault(fold(a.office), []).append(a)
    offices = [_office(told) for told in found.values()]
    return tuple(sorted(offices, key=lambda o: (o.first or date.max, o.last or date.max, o.office or "")))


def _office(told: Sequence[Appearance]) -> OfficeSeen:
    days = [a.day for a in told if a.day]
    words = Counter(a.office or "" for a in told)
    levels: Counter[Level] = Counter(a.level for a in told if a.level)
    ranks = list(Level)
    return OfficeSeen(
        office=min(words, key=lambda o: (-words[o], o)),
        level=min(levels, key=lambda level: (-levels[level], ranks.index(level))) if levels else None,
        first=min(days, default=None),
        last=max(days, default=None),
        documents=len({a.document for a in told}),
    )
