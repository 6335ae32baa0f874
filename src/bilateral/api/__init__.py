"""The library on one page: read texts into a chronology, ask it, brief from it (docs/library.md)."""

from __future__ import annotations

from bilateral.api.chronology import Chronology, read, states
from bilateral.api.results import Briefing, Events

__all__ = ["Briefing", "Chronology", "Events", "read", "states"]
