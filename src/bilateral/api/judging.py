"""Judgements on events, in the words of whoever judges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from bilateral.api.query import party, words
from bilateral.errors import QueryError, UnknownEvent, UnknownValue
from bilateral.model import ISSUES, MODES, Event, EventType, Form, Report, Status

if TYPE_CHECKING:
    from bilateral.chronology import Anchor, Anchored, Judgement, Store

__all__ = ["NOTHING", "Author", "Judged", "different", "event_of", "on_event", "parted", "same", "value_of"]

NOTHING = "none"
"""How a judged value says that there is none: no place, no issues, no target, no mode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who judges, why, and when (now, unless told). Raises QueryError where somebody or a reason is missing."""

    by: str
    why: str
    made: datetime | None = None

    def __post_init__(self) -> None:
        for what, text in (("a reason (why)", self.why), ("who judges (by)", self.by)):
            if not text.strip():
                raise QueryError(f"a judgement needs {what}")

    @property
    def moment(self) -> datetime:
        """When it was made, UTC without zone."""
        return (self.made or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Judgements to be kept, with what they were made on by the id of each."""

    judgements: tuple[Judgement, ...]
    anchored: Mapping[str, Anchored]


def on_event(
    store: Store,
    event: str,
    author: Author,
    *,
    right: bool = False,
    wrong: bool = False,
    values: Mapping[str, str] | None = None,
) -> Judged:
    """That an event is right or wrong, or which values its fields have.

    Raises UnknownEvent; UnknownValue and UnknownState for a field or a value that is not known; QueryError where
    nothing is said, or wrong beside something else.
    """
    from bilateral.chronology import FIELDS

    found = event_of(store, event)
    given = dict(values or {})
    if right and wrong:
        raise QueryError("an event is right or wrong, not both")
    if wrong and given:
        raise QueryError("wrong says that there was no such event: it goes with no value")
    if not (right or wrong or given):
        raise QueryError(f"nothing is said about {event}: that it is right, or wrong, or the value of a field")
    said = [_fields(field=name.strip().casefold(), value=value_of(name, value, found)) for name, value in given.items()]
    said.sort(key=lambda fields: FIELDS.index(str(fields["field"])))
    judged = {str(fields["field"]): fields["value"] for fields in said}
    _check_days(found, judged)
    _check_mode(found, judged)
    if right or wrong:
        said.append(_fields(verdict="right" if right else "wrong", field="event"))
    return _judged([(fields, found.id, None, {"subject": found.reports}) for fields in said], author)


def same(store: Store, events: Sequence[str], author: Author) -> Judged:
    """That all these events are one. Raises UnknownEvent, and QueryError for fewer than two."""
    found = _several(store, events)
    first, *others = found
    return _judged(
        [
            (_fields(verdict="same", field="event"), first.id, other.id, _sides(first.reports, other.reports))
            for other in others
        ],
        author,
    )


def different(store: Store, first: str, second: str, author: Author) -> Judged:
    """That two events are two, and stay so. Raises UnknownEvent, and QueryError where both are the same."""
    one, two = _several(store, (first, second))
    return _judged(
        [(_fields(verdict="different", field="event"), one.id, two.id, _sides(one.reports, two.reports))], author
    )


def parted(store: Store, event: str, sources: Sequence[str], author: Author) -> Judged:
    """That some reports of an event tell of another one. A source is its number in `bilateral show`, a document's id or
    a report's. Raises UnknownEvent, and QueryError for a source the event does not have, or where none is left."""
    from bilateral.chronology import event_id

    found = event_of(store, event)
    leaving = _leaving(found, sources)
    staying = tuple(report for report in found.reports if report not in leaving)
    if not staying:
        raise QueryError(f"event {found.id}: all its sources are named; those that tell of the event itself must stay")
    fields = _fields(verdict="different", field="event")
    return _judged([(fields, found.id, event_id(leaving), _sides(staying, leaving))], author)


def event_of(store: Store, prefix: str) -> Event:
    """The event whose id begins so. Raises UnknownEvent; it names the judgement by which an event was taken out."""
    try:
        return store.event(prefix)
    except UnknownEvent as error:
        wanted = prefix.strip().lower()
        for one in store.judgements.all(withdrawn=False) if wanted else ():
            if one.verdict == "wrong" and one.subject.startswith(wanted):
                raise UnknownEvent(
                    f"event {one.subject} was judged wrong by {one.who} on {one.made:%Y-%m-%d}; "
                    f"bring it back with: bilateral judgements --withdraw {one.id}"
                ) from error
        raise


# --- values ------------------------------------------------------------------------------------------------------


def value_of(field: str, value: str, event: Event | None = None) -> str | None:
    """The value as it is kept, None for "none". Raises UnknownValue, UnknownState or QueryError naming what is known.

    `event` is the one it is said of, where that is at hand: its own places are known, whatever the gazetteer has.
    """
    from bilateral.chronology import FIELDS

    name = field.strip().casefold()
    if name not in _VALUES:
        raise UnknownValue("field of an event", field, FIELDS)
    text = " ".join(value.split())
    if text.casefold() in ("", NOTHING):
        if name in _NEEDED:
            raise QueryError(f"{name} needs a value: it cannot be {NOTHING}")
        return None
    if name == "place" and event is not None:
        told = {r.place.name.casefold(): r.place for r in event.reports if r.place and r.place.state}
        if place := told.get(text.casefold()):
            return f"{place.name}, {place.state}"
    return _VALUES[name](text)


def _date(text: str) -> str:
    from bilateral.chronology import interval

    try:
        interval(text)
    except ValueError:
        raise QueryError(
            f"{text!r} is no date; write it as 2022, 2022-03, 2022-03-15, or a period as 2022-03-15/2022-03-17"
        ) from None
    return "/".join(part.strip() for part in text.split("/"))


def _day(text: str) -> str:
    if "/" in text:
        raise QueryError(f"{text!r} is a period; start and end are days, date takes both")
    return _date(text)


def _codes(text: str) -> str:
    return ", ".join(dict.fromkeys(party(part.strip()) for part in text.split(",") if part.strip()))


def _place(text: str) -> str:
    from bilateral.chronology import place_of

    name, comma, state = (part.strip() for part in text.partition(","))
    found = place_of(f"{name}, {party(state)}" if comma else name)
    if found is None:
        raise QueryError(f"the gazetteer has no place called {text!r}; name its state too: 'place={text}, FRA'")
    return f"{found.name}, {found.state}" if found.state else found.name


def _mode(text: str) -> str:
    known = sorted({mode for modes in MODES.values() for mode in modes})
    return words("mode", text, known)[0]


_VALUES: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "date": _date,
        "start": _day,
        "end": _day,
        "type": lambda text: words("event type", text, EventType)[0].value,
        "mode": _mode,
        "form": lambda text: words("form", text, Form)[0].value,
        "status": lambda text: words("status", text, Status)[0].value,
        "place": _place,
        "issues": lambda text: ", ".join(words("issue", (part.strip() for part in text.split(",")), ISSUES)),
        "from": _codes,
        "to": _codes,
    }
)
_NEEDED = frozenset({"date", "start", "end", "type", "form", "status", "from"})


def _check_mode(event: Event, values: Mapping[str, str | None]) -> None:
    kind, mode = EventType(values.get("type") or event.type), values.get("mode")
    if mode and mode not in MODES[kind]:
        raise UnknownValue(f"mode of {kind}", mode, MODES[kind] or (NOTHING,))


def _check_days(event: Event, values: Mapping[str, str | None]) -> None:
    from bilateral.chronology import interval

    start, end = values.get("start"), values.get("end")
    first = interval(start)[0] if start else event.when.earliest
    last = interval(end)[1] if end else event.when.latest
    if (start and end) and first > last:
        raise QueryError(f"the event would end ({last}) before it starts ({first})")
    if "date" in values and (start or end):
        raise QueryError("date says start and end at once: give it alone, or the two others")


# --- making them -------------------------------------------------------------------------------------------------

_MOMENT = timedelta(microseconds=1)
"""What is said together is said one after the other, so that of a type and its mode the mode comes after."""

_Said = tuple[dict[str, str | None], str, str | None, Mapping[str, Sequence[Report]]]


def _fields(**fields: str | None) -> dict[str, str | None]:
    return {"verdict": "is", "field": None, "value": None, **fields}


def _sides(subject: Sequence[Report], other: Sequence[Report]) -> Mapping[str, Sequence[Report]]:
    return {"subject": subject, "other": other}


def _judged(said: Iterable[_Said], author: Author) -> Judged:
    from bilateral.chronology import anchor_of

    made = author.moment
    kept: list[Judgement] = []
    anchored: dict[str, Anchored] = {}
    for number, (fields, subject, other, sides) in enumerate(said):
        anchors: dict[str, tuple[Anchor, ...]] = {
            side: tuple(anchor_of(report) for report in reports) for side, reports in sides.items()
        }
        one = judgement_on(fields, subject, other, by=author.by, why=author.why, made=made + number * _MOMENT)
        kept.append(one)
        anchored[one.id] = anchors
    return Judged(judgements=tuple(kept), anchored=anchored)


def judgement_on(
    fields: Mapping[str, str | None], subject: str, other: str | None, *, by: str, why: str, made: datetime
) -> Judgement:
    """A judgement on an event; `fields` are verdict, field and value, `made` is UTC without zone."""
    from bilateral.chronology import EVENT, Judgement, judgement_id

    blank = Judgement(
        id="",
        kind=EVENT,
        subject=subject,
        other=other,
        verdict=fields["verdict"] or "is",
        field=fields["field"],
        value=fields["value"],
        who=by.strip(),
        made=made,
        why=" ".join(why.split()),
    )
    return replace(blank, id=judgement_id(blank))


def _several(store: Store, prefixes: Sequence[str]) -> list[Event]:
    found = {event.id: event for event in (event_of(store, prefix) for prefix in prefixes)}
    if len(found) < 2:
        raise QueryError(f"name two events or more; got {', '.join(found) or 'none'}")
    return list(found.values())


def _leaving(event: Event, sources: Sequence[str]) -> tuple[Report, ...]:
    documents = list(dict.fromkeys(report.document for report in event.reports))
    leaving: dict[str, Report] = {}
    for source in sources:
        number = int(source) if source.strip().isdecimal() else 0
        document = documents[number - 1] if 0 < number <= len(documents) else source.strip()
        named = [r for r in event.reports if document in (r.document, r.id)]
        if not named:
            known = ", ".join(f"{at} ({key})" for at, key in enumerate(documents, start=1))
            raise QueryError(f"event {event.id} has no source {source!r}; it has: {known}")
        leaving |= {report.id: report for report in named}
    if not leaving:
        raise QueryError(f"event {event.id}: name the sources that tell of another event")
    return tuple(leaving.values())
