"""Events as linking sees them: a few fields of a row, and how two of them stand to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from bilateral.chronology.merging.persons import shared
from bilateral.chronology.merging.tables import STANDING
from bilateral.chronology.query import SYMMETRIC
from bilateral.knowledge.fold import fold
from bilateral.model import Basis, EventType, Form, Status

__all__ = ["COLUMNS", "Node", "node_of"]

COLUMNS = (
    'e.id, e.type, e.form, e.status, e.source, e.target, e.earliest, e.latest, e.basis, e."precision", e.place, '
    "e.issues, e.named_issues"
)
"""What `node_of` needs of a row of `events`."""

_WIDE_DAYS = 28  # as in merging.features: from here on a range says little


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An event within a dyad. `people` are the folded names of the persons of each party, `texts` its first sentences.

    `actor` is the party of the dyad that acts on the other; None where both do the same, or each stands on both sides.
    """

    id: str
    dyad: tuple[str, str]
    actor: str | None
    type: EventType
    form: Form
    status: Status
    earliest: date
    latest: date
    inferred: bool
    people: Mapping[str, tuple[str, ...]]
    place: str
    place_state: str
    place_name: str
    issues: frozenset[str]
    named: frozenset[str]
    texts: tuple[str, ...]
    told: date | None
    """The day of the first text that tells it, where asked for."""

    @property
    def standing(self) -> str:
        """Fact, intent or denial."""
        return STANDING[self.status]

    @property
    def days(self) -> int:
        """How many days the event may have taken, or lies between."""
        return (self.latest - self.earliest).days + 1

    @property
    def wide(self) -> bool:
        """Whether the date says little."""
        return self.days >= _WIDE_DAYS or (self.inferred and self.days > 7)

    @property
    def other(self) -> str | None:
        """The party of the dyad that is acted on."""
        return None if self.actor is None else self.dyad[self.actor == self.dyad[0]]

    def meets(self, other: Node, party: str) -> tuple[str, ...] | None:
        """The persons of a party that both name; empty where one names none, None where they name different ones."""
        mine, theirs = self.people.get(party, ()), other.people.get(party, ())
        common = shared(mine, theirs)
        return None if mine and theirs and not common else common

    def gap(self, other: Node) -> int:
        """Days between the two intervals; 0 where they touch."""
        return max((other.earliest - self.latest).days, (self.earliest - other.latest).days, 0)


_folded = lru_cache(maxsize=65_536)(fold)


def node_of(row: Mapping[str, Any], dyad: tuple[str, str]) -> Node:
    """The node of a row with `COLUMNS`, and texts and told."""
    form, place = Form(row["form"]), row["place"] or {}
    people: dict[str, set[str]] = {party: set() for party in dyad}
    for actor in (*row["source"], *row["target"]):
        if actor["person"] and _party(actor) in people:
            people[_party(actor)].add(_folded(actor["person"]))
    acting = {_party(a) for a in row["source"]} & set(dyad)
    acted_on = {_party(a) for a in row["target"]} & set(dyad)
    one_way = form not in SYMMETRIC and len(acting) == 1 and acted_on == set(dyad) - acting
    return Node(
        id=row["id"],
        dyad=dyad,
        actor=next(iter(acting)) if one_way else None,
        type=EventType(row["type"]),
        form=form,
        status=Status(row["status"]),
        earliest=row["earliest"],
        latest=row["latest"],
        inferred=row["basis"] == Basis.INFERRED.value,
        people={party: tuple(sorted(names)) for party, names in people.items() if names},
        place=_folded(place.get("name") or ""),
        place_state=place.get("state") or "",
        place_name=place.get("name") or "",
        issues=frozenset(row["issues"]),
        named=frozenset(map(_folded, row["named_issues"])),
        texts=tuple(row["texts"]),
        told=row["told"],
    )


def _party(actor: Mapping[str, Any]) -> str:
    return actor["state"] or actor["organisation"] or ""
