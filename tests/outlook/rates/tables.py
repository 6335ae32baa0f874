"""Made-up tables of events for tests: what follows from what is known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bilateral.outlook.rates.acts import ActTable

ACTORS = ("A", "B", "C", "D", "E", "F")
ACTS = ("call", "visit", "sanction")

Row = tuple[int, str, str, str]
"""Day, source, target, act."""


def table(rows: Sequence[Row], *, actors: Sequence[str] = ACTORS, acts: Sequence[str] = ACTS) -> ActTable:
    """A table of these events, each of one act, known by its place."""
    days = np.array([row[0] for row in rows], np.int64)
    source, target = (np.array([actors.index(row[side]) for row in rows], np.int64) for side in (1, 2))
    act = np.array([acts.index(row[3]) for row in rows], np.int64)
    return ActTable.of(days, source, target, [(np.arange(len(rows)), act)], actors=actors, acts=acts)


def lively(seed: int = 1, days: int = 900) -> list[Row]:
    """Events of six actors over some days: in three pairs one calls the other about every 12 days and visits it four
    days later; and everyone does anything to anyone now and then."""
    random = np.random.default_rng(seed)
    rows: list[Row] = []
    for day in range(1000, 1000 + days):
        for a, b in (("A", "B"), ("C", "D"), ("E", "F")):
            if random.random() < 0.08:
                rows += [(day, a, b, "call"), (day + 4, a, b, "visit")]
        if random.random() < 0.15:
            source, target = random.choice(len(ACTORS), 2, replace=False)
            rows.append((day, ACTORS[source], ACTORS[target], ACTS[int(random.integers(3))]))
    return rows
