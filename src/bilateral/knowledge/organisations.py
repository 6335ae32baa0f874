"""International bodies, their names, seats and, where it matters, their members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bilateral.errors import KnowledgeError
from bilateral.knowledge.tables import parts, rows

__all__ = ["Organisation", "read_organisations"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body. `part_of` is the code of the one it belongs to ("EC" of "EU"); `members` are state codes."""

    code: str
    name: str
    aliases: tuple[str, ...]
    seat: str | None
    part_of: str | None
    members: tuple[str, ...]


def read_organisations() -> Mapping[str, Organisation]:
    """The bodies by code, in the order of the file."""
    bodies = {
        r["code"]: Organisation(
            code=r["code"],
            name=r["name"],
            aliases=parts(r["aliases"]),
            seat=r["seat"] or None,
            part_of=r["part_of"] or None,
            members=tuple(r["members"].split()),
        )
        for r in rows("organisations.csv")
    }
    for body in bodies.values():
        if body.part_of is not None and body.part_of not in bodies:
            raise KnowledgeError(f"organisations.csv: {body.code} is part of {body.part_of}, which is no row")
    return MappingProxyType(bodies)
