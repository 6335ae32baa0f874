"""The shifts of many pairs on one list: how many of them chance alone would put there.

Who looks at hundreds of series finds changes in some that never changed. How many a setting makes a year of a series is
measured (`alarms`), and so is how long all that was looked at is: that gives the number to expect on the list. The
setting taken is the lowest at which at most one in ten of the list is expected to be chance (as Benjamini and Hochberg
1995 have it, with measured instead of computed chances).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bilateral.analysis.relation import Pair
from bilateral.analysis.shifts.alarms import settings
from bilateral.analysis.shifts.dyad import DyadShifts, Looked, Shift

__all__ = ["PART_CHANCE", "Ranked", "ranked"]

PART_CHANCE = 0.1
"""The part of the list that chance alone may be expected to make."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The shifts of many pairs, the surest first.

    `pairs` were looked at in `series` series over `years` years all together (of each only the time asked for), `few`
    more had too few events, `left` more pairs were not looked at. `expected` of the shifts are likely to be chance,
    told from probability `least` on; where no setting keeps chance in its place, the list is empty. `since` is the
    first day of shifts that were asked for (None: of any time).
    """

    shifts: tuple[tuple[Pair, Looked, Shift], ...]
    pairs: int
    series: int
    years: float
    few: int
    left: int
    least: float
    expected: float
    since: date | None


def ranked(found: Sequence[DyadShifts], *, since: date | None, left: int) -> Ranked:
    """One list of what was found in each pair, at the lowest setting, from the day `since` on."""
    looked = [(one.pair, series) for one in found for series in one.looked if series.frame and not series.refused]
    years: dict[tuple[str, str], float] = {}
    for _, series in looked:
        key = (series.sort, series.frame.period if series.frame else "")
        years[key] = years.get(key, 0.0) + _years(series, since)
    shifts = [
        (pair, series, shift)
        for pair, series in looked
        for shift in series.shifts
        if since is None or shift.at >= since
    ]
    least, expected = 1.0, 0.0
    for level in sorted({one.least for rows in settings().values() for one in rows}):
        told = sum(shift.probability >= level for _, _, shift in shifts)
        chance = sum(span * _mean(key, level) for key, span in years.items())
        if told and chance <= PART_CHANCE * told:
            least, expected = level, chance
            break
    else:
        shifts = []
    shifts = [one for one in shifts if one[2].probability >= least]
    shifts.sort(key=lambda one: (-one[2].probability, -one[2].at.toordinal(), one[0], one[1].series))
    few = sum(all(series.refused for series in one.looked) for one in found)
    return Ranked(tuple(shifts), len(found) - few, len(looked), sum(years.values()), few, left, least, expected, since)


def _years(series: Looked, since: date | None) -> float:
    if series.frame is None:
        return 0.0
    end = series.frame.edges[-1]
    first = max(series.frame.edges[0], since) if since else series.frame.edges[0]
    return max(0.0, (end - first).days / 365.2425)


def _mean(key: tuple[str, str], level: float) -> float:
    return next(one.mean for one in settings()[key] if one.least == level)
