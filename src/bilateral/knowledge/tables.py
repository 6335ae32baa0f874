"""Reading the package's data files. They are ours: a defect in one raises `KnowledgeError` and names file and row."""

from __future__ import annotations

import csv
import gzip
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path

from bilateral.errors import KnowledgeError

__all__ = ["beginning", "lines", "parts", "rows", "starting", "text_of", "unique"]

_DATA = Path(__file__).parent / "data"  # importlib.resources would cost 30 ms at every start


def text_of(name: str) -> str:
    """The content of a data file, unpacked where its name ends in `.gz`."""
    content = (_DATA / name).read_bytes()
    return (gzip.decompress(content) if name.endswith(".gz") else content).decode("utf-8")


def lines(name: str) -> list[str]:
    """The lines of a tab-separated file after its header; split only those you need."""
    return text_of(name).split("\n")[1:-1]


def starting(table: Sequence[str], key: str) -> Iterator[str]:
    """The lines of a table sorted by its first column that have this key there."""
    yield from beginning(table, f"{key}\t")


def beginning(table: Sequence[str], head: str) -> Iterator[str]:
    """The lines of a sorted table that begin so."""
    at = bisect_left(table, head)
    while at < len(table) and table[at].startswith(head):
        yield table[at]
        at += 1


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file by column; raises `KnowledgeError` where one has too few or too many cells."""
    for number, row in enumerate(csv.DictReader(StringIO(text_of(name))), start=2):
        if None in row or None in row.values():
            raise KnowledgeError(f"{name}, row {number}: wrong number of cells")
        yield row


def parts(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, separated by `|`."""
    return tuple(cell.split("|")) if cell else ()


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """The values without empty ones and repetitions, in order."""
    return tuple(dict.fromkeys(v for v in values if v))
