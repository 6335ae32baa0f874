"""A plain table of events (CSV or tab-separated: date, source, target, type) -> its columns.

For whoever has events and no texts. Files of the known data sets (ICEWS, POLECAT, GDELT, ACLED) are better read into a
database (`bilateral read`), where each event leads to its row.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from bilateral.errors import EmptyInput, EncodingProblem, MalformedRecord, NotFound

__all__ = ["EventColumns", "read_event_table"]

_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "date": ("date", "day", "event date", "event_date"),
        "source": ("source", "source name", "actor1", "from"),
        "target": ("target", "target name", "actor2", "to"),
        "type": ("type", "event type", "event_type", "event text", "relation", "act"),
    }
)
"""What each column may be called."""


@dataclass(frozen=True, slots=True)
class EventColumns:
    """Events in columns of one length, in the file's order. `line` is the line of the file each stands on."""

    day: tuple[int, ...]
    source: tuple[str, ...]
    target: tuple[str, ...]
    type: tuple[str, ...]
    line: tuple[int, ...]


def read_event_table(path: Path) -> EventColumns:
    """The events of a file whose first line names its columns; others than the four are passed over.

    Dates are ISO dates. Raises NotFound, EncodingProblem for what is no UTF-8, MalformedRecord for a missing column or
    a date that is none, EmptyInput for a file without events.
    """
    if not path.is_file():
        raise NotFound(str(path), "no such file")
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise EncodingProblem(str(path), f"is no UTF-8: {error.reason} at byte {error.start}") from error
    if not lines:
        raise EmptyInput(str(path), "holds nothing")
    delimiter = "\t" if "\t" in lines[0] else ","
    reader = csv.reader(lines, delimiter=delimiter)
    places = _places(str(path), next(reader))
    rows: list[tuple[int, str, str, str, int]] = []
    for cells in reader:
        if not any(cells):
            continue
        if len(cells) <= max(places.values()):
            raise MalformedRecord(f"{path}:{reader.line_num}", f"has {len(cells)} columns, fewer than its first line")
        when, source, target, kind = (cells[places[name]].strip() for name in ("date", "source", "target", "type"))
        if source and target and source != target:
            rows.append((_day(f"{path}:{reader.line_num}", when), source, target, kind, reader.line_num))
    if not rows:
        raise EmptyInput(str(path), "holds no event between two")
    return EventColumns(*(tuple(column) for column in zip(*rows, strict=True)))


def _places(source: str, header: list[str]) -> dict[str, int]:
    names = [name.strip().casefold() for name in header]
    found = {
        wanted: next((names.index(name) for name in called if name in names), -1) for wanted, called in _NAMES.items()
    }
    if missing := [name for name, place in found.items() if place < 0]:
        raise MalformedRecord(
            source,
            f"its first line names no column {' and no column '.join(missing)}; it takes date, source, target, type",
        )
    return found


def _day(source: str, when: str) -> int:
    try:
        return date.fromisoformat(when[:10]).toordinal()
    except ValueError as error:
        raise MalformedRecord(source, f"{when!r} is no date; write it as 2022-06-27") from error
