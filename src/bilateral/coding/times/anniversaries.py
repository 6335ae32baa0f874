"""Anniversaries of well-known days: "the 30th anniversary of the fall of the Berlin Wall"."""

from __future__ import annotations

import re

from bilateral.coding.times.drafts import Calendar, Draft
from bilateral.coding.times.known import known_events
from bilateral.coding.times.lexicon import lexicon

__all__ = ["read_anniversary"]

_COUNT = re.compile(
    r"\b(?:the )?(?:(?P<digits>\d{1,3})(?:st|nd|rd|th|-year|-years)|(?P<word>[a-z]+)(?:-year)?) $", re.I
)
_REACH = 70
"""Characters behind "anniversary of" in which the event is named."""


def read_anniversary(text: str, start: int, end: int) -> Draft | None:
    """The day of the anniversary at `start` to `end`; None where its number or its event is not known."""
    count = _COUNT.search(text, max(0, start - 24), start)
    number = _number(count) if count else None
    if count is None or number is None or not text.startswith(" of ", end):
        return None
    for event in known_events():
        match = event.pattern.search(text, end, min(len(text), end + _REACH))
        if match and "," not in text[end : match.start()] and "." not in text[end : match.start()]:
            day = event.start
            point = Calendar(day.year + number, day.month, day.day)
            return Draft(count.start(), match.end(), "DATE", f"anniversary: {event.name}", point)
    return None


def _number(count: re.Match[str]) -> int | None:
    if count["digits"]:
        return int(count["digits"])
    classes = {lexicon().chars[name] for name in ("CARD", "ORDWORD")}
    return next((int(w.value) for w in lexicon().words.get(count["word"].lower(), ()) if w.char in classes), None)
