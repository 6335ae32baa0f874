"""The issues that come back between two parties, as text for the terminal and as data."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bilateral.analysis import RecurringIssue, latest_stretch
from bilateral.analysis.courses import Course, CourseKind, recent_from
from bilateral.analysis.passages import Passage, body_of, issues_named, names_named
from bilateral.chronology import DocumentInfo, publisher_name
from bilateral.model import Event
from bilateral.present.words import capital, clean, day_text, issue_label, the, when_text

__all__ = ["IssuesShown", "issues_record", "issues_text"]

_ID = 8
_RULE = (
    "comes back: named on occasions four weeks or more apart; one stretch: on several less far apart. new, faded, more "
    "often, less often: the split between "
    "before and recent would come by chance in fewer than 5 of 100 cases; in fewer than 5 of 100 for all issues "
    'together where no "perhaps" stands before it. A side has named an issue where its own letter or statement does, '
    "or a text its own government published; ? counts events in which the texts do not tell who did."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuesShown:
    """What is to be shown: the rows and what they lead to. `alone` where one issue was asked for."""

    pair: tuple[str, str]
    name_of: Callable[[str], str]
    events: Mapping[str, Event]
    issues: tuple[RecurringIssue, ...]
    names: tuple[RecurringIssue, ...]
    documents: Mapping[str, DocumentInfo]
    originals: Mapping[str, str]
    alone: bool = False
    recent: date | None = None

    @property
    def cut(self) -> date | None:
        """The first day of the recent part."""
        return self.recent or recent_from(tuple(self.events.values()))


class _Passages:
    """The passages of events by issue; each event is looked through once, however many issues it names."""

    def __init__(self, shown: IssuesShown) -> None:
        self._shown = shown
        self._found: dict[str, dict[tuple[bool, str], tuple[Passage, ...]]] = {}

    def of(self, key: str, row: RecurringIssue, *, named: bool) -> tuple[Passage, ...]:
        """The passages of the event with that id that name the issue, or name, of the row."""
        if key not in self._found:
            body = body_of(self._shown.events[key].reports, self._shown.originals)
            self._found[key] = {(False, one.issue): one.passages for one in issues_named(body)}
            self._found[key] |= {(True, one.issue): one.passages for one in names_named(body)}
        found = self._found[key]
        return tuple(dict.fromkeys(one for issue in (row.issue, *row.also) for one in found.get((named, issue), ())))


def issues_text(shown: IssuesShown, *, width: int = 80, limit: int = 12) -> str:
    """Two tables, or with `alone` the events and passages of one issue; ends in a line break."""
    first, second = (shown.name_of(party) for party in shown.pair)
    head = f"{first} and {second}"
    if not shown.events:
        return f"{head}: no events that took place are known.\n"
    if shown.alone:
        blocks = [_alone(shown, row, width, named=False) for row in shown.issues]
        blocks += [_alone(shown, row, width, named=True) for row in shown.names]
        return "\n".join(line for block in blocks for line in block) + "\n"
    lines = [f"{head}: what comes back", *_wrapped(_scope(shown), width), ""]
    lines += _table("issue", shown.issues, shown, width)
    if shown.names:
        lines += ["", *_table("name", shown.names[:limit], shown, width)]
        if len(shown.names) > limit:
            lines.append(f"and {len(shown.names) - limit} more; --limit shows them")
    lines += ["", *_wrapped(_RULE, width), *_wrapped(f"Events and passages: {_command(shown)}", width)]
    return "\n".join(lines) + "\n"


def _command(shown: IssuesShown) -> str:
    return f"bilateral issues {' '.join(shown.pair)} --issue {shown.issues[0].issue if shown.issues else 'NAME'}"


def _scope(shown: IssuesShown) -> str:
    earlier, latest = latest_stretch(tuple(shown.events.values()))
    telling = sum(bool(event.issues or event.named_issues) for event in shown.events.values())
    first, last = min(event.when.earliest for event in latest), max(event.when.latest for event in latest)
    before = f", and {len(earlier)} from long before" if earlier else ""
    recent = f"; recent is from {day_text(shown.cut)} on" if shown.cut else ""
    return (
        f"{_several(len(latest), 'event')} from {day_text(first)} to {day_text(last)}{before}; {telling} name an "
        f"issue{recent}."
    )


def _table(what: str, rows: Sequence[RecurringIssue], shown: IssuesShown, width: int) -> list[str]:
    room = max(20, min(34, width - 50))
    first, second = shown.pair
    lines = [
        f"{what:{room}}{'events':>7}{'months':>7}{first:>6}{second:>6}{'?':>5}  course",
        "-" * min(width, room + 50),
    ]
    for row in rows:
        label = capital(issue_label(row.issue)) if what == "issue" else clean(row.issue)
        label = label if len(label) < room else label[: room - 2] + "…"
        named = "".join(f"{len(events):>6}" for _, events in row.sides)
        count = f"{len(row.events):>7}{len(row.months):>7}{named}{len(row.unattributed):>5}"
        lines.append(f"{label:{room}}{count}  {_course(row.course)}")
    return lines


def _course(course: Course | None) -> str:
    if course is None:
        return ""
    told = course.kind.value
    if course.kind in (CourseKind.NEW, CourseKind.FADED, CourseKind.RISING, CourseKind.FALLING) and not course.sure:
        return f"perhaps {told}"
    return told


def _alone(shown: IssuesShown, row: RecurringIssue, width: int, *, named: bool) -> list[str]:
    label = clean(row.issue) if named else capital(issue_label(row.issue))
    first, second = (f"by {the(shown.name_of(party))} in {len(events)}" for party, events in row.sides)
    lines = [
        *_wrapped(
            f"{label}: {_several(len(row.events), 'event')} in {_several(len(row.months), 'month')}; named {first}, "
            f"{second}; in {len(row.unattributed) or 'none'} the texts do not tell by whom.",
            width,
        ),
        *_wrapped(_course_sentence(row.course, shown.cut), width),
    ]
    if row.also:
        lines += _wrapped(f"Also written: {', '.join(map(clean, row.also))}", width)
    for party in shown.pair:
        persons = [f"{clean(person)} ({len(events)})" for who, person, events in row.persons if who == party]
        if persons:
            lines += _wrapped(f"For {the(shown.name_of(party))}: {', '.join(persons)}", width)
    sides = {event: party for party, events in reversed(row.sides) for event in events}
    passages = _Passages(shown)
    for key in row.events:
        event = shown.events[key]
        by = f", {sides[key]}" if key in sides else ""
        lines += ["", f"  {when_text(event.when)}  {event.form.value}{by}  [{key[:_ID]}]"]
        for passage in passages.of(key, row, named=named):
            lines += _quoted(passage, shown, width)
    return [*lines, ""]


def _several(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _course_sentence(course: Course | None, cut: date | None) -> str:
    if course is None or cut is None:
        return ""
    split = (
        f"{len(course.recent)} of {course.of_recent} occasions since {day_text(cut)}, {len(course.before)} of "
        f"{course.of_before} before (p = {course.p:.2f})"
    )
    return f"{capital(_course(course))}: {split}."


def _quoted(passage: Passage, shown: IssuesShown, width: int) -> Iterator[str]:
    document = shown.documents[passage.document]
    source = clean(publisher_name(document) or document.title or document.source)
    text = f"“{clean(passage.text).strip('“”')}” ({source})"
    yield from textwrap.wrap(text, width, initial_indent="      ", subsequent_indent="      ", break_on_hyphens=False)


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False)


# -- as data -----------------------------------------------------------------------------------------------------------


def issues_record(shown: IssuesShown) -> dict[str, Any]:
    """Every row with its events, and each event with the passages that name the issue."""
    passages = _Passages(shown)
    return {
        "a": shown.pair[0],
        "b": shown.pair[1],
        "events": len(shown.events),
        "recent_from": shown.cut.isoformat() if shown.cut else None,
        "issues": [_row_record(row, shown, passages, named=False) for row in shown.issues],
        "named_issues": [_row_record(row, shown, passages, named=True) for row in shown.names],
    }


def _row_record(row: RecurringIssue, shown: IssuesShown, passages: _Passages, *, named: bool) -> dict[str, Any]:
    course = row.course
    return {
        "issue": row.issue,
        "also_written": list(row.also),
        "months": list(row.months),
        "forms": [form.value for form in row.forms],
        "named_by": {party: list(events) for party, events in row.sides},
        "not_told_by_whom": list(row.unattributed),
        "persons": [{"party": party, "person": person, "events": list(found)} for party, person, found in row.persons],
        "first": row.first.latest.isoformat(),
        "last": row.last.earliest.isoformat(),
        "course": course
        and {
            "kind": course.kind.value,
            "sure": course.sure,
            "recent": list(course.recent),
            "of_recent": course.of_recent,
            "before": list(course.before),
            "of_before": course.of_before,
            "p": round(course.p, 6),
        },
        "events": [
            {
                "event": key,
                "start": shown.events[key].when.earliest.isoformat(),
                "end": shown.events[key].when.latest.isoformat(),
                "form": shown.events[key].form.value,
                "passages": [
                    {
                        "document": passage.document,
                        "report": passage.report,
                        "span": [passage.start, passage.end],
                        "text": passage.text,
                    }
                    for passage in passages.of(key, row, named=named)
                ],
            }
            for key in row.events
        ],
    }
