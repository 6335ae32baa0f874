"""Whom a name in one text means among the persons that the database has learned, and what was ruled about them.

A learned person fills only what the text leaves open: somebody named in full without title or state, or with a title
and without the state or the full name. Where two fit, both are named and neither is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bilateral.knowledge.fold import fold
from bilateral.knowledge.names import Sameness, same_person
from bilateral.model import Actor, Level
from bilateral.persons.data import KnownPerson, OpenName, Origin, Ruling, Told, name_words

__all__ = ["NOBODY", "Acquaintances", "relevant"]


class Acquaintances:
    """The persons that may matter to one text, and the rulings on them."""

    def __init__(self, persons: Iterable[KnownPerson] = ()) -> None:
        known = tuple(persons)
        self._learned = tuple(p for p in known if p.party and _trusted(p))
        self._ruled = tuple((p, p.ruling) for p in known if p.ruling)
        self._words = tuple(frozenset(w for n in p.names for w in name_words(n)) for p in self._learned)
        self._called: dict[str, tuple[KnownPerson, ...]] = {}

    def find(self, asked: OpenName) -> Actor | None:
        """The learned person meant; an actor that leaves it open where two fit, None where none does.

        Without a title only a full name counts. With one, the person must have been told with an office of that kind.
        """
        name, titles, party = asked.name, asked.titles, asked.party
        if not self._learned or not name or (" " not in name and not titles):
            return None
        surname = " " not in name
        fits = [p for p in self._called_so(name) if party in (None, p.party) and _held(p, titles, worded=surname)]
        if not fits:
            return None
        if len(fits) > 1:
            told = " or ".join(sorted(f"{p.name} ({p.party})" for p in fits))
            open_ = Actor(person=name, basis=f"not told apart: {told}")
            return _of(fits[0], open_) if len({p.party for p in fits}) == 1 else open_
        person = fits[0]
        seen = person.office_on(asked.day)
        learned = person.origin is Origin.LEARNED
        basis = "learned from other documents" if learned else "told by a user"
        if seen is None and person.offices:
            basis += ", office not known at that time"
        office, level = (seen.office, seen.level) if seen else (None, None)
        if titles:
            title = min(titles, key=lambda t: _RANKS.index(t.level))
            office, level = title.phrase, title.level
        return _of(person, Actor(person=person.name, office=office, level=level, basis=basis))

    def _called_so(self, name: str) -> tuple[KnownPerson, ...]:
        """Those whom the name may mean. A text asks for each of its unknown names, many of them more than once."""
        if name not in self._called:
            words = name_words(name)
            near = (p for p, known in zip(self._learned, self._words, strict=True) if words & known)
            self._called[name] = tuple(p for p in near if _named(p, name))
        return self._called[name]

    def corrected(self, actor: Actor, day: date | None) -> Actor:
        """The actor as users have ruled; itself where they have not."""
        for person, ruling in self._ruled:
            if actor.person and _meant(person, ruling, actor):
                return _ruled(actor, person, ruling, day)
        return actor

    @property
    def rules(self) -> bool:
        """Whether any ruling is among them."""
        return bool(self._ruled)


_RANKS = tuple(Level)

NOBODY = Acquaintances()
"""A text that leans on no other."""


def relevant(
    persons: Mapping[str, Sequence[KnownPerson]], names: Iterable[tuple[str, bool]]
) -> tuple[KnownPerson, ...]:
    """The persons that may matter to a text with these folded names; True marks names that the text leaves open.

    `persons` holds them by each of `name_words`. Those ruled on matter wherever one of their names stands.
    """
    found: dict[tuple[str, str], KnownPerson] = {}
    for name, is_open in names:
        for word in sorted(name_words(name)):
            for person in persons.get(word, ()):
                if _called(person, name) or (is_open and _named(person, name)):
                    found[person.party, person.name] = person
    return tuple(found[key] for key in sorted(found))


def _trusted(person: KnownPerson) -> bool:
    """Whether a name may be taken for the person: learned from enough texts, or vouched for by a user."""
    if person.ruling is not None and person.ruling.wrong:
        return False
    return person.origin is Origin.LEARNED or (person.ruling is not None and person.origin is not Origin.REGISTER)


def _called(person: KnownPerson, name: str) -> bool:
    """Whether somebody ruled on goes by that folded name."""
    ruling = person.ruling
    return ruling is not None and (name in ruling.names or name in {fold(known) for known in person.names})


def _of(person: KnownPerson, actor: Actor) -> Actor:
    """The actor as one of the person's party."""
    state, body = (person.party, None) if person.is_state else (None, person.party)
    return replace(actor, state=state, organisation=body)


def _named(person: KnownPerson, name: str) -> bool:
    """Whether the name is one of the person's, or a spelling of one; a single word must be the surname."""
    folded = fold(name)
    if person.ruling and folded in {fold(other) for other in person.ruling.apart}:
        return False
    if " " not in name:
        return person.sole and folded in person.surnames
    return any(folded == fold(known) or same_person(name, known).decision is Sameness.SAME for known in person.names)


def _held(person: KnownPerson, titles: Sequence[Told], *, worded: bool) -> bool:
    """Whether the person was told with an office that goes with the title; a user's word needs no text.

    `worded`: the title must be the office's own words; one of the same level is enough beside a full name, but not to
    take Vice President Biden for the First Lady.
    """
    if not titles:
        return True
    held = [(o.office, o.level) for o in person.offices]
    held += [(o.office, o.level) for o in (person.ruling.offices if person.ruling else ())]
    if not held:
        return not worded
    return any(_goes_with(office, level, title, worded) for office, level in held for title in titles)


def _goes_with(office: str | None, level: Level | None, title: Told, worded: bool) -> bool:
    phrase, words = set(fold(title.phrase).split()), set(fold(office or "").split())
    return (bool(words) and phrase <= words) or (level is title.level and not worded)


def _meant(person: KnownPerson, ruling: Ruling, actor: Actor) -> bool:
    name = actor.person or ""
    if ruling.means(name, actor.party):
        return True
    if fold(name) in {fold(other) for other in ruling.apart}:
        return False
    return actor.party in ("", person.party) and fold(name) in {fold(known) for known in person.names}


def _ruled(actor: Actor, person: KnownPerson, ruling: Ruling, day: date | None) -> Actor:
    basis = f"judged by {ruling.who}"
    if ruling.wrong:
        bare = None if actor.office else Level.INSTITUTION
        return replace(
            actor, person=None, person_id=None, level=actor.level or bare, basis=f"{basis}: no person {actor.person}"
        )
    party = ruling.party or actor.party or person.party
    if party != actor.party:
        actor = _of(replace(person, party=party), actor)
    return replace(
        actor,
        person=person.name,
        office=ruling.office_on(day) or actor.office,
        level=ruling.level_on(day) or actor.level,
        basis=f"{basis}; {actor.basis}" if actor.basis else basis,
    )
