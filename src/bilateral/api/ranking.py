"""Who is next: what a person asks for turned into a ranking, over the events of a database or of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bilateral.api.query import Day, single_day
from bilateral.errors import QueryError, UnknownState, UnknownValue
from bilateral.outlook.ranking.answer import Candidate, Next, Why, confidence
from bilateral.outlook.ranking.model import LEAST

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bilateral.chronology import Store
    from bilateral.outlook.ranking import History, Ranker, Reason
    from bilateral.outlook.ranking.model import Settings
    from bilateral.outlook.ranking.who_next import Model
    from bilateral.outlook.table import EventTable

    Ints = NDArray[np.int64]

__all__ = ["WhoNext", "next_of", "who_next"]

_MONTHLY = 20_000
"""With more rows than this a model is made once a month, of what came before the month."""
_LEAST_EVENTS, _LEAST_DAYS = 10, 30
"""With fewer events, or fewer days of them, in a file nothing is said (a database: `outlook.rates.outlook`)."""


class WhoNext:
    """Who is next (`found`), as text or data; `refused` says why nothing is said."""

    def __init__(self, found: Next) -> None:
        self.found = found

    @property
    def refused(self) -> str:
        """Why no probability is given, or ""."""
        return self.found.refused

    @property
    def record(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers."""
        from bilateral.present.who_next import next_record

        return next_record(self.found)

    def json(self) -> str:
        """The record as JSON; ends in a line break."""
        import json

        return json.dumps(self.record, ensure_ascii=False, indent=2) + "\n"

    def text(self, *, reasons: int = 3) -> str:
        """A table in 80 columns with so many reasons a row; ends in a line break."""
        from bilateral.present.who_next import next_text

        return next_text(self.found, reasons=reasons)


@dataclass(frozen=True, slots=True)
class _Events:
    """A table, and what each of its rows can be opened by."""

    table: EventTable
    ids: tuple[tuple[str, ...], ...]

    def whole(self, rows: Ints) -> Ints:
        """These rows, and all others that stand for nothing but the same events."""
        import numpy as np

        gone = {name for row in rows.tolist() for name in self.ids[row]}
        others = [row for row, names in enumerate(self.ids) if gone.issuperset(names)]
        found: Ints = np.union1d(rows, np.array(others, np.int64))
        return found


def next_of(
    store: Store,
    actor: str,
    *,
    act: str,
    received: bool,
    as_of: date | None,
    limit: int,
    reasons: bool,
    keep: bool,
    tell: Callable[[str], None] | None = None,
) -> Next:
    """Who is next over a database. `keep`: a model that took time may be kept in it. `tell` is told of what takes long.

    Raises UnknownState, UnknownValue, and QueryError for a day before the first event.
    """
    from bilateral.api.outlook import acts_named, day_of, notes_on, too_little
    from bilateral.api.query import party
    from bilateral.chronology.query import SYMMETRIC
    from bilateral.outlook.ranking.kept import VERSION, from_text, to_text

    code, (asked,) = party(actor), acts_named((act,))
    span = store.acts.span()
    day = day_of(span, as_of)
    joint = asked.split()[0] in SYMMETRIC
    none = Next(
        actor=code, act=asked, received=received and not joint, joint=joint, as_of=day, notes=notes_on(span, day)
    )
    if refused := too_little(store, day):
        return _refused(none, refused)
    events = _of_store(store, day + timedelta(1))

    def model(until: date) -> Ranker | None:
        key = f"{VERSION} {until} {store.acts.state(until)}"
        text = store.outlooks.model(key)
        if text is not None:
            return from_text(text)
        made = _learned(events.table, until, tell)
        if made is not None and keep:
            store.outlooks.keep_model(key, to_text(made))
        return made

    return _answer(none, events, model(_until(events, day)), limit=limit, reasons=reasons)


def who_next(
    path: str | Path,
    actor: str,
    *,
    act: str,
    received: bool = False,
    as_of: Day = None,
    limit: int = 10,
    reasons: bool = True,
    tell: Callable[[str], None] | None = None,
) -> WhoNext:
    """Who is next over a file of events (CSV: date, source, target, type), whose names are taken as they are.

    Raises what reading it raises, UnknownState and UnknownValue for a name or type that is not in it, and QueryError
    for a day before the first event.
    """
    return WhoNext(
        _next_in_file(
            Path(path), actor, act, received, as_of=single_day(as_of), limit=limit, reasons=reasons, tell=tell
        )
    )


def _next_in_file(
    path: Path,
    actor: str,
    act: str,
    received: bool,
    *,
    as_of: date | None,
    limit: int,
    reasons: bool,
    tell: Callable[[str], None] | None,
) -> Next:
    events = _of_file(path)
    table = events.table
    first, last = (date.fromordinal(int(table.day[place])) for place in (0, -1))
    if as_of is not None and as_of < first:
        raise QueryError(f"{path}: nothing is known up to {as_of}: the first event is of {first}; ask for a later day")
    day = as_of or last
    name, asked = _named(actor, table.actors), _named(act, table.relations)
    if name is None:
        raise UnknownState(actor, _near(actor, table.actors))
    if asked is None:
        near = _near(act, table.relations) or sorted(table.relations)
        raise UnknownValue(f"event type of {path}", act, near)
    none = Next(actor=name, act=asked, received=received, joint=False, as_of=day)
    known = int((table.day <= day.toordinal()).sum())
    if known < _LEAST_EVENTS or (day - first).days < _LEAST_DAYS:
        return _refused(
            none,
            f"not enough evidence: {known} events are known up to {day} since {first}; "
            f"it takes {_LEAST_EVENTS} events over {_LEAST_DAYS} days to say anything",
        )
    if day > last:
        none = replace(none, notes=(f"the last event known is of {last}",))
    return _answer(none, events, _learned(table, _until(events, day), tell), limit=limit, reasons=reasons)


def _answer(none: Next, events: _Events, ranker: Ranker | None, *, limit: int, reasons: bool) -> Next:
    from bilateral.outlook.ranking import History, Shrunken, who_next

    table, day = events.table, none.as_of.toordinal()
    if none.actor not in table.actors:
        return _refused(none, f"not enough evidence: no event of {none.actor} is known up to {none.as_of}")
    source, relation = table.actors.index(none.actor), table.relations.index(none.act)
    known = table.day <= day
    if not (known & ((table.source == source) | (table.target == source))).any():
        return _refused(none, f"not enough evidence: no event of {none.actor} is known up to {none.as_of}")
    if not (known & (table.relation == relation)).any():
        return _refused(none, f"not enough evidence on {none.act!r}: no such event of anyone is known by {none.as_of}")
    model: Model = ranker if ranker is not None else Shrunken()
    history = ranker.history(table) if ranker is not None else History(table, guess_before=day + 1)
    history.advance(day + 1)
    way = relation + len(table.relations) * none.received
    found = who_next(model, history, source, way, number=limit, reasons=reasons, whole=events.whole)
    candidates = tuple(
        Candidate(
            name=table.actors[one.target],
            probability=one.probability,
            times=one.times,
            last=None if one.last is None else date.fromordinal(one.last),
            reasons=tuple(_why(events, none, table.actors[one.target], reason) for reason in one.reasons),
        )
        for one in found
    )
    before = _days_of(history, source, way)
    return replace(
        none,
        candidates=candidates,
        rest=max(0.0, 1 - sum(one.probability for one in candidates)),
        times=len(before),
        confidence=confidence(
            learned=ranker is not None, times=len(before), silence=day - int(before[-1]) if len(before) else None
        ),
        model="a model learned from this past"
        if ranker is not None
        else "shrunken shares: too little past to learn from",
        learned_from=ranker.learned_from if ranker is not None else 0,
    )


def _days_of(history: History, source: int, way: int) -> Ints:
    """The days on which the actor did the act by now, one for each event."""
    known = history.day_of < history.day
    found: Ints = history.day_of[known & (history.source == source) & (history.relation == way)]
    return found


def _why(events: _Events, asked: Next, name: str, reason: Reason) -> Why:
    from bilateral.outlook.ranking.reasons import BY_OTHERS, TOGETHER

    table = events.table
    size = len(table.relations)
    by, to = ("others" if reason.kind == BY_OTHERS else asked.actor), name
    if reason.relation >= size:
        by, to = to, by
    return Why(
        act=table.relations[reason.relation % size],
        by=by,
        to=to,
        together=reason.kind == TOGETHER,
        effect=reason.effect,
        first=date.fromordinal(int(table.day[reason.events[0]])),
        last=date.fromordinal(int(table.day[reason.events[-1]])),
        events=tuple(dict.fromkeys(name for row in reason.events for name in events.ids[row])),
    )


def _until(events: _Events, day: date) -> date:
    """The day before which a model for a day learns."""
    return day.replace(day=1) if len(events.table) > _MONTHLY else day + timedelta(1)


def _learned(table: EventTable, until: date, tell: Callable[[str], None] | None) -> Ranker | None:
    """A model of what came before a day, or None where that is too little."""
    from bilateral.outlook.ranking import Ranker

    known = int((table.day < until.toordinal()).sum())
    if tell and known >= LEAST:
        tell(f"Learning from {known:,} acts; it may take a minute or two.")
    try:
        return Ranker.fit(table, until=until.toordinal(), settings=_settings(len(table)))
    except QueryError:  # too few events: the caller falls back to shares, and says so
        return None


def _settings(events: int) -> Settings:
    """Fewer questions where there are fewer events, so that learning takes a minute or two."""
    from bilateral.outlook.ranking.model import Settings

    return Settings(questions=min(max(events // 2, 3_000), 10_000))


def _of_store(store: Store, until: date) -> _Events:
    import numpy as np

    from bilateral.outlook.rates.chronicle import chronicle
    from bilateral.outlook.table import EventTable

    rows = chronicle(store.acts.columns(until))
    acts = rows.table
    at = acts.row
    table, place = EventTable.with_rows(
        acts.day[at], acts.source[at], acts.act, acts.target[at], actors=acts.actors, relations=acts.acts
    )
    ids: list[list[str]] = [[] for _ in range(len(table))]
    for row, event in zip(place.tolist(), np.asarray(acts.event[at]).tolist(), strict=True):
        ids[row].append(rows.id(event))
    return _Events(table, tuple(tuple(sorted(names)) for names in ids))


def _of_file(path: Path) -> _Events:
    import numpy as np

    from bilateral.outlook.table import EventTable
    from bilateral.sources.event_tables import read_event_table

    given = read_event_table(path)
    actors, relations = sorted({*given.source, *given.target}), sorted(set(given.type))
    number = {name: place for place, name in enumerate(actors)}
    kind = {name: place for place, name in enumerate(relations)}
    table, place = EventTable.with_rows(
        np.array(given.day, np.int64),
        np.array([number[name] for name in given.source], np.int64),
        np.array([kind[name] for name in given.type], np.int64),
        np.array([number[name] for name in given.target], np.int64),
        actors=actors,
        relations=relations,
    )
    ids: list[list[str]] = [[] for _ in range(len(table))]
    for row, line in zip(place.tolist(), given.line, strict=True):
        ids[row].append(f"line {line}")
    return _Events(table, tuple(tuple(names) for names in ids))


def _named(given: str, names: tuple[str, ...]) -> str | None:
    folded = given.strip().casefold().replace("_", " ")
    return next((name for name in names if name.casefold().replace("_", " ") == folded), None)


def _near(given: str, names: tuple[str, ...]) -> list[str]:
    import difflib

    return difflib.get_close_matches(given, names, n=3, cutoff=0.6)


def _refused(none: Next, why: str) -> Next:
    return replace(none, refused=why)
