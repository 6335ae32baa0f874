"""Who a name means: the people a document has introduced so far, and the register of office holders.

Every answer says what it rests on. A name that fits holders of several states stays without a state unless the text's
own title or state settles it: it is never given to one of them silently.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bilateral.knowledge import Knowledge, Term, Title
from bilateral.knowledge.fold import fold
from bilateral.model import Actor, Level

__all__ = ["Cast", "surname_of"]

_PRINCIPAL = (Level.HEAD_OF_STATE, Level.HEAD_OF_GOVERNMENT, Level.FOREIGN_MINISTER)
# A register term may begin or end some weeks off: handovers are told before and after the day.
_SLACK = timedelta(days=45)
_ORGANS = frozenset({"UNSC", "UNGA", "UNSG"})
_RANK = {level: rank for rank, level in enumerate(Level)}


def surname_of(name: str) -> str:
    """The folded last word of a name: what later sentences call the person by ("Ursula von der Leyen": "leyen")."""
    words = [w for w in fold(name).replace(",", " ").split() if w not in {"jr", "jr.", "sr", "sr.", "ii", "iii"}]
    return words[-1] if words else ""


class Cast:
    """The persons of one document, in the order they came up."""

    def __init__(self, knowledge: Knowledge, on: date | None, voice: Actor | None) -> None:
        self._knowledge = knowledge
        self._on = on
        self._voice = voice
        self._by_surname: dict[str, list[Actor]] = {}
        self._order: list[Actor] = []

    @property
    def surnames(self) -> frozenset[str]:
        return frozenset(self._by_surname)

    @property
    def people(self) -> tuple[str, ...]:
        """Register ids of everybody resolved so far, in order of first mention."""
        return tuple(dict.fromkeys(actor.person_id for actor in self._order if actor.person_id))

    def resolve(self, name: str, titles: Sequence[Title], party: str | None, sentence: int) -> Actor:
        """The actor that `name` with these titles and this state or organisation means.

        `name` may be empty (an office without a name: "the Azerbaijani president"). `sentence` is remembered as the
        place of introduction.
        """
        known = self._known(name, titles, party)
        if known:
            return self._enrich(known, titles, party, name)
        actor = self._from_register(name, titles, party) if name else self._holder(titles, party)
        if actor is None:
            actor = self._from_text(name, titles, party)
        if name:
            self._remember(actor, sentence, name)
        return actor

    def called(self, name: str) -> Actor | None:
        """Somebody introduced before whom `name` may mean: by surname, or in full with a given name that fits."""
        return self._known(name, (), None)

    def bare(self, surname: str) -> Actor | None:
        """The person a bare surname means: one introduced before, else the only principal in office that day."""
        told = self._by_surname.get(surname_of(surname))
        if told:
            return told[-1]
        return None

    def principal(self, surname: str, ids: Iterable[str], sentence: int) -> Actor | None:
        """The one principal office holder of the day among persons `ids`; None where none or several fit."""
        best = [
            (term, self._actor(term, "register, in office on " + str(self._on)))
            for person_id in ids
            if (term := self._term_on(person_id, None, ())) is not None and term.level in _PRINCIPAL
        ]
        if len({term.person_id for term, _ in best}) != 1:
            return None
        actor = best[0][1]
        self._remember(actor, sentence, surname)
        return actor

    def named(self, person_id: str, sentence: int) -> Actor | None:
        """A register person named in full without title: with the office of the day, else without office."""
        told = next((a for a in self._order if a.person_id == person_id), None)
        if told:
            return told
        term = self._term_on(person_id, None, ())
        if term is None:
            terms = self._knowledge.register.terms(person_id)
            if not terms:
                return None
            states = {t.state for t in terms}
            state = terms[0].state if len(states) == 1 else None
            actor = self._in_party(
                Actor(person=terms[0].person, person_id=person_id, basis="register, no office that day"), state
            )
        else:
            actor = self._actor(term, self._why(term))
        self._remember(actor, sentence, actor.person or "")
        return actor

    def titled(self, titles: Sequence[Title]) -> Actor | None:
        """Whom "the Secretary" or "the President" means: the first person introduced with an office that begins so, else one
        that has the title in it ("Foreign Secretary")."""
        words = tuple(fold(t.phrase) for t in titles)
        held = [(fold(actor.office or ""), actor) for actor in self._order]
        first = [a for office, a in held if office.startswith(words)] or [
            a for office, a in held if any(w in office for w in words)
        ]
        return replace(first[0], basis=f"{first[0].basis}; called by the title") if first else None

    # -- how a name is settled ------------------------------------------------------------------------------------

    def _known(self, name: str, titles: Sequence[Title], party: str | None) -> Actor | None:
        if not name:
            return None
        folded = fold(name).split()
        for actor in reversed(self._by_surname.get(surname_of(name), [])):
            if party and actor.party and actor.party != party:
                continue
            full = fold(actor.person or "").split()
            if (
                len(folded) > 1
                and len(full) > 1
                and folded[0] not in full
                and not _same_given(name, actor.person or "")
            ):
                continue
            return actor
        return None

    def _enrich(self, actor: Actor, titles: Sequence[Title], party: str | None, name: str) -> Actor:
        """What the text now adds to somebody it had introduced with less."""
        if actor.office and actor.party and len(fold(actor.person or "").split()) >= len(fold(name).split()):
            return actor
        title = _highest(titles)
        better = replace(
            actor,
            office=actor.office or (title.phrase if title else None),
            level=actor.level or (title.level if title else None),
            person=max(actor.person or "", name, key=lambda n: len(n.split())) if not actor.person_id else actor.person,
        )
        if not better.party and party:
            better = self._in_party(better, party)
        self._order[self._order.index(actor)] = better
        told = self._by_surname[surname_of(actor.person or name)]
        told[told.index(actor)] = better
        return better

    def _from_register(self, name: str, titles: Sequence[Title], party: str | None) -> Actor | None:
        register = self._knowledge.register
        title = _highest(titles)
        party = party or _fixed(titles)
        people = register.find(name) if " " in name else register.with_surname(name)
        candidates = [
            (term, in_office)
            for person in people
            for term, in_office in [self._best(person.id, party, titles)]
            if term is not None
        ]
        if " " not in name or not candidates:
            # A bare surname, or a spelling the register does not have, needs the office to be right as well.
            if " " in name:
                candidates = [
                    (term, True)
                    for person in register.with_surname(name.rsplit(maxsplit=1)[-1])
                    for term, in_office in [self._best(person.id, party, titles)]
                    if term is not None and in_office and _same_given(name, term.person)
                ]
            if title:
                candidates = [(t, o) for t, o in candidates if o and (t.level is title.level or t.kind == title.kind)]
            elif not party:
                candidates = [(t, o) for t, o in candidates if o and t.level in _PRINCIPAL]
        if not candidates:
            return None
        now = [(t, o) for t, o in candidates if o] or candidates
        if len({t.person_id for t, _ in now}) > 1 and len({t.state for t, _ in now}) > 1:
            return None
        term, in_office = now[0]
        if in_office:
            actor = self._actor(term, self._why(term))
        else:
            actor = self._in_party(
                Actor(person=term.person, person_id=term.person_id, basis="register, no office that day"), term.state
            )
        if title and (not in_office or term.kind != title.kind):
            actor = replace(actor, office=title.phrase, level=title.level, basis=f"title in the text; {actor.basis}")
        return self._in_party(actor, party) if party and not actor.party else actor

    def _best(self, person_id: str, party: str | None, titles: Sequence[Title]) -> tuple[Term | None, bool]:
        """The term of a person that fits best, and whether it holds on the day."""
        term = self._term_on(person_id, party, titles)
        if term is not None:
            return term, True
        terms = [t for t in self._knowledge.register.terms(person_id) if party in (None, t.state)]
        return (terms[-1], False) if terms else (None, False)

    def _term_on(self, person_id: str, party: str | None, titles: Sequence[Title]) -> Term | None:
        career = self._knowledge.register.terms(person_id)
        terms = [t for t in career if party in (None, t.state) and self._holds(t)]
        if not terms:
            return None
        served = Counter(t.state for t in career)
        kinds = {t.kind for t in titles}
        phrases = [fold(t.phrase) for t in titles]
        return min(
            terms,
            key=lambda t: (
                bool(kinds) and t.kind not in kinds,
                not any(phrase in fold(t.office) for phrase in phrases),
                self._on is not None and not t.covers(self._on),
                _RANK[t.level],
                -served[t.state],  # the French President is a Co-Prince of Andorra too
                not t.exact,
                t.office,
                t.state,
            ),
        )

    def _holds(self, term: Term) -> bool:
        on = self._on
        return on is None or any(term.covers(on + shift) for shift in (timedelta(0), _SLACK, -_SLACK))

    def _holder(self, titles: Sequence[Title], party: str | None) -> Actor | None:
        """Who held the office that day, for an office named without its holder."""
        title = _highest(titles)
        party = party or _fixed(titles)
        if title is None or not party or self._on is None or title.level not in _PRINCIPAL or title.case == "lower":
            # "the Armenian leader" may be head of state or of government: the text has to say.
            return None
        terms = self._knowledge.register.holders(party, title.kind, self._on)
        if not terms or (len({t.person_id for t in terms}) > 1 and not terms[0].exact):
            return None
        return replace(self._actor(terms[0], self._why(terms[0])), office=title.phrase)

    def _from_text(self, name: str, titles: Sequence[Title], party: str | None) -> Actor:
        title = _highest(titles)
        basis = "title in the text" if title else "named in the text"
        party = party or _fixed(titles)
        if not party and title and title.level not in _PRINCIPAL and self._voice and self._voice.party:
            # An official publisher names its own people without the state.
            party, basis = self._voice.party, f"{basis}; taken for the publisher's own official (guess)"
        actor = Actor(
            person=name or None,
            office=title.phrase if title else None,
            level=title.level if title else None,
            basis=basis,
        )
        return self._in_party(actor, party)

    def _actor(self, term: Term, basis: str) -> Actor:
        return self._in_party(
            Actor(person=term.person, person_id=term.person_id, office=term.office, level=term.level, basis=basis),
            term.state,
        )

    def root(self, party: str) -> str:
        """The body that an organ acts for (the European Commission: the EU); an agency with a seat and name of its own
        (WHO, IMF) acts for itself."""
        body = self._knowledge.organisations.get(party)
        if body is not None and body.part_of and (body.part_of == "EU" or party in _ORGANS):
            return body.part_of
        return party

    def _in_party(self, actor: Actor, party: str | None) -> Actor:
        if not party:
            return actor
        party = self.root(party)
        if party in self._knowledge.states.by_code:
            return replace(actor, state=party)
        return replace(actor, organisation=party)

    def _why(self, term: Term) -> str:
        if self._on is None:
            return "register"
        return f"register, in office on {self._on.isoformat()}"

    def _remember(self, actor: Actor, sentence: int, name: str) -> None:
        kept = actor
        self._order.append(kept)
        for surname in dict.fromkeys((surname_of(name), surname_of(actor.person or name))):
            if surname:
                self._by_surname.setdefault(surname, []).append(kept)


def _highest(titles: Sequence[Title]) -> Title | None:
    return min(titles, key=lambda t: _RANK[t.level]) if titles else None


def _fixed(titles: Sequence[Title]) -> str | None:
    return next((t.state or t.organisation for t in titles if t.state or t.organisation), None)


def _same_given(told: str, known: str) -> bool:
    """Whether two given names may be one: "Anthony" and "Antony", "Joe" and "Joseph"."""
    from rapidfuzz.distance import JaroWinkler

    first, second = fold(told).split()[0].rstrip("."), fold(known).split()[0].rstrip(".")
    if min(len(first), len(second)) == 1:
        return first[0] == second[0]
    return first[0] == second[0] and JaroWinkler.similarity(first, second) >= 0.8
