"""Clusters of reports in which every two are compatible (complete linkage), formed best fit first.

Reports that name day and persons come first. One that leaves something open ("in March", "the two capitals") then joins
a cluster only if it fits exactly one: where it fits several, saying which would be a guess, and it stays an event of
its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bilateral.chronology.merging.compare import compare
from bilateral.chronology.merging.features import Features

__all__ = ["clusters"]


@dataclass(slots=True)
class _Unit:
    # Reports that are alike in everything compared, from documents of which each tells it once.
    members: list[Features]
    documents: frozenset[str]
    publishers: frozenset[str]

    @property
    def head(self) -> Features:
        return self.members[0]

    @property
    def key(self) -> tuple[str, str]:
        return self.head.report.id, self.head.report.document


def clusters(block: Sequence[Features], *, slack_days: int) -> list[list[Features]]:
    """The reports of one block, which come sorted by id, in clusters that each stand for one event."""
    units = _units(block, slack_days)
    joined: list[list[_Unit]] = []
    for tier in sorted({unit.head.tier for unit in units}):
        fuller = [tuple(cluster) for cluster in joined]
        for cluster in _link([unit for unit in units if unit.head.tier == tier], slack_days):
            fits = [number for number, other in enumerate(fuller) if _all_fit(cluster, other, slack_days)]
            if len(fits) == 1 and _all_fit(cluster, joined[fits[0]], slack_days):
                joined[fits[0]].extend(cluster)
            else:
                joined.append(cluster)
    found = [[member for unit in cluster for member in unit.members] for cluster in joined]
    return [sorted(cluster, key=lambda member: (member.report.id, member.report.document)) for cluster in found]


def _units(block: Sequence[Features], slack_days: int) -> list[_Unit]:
    alike: dict[Features, list[Features]] = {}
    for member in block:
        alike.setdefault(member, []).append(member)
    groups: list[list[Features]] = []
    for members in alike.values():
        head = members[0]
        itself = compare(head, head, slack_days=slack_days, same_document=False, same_publisher=False)
        groups.extend([members] if itself is not None else [[member] for member in members])
    return [
        _Unit(
            members,
            frozenset(member.report.document for member in members),
            frozenset(member.publisher for member in members),
        )
        for members in sorted(groups, key=lambda members: (members[0].report.id, members[0].report.document))
    ]


def _fit(first: _Unit, second: _Unit, slack_days: int) -> int | None:
    return compare(
        first.head,
        second.head,
        slack_days=slack_days,
        same_document=not first.documents.isdisjoint(second.documents),
        same_publisher="" in first.publishers | second.publishers or not first.publishers.isdisjoint(second.publishers),
    )


def _all_fit(first: Sequence[_Unit], second: Sequence[_Unit], slack_days: int) -> bool:
    return all(_fit(one, two, slack_days) is not None for one in first for two in second)


def _link(units: Sequence[_Unit], slack_days: int) -> list[list[_Unit]]:
    edges = _edges(units, slack_days)
    cluster_of = list(range(len(units)))
    members = {number: [number] for number in range(len(units))}
    for (one, two), _ in sorted(
        edges.items(), key=lambda edge: (-edge[1], units[edge[0][0]].key, units[edge[0][1]].key)
    ):
        first, second = sorted((cluster_of[one], cluster_of[two]))
        if first == second:
            continue
        if all((min(a, b), max(a, b)) in edges for a in members[first] for b in members[second]):
            members[first] += members.pop(second)
            for number in members[first]:
                cluster_of[number] = first
    return [[units[number] for number in sorted(numbers)] for _, numbers in sorted(members.items())]


def _edges(units: Sequence[_Unit], slack_days: int) -> dict[tuple[int, int], int]:
    # Sweep by date, so that only reports near in time are compared.
    slack = timedelta(days=slack_days)
    order = sorted(range(len(units)), key=lambda number: (units[number].head.earliest, number))
    edges: dict[tuple[int, int], int] = {}
    for position, number in enumerate(order):
        limit = units[number].head.latest + slack
        for other in order[position + 1 :]:
            if units[other].head.earliest > limit:
                break
            fit = _fit(units[min(number, other)], units[max(number, other)], slack_days)
            if fit is not None:
                edges[min(number, other), max(number, other)] = fit
    return edges
