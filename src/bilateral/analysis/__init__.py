"""What a chronology shows of a relation: contacts counted, issues that recur, several relations on one scale.

All functions take events as the store gives them, for one pair of parties, and return frozen dataclasses that can be
turned into Arrow tables. Every count keeps the ids of the events it counts.
"""

from __future__ import annotations

from bilateral.analysis.beside import Beside, Side, beside, compare_over
from bilateral.analysis.compare import Comparison, CountTest, Profile, Visits, compare, count_test, profile
from bilateral.analysis.dyad_tables import DyadTable, KindRow, PeriodRow, dyad_table
from bilateral.analysis.dyads import (
    Cell,
    PeriodTable,
    contacts_by_period,
    contacts_table,
    events_by_period,
    fitting_period,
    latest_stretch,
)
from bilateral.analysis.issues import RecurringIssue, issues_table, recurring_issues, recurring_named_issues
from bilateral.analysis.milestones import Last, Milestone, lasts, milestones
from bilateral.analysis.relation import (
    CONTACT_FORMS,
    Direction,
    Tally,
    between,
    contact_level,
    counted,
    denied,
    direction,
    initiator,
    is_contact,
    tally,
    upcoming,
)
from bilateral.analysis.tone import QUADS, Tone, intensity, tone

__all__ = [
    "CONTACT_FORMS",
    "QUADS",
    "Beside",
    "Cell",
    "Comparison",
    "CountTest",
    "Direction",
    "DyadTable",
    "KindRow",
    "Last",
    "Milestone",
    "PeriodRow",
    "PeriodTable",
    "Profile",
    "RecurringIssue",
    "Side",
    "Tally",
    "Tone",
    "Visits",
    "beside",
    "between",
    "compare",
    "compare_over",
    "contact_level",
    "contacts_by_period",
    "contacts_table",
    "count_test",
    "counted",
    "denied",
    "direction",
    "dyad_table",
    "events_by_period",
    "fitting_period",
    "initiator",
    "intensity",
    "is_contact",
    "issues_table",
    "lasts",
    "latest_stretch",
    "milestones",
    "profile",
    "recurring_issues",
    "recurring_named_issues",
    "tally",
    "tone",
    "upcoming",
]
