"""Clusters of reports of which every two are likely of one event (complete linkage), formed best fit first.

Reports that name day and persons come first. One that leaves something open ("in March", "the two capitals") then joins
a cluster only if it fits exactly one: where it fits several, saying which would be a guess, and it stays an event of
its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bilateral.chronology.merging.compare import compare, compare_alike
from bilateral.chronology.merging.features import Features
from bilateral.chronology.merging.nearness import nearness_of
from bilateral.chronology.merging.rulings import NO_RULINGS, Rulings

__all__ = ["clusters"]

# Clusters are looked up by stretches of so many days, so that only those near in time are compared.
_STRETCH = 32


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


def clusters(block: Sequence[Features], *, slack_days: int, rulings: Rulings = NO_RULINGS) -> list[list[Features]]:
    """The reports of one block, which come sorted by id, in clusters that each stand for one event.

    Reports ruled apart are in no common cluster; `rulings.together` is not heeded here (`bound`).
    """
    matcher = _Matcher(_units(block, slack_days, rulings), slack_days, rulings)
    joined: list[list[int]] = []
    for tier in sorted({unit.head.tier for unit in matcher.units}):
        numbers = [number for number, unit in enumerate(matcher.units) if unit.head.tier == tier]
        index = _Index(matcher, [tuple(cluster) for cluster in joined], slack_days)
        for cluster in _link(matcher, numbers):
            fits = [number for number in index.near(cluster) if matcher.fit(cluster, index.clusters[number])]
            if len(fits) == 1 and matcher.fit(cluster, joined[fits[0]]):
                joined[fits[0]].extend(cluster)
            else:
                joined.append(cluster)
    found = [[member for number in cluster for member in matcher.units[number].members] for cluster in joined]
    return [sorted(cluster, key=lambda member: (member.report.id, member.report.document)) for cluster in found]


def _units(block: Sequence[Features], slack_days: int, rulings: Rulings) -> list[_Unit]:
    ruled = {report for pair in rulings.apart for report in pair}
    alike: dict[Features, list[Features]] = {}
    groups: list[list[Features]] = []
    for member in block:
        if member.report.id in ruled:
            groups.append([member])
        else:
            alike.setdefault(member, []).append(member)
    for members in alike.values():
        itself = len(members) == 1 or _one_event(compare_alike(members[0], slack_days=slack_days))
        groups.extend([members] if itself else [[member] for member in members])
    return [
        _Unit(
            members,
            frozenset(member.report.document for member in members),
            frozenset(member.publisher for member in members),
        )
        for members in sorted(groups, key=lambda members: (members[0].report.id, members[0].report.document))
    ]


def _one_event(log_odds: float | None) -> bool:
    return log_odds is not None and log_odds >= 0


class _Matcher:
    """Compares units, each two at most once."""

    def __init__(self, units: list[_Unit], slack_days: int, rulings: Rulings) -> None:
        self.units = units
        self._slack = slack_days
        self._rulings = rulings
        self._known: dict[tuple[int, int], float | None] = {}

    def odds(self, one: int, two: int) -> float | None:
        """The log-odds that two units tell of one event; None where something keeps them apart."""
        pair = (one, two) if one < two else (two, one)
        if pair not in self._known:
            self._known[pair] = self._compare(self.units[pair[0]], self.units[pair[1]])
        return self._known[pair]

    def fit(self, first: Iterable[int], second: Sequence[int]) -> bool:
        """Whether any report of the one and any of the other are likely of one event."""
        return all(_one_event(self.odds(one, two)) for one in first for two in second)

    def _compare(self, first: _Unit, second: _Unit) -> float | None:
        if self._rulings.apart and any(
            self._rulings.forbid(one.report.id, two.report.id) for one in first.members for two in second.members
        ):
            return None
        nearness = nearness_of(first.documents, second.documents, first.publishers, second.publishers)
        return compare(first.head, second.head, nearness, slack_days=self._slack)


def _link(matcher: _Matcher, numbers: Sequence[int]) -> list[list[int]]:
    cluster_of = {number: number for number in numbers}
    members = {number: [number] for number in numbers}
    units = matcher.units
    for _, one, two in sorted(_edges(matcher, numbers), key=lambda e: (-e[0], units[e[1]].key, units[e[2]].key)):
        first, second = sorted((cluster_of[one], cluster_of[two]))
        if first != second and matcher.fit(members[first], members[second]):
            members[first] += members.pop(second)
            for number in members[first]:
                cluster_of[number] = first
    return [sorted(found) for _, found in sorted(members.items())]


def _edges(matcher: _Matcher, numbers: Sequence[int]) -> list[tuple[float, int, int]]:
    # Sweep by date, so that only reports near in time are compared.
    units, slack = matcher.units, timedelta(days=matcher._slack)
    order = sorted((n for n in numbers if not _alone(units[n].head)), key=lambda n: (units[n].head.earliest, n))
    edges: list[tuple[float, int, int]] = []
    for position, number in enumerate(order):
        limit = units[number].head.latest + slack
        for other in order[position + 1 :]:
            if units[other].head.earliest > limit:
                break
            odds = matcher.odds(number, other)
            if odds is not None and odds >= 0:
                edges.append((odds, min(number, other), max(number, other)))
    return edges


def _alone(head: Features) -> bool:
    # Such a date says too little to be compared by (see `vetoes`), and there may be very many of them.
    return head.wide and (not head.people or (head.inferred and head.standing == "intent"))


class _Index:
    """Clusters by the stretches of time that they touch."""

    def __init__(self, matcher: _Matcher, found: list[tuple[int, ...]], slack_days: int) -> None:
        self.clusters = found
        self._units = matcher.units
        self._slack = timedelta(days=slack_days)
        self._by_stretch: dict[int, list[int]] = {}
        for number, cluster in enumerate(found):
            for stretch in self._stretches(cluster):
                self._by_stretch.setdefault(stretch, []).append(number)

    def near(self, cluster: Sequence[int]) -> list[int]:
        """The numbers of the clusters that may lie within reach in time."""
        if _alone(self._units[cluster[0]].head):
            return []
        return sorted({n for stretch in self._stretches(cluster) for n in self._by_stretch.get(stretch, ())})

    def _stretches(self, cluster: Sequence[int]) -> range:
        first: date = min(self._units[number].head.earliest for number in cluster) - self._slack
        last: date = max(self._units[number].head.latest for number in cluster) + self._slack
        return range(first.toordinal() // _STRETCH, last.toordinal() // _STRETCH + 1)
