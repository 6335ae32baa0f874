from __future__ import annotations

from datetime import date

import pytest

from bilateral.coding.times.feasts import feast_days, holidays

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
    ("lunar-2022", "lunar", date(2022, 2, 1)),
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
