"""The data files that reading works from, each read once."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from types import MappingProxyType

__all__ = ["rows"]


@cache
def rows(name: str) -> tuple[MappingProxyType[str, str], ...]:
    """Rows of `knowledge/data/NAME.csv` as column -> value, in file order; values are stripped."""
    text = (files("bilateral") / "knowledge" / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(
        MappingProxyType({column: (value or "").strip() for column, value in row.items()})
        for row in csv.DictReader(text.splitlines())
    )
