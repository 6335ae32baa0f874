"""Where a number of a briefing leads: to its event, or to the list of its events at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bilateral.present.brief.data import Brief, Entry

__all__ = ["Anchors"]


@dataclass(slots=True)
class Anchors:
    """Names of places within a page, given as they are asked for; `groups` are the lists that it has to show."""

    entries: Mapping[str, Entry]
    groups: dict[tuple[str, ...], str] = field(default_factory=dict)

    @classmethod
    def of(cls, brief: Brief) -> Anchors:
        """Those of a briefing's events."""
        return cls({entry.id: entry for entry in brief.entries})

    def name(self, events: tuple[str, ...]) -> str:
        """The place to which a number of these events leads; empty where none of them is shown."""
        known = tuple(event for event in dict.fromkeys(events) if event in self.entries)
        if len(known) < 2:
            return f"e-{known[0]}" if known else ""
        return self.groups.setdefault(known, f"n-{len(self.groups) + 1}")
