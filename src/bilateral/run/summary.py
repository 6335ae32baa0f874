"""What a run did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from bilateral.model import Refusal
from bilateral.run.batch import DEFECT

__all__ = ["Summary"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run did.

    `documents` were given in a form that could be opened, of which `new`, `unchanged` and `replaced` are parts;
    `refusals` were not. `reports` are those of new and replaced documents; `events` those made or made anew from them;
    `seconds` is wall time and `bytes` the size of the pages.
    """

    documents: int = 0
    new: int = 0
    unchanged: int = 0
    replaced: int = 0
    reports: int = 0
    events: int = 0
    bytes: int = 0
    seconds: float = 0.0
    rows: int = 0
    """Rows of event data among what was read now."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Why some of them make no report, and how many."""
    refusals: tuple[Refusal, ...] = ()

    @property
    def refused(self) -> int:
        """How many inputs were refused."""
        return len(self.refusals)

    @property
    def reasons(self) -> Mapping[str, int]:
        """How many refusals of each code, the most frequent first."""
        counted = Counter(refusal.code for refusal in self.refusals)
        return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))

    @property
    def defects(self) -> tuple[Refusal, ...]:
        """The refusals that are a fault of Bilateral's and should be reported to its makers."""
        return tuple(refusal for refusal in self.refusals if refusal.code == DEFECT)
