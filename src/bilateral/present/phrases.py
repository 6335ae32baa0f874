"""An event in one plain sentence, built from its fields alone."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bilateral.model import Actor, Event, Form, Status
from bilateral.present.words import clean, listing, the, times

__all__ = ["Headline", "Who", "headline", "who"]

_MOST = 4  # names on a side; more are counted ("and three others")


@dataclass(frozen=True, slots=True)
class Who:
    """One who acts, as a sentence names them: "Antony Blinken" and, apart, "Secretary of State, United States"."""

    name: str
    detail: str
    party: str

    def __str__(self) -> str:
        return f"{self.name} ({self.detail})" if self.detail else self.name


@dataclass(frozen=True, slots=True)
class Headline:
    """Subject, verb and object; `tail` is what follows ("twice"). `str` gives the sentence without its full stop."""

    subject: tuple[Who, ...]
    verb: str
    object: tuple[Who, ...]
    tail: str = ""

    def __str__(self) -> str:
        return self._said([str(person) for person in self.subject], [str(person) for person in self.object])

    @property
    def short(self) -> str:
        """The sentence without offices and states, where a line must do: "Antony Blinken met Ilham Aliyev"."""
        return self._said([person.name for person in self.subject], [person.name for person in self.object])

    def _said(self, subject: Sequence[str], object: Sequence[str]) -> str:
        return " ".join(part for part in (listing(subject), self.verb, listing(object), self.tail) if part)


@dataclass(frozen=True, slots=True)
class _Phrase:
    past: str
    infinitive: str
    past_alone: str
    infinitive_alone: str


def headline(event: Event, name_of: Callable[[str], str]) -> Headline:
    """The event as a sentence: "Antony Blinken (...) spoke by telephone with Ilham Aliyev (...)".

    The status decides the verb: what is planned "is to" happen, what is proposed "may", what is denied "did not".
    `name_of` gives the name of a party code. Where nobody is known to have acted, the sentence says so.
    """
    subject = who(event.source, name_of)
    target = _hosts(event.target, name_of) if event.form is Form.VISIT else who(event.target, name_of)
    # A joint act may have a party on both sides; nobody is told as dealing with himself.
    target = tuple(one for one in target if one not in subject) or target
    phrase = _phrases().get((event.form, event.type.value)) or _phrases()[event.form, ""]
    past, infinitive = (phrase.past, phrase.infinitive) if target else (phrase.past_alone, phrase.infinitive_alone)
    verb = _verb(event.status, past, infinitive, many=len(subject) > 1)
    return Headline(subject or (Who("Somebody not named", "", ""),), verb, target, times(event.count))


def who(actors: Sequence[Actor], name_of: Callable[[str], str]) -> tuple[Who, ...]:
    """The actors of one side, each once; a state that is there with a person is not named a second time."""
    with_person = {actor.party for actor in actors if actor.person or actor.office}
    named = [actor for actor in actors if actor.person or actor.office or actor.party not in with_person]
    people = dict.fromkeys(_who(actor, name_of) for actor in named)
    shown = tuple(people)
    if len(shown) <= _MOST:
        return shown
    rest = len(shown) - _MOST + 1
    return (*shown[: _MOST - 1], Who(f"{rest} others", "", ""))


def _who(actor: Actor, name_of: Callable[[str], str]) -> Who:
    party = name_of(actor.party) if actor.party else ""
    body = name_of(actor.organisation) if actor.organisation and actor.state else ""
    if body[:1].islower():
        body = f"the {body}"  # a kind of institution ("the presidency"), not a name
    name = actor.person or (f"the {actor.office}" if actor.office else body)
    if not name:
        return Who(clean(the(party)), "", actor.party)
    office = actor.office if actor.person else ""
    details = (office, body if name != body else "", party)
    return Who(clean(name), clean(", ".join(dict.fromkeys(part for part in details if part))), actor.party)


def _hosts(actors: Sequence[Actor], name_of: Callable[[str], str]) -> tuple[Who, ...]:
    # One visits a country, whoever there receives the visitor.
    return tuple(Who(the(name_of(party)), "", party) for party in dict.fromkeys(a.party for a in actors if a.party))


def _verb(status: Status, past: str, infinitive: str, *, many: bool) -> str:
    if status is Status.PLANNED:
        return f"{'are' if many else 'is'} to {infinitive}"
    if status is Status.PROPOSED:
        return f"may {infinitive}"
    return f"did not {infinitive}" if status is Status.NEGATED else past


@cache
def _phrases() -> Mapping[tuple[Form, str], _Phrase]:
    lines = (files("bilateral.present") / "phrases.csv").read_text("utf-8").splitlines()
    return {
        (Form(row["form"]), row["type"]): _Phrase(
            row["past"], row["infinitive"], row["past_alone"], row["infinitive_alone"]
        )
        for row in csv.DictReader(lines)
    }
