"""A sentence as a row of items: hits of the gate, and the plain tokens between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bilateral.coding.gate import Hit

__all__ = ["Item", "items_of"]

# Plain words first, as most are (it saves a quarter of the time); then forms of address, initials and dotted
# abbreviations, the possessive ending, words with inner hyphens and apostrophes,
# numbers, the rest.
_TOKEN = re.compile(
    r"[a-z]{2,}(?![\w’'-])|[A-Z][a-z]+(?![\w’'.-])|"
    r"(?=[A-Z])(?:M(?:rs?|s)|Dr|Prof|Gen|Maj|Lt|Col|Adm|Hon|Rev|Sen|Rep|Gov)\.(?=\s)|"
    r"(?:[^\W\d_]\.)+|[’']s\b|[^\W\d_]+(?:[-’'](?!s\b)[^\W\d_]+)*|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?|[^\w\s]|\w"
)


class Item(NamedTuple):
    """One hit or token; offsets are those of the document's text. A tuple, because a text has so many."""

    start: int
    end: int
    text: str
    lower: str
    hit: Hit | None = None

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def items_of(text: str, start: int, end: int, hits: Sequence[Hit]) -> list[Item]:
    """Items of `text[start:end]`. `hits` are those inside it, in order; a hit without surfaces is a plain word."""
    items: list[Item] = []
    position = start
    for hit in hits:
        if not hit.surfaces:
            continue
        _tokens(text, position, hit.start, items)
        items.append(Item(hit.start, hit.end, hit.text, hit.text.lower(), hit))
        position = hit.end
    _tokens(text, position, end, items)
    return items


def _tokens(text: str, start: int, end: int, items: list[Item]) -> None:
    # One in seven of a document's cost: the tuples are made without NamedTuple's keyword handling.
    new, add = tuple.__new__, items.append
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        first, last = match.span()
        add(new(Item, (first, last, word, word.lower(), None)))
