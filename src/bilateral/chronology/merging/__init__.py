"""Merging: from reports, each one document's claim, to events, each with all its reports.

    block_of -> features -> compare (vetoes, evidence) -> clusters -> join (rulings) -> agree

Reports are compared only within a block (same parties, same family of forms, same kind of status). Some things keep two
apart whatever speaks for them (`vetoes`); else the evidence on them is added up in log-odds (`evidence`, `weights`).
Clusters are formed so that nothing keeps any two of their reports apart (`cluster`), so no chain joins what
contradicts; what people ruled to be one event is made one at last (`ruled`); the fields of an event are then agreed by
rule (`agree`). The outcome does not depend on the order of the reports, and every merge says why (`why`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bilateral.chronology.merging.agree import agree
from bilateral.chronology.merging.blocks import block_of, publisher_of
from bilateral.chronology.merging.cluster import clusters
from bilateral.chronology.merging.features import Features, features
from bilateral.chronology.merging.ruled import join, spread
from bilateral.chronology.merging.rulings import NO_RULINGS, Rulings
from bilateral.model import Event, Report

__all__ = ["block_of", "merge", "merged", "publisher_of"]


def merge(
    reports: Sequence[Report],
    *,
    publishers: Mapping[str, str] | None = None,
    slack_days: int = 1,
    rulings: Rulings = NO_RULINGS,
) -> list[Event]:
    """The events that these reports tell of, sorted by date and id.

    `publishers` names the publisher of each document, by document id; where it is known that two documents have
    different ones, their dates may lie `slack_days` apart (capitals lie in different time zones). The reports may be of
    several blocks; those of different ones become one event only where `rulings` say so. Each block may be merged by
    itself, but blocks whose reports are ruled together must be merged in one call.
    """
    events = [agree(cluster) for cluster in merged(reports, publishers or {}, slack_days=slack_days, rulings=rulings)]
    return sorted(events, key=lambda event: (event.when.earliest, event.when.latest, event.form, event.type, event.id))


def merged(
    reports: Iterable[Report], publishers: Mapping[str, str], *, slack_days: int = 1, rulings: Rulings = NO_RULINGS
) -> list[list[Features]]:
    """The clusters that `merge` makes events of, each sorted by report id; reports ruled wrong are in none."""
    rulings = spread(rulings)
    blocks: dict[str, list[Features]] = {}
    for report in sorted(reports, key=lambda report: (report.id, report.document)):
        if report.id not in rulings.wrong:
            blocks.setdefault(block_of(report), []).append(features(report, publishers))
    found = [
        cluster
        for _, block in sorted(blocks.items())
        for cluster in clusters(block, slack_days=slack_days, rulings=rulings)
    ]
    return join(found, rulings) if rulings.together else found
