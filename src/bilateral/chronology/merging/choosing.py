"""Choosing one of several values that the accounts of an event tell of a field, by stated rules in a stated order.

The first rule that leaves one value decides, and is told in the words of `RULES`:

1. told at the time: published within `_AT_THE_TIME` days of the event, not in a look back (or ahead);
2. told by the own government of a party to the event;
3. told by most independent sources: copies of one text count once;
4. published closest to the event;
5. told by the surest report;
6. first in the field's own order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Generic, TypeVar

from bilateral.chronology.merging.copies import NO_SOURCE, Source
from bilateral.model import Agreed, Report

__all__ = ["RULES", "Accounts", "choose"]

Value = TypeVar("Value")

_AT_THE_TIME = 3  # days: a weekend lies between an act on Friday evening and the papers of Monday
_FAR = 10**6  # days; of what has no date

RULES: Mapping[str, str] = MappingProxyType(
    {
        "time": "told at the time, not in a look back",
        "official": "told by the own government of a party",
        "sources": "told by most independent sources",
        "closest": "published closest to the event",
        "surest": "told by the surest report",
        "order": "first in order, nothing else decides",
    }
)
"""What is said of a value that one of the rules decided on."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """What the rules look at beside the reports themselves: the documents, and which are copies of one text."""

    sources: Mapping[str, Source]
    family: Mapping[str, int]
    """Document -> number of its family of copies."""
    parties: frozenset[str]
    day: date
    """The earliest day that any report may mean, of those that say it best."""

    def independent(self, reports: Sequence[Report]) -> int:
        """How many independent sources these reports come from."""
        return len({self.family[report.document] for report in reports})

    def official(self, reports: Sequence[Report]) -> bool:
        """Whether the own government of a party published one of them."""
        return any(self.sources.get(report.document, NO_SOURCE).official in self.parties for report in reports)

    def distance(self, reports: Sequence[Report]) -> int:
        """Days between the event and the text published closest to it."""
        days = (self.sources.get(report.document, NO_SOURCE).published for report in reports)
        return min((abs((day - self.day).days) for day in days if day is not None), default=_FAR)


@dataclass(frozen=True, slots=True)
class _Rule(Generic[Value]):
    name: str
    rank: Callable[[Value], object]  # the least one wins


def choose(
    field: str,
    told: Sequence[tuple[Value, Report]],
    accounts: Accounts,
    *,
    order: Callable[[Value], object],
    written: Callable[[Value], str] = str,
) -> tuple[Value, Agreed | None]:
    """The value the event has of those told, and which rule decided; None where all tell the same.

    `order` sorts values of which nothing else can be said; `written` is how a value is shown.
    """
    by_value: dict[Value, list[Report]] = {}
    for value, report in told:
        by_value.setdefault(value, []).append(report)
    if len(by_value) == 1:
        return next(iter(by_value)), None
    left = sorted(by_value, key=lambda value: (order(value), written(value)))
    for rule in _rules(by_value, accounts):
        best = min(rule.rank(value) for value in left)  # type: ignore[type-var]
        fewer = [value for value in left if rule.rank(value) == best]
        if len(fewer) == 1:
            return fewer[0], Agreed(field=field, value=written(fewer[0]), rule=RULES[rule.name])
        left = fewer
    return left[0], Agreed(field=field, value=written(left[0]), rule=RULES["order"])


def _rules(by_value: Mapping[Value, Sequence[Report]], accounts: Accounts) -> tuple[_Rule[Value], ...]:
    return (
        _Rule("time", lambda value: accounts.distance(by_value[value]) > _AT_THE_TIME),
        _Rule("official", lambda value: not accounts.official(by_value[value])),
        _Rule("sources", lambda value: -accounts.independent(by_value[value])),
        _Rule("closest", lambda value: accounts.distance(by_value[value])),
        _Rule("surest", lambda value: -max(report.confidence for report in by_value[value])),
    )
