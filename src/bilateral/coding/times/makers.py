"""From the match of a rule to a draft: the function for each `make` of times.toml.

A maker gets the match as `Found` and returns a draft, or None where the words turn out to mean something else ("may",
"1500 people").
"""

from __future__ import annotations

from collections.abc import Mapping

from bilateral.coding.times import counts, dates, durations, stretches
from bilateral.coding.times.found import Maker

__all__ = ["MAKERS"]

MAKERS: Mapping[str, Maker] = {
    name: getattr(module, name) for module in (counts, dates, durations, stretches) for name in module.__all__
}
