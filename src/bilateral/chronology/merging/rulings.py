"""What people ruled on reports: hard constraints on clusters, and what an event says in the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

__all__ = ["NO_RULINGS", "FieldRuling", "Rulings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRuling:
    """A field of an event is to have this value, whatever its reports say; `judgement` is the id of who says so."""

    judgement: str
    field: str
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """Standing judgements, told of reports by their ids: event ids may change when reports are added.

    `together` are groups of reports that tell of one event, across blocks too; `apart` pairs of reports that do not.
    `fields` are rulings on the event that a report belongs to. Reports in `wrong` belong to no event.
    """

    together: tuple[frozenset[str], ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()
    fields: Mapping[str, tuple[FieldRuling, ...]] = field(default_factory=lambda: MappingProxyType({}))
    wrong: frozenset[str] = frozenset()

    def forbid(self, first: str, second: str) -> bool:
        """Whether the two reports are ruled not to be of one event."""
        return frozenset({first, second}) in self.apart


NO_RULINGS = Rulings()
"""Nobody judged anything."""
