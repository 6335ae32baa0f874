"""Shifts of two parties, or the strongest recent ones of all pairs, from what the database holds."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bilateral.api.query import Words, party, words
from bilateral.errors import QueryError
from bilateral.model import Event

if TYPE_CHECKING:
    from bilateral.analysis.shifts import Dated, DyadShifts, Period, What
    from bilateral.analysis.shifts.ranking import Ranked
    from bilateral.analysis.shifts.reading import Reading
    from bilateral.chronology import Store

__all__ = ["FALSE_ALARMS", "RankedShifts", "Shifts", "all_shifts", "asked", "shifts_between"]

FALSE_ALARMS = 0.01
"""A year of a series that never changes: one in a hundred years."""


class Shifts:
    """The shifts of two parties (`Chronology.shifts`), as text or data; `found` holds them for programs."""

    def __init__(self, found: DyadShifts, reading: Reading, events: Mapping[str, Event]) -> None:
        self.found = found
        self.reading = reading
        self._events = events

    @property
    def record(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers (docs/shifts.md)."""
        from bilateral.present.shifts import shifts_record

        return shifts_record(self.found, self.reading)

    def json(self) -> str:
        """The record as JSON; ends in a line break."""
        return json.dumps(self.record, ensure_ascii=False, indent=2) + "\n"

    def text(self) -> str:
        """For reading, in 80 columns; ends in a line break."""
        from bilateral.present.shifts import shifts_text

        return shifts_text(self.found, self.reading, self._events)


class RankedShifts:
    """The strongest recent shifts of all pairs (`Chronology.all_shifts`), as text or data."""

    def __init__(self, ranked: Ranked, reading: Reading) -> None:
        self.ranked = ranked
        self.reading = reading

    @property
    def record(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers (docs/shifts.md)."""
        from bilateral.present.shifts import ranked_record

        return ranked_record(self.ranked, self.reading)

    def json(self) -> str:
        """The record as JSON; ends in a line break."""
        return json.dumps(self.record, ensure_ascii=False, indent=2) + "\n"

    def text(self, *, limit: int = 20) -> str:
        """For reading, in 80 columns: at most `limit` shifts; ends in a line break."""
        from bilateral.present.shifts import ranked_text

        return ranked_text(self.ranked, self.reading, limit=limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What shifts are asked for: of what, between which days, in which periods, at how many false alarms a year."""

    what: tuple[What, ...]
    since: date | None = None
    until: date | None = None
    period: Period | None = None
    false_alarms: float = FALSE_ALARMS


def asked(
    what: Words, since: date | None, until: date | None, period: str | None, *, false_alarms: float = FALSE_ALARMS
) -> Asked:
    """The question, once its words are known to be right. Raises UnknownValue, QueryError."""
    from bilateral.analysis.shifts import PERIODS, WHATS

    chosen = words("kind of shift", what, WHATS) or WHATS
    if since and until and since > until:
        raise QueryError(f"the period ends ({until}) before it begins ({since})")
    step = next(iter(words("period", period, PERIODS)), None)
    return Asked(what=chosen, since=since, until=until, period=step, false_alarms=false_alarms)


def shifts_between(store: Store, a: str, b: str, asked: Asked) -> Shifts:
    """The shifts of two parties. Raises UnknownState, UnknownValue, QueryError."""
    from bilateral.analysis.shifts import shifts_of
    from bilateral.chronology import EventQuery

    pair = (party(a), party(b))
    if pair[0] == pair[1]:
        raise QueryError(f"{pair[0]} twice: shifts are of two parties")
    read = _reading(store, asked)
    events = store.events(EventQuery(parties=pair))
    told = _told(store, read)
    found = shifts_of(
        [event for event in events if told is None or event.id in told],
        pair,
        read=read.by_day,
        what=asked.what,
        since=asked.since,
        until=asked.until,
        period=asked.period,
        false_alarms=asked.false_alarms,
    )
    return Shifts(found, read, {event.id: event for event in events})


def all_shifts(
    store: Store, asked: Asked, *, recent: int, pairs: int, progress: Callable[[int, int], None] | None = None
) -> RankedShifts:
    """The shifts of the `pairs` pairs with most events, as far as they lie in the last `recent` days (0: all).

    Of rate and tone only. `progress` is called with the number of pairs done and of all.
    """
    from bilateral.analysis.shifts import shifts_in
    from bilateral.analysis.shifts.ranking import ranked

    if beyond := [word for word in asked.what if word not in ("rate", "tone")]:
        raise QueryError(f"shifts of {' and '.join(beyond)} are told of two parties only: name them")
    read = _reading(store, asked)
    told = _told(store, read)
    by_pair, last = _pairs(store, asked, told)
    chosen = sorted(by_pair, key=lambda pair: (-_events(by_pair[pair]), pair))[:pairs]
    found: list[DyadShifts] = []
    for done, pair in enumerate(chosen):
        if progress is not None:
            progress(done, len(chosen))
        found.append(
            shifts_in(
                pair,
                by_pair[pair],
                read=read.by_day,
                since=asked.since,
                until=asked.until,
                period=asked.period,
                false_alarms=None,
            )
        )
    begin = last - timedelta(recent) if recent and last else None
    return RankedShifts(ranked(found, since=begin, left=len(by_pair) - len(chosen)), read)


def _events(series: Mapping[str, Sequence[Dated]]) -> int:
    return len({event.id for events in series.values() for event in events})


def _reading(store: Store, asked: Asked) -> Reading:
    from bilateral.analysis.shifts.reading import reading

    rows = (
        store.sql()
        .execute(
            "SELECT coalesce(publisher, ''), published_latest, count(*) FROM documents "
            "WHERE published_earliest = published_latest GROUP BY ALL ORDER BY ALL"
        )
        .fetchall()
    )
    return reading(rows, since=asked.since, until=asked.until)


def _told(store: Store, read: Reading) -> Collection[str] | None:
    """The events that a publisher who is counted tells of; None where that is all."""
    if not read.left_out:
        return None
    rows: Iterable[tuple[str]] = (
        store.sql()
        .execute(
            "SELECT DISTINCT event FROM event_reports JOIN reports ON reports.id = report "
            "JOIN documents ON documents.id = reports.document "
            "WHERE NOT list_contains(?, coalesce(publisher, ''))",
            [sorted(read.left_out)],
        )
        .fetchall()
    )
    return {event for (event,) in rows}


def _loose(store: Store) -> dict[str, date]:
    """The first possible day of events whose day is not known."""
    rows: Iterable[tuple[str, date]] = (
        store.sql().execute("SELECT id, earliest FROM events WHERE earliest <> latest").fetchall()
    )
    return dict(rows)


def _pairs(
    store: Store, asked: Asked, told: Collection[str] | None
) -> tuple[dict[tuple[str, str], dict[str, list[Dated]]], date | None]:
    """By pair the events of each series, and the last day of all."""
    from bilateral.analysis.relation import CONTACT_FORMS
    from bilateral.analysis.shifts import Dated
    from bilateral.model import QUAD, EventType, Form

    span = store.acts.span()
    if span.last is None:
        raise QueryError(f"{store.path}: holds no dated event; read some texts first")
    end = asked.until or span.last
    table = store.acts.columns(end + timedelta(1))
    seen: set[tuple[str, str, str]] = set()
    found: defaultdict[tuple[str, str], dict[str, list[Dated]]] = defaultdict(
        lambda: {
            name: []
            for name, word in (("contacts", "rate"), ("other acts", "rate"), ("tone", "tone"))
            if word in asked.what
        }
    )
    loose = _loose(store)
    columns = (table.column(name).to_pylist() for name in ("event", "day", "type", "form", "source", "target"))
    for event, number, kind, form, source, target in zip(*columns, strict=True):
        pair = (source, target) if source < target else (target, source)
        if (event, *pair) in seen or (told is not None and event not in told):
            continue
        seen.add((event, *pair))
        day = date.fromordinal(number)
        name = "contacts" if Form(form) in CONTACT_FORMS else "other acts"
        for series, kinds in ((name, ()), ("tone", ((QUAD[EventType(kind)], 1.0),))):
            if series in found[pair]:
                found[pair][series].append(Dated(event, loose.get(event, day), day, 1, kinds))
    last = max((event.latest for one in found.values() for events in one.values() for event in events), default=None)
    return found, last
