"""A sentence's items with forgiving look-ups: beyond either end there is nothing, and asking is no error."""

from __future__ import annotations

from collections.abc import Sequence

from bilateral.coding.items import Item
from bilateral.knowledge import Surface, SurfaceKind

__all__ = ["PARTY", "POSSESSIVE", "Row"]

PARTY = (SurfaceKind.NAME, SurfaceKind.DEMONYM, SurfaceKind.PEOPLE, SurfaceKind.METONYM, SurfaceKind.ORGANISATION)
"""Readings that name a state or body, the surest first."""
POSSESSIVE = frozenset({"’s", "'s", "’", "'"})


class Row:
    """The items of one sentence, asked by index; `sentence` is the sentence's own index in the document."""

    __slots__ = ("items", "sentence")

    def __init__(self, items: Sequence[Item], sentence: int) -> None:
        self.items = items
        self.sentence = sentence

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, at: int) -> Item:
        return self.items[at]

    def text(self, at: int) -> str:
        """The item as written; "" where there is none."""
        return self.items[at].text if 0 <= at < len(self.items) else ""

    def lower(self, at: int) -> str:
        """The item in lower case; "" where there is none."""
        return self.items[at].lower if 0 <= at < len(self.items) else ""

    def of(self, at: int, *kinds: SurfaceKind) -> Surface | None:
        """The item's first reading of one of these kinds."""
        hit = self.items[at].hit if 0 <= at < len(self.items) else None
        return hit.of(*kinds) if hit else None

    def known(self, at: int) -> bool:
        """Whether the item is a hit of the gate, of whatever kind."""
        return 0 <= at < len(self.items) and self.items[at].hit is not None

    def capital(self, at: int) -> bool:
        """Whether the item begins with a capital letter."""
        return self.text(at)[:1].isupper()

    def proper(self, at: int) -> bool:
        """Whether the item is a capitalised word (not a number or sign)."""
        text = self.text(at)
        return text[:1].isupper() and text[:1].isalpha()

    def touches(self, at: int) -> bool:
        """Whether one space at most parts the item from the one before it."""
        return at == 0 or self.items[at - 1].end + 1 >= self.items[at].start

    def possessive(self, at: int) -> bool:
        """Whether the item is the ending "'s"."""
        return self.text(at) in POSSESSIVE

    def past_abbreviation(self, at: int) -> int:
        """The index after "(WHO)" where that stands at `at`, else `at`."""
        if self.text(at) == "(" and self.text(at + 2) == ")" and self.text(at + 1).isupper():
            return at + 3
        return at
