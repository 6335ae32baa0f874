"""Firsts and lasts: the first visit at this level since April 2006, the last meeting at the highest level.

A kind of contact is a form, of visits with who travels. Contacts count at the level of the lower-ranking side.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bilateral.analysis.dyads import periods_between
from bilateral.analysis.relation import (
    CONTACT_FORMS,
    Direction,
    Pair,
    between,
    contact_level,
    counted,
    direction,
    is_contact,
    last_of,
)
from bilateral.model import Event, Form, Level

__all__ = ["HIGHEST", "Last", "Milestone", "lasts", "milestones"]

HIGHEST: tuple[Level, ...] = (Level.HEAD_OF_STATE, Level.HEAD_OF_GOVERNMENT)
"""The highest level: states differ in which of the two leads."""

LONG = 365
"""Days after which something of its kind is worth saying that it is the first."""

_MOST = 2 / 3
"""Of the months between two events, so many must have texts before nothing told is taken for nothing done."""

Kind = tuple[Form, Direction | None]
"""A form, and of visits who travels."""

_RANK = {level: rank for rank, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class Milestone:
    """`event` is the first of its form for long; `before` is the one before it, `days` apart at least.

    `way` is who travels (visits alone). `level` is None where it is the first of its form at any level, else the first
    at this level or a higher one; `before` then was at such a level too. `covered` says whether texts of most
    months between the two were read: if not, others may have been that none of the texts tells of.
    """

    event: Event
    form: Form
    way: Direction | None
    level: Level | None
    before: Event
    days: int
    covered: bool


@dataclass(frozen=True, slots=True)
class Last:
    """The last contact of a form (and way, of visits), and the last of it at the highest level; None: none is told."""

    form: Form
    way: Direction | None
    any: Event | None
    highest: Event | None


def milestones(
    events: Sequence[Event], pair: Pair, *, read: Collection[str] = (), long: int = LONG
) -> tuple[Milestone, ...]:
    """What was the first of its kind for more than `long` days, by date; `events` are all that are known of the pair.

    `read` are the months ("2022-03") of which texts were read.

    Days apart are counted from the last day that the earlier one can have been to the first of the later one, so that
    the gap is sure.
    """
    latest: dict[tuple[Kind, Level | None], Event] = {}
    found = []
    for event in _contacts(events, pair):
        kind, level = _kind(event, pair), contact_level(event, pair)
        for least in (None, level) if level is not Level.INSTITUTION else (None,):
            before = _latest(latest, kind, least)
            days = (event.when.earliest - before.when.latest).days if before else 0
            if before and days > long:
                found.append(Milestone(event, *kind, least, before, days, _covered(before, event, read)))
                break
        if (kind, level) not in latest or _end(event) > _end(latest[kind, level]):
            latest[kind, level] = event
    return tuple(found)


def lasts(events: Sequence[Event], pair: Pair) -> tuple[Last, ...]:
    """The last of each kind of contact that occurred, forms in their order."""
    contacts = _contacts(events, pair)
    kinds = {_kind(event, pair) for event in contacts}
    found = []
    for form in CONTACT_FORMS:
        for way in (*Direction, None):
            if (form, way) in kinds:
                mine = [event for event in contacts if _kind(event, pair) == (form, way)]
                top = [event for event in mine if contact_level(event, pair) in HIGHEST]
                found.append(Last(form, way, last_of(mine), last_of(top)))
    return tuple(found)


def _contacts(events: Sequence[Event], pair: Pair) -> list[Event]:
    return [event for event in counted(between(events, pair)) if is_contact(event)]


def _kind(event: Event, pair: Pair) -> Kind:
    return event.form, direction(event, pair) if event.form is Form.VISIT else None


def _latest(latest: Mapping[tuple[Kind, Level | None], Event], kind: Kind, least: Level | None) -> Event | None:
    """The last of that kind so far, at that level or a higher one."""
    levels = (*Level, None) if least is None else tuple(Level)[: _RANK[least] + 1]
    mine = [latest[kind, level] for level in levels if (kind, level) in latest]
    return max(mine, key=_end, default=None)


def _covered(before: Event, event: Event, read: Collection[str]) -> bool:
    first, last = (f"{day:%Y-%m}" for day in (before.when.latest, event.when.earliest))
    between = periods_between([first, last], "month")[1:-1]
    return sum(month in read for month in between) >= _MOST * len(between)


def _end(event: Event) -> tuple[date, date, str]:
    return event.when.latest, event.when.earliest, event.id
