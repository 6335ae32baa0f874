"""Reports read from Arrow are those that were put, however the table is cut."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from tests.builders import AZERBAIJAN, BAKU, PEOPLE, report

from bilateral.chronology import rows
from bilateral.chronology.columns import reports_from_arrow
from bilateral.chronology.merging import block_of
from bilateral.model import Quote, Report, Span

REPORTS: tuple[Report, ...] = (
    report("d1:1"),
    report("d1:2", "Blinken Biden", "Aliyev AZE Michel", place=BAKU, issues=("energy", "borders"), count=2),
    report("d2:1", (), "Aliyev", place=AZERBAIJAN, named_issues=("Southern Gas Corridor",), mode="visit"),
    report("d2:2", quotes=(Quote(text="We agreed.", span=Span(3, 13), speaker=PEOPLE["Blinken"]),)),
    report("d3:1", quotes=(Quote(text="No.", span=Span(0, 3)), Quote(text="Yes.", span=Span(4, 8))), reasons=()),
    report("d4:1", evidence=(Span(0, 4), Span(9, 12)), reasons=("one", "two")),
)


def table() -> Any:
    return rows.arrow("reports", [rows.report_row(each, block=block_of(each), written=1) for each in REPORTS])


def test_reports_come_back() -> None:
    assert tuple(reports_from_arrow(table())) == REPORTS


@pytest.mark.parametrize(("start", "length"), [(0, 0), (0, 2), (1, 3), (4, 2), (5, 1)])
def test_a_part_of_a_table(start: int, length: int) -> None:
    assert tuple(reports_from_arrow(table().slice(start, length))) == REPORTS[start : start + length]


def test_a_table_in_chunks() -> None:
    parts = pa.concat_tables([table().slice(3, 2), table().slice(0, 2)])
    assert tuple(reports_from_arrow(parts)) == (*REPORTS[3:5], *REPORTS[:2])


def test_packed_and_unpacked() -> None:
    assert rows.unpack(rows.pack(table())).equals(table())
