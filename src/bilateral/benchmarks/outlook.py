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

    @property
    def mrr(self) -> float:
        """The mean of one over the rank."""
        import numpy as np

        return float((1 / np.concatenate(self.ranks)).mean())

    def table(self) -> Iterator[tuple[str, int, float, float, float, float]]:
        import numpy as np

        ranks, strata = np.concatenate(self.ranks), np.concatenate(self.strata)
        for number, name in enumerate((*_STRATA, "all")):
            kept = ranks[strata == number] if number < len(_STRATA) else ranks
            if len(kept):
                one, three, ten = (float((kept <= n).mean()) for n in (1, 3, 10))
                yield name, len(kept), float((1 / kept).mean()), one, three, ten


def _ranked(first: int, last: int, history: History, scores: dict[str, Score]) -> dict[str, _Ranks]:
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
    triple = history.counts["same act"]
    pair = history.counts["pair"]
    at = triple.places(keys.triple(source, relation, day.answers[1]))
    seen = (at >= 0) & (triple.total[at] > 0)
    at = pair.places(keys.pair(source, relation, day.answers[1]))
    met = (at >= 0) & (pair.total[at] > 0)
    return np.where(seen, 0, np.where(met, 1, 2))


def _ranks(history: History, day: Day, scores: Floats) -> Floats:
    """The rank of each right answer among all actors but the other right ones; who is no candidate comes after these,
    by how often they are named."""
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


def recurrency(graph: Graph, *, first: int, last: int) -> Callable[[History, Day], Floats]:
    """The baseline of Gastinger and others (2024, "History repeats itself"): a * 2 ** (days since the very triple / -h)
    + (1 - a) * share of the target among all that the relation was done to; a and h chosen on days first to last."""
    tried = {
        (half_life, weight): _recurrency(half_life, weight)
        for half_life in (2.0, 5.0, 10.0, 20.0, 50.0)
        for weight in (0.9, 0.99, 0.999)
    }
    found = _ranked(first, last, History(graph.table, guess_before=first), {str(key): f for key, f in tried.items()})
    return tried[max(tried, key=lambda key: found[str(key)].mrr)]


def _recurrency(half_life: float, weight: float) -> Callable[[History, Day], Floats]:
    import numpy as np

    def score(history: History, day: Day) -> Floats:
        asked, keys = day.asked, history.keys
        source, relation = asked.source[asked.row], asked.relation[asked.row]
        strict = history.counts["same act"]
        places = strict.places(keys.triple(source, relation, asked.target))
        seen = (places >= 0) & (strict.total[places] > 0)
        again = np.where(seen, 0.5 ** ((history.day - strict.last[places]) / half_life), 0.0)
        loose, whole = history.counts["act on target"], history.shares["relation"]
        places = loose.places(keys.relation_target(source, relation, asked.target))
        often = np.where(places >= 0, loose.total[places], 0)
        total = whole.total[whole.places(asked.relation)][asked.row]
        return (weight * again + (1 - weight) * often / np.maximum(total, 1)).astype(np.float32)

    return score


def score_outlook(folder: Path, *, part: str = "test", threads: int = 0) -> str:
    """The table of a folder's `part` ("valid" or "test"), ending in its line of figures.

    The model learns from all events before the part; its settings were chosen on the validation part.
    """
    began = time.perf_counter()
    graph = read_graph(folder)
    first, last = (graph.test, graph.end) if part == "test" else (graph.valid, graph.test)
    ranker = Ranker.fit(graph.table, until=first, threads=threads)
    fitted = time.perf_counter() - began
    guess = first - (first - int(graph.table.day[0])) // 3
    baseline = recurrency(graph, first=max(graph.valid - 30, 0), last=graph.valid)

    def score(history: History, day: Day) -> Floats:
        return ranker.score(history, day.asked)

    history = History(graph.table, guess_before=guess)
    found = _ranked(first, last, history, {"model": score, "recurrency": baseline})
    ahead = History(graph.table, guess_before=guess, known_until=first)
    later = _ranked(first, last, ahead, {"model": score})
    lines = [f"{len(graph.table)} events, {len(graph.table.actors)} actors, {len(graph.table.relations)} relations"]
    lines.append(f"{'':44} questions   MRR Hits@1 Hits@3 Hits@10")
    told = {"model": found["model"], "recurrency": found["recurrency"], "model, several steps ahead": later["model"]}
    for name, ranks in told.items():
        for stratum, number, *figures in ranks.table():
            lines.append(f"{f'{name}: {stratum}':44} {number:9d} " + " ".join(f"{x:6.3f}" for x in figures))
    lines.append(f"learned in {fitted:.0f} s, all in {time.perf_counter() - began:.0f} s, {_peak():.0f} MB at most")
    *_, (_, _, mrr, one, three, ten) = found["model"].table()
    lines.append(f"MRR {mrr:.3f} Hits@1 {one:.3f} Hits@3 {three:.3f} Hits@10 {ten:.3f}")
    return "\n".join(lines)


def _peak() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
