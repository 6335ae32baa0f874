"""Issues that come back: in how many events and months, and which side names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from bilateral.analysis.courses import Course, courses
from bilateral.analysis.issue_names import one_name
from bilateral.analysis.relation import Pair, between, counted, month_of
from bilateral.model import Event, Form, Report, When

if TYPE_CHECKING:
    import pyarrow

__all__ = ["ONE_SIDED", "RecurringIssue", "issues_table", "raised_by", "recurring_issues", "recurring_named_issues"]

ONE_SIDED: frozenset[Form] = frozenset(
    {Form.LETTER, Form.NOTE, Form.STATEMENT, Form.INVITATION, Form.MEASURE, Form.TRANSFER}
)
"""Forms in which one side alone speaks or acts, so that what is said is said by it."""


@dataclass(frozen=True, slots=True)
class RecurringIssue:
    """An issue over the events of a pair.

    `events` by date; `months` are the calendar months known for sure; `sides` gives, for each party of the pair in its
    order, the events in which that side is known to have named the issue; `unattributed` the events in which the texts
    do not tell who did. An event can stand under both sides. `forms` in order of first use. `first` is the
    date by which it had surely come up, `last` the one at which it surely still did (relation.first_of, last_of).
    `persons` are those of a side that took part where it named the issue: (party, person, events), most events first.
    `course` is how it fares over time (`courses`); `also` are other writings of a name.
    """

    issue: str
    events: tuple[str, ...]
    months: tuple[str, ...]
    sides: tuple[tuple[str, tuple[str, ...]], ...]
    unattributed: tuple[str, ...]
    forms: tuple[Form, ...]
    first: When
    last: When
    persons: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    course: Course | None = None
    also: tuple[str, ...] = ()


def recurring_issues(
    events: Sequence[Event], pair: Pair, *, official: Mapping[str, str] | None = None, recent: date | None = None
) -> tuple[RecurringIssue, ...]:
    """The issues of the events between `pair` that took place, most events first, then most months, then by name.

    `official` maps a document's id to the party whose government published it (`knowledge.publishers`). A side counts
    as naming an issue in an event when

    - the report is of a one-sided act (letter, statement, ... see ONE_SIDED) of that side alone: its words are told; or
    - otherwise, the report stands in a text that side's own government published: its account names the issue.

    Nothing else is taken for the side's word: what a third party says was discussed in a call is unattributed.
    `recent` is the first day of the recent part of a `Course`.
    """
    return _recurring(events, pair, official or {}, lambda told: told.issues, recent)


def recurring_named_issues(
    events: Sequence[Event], pair: Pair, *, official: Mapping[str, str] | None = None, recent: date | None = None
) -> tuple[RecurringIssue, ...]:
    """The same for issues with a name of their own ("Minsk Group"), as they stand in the texts.

    Several writings of one name are one row (`issue_names.one_name`).
    """
    happened = counted(between(events, pair))
    told: list[Event | Report] = [*happened]
    told += [report for event in happened for report in event.reports]
    called = one_name(name for one in told for name in one.named_issues)

    def named(one: Event | Report) -> tuple[str, ...]:
        return tuple(dict.fromkeys(called[name] for name in one.named_issues))

    rows = _recurring(happened, pair, official or {}, named, recent)
    return tuple(
        replace(row, also=tuple(sorted(name for name, one in called.items() if one == row.issue and name != one)))
        for row in rows
    )


def raised_by(report: Report, pair: Pair, official: Mapping[str, str]) -> str | None:
    """The side of `pair` whose word a report is, as `recurring_issues` defines it; None where it is neither's."""
    acting = {actor.party for actor in report.source} & set(pair)
    if report.form in ONE_SIDED and len(acting) == 1:
        return acting.pop()
    side = official.get(report.document)
    return side if side in pair else None


def issues_table(issues: Sequence[RecurringIssue]) -> pyarrow.Table:
    """As Arrow: issue, number of events, months, events by each side, first and last possible day."""
    import pyarrow as pa

    sides = [party for party, _ in issues[0].sides] if issues else []
    return pa.table(
        {
            "issue": pa.array([row.issue for row in issues], pa.string()),
            "events": pa.array([len(row.events) for row in issues], pa.int64()),
            "months": pa.array([len(row.months) for row in issues], pa.int64()),
            **{
                f"named_by_{party}": pa.array([len(dict(row.sides)[party]) for row in issues], pa.int64())
                for party in sides
            },
            "unattributed": pa.array([len(row.unattributed) for row in issues], pa.int64()),
            "first": pa.array([row.first.earliest for row in issues], pa.date32()),
            "last": pa.array([row.last.latest for row in issues], pa.date32()),
        }
    )


def _recurring(
    events: Iterable[Event],
    pair: Pair,
    official: Mapping[str, str],
    named: Callable[[Event | Report], tuple[str, ...]],
    recent: date | None,
) -> tuple[RecurringIssue, ...]:
    groups: dict[str, list[Event]] = {}
    happened = counted(between(events, pair))
    for event in happened:
        for issue in dict.fromkeys(named(event)):
            groups.setdefault(issue, []).append(event)
    told = courses(happened, named, recent=recent)
    rows = [replace(_row(issue, group, pair, official, named), course=told[issue]) for issue, group in groups.items()]
    return tuple(sorted(rows, key=lambda row: (-len(row.events), -len(row.months), row.issue)))


def _row(
    issue: str,
    events: Sequence[Event],
    pair: Pair,
    official: Mapping[str, str],
    named: Callable[[Event | Report], tuple[str, ...]],
) -> RecurringIssue:
    raisers: dict[str, set[str | None]] = {event.id: set() for event in events}
    persons: dict[tuple[str, str], dict[str, None]] = {}
    for event in events:
        for report in event.reports:
            side = raised_by(report, pair, official) if issue in named(report) else None
            if side is None:
                continue
            raisers[event.id].add(side)
            for actor in (*report.source, *report.target):
                if actor.party == side and actor.person:
                    persons.setdefault((side, actor.person), {})[event.id] = None
    return RecurringIssue(
        issue=issue,
        events=tuple(event.id for event in events),
        months=tuple(sorted({month for event in events if (month := month_of(event.when))})),
        sides=tuple((party, tuple(event.id for event in events if party in raisers[event.id])) for party in pair),
        unattributed=tuple(event.id for event in events if not raisers[event.id]),
        forms=tuple(dict.fromkeys(event.form for event in events)),
        first=min((event.when for event in events), key=lambda when: (when.latest, when.earliest)),
        last=max((event.when for event in events), key=lambda when: (when.earliest, when.latest)),
        persons=tuple(
            (party, person, tuple(persons[party, person]))
            for party, person in sorted(persons, key=lambda key: (pair.index(key[0]), -len(persons[key]), key[1]))
        ),
    )
