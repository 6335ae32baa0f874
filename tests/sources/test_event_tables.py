"""Tables of events as CSV: what is taken, and what is told of those that cannot be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bilateral.errors import BilateralError, EmptyInput, EncodingProblem, MalformedRecord, NotFound
from bilateral.sources.event_tables import read_event_table


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("date,source,target,type\n2022-06-27,Chad,Niger,visit\n", [("Chad", "Niger", "visit", 2)]),
        (
            "Event Date\tSource Name\tTarget Name\tEvent Text\n2022-06-27\tA\tB\tmeet, greet\n",
            [("A", "B", "meet, greet", 2)],
        ),
        ("note,type,to,from,day\nx,aid,B,A,2022-06-27T10:00\n\n", [("A", "B", "aid", 2)]),
        # Whoever deals with itself, or with nobody, is no pair.
        (
            "date,source,target,type\n2022-06-27,A,A,aid\n2022-06-27,A,,aid\n2022-06-27,A,B,aid\n",
            [("A", "B", "aid", 4)],
        ),
    ],
)
def test_the_columns_are_found_by_their_names(text: str, rows: list[tuple[str, str, str, int]], tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(text)
    found = read_event_table(path)
    assert list(zip(found.source, found.target, found.type, found.line, strict=True)) == rows
    assert set(found.day) == {date(2022, 6, 27).toordinal()}


@pytest.mark.parametrize(
    ("data", "error", "told"),
    [
        (b"", EmptyInput, "holds nothing"),
        (b"date,source,target,type\n", EmptyInput, "no event between two"),
        (b"date,source,type\n", MalformedRecord, "names no column target"),
        (b"date,source,target,type\n27.6.2022,A,B,aid\n", MalformedRecord, "events.csv:2: '27.6.2022' is no date"),
        (b"date,source,target,type\n2022-06-27,A,B\n", MalformedRecord, "has 3 columns"),
        (b"date,source,target,type\n2022-06-27,\xff,B,aid\n", EncodingProblem, "is no UTF-8"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, error: type[BilateralError], told: str, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(data)
    with pytest.raises(error, match=told):
        read_event_table(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no such file"):
        read_event_table(tmp_path / "none.csv")
