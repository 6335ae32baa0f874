"""The outlook on two parties: acts in both directions, plans, how much there is to go by; or why nothing is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bilateral.outlook.rates.dyad import FEW_EVENTS, ActOutlook

__all__ = [
    "WORDS",
    "Announced",
    "Confidence",
    "Outlook",
    "Partner",
    "confidence",
    "word",
]

WORDS: tuple[tuple[float, str], ...] = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.01, "almost certain"),
)
"""Words for probabilities below each bound: the scale of the US Intelligence Community Directive 203 (2015), whose
outermost bands begin at 1 % and end at 99 %."""


def word(probability: float) -> str:
    """The word for a probability."""
    return next(text for bound, text in WORDS if probability < bound)


@dataclass(frozen=True, slots=True)
class Confidence:
    """How far one can lean on probabilities ("low", "moderate", "high"), which says nothing of how high they are."""

    level: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """An event that was announced for days within the horizon. `came_true` of `known` announcements of this form, by
    whomever, came true before; `linked`: by the links of the chronology (`ActRows.came_true`)."""

    event: str
    source: str
    target: str
    form: str
    earliest: date
    latest: date
    announced: date | None
    known: int
    came_true: int
    linked: bool


@dataclass(frozen=True, slots=True)
class Partner:
    """How likely an act is between a party and another: "who next"."""

    outlook: ActOutlook
    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What may pass between `a` and `b` in the `horizon` days after `as_of`, in both directions.

    `refused` says why nothing is said; `acts` is empty then. `ids` are the ids of the events that reasons name by
    number. Of what both do with each other there is one row. `events` is how many events between the two are known,
    `recent` how many of the last 365 days.
    """

    a: str
    b: str
    as_of: date
    horizon: int
    acts: tuple[ActOutlook, ...] = ()
    ids: Mapping[int, str]
    events: int = 0
    recent: int = 0
    last: date | None = None
    confidence: Confidence | None = None
    model: str = ""
    cases: int = 0
    followed: int = 0
    learned: bool = False
    """Whether weights were learned; else rates are all there is."""
    announced: tuple[Announced, ...] = ()
    refused: str = ""
    notes: tuple[str, ...] = ()


def confidence(
    acts: Sequence[ActOutlook], *, fitted: bool, tried: bool, known: int, events: int, recent: int, silence: int
) -> Confidence:
    """How far to lean on an outlook: how much evidence, how old, and how sensitive to one document.

    High takes a fitted model, 30 events within a year, the last within 60 days, and no probability that moves by more
    than 10 points without one document. Low is with fewer than FEW_EVENTS events, a last one more than a year ago, a
    probability that moves by more than 25 points, or fewer than 50 events (`known`) in the whole table, whose rates are
    then hardly anyone's but this pair's. `tried` is whether weights were learned: then used (`fitted`), or found no
    better than the rates.
    """
    swing = max((act.swing for act in acts), default=0.0)
    points = round(100 * swing)
    if fitted:
        weights = "weights learned from this database"
    elif tried:
        weights = "weights learned from this database did no better than rates on its latest past: rates only"
    else:
        weights = "too little past to learn weights from: rates only"
    why = (
        f"{_counted(events, 'event')} between them, {recent} of the last 365 days, the last one "
        f"{_counted(silence, 'day')} before; without any one document no probability moves by more than "
        f"{_counted(points, 'point')}; {weights}"
    )
    if known < 50 or events < FEW_EVENTS or silence > 365 or swing > 0.25:
        return Confidence("low", why)
    if fitted and recent >= 30 and silence <= 60 and swing <= 0.10:
        return Confidence("high", why)
    return Confidence("moderate", why)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
