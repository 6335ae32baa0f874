"""Clusters joined as people ruled, whatever the reports say; what is ruled apart is in no common cluster (`cluster`).

Reports nobody ruled on stay where they were: in what is joined, unless they are ruled apart from somebody there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bilateral.chronology.merging.features import Features
from bilateral.chronology.merging.rulings import Rulings

__all__ = ["Bound", "bound"]

Reason = Callable[[Features, Features], str]


@dataclass(frozen=True, slots=True)
class Bound:
    """The members of one event, sorted by id, and for each but the first a line that says why it is in."""

    members: tuple[Features, ...]
    merges: tuple[str, ...]


def bound(clusters: Sequence[list[Features]], rulings: Rulings, reason: Reason) -> list[Bound]:
    """The clusters, those joined that are ruled to be one; `reason` says why two compatible reports are one event."""
    return [_told(group, rulings, reason) for group in _joined(clusters, rulings)]


def _key(member: Features) -> tuple[str, str]:
    return member.report.id, member.report.document


def _joined(parts: Sequence[list[Features]], rulings: Rulings) -> list[list[list[Features]]]:
    """The parts in groups that are one event each; a part of which something must stay out is cut in two."""
    home = {member.report.id: number for number, part in enumerate(parts) for member in part}
    group = list(range(len(parts)))

    def root(number: int) -> int:
        while group[number] != number:
            number = group[number]
        return number

    for reports in rulings.together:
        here = sorted({root(home[report]) for report in reports if report in home})
        for other in here[1:]:
            group[other] = here[0]
    gathered: dict[int, list[list[Features]]] = defaultdict(list)
    for number, part in enumerate(parts):
        gathered[root(number)].append(part)
    held = frozenset(report for reports in rulings.together for report in reports)
    return [one for found in gathered.values() for one in _consistent(found, held, rulings)]


def _consistent(parts: list[list[Features]], held: frozenset[str], rulings: Rulings) -> list[list[list[Features]]]:
    """The group as it is, or without those members (never ruled to be in it) that are apart from another member."""
    if len(parts) == 1:
        return [parts]
    kept: set[str] = {member.report.id for part in parts for member in part if member.report.id in held}
    out: set[str] = set()
    for member in sorted((m for part in parts for m in part if m.report.id not in held), key=_key):
        if any(rulings.forbid(member.report.id, other) for other in kept):
            out.add(member.report.id)
        else:
            kept.add(member.report.id)
    inside = [[m for m in part if m.report.id not in out] for part in parts]
    outside = [[[m for m in part if m.report.id in out]] for part in parts]
    return [[part for part in inside if part], *(group for group in outside if group[0])]


def _told(parts: Sequence[Sequence[Features]], rulings: Rulings, reason: Reason) -> Bound:
    ordered = sorted(parts, key=lambda part: _key(part[0]))
    lines: dict[tuple[str, str], str] = {}
    words = _words(ordered, rulings) if len(ordered) > 1 else {}
    for part in ordered:
        lines[_key(part[0])] = words.get(part[0].report.id, "judged one event")
        lines |= {_key(member): reason(part[0], member) for member in part[1:]}
    members = tuple(sorted((member for part in parts for member in part), key=_key))
    return Bound(members, tuple(f"{member.report.id}: {lines[_key(member)]}" for member in members[1:]))


def _words(parts: Sequence[Sequence[Features]], rulings: Rulings) -> Mapping[str, str]:
    """For the first report of each part, the words of a judgement that joins the part to another."""
    found: dict[str, str] = {}
    for part in parts:
        ids = {member.report.id for member in part}
        for reports in rulings.together:
            if reports & ids and not reports <= ids:
                found.setdefault(part[0].report.id, rulings.words.get(reports, "judged one event"))
    return found
