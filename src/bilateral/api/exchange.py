"""Judgements from files: the project's own CSV and JSON Lines, and Label Studio's JSON export.

Every row is taken or refused by itself, with its line; one that says what a judgement kept before says is not kept
twice, whether that one still stands or was withdrawn.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bilateral.api.judging import Author, event_of, judgement_on, value_of
from bilateral.api.query import first_day, last_day, party, words
from bilateral.errors import BilateralError, EncodingProblem, MalformedRecord, NotFound, QueryError, UnknownValue
from bilateral.model import Level

if TYPE_CHECKING:
    from bilateral.chronology import Anchored, Judgement, Store

__all__ = ["Imported", "Row", "imported", "rows_of"]

Row = Mapping[str, Any]
_MOMENT = timedelta(microseconds=1)
_EVENT_VERDICTS = ("is", "right", "wrong", "same", "different")
_PERSON_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"is": ("state", "office", "level"), "same": ("name",), "different": ("name",), "wrong": ("person",)}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of a file: judgements kept, how many were known already, and the rows that could not be taken.

    `bad` are the line (or task) and the reason.
    """

    judgements: tuple[Judgement, ...] = ()
    known: int = 0
    bad: tuple[tuple[str, str], ...] = ()
    anchored: Mapping[str, Anchored] = field(default_factory=dict)


def imported(store: Store, path: str | Path, *, by: str, why: str = "", now: datetime | None = None) -> Imported:
    """The judgements of a file that are not kept yet, nothing being written.

    `by` and `why` stand in for what a row does not tell. Rows are taken in the order of the file as if none of the
    others had been said. Raises NotFound, EncodingProblem, and MalformedRecord for a file that is none of the kinds.
    """
    moment = (now or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
    taker = _Taker(store, by=by, why=why)
    for number, (where, row) in enumerate(rows_of(path)):
        taker.take(where, row, moment + number * _MOMENT)
    return Imported(
        judgements=tuple(taker.new), known=taker.known, bad=tuple(taker.bad), anchored=MappingProxyType(taker.anchored)
    )


# --- files -------------------------------------------------------------------------------------------------------


def rows_of(path: str | Path) -> Iterator[tuple[str, Row | str]]:
    """The rows of a file with the line each stands on; a text in place of a row says what is wrong with that line."""
    text = _text(path)
    kind = Path(path).suffix.casefold()
    if kind == ".csv":
        yield from _csv(str(path), text)
    elif kind in (".jsonl", ".ndjson"):
        yield from _lines(text)
    elif kind == ".json":
        yield from _json(str(path), text)
    else:
        raise UnknownValue("file of judgements", str(path), (".csv", ".jsonl", ".json"))


def _text(path: str | Path) -> str:
    try:
        return Path(path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EncodingProblem(str(path), f"not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except OSError as error:
        raise NotFound(str(path), error.strerror or str(error)) from error


def _csv(path: str, text: str) -> Iterator[tuple[str, Row | str]]:
    reader = csv.DictReader(text.splitlines(keepends=True))
    heads = [head.strip() for head in reader.fieldnames or ()]
    if not {"subject", "event"} & set(heads):
        raise MalformedRecord(path, "the first line names no column 'event' (or 'subject'); see docs/judgements.md")
    reader.fieldnames = heads
    for row in reader:
        where = f"line {reader.line_num}"
        if None in row:
            yield where, f"has more cells than the first line ({len(heads)})"
        else:
            yield where, {head: _uncovered(cell) for head, cell in row.items()}


def _uncovered(cell: str | None) -> str | None:
    # An export puts an apostrophe before what a spreadsheet would take for a formula.
    return cell[1:] if cell and cell[0] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell


def _lines(text: str) -> Iterator[tuple[str, Row | str]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield f"line {number}", _parsed(line)


def _parsed(line: str) -> Row | str:
    try:
        row = json.loads(line)
    except ValueError as error:
        return f"no JSON: {error}"
    return row if isinstance(row, dict) else "no JSON object"


def _json(path: str, text: str) -> Iterator[tuple[str, Row | str]]:
    try:
        items = json.loads(text)
    except ValueError as error:
        raise MalformedRecord(path, f"no JSON: {error}") from error
    if not isinstance(items, list):
        raise MalformedRecord(path, "is no list: neither Label Studio's JSON export nor that of `bilateral judgements`")
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            yield f"item {number}", "no JSON object"
        elif "annotations" in item:
            yield from _task(item, number)
        else:
            yield f"item {number}", item


# --- Label Studio ------------------------------------------------------------------------------------------------


def _task(task: Row, number: int) -> Iterator[tuple[str, Row | str]]:
    where = f"task {task.get('id', number)}"
    data = task.get("data")
    if not isinstance(data, dict) or not data.get("event"):
        yield where, "its data names no event; make tasks with: bilateral judge tasks"
        return
    annotations = task.get("annotations")
    for annotation in annotations if isinstance(annotations, list) else ():
        if isinstance(annotation, dict) and not annotation.get("was_cancelled"):
            yield from _annotation(where, data, annotation)


def _annotation(where: str, data: Row, annotation: Row) -> Iterator[tuple[str, Row | str]]:
    try:
        said = dict(_results(annotation.get("result") or []))
    except (KeyError, TypeError, AttributeError) as error:
        yield where, f"an annotation that is not as Label Studio writes them ({error})"
        return
    base = {
        "event": data["event"],
        "anchors": data.get("anchors"),
        "who": _annotator(annotation),
        "made": annotation.get("updated_at") or annotation.get("created_at"),
        "why": " ".join(said.pop("why", [])) or f"Label Studio, {where}",
    }
    for name, values in said.items():
        if name == "verdict":
            yield from ((where, {**base, "verdict": value}) for value in values)
        elif name in ("same_as", "different_from"):
            verdict = "same" if name == "same_as" else "different"
            yield from ((where, {**base, "anchors": None, "verdict": verdict, "other": value}) for value in values)
        else:
            yield where, {**base, "verdict": "is", "field": name, "value": ", ".join(values)}


def _results(results: Sequence[Row]) -> Iterator[tuple[str, list[str]]]:
    for result in results:
        value = result["value"]
        found = value.get("choices") or value.get("text") or []
        yield result["from_name"], [found] if isinstance(found, str) else [str(one) for one in found]


def _annotator(annotation: Row) -> str | None:
    by = annotation.get("completed_by")
    if isinstance(by, dict):
        return by.get("email") or by.get("username") or (f"annotator {by['id']}" if "id" in by else None)
    return f"annotator {by}" if by is not None else None


# --- rows to judgements ------------------------------------------------------------------------------------------


_Said = tuple[str | None, ...]


def _said(one: Judgement) -> _Said:
    return one.kind, one.verdict, one.field, one.value, one.who, one.why, one.scope


class _Taker:
    """Takes rows one by one, against the database as it was before the first."""

    def __init__(self, store: Store, *, by: str, why: str) -> None:
        self._store = store
        self._by = by
        self._why = why
        self._kept: dict[_Said, list[Judgement]] = defaultdict(list)
        for one in store.judgements.all():
            self._kept[_said(one)].append(one)
        self.new: list[Judgement] = []
        self.anchored: dict[str, Anchored] = {}
        self.known = 0
        self.bad: list[tuple[str, str]] = []

    def take(self, where: str, row: Row | str, moment: datetime) -> None:
        """Keep what the row says, or note what is wrong with it."""
        if isinstance(row, str):
            self.bad.append((where, row))
            return
        try:
            judgement, anchors = self._judgement(_Told(row, self._by, self._why), moment)
        except BilateralError as error:
            self.bad.append((where, str(error)))
            return
        if judgement is None:
            self.known += 1
            return
        self.new.append(judgement)
        self._kept[_said(judgement)].append(judgement)
        if anchors:
            self.anchored[judgement.id] = anchors

    def _judgement(self, told: _Told, moment: datetime) -> tuple[Judgement | None, Anchored]:
        fields = told.fields()
        author = Author(by=told.who, why=told.why, made=told.made)
        if self._is_known(told, fields):
            return None, {}
        made = author.moment if told.made else moment
        if told.kind == "person":
            return self._finished(told, told.on_person(fields, made)), {}
        subject, other, anchors = self._events(told)
        one = judgement_on(fields, subject, other, by=author.by, why=author.why, made=made)
        return self._finished(told, one), anchors

    def _finished(self, told: _Told, judgement: Judgement) -> Judgement:
        return replace(judgement, withdrawn=told.moment("withdrawn"))

    def _is_known(self, told: _Told, fields: Mapping[str, str | None]) -> bool:
        said = (told.kind, fields["verdict"], fields["field"], fields["value"], told.who, told.why, told.scope)
        return any(
            one.subject.startswith(told.subject)
            and (one.other or "").startswith(told.other or "")
            and told.made in (None, one.made.replace(tzinfo=UTC))
            and (told.day("since"), told.day("until")) == (one.since, one.until)
            for one in self._kept[said]
        )

    def _events(self, told: _Told) -> tuple[str, str | None, Anchored]:
        from bilateral.chronology import anchor_of

        anchors = told.anchors()
        sides = ("subject", "other") if told.other else ("subject",)
        if anchors and set(anchors) == set(sides):
            return told.subject, told.other, anchors
        events = [event_of(self._store, prefix) for prefix in (told.subject, told.other) if prefix]
        if len({event.id for event in events}) < len(events):
            raise QueryError(f"{told.subject} and {told.other} are one event; to part its reports use: judge split")
        found = {side: tuple(anchor_of(r) for r in event.reports) for side, event in zip(sides, events, strict=True)}
        return events[0].id, events[1].id if told.other else None, found


@dataclass(frozen=True, slots=True)
class _Told:
    """A row; `by` and `because` stand in for what it leaves out."""

    row: Row
    by: str
    because: str

    def text(self, name: str) -> str | None:
        """A cell as text without blanks around it; None where there is nothing in it."""
        value = self.row.get(name)
        return " ".join(str(value).split()) or None if value is not None else None

    @property
    def kind(self) -> str:
        return words("kind of judgement", self.text("kind") or "event", ("event", "person"))[0]

    @property
    def subject(self) -> str:
        found = self.text("subject") or self.text("event")
        if not found:
            raise QueryError("names no event (column 'event')")
        return found

    @property
    def other(self) -> str | None:
        return self.text("other")

    @property
    def who(self) -> str:
        return self.text("who") or self.by

    @property
    def why(self) -> str:
        return self.text("why") or self.because

    @property
    def scope(self) -> str | None:
        return self.text("scope")

    @property
    def made(self) -> datetime | None:
        """When it was made, in UTC."""
        found = self.moment("made")
        return found.replace(tzinfo=UTC) if found else None

    def moment(self, name: str) -> datetime | None:
        """A moment as UTC without zone."""
        text = self.text(name)
        if text is None:
            return None
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            raise QueryError(f"{name}: {text!r} is no moment; write it as 2026-01-31T12:00:00") from None
        return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found

    def day(self, name: str) -> date | None:
        """A day of a period."""
        return (last_day if name == "until" else first_day)(self.text(name))

    def fields(self) -> dict[str, str | None]:
        """Verdict, field and value, checked."""
        if self.kind == "person":
            return self._on_person()
        field_name = self.text("field")
        plain = field_name in (None, "event")
        verdict = words("verdict", self.text("verdict") or ("is" if field_name else ""), _EVENT_VERDICTS)[0]
        if (verdict in ("same", "different")) != bool(self.other):
            raise QueryError(
                f"verdict {verdict} needs the other event (column 'other')"
                if not self.other
                else f"verdict {verdict} is on one event: column 'other' must be empty"
            )
        if verdict != "is":
            if not plain:
                raise QueryError(f"verdict {verdict} is on the whole event: column 'field' must be empty")
            return {"verdict": verdict, "field": "event", "value": None}
        if plain:
            raise QueryError("verdict is needs a field and its value (columns 'field' and 'value')")
        name = (field_name or "").casefold()
        return {"verdict": "is", "field": name, "value": value_of(name, self.text("value") or "none")}

    def _on_person(self) -> dict[str, str | None]:
        verdict = words("verdict", self.text("verdict") or "is", _PERSON_FIELDS)[0]
        name = words("field of a person", self.text("field") or _PERSON_FIELDS[verdict][0], _PERSON_FIELDS[verdict])[0]
        if (verdict in ("same", "different")) != bool(self.other):
            raise QueryError(f"verdict {verdict} does not go with {self.other or 'no other name'!r} in column 'other'")
        value = self.text("value")
        checks: Mapping[str, Callable[[str], str]] = {
            "state": party,
            "level": lambda text: words("level", text, Level)[0].value,
        }
        if verdict == "is" and not value:
            raise QueryError(f"{name} needs a value")
        return {"verdict": verdict, "field": name, "value": checks[name](value) if value and name in checks else value}

    def on_person(self, fields: Mapping[str, str | None], made: datetime) -> Judgement:
        """A judgement on a person."""
        from bilateral.chronology import PERSON, judgement_id

        one = judgement_on(fields, self.subject, self.other, by=self.who, why=self.why, made=made)
        scope = party(self.scope) if self.scope else None
        one = replace(one, kind=PERSON, scope=scope, since=self.day("since"), until=self.day("until"))
        return replace(one, id=judgement_id(one))

    def anchors(self) -> dict[str, Any]:
        """What the row says it was made on; empty where it does not."""
        from bilateral.chronology import anchor_from_row

        told = self.row.get("anchors")
        if not told:
            return {}
        try:
            sides = json.loads(told) if isinstance(told, str) else told
            return {side: tuple(anchor_from_row(_dated(one)) for one in kept) for side, kept in sides.items()}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise QueryError(f"anchors that `bilateral judgements --export` would not write ({error})") from error


def _dated(anchor: Row) -> Row:
    return {**anchor, **{key: date.fromisoformat(anchor[key]) for key in ("earliest", "latest")}}
