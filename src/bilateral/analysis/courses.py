"""How an issue fares over time: whether it comes back, is new, has faded, grows or shrinks, or was named once.

The rule. The events that name any issue are cut in two: the recent part and what was before. An issue that is named
in k of n events would, if it stood in them at random, have its split over the two parts with a chance that their
sizes give exactly (hypergeometric; Fisher's test as mid-p, two-sided by doubling). Only where that chance is small is
anything said: `sure` after Holm's correction for all issues asked about, not `sure` where it is small for this issue
alone. So one call on a new matter is no new issue, and a month in which few texts were read lets no issue fade.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bilateral.analysis.chance import holm
from bilateral.analysis.dyads import latest_stretch
from bilateral.analysis.proportions import split_chance
from bilateral.analysis.relation import by_date
from bilateral.model import Event, LinkKind

__all__ = ["LEVEL", "Course", "CourseKind", "courses", "recent_from"]

LEVEL = 0.05
"""Chance below which a course is told; measured by shuffled dates in bench/README.md."""

_MOST_RECENT = 183
"""Days: the recent part is the last third of the time, but no more than half a year."""

_APART = 28
"""Days between two occasions that make an issue one that comes back."""


class CourseKind(StrEnum):
    """How an issue fares; NEW and RISING, FADED and FALLING only where chance is unlikely."""

    NEW = "new"
    FADED = "faded"
    RISING = "more often"
    FALLING = "less often"
    RETURNING = "comes back"
    ONCE = "named once"
    CLOSE = "one stretch"  # on several occasions less than four weeks apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The course of one issue.

    `recent` and `before` are the ids of the occasions that name it, of `of_recent` and `of_before` occasions that name
    any issue. `p` is two-sided; `sure` where it holds after Holm's correction. An occasion is an event, or a visit with
    what is part of it; those whose date does not tell on which side of the cut they lie are in neither.
    """

    issue: str
    kind: CourseKind
    sure: bool
    before: tuple[str, ...]
    of_before: int
    recent: tuple[str, ...]
    of_recent: int
    p: float


def recent_from(events: Sequence[Event]) -> date | None:
    """The first day of the recent part of these events; None without events.

    It is the last third of the time since the last long silence (`dyads.latest_stretch`), at most half a year.
    """
    _, latest = latest_stretch(events)
    if not latest:
        return None
    first, last = min(event.when.earliest for event in latest), max(event.when.latest for event in latest)
    days = min((last - first).days // 3, _MOST_RECENT)
    return last - timedelta(days)


def courses(
    events: Iterable[Event], named: Callable[[Event], Iterable[str]], *, recent: date | None = None
) -> Mapping[str, Course]:
    """The course of every issue that `named` gives of the events, by issue.

    `events` are those of one pair that took place. `recent` is the first day of the recent part, by default
    `recent_from` of them.
    """
    ordered = by_date(events)
    cut = recent or recent_from(ordered)
    groups = _occasions(ordered)
    issues = {key: {issue for event in group for issue in named(event)} for key, group in groups.items()}
    telling = [key for key, group in groups.items() if any(event.issues or event.named_issues for event in group)]
    part = {key: _part(groups[key], cut) for key in telling}
    of = {which: sum(found == which for found in part.values()) for which in ("before", "recent")}
    rows = []
    for issue in sorted({issue for found in issues.values() for issue in found}):
        keys = [key for key in groups if issue in issues[key]]
        mine = {which: tuple(key for key in keys if part.get(key) == which) for which in of}
        p = _chance(len(mine["before"]), len(mine["recent"]), of["before"], of["recent"])
        rows.append((issue, keys, mine, p))
    asked = [row for row in rows if len(row[2]["before"]) + len(row[2]["recent"]) > 1]
    adjusted = dict(zip((row[0] for row in asked), holm([row[3] for row in asked]), strict=True))
    return {
        issue: Course(
            issue=issue,
            kind=_kind([groups[key] for key in keys], mine, of, p),
            sure=adjusted.get(issue, 1.0) <= LEVEL,
            before=mine["before"],
            of_before=of["before"],
            recent=mine["recent"],
            of_recent=of["recent"],
            p=p,
        )
        for issue, keys, mine, p in rows
    }


def _kind(
    occasions: Sequence[Sequence[Event]], mine: Mapping[str, Sequence[str]], of: Mapping[str, int], p: float
) -> CourseKind:
    before, recent = len(mine["before"]), len(mine["recent"])
    if p <= LEVEL and before + recent > 1:
        if recent * of["before"] > before * of["recent"]:
            return CourseKind.RISING if before else CourseKind.NEW
        return CourseKind.FALLING if recent else CourseKind.FADED
    if len(occasions) == 1:
        return CourseKind.ONCE
    starts = [max(event.when.earliest for event in group) for group in occasions]
    ends = [min(event.when.latest for event in group) for group in occasions]
    return CourseKind.RETURNING if (max(starts) - min(ends)).days >= _APART else CourseKind.CLOSE


def _chance(before: int, recent: int, of_before: int, of_recent: int) -> float:
    """Two-sided chance of a split at least as uneven."""
    if not of_before or not of_recent:
        return 1.0
    whole, number = of_before + of_recent, before + recent
    up = split_chance(of_recent, whole, number, recent)
    down = split_chance(of_before, whole, number, before)
    return min(1.0, 2 * min(up, down))


def _part(group: Sequence[Event], cut: date | None) -> str:
    if cut is None:
        return ""
    if all(event.when.earliest >= cut for event in group):
        return "recent"
    return "before" if all(event.when.latest < cut for event in group) else ""


def _occasions(events: Sequence[Event]) -> dict[str, list[Event]]:
    """Events by occasion: what is part of a visit counts with it. By the id of the first of them, by date."""
    home = {event.id: event.id for event in events}

    def root(key: str) -> str:
        while home[key] != key:
            key = home[key]
        return key

    for event in events:
        for link in event.links:
            if link.kind is LinkKind.PART_OF and link.source in home and link.target in home:
                home[root(link.source)] = root(link.target)
    groups: dict[str, list[Event]] = {}
    for event in events:
        groups.setdefault(root(event.id), []).append(event)
    return {group[0].id: group for group in groups.values()}
