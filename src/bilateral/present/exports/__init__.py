"""Events as files for other programs: the public record, and the forms that calendars, timelines and the like read.

The same events give the same bytes, in every format.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from bilateral.chronology import DocumentInfo
from bilateral.model import Event
from bilateral.present.exports.formats import FORMATS, Format, Given, format_of
from bilateral.present.exports.ical import ical
from bilateral.present.exports.record import CSV_COLUMNS, csv_text, schema, to_csv, to_table
from bilateral.present.files import told, writing

__all__ = [
    "CSV_COLUMNS",
    "FORMATS",
    "Format",
    "csv_text",
    "export",
    "exported",
    "format_of",
    "ical",
    "schema",
    "to_csv",
    "to_table",
]


def export(
    events: Iterable[Event],
    documents: Mapping[str, DocumentInfo],
    target: str | Path | BinaryIO,
    *,
    format: str | None = None,
    pair: tuple[str, str] | None = None,
) -> None:
    """Write events, in the order given, to a file (replaced whole, see files.writing) or an open binary stream.

    `format` is a name of FORMATS; where left out, the ending of the file's name tells it, else "jsonl". `documents`
    holds those of the events' reports. `pair` is the relation the events are of, which charts need. Raises UnknownValue
    for another format, QueryError for charts without a pair, and ExportError where the disk is full or there is no
    permission.
    """
    layout = format_of(target if isinstance(target, str | Path) else None, format)
    given = Given(events, documents, pair)
    if isinstance(target, str | Path):
        with writing(target) as out:
            FORMATS[layout].write(given, out)
    else:
        with told("standard output"):
            FORMATS[layout].write(given, target)


def exported(
    events: Iterable[Event],
    documents: Mapping[str, DocumentInfo],
    *,
    format: str = "jsonl",
    pair: tuple[str, str] | None = None,
) -> bytes:
    """What `export` writes, as bytes."""
    out = io.BytesIO()
    export(events, documents, out, format=format, pair=pair)
    return out.getvalue()
