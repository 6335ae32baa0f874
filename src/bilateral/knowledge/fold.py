"""One folding of text for every comparison of names: case, accents, and letters that carry no accent to strip."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from types import MappingProxyType

__all__ = ["ascii_letters", "fold"]

_LETTERS = MappingProxyType(
    str.maketrans(
        {
            # Letters that Unicode does not decompose, with the spelling that English-language news gives them.
            "ə": "a",
            "Ə": "A",
            "ı": "i",
            "ł": "l",
            "Ł": "L",
            "ø": "o",
            "Ø": "O",
            "đ": "d",
            "Đ": "D",
            "ð": "d",
            "Ð": "D",
            "þ": "th",
            "Þ": "Th",
            "æ": "ae",
            "Æ": "Ae",
            "œ": "oe",
            "Œ": "Oe",
            "ß": "ss",
            "ħ": "h",
            "Ħ": "H",
            "ŋ": "n",
            "’": "'",
            "‘": "'",
            "ʻ": "'",
            "ʼ": "'",
            "`": "'",
            "´": "'",
            "‐": "-",
            "‑": "-",
            "–": "-",
            "—": "-",
            "\u00a0": " ",
        }
    )
)


def ascii_letters(text: str) -> str:
    """The text in its written case with accents stripped and special letters spelt out ("Əliyev" -> "Aliyev")."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def fold(text: str) -> str:
    """A key under which spellings that differ in case, accents or quote and dash characters are equal.

    Idempotent: `fold(fold(x)) == fold(x)`. Hyphens become spaces and runs of white space one space.
    """
    return _short(text) if len(text) <= _SHORT else _folded(text)


_SHORT = 64
"""Characters of what is met again and again: names, titles, places."""


def _folded(text: str) -> str:
    # Case folding can give letters that decompose again (U+0130 and a few Greek ones).
    folded = text.casefold() if text.isascii() else _fold_letters(text)
    return " ".join(folded.replace("-", " ").replace("`", "'").split())


_short = lru_cache(maxsize=65_536)(_folded)


def _fold_letters(text: str) -> str:
    return ascii_letters(ascii_letters(text).casefold())
