"""A sentence's items with forgiving look-ups: beyond either end there is nothing, and asking is no error."""

from __future__ import annotations

from collections.abc import Sequence

from bilateral.coding.items import Item
from bilateral.coding.words import words
from bilateral.knowledge import Surface, SurfaceKind
from bilateral.model import Actor, Mention

__all__ = ["PARTY", "POSSESSIVE", "Row"]

PARTY = (SurfaceKind.NAME, SurfaceKind.DEMONYM, SurfaceKind.PEOPLE, SurfaceKind.METONYM, SurfaceKind.ORGANISATION)
"""Readings that name a state or body, the surest first."""
POSSESSIVE = frozenset({"’s", "'s", "’", "'"})


class Row:
    """The items of one sentence, asked by index, with the mentions told so far.

    `before` is the person that the sentences before were about.
    """

    __slots__ = ("before", "items", "told")

    def __init__(self, items: Sequence[Item], before: Actor | None = None) -> None:
        self.items = items
        self.before = before
        self.told: list[Mention] = []

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

    def written(self, start: int, end: int) -> str:
        """The items `start` to `end` with a space where the text has one."""
        text = ""
        for at in range(start, end):
            apart = at > start and self.items[at - 1].end < self.items[at].start
            text += f" {self.items[at].text}" if apart else self.items[at].text
        return text

    def readings(self, at: int) -> tuple[Surface, ...]:
        """All that the item may be."""
        hit = self.items[at].hit
        return hit.surfaces if hit else ()

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

    def subject(self, mention: Mention) -> bool:
        """Whether a mention of this sentence may be who acts: not described by "'s", not behind a preposition."""
        if mention.possessive:
            return False
        before = [item for item in self.items if item.end <= mention.start]
        while before and before[-1].lower == "the":
            before.pop()
        return not before or before[-1].lower not in words().object_prepositions
