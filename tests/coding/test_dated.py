"""The day of a strand: its own, the contact's it was said in, the journey's, or the document's."""

from __future__ import annotations

from datetime import date

import pytest
from tests.coding.chain import reports_of

CASES = {
    "own day": ("On May 3, President Macron met Chancellor Scholz.", [date(2022, 5, 3)]),
    "of the document": ("President Macron praised Germany.", [date(2022, 5, 11)]),
    "said with a day": ("On Monday President Macron praised Germany.", [date(2022, 5, 9)]),
    "a day of what was said": ("President Macron thanked Germany for its help in March 2021.", [date(2022, 5, 11)]),
    "two stops": (
        "Deputy Secretary Wendy Sherman will travel to Kenya on May 13 and Uganda on May 15.",
        [date(2022, 5, 13), date(2022, 5, 15)],
    ),
    "two acts of one day": (
        "On May 3, Lavrov met Bayramov. Macron had come to Berlin a day earlier and was received by Olaf Scholz.",
        [date(2022, 5, 3), date(2022, 5, 2), date(2022, 5, 2)],
    ),
    "named without a day": ("Experts wrote about the peace talks between Japan and India.", []),
    "named with a day": ("Experts recall the meeting of May 3 between Japan and India.", [date(2022, 5, 3)]),
    "attack of a day": ("Experts recall the May 3 attack by Israel on Syria.", [date(2022, 5, 3)]),
    "attack without a day": ("On May 3 experts wrote a long paper on what the invasion of Kuwait by Iraq meant.", []),
}


@pytest.mark.parametrize(("text", "days"), CASES.values(), ids=CASES.keys())
def test_days(text: str, days: list[date]) -> None:
    assert [r.when.earliest for r in reports_of(text)] == days
