from __future__ import annotations

import pytest

from bilateral.reading.markdown import front_matter, plain


@pytest.mark.parametrize(
    ("text", "expected", "title"),
    [
        pytest.param("# Talks in *Oslo*\n\nThey met.", "Talks in Oslo\n\nThey met.", "Talks in Oslo", id="heading"),
        pytest.param("Talks\n=====\nThey met.", "Talks\n\nThey met.", "Talks", id="underlined"),
        pytest.param("They met\nin [Oslo](http://a.b).", "They met in Oslo.", None, id="wrapped-with-link"),
        pytest.param("Agreed:\n- a **hotline**\n- a visit", "Agreed:\n\n- a hotline\n\n- a visit", None, id="list"),
        pytest.param("1. One\n2. Two\n   lines", "1. One\n\n2. Two lines", None, id="numbers"),
        pytest.param("> We thank\n> you.", "We thank you.", None, id="quotation"),
        pytest.param("Before.\n\n---\n\n![map](m.png)\n\nAfter.", "Before.\n\nAfter.", None, id="rule-and-image"),
        pytest.param("Use \\*stars\\* and 2 * 3 * 4.", "Use *stars* and 2 * 3 * 4.", None, id="no-emphasis"),
        pytest.param("a snake_case_name <b>kept</b>", "a snake_case_name kept", None, id="underscores-and-tags"),
        pytest.param("---\ntitle: X\n---\nThey met.", "They met.", None, id="front-matter"),
        pytest.param("", "", None, id="empty"),
    ],
)
def test_marks_go_and_words_stay(text: str, expected: str, title: str | None) -> None:
    assert plain(text) == (expected, title)


def test_front_matter_gives_its_fields() -> None:
    head = front_matter("---\nTitle: 'Talks in Oslo'\ndate: 2022-03-04\n---\n\nThey met.")
    assert head == {"title": "Talks in Oslo", "date": "2022-03-04"}
    assert front_matter("They met.\n\n---\n") == {}
