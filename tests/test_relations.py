"""Relations in numbers from Python: tables with the same columns whatever is in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from bilateral import Chronology, read
from bilateral.errors import QueryError

TEXT = (
    "On March 3, 2022, U.S. Secretary of State Antony Blinken telephoned Azerbaijani President Ilham Aliyev. During "
    "the conversation the sides discussed energy. Mr Blinken plans to visit Baku in June 2022.\n\n"
    "On 12 April 2022 Russian Foreign Minister Sergey Lavrov sent a letter to Azerbaijani Foreign Minister Jeyhun "
    "Bayramov.\n"
)


@pytest.fixture(scope="module")
def chronology(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chronology]:
    news = tmp_path_factory.mktemp("news") / "news.txt"
    news.write_text(TEXT, encoding="utf-8")
    with read(news) as made:
        yield made


@pytest.mark.parametrize("by", [None, "period", "form", "level", "type", "direction", "initiator"])
@pytest.mark.parametrize("period", [None, "month", "year"])
def test_columns_and_types_do_not_depend_on_the_rows(
    chronology: Chronology, by: str | None, period: str | None
) -> None:
    full = chronology.dyads("USA", "AZE", by=by, period=period)
    empty = chronology.dyads("FRA", "DEU", by=by, period=period)
    assert full.rows
    assert [list(row) for row in full.rows] == [list(full.columns)] * len(full.rows)
    assert empty.rows == []
    assert empty.to_arrow().schema.equals(full.to_arrow().schema)


def test_the_busiest_pairs_and_a_comparison_are_tables_too(chronology: Chronology) -> None:
    busiest = chronology.dyads()
    assert [list(row) for row in busiest.rows] == [list(busiest.columns)] * 2
    assert busiest.to_arrow().column("last").to_pylist() == [date(2022, 4, 12), date(2022, 3, 3)]
    compared = chronology.compare("USA-AZE", ("Russia", "Azerbaijan"))
    assert compared.to_arrow().column_names == ["group", "what", "USA-AZE", "RUS-AZE"]
    assert {row["what"]: row["USA-AZE"] for row in compared.rows}["call"] == 1


def test_a_data_frame(chronology: Chronology) -> None:
    frame = chronology.dyads("USA", "AZE", period="month").to_pandas()
    assert frame[["period", "number", "contacts"]].to_dict("records") == [
        {"period": "2022-03", "number": 1, "contacts": 1}
    ]


@pytest.mark.parametrize(
    ("parties", "options", "message"),
    [
        pytest.param(("USA", "AZE", "RUS"), {}, "at most two parties", id="three"),
        pytest.param(("USA",), {"by": "form"}, "name two", id="one-divided"),
        pytest.param(("USA", "AZE"), {"by": "weather"}, "period, form, level", id="unknown-way"),
    ],
)
def test_what_is_refused(
    chronology: Chronology, parties: tuple[str, ...], options: dict[str, str], message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        chronology.dyads(*parties, **options)  # type: ignore[arg-type]
