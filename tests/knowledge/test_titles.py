from __future__ import annotations

import pytest

from bilateral.errors import KnowledgeError
from bilateral.knowledge import level_of, load
from bilateral.knowledge.titles import plural
from bilateral.model import Level

TITLES = load().titles


@pytest.mark.parametrize(
    ("singular", "expected"),
    [
        pytest.param("Foreign Minister", "Foreign Ministers", id="last word"),
        pytest.param("Minister of Foreign Affairs", "Ministers of Foreign Affairs", id="before of"),
        pytest.param("Secretary-General", "Secretaries-General", id="before the hyphen"),
        pytest.param("Deputy Secretary of State", "Deputy Secretaries of State", id="y"),
        pytest.param("Spokeswoman", "Spokeswomen", id="woman"),
        pytest.param("Chargé d'Affaires", "Chargés d'Affaires", id="French"),
        pytest.param("Attorney General", "Attorney Generals", id="newspaper plural"),
    ],
)
def test_plural(singular: str, expected: str) -> None:
    assert plural(singular) == expected


@pytest.mark.parametrize(
    ("title", "level", "state"),
    [
        pytest.param("secretary-of-state", Level.FOREIGN_MINISTER, "USA", id="alone it is the American one"),
        pytest.param("taoiseach", Level.HEAD_OF_GOVERNMENT, "IRL", id="Irish"),
        pytest.param("deputy-foreign-minister", Level.SENIOR_OFFICIAL, None, id="a deputy is no minister"),
        pytest.param("deputy-prime-minister", Level.MINISTER, None, id="nor a head of government"),
        pytest.param("vice-president", Level.MINISTER, None, id="nor is a vice president a head of state"),
        pytest.param("charge", Level.AMBASSADOR, None, id="mission"),
    ],
)
def test_title(title: str, level: Level, state: str | None) -> None:
    assert (TITLES[title].level, TITLES[title].state) == (level, state)


def test_a_phrase_names_one_title() -> None:
    phrases = [phrase for title in TITLES.values() for phrase in title.phrases]
    assert len(phrases) == len(set(phrases))


def test_unknown_kind() -> None:
    with pytest.raises(KnowledgeError, match="janitor"):
        level_of("janitor")


def test_prefixes_have_known_meanings() -> None:
    meanings = {p.meaning for p in load().title_prefixes}
    assert meanings == {"former", "then", "serving", "acting", "elect", "claimed"}
