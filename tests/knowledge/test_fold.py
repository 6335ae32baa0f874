from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.knowledge import ascii_letters, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Əliyev", "aliyev", id="Azerbaijani"),
        pytest.param("Çavuşoğlu", "cavusoglu", id="Turkish"),
        pytest.param("İstanbul", "istanbul", id="dotted capital I"),
        pytest.param("Yıldırım", "yildirim", id="dotless i"),
        pytest.param("Løkke", "lokke", id="Danish"),
        pytest.param("Władysław", "wladyslaw", id="Polish"),
        pytest.param("Đurić", "duric", id="Serbian"),
        pytest.param("Strauß", "strauss", id="German"),
        pytest.param("Sana’a", "sana'a", id="apostrophe"),
        pytest.param("Jean-Yves  Le Drian", "jean yves le drian", id="hyphen and blanks"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_ascii_letters_keep_case() -> None:
    assert ascii_letters("Əliyev") == "Aliyev"
