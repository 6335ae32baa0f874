"""Temporal knowledge graphs as files (ICEWS14, ICEWS18), the questions their events answer, and ranks by the field's
protocol.

Single step: everything before a question's day is known. Both directions are asked. Other right answers of the same
day are taken out before ranking (time-aware filter), and equal scores share their ranks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bilateral.errors import NotFound
from bilateral.outlook.table import EventTable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

__all__ = ["STRATA", "Graph", "Ranks", "read_graph"]

STRATA = ("pair and relation seen", "pair seen", "never seen")


@dataclass(frozen=True, slots=True)
class Graph:
    """The events, and the first day of each part; `end` is the day after the last."""

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
class Ranks:
    """Ranks of right answers, with the stratum of each (a place in STRATA)."""

    ranks: list[Floats] = field(default_factory=list)
    strata: list[Ints] = field(default_factory=list)

    @property
    def mrr(self) -> float:
        """The mean of one over the rank."""
        import numpy as np

        return float((1 / np.concatenate(self.ranks)).mean())

    def table(self) -> Iterator[tuple[str, int, float, float, float, float]]:
        """Stratum (the last is all), number of questions, MRR, Hits@1, Hits@3, Hits@10."""
        import numpy as np

        ranks, strata = np.concatenate(self.ranks), np.concatenate(self.strata)
        for number, name in enumerate((*STRATA, "all")):
            kept = ranks[strata == number] if number < len(STRATA) else ranks
            if len(kept):
                one, three, ten = (float((kept <= n).mean()) for n in (1, 3, 10))
                yield name, len(kept), float((1 / kept).mean()), one, three, ten
