"""What the terminal says of a relation in numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from tests.builders import actors, when

from bilateral.analysis import dyad_table
from bilateral.chronology import TextCount
from bilateral.model import Event, EventType, Form, Status
from bilateral.present.dyads import dyad_text, interval_text, wrapped


def call(number: int, day: date) -> Event:
    return Event(
        id=f"e{number}",
        reports=(),
        type=EventType.CONSULT,
        mode="phone",
        form=Form.CALL,
        status=Status.OCCURRED,
        source=actors("USA"),
        target=actors("AZE"),
        when=when(day.isoformat()),
        place=None,
        issues=(),
        named_issues=(),
        quotes=(),
        confidence=0.9,
        count=1,
    )


def told(read: Callable[[int], int], *, width: int = 80) -> str:
    """Three calls a month in 2022, thirty in May, with so many texts read of each month; one call long before."""
    days = [date(2022, month, day) for month in range(1, 13) for day in range(1, 31 if month == 5 else 4)]
    events = [call(number, day) for number, day in enumerate([date(2015, 3, 1), *days])]
    texts = [TextCount(date(2022, month, 1), date(2022, month, 2), read(month), 1) for month in range(1, 13)]
    return dyad_text(dyad_table(events, ("USA", "AZE"), texts), str, by_kind=False, width=width)


@pytest.mark.parametrize(
    ("texts", "standing"),
    [
        pytest.param(lambda month: 1_000 if month == 5 else 100, "more, as are texts", id="more-texts"),
        pytest.param(lambda month: 100, "more, also per text", id="as-many-texts"),
    ],
)
def test_a_period_that_stands_out_says_whether_texts_explain_it(texts: Callable[[int], int], standing: str) -> None:
    text = told(texts, width=100)
    (line,) = [line for line in text.splitlines() if line.startswith("May 2022")]
    assert line.endswith(standing)
    assert text.count(standing) == 1
    assert "Beside the usual: more or fewer than the middle half" in text
    assert "One event from long before is not shown above." in text


def test_few_texts_make_no_rate() -> None:
    assert "150" not in told(lambda month: 19)
    assert "150" in told(lambda month: 20)


def test_empty_months_in_a_row_are_one_line() -> None:
    events = [call(1, date(2022, 1, 5)), call(2, date(2022, 1, 5) + timedelta(240))]
    lines = dyad_text(dyad_table(events, ("USA", "AZE")), str, by_kind=False).splitlines()
    assert [line.split("  ")[0] for line in lines if "2022" in line][1:] == [
        "Jan 2022",
        "Feb 2022 – Aug 2022",
        "Sep 2022",
    ]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, told(lambda month: 100, width=width).splitlines())) <= width


@pytest.mark.parametrize(
    ("interval", "text"),
    [((0.0, 3.69), "0.0–3.7"), ((4.8, 18.39), "4.8–18"), ((81.4, 121.6), "81–122"), (None, "–")],
)
def test_intervals_have_as_many_figures_as_matter(interval: tuple[float, float] | None, text: str) -> None:
    assert interval_text(interval) == text


def test_a_number_and_its_per_cent_sign_stay_together() -> None:
    assert wrapped("aaaa bb 95 % cc", 10) == ["aaaa bb", "  95 % cc"]
