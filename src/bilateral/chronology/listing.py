"""Events for lists and tables: all of them as a few narrow columns, and any of them without their reports.

A page that lists fifty of 100,000 events must not read the rest of them. The narrow columns are small enough to be held
in memory (about 100 bytes an event); `rows` then fetches by the place in the table what is shown, and no report.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bilateral.chronology.database import Database
from bilateral.chronology.query import SYMMETRIC
from bilateral.chronology.rows import event_from_row
from bilateral.model import Event

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Listing"]

_COLUMNS = """
    SELECT rowid AS place, id, earliest, latest, form, type, status, level_from, level_to, issues, "count"
    FROM events ORDER BY earliest, latest, form, type, id
"""

# Who stands in whose dyad: across the sides, and of forms that are done with each other also side by side, as
# `query.conditions` asks for it and `analysis.direction` tells it.
_PAIRS = """
    WITH across AS (
        SELECT place, one, unnest(parties_to) AS two
        FROM (SELECT rowid AS place, unnest(parties_from) AS one, parties_to FROM events)
    ), together AS (
        SELECT place, one, unnest(everybody) AS two
        FROM (
            SELECT rowid AS place, unnest(everybody) AS one, everybody
            FROM (SELECT rowid, list_distinct(list_concat(parties_from, parties_to)) AS everybody FROM events
                  WHERE list_contains($together, form))
        )
    )
    SELECT DISTINCT place, least(one, two) AS first, greatest(one, two) AS second
    FROM (FROM across UNION ALL FROM together) WHERE one <> two ORDER BY first, second, place
"""

# Not those that tell of the reports: they are as long as everything else, and nothing is to be had from them alone.
_ROWS = """
    SELECT rowid AS position, * REPLACE ([]::VARCHAR[] AS reports, []::VARCHAR[] AS merges) FROM events
    WHERE rowid IN (SELECT unnest(?::BIGINT[]))
"""
_ORIGINALS = "SELECT id, original FROM documents JOIN (SELECT unnest(?::VARCHAR[]) AS id) USING (id)"

_PLACES = "SELECT events.id, events.rowid FROM events JOIN (SELECT unnest(?::VARCHAR[]) AS id) USING (id)"

_TOLD_IN = """
    WITH told AS (SELECT id, evidence[1].start AS start FROM reports WHERE document = ?)
    SELECT told.id, event FROM (
        SELECT id AS event, unnest(reports) AS report FROM events
        WHERE list_has_any(reports, (SELECT coalesce(list(id), []) FROM told))
    ) JOIN told ON told.id = report ORDER BY start, told.id
"""


class Listing:
    """Events for lists. A place is the number of an event's row, good as long as nobody writes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def columns(self) -> pa.Table:
        """All events by date: place, id, earliest, latest, form, type, status, level_from, level_to, issues, count."""
        return self._database.columns(_COLUMNS)

    def pairs(self) -> pa.Table:
        """Which events are between which two parties: place, first and second code (in their order)."""
        return self._database.arrow(_PAIRS, {"together": [form.value for form in SYMMETRIC]})

    def rows(self, places: Sequence[int]) -> list[Event]:
        """The events at these places, in this order; `reports`, `merges` and `links` of each are empty."""
        if not places:
            return []
        found = self._database.rows_of(_ROWS, [list(places)])
        at = {row.pop("position"): event_from_row(row, {}) for row in found}
        return [at[place] for place in places]

    def places(self, ids: Sequence[str]) -> list[int]:
        """The places of the events with these ids, in this order."""
        found = dict(self._database.ask(_PLACES, [list(ids)]))
        return [found[key] for key in ids if key in found]

    def originals(self, documents: Sequence[str]) -> dict[str, str]:
        """The texts of documents as read, by id. A join reads those asked for; a condition would read every text."""
        return dict(self._database.ask(_ORIGINALS, [list(documents)])) if documents else {}

    def key_of(self, digest: str) -> str | None:
        """The id of the document whose id has a SHA-256 that begins so (hex)."""
        found = self._database.ask("SELECT id FROM documents WHERE starts_with(sha256(id), ?) LIMIT 1", [digest])
        return str(found[0][0]) if found else None

    def told_in(self, document: str) -> list[tuple[str, str]]:
        """The reports of a document with the event each is part of, in the order of the text."""
        return self._database.ask(_TOLD_IN, [document])
