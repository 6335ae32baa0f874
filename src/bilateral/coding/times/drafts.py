"""What a rule says before it is known from which day it is to be counted."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "Again",
    "Ahead",
    "Calendar",
    "Draft",
    "Feast",
    "Fiscal",
    "Fixed",
    "Nearby",
    "Offset",
    "Point",
    "Weekday",
    "Window",
]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A place in the calendar; what was not said is None. `hint` is "last", "this" ... of a year that was not said."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    edge: str = ""
    hint: str = ""
    time: str = ""
    weekday: int | None = None
    bare: bool = False
    """A month or season with nothing beside it ("in May"): it may be the current one."""
    week: bool = False
    """The week that holds the day."""


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week; `hint` as in Calendar, or "of-last", "of-this", "of-next" for "Tuesday of last week"."""

    weekday: int
    hint: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Offset:
    """So many units from the document's day, or from the time told before where `told`."""

    unit: str
    count: float | None
    told: bool = False
    edge: str = ""
    time: str = ""
    free: bool = False
    """Either the one before or the one to come, by the tense: "the weekend"."""
    compared: bool = False
    """Set against a figure ("from $5 million a year earlier"): the same quarter or month, if one was told."""
    said: str = ""
    """The duration said, where it is counted from an event that is named ("two days before the talks"): its value."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that needs no anchor: durations, sets, vague references, centuries."""

    value: str


@dataclass(frozen=True, slots=True)
class Nearby:
    """A stretch of years that stands by itself: "year", "decade", "century" with its number."""

    what: str
    number: int
    edge: str = ""


@dataclass(frozen=True, slots=True)
class Feast:
    """A holiday by its rule in holidays.csv."""

    name: str
    rule: str
    year: int | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Fiscal:
    """A fiscal or academic year (`kind`) by its number or numbers, and the code of the state whose it is.

    Without a number `step` counts from the current one: "the last fiscal year".
    """

    kind: str
    year: int | None
    last: int | None
    state: str
    step: int = 0


@dataclass(frozen=True, slots=True)
class Window:
    """So long up to the document's day (direction -1) or from it (1): "the past three months"."""

    value: str
    unit: str
    count: float | None
    direction: int


@dataclass(frozen=True, slots=True)
class Again:
    """The part of a year told before, in another year: "the same period of 2021", "the year-earlier quarter".

    `year` is the year said, else `years` are counted from the one told, or from the document's where `now`. `unit` is
    "Q" where a quarter is named.
    """

    year: int | None
    years: int
    now: bool
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Ahead:
    """ "In two weeks", "within three months": a duration, and of what is to come also where it leads from the
    document's day."""

    value: str
    unit: str
    count: float
    within: bool


Point = Again | Ahead | Window | Calendar | Fiscal | Weekday | Offset | Fixed | Nearby | Feast


@dataclass(frozen=True, slots=True)
class Draft:
    """A match of a rule: characters, TIMEX3 kind, and the point or the two ends it speaks of."""

    start: int
    end: int
    kind: str
    rule: str
    point: Point
    last: Point | None = None
    ends: tuple[int, int, int, int] | None = None
    """Characters of the two ends of a range."""
