"""Reports read from an Arrow table column by column: a tenth of the time that rows of nested dicts take.

Equal actors come back as one object, so that a million reports of a few thousand actors fit in memory.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from bilateral.model import Actor, Basis, EventType, Form, Level, Place, Precision, Quote, Report, Span, Status, When

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["reports_from_arrow"]

_TYPES = {value.value: value for value in EventType}
_FORMS = {value.value: value for value in Form}
_STATUSES = {value.value: value for value in Status}
_PRECISIONS = {value.value: value for value in Precision}
_BASES = {value.value: value for value in Basis}
_LEVELS: dict[str | None, Level | None] = {None: None, **{value.value: value for value in Level}}

_WHEN = ("earliest", "latest", "precision", "basis", "when_text", "when_reason")

_ActorKey = tuple[str | None, str | None, str | None, str | None, str | None, str | None, str]


def reports_from_arrow(table: pa.Table) -> list[Report]:
    """The reports whose rows (of `reports`) the table holds, in its order; further columns are passed over."""
    actors: dict[_ActorKey, Actor] = {}

    def plain(name: str) -> list[Any]:
        return list(table.column(name).to_pylist())

    columns = zip(
        plain("id"),
        plain("document"),
        plain("type"),
        plain("mode"),
        plain("form"),
        plain("status"),
        _sides(table.column("source"), actors),
        _sides(table.column("target"), actors),
        _whens(zip(*(plain(name) for name in _WHEN), strict=True)),
        _places(table.column("place")),
        _words(table.column("issues")),
        _words(table.column("named_issues")),
        _quotes(table.column("quotes")),
        plain("confidence"),
        plain("count"),
        _spans(table.column("evidence")),
        plain("text"),
        plain("reader"),
        _words(table.column("reasons")),
        strict=True,
    )
    return [
        Report(
            id=id,
            document=document,
            type=_TYPES[kind],
            mode=mode,
            form=_FORMS[form],
            status=_STATUSES[status],
            source=source,
            target=target,
            when=when,
            place=place,
            issues=issues,
            named_issues=named,
            quotes=quotes,
            confidence=confidence,
            count=count,
            evidence=evidence,
            text=text,
            reader=reader,
            reasons=reasons,
        )
        for (
            id,
            document,
            kind,
            mode,
            form,
            status,
            source,
            target,
            when,
            place,
            issues,
            named,
            quotes,
            confidence,
            count,
            evidence,
            text,
            reader,
            reasons,
        ) in columns
    ]


def _lists(column: pa.ChunkedArray) -> Iterator[tuple[list[int], pa.Array]]:
    """For each chunk of a column of lists: where in the flat values each list begins (and the last ends), and those."""
    for chunk in column.chunks:
        first = chunk.offset and chunk.offsets[0].as_py()
        yield [offset - (first or 0) for offset in chunk.offsets.to_pylist()], chunk.flatten()


def _fields(structs: pa.StructArray) -> Iterable[tuple[Any, ...]]:
    return zip(*(field.to_pylist() for field in structs.flatten()), strict=True)


def _sides(column: pa.ChunkedArray, known: dict[_ActorKey, Actor]) -> Iterator[tuple[Actor, ...]]:
    for bounds, structs in _lists(column):
        found = [known.get(key) or known.setdefault(key, _actor(key)) for key in _fields(structs)]
        for first, last in itertools.pairwise(bounds):
            yield tuple(found[first:last])


def _actor(key: _ActorKey) -> Actor:
    state, organisation, person, person_id, office, level, basis = key
    return Actor(
        state=state,
        organisation=organisation,
        person=person,
        person_id=person_id,
        office=office,
        level=_LEVELS[level],
        basis=basis,
    )


def _spans(column: pa.ChunkedArray) -> Iterator[tuple[Span, ...]]:
    for bounds, structs in _lists(column):
        found = [Span(start, end) for start, end in _fields(structs)]
        for first, last in itertools.pairwise(bounds):
            yield tuple(found[first:last])


def _words(column: pa.ChunkedArray) -> Iterator[tuple[str, ...]]:
    for bounds, words in _lists(column):
        found = words.to_pylist()
        for first, last in itertools.pairwise(bounds):
            yield tuple(found[first:last])


def _whens(fields: Iterable[tuple[Any, ...]]) -> Iterator[When]:
    for first, last, precision, basis, text, reason in fields:
        yield When(
            earliest=first,
            latest=last,
            precision=_PRECISIONS[precision],
            basis=_BASES[basis],
            text=text,
            reason=reason,
        )


def _places(column: pa.ChunkedArray) -> Iterator[Place | None]:
    for chunk in column.chunks:
        for name, state, lat, lon in _fields(chunk):
            yield None if name is None else Place(name=name, state=state, lat=lat, lon=lon)


def _quotes(column: pa.ChunkedArray) -> Iterator[tuple[Quote, ...]]:
    # Few reports have any.
    for quotes in column.to_pylist():
        yield tuple(
            Quote(
                text=quote["text"],
                span=Span(quote["start"], quote["end"]),
                speaker=_speaker(quote["speaker"]),
                addressee=_speaker(quote["addressee"]),
            )
            for quote in quotes
        )


def _speaker(row: dict[str, Any] | None) -> Actor | None:
    return Actor(**{**row, "level": _LEVELS[row["level"]]}) if row else None
