"""How well changes of a rate are found, beside PELT, an online Bayesian method and "no change".

Series are months of negative binomial counts of known rates (`planted`). Each method is set, on one set of series
without any change, to ALARMS false alarms a year; all else is measured on other series at that setting.
"""

from __future__ import annotations

import csv
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import product
from statistics import median

from bilateral.analysis.compare import count_test
from bilateral.benchmarks.planted import INFINITE, Planted, Sort, planted
from bilateral.benchmarks.shift_methods import METHODS, OURS, YEARLY, Method, Told

__all__ = ["ALARMS", "score_shifts"]

ALARMS = 0.02
"""False alarms a year of a series."""

RATES, SIZES, LENGTHS = (0.5, 2.0, 8.0), (0.7, 2.0, INFINITE), (48, 120)
FACTORS = (2.0, 4.0, 8.0, 0.5, 0.25)
NEAR, FAR = 3, 6
"""Months from the true cut within which a change is found; beyond which one told is a false alarm."""

_STRIDE = 10
"""Settings between those of the first look."""

_WIDTHS = (8, 8, 7, 7, 6, 7, 7, 7)

_SETTING, _QUIET, _STEPS, _DRIFT, _BURST = range(101, 106)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A series and what a method told of it."""

    series: Planted
    told: Sequence[Told]

    @property
    def years(self) -> float:
        return len(self.series.counts) / YEARLY

    @property
    def error(self) -> int | None:
        """Months between the true cut and the nearest one told."""
        cut = self.series.cut
        return min((abs(one.cut - cut) for one in self.told), default=None) if cut is not None else None

    def found(self, within: int) -> bool:
        return self.error is not None and self.error <= within


def score_shifts(*, again: int = 5, progress: Callable[[str], None] | None = None) -> str:
    """The tables. `again` is how many series there are of each rate, size, length and factor. Takes minutes.

    Raises QueryError where ruptures is not installed.
    """
    say = progress or (lambda _: None)
    say("settings")
    quiet = list(_series("none", _SETTING, 4 * again))
    at = {method.name: _setting(method, quiet) for method in METHODS}
    seen: dict[str, dict[Sort, list[_Seen]]] = {method.name: {} for method in METHODS}
    sets: tuple[tuple[Sort, int, int], ...] = (
        ("none", _QUIET, 4 * again), ("step", _STEPS, again), ("drift", _DRIFT, 2 * again), ("burst", _BURST, 2 * again)
    )  # fmt: skip
    for sort, seed, number in sets:
        series = list(_series(sort, seed, number))
        for method in METHODS:
            say(f"{sort}, {method.name}")
            seen[method.name][sort] = [_Seen(one, _told(method, one, at[method.name])) for one in series]
    return "\n".join([*_main(seen, at), "", *_side_by_side(seen), "", *_by_cell(seen), *_coal(at)])


def _series(sort: Sort, seed: int, again: int) -> Iterator[Planted]:
    factors = {"none": (1.0,), "step": FACTORS, "drift": (4.0, 0.25), "burst": (8.0,)}[sort]
    for number, (rate, size, periods, factor) in enumerate(product(RATES, SIZES, LENGTHS, factors)):
        for one in range(again):
            found = planted(sort, periods=periods, rate=rate, size=size, factor=factor, seed=(seed, number, one))
            if found.counts.sum():  # of nothing at all nobody tells anything
                yield found


def _setting(method: Method, quiet: Sequence[Planted]) -> int:
    """The most eager setting with no more than ALARMS false alarms a year; the most careful where there is none."""
    most = ALARMS * _quiet_years(quiet)

    def first(settings: range) -> int:
        alarms = dict.fromkeys(settings, 0)
        for series in quiet:
            told = method.tells(series.counts, [method.settings[at] for at in settings])
            for at, one in zip(settings, told, strict=True):
                alarms[at] += len(one)
        return next((at for at in settings if alarms[at] <= most), settings[-1])

    # Alarms become fewer from setting to setting, so a coarse look says where to look closely.
    coarse = first(range(0, len(method.settings), _STRIDE))
    last = len(method.settings) - 1
    return first(range(max(0, coarse - _STRIDE + 1), min(last, coarse + _STRIDE - 1) + 1))


def _quiet_years(series: Sequence[Planted]) -> float:
    return sum(len(one.counts) for one in series) / YEARLY


def _told(method: Method, series: Planted, setting: int) -> list[Told]:
    return method.tells(series.counts, method.settings[setting : setting + 1])[0]


def _main(seen: dict[str, dict[Sort, list[_Seen]]], at: dict[str, int]) -> Iterator[str]:
    steps = next(iter(seen.values()))["step"]
    quiet = next(iter(seen.values()))["none"]
    yield f"{len(steps)} series of months with one change of rate, {len(quiet)} without ({_years(quiet):,.0f} years)."
    yield f"Each method is set to {ALARMS:g} false alarms a year on other series without a change."
    yield ""
    heads = ("setting", "alarms", f"in {NEAR}", f"in {FAR}", "error", "else", "drift", "burst")
    yield f"{'':23}" + "".join(f"{head:>{width}}" for head, width in zip(heads, _WIDTHS, strict=True))
    yield "-" * 80
    for method in METHODS:
        one = seen[method.name]
        errors = [found.error for found in one["step"] if found.error is not None and found.error <= 2 * FAR]
        cells = (
            f"{method.settings[at[method.name]]:.4g}",
            f"{_alarms(one['none']):.3f}",
            f"{_part(one['step'], NEAR):.3f}",
            f"{_part(one['step'], FAR):.3f}",
            f"{median(errors):.1f}" if errors else "-",
            *(f"{value:.3f}" for value in (_elsewhere(one["step"]), _alarms(one["drift"]), _alarms(one["burst"]))),
        )
        yield f"{method.name:23}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, _WIDTHS, strict=True))
    yield ""
    yield textwrap.fill(
        f"in {NEAR}, in {FAR}: the part of the changes told within so many months of the true date; error: months off, "
        f"median of those within {2 * FAR}; else: changes told a year more than {FAR} months off. alarms, drift, "
        "burst: changes told a year where there is none, where the rate moves evenly to 4 times or a quarter over the "
        "whole series, and where one month is 8 times the rest.",
        80,
    )
    for method in METHODS:
        if at[method.name] == len(method.settings) - 1 > 0:
            yield f"{method.name}: no setting makes so few false alarms."
    ours = [
        (one.series.cut, told)
        for one in seen[OURS.name]["step"]
        for told in one.told
        if one.series.cut is not None and abs(told.cut - one.series.cut) <= 2 * FAR
    ]
    inside = sum(told.low <= cut <= told.high for cut, told in ours if told.low is not None and told.high is not None)
    wide = median((told.high or 0) - (told.low or 0) for _, told in ours) if ours else 0
    yield f"bilateral's 90 % intervals hold the true date in {inside / max(1, len(ours)):.3f} of {len(ours)};"
    yield f"half of them are {wide:g} months wide or less."


def _side_by_side(seen: dict[str, dict[Sort, list[_Seen]]]) -> Iterator[str]:
    """On the same series: what one finds and the other does not, and how likely so uneven a split is by chance."""
    yield f"Of the same changes, found within {NEAR} months (within {FAR}) by one of two only:"
    yield f"{'':23}{'bilateral':>16}{'the other':>16}{'p':>22}"
    yield "-" * 80
    for method in METHODS[1:-1]:
        pairs = [
            (
                sum(a.found(near) and not b.found(near) for a, b in both),
                sum(b.found(near) and not a.found(near) for a, b in both),
            )
            for both in [list(zip(seen[OURS.name]["step"], seen[method.name]["step"], strict=True))]
            for near in (NEAR, FAR)
        ]
        ours, theirs = ([str(pair[side]) for pair in pairs] for side in (0, 1))
        chance = [f"{count_test(*pair).p:.2g}" for pair in pairs]
        yield f"{method.name:23}" + "".join(
            f"{f'{first} ({second})':>{width}}" for (first, second), width in ((ours, 16), (theirs, 16), (chance, 22))
        )


def _by_cell(seen: dict[str, dict[Sort, list[_Seen]]]) -> Iterator[str]:
    cuts: tuple[tuple[str, Sequence[float], Callable[[Planted], float]], ...] = (
        ("x", FACTORS, lambda series: series.factor),
        ("rate ", RATES, lambda series: series.rate),
        ("size ", SIZES, lambda series: series.size),
        ("T=", LENGTHS, lambda series: float(len(series.counts))),
    )
    tables: tuple[tuple[Sort, str], ...] = (("step", f"found within {NEAR} months"), ("none", "false alarms a year"))
    for sort, title in tables:
        chosen = [
            (f"{word}{value:g}", value, key)
            for word, values, key in cuts
            for value in values
            if sort == "step" or word != "x"
        ]
        yield f"{title:23}" + "".join(f"{label:>9}" for label, _, _ in chosen)
        yield "-" * (23 + 9 * len(chosen))
        for method in METHODS[:-1]:
            cells = []
            for _, value, key in chosen:
                mine = [one for one in seen[method.name][sort] if key(one.series) == value]
                cells.append(_part(mine, NEAR) if sort == "step" else _alarms(mine))
            yield f"{method.name:23}" + "".join(f"{cell:>9.3f}" for cell in cells)
        yield ""


def _coal(at: dict[str, int]) -> Iterator[str]:
    """A public series with a change that the literature agrees on."""
    import numpy as np

    lines = (files("bilateral.benchmarks") / "coal_disasters.csv").read_text("utf-8").splitlines()
    table = list(csv.DictReader(lines))
    counts = np.array([int(row["number"]) for row in table], np.int64)
    years = [int(row["year"]) for row in table]
    yield f"Coal-mining disasters a year, {years[0]} to {years[-1]} (Jarrett 1979); the accepted change is about 1890:"
    for method in METHODS:
        (told,) = method.tells(counts, method.settings[at[method.name] :][:1])
        words = [
            str(years[one.cut]) + (f" ({years[one.low]} to {years[one.high]})" if one.low and one.high else "")
            for one in told
        ]
        yield f"{method.name:23}  {', '.join(words) or 'none'}"


def _years(seen: Sequence[_Seen]) -> float:
    return sum(one.years for one in seen)


def _alarms(seen: Sequence[_Seen]) -> float:
    return sum(len(one.told) for one in seen) / _years(seen)


def _part(seen: Sequence[_Seen], within: int) -> float:
    return sum(one.found(within) for one in seen) / len(seen)


def _elsewhere(seen: Sequence[_Seen]) -> float:
    """Changes told a year that are far from the true one, of series that have one."""
    far = sum(abs(told.cut - one.series.cut) > FAR for one in seen for told in one.told if one.series.cut is not None)
    return far / _years(seen)
