"""How likely a change must be to be told, for a given number of false alarms a year.

`false_alarms.csv` was measured (`tools/calibrate_shifts.py`) on made-up series in which nothing ever changes: counts of
many rates, of Poisson's law and far more bursty, of two to fifteen years; shares of two to ten kinds, drawn alone and
in clusters. `least` is the probability from which on a change is told, `mean` the number of changes told a year over
all these series, `worst` that of the kind of series with the most.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, inf, log

from bilateral.errors import QueryError

__all__ = ["CHANGES_A_YEAR", "Setting", "alarms_at", "hazard", "lowest", "setting", "settings"]

CHANGES_A_YEAR = 0.2
"""The prior: a series changes once in five years."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The least probability told, and how many false alarms a year that made: on average, and in the worst series."""

    least: float
    mean: float
    worst: float
    years: float
    """How many years of series were looked at."""

    @property
    def at_most(self) -> float:
        """False alarms a year, told on the safe side: as if the next series had made one more."""
        return self.mean + 1 / self.years


def hazard(years: float, periods: int) -> float:
    """The prior probability of a change between two periods of a series."""
    return CHANGES_A_YEAR * years / periods


def setting(kind: str, period: str, false_alarms: float) -> Setting:
    """The lowest probability that makes at most so many false alarms a year of a series ("counts" or "shares").

    Raises QueryError where none that was measured makes so few.
    """
    found = settings()[kind, period]
    fitting = [one for one in found if one.at_most <= false_alarms]
    if not fitting:
        fewest = min(one.at_most for one in found)
        raise QueryError(
            f"no setting makes as few as {false_alarms:g} false alarms a year; the fewest measured are {fewest:.2g}"
        )
    return min(fitting, key=lambda one: one.least)


def alarms_at(kind: str, period: str, probability: float) -> float:
    """How many false alarms a year a setting makes that just tells a change of this probability, on the safe side.

    Read off between the two settings beside it, in logarithms; infinite below the lowest that was measured.
    """
    rows = settings()[kind, period]
    below = [one for one in rows if one.least <= probability]
    above = [one for one in rows if one.least > probability]
    if not below:
        return inf
    low = max(below, key=lambda one: one.least)
    high = min(above, key=lambda one: one.least, default=low)
    if high.at_most == low.at_most:
        return low.at_most
    part = (probability - low.least) / (high.least - low.least)
    return exp((1 - part) * log(low.at_most) + part * log(high.at_most))


def lowest(kind: str, period: str) -> Setting:
    """The lowest probability that was measured."""
    return min(settings()[kind, period], key=lambda one: one.least)


@cache
def settings() -> dict[tuple[str, str], tuple[Setting, ...]]:
    """All that was measured, by kind of series and period."""
    lines = (files("bilateral.analysis.shifts") / "false_alarms.csv").read_text("utf-8").splitlines()
    found: dict[tuple[str, str], list[Setting]] = {}
    for row in csv.DictReader(lines):
        one = Setting(float(row["least"]), float(row["mean"]), float(row["worst"]), float(row["years"]))
        found.setdefault((row["kind"], row["period"]), []).append(one)
    return {key: tuple(rows) for key, rows in found.items()}
