"""Numbers over all pairs of parties, and over all texts, counted in the database (`views`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bilateral.chronology.database import Database
from bilateral.chronology.query import EventQuery, conditions
from bilateral.chronology.rows import Row, event_from_row
from bilateral.model import Event

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
    quads: tuple[int, int, int, int]
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
        found = self._database.ask(
            "SELECT a, b, sum(number)::BIGINT AS total, coalesce(sum(number) FILTER (contact), 0)::BIGINT, "
            'coalesce(sum(number) FILTER (contact AND "level" IN '
            "('head of state', 'head of government', 'foreign minister')), 0)::BIGINT, "
            "coalesce(sum(number) FILTER (source = a), 0)::BIGINT, "
            "coalesce(sum(number) FILTER (source = b), 0)::BIGINT, "
            "coalesce(sum(number) FILTER (quad = 'verbal cooperation'), 0)::BIGINT, "
            "coalesce(sum(number) FILTER (quad = 'material cooperation'), 0)::BIGINT, "
            "coalesce(sum(number) FILTER (quad = 'verbal conflict'), 0)::BIGINT, "
            "coalesce(sum(number) FILTER (quad = 'material conflict'), 0)::BIGINT, "
            "sum(intensity * number) / sum(number), min(latest), max(earliest), count(*) OVER () "
            f"FROM dyad_events WHERE {' AND '.join(where)} GROUP BY a, b ORDER BY total DESC, a, b LIMIT {int(limit)}",
            values,
        )
        rows = [
            Busy(
                a=row[0],
                b=row[1],
                number=row[2],
                contacts=row[3],
                high=row[4],
                a_to_b=row[5],
                b_to_a=row[6],
                quads=(row[7], row[8], row[9], row[10]),
                intensity=row[11],
                first=row[12],
                last=row[13],
            )
            for row in found
        ]
        return (int(found[0][14]) if found else 0), rows

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
