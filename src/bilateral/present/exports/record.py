"""The public event record as JSON Lines, CSV or Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    import pyarrow

__all__ = ["CSV_COLUMNS", "csv_text", "json_lines", "schema", "to_csv", "to_table", "write_parquet"]

CSV_COLUMNS: tuple[str, ...] = (
    *("id", "start", "end", "precision", "basis", "type", "mode", "form", "status", "count"),
    *("level_from", "level_to", "from", "from_people", "to", "to_people", "place", "place_state", "lat", "lon"),
    *("issues", "named_issues", "confidence", "disagreements", "documents", "urls", "text", "judged"),
    *("independent_sources", "links"),
)
"""Columns of the flat CSV form; lists are joined with "; ". JSON Lines and Parquet hold the whole record."""

_ROW_GROUP = 5_000


def to_csv(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The flat form, a line at a time, the names of CSV_COLUMNS first.

    A cell that a spreadsheet would take for a formula (it begins with =, +, - or @ and is no number) gets an apostrophe
    before it: the words come from strangers.
    """
    yield _line(CSV_COLUMNS)
    for one in records:
        yield _line([_cell(value) for value in _flat(one)])


def csv_text(columns: Sequence[str], lines: Iterable[Sequence[Any]]) -> str:
    """A CSV file of these columns, its cells as safe as those of `to_csv`."""
    return "".join((_line(columns), *(_line([_cell(value) for value in line]) for line in lines)))


def to_table(records: Iterable[Mapping[str, Any]]) -> pyarrow.Table:
    """An Arrow table of records, nested values included, with the columns of `schema`."""
    import pyarrow as pa

    return pa.Table.from_pylist([_arrow(one) for one in records], schema=schema())


def schema() -> pyarrow.Schema:
    """The Arrow schema of the public record; disagreeing values are a map from value to document ids."""
    import pyarrow as pa

    text, texts = pa.string(), pa.list_(pa.string())
    actor = pa.struct([(name, text) for name in ("state", "person", "office", "organisation")])
    place = pa.struct([("name", text), ("state", text), ("lat", pa.float64()), ("lon", pa.float64())])
    span = pa.list_(pa.int64())
    report = pa.struct(
        [
            *((name, text) for name in ("document", "url", "title", "publisher", "published", "text")),
            ("spans", pa.list_(span)),
            ("reader", text),
        ]
    )
    quote = pa.struct([("text", text), ("speaker", actor), ("addressee", actor), ("document", text), ("span", span)])
    judged = pa.struct([(key, text) for key in ("field", "value", "reported", "judgement", "who", "on", "why")])
    link = pa.struct([("kind", text), ("event", text), ("score", pa.float64()), ("reasons", texts)])
    return pa.schema(
        [
            *((name, text) for name in ("id", "start", "end", "precision", "basis", "type", "mode", "form", "status")),
            ("level_from", text),
            ("level_to", text),
            ("from", pa.list_(actor)),
            ("to", pa.list_(actor)),
            ("place", place),
            ("issues", texts),
            ("named_issues", texts),
            ("confidence", pa.float64()),
            ("disagreements", pa.list_(pa.struct([("field", text), ("values", pa.map_(text, texts))]))),
            ("reports", pa.list_(report)),
            ("quotes", pa.list_(quote)),
            ("count", pa.int64()),
            ("judged", pa.list_(judged)),
            ("links", pa.list_(link)),
            ("sources", pa.list_(texts)),
        ]
    )


def json_lines(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A line of JSON a record."""
    for one in records:
        yield json.dumps(one, ensure_ascii=False, separators=(", ", ": ")) + "\n"


def write_parquet(records: Iterable[Mapping[str, Any]], out: BinaryIO) -> None:
    """The records as one Parquet file, in flat memory."""
    import pyarrow.parquet as pq

    # Row groups of one size, and nothing in the metadata that differs from run to run.
    with pq.ParquetWriter(out, schema(), version="2.6", compression="zstd", store_schema=False) as writer:
        given = iter(records)
        while rows := list(islice(given, _ROW_GROUP)):
            writer.write_table(to_table(rows), row_group_size=_ROW_GROUP)


def _arrow(one: Mapping[str, Any]) -> dict[str, Any]:
    pairs = [{"field": item["field"], "values": list(item["values"].items())} for item in one["disagreements"]]
    return {**one, "disagreements": pairs}


def _flat(one: Mapping[str, Any]) -> list[Any]:
    place, reports = one["place"] or {}, one["reports"]
    values = {
        **one,
        "from": _joined(_parties(one["from"])),
        "to": _joined(_parties(one["to"])),
        "from_people": _joined(actor["person"] for actor in one["from"]),
        "to_people": _joined(actor["person"] for actor in one["to"]),
        "place": place.get("name"),
        "place_state": place.get("state"),
        "lat": place.get("lat"),
        "lon": place.get("lon"),
        "issues": _joined(one["issues"]),
        "named_issues": _joined(one["named_issues"]),
        "disagreements": _joined(item["field"] for item in one["disagreements"]),
        "documents": _joined(report["document"] for report in reports),
        "urls": _joined(report["url"] for report in reports),
        "text": reports[0]["text"] if reports else None,
        "judged": _joined(f"{one['field']}={one['value']}" for one in one["judged"]),
        "independent_sources": len(one["sources"]),
        "links": _joined(f"{link['kind']} {link['event']}" for link in one["links"]),
    }
    return [values[column] for column in CSV_COLUMNS]


def _parties(actors: Sequence[Mapping[str, str | None]]) -> Iterator[str | None]:
    return (actor["state"] or actor["organisation"] for actor in actors)


def _joined(values: Iterable[str | None]) -> str:
    return "; ".join(dict.fromkeys(value for value in values if value))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = str(value)
    if isinstance(value, str) and text.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{text}"
    return text


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
