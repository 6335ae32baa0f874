"""Who is next, as it is told: with names, days, and events that can be opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Candidate", "Next", "Why", "confidence"]

_MUCH, _SOME = 50, 10
"""So many such acts of the actor are much, or some, to go by."""
_LONG = 60
"""Days since the last one after which it is told with less confidence."""


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
    none, `confidence` how far to lean on them ("high", "moderate", "low"), which says nothing of how high they are.
    `rest` is the probability of all who are not listed.
    """

    actor: str
    act: str
    received: bool
    joint: bool
    as_of: date
    candidates: tuple[Candidate, ...] = ()
    rest: float = 0.0
    times: int = 0
    confidence: str = ""
    model: str = ""
    learned_from: int = 0
    notes: tuple[str, ...] = ()
    refused: str = ""


def confidence(*, learned: bool, times: int, silence: int | None) -> str:
    """How far to lean on probabilities: by whether weights were learned, how often the act was, and the days since.

    High takes learned weights, 50 such acts of the actor and the last within 60 days; low is without learned weights or
    with fewer than 10 such acts.
    """
    if not learned or times < _SOME or silence is None:
        return "low"
    return "high" if times >= _MUCH and silence <= _LONG else "moderate"
