"""The register as of one day: whom a name, a title and a state mean together, and who held an office.

A name that fits persons of several states stays without a state, and one that fits several persons of a state without
a person, unless title or day tell them apart: the answer is then `None` or an actor whose basis names the candidates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from bilateral.coding.words import words
from bilateral.knowledge import Knowledge, Term, Title
from bilateral.knowledge.fold import fold
from bilateral.knowledge.names import same_spelling
from bilateral.model import Actor, Level

__all__ = [
    "PRINCIPAL",
    "RANK",
    "Holders",
    "fixed_party",
    "highest_title",
    "in_party",
    "rank_of",
    "root",
    "same_given",
]

PRINCIPAL = (Level.HEAD_OF_STATE, Level.HEAD_OF_GOVERNMENT, Level.FOREIGN_MINISTER)
RANK = {level: rank for rank, level in enumerate(Level)}
# Offices that one person holds at a time; a state has many ministers and advisers.
_SINGLE = frozenset(
    {"head of state", "head of government", "foreign minister", "defence minister", "head of organisation"}
)
_HEADS = ("head of state", "head of government", "foreign minister")
# A register term may begin or end some weeks off: handovers are told before and after the day.
_SLACK = timedelta(days=45)
_ORGANS = frozenset({"UNSC", "UNGA", "UNSG"})
_UNFIT = 3
# Letters that a name has at least of which another spelling is looked for: "Li" and "Lee" are too many people's.
_LEAST_SPELLED = 4
# Titles that are short for several offices: of two who may be meant it is the higher ("Secretary Kerry").
_SHORT = frozenset({"Secretary", "Minister"})


class _Candidate(NamedTuple):
    """A term that a name may mean.

    `fit`: how well the title matches it, 0 best; `inexact`: not on the very day; `below`: by how many levels it is
    below the head of state, where the title is one that many have ("Secretary"); `spelled`: by another spelling.
    """

    fit: int
    inexact: bool
    term: Term
    held: bool
    below: int = 0
    spelled: bool = False

    @property
    def rank(self) -> tuple[bool, int, bool, int]:
        return not self.held, self.fit, self.inexact, self.below


class Holders:
    """Answers for the day `on`; with None, for no day: a name may then still mean a person, an office nobody."""

    def __init__(self, knowledge: Knowledge, on: date | None) -> None:
        self._knowledge = knowledge
        self._register = knowledge.register
        self._on = on

    def named(self, name: str, titles: Sequence[Title], party: str | None) -> Actor | None:
        """The actor that a name means beside these titles and this state or body; None where the register has none."""
        party = party or fixed_party(titles)
        best = self._best_fitting(name, titles, party)
        if not best:
            return None
        chosen = best[0]
        if len(best) > 1:
            return self._open(name, titles, [c.term for c in best])
        actor = self._actor(chosen.term) if chosen.held else self._without_office(chosen.term, chosen.term.state)
        if chosen.spelled:
            actor = replace(actor, basis=f"{actor.basis}; spelled {name!r}")
        title = highest_title(titles)
        ranked = chosen.held and title and title.kind == "military" and RANK[chosen.term.level] < RANK[title.level]
        if title and (not chosen.held or chosen.fit >= _UNFIT) and not ranked:  # "General Sisi" is the minister
            level = rank_of(self._knowledge, title, party)
            actor = replace(actor, office=title.phrase, level=level, basis=f"title in the text; {actor.basis}")
        return in_party(self._knowledge, actor, party) if party and not actor.party else actor

    def rivals(self, name: str, titles: Sequence[Title], party: str | None) -> tuple[str, ...]:
        """The persons, with their states, between whom a name leaves open which is meant; none where it does not."""
        best = self._best_fitting(name, titles, party or fixed_party(titles))
        return tuple(sorted(f"{c.term.person} ({c.term.state})" for c in best)) if len(best) > 1 else ()

    def _best_fitting(self, name: str, titles: Sequence[Title], party: str | None) -> list[_Candidate]:
        """The candidates that fit best, one a person."""
        candidates = list(self._candidates(name, titles, party))
        best = min((c.rank for c in candidates), default=None)
        return list({c.term.person_id: c for c in candidates if c.rank == best}.values())

    def former(self, name: str, titles: Sequence[Title], party: str | None) -> Actor | None:
        """The one person of that name who held an office of that kind before the day; None for none or several."""
        party = party or fixed_party(titles)
        people = self._register.find(name) if " " in name else self._register.with_surname(name)
        terms = [
            t for p in people for t in self._register.terms(p.id) if party in (None, t.state) and _fit(t, titles) < 2
        ]
        left = [t for t in terms if not self._covers(t) and (self._on is None or (t.start or date.max) < self._on)]
        if len({t.person_id for t in left}) > 1:
            left = [t for t in left if t.level in PRINCIPAL and t.kind in {title.kind for title in titles}]
        if len({t.person_id for t in left}) != 1:
            return None
        return self._without_office(left[-1], left[-1].state)

    def person(self, person_id: str) -> Actor | None:
        """A person named in full without a title: with the office of the day, else without one."""
        term = self._term(person_id, None, ())
        if term is not None and (self._on is not None or self._one_office(person_id)):
            return self._actor(term)
        terms = self._register.terms(person_id)
        if not terms:
            return None
        return self._without_office(terms[0], terms[0].state if len({t.state for t in terms}) == 1 else None)

    def principal(self, ids: Iterable[str]) -> Actor | None:
        """The one of these persons who held high office that day, if a principal one; None for none or several."""
        terms = [t for i in ids if (t := self._term(i, None, ())) is not None and RANK[t.level] <= RANK[Level.MINISTER]]
        sure = [t for t in terms if self._covers(t)] or terms
        if len({t.person_id for t in sure}) != 1 or sure[0].level not in PRINCIPAL:
            return None
        return self._actor(sure[0])

    def holder(self, titles: Sequence[Title], party: str | None) -> Actor | None:
        """Who held the office that day, for an office named without its holder."""
        title = highest_title(titles)
        party = party or fixed_party(titles)
        if title is None or not party:
            return None
        kind = self.leads(party) if title.case == "lower" else title.kind
        actor = self.of_kind(kind, party) if kind else None
        return replace(actor, office=title.phrase) if actor and title.case != "lower" else actor

    def of_kind(self, kind: str, party: str) -> Actor | None:
        """Who held the one office of that kind that day; None where nobody or more than one may have."""
        if self._on is None or (kind not in _SINGLE and kind != "deputy head of state"):
            return None
        terms = self._register.holders(party, kind, self._on)
        if kind not in _SINGLE and len(terms) != 1:
            return None  # some states have several vice presidents
        if not terms or (len(terms) > 1 and not terms[0].exact):
            return None
        return self._actor(terms[0])

    def peer(self, kind: str, party: str) -> Actor | None:
        """The holder of the same kind of office in another state; of a prime minister in one that has none, who leads
        it ("Turnbull ... his American counterpart")."""
        same = self.of_kind(kind, party)
        leads = self.leads(party) if kind == "head of government" else None
        return same or (self.of_kind(leads, party) if leads else None)

    def spelled(self, name: str) -> Actor | None:
        """The one holder of a principal office whom a name told in full, of no table, may mean; None for none."""
        terms = {c.term.person_id: c.term for c in self._by_spelling(name, (), None)}
        if len(terms) != 1:
            return None
        actor = self._actor(*terms.values())
        return replace(actor, basis=f"{actor.basis}; spelled {name!r}")

    def of_state(self, name: str, party: str) -> Actor | None:
        """The one holder of a principal office of that state whom `name` may mean; None for none or several."""
        if self._on is None:
            return None
        terms = [t for kind in _HEADS for t in self._register.holders(party, kind, self._on)]
        alike = [t for t in terms if same_spelling(name, t.person)]
        if len({t.person_id for t in alike}) != 1:
            return None
        actor = self._actor(alike[0])
        return replace(actor, basis=f"{actor.basis}; spelled {name!r}")

    def leads(self, state: str) -> str | None:
        """The kind of office that "the Armenian leader" means; None where a state has two of equal weight."""
        kinds = [kind for since, kind in words().executives.get(state, ()) if self._on is None or since <= self._on]
        return kinds[-1] if kinds else None

    def kind_of(self, actor: Actor) -> str | None:
        """The kind of an actor's office that day, where it is one of those that a state has one of."""
        terms = self._register.terms(actor.person_id) if actor.person_id else ()
        kinds = [t.kind for t in terms if t.state == actor.party and t.level is actor.level and self._holds(t)]
        kinds += [title.kind for title in self._knowledge.titles.values() if actor.office == title.phrase]
        return next((k for k in kinds if k in _SINGLE), None)

    # -- candidates ------------------------------------------------------------------------------------------------

    def _candidates(self, name: str, titles: Sequence[Title], party: str | None) -> Iterator[_Candidate]:
        """Terms of the persons with that name; a surname alone, or another spelling, has to be right in office too."""
        if " " in name:
            found = [c for p in self._register.find(name) if (c := self._best(p.id, titles, party))]
            if found:
                yield from found
                return
        found = list(self._by_surname(name, titles, party))
        yield from found or self._by_spelling(name, titles, party)

    def _by_surname(self, name: str, titles: Sequence[Title], party: str | None) -> Iterator[_Candidate]:
        surname = name.rsplit(maxsplit=1)[-1]
        for person in self._register.with_surname(surname):
            candidate = self._best(person.id, titles, party)
            if candidate is None or not candidate.held:
                continue
            if " " in name and not same_given(name, candidate.term.person):
                continue
            # A bare surname beside a lesser title ("Deputy Minister Li") needs that very kind of office, or a state.
            loose = bool(party) or candidate.term.level in PRINCIPAL or " " in name
            if candidate.fit < (_UNFIT if loose else 2) if titles else (party or candidate.term.level in PRINCIPAL):
                yield candidate

    def _by_spelling(self, name: str, titles: Sequence[Title], party: str | None) -> Iterator[_Candidate]:
        """Holders of an office of the day whose name may be another spelling of the one told ("Sergei Lawrow").

        A name without title and state has to be told in full, and mean the holder of a principal office; a surname
        alone needs a state or a principal title.
        """
        highest = highest_title(titles)
        enough = " " in name or party or (highest and highest.level in PRINCIPAL)
        if self._on is None or not enough or len(name) < _LEAST_SPELLED:
            return
        for person_id in self._register.spelled(name, principal=not (titles or party) or " " not in name):
            candidate = self._best(person_id, titles, party)
            if candidate is None or not candidate.held:
                continue
            if candidate.fit < _UNFIT if titles else candidate.term.level in PRINCIPAL:
                yield candidate._replace(spelled=True)

    def _best(self, person_id: str, titles: Sequence[Title], party: str | None) -> _Candidate | None:
        """The term of a person that fits best; of the day, or else the latest."""
        term = self._term(person_id, party, titles)
        if term is not None:
            below = RANK[term.level] if titles and all(t.phrase in _SHORT for t in titles) else 0
            return _Candidate(_fit(term, titles), not self._covers(term), term, held=True, below=below)
        terms = [t for t in self._register.terms(person_id) if party in (None, t.state)]
        return _Candidate(_UNFIT, True, terms[-1], held=False) if terms else None

    def _term(self, person_id: str, party: str | None, titles: Sequence[Title]) -> Term | None:
        career = self._register.terms(person_id)
        terms = [t for t in career if party in (None, t.state) and self._holds(t)]
        if not terms:
            return None
        served = Counter(t.state for t in career)
        several = len({t.state for t in terms}) > 1
        return min(
            terms,
            key=lambda t: (
                _fit(t, titles),
                not self._covers(t),
                RANK[t.level],
                several and t.state not in words().seats,
                -served[t.state],
                not t.exact,
                t.office,
                t.state,
            ),
        )

    def _open(self, name: str, titles: Sequence[Title], terms: Sequence[Term]) -> Actor | None:
        """A name that several persons have: the state where it is theirs all, and no person."""
        told = sorted({f"{t.person} ({t.state})" for t in terms})
        if len({t.state for t in terms}) > 1:
            return None
        title = highest_title(titles)
        actor = Actor(
            person=name,
            office=title.phrase if title else None,
            level=rank_of(self._knowledge, title, terms[0].state) if title else None,
            basis=f"ambiguous: {' or '.join(told)}",
        )
        return in_party(self._knowledge, actor, terms[0].state)

    # -- terms and days ----------------------------------------------------------------------------------------------

    def _holds(self, term: Term) -> bool:
        on = self._on
        return on is None or any(term.covers(on + shift) for shift in (timedelta(0), _SLACK, -_SLACK))

    def _covers(self, term: Term) -> bool:
        return self._on is None or term.covers(self._on)

    def _one_office(self, person_id: str) -> bool:
        return len({(t.state, t.kind) for t in self._register.terms(person_id)}) == 1

    def _actor(self, term: Term) -> Actor:
        basis = f"register, in office on {self._on.isoformat()}" if self._on else "register, day not known"
        actor = Actor(person=term.person, person_id=term.person_id, office=term.office, level=term.level, basis=basis)
        return in_party(self._knowledge, actor, term.state)

    def _without_office(self, term: Term, state: str | None) -> Actor:
        basis = "register, no office that day" if self._on else "register, day not known"
        return in_party(self._knowledge, Actor(person=term.person, person_id=term.person_id, basis=basis), state)


def _fit(term: Term, titles: Sequence[Title]) -> int:
    """How well a told title matches a term: 0 its kind and words, 1 kind, 2 level or words ("Secretary" for the
    Secretary of State), 3 not at all."""
    if not titles:
        return 0
    return min(_fit_one(term, title) for title in titles)


def _fit_one(term: Term, title: Title) -> int:
    if title.case == "lower":
        return 1 if term.level in PRINCIPAL[:2] else _UNFIT
    phrase, office = _words_of(title.phrase), _words_of(term.office)
    worded = phrase <= office
    if worded and title.phrase in _SHORT and term.level in (Level.FOREIGN_MINISTER, Level.MINISTER):
        return 1
    if title.kind == term.kind:
        return 0 if worded and title.phrase not in _SHORT else 1
    if title.level is term.level and title.level in PRINCIPAL:
        return 2
    if worded and RANK[term.level] <= RANK[title.level] and (len(phrase) > 1 or _generic(term, title)):
        return 2
    return 2 if title.level is term.level else _UNFIT


def _generic(term: Term, title: Title) -> bool:
    """Whether a one-word title is short for the office: "Secretary" for the Secretary of State, "Minister" for the
    Foreign Minister; not for the Prime Minister, nor "President" for a Vice President."""
    return term.level not in PRINCIPAL[:2] or fold(term.office).startswith(fold(title.phrase))


@lru_cache(maxsize=4096)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


def highest_title(titles: Sequence[Title]) -> Title | None:
    """The title of the highest level."""
    return min(titles, key=lambda t: RANK[t.level]) if titles else None


def fixed_party(titles: Sequence[Title]) -> str | None:
    """The state or body that a title means where it stands alone ("Secretary of State")."""
    return next((t.state or t.organisation for t in titles if t.state or t.organisation), None)


def rank_of(knowledge: Knowledge, title: Title, party: str | None) -> Level:
    """The rank of an office as the text words it: a state's or an organ's secretary-general heads no organisation, and
    not every state calls its ministers secretaries."""
    if title.phrase == "Secretary" and party and party not in words().secretaries:
        return Level.SENIOR_OFFICIAL
    if title.kind != "head of organisation" or title.organisation or not party:
        return title.level
    return (
        title.level if party in knowledge.organisations and root(knowledge, party) == party else Level.SENIOR_OFFICIAL
    )


def root(knowledge: Knowledge, party: str) -> str:
    """The body that an organ acts for (the European Commission: the EU).

    An agency with a seat and name of its own (WHO, IMF) acts for itself.
    """
    body = knowledge.organisations.get(party)
    if body is not None and body.part_of and (body.part_of == "EU" or party in _ORGANS):
        return body.part_of
    return party


def in_party(knowledge: Knowledge, actor: Actor, party: str | None) -> Actor:
    """The actor as one of that state or body."""
    if not party:
        return actor
    party = root(knowledge, party)
    if party in knowledge.states.by_code:
        return replace(actor, state=party)
    return replace(actor, organisation=party)


def same_given(told: str, known: str) -> bool:
    """Whether two given names may be one: "Anthony" and "Antony", "Joe" and "Joseph"."""
    from rapidfuzz.distance import JaroWinkler

    first, second = fold(told).split()[0].rstrip("."), fold(known).split()[0].rstrip(".")
    if min(len(first), len(second)) == 1:
        return first[0] == second[0]
    return first[0] == second[0] and JaroWinkler.similarity(first, second) >= 0.8
