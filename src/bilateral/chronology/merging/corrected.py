"""An event as people corrected it: judged fields take the place of the agreed ones, and what the reports say is kept.

Only whom a judgement names is changed: judged sides keep the persons whom the reports name of those parties. "Right"
says that somebody looked at the event and found that it took place as told; its confidence is then the highest there
is. Other judgements leave the confidence: it is that of the reports.
"""

from __future__ import annotations

import calendar
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from bilateral.chronology.merging.rulings import RIGHT, FieldRuling, Rulings, overridden
from bilateral.knowledge.fold import fold
from bilateral.model import (
    ISSUES,
    Actor,
    Basis,
    Event,
    EventType,
    Form,
    Level,
    Place,
    Precision,
    Ruled,
    Status,
    When,
)

__all__ = ["corrected", "interval", "place_of"]

_SURE = 0.999
"""The confidence of an event that was judged right, the highest there is."""


def corrected(event: Event, rulings: Rulings) -> Event:
    """The event with the fields that are ruled on; the same one where there are none."""
    standing = _standing(ruling for report in event.reports for ruling in rulings.fields.get(report.id, ()))
    judged: list[Ruled] = []
    made = event
    for ruling in standing:
        made = _APPLY[ruling.field](made, ruling, event)
        judged.append(
            Ruled(
                field=ruling.field,
                value=ruling.value or "none",
                reported=_SHOWN[ruling.field](event),
                judgement=ruling.judgement,
                who=ruling.who,
                on=ruling.made.date(),
                why=ruling.why,
            )
        )
    return replace(made, judged=tuple(judged)) if judged else event


def _standing(rulings: Iterable[FieldRuling]) -> list[FieldRuling]:
    kept: list[FieldRuling] = []
    for ruling in sorted(set(rulings), key=lambda ruling: (ruling.made, ruling.judgement)):
        kept = [before for before in kept if before.field not in overridden(ruling.field)]
        kept.append(ruling)
    return kept


# --- dates -------------------------------------------------------------------------------------------------------


def interval(value: str) -> tuple[date, date, Precision]:
    """First and last day and precision of "2022-03-15", "2022-03", "2022", or two of these with a slash between them.

    Raises ValueError for anything else, and where the second ends before the first begins.
    """
    first, slash, last = (part.strip() for part in value.partition("/"))
    begin, end, precision = _unit(first)
    if slash:
        _, end, other = _unit(last)
        precision = max(precision, other, key=list(Precision).index)
    if begin > end:
        raise ValueError(f"{value!r} ends before it begins")
    return begin, end, precision


def _unit(text: str) -> tuple[date, date, Precision]:
    parts = [int(part) for part in text.split("-")]
    if [len(part) for part in text.split("-")] not in ([4], [4, 2], [4, 2, 2]):
        raise ValueError(f"{text!r} is no date")
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31), Precision.YEAR
    year, month = parts[:2]
    if len(parts) == 2:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), Precision.MONTH
    return date(year, month, parts[2]), date(year, month, parts[2]), Precision.DAY


def _when(event: Event, ruling: FieldRuling, _: Event) -> Event:
    first, last, precision = interval(ruling.value or "")
    if ruling.field == "start":
        last = max(event.when.latest, first)
    elif ruling.field == "end":
        first = min(event.when.earliest, last)
    reason = f"judged by {ruling.who} on {ruling.made:%Y-%m-%d}"
    return replace(
        event, when=When(earliest=first, latest=last, precision=precision, basis=Basis.JUDGED, reason=reason)
    )


# --- sides -------------------------------------------------------------------------------------------------------


def _source(event: Event, ruling: FieldRuling, agreed: Event) -> Event:
    # Who was on the other side and is ruled to be on this one has changed sides; a side left empty gets the others.
    source = _side(agreed, ruling)
    target = _without(event.target, source) or _without(agreed.source, source)
    return replace(event, source=source, target=target)


def _target(event: Event, ruling: FieldRuling, agreed: Event) -> Event:
    target = _side(agreed, ruling)
    source = _without(event.source, target) or _without(agreed.target, target)
    return replace(event, source=source, target=target)


def _side(event: Event, ruling: FieldRuling) -> tuple[Actor, ...]:
    codes = [code.strip() for code in (ruling.value or "").split(",") if code.strip()]
    named = [actor for report in event.reports for actor in (*report.source, *report.target)]
    found: list[Actor] = []
    for code in codes:
        known = [actor for actor in (*event.source, *event.target) if actor.party == code]
        told = known or [actor for actor in named if actor.party == code][:1]
        found += told or [_bare(code, ruling)]
    return tuple(dict.fromkeys(found))


def _bare(code: str, ruling: FieldRuling) -> Actor:
    basis = f"judged by {ruling.who} on {ruling.made:%Y-%m-%d}"
    if code in _states():
        return Actor(state=code, level=Level.INSTITUTION, basis=basis)
    return Actor(organisation=code, level=Level.INSTITUTION, basis=basis)


def _without(side: Sequence[Actor], other: Sequence[Actor]) -> tuple[Actor, ...]:
    gone = {actor.party for actor in other}
    return tuple(actor for actor in side if actor.party not in gone)


@functools.cache
def _states() -> frozenset[str]:
    from bilateral.knowledge import load

    return frozenset(load().states.by_code)


# --- places ------------------------------------------------------------------------------------------------------


def place_of(value: str) -> Place | None:
    """The place called "Baku" or "Baku, AZE": the gazetteer's, else one without coordinates if the state is told.

    None where the gazetteer has no such place and no state is told.
    """
    name, _, state = (part.strip() for part in value.partition(","))
    known = _gazetteer().get(fold(name))
    if known is not None and state in ("", known.state):
        return known
    return Place(name=name, state=state) if name and state else None


@functools.cache
def _gazetteer() -> Mapping[str, Place]:
    from bilateral.knowledge import load

    places: dict[str, Place] = {}
    found = sorted(load().places.values(), key=lambda place: place.name)
    for one in found:
        places.setdefault(fold(one.name), Place(name=one.name, state=one.state, lat=one.lat, lon=one.lon))
    for one in found:
        for alias in one.aliases:
            places.setdefault(fold(alias), places[fold(one.name)])
    return MappingProxyType(places)


# --- the rest ----------------------------------------------------------------------------------------------------


def _type(event: Event, ruling: FieldRuling, _: Event) -> Event:
    kind = EventType(ruling.value or "")
    return replace(event, type=kind, mode=event.mode if kind is event.type else None)


def _issues(event: Event, ruling: FieldRuling, _: Event) -> Event:
    told = {slug.strip() for slug in (ruling.value or "").split(",")}
    return replace(event, issues=tuple(issue for issue in ISSUES if issue in told))


_APPLY: Mapping[str, Callable[[Event, FieldRuling, Event], Event]] = MappingProxyType(
    {
        RIGHT: lambda event, *_: replace(event, confidence=_SURE),
        "date": _when,
        "start": _when,
        "end": _when,
        "type": _type,
        "mode": lambda event, ruling, _: replace(event, mode=ruling.value),
        "form": lambda event, ruling, _: replace(event, form=Form(ruling.value or "")),
        "status": lambda event, ruling, _: replace(event, status=Status(ruling.value or "")),
        "place": lambda event, ruling, _: replace(event, place=place_of(ruling.value) if ruling.value else None),
        "issues": _issues,
        "from": _source,
        "to": _target,
    }
)


def _days(event: Event) -> str:
    first, last = event.when.earliest.isoformat(), event.when.latest.isoformat()
    return first if first == last else f"{first}/{last}"


def _parties(side: Sequence[Actor]) -> str:
    return ", ".join(dict.fromkeys(actor.party for actor in side if actor.party))


_SHOWN: Mapping[str, Callable[[Event], str]] = MappingProxyType(
    {
        RIGHT: lambda _: "",
        "date": _days,
        "start": lambda event: event.when.earliest.isoformat(),
        "end": lambda event: event.when.latest.isoformat(),
        "type": lambda event: event.type.value,
        "mode": lambda event: event.mode or "",
        "form": lambda event: event.form.value,
        "status": lambda event: event.status.value,
        "place": lambda event: event.place.name if event.place else "",
        "issues": lambda event: ", ".join(event.issues),
        "from": lambda event: _parties(event.source),
        "to": lambda event: _parties(event.target),
    }
)
"""What the reports say, as a judged value would be written."""
