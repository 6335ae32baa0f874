"""What growth costs: the second half of a corpus beside the first, reading again, merging many reports, two workers.

Costs are CPU time of one process, so that what else the machine does counts for little; only "two workers" is wall
time, and says something on a quiet machine alone. Rates are of this machine.
"""

from __future__ import annotations

import gzip
import itertools
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bilateral.benchmarks.synthetic import PORTION, portion
from bilateral.chronology import Store
from bilateral.errors import NotFound
from bilateral.run import run

__all__ = ["Growth", "growth_report", "measure_growth", "merge_rate"]

_AGAIN = 3
_WARM = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """Ratios, and a rate a second of CPU time."""

    growth: float
    """CPU time a document of the second half, by that of the first."""
    reread: float
    """CPU time of reading everything again unchanged (median of three), by that of the first time."""
    merged: float
    """Synthetic reports merged a second."""
    two_workers: float
    """Wall time with one worker, by that with two."""


def measure_growth(folder: Path, *, limit: int = 5000, reports: int = 100_000) -> Growth:
    """Measures on every n-th document of `folder`/docs.jsonl.gz, about `limit` in all, and on so many made-up reports.

    The halves are every other document, so that they are alike in everything but when they come.
    """
    with tempfile.TemporaryDirectory() as scratch:
        halves = _halves(folder / "docs.jsonl.gz", limit, Path(scratch))
        first, second, again = _reading(halves, Path(scratch) / "growth.duckdb")
        one, two = (_wall(halves, workers, Path(scratch) / f"{workers}.duckdb") for workers in (1, 2))
    return Growth(
        growth=second / first,
        reread=again / (first + second),
        merged=merge_rate(reports),
        two_workers=one / two,
    )


def growth_report(folder: Path, *, limit: int = 5000, reports: int = 100_000) -> str:
    """The figures of `measure_growth`, a line each."""
    growth = measure_growth(folder, limit=limit, reports=reports)
    return "\n".join(
        [
            f"growth ratio {growth.growth:.2f}",
            f"re-read share {growth.reread:.3f}",
            f"merged reports a second {growth.merged:.0f}",
            f"two workers {growth.two_workers:.2f}",
        ]
    )


def merge_rate(reports: int) -> float:
    """How many of so many made-up reports, all new, are merged a second of CPU time."""
    with tempfile.TemporaryDirectory() as scratch, Store.open(Path(scratch) / "merge.duckdb") as store:
        left = reports
        for number in range(-(-reports // PORTION)):
            store.put_many(portion(number, reports=min(left, PORTION)))
            left -= PORTION
        return reports / _taken(store.merge)


def _reading(halves: Sequence[Path], path: Path) -> tuple[float, float, float]:
    every = [str(half) for half in halves]
    with Store.open(":memory:") as warm:
        run([str(_few(halves[0]))], warm)  # so that what is loaded once is no part of the first half's cost
    with Store.open(path) as store:

        def reading(sources: Sequence[str]) -> float:
            return _taken(lambda: run(sources, store))

        first, second = reading(every[:1]), reading(every[1:])
        return first, second, statistics.median(reading(every) for _ in range(_AGAIN))


def _few(half: Path) -> Path:
    few = half.with_name("few.jsonl")
    with half.open(encoding="utf-8") as rows:
        few.write_text("".join(itertools.islice(rows, _WARM)), encoding="utf-8")
    return few


def _wall(halves: Sequence[Path], workers: int, path: Path) -> float:
    sources = [str(half) for half in halves]
    command = [sys.executable, "-m", "bilateral", "read", *sources, "--db", str(path), "--workers", str(workers)]
    printed = subprocess.run([*command, "--quiet", "--json"], check=True, capture_output=True, text=True).stdout
    return float(json.loads(printed)["seconds"])


def _taken(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def _halves(path: Path, limit: int, scratch: Path) -> tuple[Path, Path]:
    if not path.is_file():
        raise NotFound(str(path), "the benchmark needs this file; give the folder that holds it")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = file.readlines()
    rows = rows[:: max(1, len(rows) // limit)]
    halves = scratch / "first.jsonl", scratch / "second.jsonl"
    for number, half in enumerate(halves):
        half.write_text("".join(rows[number::2]), encoding="utf-8")
    return halves
