"""What was found, missed and found without being there: the counts behind precision, recall and F1."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Counts"]


@dataclass(frozen=True, slots=True)
class Counts:
    """What is labelled so and was found or missed, and what was found and is not labelled so."""

    found: int = 0
    missed: int = 0
    false: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.found + other.found, self.missed + other.missed, self.false + other.false)

    @property
    def precision(self) -> float:
        """Share of what was found that is labelled so; 0 where nothing was found."""
        return self.found / max(1, self.found + self.false)

    @property
    def recall(self) -> float:
        """Share of the labels that were found."""
        return self.found / max(1, self.found + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.found / max(1, 2 * self.found + self.missed + self.false)
