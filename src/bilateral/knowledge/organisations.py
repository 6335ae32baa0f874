"""International bodies, their names, seats and, where it matters, their members."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from bilateral.errors import KnowledgeError
from bilateral.knowledge.tables import parts, rows

__all__ = ["Membership", "Organisation", "read_organisations"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A state's time in a body; dates known by month or year stand on their first (`since`) or last day (`until`)."""

    state: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body. `part_of` is the code of the one it belongs to ("EC" of "EU"); `members` are the codes of the states in
    it today, as far as we have them; `changes` tells of those that came or went since 1990."""

    code: str
    name: str
    aliases: tuple[str, ...]
    seat: str | None
    part_of: str | None
    members: tuple[str, ...]
    changes: tuple[Membership, ...] = ()

    def members_on(self, day: date) -> tuple[str, ...]:
        """The states in it on that day, by code; a day before 1990 is told by the changes since then as well."""
        moved = {c.state for c in self.changes}
        there = {c.state for c in self.changes if c.since <= day and (c.until is None or day <= c.until)}
        return tuple(sorted({s for s in self.members if s not in moved} | there))


def read_organisations() -> Mapping[str, Organisation]:
    """The bodies by code, in the order of the file."""
    changes: dict[str, list[Membership]] = {}
    for row in rows("memberships.csv"):
        since, until = _day(row["since"], last=False), _day(row["until"], last=True) if row["until"] else None
        changes.setdefault(row["body"], []).append(Membership(state=row["state"], since=since, until=until))
    bodies = {
        r["code"]: Organisation(
            code=r["code"],
            name=r["name"],
            aliases=parts(r["aliases"]),
            seat=r["seat"] or None,
            part_of=r["part_of"] or None,
            members=tuple(r["members"].split()),
            changes=tuple(changes.get(r["code"], ())),
        )
        for r in rows("organisations.csv")
    }
    for body in bodies.values():
        if body.part_of is not None and body.part_of not in bodies:
            raise KnowledgeError(f"organisations.csv: {body.code} is part of {body.part_of}, which is no row")
    return MappingProxyType(bodies)


def _day(text: str, *, last: bool) -> date:
    """The day of "2004-05-01", or the first or last one of "2004-05" or "2004"."""
    year, month, day = (*(int(part) for part in text.split("-")), 0, 0)[:3]
    month = month or (12 if last else 1)
    return date(year, month, day or (monthrange(year, month)[1] if last else 1))
