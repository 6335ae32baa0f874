"""Merging: from reports, each one document's claim, to events, each with all its reports.

    block_of -> features -> compare -> cluster -> agree

Reports are compared only within a block (same parties, same family of forms, same kind of status). Two of them may
stand for one event when nothing contradicts (`compare`); clusters are formed so that every two reports in one are
compatible (`cluster`), so no chain joins what contradicts; the fields of an event are then agreed by rule (`agree`).
The outcome does not depend on the order of the reports, and every merge says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bilateral.chronology.merging.agree import agree
from bilateral.chronology.merging.blocks import block_of, publisher_of
from bilateral.chronology.merging.cluster import clusters
from bilateral.chronology.merging.copies import Source
from bilateral.chronology.merging.features import features
from bilateral.model import Event, Report

__all__ = ["Source", "block_of", "merge", "publisher_of"]


def merge(
    reports: Sequence[Report],
    *,
    publishers: Mapping[str, str] | None = None,
    sources: Mapping[str, Source] | None = None,
    slack_days: int = 1,
) -> list[Event]:
    """The events that these reports tell of, sorted by date and id.

    `publishers` names the publisher of each document, by document id; where it is known that two documents have
    different ones, their dates may lie `slack_days` apart (capitals lie in different time zones). `sources` says of
    documents when and by whom they were published, and which words they hold; without it each is independent.
    """
    blocks: dict[str, list[Report]] = {}
    for report in sorted(reports, key=lambda report: (report.id, report.document)):
        blocks.setdefault(block_of(report), []).append(report)
    found = [
        agree(cluster, sources)
        for _, block in sorted(blocks.items())
        for cluster in clusters([features(report, publishers or {}) for report in block], slack_days=slack_days)
    ]
    return sorted(found, key=lambda event: (event.when.earliest, event.when.latest, event.form, event.type, event.id))
