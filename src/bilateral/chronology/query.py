"""A question to the chronology, and its translation to SQL conditions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bilateral.errors import QueryError
from bilateral.knowledge.fold import fold
from bilateral.model import EventType, Form, Level, Status

__all__ = ["COUNTED", "SYMMETRIC", "EventQuery", "conditions"]

COUNTED: tuple[Status, ...] = (Status.OCCURRED, Status.ONGOING)
"""What counts and tables take unless asked: a plan, a hope or a denial is never counted."""

SYMMETRIC: tuple[Form, ...] = (Form.CALL, Form.VIDEO, Form.MEETING, Form.MULTILATERAL, Form.SIGNING)
"""Forms in which the sides do the same thing with each other, so that all who take part stand in every dyad."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventQuery:
    """Which events are wanted; an empty field does not narrow.

    `parties` are one or two codes (state or organisation) in any order; with two, an event must hold between them.
    `source` and `target` ask for the side. `since` and `until` are days, both included: an event answers when its
    interval touches theirs. `levels` asks for a side of that level. `person` is a part of a name, in any case and with
    or without accents. `organisations` are codes of bodies of which one takes part, `readers` names of readers of which
    one found it.
    """

    parties: tuple[str, ...] = ()
    source: str | None = None
    target: str | None = None
    since: date | None = None
    until: date | None = None
    forms: tuple[Form, ...] = ()
    types: tuple[EventType, ...] = ()
    statuses: tuple[Status, ...] = COUNTED
    issues: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    person: str | None = None
    organisations: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.parties) > 2:
            raise QueryError(f"events are between two parties; got {len(self.parties)}: {', '.join(self.parties)}")
        if self.since and self.until and self.since > self.until:
            raise QueryError(f"the period ends ({self.until}) before it begins ({self.since})")


def conditions(query: EventQuery) -> tuple[str, list[object]]:
    """The WHERE clause over table `events`, and its parameters in order."""
    parts: list[tuple[str, list[object]]] = [
        *_parties(query),
        *_period(query),
        *_words("form", query.forms),
        *_words("type", query.types),
        *_words("status", query.statuses),
    ]
    if query.issues:
        parts.append(("list_has_any(issues, ?)", [list(query.issues)]))
    if query.levels:
        levels = [level.value for level in query.levels]
        parts.append(("(list_contains(?, level_from) OR list_contains(?, level_to))", [levels, levels]))
    if query.readers:
        parts.append(("list_has_any(readers, ?)", [list(query.readers)]))
    if query.person:
        parts.append(("contains(people, ?)", [fold(query.person.strip())]))
    return " AND ".join(text for text, _ in parts) or "true", [value for _, values in parts for value in values]


def _parties(query: EventQuery) -> list[tuple[str, list[object]]]:
    anyone = "list_concat(parties_from, parties_to)"
    parts: list[tuple[str, list[object]]] = []
    if len(set(query.parties)) == 2:
        first, second = query.parties
        across = "(list_contains(parties_from, ?) AND list_contains(parties_to, ?))"
        together = f"(list_contains(?, form) AND list_has_all({anyone}, ?))"
        symmetric = [form.value for form in SYMMETRIC]
        parts.append(
            (f"({across} OR {across} OR {together})", [first, second, second, first, symmetric, [first, second]])
        )
    elif query.parties:
        parts.append((f"list_contains({anyone}, ?)", [query.parties[0]]))
    if query.source:
        parts.append(("list_contains(parties_from, ?)", [query.source]))
    if query.target:
        parts.append(("list_contains(parties_to, ?)", [query.target]))
    if query.organisations:
        parts.append((f"list_has_any({anyone}, ?)", [list(query.organisations)]))
    return parts


def _period(query: EventQuery) -> list[tuple[str, list[object]]]:
    parts: list[tuple[str, list[object]]] = []
    if query.since:
        parts.append(("latest >= ?", [query.since]))
    if query.until:
        parts.append(("earliest <= ?", [query.until]))
    return parts


def _words(
    column: str, values: tuple[Form, ...] | tuple[EventType, ...] | tuple[Status, ...]
) -> list[tuple[str, list[object]]]:
    return [(f"list_contains(?, {column})", [[value.value for value in values]])] if values else []
