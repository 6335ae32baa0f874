"""What of the store is to be coded again, where it goes, and what that does to the events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bilateral.chronology.history import Changes, changes
from bilateral.chronology.version_rows import Claim

if TYPE_CHECKING:
    from bilateral.chronology.database import Database

__all__ = ["Coded", "EventMark", "Recoding"]


@dataclass(frozen=True, slots=True)
class Coded:
    """A stored document and the reader that coded it, name and version."""

    document: str
    reader: str


@dataclass(frozen=True, slots=True)
class EventMark:
    """Where the events stood: what `Recoding.changes` compares with."""

    table: str


@dataclass(frozen=True, slots=True)
class Recoding:
    """The questions and statements of `run.recode`."""

    database: Database

    def coded(self, prefixes: Sequence[str] = (), since: date | None = None) -> list[Coded]:
        """The documents whose reader is known, by id; those whose ids begin so, published on that day or later."""
        where, values = ["true"], list[object]()
        if prefixes:
            where.append("EXISTS (SELECT 1 FROM (SELECT unnest(?) AS prefix) WHERE starts_with(d.id, prefix))")
            values.append(list(prefixes))
        if since:
            where.append("d.published_latest >= ?")
            values.append(since)
        found = self.database.ask(
            "SELECT d.id, min(i.reader) FROM documents d JOIN inputs i ON i.document = d.id "
            f"WHERE {' AND '.join(where)} GROUP BY d.id ORDER BY d.id",
            values,
        )
        return [Coded(*row) for row in found]

    def mark(self) -> EventMark:
        """Remember the events as they are, in a table of this connection that ends with it."""
        with self.database.transaction():
            self.database.execute(f"CREATE OR REPLACE TEMP TABLE events_before AS {_EVENTS}")
        return EventMark("events_before")

    def changes(self, mark: EventMark) -> Changes:
        """What became of the events since; those the same in type, form, parties, days and status are not told.

        Events are claims here; their `report` is the event's id.
        """
        before = self._claims(f"SELECT * FROM {mark.table} EXCEPT ALL {_EVENTS}")
        after = self._claims(f"{_EVENTS} EXCEPT ALL SELECT * FROM {mark.table}")
        ids = {claim.report: claim for claim in after}
        same = {claim.report for claim in before if claim.report in ids}
        rest = changes(
            [claim for claim in before if claim.report not in same], [c for c in after if c.report not in same]
        )
        pairs = [(claim, ids[claim.report]) for claim in before if claim.report in same]
        return Changes(gained=rest.gained, lost=rest.lost, changed=(*pairs, *rest.changed))

    def _claims(self, question: str) -> list[Claim]:
        rows = self.database.rows_of(f"SELECT * FROM ({question}) ORDER BY earliest, latest, report")
        return [Claim(**{**row, "source": tuple(row["source"]), "target": tuple(row["target"])}) for row in rows]

    def readers(self) -> Mapping[str, int]:
        """How many documents each reader coded, by its name and version."""
        return dict(
            self.database.ask("SELECT reader, count(DISTINCT document) FROM inputs GROUP BY reader ORDER BY reader")
        )


_EVENTS = (
    "SELECT id AS report, type, form, status, "
    "parties_from AS source, parties_to AS target, earliest, latest, '' AS text FROM events"
)
