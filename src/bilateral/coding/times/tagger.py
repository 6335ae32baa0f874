"""The tagger: words to tokens, rules to matches, matches to times."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bilateral.coding.times import periods
from bilateral.coding.times.clock import Clock, Reading
from bilateral.coding.times.drafts import Again, Ahead, Calendar, Draft, Offset, Point, Weekday, Window
from bilateral.coding.times.grammar import find_drafts
from bilateral.coding.times.known import year_of_known_day
from bilateral.coding.times.mention import TimeMention
from bilateral.coding.times.periods import Period
from bilateral.coding.times.resolve import resolve
from bilateral.coding.times.tense import direction
from bilateral.coding.times.wrapping import unwrapped
from bilateral.model import Precision, Sentence, When

__all__ = ["reads_as_narrative", "tag_times"]

_BREAK = re.compile(r"[.!?]\s+(?=[A-Z“\"'‘(])|\n\s*\n|\n")


def tag_times(
    text: str, *, anchor: When | None, narrative: bool = False, sentences: Sequence[Sentence] = ()
) -> tuple[TimeMention, ...]:
    """Every time expression of a text, in order.

    `anchor` is the day (or range of days) the text was published; without it dates that lack a year stay open unless
    the text carries one. `narrative` counts weekdays, year-less dates and "two days later" from the time told last, as
    histories do; news counts them from the anchor. `sentences` saves looking for sentence ends again.
    """
    flat = unwrapped(text)
    drafts = find_drafts(flat)
    if not drafts:
        return ()
    state = _State(flat, periods.within_reach(anchor), narrative, _bounds(flat, sentences))
    found = tuple(state.read(draft) for draft in drafts)
    return found if flat == text else tuple(_as_written(mention, text) for mention in found)


def _as_written(mention: TimeMention, text: str) -> TimeMention:
    parts = tuple(_as_written(part, text) for part in mention.parts)
    return replace(mention, text=text[mention.start : mention.end], parts=parts)


def _bounds(text: str, sentences: Sequence[Sentence]) -> list[int]:
    if sentences:
        return [sentence.start for sentence in sentences]
    return [0, *(match.end() for match in _BREAK.finditer(text))]


_MONTH = 31
_LEAP = 12
"""Years: set on WikiWars, whose histories mention later assessments and earlier causes in passing."""


_NEARBY = 2
"""Sentences in which "at 10 a.m." or "the year-earlier quarter" still speaks of the day or quarter told."""
_FRESH = 60
"""Days: so near the document's day a date without a year is of its own year, whatever else the sentence names."""
_AND = re.compile(r",? (?:and|or) |, ")


def _year_after(point: Point, month: Period) -> int | None:
    """The year of a month that follows another in an enumeration."""
    if month.earliest is None or not isinstance(point, Calendar) or not point.month:
        return None
    return month.earliest.year + (point.month < month.earliest.month)


class _State:
    """What the text has told so far, walked through from first to last."""

    def __init__(self, text: str, anchor: When | None, narrative: bool, bounds: list[int]) -> None:
        self.text = text
        self.bounds = bounds
        self.narrative = narrative
        self.first = anchor.earliest if anchor else None
        self.last = anchor.latest if anchor else None
        self.told: Period | None = None
        self.told_day: Period | None = None
        self.other_year: int | None = None
        self.year: int | None = None
        self.year_at = -1
        self.reached = 0
        self.near: tuple[int, Period] | None = None
        self.part: tuple[int, Period] | None = None
        self.hours: tuple[int, int, date] | None = None
        self.month: tuple[int, Period] | None = None

    def read(self, draft: Draft) -> TimeMention:
        low, high = self._sentence(draft.start)
        if draft.last is not None:
            return self._range(draft, low, high)
        reading = self._resolve(draft.point, draft, low, high)
        if isinstance(draft.point, Offset) and draft.point.said:
            # "On 17 June, two days before the talks": the day stands there, and the talks come later.
            if self.text[self.reached : draft.start].strip() in {"", ",", "(", "-", "–", "—"}:
                reading = replace(reading, period=None, anchor="")
        else:
            self._tell(draft.point, reading, low)
        self._note(draft, reading)
        self.reached = draft.end
        return self._mention(draft, reading, draft.start, draft.end)

    def _resolve(self, point: Point, draft: Draft, low: int, high: int) -> Reading:
        way = 0
        free = isinstance(point, Offset) and point.free
        if (
            free
            or isinstance(point, Ahead | Weekday)
            or (not isinstance(point, Offset | Window) and getattr(point, "year", 0) is None)
        ):
            way = direction(self.text, draft.start, draft.end, low=low, high=high)
        carried = self.year if self.narrative or self.year_at >= low else None
        if isinstance(point, Calendar) and not self.narrative and self.last is None:
            carried = self.year
        if carried and not self.narrative and self._steps_back(point):
            carried = None
        if self._goes_on(point, draft):
            assert self.month is not None
            carried = _year_after(point, self.month[1])
        here = self._index(draft.start)
        clock = Clock(
            self.first,
            self.last,
            self.told,
            self.told_day,
            self.near[1] if self.near and here - self.near[0] <= 1 else None,
            self.part[1] if self.part and here - self.part[0] <= _NEARBY else None,
            self._hours_of(draft.start, here),
            carried,
            self.narrative,
        )
        reading = resolve(point, clock, way)
        return self._known(point, reading, low, high) or reading

    def _steps_back(self, point: Point) -> bool:
        """Whether a carried year would put a month before the one told ("since October 2021 ... in May")."""
        if not isinstance(point, Calendar) or not point.month or self.part is None or self.last is None:
            return False
        told = self.part[1].earliest
        return bool(told and told.year == self.year and point.month < told.month and told < self.last)

    def _known(self, point: Point, reading: Reading, low: int, high: int) -> Reading | None:
        """The day of a well-known event the sentence names, unless the same day of another year lies close by."""
        if not isinstance(point, Calendar) or point.year or point.hint or not (point.month and point.day):
            return None
        near = reading.period.earliest if reading.period else None
        if near and self.last and abs((self.last - near).days) < _FRESH:
            return None
        known = year_of_known_day(self.text, low, high, point.month, point.day)
        if known is None or (self.last is not None and date(known[0], point.month, point.day) > self.last):
            return None
        there = resolve(replace(point, year=known[0]), Clock(None, None), 0)
        return replace(there, anchor=f"known: {known[1]}", reason=f"the day of {known[1]}")

    def _goes_on(self, point: Point, draft: Draft) -> bool:
        """Whether a month follows another one's "and": "in March and April"."""
        if self.month is None or not isinstance(point, Calendar) or point.year or point.day or not point.month:
            return False
        return _AND.fullmatch(self.text, self.month[0], draft.start) is not None and not point.hint

    def _hours_of(self, start: int, here: int) -> date | None:
        """The day whose hours the text tells here: one of the sentence, or told shortly before in the paragraph."""
        if self.hours is None:
            return self.last
        index, end, day = self.hours
        near = index == here or (here - index <= _NEARBY and "\n\n" not in self.text[end:start])
        return day if near else self.last

    def _range(self, draft: Draft, low: int, high: int) -> TimeMention:
        assert draft.last is not None
        first, last = self._ends(draft, low, high)
        parts: tuple[TimeMention, ...] = ()
        if draft.ends:
            parts = (
                self._mention(draft, first, draft.ends[0], draft.ends[1]),
                self._mention(draft, last, draft.ends[2], draft.ends[3]),
            )
        if first.period is None or last.period is None:
            value = f"{first.value}/{last.value}"
            whole = Reading(value, None, first.basis, first.anchor, first.reason)
        else:
            period = periods.span(first.period, last.period)
            if draft.rule.endswith(" calendar") and period.earliest and period.latest:
                # A month or year of another calendar is no range of known days.
                long = (period.latest - period.earliest).days > _MONTH
                period = replace(period, precision=Precision.YEAR if long else Precision.MONTH)
            whole = Reading(period.value, period, first.basis, first.anchor, first.reason)
        self._tell(draft.point, whole, low)
        self._note(replace(draft, point=draft.last), last)
        mention = self._mention(draft, whole, draft.start, draft.end)
        return _with_parts(mention, parts)

    def _ends(self, draft: Draft, low: int, high: int) -> tuple[Reading, Reading]:
        assert draft.last is not None
        first = self._resolve(draft.point, draft, low, high)
        last = self._resolve(draft.last, draft, low, high)
        if isinstance(draft.last, Calendar) and draft.last.year is None and first.period and first.period.earliest:
            year = first.period.earliest.year
            last = resolve(replace(draft.last, year=year), Clock(None, None), 0)
            if last.period and last.period.latest and last.period.latest < first.period.earliest:
                last = resolve(replace(draft.last, year=year + 1), Clock(None, None), 0)
        if isinstance(draft.last, Weekday) and first.period and first.period.latest:
            # "Monday to Friday": the last day follows the first.
            clock = Clock(first.period.latest, first.period.latest)
            last = resolve(Weekday(draft.last.weekday), clock, 1)
        return first, last

    def _note(self, draft: Draft, reading: Reading) -> None:
        """Keep what short ways of telling a time in the next words count from."""
        period, point, here = reading.period, draft.point, self._index(draft.start)
        self.month = None
        if period is None or period.earliest is None or isinstance(point, Ahead | Window):
            return
        self.near = (here, period)
        if period.earliest == period.latest:
            self.hours = (here, draft.end, period.earliest)
        elif periods.in_year(period, 1) and not isinstance(point, Again) and not getattr(point, "compared", False):
            self.part = (here, period)
            if isinstance(point, Calendar) and point.month:
                self.month = (draft.end, period)

    def _tell(self, point: Point, reading: Reading, sentence: int) -> None:
        period = reading.period
        if period is None or period.earliest is None or isinstance(point, Ahead | Window):
            return
        if isinstance(point, Offset) and not self.narrative and not point.count:
            return
        if self.narrative and self.year and abs(period.earliest.year - self.year) > _LEAP:
            self._carry(period)
            return
        if period.precision is not Precision.YEAR or self.narrative or self.told is None:
            self.told = period
        if period.precision is Precision.DAY:
            self.told_day = period
        if self.narrative:
            self._carry(period)
        elif isinstance(point, Calendar) and point.year is not None:
            self.year, self.year_at = point.year, sentence

    def _carry(self, period: Period) -> None:
        """Keep the year of a history. A leap of a generation is believed when the next time told makes it too."""
        if period.earliest is None or period.latest is None or (period.latest - period.earliest).days > 366:
            return
        year = period.earliest.year
        if (
            self.year is None
            or abs(year - self.year) <= _LEAP
            or (self.other_year is not None and abs(year - self.other_year) <= _LEAP)
        ):
            self.year, self.other_year = year, None
        else:
            self.other_year = year

    def _index(self, offset: int) -> int:
        return bisect_right(self.bounds, offset) - 1

    def _sentence(self, offset: int) -> tuple[int, int]:
        index = self._index(offset)
        low = self.bounds[index] if index >= 0 else 0
        return low, self.bounds[index + 1] if index + 1 < len(self.bounds) else len(self.text)

    def _mention(self, draft: Draft, reading: Reading, start: int, end: int) -> TimeMention:
        text = self.text[start:end]
        return TimeMention(
            start=start,
            end=end,
            text=text,
            kind=draft.kind,
            value=reading.value,
            when=_when(reading, text),
            anchor=reading.anchor,
            rule=draft.rule,
        )


def _with_parts(mention: TimeMention, parts: tuple[TimeMention, ...]) -> TimeMention:
    return replace(mention, parts=parts) if parts else mention


def _when(reading: Reading, text: str) -> When | None:
    period = reading.period
    if period is None or period.earliest is None or period.latest is None:
        return None
    return When(
        earliest=period.earliest,
        latest=period.latest,
        precision=period.precision,
        basis=reading.basis,
        text=text,
        reason=reading.reason,
    )


_YEAR = re.compile(r"(?<![\d$€£,.])(1[0-9]\d\d|20\d\d)(?![\d,]|\.\d)|\b\d{1,4} (?P<era>B\.?C)")


def reads_as_narrative(text: str, anchor: When | None) -> bool:
    """Whether a text tells a history: most of its years, and not just a few, lie well before it was written."""
    if anchor is None:
        return False
    years = [0 if match["era"] else int(match[1]) for match in _YEAR.finditer(text)]
    return len(years) >= 10 and sum(year < anchor.latest.year - 2 for year in years) > 0.7 * len(years)
