"""What a row of event data says, whichever data set it is of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bilateral.knowledge.plover import Cameo
from bilateral.model import Actor, Basis, EventType, Form, Level, Place, Precision, When

__all__ = ["Act", "Left", "Row", "Side", "cameo_act", "noted", "number", "on_day", "place"]


@dataclass(frozen=True, slots=True)
class Left:
    """A row that makes no report, and why, in words that many rows share."""

    why: str


@dataclass(frozen=True, slots=True)
class Act:
    """What was done. `code` is what the data set calls it, `said` how that became PLOVER."""

    type: EventType
    mode: str | None
    form: Form
    contexts: tuple[str, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a row: the code of its state or body, and what the row says of it. `party` is empty for none."""

    party: str
    state: bool
    said: str

    def actors(self) -> tuple[Actor, ...]:
        """The side as actors of a report."""
        code = self.party
        if self.state:
            return (Actor(state=code, level=Level.INSTITUTION, basis=self.said),)
        return (Actor(organisation=code, level=Level.INSTITUTION, basis=self.said),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An event as a row tells it. `notes` are further lines for the report's reasons."""

    id: str
    act: Act
    source: Side
    target: Side
    when: When
    place: Place | None = None
    notes: tuple[str, ...] = ()


def cameo_act(code: str, row: Cameo | None) -> Act | Left:
    """The act of a code of CAMEO."""
    if row is None:
        return Left("no code of CAMEO")
    if row.type is None:
        return Left(f"no act in PLOVER: {row.label.lower()}")
    meant = row.type.value + (f" {row.mode}" if row.mode else "")
    nearest = "" if row.code.lstrip("0") == code.strip().lstrip("0") else f", told as {row.code}"
    return Act(row.type, row.mode, row.form, row.contexts, f"CAMEO {code.strip()}{nearest}: {row.label}; {meant}")


def on_day(day: date, text: str) -> When:
    """A day as the row gives it."""
    return When(
        earliest=day, latest=day, precision=Precision.DAY, basis=Basis.STATED, text=text, reason="the row's day"
    )


def place(names: Iterable[str], state: str | None, lat: str, lon: str) -> Place | None:
    """The place by the first of the names that is not empty, with coordinates where both are numbers on the globe."""
    name = next((name.strip() for name in names if name.strip() and name.strip().casefold() != "none"), "")
    if not name:
        return None
    north, east = number(lat, 90), number(lon, 180)
    if north is None or east is None or (north, east) == (0, 0):
        north = east = None
    return Place(name=name, state=state, lat=north, lon=east)


def noted(said: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Notes of what a row says by name, as far as it says anything."""
    return tuple(f"{name}: {value}" for name, value in said if value)


def number(text: str, most: float) -> float | None:
    """A number between -most and most, None for anything else."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if -most <= value <= most else None
