"""Why reports became one event, and why others did not: what `merge` weighed, told again for one event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bilateral.chronology.merging.blocks import block_of, parties_of
from bilateral.chronology.merging.compare import Comparison, explain
from bilateral.chronology.merging.features import Features, features
from bilateral.chronology.merging.nearness import nearness_of
from bilateral.chronology.merging.rulings import NO_RULINGS, Rulings
from bilateral.model import Report

__all__ = ["Joined", "Kept", "Why", "compared", "why"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A report of the event, set beside the report of the event that it fits best."""

    report: str
    beside: str
    comparison: Comparison
    ruled: bool
    """Whether a person ruled that it tells of this event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A report near the event that is not in it, set beside the report of the event that it fits best."""

    report: str
    beside: str
    comparison: Comparison
    cause: str
    """What kept it out: "ruled apart", "kept apart", "evidence", "other reports" (it fits some of the event's reports,
    but not all together) or "several" (it leaves something open, and fits more than one event)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What an event rests on as an event: each report joined to the first, and the nearest of those left out."""

    first: str
    joined: tuple[Joined, ...]
    kept: tuple[Kept, ...]


def compared(
    first: Report, second: Report, publishers: Mapping[str, str] | None = None, *, slack_days: int = 1
) -> Comparison:
    """Two reports set side by side, as `merge` does; reports of two blocks are kept apart by what the blocks say."""
    return _explained(features(first, publishers or {}), features(second, publishers or {}), slack_days)


def _explained(first: Features, second: Features, slack_days: int) -> Comparison:
    nearness = nearness_of({first.report.document}, {second.report.document}, {first.publisher}, {second.publisher})
    found = explain(first, second, nearness, slack_days=slack_days)
    if found.veto is None and block_of(first.report) != block_of(second.report):
        return Comparison(veto="parties", pieces=())
    return found


def why(
    reports: Sequence[Report],
    near: Iterable[Report],
    publishers: Mapping[str, str],
    *,
    slack_days: int = 1,
    rulings: Rulings = NO_RULINGS,
    most: int = 5,
) -> Why:
    """Why an event has these reports, and which `most` of the reports `near` it came nearest to being in it."""
    members = [
        features(report, publishers, rulings.persons) for report in sorted(reports, key=lambda report: report.id)
    ]
    own = {member.report.id for member in members}
    others = [features(report, publishers, rulings.persons) for report in sorted(near, key=lambda report: report.id)]
    kept = [_kept(one, members, slack_days, rulings) for one in others if one.report.id not in own]
    together = frozenset(report for group in rulings.together for report in group)
    first = members[0].report.id
    return Why(
        first=first,
        joined=tuple(
            _joined(member, [other for other in members if other is not member], slack_days, together)
            for member in members[1:]
        ),
        kept=tuple(sorted(kept, key=lambda one: _nearness(one, members, others))[:most]),
    )


def _joined(member: Features, others: Sequence[Features], slack_days: int, together: frozenset[str]) -> Joined:
    beside, comparison = _best(member, others, slack_days)
    ruled = member.report.id in together
    return Joined(report=member.report.id, beside=beside.report.id, comparison=comparison, ruled=ruled)


def _kept(one: Features, members: Sequence[Features], slack_days: int, rulings: Rulings) -> Kept:
    beside, comparison = _best(one, members, slack_days)
    found = [_explained(one, member, slack_days) for member in members]
    if any(rulings.forbid(one.report.id, member.report.id) for member in members):
        cause = "ruled apart"
    elif comparison.veto:
        cause = "kept apart"
    elif comparison.log_odds < 0:
        cause = "evidence"
    elif any(item.veto for item in found) or sum(item.log_odds for item in found) < 0:
        cause = "other reports"
    else:
        cause = "several"
    return Kept(report=one.report.id, beside=beside.report.id, comparison=comparison, cause=cause)


def _best(one: Features, others: Sequence[Features], slack_days: int) -> tuple[Features, Comparison]:
    found = [(other, _explained(one, other, slack_days)) for other in others]
    return min(found, key=lambda item: (item[1].veto is not None, -item[1].log_odds, item[0].report.id))


def _nearness(one: Kept, members: Sequence[Features], others: Sequence[Features]) -> tuple[object, ...]:
    side = next(other for other in others if other.report.id == one.report)
    shared = max(len(parties_of(side.report) & member.parties) for member in members)
    days = min(_gap(side, member) for member in members)
    other_form = all(side.form is not member.form for member in members)
    likely = 0.0 if one.comparison.veto else -one.comparison.log_odds
    return one.comparison.veto is not None, likely, -shared, side.wide, days, other_form, one.report


def _gap(one: Features, two: Features) -> int:
    return max((one.earliest - two.latest).days, (two.earliest - one.latest).days, 0)
