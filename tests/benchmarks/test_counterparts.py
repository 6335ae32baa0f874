"""Who the counterpart was: the level a title says, and what counts as right."""

from __future__ import annotations

from typing import Any

import pytest

from bilateral.benchmarks.counterparts import Counterparts, title_level
from bilateral.knowledge import load
from bilateral.model import Level

TITLES = {
    "office before the name": (
        "Secretary Roe’s Call with French Foreign Minister Le Drian",
        "Jean-Yves Le Drian",
        "fm",
    ),
    "office before a state and the name": (
        "Readout of Call with President of Egypt Abdel Fattah El-Sisi",
        "Abdel Fattah El-Sisi",
        "hs",
    ),
    "the higher of two linked": (
        "Call with Israeli Foreign Minister and Alternate Prime Minister Lapid",
        "Yair Lapid",
        "fm",
    ),
    "linked by a slash": (
        "Meeting with Cambodian Deputy Prime Minister/Foreign Minister Sokhonn",
        "Prak Sokhonn",
        "fm",
    ),
    "not the office that is served": (
        "Call with Head of Cabinet of the European Commission President Seibert",
        "Bjoern Seibert",
        "so",
    ),
    "a ministry's secretary general": (
        "Call with French Foreign Ministry Secretary General Delattre",
        "Francois Delattre",
        "so",
    ),
    "a body's secretary general": ("Meeting with NATO Secretary General Stoltenberg", "Jens Stoltenberg", "hg"),
    "deputy": ("Meeting with Japanese Vice Foreign Minister Mori", "Mori Takeo", "so"),
    "elected, not in office": ("Call with President-Elect Arévalo of Guatemala", "Bernardo Arévalo", None),
    "former": ("Call with Former Prime Minister of Israel Benjamin Netanyahu", "Benjamin Netanyahu", None),
    "no office": ("President Roe Hosts Micheál Martin", "Micheál Martin", None),
    "another person's office": ("Meeting between President Joe Biden and Micheál Martin", "Micheál Martin", None),
}
SHORT = {
    "hs": Level.HEAD_OF_STATE,
    "hg": Level.HEAD_OF_GOVERNMENT,
    "fm": Level.FOREIGN_MINISTER,
    "so": Level.SENIOR_OFFICIAL,
}


@pytest.mark.parametrize(("title", "person", "level"), TITLES.values(), ids=TITLES.keys())
def test_title_level(title: str, person: str, level: str | None) -> None:
    found = title_level(title, {"people_to": [person]}, load())
    assert found == (SHORT[level] if level else None)


GOLD = {"doc": "one", "from": ["USA"], "to": ["JPN"], "people_to": ["Kishida Fumio"]}


def event(**changed: Any) -> dict[str, Any]:
    plain = {
        "from": [{"state": "USA", "person": "Joe Biden"}],
        "to": [{"state": "JPN", "person": "Fumio Kishida"}],
        "level_from": "head of state",
        "level_to": "head of government",
    }
    return plain | changed


@pytest.mark.parametrize(
    ("found", "state", "person", "verbatim", "level"),
    [
        pytest.param(event(), 1, 1, 0, 1, id="by the register's name for him"),
        pytest.param(event(to=[{"state": "JPN", "person": "Kishida Fumio"}]), 1, 1, 1, 1, id="by that very name"),
        pytest.param(event(to=[{"state": "KOR", "person": "Yoon Suk Yeol"}]), 0, 0, 0, 0, id="another counterpart"),
        pytest.param(event(to=[{"state": "JPN", "person": None}], level_to="institution"), 1, 0, 0, 0, id="no person"),
    ],
)
def test_counts(found: dict[str, Any], state: int, person: int, verbatim: int, level: int) -> None:
    counted = Counterparts(load(), {"one": "Call with Prime Minister Kishida of Japan"})
    counted.count(GOLD, [found], [found] if state else [])
    assert (counted.state.right, counted.person.right, counted.verbatim, counted.level.right) == (
        state,
        person,
        verbatim,
        level,
    )
    assert counted.state.all == counted.person.all == counted.level.all == 1
    report = list(counted.lines(5, lambda case: str(case["to"])))
    assert any(line.startswith("counterpart's state ") for line in report)
