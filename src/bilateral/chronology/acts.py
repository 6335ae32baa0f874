"""Events as columns, for forecasts: who acted towards whom on which day, without texts, actors' names or quotes.

An event counts on the last day it can have been, so that it is never known before it happened; one whose date is
known only within more than `LOOSEST` days is left out. What two sides do with each other (`query.SYMMETRIC`) goes in
both directions.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from bilateral.chronology.database import Database
from bilateral.chronology.query import COUNTED, SYMMETRIC
from bilateral.model import EventType, Form, Level, LinkKind

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["EARLY", "LATE", "LOOSEST", "WORDS", "ActRows", "Calendar", "CameTrue", "Plan", "Span"]

LOOSEST = 31
"""Days within which the date of an event must be known."""

EARLY, LATE = 3, 7
"""Days before and after those announced within which an event is the one announced."""


WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "type": tuple(one.value for one in EventType),
        "form": tuple(one.value for one in Form),
        "level_from": tuple(one.value for one in Level),
        "level_to": tuple(one.value for one in Level),
    }
)
"""The words by whose places `ActRows.near` and `ActRows.around` tell what kind an event is."""


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


_DATED = f"latest - earliest <= {LOOSEST}"
_TAKEN = f"status IN ({_listed(COUNTED)}) AND {_DATED}"
_JOINT = f"form IN ({_listed(SYMMETRIC)})"
_DAY = "date_diff('day', DATE '0001-01-01', latest) + 1"  # as date.toordinal counts
_BOTH = "list_distinct(list_concat(parties_from, parties_to))"
# Two values: twice the party. Several times as fast as list_has_any.
_HAS = "(list_contains(parties_from, ?) OR list_contains(parties_to, ?))"
_OTHER = {"from": "to", "to": "from"}
_PLACES = ", ".join(
    f"coalesce(list_position([{_listed(words)}], {name}), 0)::UTINYINT AS {name}" for name, words in WORDS.items()
)
_LEVELS = "coalesce(level_from, '') AS level_from, coalesce(level_to, '') AS level_to"

# Of an event and two parties, a and b: which of them is where, and how many parties there are. Lists are taken apart
# only where they hold more than one.
_PARTIES = f"""
    SELECT {{days}}, type, form, {_LEVELS}, {_JOINT} AS joint,
        {", ".join(f"list_contains(parties_{side}, ?)::INTEGER AS {who}_{side}" for who in "ab" for side in _OTHER)},
        len(parties_from) AS n_from, len(parties_to) AS n_to,
        CASE WHEN n_from = 1 AND n_to = 1 THEN 1 + (parties_from[1] <> parties_to[1])::INTEGER
            ELSE len({_BOTH}) END AS n_all,
        CASE WHEN n_from = 1 AND n_to = 1 THEN (parties_from[1] = parties_to[1])::INTEGER
            ELSE len(list_intersect(parties_from, parties_to)) END AS same
    FROM events"""
_FORTH_AND_BACK = ", ".join(
    f"(CASE WHEN joint THEN greatest(a_from, a_to) * greatest(b_from, b_to) ELSE {one}_from * {two}_to END)::UTINYINT "
    f"AS {name}"
    for name, one, two in (("forth", "a", "b"), ("back", "b", "a"))
)
_SIDES = "forth, back, " + ", ".join(
    f"(CASE WHEN joint THEN greatest({who}_from, {who}_to) * (n_all - 1) "
    f"ELSE {who}_{mine} * (n_{_OTHER[mine]} - {who}_{_OTHER[mine]}) END)::INTEGER AS {who}_{side}"
    for who in "ab"
    for side, mine in (("out", "from"), ("in", "to"))
)


@dataclass(frozen=True, slots=True)
class Span:
    """How many events there are to go by, and from when to when; days are None where there are none."""

    events: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which dated events took place: in order, each with how many, and a number that their ids, types,
    forms and days make."""

    days: tuple[tuple[date, int, int], ...]

    def span(self) -> Span:
        """How many there are, and when."""
        return self.known(date.max)

    def known(self, day: date) -> Span:
        """How many there are up to a day, and when."""
        kept = [row for row in self.days if row[0] <= day]
        return Span(sum(number for _, number, _ in kept), kept[0][0], kept[-1][0]) if kept else Span(0, None, None)

    def starts(self, before: date, gap: int) -> list[int]:
        """The days with which the events before a day begin, and begin again after more than `gap` days of none, as
        `date.toordinal` counts."""
        days = [day.toordinal() for day, _, _ in self.days if day < before]
        return [day for last, day in zip([-2 * gap, *days], days, strict=False) if day - last > gap]

    def state(self, before: date) -> str:
        """A word that changes when the events before a day do."""
        kept = [row for row in self.days if row[0] < before]
        return f"{sum(number for _, number, _ in kept)}-{functools.reduce(operator.xor, (m for _, _, m in kept), 0)}"


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


@dataclass(frozen=True, slots=True)
class CameTrue:
    """Of `known` announced events `came_true`; `linked` by the links of the chronology, else by form and days alone."""

    known: int
    came_true: int
    linked: bool


class ActRows:
    """Reads events of a database as columns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def calendar(self) -> Calendar:
        """How many dated events took place on each day. All that `span`, `known`, `starts` and `state` say is in it:
        who asks for several of them asks for it once, for each reads all events."""
        found = self._database.ask(
            f"SELECT latest, count(*), bit_xor(hash(id, type, form, latest)) FROM events WHERE {_TAKEN} "
            "GROUP BY latest ORDER BY latest"
        )
        return Calendar(tuple((day, int(number), int(mixed)) for day, number, mixed in found))

    def span(self) -> Span:
        """How many dated events took place, and when."""
        ((number, first, last),) = self._database.ask(
            f"SELECT count(*), min(latest), max(latest) FROM events WHERE {_TAKEN}"
        )
        return Span(int(number), first, last)

    def state(self, before: date) -> str:
        """A word that changes when the events before a day do."""
        return self.calendar().state(before)

    def columns(self, before: date) -> pa.Table:
        """One row an event and direction: event (id), day, type, form, level_from, level_to, source, target.

        All events before a day. Days are counted as `date.toordinal` does.
        """
        return self._columns("latest < ?", [before])

    def near(self, before: date, a: str, b: str, *, others_since: date) -> pa.Table:
        """The events between two parties before a day, and from a day on those in which either takes part.

        The columns are event (id), day as `date.toordinal` counts, those of `around` but for age and all, and of what
        passed between the two the reports (ids; else null). In no order.
        """
        return self._database.columns(
            f"""
            SELECT event, day, {_PLACES}, {_SIDES}, CASE WHEN forth + back > 0 THEN reports END AS reports
            FROM (SELECT *, {_FORTH_AND_BACK} FROM ({_PARTIES.format(days=f"id AS event, reports, {_DAY} AS day")}
                WHERE {_TAKEN} AND latest < ? AND ({_HAS} OR {_HAS}) AND (latest >= ? OR ({_HAS} AND {_HAS}))))
            """,
            [a, a, b, b, before, a, a, b, b, others_since, a, a, b, b],
        )

    def columns_of(self, before: date, parties: Sequence[str]) -> pa.Table:
        """The rows of `columns` in which one of these takes part."""
        where = " OR ".join([_HAS] * len(parties)) or "false"
        return self._columns(f"latest < ? AND ({where})", [before, *(code for code in parties for _ in range(2))])

    def _columns(self, where: str, values: Sequence[object]) -> pa.Table:
        wanted = "event, day, type, form, level_from, level_to, source, target"
        return self._database.columns(f"SELECT {wanted} FROM ({_directed(f'{_TAKEN} AND {where}')})", values)

    def around(self, before: date, a: str, b: str, *, all_since: date) -> pa.Table:
        """Each event before a day in which a or b takes part, and from a day on each event of anyone, in numbers.

        The places of its words in WORDS from 1 on (type, form, level_from, level_to; 0: none of them), `age` in days as
        of the day, and how many rows of `columns` it is on each side: a_out (a acts), a_in, b_out, b_in; a to b
        (forth), b to a (back); and all, which is 0 for events before `all_since`. In no order.
        """
        days = "latest >= ?::DATE AS late, date_diff('day', latest, ?::DATE)::INTEGER AS age"
        return self._database.columns(
            f"""
            SELECT {_PLACES}, age, {_SIDES}, (CASE WHEN NOT late THEN 0 WHEN joint THEN n_all * (n_all - 1)
                ELSE n_from * n_to - same END)::INTEGER AS "all"
            FROM (SELECT *, {_FORTH_AND_BACK} FROM ({_PARTIES.format(days=days)}
                WHERE {_TAKEN} AND latest < ? AND (latest >= ? OR {_HAS} OR {_HAS})))
            """,
            [all_since, before, a, a, b, b, before, all_since, a, a, b, b],
        )

    def documents(self, reports: Sequence[str]) -> dict[str, str]:
        """The document of each of these reports (ids)."""
        if not reports:
            return {}
        found = self._database.ask(
            "SELECT id, document FROM reports WHERE id IN (SELECT unnest(?::VARCHAR[]))", [list(reports)]
        )
        return {str(report): str(document) for report, document in found}

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

    def came_true(self, before: date) -> dict[str, CameTrue]:
        """By form: how many announced events were to be over before a day, and how many of them came true by then.

        Where the chronology links any of a form with what came of it ("fulfilled by"), one came true that is linked
        with an event before the day; of other forms, where such an event of the same two parties is reported from EARLY
        days before to LATE days after the days announced.
        """
        found = self._database.ask(
            f"""
            SELECT form, count(DISTINCT event), count(DISTINCT CASE WHEN linked THEN event END),
                count(DISTINCT CASE WHEN near THEN event END)
            FROM (
                SELECT p.form, p.event, e.event IS NOT NULL AS near, l.source IS NOT NULL AS linked
                FROM ({_directed(f"status = 'planned' AND {_DATED} AND latest < ?")}) p
                LEFT JOIN ({_directed(f"{_TAKEN} AND latest < ?")}) e
                    ON e.form = p.form AND e.source = p.source AND e.target = p.target
                    AND e.latest BETWEEN p.earliest - {EARLY} AND p.latest + {LATE}
                LEFT JOIN (
                    SELECT DISTINCT links.source FROM links JOIN events ON events.id = links.target
                    WHERE links.kind = '{LinkKind.FULFILLED_BY.value}' AND events.latest < ?
                ) l ON l.source = p.event
            ) GROUP BY form ORDER BY form
            """,
            [before, before, before],
        )
        return {
            form: CameTrue(int(known), int(linked or near), linked=bool(linked)) for form, known, linked, near in found
        }


def _directed(where: str) -> str:
    """The events one row a directed pair, those done with each other in both directions."""
    return f"""
        SELECT * FROM (
            SELECT * EXCLUDE (targets), unnest(targets) AS target FROM (
                SELECT * EXCLUDE (sources), unnest(sources) AS source FROM (
                    SELECT id AS event, {_DAY} AS day, type, form, {_LEVELS}, earliest, latest,
                        CASE WHEN {_JOINT} THEN {_BOTH} ELSE parties_from END AS sources,
                        CASE WHEN {_JOINT} THEN {_BOTH} ELSE parties_to END AS targets
                    FROM events WHERE {where}
                )
            )
        ) WHERE source <> target
    """
