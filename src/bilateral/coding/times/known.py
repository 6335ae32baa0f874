"""Well-known dated events a text may name ("the 44-day war"): none of it can have been written before them."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

__all__ = ["KnownEvent", "Sighting", "known_events", "sightings", "year_of_known_day"]

_SEASON = 123


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """A row of known_events.csv: `pattern` finds the phrases that name it, `is_short` if it was over in a season.

    `is_scheduled` if it was spoken of before it came.
    """

    name: str
    start: date
    is_short: bool
    is_scheduled: bool
    pattern: re.Pattern[str]
    anchors: tuple[str, ...]
    """The longest word of each phrase: where none stands in a text, the pattern need not be tried."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A known event named in a text, and where."""

    event: KnownEvent
    start: int
    end: int


@cache
def known_events() -> tuple[KnownEvent, ...]:
    """Rows of known_events.csv. A star in a phrase stands for up to four words."""
    text = files("bilateral").joinpath("knowledge/data/known_events.csv").read_text(encoding="utf-8")
    return tuple(
        KnownEvent(
            row["name"],
            date.fromisoformat(row["start"]),
            _is_short(row),
            row["scheduled"] == "yes",
            _pattern(row["phrases"]),
            _anchors(row["phrases"]),
        )
        for row in csv.DictReader(text.splitlines())
    )


def _is_short(row: Mapping[str, str]) -> bool:
    return bool(row["end"]) and (date.fromisoformat(row["end"]) - date.fromisoformat(row["start"])).days <= _SEASON


def _anchors(phrases: str) -> tuple[str, ...]:
    words = (re.findall(r"\w+", phrase) for phrase in phrases.split("|"))
    return tuple(dict.fromkeys(max(found, key=len) for found in words))


def _pattern(phrases: str) -> re.Pattern[str]:
    parts = []
    for phrase in phrases.split("|"):
        words = [r"(?:\W{1,3}[\w'’.-]+){0,4}?\W{1,3}" if word == "*" else re.escape(word) for word in phrase.split()]
        joined = r"\s+".join(words).replace(r"\s+(?:\W", r"(?:\W").replace(r"\W{1,3}\s+", r"\W{1,3}")
        parts.append(joined.replace("'", "['’]"))
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)")


def sightings(text: str) -> list[Sighting]:
    """Known events a text names, in order of the text; each place once."""
    found = [
        Sighting(event, match.start(), match.end())
        for event in known_events()
        if any(anchor in text for anchor in event.anchors)
        for match in event.pattern.finditer(text)
    ]
    return sorted(found, key=lambda s: (s.start, s.event.start))


def year_of_known_day(text: str, low: int, high: int, month: int, day: int) -> tuple[int, str] | None:
    """The year, and the event, where a sentence names the event of that day: "the Sept. 11 attacks".

    None where it speaks of an anniversary: that day is of another year.
    """
    events = _by_day().get((month, day))
    if not events or _ANNIVERSARY.search(text, low, high):
        return None
    for event in events:
        if event.pattern.search(text, low, high):
            return event.start.year, event.name
    return None


_ANNIVERSARY = re.compile(r"\banniversar|\byears? (?:ago|since|after)\b|\bsince\b[^.]{0,20}\bevery\b", re.IGNORECASE)


@cache
def _by_day() -> Mapping[tuple[int, int], tuple[KnownEvent, ...]]:
    days: dict[tuple[int, int], tuple[KnownEvent, ...]] = {}
    for event in known_events():
        if event.is_short:
            key = (event.start.month, event.start.day)
            days[key] = (*days.get(key, ()), event)
    return days
