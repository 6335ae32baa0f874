"""Whether two reports stand in one text, or were published by one hand."""

from __future__ import annotations

from collections.abc import Set
from enum import StrEnum

__all__ = ["Nearness", "nearness_of"]


class Nearness(StrEnum):
    """How far two reports come from each other."""

    TEXT = "one text"
    """Its author tells two acts in two places, as a rule."""
    PUBLISHER = "one publisher"
    """Who does not date one event twice differently, and seldom tells one act in two texts."""
    UNKNOWN = "publisher not known"
    OTHERS = "two publishers"
    """Capitals lie in different time zones, and one copies from the other."""


def nearness_of(
    documents: Set[str], other_documents: Set[str], publishers: Set[str], other_publishers: Set[str]
) -> Nearness:
    """How far apart two groups of alike reports come from, by their documents and publishers ("" is not known)."""
    if not documents.isdisjoint(other_documents):
        return Nearness.TEXT
    if "" in publishers or "" in other_publishers:
        return Nearness.UNKNOWN
    return Nearness.OTHERS if publishers.isdisjoint(other_publishers) else Nearness.PUBLISHER
