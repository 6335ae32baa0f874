from __future__ import annotations

import pytest

from bilateral.reading.characters import invisible, mojibake
from bilateral.reading.edits import apply


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("The ministers met in ZÃ¼rich.", "The ministers met in Zürich."),
        ("He said: â€œWe agree.â€\x9d", "He said: “We agree.”"),
        ("It costs â‚¬5 â€“ no more.\nThe KÃ¶nig left.", "It costs €5 – no more.\nThe König left."),
    ],
)
def test_text_read_in_the_wrong_encoding_is_restored(damaged: str, mended: str) -> None:
    edits = mojibake(damaged)
    assert apply(damaged, edits) == mended
    assert {edit.rule for edit in edits} == {"encoding: UTF-8 read as another encoding"}


@pytest.mark.parametrize("text", ["Plain.", "The château, the Öresund – and São Tomé.", "SÃO PAULO ©", "Ðuro"])
def test_sound_text_is_left_alone(text: str) -> None:
    assert mojibake(text) == ()


def test_invisible_characters_go() -> None:
    text = "Azer\u00adbaijan and \u200bthe\ufeff EU"
    assert apply(text, invisible(text)) == "Azerbaijan and the EU"
