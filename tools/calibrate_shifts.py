"""Measures how often shifts are told of series that never change; writes analysis/shifts/false_alarms.csv.

    python tools/calibrate_shifts.py

Run it after any change to the method. Takes a few minutes. The series have a seed that `bilateral bench shifts` does
not use.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

import bilateral
from bilateral.analysis.shifts.alarms import CHANGES_A_YEAR
from bilateral.analysis.shifts.counts import Counts
from bilateral.analysis.shifts.dyad import LEAST_EVENTS, LEAST_KINDS
from bilateral.analysis.shifts.segments import Evidence, changes, posterior
from bilateral.analysis.shifts.series import PERIODS
from bilateral.analysis.shifts.shares import Shares
from bilateral.benchmarks.planted import quiet_counts, quiet_kinds

SEED = 20221
LEAST = (*(n / 100 for n in range(80, 100, 2)), 0.99, 0.995, 0.998, 0.999)
OUTPUT = Path(bilateral.__file__).parent / "analysis" / "shifts" / "false_alarms.csv"


def measured(series: Iterable[tuple[str, float, Evidence]], period: str) -> list[dict[str, float]]:
    """For each least probability the alarms a year, over all and in the worst kind of series."""
    hazard = CHANGES_A_YEAR / (52 if period == "week" else 12)
    alarms: defaultdict[str, list[int]] = defaultdict(lambda: [0] * len(LEAST))
    years: defaultdict[str, float] = defaultdict(float)
    for name, length, evidence in series:
        years[name] += length
        found = posterior(evidence, hazard=hazard)
        for at, least in enumerate(LEAST):
            alarms[name][at] += len(changes(found, hazard=hazard, least=least))
    rows = []
    for at, least in enumerate(LEAST):
        mean = sum(counted[at] for counted in alarms.values()) / sum(years.values())
        worst = max(alarms[name][at] / years[name] for name in years)
        rows.append(
            {"least": least, "mean": round(mean, 5), "worst": round(worst, 4), "years": round(sum(years.values()))}
        )
    return rows


def main() -> None:
    """Write the table."""
    rows: list[dict[str, str | float]] = []
    for period in PERIODS:
        counts = ((n, y, Counts(c).evidence()) for n, y, c in quiet_counts(period, SEED) if c.sum() >= LEAST_EVENTS)
        rows += [{"kind": "counts", "period": period, **row} for row in measured(counts, period)]
        kinds = (
            (n, y, Shares(c[:, c.any(axis=0)]).evidence())
            for n, y, c in quiet_kinds(period, SEED)
            if c.sum() >= LEAST_KINDS and c.any(axis=0).sum() > 1
        )
        rows += [{"kind": "shares", "period": period, **row} for row in measured(kinds, period)]
    text = StringIO()
    writer = csv.DictWriter(text, ["kind", "period", "least", "mean", "worst", "years"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    OUTPUT.write_text(text.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main()
