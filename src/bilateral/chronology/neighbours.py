"""Reports near an event: those that tell of the same parties about the same days."""

from __future__ import annotations

from datetime import timedelta

from bilateral.chronology.store import Store
from bilateral.model import Event, Report

__all__ = ["NEAR_DAYS", "near"]

NEAR_DAYS = 7
"""How many days before and after an event a report may lie to be near it."""

# A report near in time is near in its parties where it has at least two of the event's (or all, where it has one).
_NEAR = """
    SELECT report FROM report_actors JOIN reports ON reports.id = report
    WHERE earliest <= ? AND latest >= ? AND latest - earliest <= 366
        AND list_contains(?, coalesce(report_actors.state, report_actors.organisation, ''))
    GROUP BY report HAVING count(DISTINCT coalesce(report_actors.state, report_actors.organisation)) >= ?
    ORDER BY report
"""


def near(store: Store, event: Event) -> list[Report]:
    """The reports near the event that are not its own, by id."""
    parties = sorted({actor.party for actor in (*event.source, *event.target) if actor.party})
    reach = timedelta(days=NEAR_DAYS)
    first, last = event.when.earliest - reach, event.when.latest + reach
    found = store.sql().execute(_NEAR, [last, first, parties, min(2, len(parties))]).fetchall()
    own = {report.id for report in event.reports}
    reports = store.reports(key for (key,) in found if key not in own)
    return [reports[key] for key in sorted(reports)]
