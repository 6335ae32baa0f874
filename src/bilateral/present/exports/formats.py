"""The formats that events are exported in: one table, a row a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Literal, get_args

from bilateral.chronology import DocumentInfo, record
from bilateral.chronology.query import COUNTED
from bilateral.errors import UnknownValue
from bilateral.model import Event, Status
from bilateral.present.event_data import icews_lines, plover_lines
from bilateral.present.exports.citations import bibtex, csl_json
from bilateral.present.exports.datasette import sqlite_bytes
from bilateral.present.exports.ical import ical
from bilateral.present.exports.network import gexf, graphml
from bilateral.present.exports.record import json_lines, to_csv, write_parquet
from bilateral.present.exports.timelinejs import timelinejs
from bilateral.present.exports.vega import vega_lite

__all__ = ["FORMATS", "Format", "FormatInfo", "Given", "format_of"]

Format = Literal[
    "jsonl",
    "csv",
    "parquet",
    "plover",
    "icews",
    "timelinejs",
    "ical",
    "gexf",
    "graphml",
    "csl-json",
    "bibtex",
    "sqlite",
    "vega-lite",
]


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be exported: events in their order, the documents of their reports, and the pair they are of."""

    events: Iterable[Event]
    documents: Mapping[str, DocumentInfo]
    pair: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class FormatInfo:
    """How a format is written.

    `what` says in a few words what it is for. `suffixes` are the endings of file names that mean it. `statuses` are
    those of the events it takes unless asked; `is_text` whether a terminal can show it.
    """

    what: str
    suffixes: tuple[str, ...]
    write: Callable[[Given, BinaryIO], None]
    statuses: tuple[Status, ...] = tuple(Status)
    is_text: bool = True


def format_of(path: str | Path | None, format: str | None = None) -> Format:
    """The format asked for, else the one a file's name ends in, else (a name without ending) "jsonl".

    Raises UnknownValue for any other: a spreadsheet's name around JSON Lines helps nobody.
    """
    ending = _ending(path) if path else ""
    asked = format or ending or "jsonl"
    for known in get_args(Format):
        if asked == known or (not format and ending in FORMATS[known].suffixes):
            return known  # type: ignore[no-any-return]
    raise UnknownValue("export format", asked, get_args(Format))


def _ending(path: str | Path) -> str:
    """The longest ending of the name that a format has ("vl.json"), else the last ("json")."""
    name = Path(path).name.lower()
    known = [suffix for info in FORMATS.values() for suffix in info.suffixes if name.endswith(f".{suffix}")]
    return max(known, key=len, default=Path(name).suffix.lstrip("."))


# --- writers -----------------------------------------------------------------------------------------------------


def _lines(lines: Callable[[Given], Iterable[str]]) -> Callable[[Given, BinaryIO], None]:
    def write(given: Given, out: BinaryIO) -> None:
        for line in lines(given):
            out.write(line.encode("utf-8", "backslashreplace"))

    return write


def _whole(text: Callable[[Given], str]) -> Callable[[Given, BinaryIO], None]:
    return _lines(lambda given: (text(given),))


def _records(given: Given) -> Iterable[dict[str, object]]:
    return (record(event, given.documents) for event in given.events)


_PLANS = (Status.PLANNED, Status.PROPOSED)

FORMATS: Mapping[Format, FormatInfo] = MappingProxyType(
    {
        "jsonl": FormatInfo(
            "the public record, a line an event", ("jsonl",), _lines(lambda g: json_lines(_records(g)))
        ),
        "csv": FormatInfo("the record, flat, for spreadsheets", ("csv",), _lines(lambda g: to_csv(_records(g)))),
        "parquet": FormatInfo(
            "the record, for data frames",
            ("parquet",),
            lambda g, out: write_parquet(_records(g), out),
            is_text=False,
        ),
        "plover": FormatInfo("PLOVER's JSON", ("plover",), _lines(lambda g: plover_lines(g.events, g.documents))),
        "icews": FormatInfo(
            "a table like that of ICEWS", ("icews",), _lines(lambda g: icews_lines(g.events, g.documents))
        ),
        "timelinejs": FormatInfo(
            "a timeline for TimelineJS",
            ("timeline.json",),
            _whole(lambda g: timelinejs(g.events, g.documents)),
            COUNTED,
        ),
        "ical": FormatInfo(
            "a calendar of what is planned", ("ics",), _whole(lambda g: ical(g.events, g.documents)), _PLANS
        ),
        "gexf": FormatInfo("a network, for Gephi", ("gexf",), _whole(lambda g: gexf(g.events)), COUNTED),
        "graphml": FormatInfo(
            "a network, for most other tools", ("graphml",), _whole(lambda g: graphml(g.events)), COUNTED
        ),
        "csl-json": FormatInfo(
            "the texts, for Zotero and pandoc", ("csl.json",), _whole(lambda g: csl_json(g.events, g.documents))
        ),
        "bibtex": FormatInfo("the texts, for LaTeX", ("bib",), _whole(lambda g: bibtex(g.events, g.documents))),
        "sqlite": FormatInfo(
            "tables in SQLite, for Datasette",
            ("sqlite", "db"),
            lambda g, out: _bytes(sqlite_bytes(g.events, g.documents), out),
            is_text=False,
        ),
        "vega-lite": FormatInfo(
            "the charts of two parties",
            ("vl.json",),
            _whole(lambda g: vega_lite(g.events, g.documents, g.pair)),
            COUNTED,
        ),
    }
)


def _bytes(content: bytes, out: BinaryIO) -> None:
    out.write(content)
