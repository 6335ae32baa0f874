"""The day of each strand: its own time expression, the journey it is part of, or the document's day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from bilateral.coding.context import Strand
from bilateral.coding.dating import Dater
from bilateral.coding.readers.base import Act
from bilateral.coding.readers.groups import parties_of
from bilateral.coding.times import TimeMention
from bilateral.model import Basis, Document, EventType, Form, Status, When

# Characters between a target and a time that is still the act's own ("on").
_NEAR = 5

__all__ = ["Dated"]


class Dated:
    """Dates the strands of one document, in reading order."""

    def __init__(self, document: Document, times: Sequence[TimeMention], dater: Dater, published: When | None) -> None:
        self._document = document
        self._dater = dater
        self._published = published
        self._starts = [t.start for t in times if t.when is not None]
        self._journey: tuple[frozenset[str], When] | None = None

    def when(self, strand: Strand) -> When | None:
        """The days of a strand's act; None where nothing tells them."""
        act = strand.act
        future = act.status in (Status.PLANNED, Status.PROPOSED)
        if act.form in (Form.STATEMENT, Form.NOTE) and not future and not self.names_day(strand.sentence, act):
            # What is said today may name any day; a statement is of the day it is told unless it opens with another.
            return strand.context or self._published
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
            self._dater.remember(when)
        return when

    def names_day(self, index: int, act: Act) -> bool:
        """Whether the sentence names a time before the act's target is over or right behind it: "On Monday he accused
        ...", "congratulated Putin on Russia Day". A time further on is of what was said."""
        sentence = self._document.sentences[index]
        last = max((m.end for m in act.target), default=act.trigger.end)
        first = bisect_left(self._starts, sentence.start)
        return first < len(self._starts) and self._starts[first] <= min(last + _NEAR, sentence.end)
