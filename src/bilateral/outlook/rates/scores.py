"""How good probabilities were: Brier score, skill, average precision, reliability."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Doubles = NDArray[np.float64]

__all__ = ["EDGES", "Bin", "Score", "reliability_text", "score"]

EDGES: tuple[float, ...] = (0.0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.45, 0.55, 0.7, 0.8, 0.9, 1.0)
"""Where the bins of the reliability table begin and end."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of one range: how many, what they said on average, and how often it came true."""

    low: float
    high: float
    number: int
    said: float
    happened: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What forecasts were worth.

    `brier` is the mean square of what they were off by; `skill` the part by which it is below that of the base given
    (1: perfect, 0: no better, below: worse), `average_precision` the area under precision and recall, nan where nothing
    came true; `calibration_error` the mean distance, by bin, of what was said from what happened.
    """

    number: int
    happened: int
    brier: float
    base_brier: float
    average_precision: float
    calibration_error: float
    bins: tuple[Bin, ...]

    @property
    def skill(self) -> float:
        """1 - brier / base_brier; nan where the base is never off."""
        return 1 - self.brier / self.base_brier if self.base_brier else float("nan")


def score(probability: Doubles, happened: NDArray[np.bool_], base: Doubles) -> Score:
    """The worth of probabilities (one axis), with another forecast of the same as a base."""
    import numpy as np

    bins = _bins(probability, happened)
    number = len(probability)
    return Score(
        number=number,
        happened=int(happened.sum()),
        brier=float(np.square(probability - happened).mean()) if number else float("nan"),
        base_brier=float(np.square(base - happened).mean()) if number else float("nan"),
        average_precision=_average_precision(probability, happened),
        calibration_error=sum(b.number * abs(b.said - b.happened) for b in bins) / max(number, 1),
        bins=bins,
    )


def _bins(probability: Doubles, happened: NDArray[np.bool_]) -> tuple[Bin, ...]:
    import numpy as np

    place = np.clip(np.searchsorted(EDGES, probability, side="right") - 1, 0, len(EDGES) - 2)
    found = []
    for number in np.unique(place).tolist():
        own = place == number
        said, came = float(probability[own].mean()), float(happened[own].mean())
        found.append(Bin(EDGES[number], EDGES[number + 1], int(own.sum()), said, came))
    return tuple(found)


def _average_precision(probability: Doubles, happened: NDArray[np.bool_]) -> float:
    """Equal probabilities count as one step, so that their order does not matter."""
    import numpy as np

    if not happened.any():
        return float("nan")
    order = np.argsort(-probability, kind="stable")
    falling, right = probability[order], np.cumsum(happened[order])
    ends = np.append(np.flatnonzero(np.diff(falling)), len(falling) - 1)
    precision = right[ends] / (ends + 1)
    return float((np.diff(right[ends], prepend=0) * precision).sum() / right[-1])


def reliability_text(found: Score) -> str:
    """The reliability table as text: what was said, how often it came true, and a bar for each."""
    lines = [f"{'said':>11} {'on average':>10} {'came true':>10} {'forecasts':>10}"]
    for one in found.bins:
        bar = "#" * round(20 * one.happened)
        mark = min(round(20 * one.said), 19)
        drawn = f"{bar:20}"
        drawn = drawn[:mark] + "|" + drawn[mark + 1 :]
        figures = f"{one.low:>5.0%}-{one.high:>4.0%} {one.said:>10.1%} {one.happened:>10.1%} {one.number:>10,}"
        lines.append(f"{figures}  {drawn.rstrip()}")
    return "\n".join(lines)
