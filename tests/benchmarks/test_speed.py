"""The speed benchmark runs and reports every rate; how fast is for bench/ to say."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from bilateral.benchmarks.speed import speed_report
from bilateral.errors import NotFound


def test_every_rate_is_reported(tmp_path: Path) -> None:
    text = "President Macron of France met Chancellor Scholz of Germany in Berlin on Tuesday. " * 20
    with gzip.open(tmp_path / "docs.jsonl.gz", "wt", encoding="utf-8") as out:
        for number in range(3):
            out.write(json.dumps({"id": str(number), "published": "2022-05-09", "text": text}) + "\n")
    lines = speed_report(tmp_path).splitlines()
    assert [line.split("  ")[0] for line in lines] == [
        "documents from text to reports",
        "documents read (no coding)",
        "gate",
        "gated sentences, reader alone",
        "peak memory",
    ]
    assert all(float(line.split()[-2]) > 0 for line in lines)


def test_a_folder_without_documents_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"docs\.jsonl\.gz"):
        speed_report(tmp_path)
