"""Who is next, as it is told: with names, days, and events that can be opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Candidate", "Next", "Why"]


@dataclass(frozen=True, slots=True)
class Why:
    """A group of events, in order of days, and the points it adds to (or takes from) a candidate's probability.

    `by` did `act` to `to`, or both did it together; `by` may be "others". `events` are ids, or lines of the file.
    """

    act: str
    by: str
    to: str
    together: bool
    effect: float
    first: date
    last: date
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who may be next: its probability, how often it was before, and why."""

    name: str
    probability: float
    times: int
    last: date | None
    reasons: tuple[Why, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """With whom `actor` next does `act` (`received`: who does it to it), as of a day; the likeliest first.

    `times` is how often it did so, with anybody. `model` says what the probabilities are by, `refused` why there are
    none. `rest` is the probability of all who are not listed.
    """

    actor: str
    act: str
    received: bool
    joint: bool
    as_of: date
    candidates: tuple[Candidate, ...] = ()
    rest: float = 0.0
    times: int = 0
    model: str = ""
    learned_from: int = 0
    notes: tuple[str, ...] = ()
    refused: str = ""
