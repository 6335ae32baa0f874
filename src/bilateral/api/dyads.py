"""Dyad tables: a relation by period and kind, or the busiest pairs, as text, records, a table or a data frame."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from bilateral.api.query import Day, event_query, first_day, last_day, party
from bilateral.errors import QueryError, UnknownValue

if TYPE_CHECKING:
    import pandas
    import pyarrow

    from bilateral.analysis.dyad_tables import DyadTable
    from bilateral.chronology import Busy, Store

__all__ = ["Busiest", "Dyad", "Table", "busiest_of", "dyad_of"]


class Table:
    """Flat rows in several shapes; `record` has everything that is known, nested.

    `columns` names the columns, which are there without rows too, and what is in each.
    """

    record: dict[str, Any]
    rows: list[dict[str, Any]]
    columns: Mapping[str, str]

    def to_arrow(self) -> pyarrow.Table:
        """The rows as an Arrow table; the ids of the events that a number counts are a list in the last column."""
        import pyarrow as pa

        types = {
            "text": pa.string(),
            "texts": pa.list_(pa.string()),
            "number": pa.int64(),
            "real": pa.float64(),
            "day": pa.date32(),
        }

        def value(row: dict[str, Any], name: str) -> Any:
            told = row[name]
            return date.fromisoformat(told) if self.columns[name] == "day" and told else told

        return pa.table(
            {
                name: pa.array([value(row, name) for row in self.rows], types[kind])
                for name, kind in self.columns.items()
            }
        )

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a data frame. Raises QueryError where pandas is not installed."""
        try:
            import pandas as _pandas  # noqa: F401
        except ImportError:
            raise QueryError("pandas is not installed: pip install 'bilateral[pandas]', or use to_arrow()") from None
        return self.to_arrow().to_pandas()

    def json(self) -> str:
        """The record as JSON; ends in a line break."""
        return json.dumps(self.record, ensure_ascii=False, indent=2) + "\n"

    def csv(self) -> str:
        """The rows as CSV, lists with a space between; ends in a line break."""
        out = io.StringIO()
        writer = csv.DictWriter(out, list(self.columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {key: " ".join(value) if isinstance(value, list) else value for key, value in row.items()}
            for row in self.rows
        )
        return out.getvalue()


class Dyad(Table):
    """The events of one pair by period and kind: `table` holds them, `by_kind` says which of the two the rows are."""

    def __init__(self, table: DyadTable, *, by_kind: bool) -> None:
        from bilateral.knowledge import load
        from bilateral.present.relations import dyad_columns, dyad_record, dyad_rows
        from bilateral.present.words import party_names

        self.table = table
        self._by_kind = by_kind
        self._name_of = party_names(load())
        self.record = dyad_record(table, self._name_of)
        self.rows = dyad_rows(table, by_kind=by_kind)
        self.columns = dyad_columns(table, by_kind=by_kind)

    def text(self, *, width: int = 80) -> str:
        """For reading; ends in a line break."""
        from bilateral.present.dyads import dyad_text

        return dyad_text(self.table, self._name_of, by_kind=self._by_kind, width=width)


class Busiest(Table):
    """The pairs with most events; `pairs` is how many there are in all."""

    def __init__(self, found: list[Busy], pairs: int, documents: int, **asked: Any) -> None:
        from bilateral.knowledge import load
        from bilateral.present.relations import BUSIEST_COLUMNS, busiest_record, busiest_rows
        from bilateral.present.words import party_names

        self.pairs = pairs
        self._found, self._documents, self._asked = found, documents, asked
        self._name_of = party_names(load())
        self.record = busiest_record(found, pairs, self._name_of, documents=documents, **asked)
        self.rows = busiest_rows(found, self._name_of)
        self.columns = BUSIEST_COLUMNS

    def text(self, *, width: int = 80) -> str:
        """For reading; ends in a line break."""
        from bilateral.present.dyads import busiest_text

        return busiest_text(
            self._found, self.pairs, self._name_of, documents=self._documents, width=width, **self._asked
        )


def dyad_of(
    store: Store,
    a: str,
    b: str,
    *,
    by: str | None = None,
    period: str | None = None,
    since: Day = None,
    until: Day = None,
    contacts: bool = False,
) -> Dyad:
    """The events of two parties. Raises UnknownState, UnknownValue, and QueryError for a state and itself."""
    from bilateral.analysis.dyad_tables import BY, dyad_table
    from bilateral.analysis.dyads import By, Period

    pair = (party(a), party(b))
    if pair[0] == pair[1]:
        raise QueryError(f"{a} and {b} are the same; name two")
    way = _word("way to divide events", by, BY)
    step = _word("period", period, get_args(Period))
    events = store.dyads.events(event_query(pair, since=since, until=until))
    kind: By | None = next((one for one in get_args(By) if one == way), None)
    table = dyad_table(
        events,
        pair,
        store.dyads.texts(*pair),
        by=kind,
        period=next((one for one in get_args(Period) if one == step), None),
        since=first_day(since),
        until=last_day(until),
        contacts=contacts,
    )
    return Dyad(table, by_kind=kind is not None and step is None)


def busiest_of(
    store: Store,
    one: str | None = None,
    *,
    since: Day = None,
    until: Day = None,
    contacts: bool = False,
    limit: int = 20,
) -> Busiest:
    """The pairs with most events, of all or of one party. Raises UnknownState, and QueryError for what is no day."""
    code = party(one) if one else None
    query = event_query((), since=since, until=until)  # says whether the days are in order
    pairs, found = store.dyads.busiest(code, since=query.since, until=query.until, contacts=contacts, limit=limit)
    documents = store.counts().documents
    return Busiest(found, pairs, documents, party=code, contacts=contacts, since=query.since, until=query.until)


def _word(what: str, given: str | None, allowed: tuple[str, ...]) -> str | None:
    if given is None:
        return None
    word = given.strip().casefold()
    if word not in allowed:
        raise UnknownValue(what, given, allowed)
    return word
