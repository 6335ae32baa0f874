"""Forecasting who is next on temporal knowledge graphs (ICEWS14, ICEWS18), scored by the field's protocol."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bilateral.benchmarks.graphs import Ranks, read_graph
from bilateral.benchmarks.recurrency import recurrency_ranks, tuned
from bilateral.outlook.ranking.counters import SEASON
from bilateral.outlook.ranking.history import History, stretches
from bilateral.outlook.ranking.model import Ranker, Settings
from bilateral.outlook.ranking.questions import Day, days_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

__all__ = ["Calibration", "ranks_of", "score_outlook", "strata_of"]

_BINS = 10
_AHEAD = 4
"""Several steps ahead every fourth day is asked about."""


@dataclass(slots=True)
class Calibration:
    """How likely the first candidate was said to be, and whether it was right."""

    said: list[Floats] = field(default_factory=list)
    right: list[NDArray[np.bool_]] = field(default_factory=list)

    @property
    def error(self) -> float:
        """Expected calibration error over ten bins of equal width: mean distance of what was said from what came."""
        import numpy as np

        said, right = np.concatenate(self.said), np.concatenate(self.right)
        of = np.minimum((said * _BINS).astype(np.int64), _BINS - 1)
        apart = np.bincount(of, said - right, _BINS)
        return float(np.abs(apart).sum() / len(said))


def strata_of(history: History, day: Day) -> Ints:
    """The place in STRATA of each right answer."""
    import numpy as np

    source, relation = day.asked.source[day.answers[0]], day.asked.relation[day.answers[0]]
    keys = history.keys
    triple = history.counts["same act"]
    pair = history.counts["pair"]
    at = triple.places(keys.triple(source, relation, day.answers[1]))
    seen = (at >= 0) & (triple.total[at] > 0)
    at = pair.places(keys.pair(source, relation, day.answers[1]))
    met = (at >= 0) & (pair.total[at] > 0)
    return np.where(seen, 0, np.where(met, 1, 2))


def ranks_of(history: History, day: Day, scores: Floats) -> tuple[Floats, Floats]:
    """The rank of each right answer, and how likely the first was said to be.

    The rank is among all actors but the other right ones; who is no candidate comes after these, by how often they are
    named.
    """
    import numpy as np

    asked, (question, actor) = day.asked, day.answers
    places, of = stretches(asked.starts[question], np.diff(asked.starts)[question])
    own_at = np.flatnonzero(asked.target[places] == actor[of])
    own = np.full(len(question), -np.inf, np.float64)
    own[of[own_at]] = scores[places[own_at]]
    wrong, score = ~day.answered[places], scores[places].astype(np.float64)
    number = len(question)
    beyond = wrong * ((score > own[of]) + 0.5 * (score == own[of]))
    ranks: Floats = (1 + np.bincount(of, beyond, number)).astype(np.float32)
    outside = np.isneginf(own)
    ranks[outside] += _among_the_rest(history, day, outside)
    first = np.full(number, -np.inf)
    np.maximum.at(first, of, np.where(wrong, score, -np.inf))
    first = np.maximum(first, own)
    raised = np.exp(score - first[of]) * wrong
    whole = np.bincount(of, raised, number) + np.exp(own - first)
    return ranks, (1 / whole).astype(np.float32)


def _among_the_rest(history: History, day: Day, outside: NDArray[np.bool_]) -> Floats:
    """How many actors that are neither candidates nor right are named more often; ties count half."""
    import numpy as np

    size, asked = history.keys.actors, day.asked
    named = np.zeros(size, np.float32)
    named[history.counts["target"].keys] = history.counts["target"].fading[SEASON]
    ordered = np.sort(named)
    found = []
    for question, actor in day.answers[:, outside].T:
        mine = named[actor]
        taken = np.union1d(
            asked.target[asked.starts[question] : asked.starts[question + 1]],
            day.answers[1][day.answers[0] == question],
        )
        low, high = np.searchsorted(ordered, mine), np.searchsorted(ordered, mine, side="right")
        more, same = size - high - (named[taken] > mine).sum(), high - low - (named[taken] == mine).sum()
        found.append(more + same / 2)
    return np.array(found, np.float32)


def ranked(history: History, ranker: Ranker, days: Iterable[int]) -> tuple[Ranks, Calibration]:
    """The ranks of all right answers of days, in order, and how far to believe probabilities."""
    found, calibration = Ranks(), Calibration()
    for number in days:
        for day in days_of(history, number, number + 1):
            ranks, said = ranks_of(history, day, ranker.score(history, day.asked))
            found.ranks.append(ranks)
            found.strata.append(strata_of(history, day))
            calibration.said.append(said * (1 - ranker.missed))
            calibration.right.append(ranks == 1)
    return found, calibration


def score_outlook(folder: Path, *, part: str = "test", settings: Settings | None = None) -> str:
    """The table of a folder's `part` ("valid" or "test"), ending in its line of figures.

    The model learns from all events before the part; its settings were chosen on the validation part.
    """
    clock = _Clock()
    graph = read_graph(folder)
    first, last = (graph.test, graph.end) if part == "test" else (graph.valid, graph.test)
    baseline = Ranks(list(_32(recurrency_ranks(graph, first, last, tuned(graph)))))
    clock.lap("recurrency")
    ranker = Ranker.fit(graph.table, until=first, settings=settings)
    clock.lap("learning")
    found, calibration = ranked(ranker.history(graph.table), ranker, range(first, last))
    clock.lap("forecasting")
    baseline.strata = found.strata  # both go by day, source, relation and target
    later, _ = ranked(ranker.history(graph.table, known_until=first), ranker, range(first, last, _AHEAD))
    clock.lap("several steps ahead")
    lines = [f"{len(graph.table)} events, {len(graph.table.actors)} actors, {len(graph.table.relations)} relations"]
    lines.append(f"{'':44} questions   MRR Hits@1 Hits@3 Hits@10")
    for name, ranks in {"model": found, "recurrency": baseline, "several steps ahead": later}.items():
        for stratum, number, *figures in ranks.table():
            lines.append(f"{f'{name}: {stratum}':44} {number:9d} " + " ".join(f"{x:6.3f}" for x in figures))
    lines.append(f"calibration error of the first candidate's probability: {calibration.error:.3f}")
    lines += [clock.text(), f"{_peak():.0f} MB at most"]
    *_, (_, _, mrr, one, three, ten) = found.table()
    lines.append(f"MRR {mrr:.3f} Hits@1 {one:.3f} Hits@3 {three:.3f} Hits@10 {ten:.3f}")
    return "\n".join(lines)


def _32(ranks: Iterator[NDArray[np.float64]]) -> Iterator[Floats]:
    for day in ranks:
        yield day.astype("float32")


class _Clock:
    """CPU minutes of each part: what they take, whatever else the machine does."""

    def __init__(self) -> None:
        self._last = time.process_time()
        self._laps: list[str] = []

    def lap(self, name: str) -> None:
        now = time.process_time()
        self._laps.append(f"{name} {(now - self._last) / 60:.1f}")
        self._last = now

    def text(self) -> str:
        return f"CPU minutes: {', '.join(self._laps)}"


def _peak() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
