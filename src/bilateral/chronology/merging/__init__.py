"""Merging: from reports, each one document's claim, to events, each with all its reports.

    block_of -> features -> compare -> cluster -> bound -> agree -> corrected

Reports are compared only within a block (same parties, same family of forms, same kind of status). Two of them may
stand for one event when nothing contradicts (`compare`); clusters are formed so that every two reports in one are
compatible (`cluster`), so no chain joins what contradicts; the fields of an event are then agreed by rule (`agree`).
What people ruled is a hard constraint on the clusters (`bound`) and has the last word on the fields (`corrected`).
The outcome does not depend on the order of the reports, and every merge says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bilateral.chronology.merging.agree import agree
from bilateral.chronology.merging.blocks import block_of, publisher_of
from bilateral.chronology.merging.bound import bound
from bilateral.chronology.merging.cluster import clusters
from bilateral.chronology.merging.compare import reason
from bilateral.chronology.merging.copies import Source
from bilateral.chronology.merging.corrected import corrected
from bilateral.chronology.merging.features import features
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
    """
    blocks: dict[str, list[Report]] = {}
    for report in sorted(reports, key=lambda report: (report.id, report.document)):
        if report.id not in rulings.wrong:
            blocks.setdefault(block_of(report), []).append(report)
    grouped = [
        cluster
        for _, block in sorted(blocks.items())
        for cluster in clusters(
            [features(report, publishers or {}, rulings.persons) for report in block], slack_days=slack_days
        )
    ]
    if rulings.together or rulings.apart:
        found = [agree(group.members, sources, merges=group.merges) for group in bound(grouped, rulings, reason)]
    else:
        found = [agree(cluster, sources) for cluster in grouped]
    if rulings.fields:
        found = [corrected(event, rulings) for event in found]
    return sorted(found, key=lambda event: (event.when.earliest, event.when.latest, event.form, event.type, event.id))
