"""How likely each act is within a horizon, scored on ICEWS14 (or a folder of its form).

Asked are all directed pairs with at least LEAST events in the WITHIN days before, and twenty types: either the twenty
most frequent event types of the training part, or the twenty roots of CAMEO that all types belong to. A forecast is
made on every day of the test part whose whole horizon lies in it, and knows everything before that day; the model
itself is made of the days before the test part and not made anew.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bilateral.benchmarks.graphs import Graph, read_graph
from bilateral.knowledge.tables import rows
from bilateral.outlook.rates.acts import ActTable
from bilateral.outlook.rates.features import History
from bilateral.outlook.rates.model import RateModel, Scope, gather, learn
from bilateral.outlook.rates.scores import Score, reliability_text, score

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Doubles = NDArray[np.float64]

__all__ = ["LEAST", "WITHIN", "cameo_root", "score_rates"]

LEAST, WITHIN = 5, 90
HORIZONS = (7, 30)
_RARE = 40
"""A type of which there are fewer events before the test part than this is no sign of others."""


def cameo_root(name: str) -> int | None:
    """The CAMEO root (1 to 20) of an ICEWS event type's name; None for one that the table does not have."""
    words = " ".join(name.replace("_", " ").replace("-", " ").casefold().split())
    fitting = [row for row in rows("cameo_roots.csv") if words.startswith(row["opening"])]
    return int(max(fitting, key=lambda row: len(row["opening"]))["root"]) if fitting else None


@dataclass(frozen=True, slots=True)
class _Task:
    """Twenty acts to forecast, by number among the table's."""

    name: str
    acts: tuple[int, ...]


def score_rates(folder: Path, *, part: str = "test", begins: date | None = None) -> str:
    """The report on a folder of train.txt, valid.txt, test.txt and names. `part` is "test" or "valid"; `begins` is the
    day that the folder counts from, without which no day is known to be of the turn of the year.

    Raises NotFound where a file is missing.
    """
    graph = read_graph(folder)
    table, tasks, unmatched = _acts(graph)
    shift = begins.toordinal() if begins else 0
    table = replace(table, day=table.day + shift)
    first, end = (graph.test, graph.end) if part == "test" else (graph.valid, graph.test)
    lines = [
        f"{folder.name}, {part} part: days {first} to {end - 1}; pairs with >= {LEAST} events in {WITHIN} days",
        f"event types without a CAMEO root: {', '.join(unmatched) or 'none'}",
    ]
    for task in tasks:
        signs = _signs(graph, table, first + shift)
        history = History(table, task.acts, signs)
        for horizon in HORIZONS:
            scope = Scope(
                acts=task.acts, signs=signs, horizon=horizon, least=LEAST, within=WITHIN, dated=begins is not None
            )
            lines += ["", *_scored(history, scope, task.name, first + shift, end + shift)]
    return "\n".join(lines)


def _acts(graph: Graph) -> tuple[ActTable, tuple[_Task, _Task], list[str]]:
    import numpy as np

    events, names = graph.table, graph.table.relations
    roots = [cameo_root(name) for name in names]
    root = np.array([number or 0 for number in roots], np.int64)[events.relation]
    rooted = np.flatnonzero(root)
    everything = np.arange(len(events))
    table = ActTable.of(
        events.day,
        events.source,
        events.target,
        [(everything, events.relation), (rooted, len(names) + root[rooted] - 1)],
        actors=events.actors,
        acts=(*names, *(f"root {number:02}" for number in range(1, 21))),
    )
    often = np.bincount(events.relation[events.day < graph.valid], minlength=len(names))
    frequent = np.argsort(-often, kind="stable")[:20]
    tasks = (
        _Task("20 most frequent types", tuple(int(n) for n in frequent)),
        _Task("20 CAMEO roots", tuple(range(len(names), len(names) + 20))),
    )
    return table, tasks, [name for name, number in zip(names, roots, strict=True) if number is None]


def _signs(graph: Graph, table: ActTable, before: int) -> tuple[int, ...]:
    import numpy as np

    often = np.bincount(table.act[table.day[table.row] < before], minlength=len(table.acts))
    return tuple(int(n) for n in np.flatnonzero(often[: len(graph.table.relations)] >= _RARE))


def _scored(history: History, scope: Scope, name: str, first: int, end: int) -> list[str]:
    import numpy as np

    begun = time.perf_counter()
    model = learn(history, scope, first)
    taken = time.perf_counter() - begun
    days = range(first, end - scope.horizon + 1)
    parts = [
        gather(history, day, *history.active(day, least=LEAST, within=WITHIN), horizon=scope.horizon) for day in days
    ]
    happened = np.concatenate([part.happened for part in parts])
    found = {
        "act's rate": np.broadcast_to(happened.mean(axis=0), happened.shape),
        "pair's rate": np.concatenate([_pair_rate(part.number, part.known, scope.horizon) for part in parts]),
        "shrunken rate": np.concatenate([_shrunken(model, part.number, part.known) for part in parts]),
        "model": np.concatenate([model.of(part) for part in parts]),
    }
    scores = {kind: score(p.ravel(), happened.ravel(), found["act's rate"].ravel()) for kind, p in found.items()}
    return [
        f"{name}, {scope.horizon} days: {len(days)} days asked, {happened.size} questions, {happened.mean():.4f} came",
        f"  {model.kind}, made of {model.cases} cases in {taken:.0f} s",
        *(_line(kind, one) for kind, one in scores.items()),
        *(f"  {line}" for line in reliability_text(scores["model"]).splitlines()),
    ]


def _line(kind: str, found: Score) -> str:
    return (
        f"  {kind:14} skill {found.skill:.3f} AP {found.average_precision:.3f} "
        f"Brier {found.brier:.5f} calibration error {found.calibration_error:.4f}"
    )


def _pair_rate(number: Doubles, known: Doubles, horizon: int) -> Doubles:
    import numpy as np

    return -np.expm1(-horizon * number / known[:, None])


def _shrunken(model: RateModel, number: Doubles, known: Doubles) -> Doubles:
    import numpy as np

    return -np.expm1(-model.scope.horizon * model.rates.daily(number, known))
