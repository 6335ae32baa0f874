"""Numbers over all pairs of parties, and over all texts, counted in the database (`views`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bilateral.chronology.database import Database
from bilateral.chronology.query import EventQuery, conditions
from bilateral.chronology.rows import Row, event_from_row
from bilateral.chronology.views import MEASURES
from bilateral.model import QUAD, Event

__all__ = ["Busy", "DyadRows", "TextCount"]

_COUNTED_BY = (
    *("id", "type", "mode", "form", "status", "source", "target", "earliest", "latest", "precision", "basis"),
    *("issues", "confidence", "count"),
)
_LEFT_OUT: Row = {
    **dict.fromkeys(("when_text", "when_reason"), ""),
    **dict.fromkeys(("place", "judged", "sources", "agreed")),
    **dict.fromkeys(("named_issues", "quotes", "disagreements", "merges", "reports"), ()),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """A pair of parties in numbers of what took place; what happened twice counts twice.

    `high` are contacts at foreign minister level or above, `quads` the numbers of PLOVER's quad classes (verbal and
    material cooperation, verbal and material conflict), `intensity` the mean of its scores. By `first` the first had
    surely taken place, and the last not before `last`.
    """

    a: str
    b: str
    number: int
    contacts: int
    high: int
    a_to_b: int
    b_to_a: int
    quads: tuple[int, ...]
    intensity: float
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class TextCount:
    """Documents that were published within the same days (None: nobody knows when): all that were read, and those of
    them that name one of two parties as acting or acted on, or a person of theirs."""

    earliest: date | None
    latest: date | None
    documents: int
    either: int


class DyadRows:
    """Asks a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def events(self, query: EventQuery) -> list[Event]:
        """The events that answer the question, as far as they are counted by: without reports, quotes, place and links.

        A busy pair has tens of thousands, whose reports would cost many times as much. In the order of `Store.events`.
        """
        where, values = conditions(query)
        wanted = ", ".join(f'"{column}"' for column in _COUNTED_BY)
        found = self._database.rows_of(
            f"SELECT {wanted} FROM events WHERE {where} ORDER BY earliest, latest, form, type, id", values
        )
        return [event_from_row({**row, **_LEFT_OUT}, {}) for row in found]

    def busiest(
        self,
        party: str | None = None,
        *,
        since: date | None = None,
        until: date | None = None,
        contacts: bool = False,
        limit: int = 20,
    ) -> tuple[int, list[Busy]]:
        """(how many pairs there are, those with most events): of all pairs, or of those of one party.

        Only what took place counts, and of that with `contacts` only contacts; `since` and `until` are days that an
        event's own days must touch. Ties are in the order of the alphabet.
        """
        where = ["counted"]
        values: list[object] = []
        for condition, value in (
            ("latest >= ?", since),
            ("earliest <= ?", until),
            ("? IN (a, b)", party),
        ):
            if value is not None:
                where.append(condition)
                values.append(value)
        if contacts:
            where.append("contact")
        found = self._database.rows_of(
            f"SELECT a, b,{MEASURES}, min(latest) AS first, max(earliest) AS last, count(*) OVER () AS pairs "
            f"FROM dyad_events WHERE {' AND '.join(where)} GROUP BY a, b ORDER BY number DESC, a, b LIMIT {int(limit)}",
            values,
        )
        return (int(found[0]["pairs"]) if found else 0), [_busy(row) for row in found]

    def told_by(self, events: Sequence[str]) -> int:
        """How many documents tell of at least one of the events with these ids."""
        ((number,),) = self._database.ask(
            "SELECT count(DISTINCT document) FROM reports WHERE id IN (SELECT unnest(reports) FROM events "
            "WHERE id IN (SELECT unnest(?::VARCHAR[])))",
            [list(events)],
        )
        return int(number)

    def texts(self, a: str, b: str) -> list[TextCount]:
        """How many documents were read of which days, by day; those of no known day come last."""
        found = self._database.ask(
            "WITH told AS ("
            " SELECT document FROM appearances WHERE party IN ($a, $b)"
            " UNION SELECT document FROM reports WHERE len([1 FOR actor IN list_concat(source, target)"
            " IF coalesce(nullif(actor.state, ''), actor.organisation) IN ($a, $b)]) > 0) "
            "SELECT published_earliest, published_latest, count(*), count(told.document) "
            "FROM documents LEFT JOIN told ON told.document = documents.id "
            "GROUP BY ALL ORDER BY ALL NULLS LAST".replace("$a", "?").replace("$b", "?"),
            [a, b, a, b],
        )
        return [TextCount(*row) for row in found]


def _busy(row: Row) -> Busy:
    return Busy(
        **{key: row[key] for key in ("a", "b", "number", "contacts", "a_to_b", "b_to_a", "intensity", "first", "last")},
        high=row["high_contacts"],
        quads=tuple(row[quad.replace(" ", "_")] for quad in dict.fromkeys(QUAD.values())),
    )
