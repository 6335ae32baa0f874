"""What questions return: events and persons as a sequence, text or a table; a briefing in several shapes."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, overload

from bilateral.errors import QueryError
from bilateral.model import Event

if TYPE_CHECKING:
    import pandas
    import pyarrow

    from bilateral.chronology import DocumentInfo
    from bilateral.outlook.rates.outlook import Outlook, Partner
    from bilateral.outlook.rates.track import Track
    from bilateral.persons import KnownPerson
    from bilateral.present.brief import Brief
    from bilateral.present.people import PersonRow

__all__ = ["Briefing", "Events", "Forecast", "Partners", "People", "TrackRecord"]

_SUFFIXES: Mapping[str, str] = MappingProxyType({".html": "html", ".md": "markdown", ".docx": "docx"})


class Events(Sequence[Event]):
    """Events in order of date: a sequence of `Event`, and the public record (docs/record.md) in several shapes."""

    def __init__(self, events: Sequence[Event], documents: Mapping[str, Any]) -> None:
        self._events = tuple(events)
        self._documents = documents

    @overload
    def __getitem__(self, index: int) -> Event: ...
    @overload
    def __getitem__(self, index: slice) -> Events: ...
    def __getitem__(self, index: int | slice) -> Event | Events:
        if isinstance(index, slice):
            return Events(self._events[index], self._documents)
        return self._events[index]

    def __len__(self) -> int:
        return len(self._events)

    def __repr__(self) -> str:
        return f"<{len(self)} event{'' if len(self) == 1 else 's'}>"

    @cached_property
    def records(self) -> tuple[dict[str, Any], ...]:
        """Each event as the public record: plain dicts, lists, strings and numbers."""
        from bilateral.chronology import record

        return tuple(record(event, self._documents) for event in self._events)

    def to_arrow(self) -> pyarrow.Table:
        """An Arrow table with a row an event and the columns of the public record, nested values included."""
        from bilateral.present.exports import to_table

        return to_table(self.records)

    def to_pandas(self) -> pandas.DataFrame:
        """A data frame with a row an event. Raises QueryError where pandas is not installed."""
        try:
            import pandas as _pandas  # noqa: F401
        except ImportError:
            raise QueryError("pandas is not installed: pip install 'bilateral[pandas]', or use to_arrow()") from None
        return self.to_arrow().to_pandas()

    def text(self, layout: str = "table", *, width: int = 100, colour: bool = False) -> str:
        """As text: a "table" of that many columns, "json", "jsonl", "csv" or "md". Raises UnknownValue."""
        from bilateral.present.tables import events_text

        return events_text(self, self._documents, layout, width=width, colour=colour)

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(self.text())}</pre>"


class People(Sequence["KnownPerson"]):
    """Persons by party and level: a sequence of `KnownPerson`, and the same as plain records or text."""

    def __init__(self, rows: Sequence[PersonRow], documents: Mapping[str, DocumentInfo]) -> None:
        self._rows = tuple(rows)
        self._documents = documents

    @overload
    def __getitem__(self, index: int) -> KnownPerson: ...
    @overload
    def __getitem__(self, index: slice) -> People: ...
    def __getitem__(self, index: int | slice) -> KnownPerson | People:
        if isinstance(index, slice):
            return People(self._rows[index], self._documents)
        return self._rows[index].person

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return f"<{len(self)} person{'' if len(self) == 1 else 's'}>"

    @cached_property
    def records(self) -> tuple[dict[str, Any], ...]:
        """Each person as plain dicts, lists, strings and numbers, with the texts that name them."""
        from bilateral.present.people import person_record

        return tuple(person_record(row, self._documents) for row in self._rows)

    def text(self, layout: str = "table", *, width: int = 100, colour: bool = False, sources: bool = False) -> str:
        """As text: a "table" of that many columns, "json", "jsonl", "csv" or "md". Raises UnknownValue.

        `sources` names each person's offices and texts below the table; data always has them.
        """
        from bilateral.present.people import people_text

        return people_text(self._rows, self._documents, layout, width=width, colour=colour, sources=sources)

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(self.text())}</pre>"


class Briefing:
    """A briefing on a relation. `data` holds what it says, for programs; it shows itself in a notebook."""

    def __init__(self, data: Brief) -> None:
        self.data = data

    @cached_property
    def html(self) -> str:
        """One self-contained page that opens offline."""
        from bilateral.present.brief import render_html

        return render_html(self.data)

    @cached_property
    def markdown(self) -> str:
        """The same as Markdown, without the charts."""
        from bilateral.present.brief import render_markdown

        return render_markdown(self.data)

    @cached_property
    def docx(self) -> bytes:
        """The same as a Word document, the charts as tables."""
        from bilateral.present.brief import render_docx

        return render_docx(self.data)

    def save(self, path: str | Path) -> Path:
        """Write it as .html, .md or .docx, by the suffix. Raises QueryError for another, ExportError if it cannot."""
        from bilateral.present.files import write_file

        path = Path(path)
        suffix = path.suffix.casefold()
        listed = f"{', '.join(list(_SUFFIXES)[:-1])} or {list(_SUFFIXES)[-1]}"
        if suffix not in _SUFFIXES:
            raise QueryError(f"{path}: a briefing is written as {listed}; got {suffix or 'no suffix'}")
        content: str | bytes = getattr(self, _SUFFIXES[suffix])
        write_file(path, content)
        return path

    def _repr_html_(self) -> str:
        return f'<iframe srcdoc="{html.escape(self.html)}" width="100%" height="800"></iframe>'


class Forecast:
    """The outlook on two parties (`outlook`), as text or data."""

    def __init__(self, outlook: Outlook) -> None:
        self.outlook = outlook

    @property
    def record(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers (docs/outlook.md)."""
        from bilateral.present.outlook import outlook_record

        return outlook_record(self.outlook)

    def json(self) -> str:
        """The record as JSON; ends in a line break."""
        return _json(self.record)

    def text(self, *, limit: int = 10, reasons: int = 3) -> str:
        """For reading, in 80 columns: at most `limit` acts, each with at most `reasons`; ends in a line break."""
        from bilateral.present.outlook import outlook_text

        return outlook_text(self.outlook, limit=limit, reasons=reasons)


class Partners:
    """With whom a party may next do something (`partners`), as text or data; `refused` says why nothing is said."""

    def __init__(
        self, a: str, act: str, partners: Sequence[Partner], *, as_of: date, horizon: int, refused: str
    ) -> None:
        self.partners = tuple(partners)
        self.refused = refused
        self._a, self._act = a, act
        self._facts: dict[str, Any] = {"as_of": as_of, "horizon": horizon, "refused": refused}

    @property
    def record(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers."""
        from bilateral.present.outlook import partners_record

        return partners_record(self._a, self._act, self.partners, **self._facts)

    def json(self) -> str:
        """The record as JSON; ends in a line break."""
        return _json(self.record)

    def text(self) -> str:
        """A table in 80 columns; ends in a line break."""
        from bilateral.present.outlook import partners_text

        return partners_text(self._a, self._act, self.partners, **self._facts)


class TrackRecord:
    """How good outlooks were (`track`; None: none can be scored yet), as text or data."""

    def __init__(self, track: Track | None, head: str, facts: Mapping[str, Any]) -> None:
        self.track = track
        self._head = head
        self._facts = facts

    @property
    def record(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers."""
        from bilateral.present.outlook import track_record

        return track_record(self.track, self._facts) if self.track else {**self._facts, "all": None}

    def json(self) -> str:
        """The record as JSON; ends in a line break."""
        return _json(self.record)

    def text(self) -> str:
        """Tables in 80 columns; ends in a line break."""
        from bilateral.present.outlook import track_text

        return track_text(self.track, self._head) if self.track else f"{self._head}.\n"


def _json(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
