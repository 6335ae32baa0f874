"""A cheap guess at a text's language from its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from bilateral.reading.tables import rows

__all__ = ["guess"]

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 1_200  # characters: enough words to count, whatever the length of the text
_FEWEST = 5  # common words seen
_SHARE = 0.12  # of all words; running prose has 25 to 45 %, lists of names far less
_LEAD = 1.3  # over the second language: neighbours such as Russian and Ukrainian share many words


def guess(text: str) -> str | None:
    """ISO 639-1 code of the language, from the first 1,200 characters; None when unsure.

    Only the languages of languages.csv are known; a text in any other comes back as None.
    """
    words = _WORD.findall(text[:_SAMPLE].lower())
    languages = _languages()
    hits = Counter(language for word in words for language in languages.get(word, ()))
    ranked = sorted(hits.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return None
    language, count = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0
    return language if count >= max(_FEWEST, _SHARE * len(words), _LEAD * second) else None


@cache
def _languages() -> Mapping[str, tuple[str, ...]]:
    by_word: dict[str, list[str]] = {}
    for row in rows("languages"):
        for word in row["words"].split():
            by_word.setdefault(word, []).append(row["language"])
    return MappingProxyType({word: tuple(languages) for word, languages in by_word.items()})
