"""The shifts of many pairs on one list: how many of them chance alone would put there.

Who looks at hundreds of series finds changes in some that never changed. How many false alarms a year a setting makes
that just tells a shift is measured (`alarms`), and so is how long all that was looked at is: that gives the number to
expect on a list down to that shift. The list goes down as far as at most one in five of it is expected to be chance (as
Benjamini and Hochberg 1995 have it, with measured instead of computed chances).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bilateral.analysis.relation import Pair
from bilateral.analysis.shifts.alarms import alarms_at
from bilateral.analysis.shifts.dyad import DyadShifts, Looked, Shift

__all__ = ["PART_CHANCE", "Ranked", "ranked"]

PART_CHANCE = 0.2
"""The part of the list that chance alone may be expected to make."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The shifts of many pairs, the surest first.

    `pairs` were looked at in `series` series over `years` years all together (of each only the time asked for), `few`
    more had too few events, `left` more pairs were not looked at. `expected` of the shifts are likely to be chance;
    where no list keeps chance in its place, it is empty. `since` is the first day of shifts that were asked for (None:
    of any time).
    """

    shifts: tuple[tuple[Pair, Looked, Shift], ...]
    pairs: int
    series: int
    years: float
    few: int
    left: int
    expected: float
    since: date | None


def ranked(found: Sequence[DyadShifts], *, since: date | None, left: int) -> Ranked:
    """One list of what was found in each pair, at the lowest setting, from the day `since` on."""
    looked = [(one.pair, series) for one in found for series in one.looked if series.frame and not series.refused]
    years = sum(_years(series, since) for _, series in looked)
    rows = [
        (_alarms(series, shift), pair, series, shift)
        for pair, series in looked
        for shift in series.shifts
        if since is None or shift.at >= since
    ]
    rows.sort(key=lambda row: (row[0], -row[3].probability, -row[3].at.toordinal(), row[1], row[2].series))
    # Shifts of the same number of alarms stand and fall together.
    ends = [at for at in range(1, len(rows) + 1) if at == len(rows) or rows[at][0] > rows[at - 1][0]]
    kept = max((end for end in ends if rows[end - 1][0] * years <= PART_CHANCE * end), default=0)
    expected = rows[kept - 1][0] * years if kept else 0.0
    shifts = tuple((pair, series, shift) for _, pair, series, shift in rows[:kept])
    few = sum(all(series.refused for series in one.looked) for one in found)
    return Ranked(shifts, len(found) - few, len(looked), years, few, left, expected, since)


def _alarms(series: Looked, shift: Shift) -> float:
    return alarms_at(series.sort, series.frame.period, shift.probability) if series.frame else float("inf")


def _years(series: Looked, since: date | None) -> float:
    if series.frame is None:
        return 0.0
    end = series.frame.edges[-1]
    first = max(series.frame.edges[0], since) if since else series.frame.edges[0]
    return max(0.0, (end - first).days / 365.2425)
