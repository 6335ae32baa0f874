"""Events for lists and tables: all of them as a few narrow columns, and any of them without their reports.

A page that lists fifty of 100,000 events must not read the rest of them. The narrow columns are small enough to be held
in memory (about 100 bytes an event); `rows` then fetches, by its place in the table, what else a list shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilateral.chronology.database import Database
from bilateral.chronology.linking import links_of
from bilateral.chronology.query import SYMMETRIC
from bilateral.chronology.rows import actors_from, event_from_row, report_from_row
from bilateral.model import Actor, Event, Span

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Listing", "Sides"]

_COLUMNS = """
    SELECT rowid AS place, id, earliest, latest, form, type, status, level_from, level_to, issues, "count",
        confidence, len(coalesce(sources, [])) AS sources, len(disagreements) > 0 AS disputed,
        len(coalesce(judged, [])) > 0 AS judged
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

_ROWS = """
    SELECT rowid, source, target, place.name, named_issues FROM events WHERE rowid IN (SELECT unnest(?::BIGINT[]))
"""

_ORIGINALS = "SELECT id, original FROM documents JOIN (SELECT unnest(?::VARCHAR[]) AS id) USING (id)"

_TOLD = """
    SELECT told.place AS event, reports.rowid AS report
    FROM (SELECT rowid AS place, unnest(reports) AS id FROM events) AS told JOIN reports USING (id)
    ORDER BY event, report
"""

_TOLD_IN = "SELECT rowid, evidence FROM reports WHERE document = ? ORDER BY evidence[1].start, id"

_REPORT_PLACES = "SELECT id, rowid FROM reports WHERE id IN (SELECT unnest(?::VARCHAR[]))"

_REPORTS_IN = """
    SELECT document, rowid FROM reports WHERE document IN (SELECT unnest(?::VARCHAR[]))
    ORDER BY document, evidence[1].start, id
"""

_DOCUMENTS_OF = """
    SELECT DISTINCT document FROM reports WHERE rowid IN (SELECT unnest(?::BIGINT[])) ORDER BY document
"""

# Of each column that is asked for, DuckDB unpacks the 2,048 rows around the one.
_EVENT = """
    SELECT * EXCLUDE (block, people, parties_from, parties_to, level_from, level_to, readers, told_first, told_last)
    FROM events WHERE rowid = ?
"""

_REPORTS = "SELECT * EXCLUDE (block, written) FROM reports WHERE rowid IN (SELECT unnest(?::BIGINT[]))"


@dataclass(frozen=True, slots=True)
class Sides:
    """Who acts towards whom in an event, where, and the names of issues."""

    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    place: str | None
    named_issues: tuple[str, ...]


class Listing:
    """Events for lists. A place is the number of an event's row, good as long as nobody writes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def columns(self) -> pa.Table:
        """All events by date: place, id, earliest, latest, form, type, status, level_from, level_to, issues, count,
        confidence, sources (how many independent ones), disputed and judged (whether anything is)."""
        return self._database.columns(_COLUMNS)

    def pairs(self) -> pa.Table:
        """Which events are between which two parties: place, first and second code (in their order)."""
        return self._database.arrow(_PAIRS, {"together": [form.value for form in SYMMETRIC]})

    def rows(self, places: Sequence[int]) -> list[Sides]:
        """What the columns do not hold of the events at these places, in this order."""
        if not places:
            return []
        found = {
            place: Sides(actors_from(source), actors_from(target), name, tuple(named))
            for place, source, target, name, named in self._database.ask(_ROWS, [list(places)])
        }
        return [found[place] for place in places]

    def originals(self, documents: Sequence[str]) -> dict[str, str]:
        """The texts of documents as read, by id. A join reads those asked for; a condition would read every text."""
        return dict(self._database.ask(_ORIGINALS, [list(documents)])) if documents else {}

    def key_of(self, digest: str) -> str | None:
        """The id of the document whose id has a SHA-256 that begins so (hex)."""
        found = self._database.ask("SELECT id FROM documents WHERE starts_with(sha256(id), ?) LIMIT 1", [digest])
        return str(found[0][0]) if found else None

    def told(self) -> pa.Table:
        """Which reports events are made of: the place of the event, and that of the report in its own table."""
        return self._database.columns(_TOLD)

    def told_in(self, document: str) -> list[tuple[int, tuple[Span, ...]]]:
        """The places of the reports of a document, in the order of the text, and the words each rests on."""
        found = self._database.ask(_TOLD_IN, [document])
        return [(place, tuple(Span(span["start"], span["end"]) for span in spans)) for place, spans in found]

    def report_places(self, ids: Sequence[str]) -> list[int]:
        """The places of the reports with these ids, in the order of the ids; those that are gone are left out."""
        found = dict(self._database.ask(_REPORT_PLACES, [list(ids)]))
        return [found[id] for id in ids if id in found]

    def reports_in(self, documents: Sequence[str]) -> list[tuple[str, int]]:
        """Of some documents the places of the reports, in the order of the texts: (document, place)."""
        return self._database.ask(_REPORTS_IN, [list(documents)]) if documents else []

    def documents_of(self, reports: Sequence[int]) -> list[str]:
        """The ids of the documents that the reports at these places are from, in their order."""
        return [key for (key,) in self._database.ask(_DOCUMENTS_OF, [list(reports)])] if reports else []

    def event(self, place: int, reports: Sequence[int]) -> Event:
        """The whole event at a place, whose reports are at these places. Quicker than by its id."""
        (row,) = self._database.rows_of(_EVENT, [place])
        found = {one["id"]: report_from_row(one) for one in self._database.rows_of(_REPORTS, [list(reports)])}
        return event_from_row(row, found, links_of(self._database, [row["id"]]).get(row["id"], ()))
