"""What people ruled on reports: hard constraints on clusters, and what an event says in the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

__all__ = ["NO_RULINGS", "RIGHT", "FieldRuling", "Rulings", "overridden"]

RIGHT = "event"
"""The field of a ruling that says of the whole event that it is right."""

_OVERRIDES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "date": frozenset({"date", "start", "end"}),
        "type": frozenset({"type", "mode"}),  # a mode belongs to its type
    }
)


def overridden(field_name: str) -> frozenset[str]:
    """The fields on which nothing said earlier holds any longer once this one is ruled on."""
    return _OVERRIDES.get(field_name, frozenset({field_name}))


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRuling:
    """A field of an event is to have this value, whatever its reports say; `judgement` is the id of who says so.

    `who`, `made` (UTC) and `why` are the judgement's own, for those who read the event. Of two on one field the one
    made later holds. None is "nothing": no place, no issues, no target.
    """

    judgement: str
    field: str
    value: str | None
    who: str = ""
    made: datetime = datetime.min
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """Standing judgements, told of reports by their ids: event ids may change when reports are added.

    `together` are groups of reports that tell of one event, across blocks too; `apart` pairs of reports that do not.
    The two never contradict, not even by a chain of groups that share reports. `fields` are rulings on the event that a
    report belongs to. Reports in `wrong` belong to no event. `persons` are pairs of folded names that are ruled to be
    two persons. `words` say of each group of `together` who judged so, when and why.
    """

    together: tuple[frozenset[str], ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()
    fields: Mapping[str, tuple[FieldRuling, ...]] = field(default_factory=lambda: MappingProxyType({}))
    wrong: frozenset[str] = frozenset()
    persons: frozenset[frozenset[str]] = frozenset()
    words: Mapping[frozenset[str], str] = field(default_factory=lambda: MappingProxyType({}))

    def forbid(self, first: str, second: str) -> bool:
        """Whether the two reports are ruled not to be of one event."""
        return frozenset({first, second}) in self.apart


NO_RULINGS = Rulings()
"""Nobody judged anything."""
