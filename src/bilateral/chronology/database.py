"""An open database file: transactions, rows in and out, and DuckDB's complaints told in our own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
        if new:
            self.insert_arrow(table, arrow(table, new))

    def insert_arrow(self, table: str, new: pa.Table) -> None:
        """Add the rows of an Arrow table to a table."""
        with self.table("incoming", new):
            self.connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")

    @contextmanager
    def table(self, name: str, rows: pa.Table) -> Iterator[None]:
        """Inside, statements know the Arrow table by that name."""
        self.connection.register(name, rows)
        try:
            yield
        finally:
            self.connection.unregister(name)

    def arrow(self, question: str, values: Mapping[str, object]) -> pa.Table:
        """All rows of an answer as an Arrow table; the question names its values ($name)."""
        with connect.told(self.path):
            return self.connection.sql(question, params=dict(values)).to_arrow_table()

    def batches(self, question: str, size: int) -> Iterator[pa.Table]:
        """The rows of an answer in Arrow tables of about `size`, as they come: use no other statement meanwhile."""
        import pyarrow as pa

        with connect.told(self.path):
            answer: Any = self.connection.sql(question)
            reader = getattr(answer, "to_arrow_reader", None) or answer.fetch_arrow_reader  # its name before DuckDB 1.5
            for batch in reader(size):
                yield pa.Table.from_batches([batch])

    @contextmanager
    def beside(self) -> Iterator[Database]:
        """A second connection, which sees what is committed: for reading while this one writes."""
        with connect.told(self.path):
            connection = self.connection.cursor()
        try:
            yield Database(connection, self.path)
        finally:
            connection.close()

    def rows(self, select: str, values: Sequence[str] = (), *, order: str = "", whole: bool = False) -> list[Row]:
        """Rows as dicts. `select` ends in "IN " and takes a list of values, unless `whole`."""
        ending = f" ORDER BY {order}" if order else ""
        if whole:
            return self.rows_of(select + ending, values)
        # Not IN (?, ?, ...): DuckDB then unpacks the texts around each row anew, 17 ms for a long document.
        return self.rows_of(f"{select}(SELECT unnest(?::VARCHAR[])){ending}", [list(values)]) if values else []

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

    def columns(self, question: str, values: Sequence[object] = ()) -> pa.Table:
        """All rows of an answer, as an Arrow table."""
        with connect.told(self.path):
            return self.connection.query(question, params=list(values)).to_arrow_table()

    def next_written(self) -> int:
        """The number of the next transaction that writes documents."""
        # Documents may be gone that were merged: a number is never given twice.
        ((last,),) = self.ask("SELECT coalesce(max(written), 0) FROM documents")
        return max(int(last), int(self.meta("merged_through") or 0)) + 1

    def meta(self, key: str) -> str | None:
        """A fact about the file itself."""
        found = self.ask("SELECT value FROM meta WHERE key = ?", [key])
        return str(found[0][0]) if found else None

    def set_meta(self, key: str, value: str) -> None:
        """Keep a fact about the file itself."""
        self.execute("DELETE FROM meta WHERE key = ?", [key])
        self.execute("INSERT INTO meta VALUES (?, ?)", [key, value])
