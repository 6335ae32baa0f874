"""Any view as plain values for JSON: what a page says, under the names its dataclass has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from bilateral.present.phrases import Headline
from bilateral.present.words import clean

__all__ = ["plain"]


def plain(value: Any) -> Any:
    """Dicts, lists, strings, numbers, true, false and null. A headline becomes its sentence, days ISO dates."""
    if isinstance(value, Headline):
        return clean(str(value))
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return _scalar(value)


def _scalar(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
