"""States: members and observers of the United Nations, partly recognised, de facto, dependent and former ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from bilateral.errors import KnowledgeError, UnknownState
from bilateral.knowledge.fold import fold
from bilateral.knowledge.organisations import Organisation
from bilateral.knowledge.tables import parts, rows, unique

__all__ = ["Metonym", "State", "States", "read_metonyms", "read_states"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metonym:
    """A building, street or ministry that stands for a government: "Kremlin", "Foggy Bottom".

    `institution` with the state makes the key `RUS|presidency`; `kind` says whose it is: head of state, head of
    government, foreign ministry, defence ministry, parliament ...
    """

    text: str
    state: str
    institution: str
    kind: str
    name: str

    @property
    def key(self) -> str:
        """`code|institution`."""
        return f"{self.state}|{self.institution}"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state or what news treats like one.

    `code` is ISO 3166-1 alpha-3, or a code beyond it (`XKX`, `AZ-NK`); `code2` is alpha-2 or empty. `status`: member
    or observer of the United Nations, partly recognised, de facto, territory, former. `names` begins with the usual
    one. `demonyms` are adjectives, `people` nouns for its citizens. `name_order` says by which part of a name its
    people are called: "last" word, "family first" (Xi Jinping), "given" (Abiy Ahmed), "both" or "double" (Peña Nieto).
    """

    code: str
    code2: str
    status: str
    name: str
    formal: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    people: tuple[str, ...]
    capital: str | None
    capitals_alt: tuple[str, ...]
    metonyms: tuple[Metonym, ...]
    name_order: str


class States:
    """All states by code, and the way from what a person types to a code."""

    def __init__(self, states: Sequence[State], organisations: Mapping[str, Organisation]) -> None:
        self.by_code: Mapping[str, State] = MappingProxyType({s.code: s for s in states})
        self._organisations = organisations

    def find(self, text: str) -> State:
        """The state with that name, demonym or ISO code, in any case.

        Raises:
            UnknownState: no state goes by it, or several do (the candidates are then the suggestions).
        """
        codes = self._codes.get(fold(text), ())
        if len(codes) == 1:
            return self.by_code[codes[0]]
        if codes:
            raise UnknownState(text, [f"{self.by_code[c].name} ({c})" for c in codes])
        raise UnknownState(text, self._near(text, self._codes))

    def party(self, text: str) -> str:
        """The code of the state or international body with that name, alias or code, in any case.

        Raises:
            UnknownState: as `find`.
        """
        key = fold(text)
        if key not in self._codes and key in self._bodies:
            return self._bodies[key]
        try:
            return self.find(text).code
        except UnknownState as error:
            if key in self._codes:
                raise
            raise UnknownState(text, self._near(text, {**self._codes, **self._bodies})) from error

    @cached_property
    def _codes(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        exact = {fold(c) for s in self.by_code.values() for c in (s.code, s.code2) if c}
        for state in self.by_code.values():
            for text in (state.code, state.code2, *state.names, *state.demonyms, *state.people):
                key = fold(text)
                if not key or (key in exact and text not in (state.code, state.code2)):
                    continue  # an ISO code wins over a name spelt the same
                found[key] = unique((*found.get(key, ()), state.code))
                if key.startswith("the "):
                    found.setdefault(key[4:], (state.code,))
                else:
                    found.setdefault(f"the {key}", found[key])
        return found

    @cached_property
    def _bodies(self) -> dict[str, str]:
        return {
            fold(t): body.code for body in self._organisations.values() for t in (body.code, body.name, *body.aliases)
        }

    @cached_property
    def _spelling(self) -> dict[str, str]:
        texts = [
            (t, s.name) for s in self.by_code.values() for t in (*s.names, *s.demonyms, *s.people, s.code, s.code2)
        ]
        texts += [(t, b.name) for b in self._organisations.values() for t in (b.code, b.name, *b.aliases)]
        spelling: dict[str, str] = {}
        for text, name in texts:
            spelling.setdefault(fold(text), name)
        return spelling

    def _near(self, text: str, among: Mapping[str, object]) -> list[str]:
        from rapidfuzz import fuzz, process

        # 70 keeps one slip in a five-letter name ("Isreal") and drops mere rhymes; chosen by eye on the state names.
        close = process.extract(fold(text), sorted(among), scorer=fuzz.ratio, limit=8, score_cutoff=70)
        names = (self._spelling.get(key.removeprefix("the "), self._spelling.get(key, "")) for key, _, _ in close)
        return list(unique(names))[:3]


def read_metonyms() -> tuple[Metonym, ...]:
    """The metonyms, of states and of bodies (`EU|european commission`)."""
    return tuple(
        Metonym(text=r["text"], state=r["state"], institution=r["institution"], kind=r["kind"], name=r["name"])
        for r in rows("metonyms.csv")
    )


def read_states(metonyms: Sequence[Metonym]) -> tuple[State, ...]:
    """The states in the order of the file, each with its metonyms."""
    states = tuple(_state(row, metonyms) for row in rows("states.csv"))
    if len({s.code for s in states}) != len(states):
        raise KnowledgeError("states.csv: a code occurs twice")
    return states


def _state(row: dict[str, str], metonyms: Sequence[Metonym]) -> State:
    return State(
        code=row["code"],
        code2=row["code2"],
        status=row["status"],
        name=row["name"],
        formal=row["formal"],
        names=unique((row["name"], row["formal"], *parts(row["names"]))),
        demonyms=parts(row["adjectives"]),
        people=parts(row["people"]),
        capital=row["capital"] or None,
        capitals_alt=parts(row["capitals_alt"]),
        metonyms=tuple(m for m in metonyms if m.state == row["code"]),
        name_order=row["name_order"] or "last",
    )
