"""Forecasting who is next on temporal knowledge graphs (ICEWS14, ICEWS18), scored by the field's protocol.

Single step: everything before a question's day is known. Both directions are asked. Other right answers of the same
day are taken out before ranking (time-aware filter), and equal scores share their ranks.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bilateral.errors import NotFound
from bilateral.outlook.ranking.history import History
from bilateral.outlook.ranking.model import Day, Ranker, days_of
from bilateral.outlook.table import EventTable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]
    Score = Callable[[History, Day], Floats]

__all__ = ["Graph", "read_graph", "recurrency", "score_outlook"]

_STRATA = ("pair and relation seen", "pair seen", "never seen")


@dataclass(frozen=True, slots=True)
class Graph:
    """The events, and the first day of each part."""

    table: EventTable
    valid: int
    test: int
    end: int


def read_graph(folder: Path) -> Graph:
    """The events of train.txt, valid.txt and test.txt (source, relation, target, time in columns) with their names.

    Times that are all multiples of 24 are hours, and made days. Raises NotFound for a missing file.
    """
    import numpy as np

    parts = [_columns(folder / f"{name}.txt") for name in ("train", "valid", "test")]
    whole = np.concatenate(parts)
    unit = 24 if not np.any(whole[:, 3] % 24) else 1
    actors, relations = (_names(folder / f"{name}2id.txt") for name in ("entity", "relation"))
    actors += [f"actor {n}" for n in range(len(actors), int(whole[:, [0, 2]].max()) + 1)]
    table = EventTable.of(
        whole[:, 3] // unit, whole[:, 0], whole[:, 1], whole[:, 2], actors=actors, relations=relations
    )
    firsts = [int(part[:, 3].min()) // unit for part in parts]
    return Graph(table, firsts[1], firsts[2], int(whole[:, 3].max()) // unit + 1)


def _columns(path: Path) -> Ints:
    import numpy as np

    if not path.is_file():
        raise NotFound(str(path), "no such file; the folder must hold train.txt, valid.txt, test.txt and the names")
    return np.loadtxt(path, dtype=np.int64, usecols=(0, 1, 2, 3), ndmin=2)


def _names(path: Path) -> list[str]:
    if not path.is_file():
        raise NotFound(str(path), "no such file; its lines are name, tab, number")
    rows = [line.rstrip("\n").split("\t") for line in path.read_text("utf-8").splitlines() if line.strip()]
    found = {int(row[1]): row[0] for row in rows}
    return [found.get(number, f"nameless {number}") for number in range(max(found) + 1)]


@dataclass(slots=True)
class _Ranks:
    """Ranks of right answers, with the stratum of each."""

    ranks: list[Floats]
    strata: list[Ints]

    def table(self) -> Iterator[tuple[str, int, float, float, float, float]]:
        import numpy as np

        ranks, strata = np.concatenate(self.ranks), np.concatenate(self.strata)
        for number, name in enumerate((*_STRATA, "all")):
            kept = ranks[strata == number] if number < len(_STRATA) else ranks
            if len(kept):
                yield name, len(kept), float((1 / kept).mean()), *(float((kept <= n).mean()) for n in (1, 3, 10))


def _ranked(graph: Graph, first: int, last: int, history: History, scores: dict[str, Score]) -> dict[str, _Ranks]:
    found = {name: _Ranks([], []) for name in scores}
    for day in days_of(history, first, last):
        strata = _strata(history, day)
        for name, score in scores.items():
            found[name].ranks.append(_ranks(history, day, score(history, day)))
            found[name].strata.append(strata)
    return found


def _strata(history: History, day: Day) -> Ints:
    import numpy as np

    source, relation = day.asked.source[day.answers[0]], day.asked.relation[day.answers[0]]
    keys = history.keys
    size = keys.relations // 2
    triple = history.counts["same act"]
    pair = history.counts["pair"]
    at = triple.places(keys.triple(source, relation, day.answers[1]))
    seen = (at >= 0) & (triple.total[at] > 0)
    at = pair.places(keys.pair(source, relation, day.answers[1]))
    met = (at >= 0) & (pair.total[at] > 0)
    del size
    return np.where(seen, 0, np.where(met, 1, 2))


def _ranks(history: History, day: Day, scores: Floats) -> Floats:
    """The rank of each right answer among all actors but the other right ones; who is no candidate comes after these, by
    how often they are named."""
    import numpy as np

    named = np.zeros(history.keys.actors, np.float32)
    named[history.counts["target"].keys] = history.counts["target"].fading[3]
    ranks = np.zeros(day.answers.shape[1], np.float32)
    for number, (question, actor) in enumerate(day.answers.T):
        mine = slice(day.asked.starts[question], day.asked.starts[question + 1])
        targets, right, own = day.asked.target[mine], day.answered[mine], scores[mine]
        at = np.searchsorted(targets, actor)
        wrong = own[~right]
        if at < len(targets) and targets[at] == actor:
            ranks[number] = 1 + (wrong > own[at]).sum() + (wrong == own[at]).sum() / 2
            continue
        outside = np.ones(history.keys.actors, bool)
        outside[targets] = False
        outside[day.answers[1][day.answers[0] == question]] = False
        more, same = (named[outside] > named[actor]).sum(), (named[outside] == named[actor]).sum()
        ranks[number] = 1 + len(wrong) + more + same / 2
    return ranks
