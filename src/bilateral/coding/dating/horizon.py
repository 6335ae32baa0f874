"""Days that only the event told before, or the words of a plan, give."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bilateral.coding.times import TimeMention
from bilateral.coding.times.periods import shift_day, shift_unit
from bilateral.model import Basis, Precision, When

__all__ = ["from_told", "is_floating", "is_vague_past", "planned", "some_time_ago"]

_VALUE = re.compile(r"P(\d{1,4})([DWMY])")
_WAY = re.compile(r"\s+(after|before|following|prior to)\b", re.IGNORECASE)
_SLACK = {"D": 0, "W": 3, "M": 15, "Y": 182}
"""Days either side: "two weeks after" is no exact count."""
_SIZE = {"D": Precision.DAY, "W": Precision.WEEK, "M": Precision.MONTH, "Y": Precision.YEAR}

_YEAR = 365
_HORIZONS = ((re.compile(r"\bdays\b", re.IGNORECASE), 21), (re.compile(r"\bweeks\b", re.IGNORECASE), 92))
"""Days a plan "for the coming days" or weeks reaches; all others reach a year."""
_COMING = re.compile(r"\b(?:coming|next|following) (?:few )?(?:days|weeks)\b", re.IGNORECASE)


def is_floating(mention: TimeMention) -> bool:
    """Whether the time is counted from an event that no date in the text tells: "a week after the visit"."""
    return mention.when is None and mention.rule == "later" and _VALUE.fullmatch(mention.value) is not None


def from_told(mention: TimeMention, text: str, told: When | None) -> When | None:
    """The days of such a time, counted from the event just told."""
    size, way = _VALUE.fullmatch(mention.value), _WAY.match(text, mention.end)
    if told is None or told.precision is not Precision.DAY or size is None or way is None:
        return None
    unit, sign = size[2], 1 if way[1].lower() in {"after", "following"} else -1
    there = shift_unit(told.latest, unit, sign * int(size[1]))
    return When(
        earliest=shift_day(there, -_SLACK[unit]),
        latest=shift_day(there, _SLACK[unit]),
        precision=_SIZE[unit],
        basis=Basis.RELATIVE,
        text=mention.text,
        reason=f"{mention.text} {way[1]} the event just told, {told.latest}",
    )


_AGO = re.compile(r"\b(?P<unit>day|week|month)s ago\b", re.IGNORECASE)
_BACK = {"day": (2, 10, Precision.WEEK), "week": (8, 62, Precision.MONTH), "month": (32, 360, Precision.YEAR)}
"""Days that an unknown number of a unit goes back, at least and at most, and how exactly that tells the day."""


def is_vague_past(mention: TimeMention) -> bool:
    """Whether the time is an unknown number of days, weeks or months before the text: "a few weeks ago"."""
    return mention.when is None and mention.value == "PAST_REF" and _AGO.search(mention.text) is not None


def some_time_ago(mention: TimeMention, published: When) -> When | None:
    """The range of such a time: no day of it is known, but it is not the day of the text."""
    match = _AGO.search(mention.text)
    if match is None:
        return None
    least, most, precision = _BACK[match["unit"].lower()]
    return When(
        earliest=shift_day(published.earliest, -most),
        latest=shift_day(published.latest, -least),
        precision=precision,
        basis=Basis.INFERRED,
        text=mention.text,
        reason=f"{mention.text!r}, {least} to {most} days before {published.latest}",
    )


def planned(sentence: str, published: When) -> When:
    """The range of a plan without a day: as far as its words reach, or a year."""
    words = _COMING.search(sentence)
    reach = next((days for pattern, days in _HORIZONS if words and pattern.search(words.group())), _YEAR)
    latest = max(published.latest, published.earliest + timedelta(days=reach))
    precision = Precision.MONTH if reach < 31 else Precision.SEASON if reach < _YEAR else Precision.YEAR
    within = f"in {words.group()!r} from" if words else "within a year of"
    return replace(
        published,
        latest=latest,
        precision=max(precision, published.precision, key=list(Precision).index),
        basis=Basis.INFERRED,
        text=words.group() if words else "",
        reason=f"planned, no day given: {within} {published.earliest}",
    )
