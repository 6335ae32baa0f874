"""Files of event data (ICEWS, POLECAT, GDELT 2, ACLED) -> pages of rows that are filed under one day.

A page for every row would be far too many, a page for a whole file too large to hold. Rows that stand together in the
file and are of one day make a page, up to `ROWS` of them, so that a file to which days are added gives the same pages
again for those it had.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from bilateral.config import Settings
from bilateral.errors import EmptyInput, EncodingProblem, InputError, MalformedRecord
from bilateral.knowledge.event_data import EVENT_ROWS, TAB, Layout, datasets, day_of, layout_as, layout_of, records
from bilateral.model import Page

__all__ = ["ROWS", "event_pages", "layout_in"]

ROWS = 100
"""Rows to a page: an event's row is fetched with its whole page, and a document costs the store a millisecond."""

_BAD = "\udcff"  # in place of a byte that is no UTF-8, as the "surrogateescape" handler leaves one of them


def layout_in(source: str, head: bytes, settings: Settings) -> Layout:
    """How the event data that begin so are written.

    Raises MalformedRecord where they are of no data set, or not of the one the settings name; UnknownValue where the
    settings name none that is known.
    """
    line = head.split(b"\n", 1)[0].decode("utf-8", "surrogateescape")
    name = settings.event_data
    layout = layout_as(name, line) if name else layout_of(line)
    if layout is None:
        title = datasets()[name].title if name else "event data that are known"
        columns = f" without a header it would have {len(datasets()[name].columns)} columns" if name else ""
        raise MalformedRecord(source, f"is no file of {title}: the first line names other columns;{columns}")
    return layout


def event_pages(
    source: str, stream: io.BufferedReader, layout: Layout, settings: Settings
) -> Iterator[Page | InputError]:
    """The pages of a file, and an error for each row that cannot be read, named by its line ("events.tab:17")."""
    lines = _lines(stream, settings.max_page_bytes)
    pile = _Pile(source, layout)
    found = False
    for number, record in records(lines, layout.separator):
        if not record.strip() or (layout.headed and not found and number == 1):
            continue
        found = True
        checked = _checked(f"{source}:{number}", record, layout)
        if isinstance(checked, InputError):
            yield checked
            continue
        if page := pile.add(number, record, checked):
            yield page
    if page := pile.page():
        yield page
    if not found:
        yield EmptyInput(source, f"holds no rows of {layout.data.title}")


def _lines(stream: io.BufferedReader, limit: int) -> Iterator[str]:
    # Bytes that are no UTF-8 are kept visible, so that the row can be refused by its line.
    while line := stream.readline(limit):
        text = line.decode("utf-8", "surrogateescape")
        yield text.removeprefix("\ufeff")


def _checked(place: str, record: str, layout: Layout) -> date | InputError:
    """The day a row is filed under, or what is wrong with the row."""
    if not record.isascii() and any("\udc80" <= mark <= _BAD for mark in record):
        return EncodingProblem(place, "the row is not in UTF-8; save the file in that encoding")
    if layout.separator != TAB and record.count('"') % 2:
        return MalformedRecord(place, "a quotation mark is not closed")
    cells = layout.cells(record)
    if len(cells) != len(layout.columns):
        return MalformedRecord(place, f"{len(cells)} cells, where {layout.data.title} has {len(layout.columns)}")
    row = dict(zip(layout.columns, cells, strict=True))
    for column in (layout.data.day, layout.data.filed):
        if day_of(row[column]) is None:
            return MalformedRecord(place, f'"{column}" is {row[column]!r}, no day')
    if not row[layout.data.id]:
        return MalformedRecord(place, f'"{layout.data.id}" is empty')
    return day_of(row[layout.data.filed]) or date.min


@dataclass(slots=True)
class _Pile:
    """Rows on their way into a page."""

    source: str
    layout: Layout
    rows: list[str] = field(default_factory=list)
    first: int = 0
    day: date | None = None

    def add(self, number: int, record: str, day: date) -> Page | None:
        """Take in a row; the page that was finished before it, if one was."""
        page = self.page() if len(self.rows) >= ROWS or day != self.day else None
        if not self.rows:
            self.first, self.day = number, day
        self.rows.append(record)
        return page

    def page(self) -> Page | None:
        """What is held, as a page; nothing is held then."""
        if not self.rows or self.day is None:
            return None
        content = "\n".join((self.layout.heading, *self.rows))
        self.rows = []
        title = self.layout.data.title
        return Page(
            source=f"{self.source}:{self.first}",
            content=content.encode("utf-8"),
            content_type=EVENT_ROWS,
            encoding="utf-8",
            title=f"{title} events of {self.day.isoformat()}",
            publisher=title,
            published=self.day.isoformat(),
        )
