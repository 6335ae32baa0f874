"""Corrections by users: kept as rows of their own, withdrawn but never changed, and what they rule together."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bilateral.chronology.anchors import Anchor, anchor_from_row, anchor_row
from bilateral.chronology.database import Database
from bilateral.chronology.people_rows import Judgement, judgement_from_row, judgement_row
from bilateral.errors import UnknownJudgement
from bilateral.knowledge.fold import fold
from bilateral.model import Level
from bilateral.persons import OfficeRuled, Ruling

__all__ = ["PERSON", "Anchored", "Judgements", "judgement_id", "rulings_of"]

Anchored = Mapping[str, tuple[Anchor, ...]]
"""What a judgement on events was made on: the reports of its "subject" and, if there is one, of its "other" event."""

PERSON = "person"
"""The kind of judgements on persons."""


def judgement_id(judgement: Judgement) -> str:
    """Its id: "j" and 12 hex digits over all that it says, who said it and when."""
    parts = [value for name, value in judgement_row(judgement).items() if name not in ("id", "withdrawn")]
    return "j" + hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


def rulings_of(judgements: Iterable[Judgement]) -> tuple[Ruling, ...]:
    """What the standing judgements on persons rule, by person; of two on one field the later one wins."""
    grouped: dict[tuple[str, str], list[Judgement]] = {}
    for judgement in sorted(judgements, key=lambda j: (j.made, j.id)):
        if judgement.kind == PERSON and judgement.withdrawn is None:
            grouped.setdefault((fold(judgement.subject), judgement.scope or ""), []).append(judgement)
    return tuple(_ruling(told) for _, told in sorted(grouped.items()))


def _ruling(told: Sequence[Judgement]) -> Ruling:
    last = told[-1]
    ruling = Ruling(name=last.subject, of=last.scope, who=last.who, ids=tuple(sorted(j.id for j in told)))
    for judgement in told:
        ruling = _with(ruling, judgement)
    return ruling


def _with(ruling: Ruling, judgement: Judgement) -> Ruling:
    value, other = judgement.value, judgement.other or ""
    if judgement.verdict == "wrong":
        return replace(ruling, wrong=True)
    if judgement.verdict == "same":
        apart = tuple(name for name in ruling.apart if fold(name) != fold(other))
        return replace(ruling, same=(*ruling.same, other), apart=apart)
    if judgement.verdict == "different":
        same = tuple(name for name in ruling.same if fold(name) != fold(other))
        return replace(ruling, apart=(*ruling.apart, other), same=same)
    if judgement.field == "state":
        return replace(ruling, party=value, wrong=False)
    level = Level(value) if judgement.field == "level" and value else None
    office = value if judgement.field == "office" else None
    said = OfficeRuled(office=office, level=level, since=judgement.since, until=judgement.until)
    return replace(ruling, offices=(said, *ruling.offices), wrong=False)


@dataclass(frozen=True, slots=True)
class Judgements:
    """The table `judgements`."""

    database: Database

    def add(self, judgements: Sequence[Judgement]) -> None:
        """Keep them; inside a transaction."""
        self.database.insert("judgements", [judgement_row(judgement) for judgement in judgements])

    def anchor(self, anchored: Mapping[str, Anchored]) -> None:
        """Keep what judgements on events, by id, were made on; inside a transaction."""
        self.database.insert(
            "anchors",
            [
                anchor_row(anchor, judgement=key, side=side, position=position)
                for key, sides in anchored.items()
                for side, anchors in sides.items()
                for position, anchor in enumerate(anchors)
            ],
        )

    def anchors(self, ids: Iterable[str]) -> dict[str, dict[str, tuple[Anchor, ...]]]:
        """What these judgements were made on."""
        found: dict[str, dict[str, tuple[Anchor, ...]]] = defaultdict(dict)
        rows = self.database.rows_of(
            "SELECT * FROM anchors WHERE judgement IN (SELECT unnest(?)) ORDER BY judgement, side, position",
            [sorted(set(ids))],
        )
        for row in rows:
            sides = found[row["judgement"]]
            sides[row["side"]] = (*sides.get(row["side"], ()), anchor_from_row(row))
        return dict(found)

    def all(self, *, withdrawn: bool = True) -> list[Judgement]:
        """The judgements in the order they were made, with or without those withdrawn."""
        found = [judgement_from_row(row) for row in self.database.rows("SELECT * FROM judgements", whole=True)]
        return sorted(
            (j for j in found if withdrawn or j.withdrawn is None), key=lambda judgement: (judgement.made, judgement.id)
        )

    def find(self, prefix: str) -> Judgement:
        """The one whose id begins so. Raises UnknownJudgement for none or several."""
        found = [j for j in self.all() if prefix and j.id.startswith(prefix.strip().lower())]
        if len(found) != 1:
            what = "no judgement has" if not found else "several judgements have"
            raise UnknownJudgement(f"{what} an id that begins with {prefix!r}; `bilateral judgements` lists them")
        return found[0]

    def withdraw(self, judgement: Judgement, at: datetime) -> Judgement:
        """Let it no longer stand; it stays listed. Inside a transaction."""
        self.database.execute("UPDATE judgements SET withdrawn = ? WHERE id = ?", [at, judgement.id])
        return replace(judgement, withdrawn=at)

    def rulings(self) -> tuple[Ruling, ...]:
        """What those that stand rule on persons."""
        return rulings_of(self.all(withdrawn=False))
