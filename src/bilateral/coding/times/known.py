"""Well-known dated events a text may name ("the 44-day war"): none of it can have been written before them."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

__all__ = ["KnownEvent", "Sighting", "sightings"]

_SEASON = 123


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """A row of known_events.csv; `pattern` finds the phrases that name it, `is_short` if it was over in a season."""

    name: str
    start: date
    is_short: bool
    pattern: re.Pattern[str]


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
        KnownEvent(row["name"], date.fromisoformat(row["start"]), _is_short(row), _pattern(row["phrases"]))
        for row in csv.DictReader(text.splitlines())
    )


def _is_short(row: Mapping[str, str]) -> bool:
    return bool(row["end"]) and (date.fromisoformat(row["end"]) - date.fromisoformat(row["start"])).days <= _SEASON


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
        for match in event.pattern.finditer(text)
    ]
    return sorted(found, key=lambda s: (s.start, s.event.start))
