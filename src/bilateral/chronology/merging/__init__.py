"""Merging: from reports, each one document's claim, to events, each with all its reports.

    block_of -> features -> compare (vetoes, evidence) -> clusters -> bound -> agree -> corrected

Reports are compared only within a block (same parties, same family of forms, same kind of status). Some things keep two
apart whatever speaks for them (`vetoes`); else the evidence on them is added up in log-odds (`evidence`, `weights`).
Clusters are formed so that nothing keeps any two of their reports apart (`cluster`), so no chain joins what
contradicts; the fields of an event are then agreed by rule (`agree`). What people ruled is a hard constraint on the
clusters (`bound`) and has the last word on the fields (`corrected`). The outcome does not depend on the order of the
reports, and every merge says why (`why`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bilateral.chronology.merging.agree import agree
from bilateral.chronology.merging.blocks import block_of, publisher_of
from bilateral.chronology.merging.bound import bound
from bilateral.chronology.merging.cluster import clusters
from bilateral.chronology.merging.compare import reason
from bilateral.chronology.merging.copies import Source
from bilateral.chronology.merging.corrected import corrected
from bilateral.chronology.merging.features import Features, features
from bilateral.chronology.merging.rulings import NO_RULINGS, Rulings
from bilateral.model import Event, Report

__all__ = ["Source", "block_of", "merge", "publisher_of"]


def merge(
    reports: Sequence[Report],
    *,
    publishers: Mapping[str, str] | None = None,
    sources: Mapping[str, Source] | None = None,
    slack_days: int = 1,
    rulings: Rulings = NO_RULINGS,
) -> list[Event]:
    """The events that these reports tell of, sorted by date and id.

    `publishers` names the publisher of each document, by document id; where it is known that two documents have
    different ones, their dates may lie `slack_days` apart (capitals lie in different time zones). `sources` says of
    documents when and by whom they were published, and which words they hold; without it each is independent.
    `rulings` are kept to: reports ruled together are one event even across blocks, reports ruled wrong belong to none.
    Each block may be merged by itself, but blocks whose reports are ruled together must be merged in one call.
    """
    grouped = _clustered(reports, publishers or {}, slack_days, rulings)
    if rulings.together:
        found = [agree(group.members, sources, merges=group.merges) for group in bound(grouped, rulings, reason)]
    else:
        found = [agree(cluster, sources) for cluster in grouped]
    if rulings.fields:
        found = [corrected(event, rulings) for event in found]
    return sorted(found, key=lambda event: (event.when.earliest, event.when.latest, event.form, event.type, event.id))


def _clustered(
    reports: Iterable[Report], publishers: Mapping[str, str], slack_days: int, rulings: Rulings
) -> list[list[Features]]:
    blocks: dict[str, list[Features]] = {}
    for report in sorted(reports, key=lambda report: (report.id, report.document)):
        if report.id not in rulings.wrong:
            blocks.setdefault(block_of(report), []).append(features(report, publishers, rulings.persons))
    return [
        cluster
        for _, block in sorted(blocks.items())
        for cluster in clusters(block, slack_days=slack_days, rulings=rulings)
    ]
