"""An open database file: transactions, rows in and out, and DuckDB's complaints told in our own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bilateral.chronology import connect
from bilateral.chronology.rows import Row, arrow

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

__all__ = ["Database"]


@dataclass(frozen=True, slots=True)
class Database:
    """What every part of the store speaks to the file through. `path` names it in errors."""

    connection: DuckDBPyConnection
    path: str

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that happens inside is kept, or nothing of it."""
        with connect.told(self.path):
            self.connection.execute("BEGIN")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                connect.rollback(self.connection)
                raise

    def execute(self, statement: str, values: Sequence[object] = ()) -> None:
        """Run a statement that gives nothing back; inside a transaction, which tells its errors."""
        self.connection.execute(statement, list(values))

    def insert(self, table: str, new: Sequence[Row]) -> None:
        """Add rows to one of the tables that `rows.arrow` knows."""
        if not new:
            return
        self.connection.register("incoming", arrow(table, new))
        try:
            self.connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
        finally:
            self.connection.unregister("incoming")

    def rows(self, select: str, values: Sequence[str] = (), *, order: str = "", whole: bool = False) -> list[Row]:
        """Rows as dicts. `select` ends in "IN " and takes a list of values, unless `whole`."""
        if not whole:
            if not values:
                return []
            select += "(" + ", ".join("?" * len(values)) + ")"
        return self.rows_of(select + (f" ORDER BY {order}" if order else ""), values)

    def rows_of(self, question: str, values: Sequence[object] = ()) -> list[Row]:
        """All rows of an answer, as dicts."""
        with connect.told(self.path):
            cursor = self.connection.execute(question, list(values))
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def ask(self, question: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of an answer: DuckDB wants every result read to its end before the next statement."""
        with connect.told(self.path):
            return self.connection.execute(question, list(values)).fetchall()

    def table(self, question: str, values: Sequence[object] = ()) -> pa.Table:
        """All rows of an answer, as an Arrow table."""
        with connect.told(self.path):
            return self.connection.query(question, params=list(values)).to_arrow_table()

    def next_written(self) -> int:
        """The number of the next transaction that writes documents."""
        ((last,),) = self.ask("SELECT coalesce(max(written), 0) FROM documents")
        return int(last) + 1

    def meta(self, key: str) -> str | None:
        """A fact about the file itself."""
        found = self.ask("SELECT value FROM meta WHERE key = ?", [key])
        return str(found[0][0]) if found else None

    def set_meta(self, key: str, value: str) -> None:
        """Keep a fact about the file itself."""
        self.execute("DELETE FROM meta WHERE key = ?", [key])
        self.execute("INSERT INTO meta VALUES (?, ?)", [key, value])
