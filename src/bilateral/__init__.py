"""Bilateral: dated, sourced chronologies of what states do to and with each other.

>>> from bilateral import read
>>> chronology = read("news/", db="relations.duckdb")
>>> chronology.events("USA", "AZE", since="2022-03").to_pandas()

`docs/library.md` shows the whole of it on one page. Importing the package costs nothing: the parts load on first use.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bilateral.api import Briefing, Chronology, Events, People, members, read, states
    from bilateral.api.times import times
    from bilateral.errors import BilateralError
    from bilateral.model import Event

__version__ = "0.1.0"

__all__ = [
    "BilateralError",
    "Briefing",
    "Chronology",
    "Event",
    "Events",
    "People",
    "__version__",
    "members",
    "read",
    "states",
    "times",
]

_HOME = {"BilateralError": "bilateral.errors", "Event": "bilateral.model"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(importlib.import_module(_HOME.get(name, "bilateral.api")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
