"""The day of each strand: its own time expression, the journey it is part of, or the document's day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from bilateral.coding.context import Strand
from bilateral.coding.dating import Dater
from bilateral.coding.readers.base import Act
from bilateral.coding.readers.groups import parties_of
from bilateral.coding.readers.syntax import syntax
from bilateral.coding.times import TimeMention
from bilateral.model import Basis, Document, EventType, Form, Status, When

# Characters between a target and a time that is still the act's own ("on").
_NEAR = 5

# Characters before a noun that a time of its own may begin ("the February 24 attack").
_BESIDE = 25

__all__ = ["Dated"]


class Dated:
    """Dates the strands of one document, in reading order."""

    def __init__(self, document: Document, times: Sequence[TimeMention], dater: Dater, published: When | None) -> None:
        self._document = document
        self._dater = dater
        self._published = published
        self._starts = [t.start for t in times if t.when is not None]
        self._told: tuple[int, When] | None = None
        self._days: dict[int, When] = {}
        self._journey: tuple[frozenset[str], When] | None = None

    def when(self, strand: Strand) -> When | None:
        """The days of a strand's act; None where nothing tells them."""
        self._pass_on(strand.sentence)
        found = self._when(strand)
        if found is not None:
            self._days[id(strand)] = found
        return found

    def _when(self, strand: Strand) -> When | None:
        act = strand.act
        if act.whole:
            return self._published
        future = act.status in (Status.PLANNED, Status.PROPOSED)
        if act.form in (Form.STATEMENT, Form.NOTE) and not future and not self.names_day(strand.sentence, act):
            # What is said today may name any day; a statement is of the day of the contact it was made in, or of the
            # day it is told, unless it opens with another.
            return self._days.get(id(strand.within), self._published)
        when = self._dater.date(strand.sentence, act.focus or act.trigger, future=future)
        if when is None:
            return None
        if when.basis in (Basis.PUBLISHED, Basis.INFERRED) and future and self._journey is not None:
            travellers, days = self._journey
            if travellers & frozenset(parties_of(act.source)):
                return days
        if act.form is Form.VISIT and when.basis not in (Basis.PUBLISHED, Basis.INFERRED):
            self._journey = frozenset(parties_of(act.source)), when
        if not future and act.type is EventType.CONSULT:
            self._told = strand.sentence, when
        return when

    def _pass_on(self, sentence: int) -> None:
        """Lets "a day later" count from the contact told last, once its sentence is over."""
        if self._told is not None and self._told[0] != sentence:
            self._dater.remember(self._told[1])
            self._told = None

    def tells(self, strand: Strand, when: When) -> bool:
        """Whether an act that is only named ("the invasion of X") has a day of its own, and so is told as an event."""
        act = strand.act
        if not act.nominal or (act.type is EventType.CONSULT and act.form is Form.STATEMENT):
            return True  # "a joint statement by X and Y" is what the text then gives
        if when.basis in (Basis.PUBLISHED, Basis.INFERRED):
            return False
        if act.type is EventType.CONSULT:
            sentence = self._document.sentences[strand.sentence]
            return self._any_time(sentence.start, sentence.end)
        last = max((m.end for m in (*act.source, *act.target)), default=act.trigger.end)
        return self._any_time(act.trigger.start - _BESIDE, max(last, act.trigger.end) + _NEAR)

    def _any_time(self, start: int, end: int) -> bool:
        first = bisect_left(self._starts, start)
        return first < len(self._starts) and self._starts[first] < end

    def names_day(self, index: int, act: Act) -> bool:
        """Whether the sentence names a time before the act's target is over or right behind it: "On Monday he accused
        ...", "congratulated Putin on Russia Day". A time further on is of what was said."""
        if act.whole:
            return False
        sentence = self._document.sentences[index]
        last = max((m.end for m in act.target), default=act.trigger.end)
        first = bisect_left(self._starts, sentence.start)
        if first >= len(self._starts) or self._starts[first] >= sentence.end:
            return False
        return self._starts[first] <= last + _NEAR or self._follows(act, self._starts[first])

    def _follows(self, act: Act, time: int) -> bool:
        """Whether only the manner of a contact stands between it and a time: "spoke by video link on May 3"."""
        between = self._document.text[act.trigger.end : time].lower().split()
        return act.type is EventType.CONSULT and time > act.trigger.end and syntax().manner.issuperset(between)
