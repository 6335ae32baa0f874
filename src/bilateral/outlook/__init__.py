"""What may come next, how likely, and why: forecasts over any table of events (day, source, relation, target)."""

from __future__ import annotations

from bilateral.outlook.table import EventTable

__all__ = ["EventTable"]
