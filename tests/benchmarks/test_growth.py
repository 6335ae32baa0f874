"""Made-up reports are the same each time and skewed; the figures of growth are there."""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from pathlib import Path

import pytest

from bilateral.benchmarks.growth import measure_growth
from bilateral.benchmarks.synthetic import portion
from bilateral.chronology.merging import block_of
from bilateral.errors import NotFound


def test_a_portion_is_a_function_of_its_number_and_the_seed() -> None:
    assert portion(3, reports=40) == portion(3, reports=40)
    assert portion(3, reports=40) != portion(4, reports=40)
    assert portion(3, reports=40) != portion(3, reports=40, seed=2)


def test_reports_are_skewed_and_well_formed() -> None:
    puts = portion(0, reports=3000)
    reports = [report for put in puts for report in put.reports]
    assert len(reports) == len({report.id for report in reports}) == 3000
    assert len({put.document.id for put in puts}) == len(puts) < 3000
    by_pair = Counter(block_of(report).split("/")[0] for report in reports)
    assert by_pair.most_common(1)[0][1] > 20 * 3000 / 4005, "the busiest pair has many times its even share"
    for put in puts:
        for report in put.reports:
            span = report.evidence[0]
            assert put.document.original[span.start : span.end] == report.text


def test_growth_is_measured(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "docs.jsonl.gz", "wt", encoding="utf-8") as file:
        for number in range(12):
            text = f"On March {number + 1}, 2022, the foreign ministers of Poland and Georgia met in Warsaw."
            file.write(json.dumps({"id": f"t{number}", "text": text, "published": "2022-03-20"}) + "\n")
    found = measure_growth(tmp_path, limit=12, reports=500)
    assert all(math.isfinite(value) and value > 0 for value in (found.growth, found.merged, found.two_workers))
    assert 0 < found.reread < 1


def test_without_the_corpus_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="the benchmark needs this file"):
        measure_growth(tmp_path)
