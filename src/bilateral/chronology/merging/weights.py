"""The weight of each piece of evidence, in log-odds: `weights.csv`, which `tools/learn_merging.py` writes."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from types import MappingProxyType

from bilateral.chronology.merging.evidence import LEVELS, Piece
from bilateral.errors import KnowledgeError

__all__ = ["COLUMNS", "FILE", "PRIOR", "probability", "read_weights", "weights"]

COLUMNS = ("evidence", "level", "set", "weight", "pairs", "note")
"""`set` is what we expected before any pair was labelled; `weight` what the labelled pairs made of it; `pairs` on how
many of those for development the piece was met."""

PRIOR: Piece = ("prior", "two reports of one block")

FILE = Path(__file__).with_name("weights.csv")


@functools.cache
def weights() -> Mapping[Piece, float]:
    """The weight of every piece of evidence and of the prior. Raises KnowledgeError where the table lacks one."""
    found = {(row["evidence"], row["level"]): float(row["weight"]) for row in read_weights()}
    wanted = {PRIOR, *((name, level) for name, levels in LEVELS.items() for level in levels)}
    if found.keys() != wanted:
        odd = ", ".join(": ".join(piece) for piece in sorted(found.keys() ^ wanted))
        raise KnowledgeError(f"{FILE.name}: missing or unknown: {odd}")
    return MappingProxyType(found)


def read_weights() -> list[dict[str, str]]:
    """The rows of the table, as they stand."""
    return list(csv.DictReader(StringIO(FILE.read_text(encoding="utf-8"))))


def probability(log_odds: float) -> float:
    """The probability of these log-odds, rounded to four digits."""
    from math import exp

    return round(1 / (1 + exp(-max(-30.0, min(30.0, log_odds)))), 4)
