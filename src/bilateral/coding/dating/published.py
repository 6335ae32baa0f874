"""When a document without a date was published: a range from what its text gives away, each piece of evidence in words.

First the bounds that stand by themselves: full dates told as past or ahead, known events, terms of office. Then the
dates without a year: nobody leaves out the year of what is more than a year ago, so the day of writing lies between the
latest of them and the anniversary of the earliest, in a year the bounds allow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from bilateral.coding.dating.titled import OPEN, named_in_office, shared_days
from bilateral.coding.times.clock import Clock
from bilateral.coding.times.drafts import Calendar, Draft, Window
from bilateral.coding.times.grammar import find_drafts
from bilateral.coding.times.known import Sighting, sightings
from bilateral.coding.times.periods import Period, shift_unit
from bilateral.coding.times.resolve import resolve
from bilateral.coding.times.tense import direction, plain_direction
from bilateral.knowledge import Knowledge
from bilateral.model import Basis, Document, Precision, When

__all__ = ["infer_published"]

_YEAR = timedelta(days=365)
_WIDTHS = ((1, Precision.DAY), (10, Precision.WEEK), (45, Precision.MONTH), (123, Precision.SEASON))
_SPREAD = 270
"""Days: set on the official releases of readouts-dev with their dates hidden."""
_TITLE, _HEAD = 160, 6
"""Characters of the longest title, and lines among which a date line stands at the head of a text."""
_OUTLOOK = 400
"""Days: news tells of days to come within a year or so."""
_ANNIVERSARY = re.compile(r"\byears? (?:ago|since|later|after|anniversary)\b|\banniversar", re.IGNORECASE)
_BESIDE = 50
"""Characters between a known event and a "last year" that speaks of it."""
_BY = re.compile(
    r"\b(?:by|until|till|through|before|to|from|starting|beginning|effective|(?:the )?end of)\s+(?:the\s+)?$", re.I
)
_ERRAND = re.compile(r"\bto (?:attend|represent|participate|take part)\b")
_COMING = re.compile(
    r"\b(?:ahead of|before|towards?|prior to|if|threat\w*|prevent\w*|deter\w*|upcoming|potential|possible|"
    r"further|imminent)\b",
    re.I,
)
_NAMES = 4
"""Names told of those in office."""
_LAST_YEAR = re.compile(r"\b(?:last year|a year ago)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Bounds:
    """Bounds found so far, each with why; the latest lower and the earliest upper one that agree make the range."""

    lows: list[tuple[date, str]] = field(default_factory=list)
    highs: list[tuple[date, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ahead: set[date] = field(default_factory=set)
    """Upper bounds that rest on the tense of a sentence alone."""

    @property
    def low(self) -> date | None:
        return max((day for day, _ in self.lows), default=None)

    @property
    def high(self) -> date | None:
        # An upper bound below the lower one is none: what it rests on is told as past.
        return min((day for day, _ in self.highs if self.low is None or day >= self.low), default=None)

    def after(self, day: date, why: str) -> None:
        self.lows.append((day, why))

    def until(self, day: date, why: str) -> None:
        self.highs.append((day, why))

    def evidence(self) -> tuple[str, ...]:
        low, high = self.low, self.high
        lines = [f"not before {low}: {why}" for day, why in self.lows if day == low]
        lines += [f"not after {high}: {why}" for day, why in self.highs if day == high]
        aside = [f"set aside, for it lies before the rest: {why}" for day, why in self.highs if low and day < low]
        return tuple(dict.fromkeys([*lines, *self.notes, *aside]))


def infer_published(document: Document, knowledge: Knowledge) -> tuple[When, tuple[str, ...]] | None:
    """The range of days in which a document was published and the evidence for it, a line each.

    None where the text gives no lower or no upper
    bound: half a range would date nothing.
    """
    text = document.text
    drafts = find_drafts(text)
    known = sightings(text)
    bounds = _Bounds()
    _by_known_events(bounds, document, known)
    _by_full_dates(bounds, document, drafts)
    line = _date_line(text, drafts)
    if line is not None and line.earliest and (bounds.low is None or line.earliest >= bounds.low):
        return _when(line.earliest, line.latest, (f"the date line says {line.value}",))
    _by_offices(bounds, text, knowledge)
    _by_last_year(bounds, document, known)
    _by_weekdays(bounds, document, drafts)
    _by_yearless_dates(bounds, document, drafts, known)
    if bounds.low is None or bounds.high is None:
        return None
    if bounds.high == bounds.low or _later_year(document, drafts, bounds.high):
        return None  # a day told as past and as ahead, or years named beyond the end: the evidence disagrees
    if bounds.high in bounds.ahead and (bounds.high - bounds.low).days > _OUTLOOK:
        return None  # a history: what is "yet to come" there lies behind by now
    return _when(bounds.low, bounds.high, bounds.evidence())


def _later_year(document: Document, drafts: list[Draft], high: date) -> bool:
    """Whether the text names a year beyond the range without speaking of what is to come."""
    for draft in drafts:
        period = _full(draft.point)
        if period is None or period.earliest is None or period.earliest.year <= high.year:
            continue
        if _way(document, draft) < 0 and not _is_deadline(document, draft):
            return True
    return False


def _when(low: date | None, high: date | None, evidence: tuple[str, ...]) -> tuple[When, tuple[str, ...]] | None:
    if low is None or high is None:
        return None
    width = (high - low).days + 1
    precision = next((p for most, p in _WIDTHS if width <= most), Precision.YEAR)
    when = When(
        earliest=low, latest=high, precision=precision, basis=Basis.INFERRED, reason="inferred: " + "; ".join(evidence)
    )
    return when, evidence


# ---- a line that is nothing but a date


def _date_line(text: str, drafts: list[Draft]) -> Period | None:
    """A full date that is a line of its own near either end of the text, or in a dateline ("BAKU, 3 May 2021 -")."""
    for draft in drafts:
        point = draft.point
        if not isinstance(point, Calendar) or point.year is None or point.day is None or draft.last is not None:
            continue
        begin, end = text.rfind("\n", 0, draft.start) + 1, text.find("\n", draft.end)
        end = end if end >= 0 else len(text)
        alone = len(text[begin : draft.start].strip()) + len(text[draft.end : end].strip()) <= 12
        dateline = re.match(r"[A-Z][A-Za-z .,]{2,30}$", text[begin : draft.start]) and re.match(
            r"\s*(?:\([^)]{2,40}\)\s*)?[-–—]", text[draft.end : end]
        )
        # Above it stand titles only: a date below a motto or quotation is that of the quotation.
        at_head = all(len(above) < _TITLE for above in text[:begin].splitlines()[:_HEAD]) and begin < _HEAD * _TITLE
        near_edge = at_head or text.count("\n", end) <= 3
        if near_edge and (alone or dateline):
            period = _full(point)
            return period if period and not _outdone(period, drafts) else None
    return None


def _outdone(line: Period, drafts: list[Draft]) -> bool:
    """Whether the text names later days with their year: the line is then one of a list, not the text's own."""
    days = (period.earliest for draft in drafts if (period := _full(draft.point)) and period.precision is Precision.DAY)
    return any(day and line.latest and day > line.latest for day in days)


# ---- bounds that stand by themselves


def _by_known_events(bounds: _Bounds, document: Document, known: list[Sighting]) -> None:
    for seen in known:
        low, high = _sentence(document, seen.start)
        if _COMING.search(document.text, max(low, seen.start - 40), seen.start):
            continue  # "ahead of COP26"
        if seen.event.is_scheduled or direction(document.text, seen.start, seen.end, low=low, high=high) > 0:
            continue  # a conference is spoken of long before it meets
        bounds.after(seen.event.start, f"names {seen.event.name} ({document.text[seen.start : seen.end]!r})")


def _by_full_dates(bounds: _Bounds, document: Document, drafts: list[Draft]) -> None:
    for draft in drafts:
        # A stretch that is going on has begun, though it may end later.
        period = _full(draft.point)
        if period is None or period.earliest is None or period.latest is None or draft.rule.startswith("anniversary"):
            continue
        said = repr(document.text[draft.start : draft.end])
        way = plain_direction(document.text, *_sentence(document, draft.start))
        if way < 0 and period.precision is not Precision.YEAR and not _is_deadline(document, draft):
            bounds.after(period.earliest, f"tells of {said} as past")
        elif way > 0 and not document.machine_translated and period.precision is Precision.DAY:
            # Machine translation mixes up tenses, and months and years ("by 2050", the budget of 2024) bound nothing.
            bounds.until(period.latest, f"tells of {said} as yet to come")
            bounds.ahead.add(period.latest)


def _is_deadline(document: Document, draft: Draft) -> bool:
    """ "Agreed to act by March 2023", "chosen to attend the inauguration on May 8": told as past, and yet to come."""
    low, high = _sentence(document, draft.start)
    text = document.text
    return bool(_BY.search(text, max(low, draft.start - 24), draft.start) or _ERRAND.search(text, low, high))


def _full(point: object) -> Period | None:
    """The period of a date that says its year; None for any other."""
    if not isinstance(point, Calendar) or point.year is None:
        return None
    return resolve(point, Clock(None, None), 0).period


def _way(document: Document, draft: Draft) -> int:
    low, high = _sentence(document, draft.start)
    return direction(document.text, draft.start, draft.end, low=low, high=high)


def _sentence(document: Document, offset: int) -> tuple[int, int]:
    if not document.sentences:
        return 0, len(document.text)
    here = document.sentences[document.sentence_at(offset)]
    return here.start, here.end


def _by_offices(bounds: _Bounds, text: str, knowledge: Knowledge) -> None:
    """The days on which those named in office held it, as far as most of them agree."""
    found = shared_days(named_in_office(text, knowledge), text, bounds.low, bounds.high)
    if found is None:
        return
    first, last, who = found
    names = ", ".join(who[:_NAMES]) + (" and others" if len(who) > _NAMES else "")
    bounds.after(first, f"names {names}, in office from {first}")
    if last < OPEN:
        bounds.until(last, f"names {names}, in office until {last}")


# ---- dates without a year


@dataclass(frozen=True, slots=True)
class _Yearless:
    month: int
    day: int
    draft: Draft

    @property
    def day_of_year(self) -> int:
        return date(2023, self.month, self.day).timetuple().tm_yday

    def of(self, year: int) -> date | None:
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def _yearless(document: Document, drafts: list[Draft]) -> list[_Yearless]:
    """Dates of day precision without a year, told as past (or with an open tense), in order of the text."""
    found = []
    for draft in drafts:
        point = draft.last if isinstance(draft.last, Calendar) else draft.point
        if not isinstance(point, Calendar) or point.year or point.hint or not point.month or not point.day:
            continue
        if _way(document, draft) > 0:
            continue
        dated = _Yearless(point.month, point.day, draft)
        if dated.of(2023):
            found.append(dated)
    return found


def _by_weekdays(bounds: _Bounds, document: Document, drafts: list[Draft]) -> None:
    """ "Tuesday, May 10" fell in few years. The only one within the bounds is less than a year from the writing."""
    if bounds.low is None or bounds.high is None:
        return
    for draft in drafts:
        point = draft.point
        if not isinstance(point, Calendar) or point.year or point.weekday is None or not (point.month and point.day):
            continue
        dated = _Yearless(point.month, point.day, draft)
        days = [day for year in range(bounds.low.year - 1, bounds.high.year + 2) if (day := dated.of(year))]
        near = [day for day in days if bounds.low - _YEAR < day < bounds.high + _YEAR]
        reach = [day for day in near if day.weekday() == point.weekday]
        if len(reach) != 1:
            continue
        day, way = reach[0], _way(document, draft)
        why = f"{document.text[draft.start : draft.end]!r} is a day of {day.year}, and less than a year away"
        if day - _YEAR > bounds.low and way >= 0:
            bounds.after(day - _YEAR, why)
        if way < 0:
            bounds.after(day, why)
        if way > 0:
            bounds.until(day, why)
        bounds.until(day + _YEAR - timedelta(days=1), why)


def _by_yearless_dates(bounds: _Bounds, document: Document, drafts: list[Draft], known: list[Sighting]) -> None:
    dated = _yearless(document, drafts)
    if not dated or bounds.low is None:
        return
    first, last = _ends(dated)
    if (last.day_of_year - first.day_of_year) % 365 > _SPREAD:
        return  # spread over most of a year: which of them is the first of the ring is anyone's guess
    latest = _year_for(bounds, document, dated, last, known)
    if latest is None:
        return
    said = document.text[last.draft.start : last.draft.end]
    bounds.after(latest, f"tells of {said!r} as past")
    begin = first.of(latest.year) or latest
    if begin > latest:
        begin = first.of(latest.year - 1) or begin
    words = document.text[first.draft.start : first.draft.end]
    bounds.until(begin + _YEAR - timedelta(days=1), f"names no year for {words!r}, so it is less than a year ago")
    _by_windows(bounds, document, drafts, dated, latest)


def _ends(dated: list[_Yearless]) -> tuple[_Yearless, _Yearless]:
    """Earliest and latest of dates without a year: the turn of the year falls where the fewest steps lead back.

    Among equals it falls into the longest stretch without a date.
    """
    ring = sorted(dated, key=lambda d: (d.month, d.day))

    def place(item: _Yearless, start: int) -> int:
        return (ring.index(item) - start) % len(ring)

    def merit(start: int) -> tuple[int, int]:
        order = [place(item, start) for item in dated]
        back = sum(later < earlier for earlier, later in pairwise(order))
        before, here = ring[start - 1], ring[start]
        gap = ((here.of(2023) or date.min) - (before.of(2023) or date.min)).days % 365
        return (-back, gap)

    best = max(range(len(ring)), key=merit)
    return ring[best], ring[best - 1]


def _year_for(
    bounds: _Bounds, document: Document, dated: list[_Yearless], last: _Yearless, known: list[Sighting]
) -> date | None:
    """The day of the latest date: in the year of a known event told with its day, else in the only one allowed."""
    assert bounds.low is not None
    for item in dated:
        low, high = _sentence(document, item.draft.start)
        if _ANNIVERSARY.search(document.text, low, high):
            continue
        for seen in known:
            start = seen.event.start
            if low <= seen.start < high and (start.month, start.day) == (item.month, item.day):
                bounds.notes.append(f"{start} is the day of {seen.event.name}, which gives the year")
                same = last.of(start.year)
                return same if same and same >= start else last.of(start.year + 1)
    if bounds.high is None:
        return None
    days = [day for year in range(bounds.low.year - 1, bounds.high.year + 1) if (day := last.of(year))]
    allowed = [day for day in days if day + _YEAR > bounds.low and day <= bounds.high]
    return allowed[0] if len(allowed) == 1 else None


def _by_windows(bounds: _Bounds, document: Document, drafts: list[Draft], dated: list[_Yearless], latest: date) -> None:
    """ "In the past three months": the dates told right after lie no further back, give or take one unit."""
    for draft in drafts:
        point = draft.point
        if not isinstance(point, Window) or point.direction > 0 or not point.count or point.unit == "D":
            continue
        following = [d for d in dated if draft.end < d.draft.start < draft.end + 800]
        days = [day if day <= latest else d.of(latest.year - 1) for d in following if (day := d.of(latest.year))]
        told = min((day for day in days if day), default=None)
        if told is not None:
            said = document.text[draft.start : draft.end]
            bounds.until(
                shift_unit(told, point.unit, point.count + 1), f"{told} lies within {said!r}, give or take one"
            )


def _by_last_year(bounds: _Bounds, document: Document, known: list[Sighting]) -> None:
    """A known event told as of "last year" gives the year of writing."""
    for seen in known:
        low, high = _sentence(document, seen.start)
        match = _LAST_YEAR.search(document.text, low, high)
        if match and seen.event.is_short and abs(match.start() - seen.start) < _BESIDE:
            year = seen.event.start.year + 1
            if bounds.low and bounds.low.year > year:
                continue
            bounds.after(date(year, 1, 1), f"{seen.event.name} was {match.group()!r}")
            bounds.until(date(year, 12, 31), f"{seen.event.name} was {match.group()!r}")
