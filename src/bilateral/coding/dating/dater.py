"""Dates the events of one document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bilateral.coding.dating.aspect import clashes, is_background, is_definite, is_reported_perfect, speaks_now
from bilateral.coding.dating.attachment import LIMIT, Sight, cost, is_initial
from bilateral.coding.dating.headline import is_headline, lead_sentences, same_word
from bilateral.coding.dating.horizon import from_told, is_floating, is_vague_past, planned, some_time_ago
from bilateral.coding.times import TimeMention
from bilateral.coding.times.periods import within_reach
from bilateral.model import Basis, Document, Precision, SentenceKind, Span, When

__all__ = ["Dater"]

_PERIOD = re.compile(
    r"\b(?:in|during|over|throughout|for) (?:the|this|that|the same) (?:\w+ )?(?:period|chronology|time span)\b",
    re.IGNORECASE,
)
_SLACK = timedelta(days=1)
"""Capitals lie in different time zones: an event may bear the next day's date."""

_LONGEST = 400
"""Days: decades and centuries date no event."""

_NEAR_START = 20
"""How dear a date may be, seen from the start of a paragraph, to be the running date of a chronology."""
_AFTERMATH = 12
"""Sentences: so far behind its last date a chronology has given way to comment."""

_TOLD = "told before: "


class Dater:
    """Dates the events of one document, in the order they are told.

    `published` is the document's day, or the range inferred for it, or None. `times` are the document's, as `tag_times`
    gives them.
    """

    def __init__(self, document: Document, times: Sequence[TimeMention], published: When | None) -> None:
        self._document = document
        self._published = within_reach(published)
        self._times = [t for t in times if t.when is not None and (t.when.latest - t.when.earliest).days <= _LONGEST]
        self._starts = [t.start for t in self._times]
        self._floating = [t for t in times if is_floating(t)]
        self._vague = [t for t in times if is_vague_past(t)]
        self._ahead = [t.start for t in times if t.value == "FUTURE_REF"]
        self._told: When | None = None
        self._headers = self._find_headers(0)
        self._heads = self._find_headers(_NEAR_START)
        stated = {when.earliest for when in self._headers.values() if when.basis in {Basis.STATED, Basis.HOLIDAY}}
        self._chronology = len(stated) >= 3

    def remember(self, when: When) -> None:
        """Keep the event just told: "a day later" counts from it."""
        self._told = when

    def date(self, sentence: int, trigger: Span, *, future: bool = False, context: When | None = None) -> When | None:
        """When the act at `trigger` took place, or is planned to where `future`.

        `context` is the date of the contact the sentence belongs to, taken where the sentence has none of its own. None
        where nothing tells: the document has no date, or the words put the act at some unnamed time in the past.
        """
        own = self._own(sentence, trigger, future=future)
        if own is not None and not future and self._is_reported(sentence, trigger):
            own = self._again(sentence, trigger) or own
        if own is not None:
            return self._clip(own, future=future)
        if context is not None:
            return context
        told = self._again(sentence, trigger) if not future else None
        if not speaks_now(self._document.text, trigger):
            told = told or self._around(sentence, future=future)
        if told is not None:
            return self._clip(told, future=future)
        return self._default(sentence, trigger, future=future)

    # ---- own sentence

    def _inside(self, sentence: int) -> list[TimeMention]:
        here = self._document.sentences[sentence]
        return self._times[bisect_left(self._starts, here.start) : bisect_left(self._starts, here.end)]

    def _sight(self, sentence: int) -> Sight:
        here = self._document.sentences[sentence]
        return Sight(self._document.text, here.start, here.end)

    def _own(self, sentence: int, trigger: Span, *, future: bool) -> When | None:
        sight = self._sight(sentence)
        best: tuple[int, int, TimeMention] | None = None
        # What a trip is made for bears its date ("to attend the 18 February conference") where nothing else does.
        limit = 10 * LIMIT if future else LIMIT
        for mention in self._inside(sentence):
            if not self._possible(mention, future=future):
                continue
            if not future and clashes(sight.text, sight.start, trigger, mention, self._published):
                continue
            price = cost(sight, mention, trigger, future=future) + _handicap(mention)
            if price <= limit and (best is None or price < best[0]):
                best = (price, mention.start, mention)
        if best is None:
            return self._after_told(sentence, trigger)
        when = self._recounted(best[2])
        return self._sharpened(when, sentence) if future else when

    def _after_told(self, sentence: int, trigger: Span) -> When | None:
        """ "A week after the visit": counted from the event just told."""
        sight = self._sight(sentence)
        for mention in self._floating:
            if sight.start <= mention.start < sight.end and cost(sight, mention, trigger, future=False) <= LIMIT:
                return from_told(mention, self._document.text, self._told)
        return None

    def _sharpened(self, when: When, sentence: int) -> When:
        """A plan for "later this month" whose day the next sentences of the text tell."""
        if when.precision is Precision.DAY:
            return when
        here = self._document.sentences[sentence]
        end = self._document.sentences[min(sentence + 3, len(self._document.sentences) - 1)].end
        for mention in self._times[bisect_left(self._starts, here.end) : bisect_left(self._starts, end)]:
            day = mention.when
            if day and day.precision is Precision.DAY and when.earliest <= day.earliest <= day.latest <= when.latest:
                return replace(day, reason=f"{day.reason}; the day of {when.text!r}")
        return when

    def _possible(self, mention: TimeMention, *, future: bool) -> bool:
        """A told event does not lie after the document's day, nor a planned one before it."""
        when, published = mention.when, self._published
        if when is None:
            return False
        if published is None:
            return True
        if future:
            return when.latest >= published.earliest - _SLACK
        return when.earliest <= published.latest + _SLACK

    def _recounted(self, mention: TimeMention) -> When:
        """ "A day later" counted from the event just told rather than from the last date in the text."""
        assert mention.when is not None
        told = self._told
        if told is None or told.precision is not Precision.DAY or not mention.anchor.startswith(_TOLD):
            return mention.when
        try:
            base = date.fromisoformat(mention.anchor[len(_TOLD) :])
        except ValueError:
            return mention.when
        if mention.when.basis is not Basis.RELATIVE or base == told.latest:
            return mention.when
        move = told.latest - base
        return replace(
            mention.when,
            earliest=mention.when.earliest + move,
            latest=mention.when.latest + move,
            reason=f"{mention.when.reason}; counted from the event just told, {told.latest}",
        )

    def _clip(self, when: When, *, future: bool) -> When:
        """ "This week" of a past event ends with the document's day, of a planned one begins with it."""
        published = self._published
        if published is None or when.precision is Precision.DAY or when.basis is not Basis.RELATIVE:
            return when
        if future and when.earliest < published.earliest <= when.latest:
            # "This week" in a Sunday's announcement is the week that begins.
            late = when.precision is Precision.WEEK and (when.latest - published.earliest).days < 2
            return replace(when, earliest=published.earliest, latest=when.latest + timedelta(days=7 * late))
        if not future and when.earliest <= published.latest < when.latest:
            return replace(when, latest=published.latest)
        return when

    # ---- the same act told again

    def _is_reported(self, sentence: int, trigger: Span) -> bool:
        return is_reported_perfect(self._document.text, self._document.sentences[sentence].start, trigger)

    def _again(self, sentence: int, trigger: Span) -> When | None:
        """The day of the act where it is told again with it: of a headline, or of what "had been signed"."""
        text = self._document.text
        headline = is_headline(self._document, sentence)
        named = is_definite(text, self._document.sentences[sentence].start, trigger)
        if not headline and not named and not self._is_reported(sentence, trigger):
            return None
        days: dict[date, When] = {}
        for index, place in same_word(self._document, trigger, sentence):
            here = self._document.sentences[index]
            when = self._own(index, place, future=False)
            if when and when.precision is Precision.DAY and not is_background(text, here.start, here.end, place):
                days.setdefault(when.earliest, when)
        if len(days) == 1:
            when = next(iter(days.values()))
            return replace(when, reason=f"{when.reason}; of the same act told elsewhere")
        return self._of_lead(sentence) if headline and not days else None

    def _of_lead(self, headline: int) -> When | None:
        """The day of the sentence that a headline sums up."""
        for index in lead_sentences(self._document, headline):
            sight = self._sight(index)
            days = {
                m.when.earliest: m.when
                for m in self._inside(index)
                if m.when
                and m.when.precision is Precision.DAY
                and self._possible(m, future=False)
                and m.when.basis is not Basis.HOLIDAY
                and cost(sight, m, Span(sight.start, sight.start), future=False) <= LIMIT
            }
            if len(days) == 1:
                when = next(iter(days.values()))
                return replace(when, reason=f"{when.reason}; of the sentence the headline sums up")
            if days:
                return None
        return None

    # ---- around the sentence

    def _find_headers(self, reach: int) -> dict[int, When]:
        """Dates that open a paragraph, by the index of its first sentence; or stand within `reach` of its start."""
        found: dict[int, When] = {}
        paragraph = -1
        for index, sentence in enumerate(self._document.sentences):
            first, paragraph = sentence.paragraph != paragraph, sentence.paragraph
            if not first or sentence.kind is SentenceKind.QUOTED:
                continue
            sight = self._sight(index)
            for mention in self._inside(index):
                if mention.when is None or mention.kind == "DURATION" or mention.when.precision not in _HEADING:
                    continue
                start = Span(sight.start, sight.start)
                if is_initial(sight, mention) or cost(sight, mention, start, future=False) <= reach:
                    found[index] = mention.when
                    break
        return found

    def _around(self, sentence: int, *, future: bool) -> When | None:
        """The date of the line that introduces the sentence, of its paragraph's head, or of the running chronology."""
        here = self._document.sentences[sentence]
        if here.introduced_by is not None:
            return self._of_line(here.introduced_by, future=future)
        if (period := self._period(sentence)) is not None:
            return period
        first = sentence
        while first > 0 and self._document.sentences[first - 1].paragraph == here.paragraph:
            first -= 1
        header = self._headers.get(first) if first < sentence else None
        if header is not None and self._fits(header, future=future):
            return replace(header, reason=f"{header.reason}; heads the paragraph")
        if future:
            return self._plan(sentence)
        return self._running(sentence)

    def _of_line(self, line: int, *, future: bool) -> When | None:
        sight = self._sight(line)
        for mention in self._inside(line):
            if (
                mention.when
                and self._possible(mention, future=future)
                and cost(sight, mention, Span(sight.end - 1, sight.end), future=future) <= LIMIT
            ):
                return replace(mention.when, reason=f"{mention.when.reason}; of the line that introduces it")
        return self._around(line, future=future) if self._document.sentences[line].introduced_by != line else None

    def _fits(self, when: When, *, future: bool) -> bool:
        if self._published is None:
            return True
        if future:
            return when.latest >= self._published.earliest - _SLACK
        return when.earliest <= self._published.latest + _SLACK

    def _running(self, sentence: int) -> When | None:
        """In a chronology the last date that headed a paragraph holds until the next."""
        if not self._chronology:
            return None
        before = [index for index, when in self._heads.items() if index <= sentence and self._fits(when, future=False)]
        if not before or sentence > max(self._heads) + _AFTERMATH:
            return None
        when = self._heads[max(before)]
        return replace(when, reason=f"{when.reason}; running date of the chronology")

    def _period(self, sentence: int) -> When | None:
        """ "During the period covered": from the first to the last date that headed a paragraph so far."""
        here = self._document.sentences[sentence]
        for index in range(sentence, -1, -1):
            if self._document.sentences[index].paragraph != here.paragraph:
                return None
            if _PERIOD.search(self._document.sentence_text(index)):
                days = [w for at, w in self._heads.items() if at < index]
                if len(days) < 2:
                    return None
                low, high = min(w.earliest for w in days), max(w.latest for w in days)
                return When(
                    earliest=low,
                    latest=high,
                    precision=Precision.SEASON,
                    basis=Basis.RELATIVE,
                    text="the period",
                    reason="from the first to the last date told before",
                )
        return None

    def _plan(self, sentence: int) -> When | None:
        """A plan's date told in an earlier sentence: the nearest one that still lies ahead."""
        if self._published is None or sentence == 0:
            return None
        here = self._document.sentences[sentence]
        if bisect_left(self._ahead, here.start) < bisect_left(self._ahead, here.end):
            return None  # "in the near future": some other day
        for mention in reversed(self._times[: bisect_left(self._starts, here.start)]):
            when = mention.when
            if when and when.earliest > self._published.latest and when.precision in {Precision.DAY, Precision.WEEK}:
                return replace(when, reason=f"{when.reason}; the plan told before")
        return None

    # ---- the document's day

    def _default(self, sentence: int, trigger: Span, *, future: bool) -> When | None:
        published = self._published
        if published is None:
            return None
        if future:
            return planned(self._document.sentence_text(sentence), published)
        here = self._document.sentences[sentence]
        if is_background(self._document.text, here.start, here.end, trigger):
            return None
        sight = self._sight(sentence)
        for mention in self._vague:
            if sight.start <= mention.start < sight.end and cost(sight, mention, trigger, future=False) <= LIMIT:
                return some_time_ago(mention, published)
        if published.basis is Basis.INFERRED:
            return replace(published, reason=f"{published.reason}; the range inferred for the document")
        return replace(published, basis=Basis.PUBLISHED, text="", reason=f"told as news of {published.latest}")


_HEADING = frozenset({Precision.DAY, Precision.WEEK})
"""How exact a time must be to head a paragraph."""
_COARSE = {Precision.DAY: 0, Precision.WEEK: 3, Precision.MONTH: 5, Precision.SEASON: 8, Precision.YEAR: 15}


def _handicap(mention: TimeMention) -> int:
    """A day is a better date than its month, and an explicit date than the "a day later" beside it."""
    assert mention.when is not None
    relative = mention.anchor.startswith(_TOLD) and mention.when.basis is Basis.RELATIVE
    return _COARSE[mention.when.precision] + 4 * relative
