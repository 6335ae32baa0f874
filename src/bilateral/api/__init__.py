"""The library on one page: read texts into a chronology, ask it, brief from it (docs/library.md)."""

from __future__ import annotations

from bilateral.api.chronology import Chronology, members, read, states
from bilateral.api.ranking import WhoNext, who_next
from bilateral.api.relations import AccountsTable, IssuesTable
from bilateral.api.results import Briefing, Events, Forecast, Partners, People, TrackRecord
from bilateral.api.safety import backup, restore, salvage
from bilateral.api.shifts import RankedShifts, Shifts
from bilateral.api.times import DocumentTimes, time_record, times, times_in
from bilateral.api.watching import watch

__all__ = [
    "AccountsTable",
    "Briefing",
    "Chronology",
    "DocumentTimes",
    "Events",
    "Forecast",
    "IssuesTable",
    "Partners",
    "People",
    "RankedShifts",
    "Shifts",
    "TrackRecord",
    "WhoNext",
    "backup",
    "members",
    "read",
    "restore",
    "salvage",
    "states",
    "time_record",
    "times",
    "times_in",
    "watch",
    "who_next",
]
