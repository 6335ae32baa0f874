"""Text whose numbers remember the events behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Line", "Part", "line", "plain"]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence or a cell of a table; `events` are the ids of the events that it counts or names."""

    text: str
    events: tuple[str, ...] = ()


Line = tuple[Part, ...]
"""A sentence."""


def line(*parts: Part | str) -> Line:
    """A Line of parts and plain strings."""
    return tuple(Part(part) if isinstance(part, str) else part for part in parts)


def plain(parts: Sequence[Part]) -> str:
    """The words alone."""
    return "".join(part.text for part in parts)
