"""The readout benchmark on a small folder made here: what it counts, and what it says of a miss."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from bilateral.benchmarks.readouts import records_of, score, score_readouts_folder
from bilateral.errors import InputError, NotFound

TEXT = "President Sauli Niinistö of Finland spoke by phone today with President Emmanuel Macron of France."
DOCUMENT = {"id": "one", "publisher": "Office of the President of Finland", "published": "2022-03-03", "text": TEXT}
GOLD = {
    "doc": "one",
    "form": "call",
    "from": ["FIN"],
    "to": ["FRA"],
    "date": "2022-03-03",
    "kind": "readout",
    "people_to": ["Emmanuel Macron"],
}


def folder_of(path: Path, documents: Sequence[Mapping[str, Any]], golds: Sequence[Mapping[str, Any]]) -> Path:
    for name, rows in (("docs", documents), ("gold", golds)):
        with gzip.open(path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as out:
            out.writelines(json.dumps(row) + "\n" for row in rows)
    return path


def event(**changed: Any) -> dict[str, Any]:
    plain = {
        "start": "2022-03-03",
        "end": "2022-03-03",
        "form": "call",
        "status": "occurred",
        "from": [{"state": "FIN", "person": "Sauli Niinistö"}],
        "to": [{"state": "FRA", "person": "Emmanuel Macron"}],
        "reports": [{"document": "one", "text": TEXT}],
    }
    return plain | changed


def test_the_whole_way(tmp_path: Path) -> None:
    report = score_readouts_folder(folder_of(tmp_path, [DOCUMENT], [GOLD]))
    assert report.splitlines()[-2:] == ["recall 1.000 (1/1)", "precision 1.000 (1/1)"]
    assert "persons 1/1" in report


def test_title_and_address_are_never_read() -> None:
    silent = DOCUMENT | {
        "title": "Call with President Macron of France",
        "url": "https://example.org/call-with-france",
        "text": "The weather in Helsinki was fine.",
    }
    assert records_of([silent]) == []


@pytest.mark.parametrize(
    ("found", "recall", "cause"),
    [
        pytest.param(event(), 1.0, None, id="right"),
        pytest.param(event(end="2022-03-04", start="2022-03-04"), 1.0, None, id="a day off is a time zone"),
        pytest.param(event(start="2022-03-05", end="2022-03-05"), 0.0, "call: date", id="two days off"),
        pytest.param(event(start="2022-03-01", end="2022-03-20"), 0.0, "call: date", id="range too wide"),
        pytest.param(event(form="letter"), 0.0, "call: form", id="another form"),
        pytest.param(event(to=[{"state": "DEU"}]), 0.0, "call: no event with the counterpart", id="another state"),
    ],
)
def test_recall_and_cause(found: dict[str, Any], recall: float, cause: str | None) -> None:
    result = score([DOCUMENT], [GOLD], [found])
    assert result.recall == recall
    assert [c for c, _ in result.misses] == ([cause] if cause else [])


@pytest.mark.parametrize(
    ("found", "said", "right"),
    [
        pytest.param(event(), 1, 1, id="accounted for"),
        pytest.param(event(to=[{"state": "DEU"}]), 1, 0, id="another counterpart"),
        pytest.param(event(status="planned"), 0, 0, id="a plan is not said to have occurred"),
        pytest.param(event(start="2022-02-20", end="2022-02-20"), 0, 0, id="background days before"),
        pytest.param(event(**{"from": [{"state": "SWE"}]}), 0, 0, id="others among themselves"),
        pytest.param(event(form="statement"), 0, 0, id="no contact"),
    ],
)
def test_precision(found: dict[str, Any], said: int, right: int) -> None:
    result = score([DOCUMENT], [GOLD], [found])
    assert (result.said, result.right) == (said, right)


def test_gold_whose_counterpart_the_body_never_names_is_left_out() -> None:
    assert score([DOCUMENT], [GOLD | {"to_in_body": False}], [event()]).gold.total() == 0


def test_a_folder_without_its_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"docs\.jsonl\.gz: the benchmark needs this file"):
        score_readouts_folder(tmp_path)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "docs.jsonl.gz").write_bytes(b"no gzip")
    with pytest.raises(InputError, match=r"docs\.jsonl\.gz: not gzipped JSON Lines"):
        score_readouts_folder(tmp_path)
