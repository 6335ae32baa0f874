"""What a person writes ("azerbaijani", "2022-03", "energy") turned into a question for the store."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, TypedDict, TypeVar, Unpack

from bilateral.errors import QueryError, UnknownValue
from bilateral.model import ISSUES, EventType, Form, Level, Status

if TYPE_CHECKING:
    from bilateral.chronology import EventQuery

__all__ = ["Day", "Filters", "Words", "event_query", "first_day", "last_day", "party", "single_day"]

Day = str | date | None
"""A day, or a month or year as text: "2022", "2022-03", "2022-03-15"."""

Words = str | Iterable[str] | None
"""One word of a vocabulary, several, or none for no narrowing."""

Value = TypeVar("Value", bound=str)

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def first_day(value: Day) -> date | None:
    """The first day of a day, month or year. Raises QueryError for anything else."""
    return _day(value, last=False)


def last_day(value: Day) -> date | None:
    """The last day of a day, month or year. Raises QueryError for anything else."""
    return _day(value, last=True)


def single_day(value: Day) -> date | None:
    """A day. Raises QueryError for a month, a year and anything else."""
    found = first_day(value)
    if found != last_day(value):
        raise QueryError(f"{value!r} is no day; write it as 2022-03-15")
    return found


def _day(value: Day, *, last: bool) -> date | None:
    if isinstance(value, datetime):  # a date too, but none that a date can be compared with
        return value.date()
    if value is None or isinstance(value, date):
        return value
    match = _DAY.fullmatch(value.strip())
    try:
        if match is None:
            raise ValueError
        year = int(match[1])
        month = int(match[2] or (12 if last else 1))
        end = calendar.monthrange(year, month)[1] if last else 1
        return date(year, month, int(match[3] or end))
    except ValueError:
        raise QueryError(f"{value!r} is no date; write it as 2022, 2022-03 or 2022-03-15") from None


def party(text: str) -> str:
    """The code of a state or organisation named in any usual way. Raises UnknownState with the nearest names."""
    from bilateral.knowledge import load

    return load().states.party(text)


def words(what: str, given: Words, allowed: Iterable[Value]) -> tuple[Value, ...]:
    """The values of a closed vocabulary that were asked for, in the vocabulary's order; raises UnknownValue."""
    vocabulary = {_key(value): value for value in allowed}
    asked = {given} if isinstance(given, str) else set(given or ())
    for word in sorted(asked):
        if _key(word) not in vocabulary:
            raise UnknownValue(what, word, tuple(vocabulary.values()))
    keys = {_key(word) for word in asked}
    return tuple(value for key, value in vocabulary.items() if key in keys)


def _key(word: str) -> str:
    return word.strip().casefold().replace("_", " ").replace("-", " ")


def _statuses(given: Words) -> tuple[Status, ...]:
    from bilateral.chronology.query import COUNTED

    asked = words("status", given, (*Status, "all"))
    if "all" in asked:
        return tuple(Status)
    return tuple(Status(word) for word in asked) or COUNTED


class Filters(TypedDict, total=False):
    """How events may be narrowed down; what is left out does not narrow, but for `status`.

    `since` and `until` are days, both included. `form`, `type`, `issue`, `level` and `status` take a word or several;
    without `status` only what took place or is going on is asked for, with "all" everything. `person` is a part of a
    name. `source` and `target` are parties. `read_by` are readers of which one found the event: lexicon and neural read
    texts (both: "texts"), icews, polecat, gdelt and acled rows of that data set (all four: "data").
    """

    since: Day
    until: Day
    form: Words
    type: Words
    issue: Words
    level: Words
    status: Words
    person: str | None
    source: str | None
    target: str | None
    read_by: Words


_OF_TEXTS = ("lexicon", "neural")


def _readers(given: Words) -> tuple[str, ...]:
    from bilateral.knowledge.event_data import datasets

    groups = {"texts": _OF_TEXTS, "data": tuple(datasets())}
    asked = words("reader", given, (*_OF_TEXTS, *datasets(), *groups))
    return tuple(dict.fromkeys(reader for word in asked for reader in groups.get(word, (word,))))


def event_query(parties: tuple[str, ...], **filters: Unpack[Filters]) -> EventQuery:
    """The question in the store's terms. Raises QueryError (UnknownState, UnknownValue) naming what is not known."""
    from bilateral.chronology import EventQuery

    source, target = filters.get("source"), filters.get("target")
    return EventQuery(
        parties=tuple(party(text) for text in parties),
        source=party(source) if source else None,
        target=party(target) if target else None,
        since=first_day(filters.get("since")),
        until=last_day(filters.get("until")),
        forms=words("form", filters.get("form"), Form),
        types=words("event type", filters.get("type"), EventType),
        statuses=_statuses(filters.get("status")),
        issues=words("issue", filters.get("issue"), ISSUES),
        levels=words("level", filters.get("level"), Level),
        person=filters.get("person"),
        readers=_readers(filters.get("read_by")),
    )
