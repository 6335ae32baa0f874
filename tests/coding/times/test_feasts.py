from __future__ import annotations

from datetime import date

import pytest

from bilateral.coding.times.feasts import feast_days, holidays
from bilateral.coding.times.foreign import iranian_day, islamic_day

# Dates from public almanacs.
KNOWN = [
    ("easter-2022", "easter+0", date(2022, 4, 17)),
    ("easter-2024", "easter+0", date(2024, 3, 31)),
    ("good-friday", "easter-2", date(2023, 4, 7)),
    ("orthodox-2022", "orthodox+0", date(2022, 4, 24)),
    ("orthodox-2023", "orthodox+0", date(2023, 4, 16)),
    ("thanksgiving", "thu4-11", date(2022, 11, 24)),
    ("memorial-day", "mon-1-05", date(2022, 5, 30)),
    ("rosh-hashanah-2022", "hebrew", date(2022, 9, 26)),
    ("rosh-hashanah-2023", "hebrew", date(2023, 9, 16)),
    ("passover-2022", "hebrew-163", date(2022, 4, 16)),
    ("yom-kippur-2021", "hebrew+9", date(2021, 9, 16)),
    ("lunar-2022", "table lunar new year", date(2022, 2, 1)),
    ("diwali", "table diwali", date(2022, 10, 24)),
    ("black-friday", "thu4-11+1", date(2022, 11, 25)),
    ("purim", "hebrew-193", date(2022, 3, 17)),
    ("shavuot", "hebrew-113", date(2022, 6, 5)),
]
NEAR = [
    ("eid-al-fitr-2022", "islamic 10-01", date(2022, 5, 2)),
    ("eid-al-fitr-2023", "islamic 10-01", date(2023, 4, 21)),
    ("eid-al-adha-2022", "islamic 12-10", date(2022, 7, 9)),
    ("nowruz", "nowruz", date(2022, 3, 20)),
]


@pytest.mark.parametrize(("rule", "day"), [c[1:] for c in KNOWN], ids=[c[0] for c in KNOWN])
def test_day(rule: str, day: date) -> None:
    assert feast_days(rule, day.year) == (day, day)


@pytest.mark.parametrize(("rule", "day"), [c[1:] for c in NEAR], ids=[c[0] for c in NEAR])
def test_day_within_its_leave(rule: str, day: date) -> None:
    days = feast_days(rule, day.year)
    assert days
    assert days[0] <= day <= days[1]


def test_every_member_of_the_united_nations_has_a_day() -> None:
    from bilateral.knowledge import load

    kept = {row.state for rows in holidays().values() for row in rows}
    without = sorted(code for code in set(load().states.by_code) - kept if len(code) == 3 and code not in _NO_MEMBERS)
    assert without == []


_NO_MEMBERS = frozenset(
    {"ABW", "BMU", "COK", "CSK", "CUW", "DDR", "ESH", "FRO", "GIB", "GRL", "HKG", "MAC", "NCL", "NIU", "PRI", "PYF"}
    | {"SUN", "YUG"}
)
"""Dependent territories and states of the past among the codes of states.csv."""


@pytest.mark.parametrize(
    ("year", "month", "day", "gregorian"),
    [
        pytest.param(1357, 11, 22, date(1979, 2, 11), id="revolution"),
        pytest.param(1400, 1, 1, date(2021, 3, 21), id="new-year"),
        pytest.param(1403, 12, 30, date(2025, 3, 20), id="leap-day"),
        pytest.param(1404, 1, 1, date(2025, 3, 21), id="after-leap-day"),
    ],
)
def test_iranian_days(year: int, month: int, day: int, gregorian: date) -> None:
    assert iranian_day(year, month, day) == gregorian


def test_islamic_years_begin_where_almanacs_say() -> None:
    assert islamic_day(1443, 1, 1) == date(2021, 8, 10)
    assert islamic_day(1445, 9, 1) == date(2024, 3, 11)


@pytest.mark.parametrize(
    "day", [pytest.param((1401, 7, 31), id="short-month"), pytest.param((1401, 13, 1), id="month")]
)
def test_days_a_calendar_does_not_have(day: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no day"):
        iranian_day(*day)
