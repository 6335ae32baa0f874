"""Who a name means in one document: the people it has introduced so far, else the register of office holders.

Every answer says what it rests on. A name that fits several people stays open unless the text's own title or state
settles it: it is never given to one of them silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bilateral.coding.holders import (
    PRINCIPAL,
    RANK,
    Holders,
    fixed_party,
    highest_title,
    in_party,
    rank_of,
    root,
    same_given,
)
from bilateral.knowledge import Knowledge, Title
from bilateral.knowledge.fold import fold
from bilateral.knowledge.names import same_spelling, skeletons
from bilateral.model import Actor, Level, Mention
from bilateral.persons import NOBODY, Acquaintances, OpenName, Told

__all__ = ["GUESS", "Cast", "surname_of"]

GUESS = "(guess)"
"""Ends a basis that the text itself does not bear out."""

_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii"})
# Orders of names in which the first word may be what a person is called by.
_CALLED_BY_FIRST = frozenset({"family first", "given", "both"})
# Candidates that an ambiguous name lists.
_SHOWN = 4
# Letters of a surname from which another spelling of it may be told from another name.
_LONG = 5
# Whose names are written in either order.
_EITHER_ORDER = frozenset({"JPN", "HUN", "TWN"})


def surname_of(name: str) -> str:
    """The folded last word of a name: what later sentences call the person by ("Ursula von der Leyen": "leyen")."""
    words = [w for w in fold(name).replace(",", " ").split() if w not in _SUFFIXES]
    return words[-1] if words else ""


@dataclass(slots=True)
class _Entry:
    """Somebody introduced, in which sentence, and the folded names that may mean them."""

    actor: Actor
    sentence: int
    keys: frozenset[str]

    @property
    def identity(self) -> str:
        return self.actor.person_id or fold(self.actor.person or "")


class Cast:
    """The persons of one document, in the order they came up, as of the day `on` (None: not known).

    `voice` is the author, where the document tells: an official publisher names its own people without a state.
    `others` are persons known from other documents: asked where this one and the register leave somebody open.
    """

    def __init__(
        self, knowledge: Knowledge, on: date | None, voice: Actor | None, others: Acquaintances = NOBODY
    ) -> None:
        self._knowledge = knowledge
        self._on = on
        self._voice = voice
        self._others = others
        self._asked: dict[OpenName, None] = {}
        self._entries: list[_Entry] = []
        self._by_key: dict[str, list[_Entry]] = {}
        self._by_sound: dict[str, list[_Entry]] = {}
        self._by_day: dict[date | None, Holders] = {}
        self._strangers: dict[str, None] = {}
        self.turn(0)

    def turn(self, sentence: int, day: date | None = None) -> None:
        """Goes on to a sentence; `day` is the day it tells of, where that is not the document's."""
        self._sentence = sentence
        self._day = day or self._on
        days = dict.fromkeys((self._day, self._on))
        for on in days:
            if on not in self._by_day:
                self._by_day[on] = Holders(self._knowledge, on)
        self._days = tuple(self._by_day[on] for on in days)
        self.holders = self._days[0]

    @property
    def people(self) -> tuple[str, ...]:
        """Register ids of everybody resolved so far, in order of first mention."""
        return tuple(dict.fromkeys(e.actor.person_id for e in self._entries if e.actor.person_id))

    def met_in(self, text: str) -> bool:
        """Whether a sentence names somebody introduced whom no table knows, and whom the gate cannot find in it."""
        return any(name in text for name in self._strangers)

    @property
    def asked(self) -> tuple[OpenName, ...]:
        """The names that it left open and other documents were asked about, in order."""
        return tuple(self._asked)

    def corrected(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions with their actors as users have ruled."""
        if not self._others.rules:
            return list(mentions)
        return [replace(m, actors=tuple(self._others.corrected(a, self._day) for a in m.actors)) for m in mentions]

    def resolve(self, name: str, titles: Sequence[Title], party: str | None) -> Actor:
        """The actor that `name` with these titles and this state or organisation means.

        `name` may be empty (an office without a name: "the Azerbaijani president").
        """
        if party and "/" in party:
            return self._of_one(name, titles, party.split("/"))
        if party in self._knowledge.states.by_code:
            # "Yemeni Presidential Leadership Council President": the words of a body's office, and not that body's.
            titles = [t for t in titles if not (name and t.organisation)]
        if not name:
            return self.holders.holder(titles, party) or self._from_text(name, titles, party)
        known = self._fitting(name, titles, party)
        if known:
            entry = self._outranking(known)
            return self._again(self._enrich(entry, name, titles, party)) if entry else self._open(name, known)
        actor = next((a for h in self._days if (a := h.named(name, titles, party))), None)
        actor = actor or self._from_others(name, titles, party) or self._named_in_text(name, titles, party)
        self._remember(actor, name)
        return actor

    def _from_others(self, name: str, titles: Sequence[Title], party: str | None) -> Actor | None:
        """Somebody learned from other documents, where this one does not tell name, title and party itself."""
        party = party or fixed_party(titles)
        if titles and party and " " in name:
            return None
        return self._ask(name, titles, self.root(party) if party else None)

    def _named_in_text(self, name: str, titles: Sequence[Title], party: str | None) -> Actor:
        """Somebody as far as the text tells; a name that persons of several states have keeps them as candidates."""
        actor = self._from_text(name, titles, party)
        rivals = () if actor.party else self.holders.rivals(name, titles, party)
        if not rivals:
            return actor
        shown = (*rivals[:_SHOWN], *([f"{len(rivals) - _SHOWN} others"] if len(rivals) > _SHOWN else []))
        return replace(actor, basis=f"{actor.basis}; ambiguous: {' or '.join(shown)}")

    def _of_one(self, name: str, titles: Sequence[Title], parties: Sequence[str]) -> Actor:
        """Somebody of one of several states that a word may mean: the register may tell of which."""
        fits = [a for p in parties if name and (a := self.holders.named(name, titles, p)) and a.person_id]
        if len(fits) == 1:
            self._remember(fits[0], name)
            return fits[0]
        actor = self._from_text(name, titles, None)
        return replace(actor, state=None, organisation=None, basis=f"ambiguous: {' or '.join(parties)}")

    def former(self, name: str, titles: Sequence[Title], party: str | None) -> Actor:
        """Somebody who held the office before the day ("former President Clinton")."""
        known = self._outranking(self._fitting(name, (), party))
        held = self.holders.former(name, titles, party)
        if known and held and known.identity != held.person_id:
            known = None  # "Secretary Clinton ... former President Clinton"
        actor = self._again(known) if known else held or self._from_text(name, titles, party)
        actor = replace(actor, office=None, level=Level.SENIOR_OFFICIAL, basis=f"{actor.basis}; former office")
        if not known:
            self._remember(actor, name)
        return actor

    def called(self, name: str) -> Actor | None:
        """Somebody introduced before whom `name` may mean: by surname, or in full with a given name that fits."""
        known = self._fitting(name, (), None)
        if not known:
            return self._met_elsewhere(name)
        entry = self._outranking(known)
        return self._again(self._enrich(entry, name, (), None)) if entry else self._open(name, known)

    def _met_elsewhere(self, name: str) -> Actor | None:
        actor = self._ask(name, (), None) if " " in name else None
        if actor is not None:
            self._remember(actor, name)
        return actor

    def _ask(self, name: str, titles: Sequence[Title], party: str | None) -> Actor | None:
        told = tuple(Told(title.phrase, title.level) for title in titles)
        asked = OpenName(name=name, titles=told, party=party, day=self._day)
        self._asked[asked] = None
        return self._others.find(asked)

    def spelled(self, name: str) -> Actor | None:
        """Whom a name of no table may mean in another spelling: somebody introduced before ("Hajiev"), else, told in
        full, the holder of a principal office that day ("Wladimir Putin"); None where none or several fit."""
        last = surname_of(name)
        alike = [e for key in skeletons(last) for e in self._by_sound.get(key, ())] if len(last) >= _LONG else []
        alike = [e for e in alike if same_spelling(name, e.actor.person or "")]
        if len({e.identity for e in alike}) == 1:
            actor = self._again(alike[-1])
            return replace(actor, basis=f"{actor.basis}; spelled {name!r}")
        if alike or " " not in name:
            return None
        found = self.holders.spelled(name)
        if found is not None:
            self._remember(found, name)
        return found

    def of_state(self, name: str, party: str) -> Actor | None:
        """The holder of a principal office of that state whom `name` means ("Belarus's Lukaschenko"); None for none."""
        actor = self.holders.of_state(name, party)
        if actor is not None:
            self._remember(actor, name)
        return actor

    def principal(self, surname: str, ids: Iterable[str]) -> Actor | None:
        """The one principal office holder of the day among persons `ids`; None where none or several fit."""
        actor = self.holders.principal(ids)
        if actor is not None:
            self._remember(actor, surname)
        return actor

    def named(self, person_id: str) -> Actor | None:
        """A register person named in full without title: with the office of the day, else without office."""
        told = next((e for e in self._entries if e.actor.person_id == person_id), None)
        if told:
            return self._again(told)
        actor = self.holders.person(person_id)
        if actor is not None:
            self._remember(actor, actor.person or "")
        return actor

    def titled(self, titles: Sequence[Title], party: str | None = None) -> Actor | None:
        """Whom "the Secretary" or "the Russian minister" means: the first person introduced, of that state if it is
        told, with an office that begins so, else one that has the title in it ("Foreign Secretary")."""
        words = tuple(fold(t.phrase) for t in titles)
        of = [e for e in self._entries if party is None or e.actor.party == self.root(party)]
        held = [(fold(entry.actor.office or ""), entry) for entry in of]
        first = [e for office, e in held if office.startswith(words)] or [
            e for office, e in held if any(w in office for w in words)
        ]
        if not first or (party and len({e.identity for e in first}) > 1):
            return None
        actor = self._again(first[0])
        return replace(actor, basis=f"{actor.basis}; called by the title")

    def root(self, party: str) -> str:
        """The body that an organ acts for (the European Commission: the EU)."""
        return root(self._knowledge, party)

    # -- how a name is settled ---------------------------------------------------------------------------------------

    def _fitting(self, name: str, titles: Sequence[Title], party: str | None) -> list[_Entry]:
        """Those introduced whom the name may mean, the latest first; only those that the title fits, if it tells."""
        found = [e for e in reversed(self._by_key.get(surname_of(name), [])) if self._may_be(e, name, party)]
        held = [e for e in found if self._title_fits(e.actor, titles)]
        if held or not titles:
            return held
        other = self.holders.named(name, titles, party)
        apart = other is not None and other.person_id and all(e.identity != other.person_id for e in found)
        return [] if apart else found

    def _may_be(self, entry: _Entry, name: str, party: str | None) -> bool:
        actor = entry.actor
        if party and actor.party and actor.party != self.root(party):
            return False
        told, full = fold(name).split(), fold(actor.person or "").split()
        if len(told) < 2 or len(full) < 2 or told == full:
            return True
        if actor.person_id and (known := self._knowledge.register.find(name)):
            return any(p.id == actor.person_id for p in known)
        return told[0] in full or same_given(name, actor.person or "")

    def _title_fits(self, actor: Actor, titles: Sequence[Title]) -> bool:
        """Whether a person's office goes with the title now told; an office not known goes with any."""
        if not titles or actor.office is None or actor.level is None:
            return True
        words = fold(actor.office).split()
        return any(t.level is actor.level or fold(t.phrase) in words for t in titles)

    def _outranking(self, entries: Sequence[_Entry]) -> _Entry | None:
        """The one meant, the latest told first; of several persons the one highest in rank, whom news calls by the bare
        surname; None where none of them is."""
        if len({e.identity for e in entries}) < 2:
            return entries[0] if entries else None
        ranked = sorted(entries, key=lambda e: RANK[e.actor.level or Level.INSTITUTION])
        top = ranked[0].actor.level
        alone = len({e.identity for e in ranked if e.actor.level is top}) == 1
        return ranked[0] if top in PRINCIPAL and alone else None

    def _open(self, name: str, entries: Sequence[_Entry]) -> Actor:
        """An actor that leaves open which of several persons is meant."""
        told = list(dict.fromkeys(f"{e.actor.person} ({e.actor.party or '?'})" for e in reversed(entries)))
        parties = {e.actor.party for e in entries}
        actor = Actor(person=name, basis=f"ambiguous: {' or '.join(told)}")
        return in_party(self._knowledge, actor, parties.pop() if len(parties) == 1 else None)

    def _enrich(self, entry: _Entry, name: str, titles: Sequence[Title], party: str | None) -> _Entry:
        """What the text now adds to somebody it had introduced with less."""
        actor = entry.actor
        if actor.office and actor.party and len(fold(actor.person or "").split()) >= len(fold(name).split()):
            return entry
        title = highest_title(titles)
        entry.actor = replace(
            actor,
            office=actor.office or (title.phrase if title else None),
            level=actor.level or (rank_of(self._knowledge, title, party or actor.party) if title else None),
            person=max(actor.person or "", name, key=lambda n: len(n.split())) if not actor.person_id else actor.person,
        )
        if not entry.actor.party and party:
            entry.actor = in_party(self._knowledge, entry.actor, party)
        return entry

    def _from_text(self, name: str, titles: Sequence[Title], party: str | None) -> Actor:
        title = highest_title(titles)
        basis = "title in the text" if title else "named in the text"
        party = party or fixed_party(titles)
        if not party and title and title.level not in PRINCIPAL and self._voice and self._voice.party:
            party, basis = self._voice.party, f"{basis}; taken for the publisher's own official {GUESS}"
        actor = Actor(
            person=name or None,
            office=title.phrase if title else None,
            level=rank_of(self._knowledge, title, party) if title else None,
            basis=basis,
        )
        return in_party(self._knowledge, actor, party)

    # -- memory ------------------------------------------------------------------------------------------------------

    def _again(self, entry: _Entry) -> Actor:
        """The actor as known, with the sentence that introduced it."""
        if entry.sentence == self._sentence:
            return entry.actor
        why = f"introduced in sentence {entry.sentence + 1}"
        return replace(entry.actor, basis=f"{why}; {entry.actor.basis}" if entry.actor.basis else why)

    def _remember(self, actor: Actor, name: str) -> None:
        entry = _Entry(actor, self._sentence, self._keys(actor, name))
        self._entries.append(entry)
        if name and not actor.person_id:
            self._strangers[name.rsplit(maxsplit=1)[-1]] = None
        for key in sorted(entry.keys):
            self._by_key.setdefault(key, []).append(entry)
        if " " in (actor.person or ""):
            for key in skeletons(surname_of(actor.person or "")):
                self._by_sound.setdefault(key, []).append(entry)

    def _keys(self, actor: Actor, name: str) -> frozenset[str]:
        """The last word of each name it goes by; the first as well where that is what people are called by."""
        keys = {surname_of(name), surname_of(actor.person or name)}
        person = self._knowledge.register.person(actor.person_id) if actor.person_id else None
        if person:
            keys |= {surname_of(s) for s in person.surnames}
        elif actor.state and (
            actor.state in _EITHER_ORDER or self._knowledge.states.by_code[actor.state].name_order in _CALLED_BY_FIRST
        ):
            keys.add(fold(actor.person or name).split()[0])
        return frozenset(keys - {""})
