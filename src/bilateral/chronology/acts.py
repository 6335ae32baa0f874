"""Events as columns, for forecasts: who acted towards whom on which day, without texts, actors' names or quotes.

An event counts on the last day it can have been, so that it is never known before it happened; one whose date is
known only within more than `LOOSEST` days is left out. What two sides do with each other (`query.SYMMETRIC`) goes in
both directions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bilateral.chronology.database import Database
from bilateral.chronology.query import COUNTED, SYMMETRIC

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["LOOSEST", "ActRows", "Plan", "Span"]

LOOSEST = 31
"""Days within which the date of an event must be known."""

EARLY, LATE = 3, 7
"""Days before and after those announced within which an event is the one announced."""


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


_DATED = f"latest - earliest <= {LOOSEST}"
_TAKEN = f"status IN ({_listed(COUNTED)}) AND {_DATED}"
_JOINT = f"form IN ({_listed(SYMMETRIC)})"
_DAY = "date_diff('day', DATE '0001-01-01', latest) + 1"  # as date.toordinal counts
_LEVELS = "coalesce(level_from, '') AS level_from, coalesce(level_to, '') AS level_to"


@dataclass(frozen=True, slots=True)
class Span:
    """How many events there are to go by, and from when to when; days are None where there are none."""

    events: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Plan:
    """An event that was announced: planned, between two parties, with the days it was to be on.

    `announced` is the day the first of its texts was published, None where none says so.
    """

    id: str
    type: str
    form: str
    level_from: str
    level_to: str
    source: str
    target: str
    earliest: date
    latest: date
    announced: date | None


class ActRows:
    """Reads events of a database as columns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def span(self) -> Span:
        """How many dated events took place, and when."""
        ((number, first, last),) = self._database.ask(
            f"SELECT count(*), min(latest), max(latest) FROM events WHERE {_TAKEN}"
        )
        return Span(int(number), first, last)

    def known(self, day: date) -> tuple[int, date | None, date | None]:
        """How many dated events took place up to a day, and the first and last day of them."""
        ((number, first, last),) = self._database.ask(
            f"SELECT count(*), min(latest), max(latest) FROM events WHERE {_TAKEN} AND latest <= ?", [day]
        )
        return int(number), first, last

    def state(self, before: date) -> str:
        """A word that changes when the events before a day do."""
        ((number, first, second),) = self._database.ask(
            "SELECT count(*), bit_xor(hash(id, type, form, latest)), bit_xor(hash(id, source, target)) FROM "
            "(SELECT id, type, form, latest, parties_from AS source, parties_to AS target FROM events "
            f"WHERE {_TAKEN} AND latest < ?)",
            [before],
        )
        return f"{number}-{first}-{second}"

    def columns(self, before: date, parties: Sequence[str] = ()) -> pa.Table:
        """One row an event and direction: event (id), day, type, form, level_from, level_to, source, target.

        Events before a day, of all or of some parties. Days are counted as `date.toordinal` does.
        """
        near, values = _near(parties)
        wanted = "event, day, type, form, level_from, level_to, source, target"
        return self._database.table(
            f"SELECT {wanted} FROM ({_directed(f'{_TAKEN} AND latest < ?{near}')})", [before, *values]
        )

    def world(self, before: date) -> pa.Table:
        """How often each day knows each kind of event, over all parties: day, type, form, levels, number.

        `number` counts directed pairs, as the rows of `columns` do.
        """
        both = "len(list_distinct(list_concat(parties_from, parties_to)))"
        statement = f"""
            SELECT {_DAY} AS day, type, form, {_LEVELS},
                sum(CASE WHEN {_JOINT} THEN {both} * ({both} - 1)
                    ELSE len(parties_from) * len(parties_to) - len(list_intersect(parties_from, parties_to)) END
                )::BIGINT AS number
            FROM events WHERE {_TAKEN} AND latest < ? GROUP BY ALL ORDER BY ALL
        """
        return self._database.table(statement, [before])

    def documents(self, events: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The documents that report each of these events, by event id."""
        found = self._database.ask(
            "SELECT event, list_sort(list_distinct(list(document))) FROM "
            "(SELECT id AS event, unnest(reports) AS report FROM events WHERE list_contains(?, id)) "
            "JOIN reports ON reports.id = report GROUP BY event ORDER BY event",
            [list(events)],
        )
        return {event: tuple(documents) for event, documents in found}

    def plans(self, a: str, b: str) -> list[Plan]:
        """What was announced between two parties and has a date, by its days."""
        found = self._database.ask(
            f"""
            SELECT p.event, type, form, level_from, level_to, source, target, earliest, latest, announced
            FROM ({_directed(f"status = 'planned' AND {_DATED}")}) p LEFT JOIN (
                SELECT event, min(published_latest) AS announced FROM
                    (SELECT id AS event, unnest(reports) AS report FROM events WHERE status = 'planned')
                    JOIN reports ON reports.id = report JOIN documents ON documents.id = reports.document
                GROUP BY event
            ) d ON d.event = p.event
            WHERE (source = ? AND target = ?) OR (source = ? AND target = ?)
            ORDER BY earliest, latest, p.event, source
            """,
            [a, b, b, a],
        )
        return [Plan(*row) for row in found]

    def came_true(self, before: date) -> dict[str, tuple[int, int]]:
        """By form: how many announced events were to be over before a day, and of how many one such event of the same
        two parties is reported from EARLY days before to LATE days after the days announced."""
        found = self._database.ask(
            f"""
            SELECT p.form, count(DISTINCT p.event), count(DISTINCT CASE WHEN e.event IS NOT NULL THEN p.event END)
            FROM ({_directed(f"status = 'planned' AND {_DATED} AND latest < ?")}) p
            LEFT JOIN ({_directed(f"{_TAKEN} AND latest < ?")}) e
                ON e.form = p.form AND e.source = p.source AND e.target = p.target
                AND e.latest BETWEEN p.earliest - {EARLY} AND p.latest + {LATE}
            GROUP BY p.form ORDER BY p.form
            """,
            [before, before],
        )
        return {form: (int(planned), int(kept)) for form, planned, kept in found}


def _directed(where: str) -> str:
    """The events one row a directed pair, those done with each other in both directions."""
    both = "list_distinct(list_concat(parties_from, parties_to))"
    return f"""
        SELECT * FROM (
            SELECT * EXCLUDE (targets), unnest(targets) AS target FROM (
                SELECT * EXCLUDE (sources), unnest(sources) AS source FROM (
                    SELECT id AS event, {_DAY} AS day, type, form, {_LEVELS}, earliest, latest,
                        CASE WHEN {_JOINT} THEN {both} ELSE parties_from END AS sources,
                        CASE WHEN {_JOINT} THEN {both} ELSE parties_to END AS targets
                    FROM events WHERE {where}
                )
            )
        ) WHERE source <> target
    """


def _near(parties: Sequence[str]) -> tuple[str, list[object]]:
    if not parties:
        return "", []
    given = list(parties)
    return " AND (list_has_any(parties_from, ?) OR list_has_any(parties_to, ?))", [given, given]
