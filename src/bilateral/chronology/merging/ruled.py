"""Clusters joined because people ruled that their reports tell of one event, whatever the reports say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from bilateral.chronology.merging.features import Features
from bilateral.chronology.merging.rulings import Rulings

__all__ = ["join", "spread"]


def spread(rulings: Rulings) -> Rulings:
    """The rulings with those ruled together counted as one: what is ruled apart from one is so from the others.

    Groups of `together` that share a report become one. A pair ruled both together and apart counts as together.
    """
    if not (rulings.together and rulings.apart):
        return rulings
    groups = _united(rulings.together)
    group_of = {report: group for group in groups for report in group}
    apart = {
        frozenset({one, two})
        for pair in rulings.apart
        for first, second in combinations(sorted(pair), 2)
        if group_of.get(first, first) != group_of.get(second, second)
        for one in group_of.get(first, frozenset({first}))
        for two in group_of.get(second, frozenset({second}))
    }
    return Rulings(together=tuple(groups), apart=frozenset(apart), fields=rulings.fields, wrong=rulings.wrong)


def join(found: Sequence[list[Features]], rulings: Rulings) -> list[list[Features]]:
    """The clusters, those that hold reports ruled together made one.

    What came with such a report comes along, unless it is ruled apart from what is there; it then stays behind.
    """
    joined = [list(cluster) for cluster in found]
    cluster_of = {member.report.id: number for number, cluster in enumerate(found) for member in cluster}
    for group in _united(rulings.together):
        numbers = sorted({cluster_of[report] for report in group if report in cluster_of})
        if len(numbers) < 2:
            continue
        core = [member for n in numbers for member in joined[n] if member.report.id in group]
        for number in numbers:
            rest = [member for member in joined[number] if member.report.id not in group]
            fit = [member for member in rest if not _apart(member, core, rulings)]
            core.extend(fit)
            joined[number] = [member for member in rest if member not in fit]
        cluster_of.update((member.report.id, len(joined)) for member in core)
        joined.append(core)
    kept = [sorted(cluster, key=lambda member: (member.report.id, member.report.document)) for cluster in joined]
    return sorted((cluster for cluster in kept if cluster), key=lambda c: (c[0].report.id, c[0].report.document))


def _apart(member: Features, others: Iterable[Features], rulings: Rulings) -> bool:
    return any(rulings.forbid(member.report.id, other.report.id) for other in others)


def _united(groups: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    united: list[set[str]] = []
    for group in sorted(map(sorted, groups)):
        touching = [one for one in united if not one.isdisjoint(group)]
        united = [one for one in united if one not in touching]
        united.append(set(group).union(*touching))
    return sorted((frozenset(group) for group in united), key=sorted)
