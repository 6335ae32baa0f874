"""What a time is counted from, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bilateral.coding.times.periods import Period
from bilateral.model import Basis

__all__ = ["Clock", "Reading"]


@dataclass(frozen=True, slots=True)
class Clock:
    """What a time can be counted from: the document's day(s), the time told before, and a year carried by the text."""

    first: date | None
    last: date | None
    told: Period | None = None
    told_day: Period | None = None
    """The last time told with its day: "the next day" counts from it."""
    near: Period | None = None
    """The last time told in this sentence or the one before, years among them: "two years later" counts from it."""
    part: Period | None = None
    """The last quarter, half-year, season or month told nearby: "the year-earlier period" is that of another year."""
    hours_of: date | None = None
    """The day whose hours are told: that of the sentence or paragraph."""
    year: int | None = None
    narrative: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A resolved draft: `period` is None for durations, sets and vague references."""

    value: str
    period: Period | None
    basis: Basis
    anchor: str
    reason: str
