"""How other people's event files are written: ICEWS, POLECAT, GDELT 2, ACLED (data/event_data.toml).

A file is recognised by the names in its first line, or, where it has none, by its shape. Its rows are told apart here
too, because both who cuts a file into pieces and who reads a piece must find the same rows.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from bilateral.errors import UnknownValue
from bilateral.knowledge.tables import text_of

__all__ = [
    "COLUMNS_ADDED",
    "EVENT_ROWS",
    "TAB",
    "EventData",
    "Layout",
    "datasets",
    "day_of",
    "layout_as",
    "layout_of",
    "records",
]

EVENT_ROWS = "text/x-event-rows"
"""Content type of a page that holds the names of the columns and rows of event data."""

COLUMNS_ADDED = "column names of event data"
"""Rule of the repair that puts the names of the columns before the rows of a piece."""

TAB = "\t"
"""Separates without quotes; any other separator with them."""

_RECORD_LINES = 500  # physical lines after which a quoted cell that does not end is taken for a slip of the pen
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ].*)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{6})?")
_WORDS = re.compile(r"(\d\d?)[ -]([A-Za-z]+)[ -](\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventData:
    """A data set: its columns in the standard order, and which of them name event, day, and day of filing."""

    name: str
    title: str
    separators: tuple[str, ...]
    shape: int
    id: str
    day: str
    filed: str
    needed: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one file of a data set is written: `columns` in its order, by their standard names where they have one."""

    data: EventData
    separator: str
    columns: tuple[str, ...]
    headed: bool
    """Whether the first line of the file names the columns."""

    @property
    def heading(self) -> str:
        """The line that names the columns, whether or not the file had one."""
        return self.separator.join(self.columns)

    def cells(self, record: str) -> tuple[str, ...]:
        """The values of a record as written, white space and quotes around them removed."""
        if self.separator == TAB and '"' not in record:
            return tuple(map(str.strip, record.split(TAB)))
        if self.separator == TAB:
            return tuple(_bare(cell) for cell in record.split(TAB))
        parsed = next(csv.reader(io.StringIO(record, newline="\n"), delimiter=self.separator), [])
        return tuple(cell.strip() for cell in parsed)

    def named(self, record: str) -> Mapping[str, str]:
        """The values of a record by column; those missing at its end are empty."""
        cells = self.cells(record)
        return dict(zip(self.columns, (*cells, *[""] * (len(self.columns) - len(cells))), strict=False))


def _bare(cell: str) -> str:
    cell = cell.strip()
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


@cache
def datasets() -> Mapping[str, EventData]:
    """The data sets that are known, by name."""
    table = tomllib.loads(text_of("event_data.toml"))
    return MappingProxyType({name: _dataset(name, row) for name, row in table.items()})


def _dataset(name: str, row: Mapping[str, Any]) -> EventData:
    return EventData(
        name=name,
        title=row["title"],
        separators=tuple(row["separators"]),
        shape=row["shape"],
        id=row["id"],
        day=row["day"],
        filed=row["filed"],
        needed=tuple(row["needed"]),
        columns=tuple(row["columns"]),
    )


def layout_of(line: str) -> Layout | None:
    """How a file is written whose first line this is; None where it is no event data that is known."""
    line = _first(line)
    for data in datasets().values():
        for separator in data.separators:
            if separator in line and (found := _headed(data, separator, line)):
                return found
    return next((found for data in datasets().values() if data.shape and (found := _shaped(data, line))), None)


def layout_as(name: str, line: str) -> Layout | None:
    """How a file that is said to be of data set `name` is written: by its first line, else with the standard columns.

    None where the first line has another number of cells. Raises UnknownValue for an unknown data set.
    """
    if name not in datasets():
        raise UnknownValue("event data set", name, tuple(datasets()))
    data = datasets()[name]
    line = _first(line)
    for separator in data.separators:
        if found := _headed(data, separator, line):
            return found
    plain = (
        Layout(data=data, separator=separator, columns=data.columns, headed=False) for separator in data.separators
    )
    return next((layout for layout in plain if len(layout.cells(line)) == len(data.columns)), None)


def _first(line: str) -> str:
    return line.removeprefix("\ufeff").rstrip("\r\n")


def _headed(data: EventData, separator: str, line: str) -> Layout | None:
    standard = {_plain(name): name for name in data.columns}
    blank = Layout(data=data, separator=separator, columns=(), headed=True)
    names = tuple(standard.get(_plain(cell), cell) for cell in blank.cells(line))
    if not set(data.needed) <= set(names) or len(set(names)) < len(names):
        return None
    return Layout(data=data, separator=separator, columns=names, headed=True)


def _shaped(data: EventData, line: str) -> Layout | None:
    layout = Layout(data=data, separator=data.separators[0], columns=data.columns, headed=False)
    cells = layout.cells(line)
    if len(cells) != data.shape:
        return None
    row = layout.named(line)
    known = row[data.id].isdigit() and day_of(row[data.day]) and day_of(row[data.filed])
    return layout if known else None


def _plain(name: str) -> str:
    return re.sub(r"[\s_.]+", " ", name).strip().casefold()


def records(lines: Iterable[str], separator: str) -> Iterator[tuple[int, str]]:
    """The records of a file with the number of the line each begins on (from 1), line ends removed.

    A tab separates without quotes, so a line is a record; else a quoted cell may hold line breaks. A quote that is
    never closed ends with its line.
    """
    held: list[str] = []
    first = 0
    for number, raw in enumerate(lines, start=1):
        line = raw.rstrip("\r\n")
        if separator == TAB:
            yield number, line
            continue
        first = first if held else number
        held.append(line)
        if sum(part.count('"') for part in held) % 2 == 0:
            yield first, "\n".join(held)
            held = []
        elif len(held) >= _RECORD_LINES:
            yield from _apart(held, first)
            held = []
    if held:
        yield from _apart(held, first)


def _apart(held: list[str], first: int) -> Iterator[tuple[int, str]]:
    yield from ((first + offset, line) for offset, line in enumerate(held))


def day_of(text: str) -> date | None:
    """The day of "2022-03-15", "20220315", "20220315143000" or "15 March 2022"; None for anything else."""
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif (match := _WORDS.fullmatch(text)) and (month := _month(match[2])):
        day, year = int(match[1]), int(match[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    found = [n for n, name in enumerate(_MONTHS, start=1) if len(word) >= 3 and name.startswith(word.casefold())]
    return found[0] if found else 0
