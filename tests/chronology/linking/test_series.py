"""Rounds of a series as texts name them."""

from __future__ import annotations

import pytest

from bilateral.chronology.linking.series import rounds


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They held the third U.S.-Qatar Strategic Dialogue in Doha.", [(3, "u.s. qatar strategic dialogue")]),
        ("The inaugural Energy Security Dialogue was opened.", [(1, "energy security dialogue")]),
        ("A second round of talks was held in Vienna.", [(2, "round of talks")]),
        ("It was the 11th annual Maritime Forum.", [(11, "maritime forum")]),
        ("The fifth meeting of the Joint Commission took place.", [(5, "joint commission")]),
        ("It was their second meeting this year.", []),
        ("They met on the margins of the Ninth Summit of the Americas.", []),
        ("They prepared the talks ahead of the fourth Strategic Dialogue.", []),
        ("On the first day they met.", []),
    ],
)
def test_rounds(text: str, found: list[tuple[int, str]]) -> None:
    assert [(one.number, one.series) for one in rounds(text)] == found
