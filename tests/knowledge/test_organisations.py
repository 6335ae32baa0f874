"""International bodies: their members, and as of a day."""

from __future__ import annotations

from datetime import date

import pytest

from bilateral.knowledge import load
from bilateral.knowledge.tables import rows

KNOWLEDGE = load()


@pytest.mark.parametrize(
    ("body", "day", "number", "within", "without"),
    [
        ("EU", "2019-06-01", 28, "GBR", "CHE"),
        ("EU", "2020-06-01", 27, "HRV", "GBR"),
        ("EU", "2004-04-30", 15, "GBR", "POL"),
        ("NATO", "2008-04-03", 26, "POL", "ALB"),
        ("NATO", "2024-06-01", 32, "SWE", "UKR"),
        ("BRICS", "2023-06-01", 5, "ZAF", "EGY"),
        ("SCO", "2016-06-01", 6, "UZB", "IND"),
        ("CSTO", "2010-06-01", 7, "UZB", "AZE"),
        ("ECOWAS", "2024-06-01", 15, "MLI", "MRT"),
        ("ASEAN", "2025-06-01", 10, "MMR", "TLS"),
        ("OPEC", "2018-07-01", 15, "QAT", "IDN"),
        ("COE", "2022-01-01", 47, "RUS", "BLR"),
        ("LAS", "2015-01-01", 21, "IRQ", "SYR"),
    ],
)
def test_members_on(body: str, day: str, number: int, within: str, without: str) -> None:
    members = KNOWLEDGE.organisations[body].members_on(date.fromisoformat(day))
    assert len(members) == number
    assert within in members
    assert without not in members


def test_members_of_today_are_those_of_the_table() -> None:
    for body in KNOWLEDGE.organisations.values():
        if body.members and body.code != "G8":
            assert set(body.members_on(date(2026, 1, 1))) == set(body.members), body.code


@pytest.mark.parametrize(
    ("body", "number"), [("AU", 55), ("OSCE", 57), ("OIC", 57), ("COMMONWEALTH", 56), ("G7", 7), ("GCC", 6)]
)
def test_number_of_members(body: str, number: int) -> None:
    assert len(KNOWLEDGE.organisations[body].members) == number


def test_memberships_name_known_bodies_and_states() -> None:
    for row in rows("memberships.csv"):
        assert row["body"] in KNOWLEDGE.organisations
        assert row["state"] in KNOWLEDGE.states.by_code


def test_about_150_bodies_have_names_of_their_own() -> None:
    assert len(KNOWLEDGE.organisations) >= 150
