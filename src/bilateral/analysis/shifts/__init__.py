"""Shifts: when the rate, tone, level or agenda of a dyad changed, how surely, and how often that would be chance.

`segments` sums over all ways to cut a series; `counts` and `shares` say how likely each segment is; `series` makes
series of events; `alarms` says what a setting costs in false alarms; `dyad` puts it together.
"""

from __future__ import annotations

from bilateral.analysis.shifts.alarms import Setting
from bilateral.analysis.shifts.dyad import WHATS, DyadShifts, Looked, Part, Shift, What, shifts_in, shifts_of
from bilateral.analysis.shifts.series import PERIODS, SERIES, Dated, Frame, Period

__all__ = [
    "PERIODS",
    "SERIES",
    "WHATS",
    "Dated",
    "DyadShifts",
    "Frame",
    "Looked",
    "Part",
    "Period",
    "Setting",
    "Shift",
    "What",
    "shifts_in",
    "shifts_of",
]
