"""A relation by period and by kind, measured against the texts read of each period.

Numbers of events grow with the texts that are read. So every period has, beside its count, the documents published in
it that were read, and the count by thousand of them; and where a period has more or fewer events than the others, it
is said whether that goes beyond the texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bilateral.analysis.chance import ALPHA, garwood, holm, unusual, usual, wilson
from bilateral.analysis.dyads import (
    By,
    Period,
    fitting_span,
    kinds,
    latest_stretch,
    period_days,
    period_of,
    period_within,
    periods_between,
)
from bilateral.analysis.relation import Pair, Tally, between, counted, first_of, is_contact, last_of, tally
from bilateral.analysis.tone import Tone, tone
from bilateral.chronology import TextCount
from bilateral.model import Event, When

__all__ = ["BY", "DyadTable", "KindRow", "PeriodRow", "dyad_table"]

BY: tuple[str, ...] = ("period", "form", "level", "type", "direction", "initiator")
"""The ways to divide a relation."""

_USUALLY = 2
"""Events that a period must usually have before periods are held against each other."""
_MONTH = 365.2425 / 12
"""Days."""


@dataclass(frozen=True, slots=True)
class _Asked:
    pair: Pair
    by: By | None
    step: Period
    since: date | None
    until: date | None

    def holds(self, text: TextCount) -> bool:
        """Whether some text of that day can be of the days asked for."""
        if text.earliest is None or text.latest is None:
            return False
        return not ((self.since and text.latest < self.since) or (self.until and text.earliest > self.until))


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRow:
    """One period. `first` and `last` are its days, cut to those asked for.

    `interval` is the 95 % interval of the expected number (exact Poisson). `kinds` are the same events by kind, empty
    where no kind was asked for. `documents` were published in the period and read, `either` are those of them that
    tell of one of the two parties. `rate` is by thousand documents, None where there are none, with its interval.

    `p_count` says how likely a number so far from what is usual (`chance.usual`) would be in a usual period, `p_texts`
    the same for the number by documents; both are adjusted for the number of periods (Holm), and None where there is
    too little to say. `standing` is "" where the count is as in other periods; else "more" or "fewer", and then
    ", also per text" where documents do not explain it, or ", as are texts" where they do.
    """

    period: str
    first: date
    last: date
    events: Tally
    interval: tuple[float, float]
    contacts: Tally
    kinds: tuple[Tally, ...]
    tone: Tone
    documents: int
    either: int
    rate: float | None
    rate_interval: tuple[float, float] | None
    p_count: float | None = None
    p_texts: float | None = None
    standing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """One kind of event: its share of all with the 95 % interval (Wilson), its number a month over the days of the
    table with the exact Poisson interval, its tone, and when it was first and last (`relation.first_of`, `last_of`).

    The numbers a month are None where no event lies in one period."""

    events: Tally
    share: float
    share_interval: tuple[float, float]
    a_month: float | None
    a_month_interval: tuple[float, float] | None
    tone: Tone
    first: When
    last: When


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadTable:
    """The events of a pair that took place, or its contacts, by period and by kind.

    `periods` run without gaps from the first to the last event of the latest stretch (`dyads.latest_stretch`), or from
    `since` to `until`. `earlier` are the events before it, `undated` those that may lie in several periods; neither is
    in a period, both are in `all` and in `kinds`. `documents` were read that may be of these days, and
    `documents_undated` of them lie in no one period.
    """

    pair: Pair
    since: date | None
    until: date | None
    contacts_only: bool
    by: By | None
    period: Period
    all: Tally
    contacts: Tally
    tone: Tone
    first: date | None
    last: date | None
    periods: tuple[PeriodRow, ...]
    kinds: tuple[KindRow, ...]
    earlier: Tally
    undated: Tally
    documents: int
    documents_undated: int


def dyad_table(
    events: Sequence[Event],
    pair: Pair,
    texts: Iterable[TextCount] = (),
    *,
    by: By | None = None,
    period: Period | None = None,
    since: date | None = None,
    until: date | None = None,
    contacts: bool = False,
) -> DyadTable:
    """The table of `pair`, of events that touch the days from `since` to `until`; `texts` are all that were read.

    Without `period`, the finest of month, quarter and year that gives at most 24 rows. Raises UnknownValue for another
    `by`.
    """
    happened = [event for event in counted(between(events, pair)) if is_contact(event) or not contacts]
    earlier, latest = ([], happened) if since else latest_stretch(happened)
    step = period or _fitting(latest, since, until)
    placed = [(period_of(event.when, step), event) for event in latest]
    labels = [at for at, _ in placed if at is not None]
    labels += [label for day in (since, until) if day and (label := period_within(day, day, step))]
    asked = _Asked(pair, by, step, since, until)
    texts = [text for text in texts if text.earliest is None or asked.holds(text)]
    rows = _periods(placed, periods_between(labels, step), texts, asked)
    first = since or (rows[0].first if rows else None)
    last = until or (rows[-1].last if rows else None)
    return DyadTable(
        pair=pair,
        since=since,
        until=until,
        contacts_only=contacts,
        by=by,
        period=step,
        all=tally("all", happened),
        contacts=tally("contacts", filter(is_contact, happened)),
        tone=tone(happened),
        first=first,
        last=last,
        periods=_standing(rows),
        kinds=_kinds(happened, latest, asked, first, last),
        earlier=tally("earlier", earlier),
        undated=tally("undated", (event for at, event in placed if at is None)),
        documents=sum(one.documents for one in texts),
        documents_undated=sum(one.documents for one in texts if _text_period(one, step) is None),
    )


def _fitting(latest: Sequence[Event], since: date | None, until: date | None) -> Period:
    days = [day for day in (since, until) if day]
    days += [day for event in latest for day in (event.when.earliest, event.when.latest)]
    return fitting_span(min(days), max(days), most=24) if days else "month"


def _text_period(text: TextCount, period: Period) -> str | None:
    if text.earliest is None or text.latest is None:
        return None
    return period_within(text.earliest, text.latest, period)


def _periods(
    placed: Sequence[tuple[str | None, Event]], labels: Sequence[str], texts: Sequence[TextCount], asked: _Asked
) -> list[PeriodRow]:
    groups: dict[str | None, list[Event]] = {}
    for at, event in placed:
        groups.setdefault(at, []).append(event)
    documents: dict[str | None, list[int]] = {}
    for text in texts:
        found = documents.setdefault(_text_period(text, asked.step), [0, 0])
        found[0] += text.documents
        found[1] += text.either
    rows = []
    for label in labels:
        begin, end = period_days(label, asked.step)
        first, last = max(begin, asked.since or begin), min(end, asked.until or end)
        mine = groups.get(label, [])
        number = sum(event.count for event in mine)
        read, either = documents.get(label, (0, 0))
        rows.append(
            PeriodRow(
                period=label,
                first=first,
                last=last,
                events=tally(label, mine),
                interval=garwood(number),
                contacts=tally("contacts", filter(is_contact, mine)),
                kinds=_tallies(mine, asked),
                tone=tone(mine),
                documents=read,
                either=either,
                rate=1000 * number / read if read else None,
                rate_interval=garwood(number, exposure=read / 1000) if read else None,
            )
        )
    return rows


def _tallies(events: Sequence[Event], asked: _Asked) -> tuple[Tally, ...]:
    if asked.by is None:
        return ()
    key_of, order = kinds(asked.by, asked.pair)
    groups: dict[str, list[Event]] = {}
    for event in events:
        groups.setdefault(key_of(event), []).append(event)
    return tuple(tally(key, groups[key]) for key in order if key in groups)


def _kinds(
    happened: Sequence[Event], latest: Sequence[Event], asked: _Asked, first: date | None, last: date | None
) -> tuple[KindRow, ...]:
    known = {event.id: event for event in happened}
    lately = {event.id for event in latest}
    total = sum(event.count for event in happened)
    months = ((last - first).days + 1) / _MONTH if first and last else 0.0
    rows = []
    for found in _tallies(happened, asked):
        mine = [known[key] for key in found.events]
        recent = sum(event.count for event in mine if event.id in lately)
        begin, end = first_of(mine), last_of(mine)
        share = wilson(found.number, total)
        if begin is None or end is None or share is None:
            continue  # never: there are events
        rows.append(
            KindRow(
                events=found,
                share=found.number / total,
                share_interval=share,
                a_month=recent / months if months else None,
                a_month_interval=garwood(recent, exposure=months) if months else None,
                tone=tone(mine),
                first=begin.when,
                last=end.when,
            )
        )
    return tuple(rows)


def _standing(rows: Sequence[PeriodRow]) -> tuple[PeriodRow, ...]:
    """The rows, those that stand out among the periods of which texts were read marked so."""
    at = [place for place, row in enumerate(rows) if row.documents]
    numbers = [rows[place].events.number for place in at]
    days = [float((rows[place].last - rows[place].first).days + 1) for place in at]
    texts = [float(rows[place].documents) for place in at]
    by_days, by_texts = usual(numbers, days), usual(numbers, texts)
    if by_days is None or by_texts is None or by_days.rate * sum(days) < _USUALLY * len(days):
        return tuple(rows)
    p_count, p_texts = (
        holm([unusual(number, weight, beside) for number, weight in zip(numbers, weights, strict=True)])
        for weights, beside in ((days, by_days), (texts, by_texts))
    )
    marked = list(rows)
    for place, number, day, text, by_day, by_text in zip(at, numbers, days, texts, p_count, p_texts, strict=True):
        more = number > by_days.rate * day
        also = by_text < ALPHA and (number > by_texts.rate * text) == more
        texts_too = (text / sum(texts) > day / sum(days)) == more
        word = "" if by_day >= ALPHA else "more" if more else "fewer"
        tail = ", also per text" if also else ", as are texts" if texts_too else ""
        marked[place] = replace(rows[place], p_count=by_day, p_texts=by_text, standing=word and word + tail)
    return tuple(marked)
