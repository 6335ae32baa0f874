"""How likely each act between two parties is within a horizon, what moves it, and how good such forecasts were."""

from __future__ import annotations

__all__: list[str] = []
