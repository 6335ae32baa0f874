"""Times in a text or a source, each with its value, its days, what it was counted from and the rule that read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from bilateral.api.query import Day, first_day, last_day
from bilateral.config import DEFAULT_SETTINGS, Settings
from bilateral.errors import InputError
from bilateral.model import Basis, Precision, Refusal, Span, When

if TYPE_CHECKING:
    from bilateral.coding.times import TimeMention
    from bilateral.model import Page

__all__ = ["DocumentTimes", "time_record", "times", "times_in"]


@dataclass(frozen=True, slots=True)
class DocumentTimes:
    """The times of one document. `published` is what they were counted from, `evidence` why where it was inferred.

    `text` is the text as read, without page furniture and with its damage mended; the times' offsets are those of it.
    `places` are their characters in the text as it came.
    """

    source: str
    title: str | None
    published: When | None
    evidence: tuple[str, ...]
    text: str
    times: tuple[TimeMention, ...]
    places: tuple[Span, ...]


def times(text: str, *, published: Day = None, narrative: bool = False) -> tuple[TimeMention, ...]:
    """Every time expression of a string, in order.

    `published` is the day, month or year of the text, from which "on Tuesday" and "last month" are counted; without it
    they stay open. `narrative` counts them from the time told last instead, as histories do. Raises QueryError where
    `published` is no date.
    """
    from bilateral.coding.times import tag_times

    return tag_times(text, anchor=_when(published), narrative=narrative)


def times_in(
    source: str | Path,
    *,
    published: Day = None,
    narrative: bool | None = None,
    settings: Settings = DEFAULT_SETTINGS,
    stdin: BinaryIO | None = None,
) -> Iterator[DocumentTimes | Refusal]:
    """The times of each document of a source: whatever `read` takes. What cannot be read comes as a Refusal.

    `published` wins over the document's own date; where there is neither, a range is inferred from the text. By
    default a text without its own date is counted as a narrative, as `read` does it.
    """
    from bilateral.sources import pages

    given = _when(published)
    for page in pages([str(source)], settings=settings, stdin=stdin):
        if isinstance(page, Refusal):
            yield page
            continue
        try:
            yield _read(page, given, narrative, settings)
        except InputError as error:
            yield Refusal(source=page.source, code=error.code, reason=error.reason)


def _read(page: Page, given: When | None, narrative: bool | None, settings: Settings) -> DocumentTimes:
    from bilateral.coding.dating import infer_published
    from bilateral.coding.times import tag_times
    from bilateral.knowledge import load
    from bilateral.reading import read_page

    knowledge = load()
    document = read_page(page, knowledge=knowledge, settings=settings)
    anchor, evidence = given, tuple[str, ...]()
    if anchor is None:
        anchor, evidence = document.published, ()
    if anchor is None:
        anchor, evidence = infer_published(document, knowledge) or (None, ())
    told = narrative if narrative is not None else given is None and document.published is None
    found = tag_times(document.text, anchor=anchor, narrative=told, sentences=document.sentences)
    places = tuple(document.origin(Span(time.start, time.end)) for time in found)
    return DocumentTimes(page.source, document.title, anchor, evidence, document.text, found, places)


def _when(published: Day) -> When | None:
    first, last = first_day(published), last_day(published)
    if first is None or last is None:
        return None
    width = (last - first).days
    precision = Precision.DAY if not width else Precision.MONTH if width < 31 else Precision.YEAR
    return When(earliest=first, latest=last, precision=precision, basis=Basis.STATED, reason="given")


def time_record(time: TimeMention) -> dict[str, Any]:
    """A time as plain values for JSON."""
    record: dict[str, Any] = {"start": time.start, "end": time.end, "text": time.text}
    record |= {"type": time.kind, "value": time.value}
    when = time.when
    record |= {
        "first": when.earliest.isoformat() if when else None,
        "last": when.latest.isoformat() if when else None,
        "precision": when.precision.value if when else None,
        "basis": when.basis.value if when else None,
        "anchor": time.anchor or None,
        "rule": time.rule,
        "reason": when.reason if when else None,
    }
    return record
