"""Headlines left in a text, and places where the same act is told again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilateral.model import Document, Span

__all__ = ["is_headline", "lead_sentences", "same_word"]

_LONGEST = 160
"""Characters: no headline is longer."""
_ENDS = re.compile(r"[.!?:;”\"')]\s*$")
_WORD = re.compile(r"[A-Za-z]{4,20}")
_SUFFIX = re.compile(r"(?:ations?|ments?|tions?|ings?|ed|es|s|e|al)$")
_COMMON = frozenset(
    {
        "said",
        "says",
        "told",
        "meet",
        "held",
        "hold",
        "call",
        "calls",
        "talk",
        "talks",
        "visit",
        "spoke",
        "meeting",
        "trip",
    }
    | {"statement", "statements", "letter", "letters", "stat", "message", "conversation", "visits", "following"}
)
_LEADS = 3
"""Paragraphs behind a headline in which the story begins: title, date line, lead."""


def is_headline(document: Document, sentence: int) -> bool:
    """Whether a sentence is the title of the text: its first, a short paragraph by itself that no full stop ends."""
    if sentence != 0 or len(document.sentences) < 2:
        return False
    here = document.sentences[0]
    if here.end - here.start > _LONGEST or document.sentences[1].paragraph == here.paragraph:
        return False
    return _ENDS.search(document.sentence_text(0)) is None


def lead_sentences(document: Document, headline: int) -> Iterator[int]:
    """The first sentences of the text that end as sentences do."""
    first = document.sentences[headline].paragraph
    for index in range(headline + 1, len(document.sentences)):
        if document.sentences[index].paragraph > first + _LEADS:
            return
        if _ENDS.search(document.sentence_text(index)):
            yield index
            return


def same_word(document: Document, trigger: Span, sentence: int) -> Iterator[tuple[int, Span]]:
    """Other sentences that hold the word of the trigger in some form ("signed", "signing"), and where.

    Words that tell another act each time ("met", "spoke") are none.
    """
    stem = _stem(document.text[trigger.start : trigger.end])
    if stem is None:
        return
    for index, here in enumerate(document.sentences):
        if index == sentence:
            continue
        for match in _WORD.finditer(document.text, here.start, here.end):
            if _stem(match.group()) == stem:
                yield index, Span(*match.span())
                break


def _stem(word: str) -> str | None:
    word = word.lower()
    if word in _COMMON or not _WORD.fullmatch(word):
        return None
    stem = _SUFFIX.sub("", word)
    return stem if len(stem) >= 3 and stem not in _COMMON else None
