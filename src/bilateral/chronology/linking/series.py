"""Rounds of a series as texts name them: "the third U.S.-Qatar Strategic Dialogue", "a second round of talks"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from bilateral.knowledge.fold import fold

__all__ = ["WORDING", "Round", "rounds"]


@dataclass(frozen=True, slots=True)
class Round:
    """The how manyth of which series; `series` is folded, without words such as "annual", `text` as written."""

    number: int
    series: str
    text: str


_ORDINALS: Mapping[str, int] = MappingProxyType(
    {
        "first": 1,
        "inaugural": 1,
        "second": 2,
        "third": 3,
        "fourth": 4,
        "fifth": 5,
        "sixth": 6,
        "seventh": 7,
        "eighth": 8,
        "ninth": 9,
        "tenth": 10,
        "eleventh": 11,
        "twelfth": 12,
    }
)

WORDING = rf"(?i)\b({'|'.join(_ORDINALS)}|\d+(st|nd|rd|th))\b"
"""What a sentence must hold to name a round, as a pattern of DuckDB."""

_NOUN = r"(?:round|session|dialogue|consultations?|talks|meeting|summit|forum|commission|ministerial|conference)"
_WORD = r"[\w.&’'+/-]+"
_ROUND = re.compile(
    rf"\b(?P<ordinal>{'|'.join(_ORDINALS)}|\d+(?:st|nd|rd|th))(?:-ever)?\s+"
    rf"(?P<series>(?:(?!of\b|the\b|and\b){_WORD}\s+){{0,7}}?{_NOUN}\b(?:\s+of\s+(?:the\s+)?(?:{_WORD}\s+){{0,6}}?"
    rf"(?:talks|{_NOUN}))?)",
    re.IGNORECASE,
)
# What stands before the name of a round where something else than the round itself is told.
_BESIDE = re.compile(
    r"\b(?:advance|ahead|before|prior|after|following|since|margins?|sidelines?|preparations?|prepare|upcoming|next|"
    r"preparing|beside|until|applauds?|congratulat\w+)\b(?:\s+\w+){0,3}\s*$",
    re.IGNORECASE,
)
# Words that do not tell one series from another.
_PASSING = frozenset(
    {
        *("annual", "ever", "in", "person", "virtual", "ministerial", "level", "high", "bilateral"),
        *("the", "a", "u.s", "us", "united", "states"),
    }
)
_HELD = re.compile(r"^(?:meeting|round|session) of (?:our )?(?!talks\b)")
_PLAIN = frozenset({"meeting", "session", "summit", "talks", "conference", "forum"})


@lru_cache(maxsize=4_096)
def rounds(text: str) -> tuple[Round, ...]:
    """The rounds that a sentence tells as taking place, in its order; a bare "second meeting" names no series."""
    return tuple(_rounds(text))


def _rounds(text: str) -> Iterator[Round]:
    for found in _ROUND.finditer(text):
        if _BESIDE.search(text[: found.start()]):
            continue
        words = re.findall(r"[\w.&'+/]+", fold(found["series"]))
        series = _HELD.sub("", " ".join(word for word in words if word not in _PASSING))
        if series in _PLAIN or not series:
            continue
        ordinal = found["ordinal"].casefold()
        yield Round(_ORDINALS.get(ordinal) or int(re.sub(r"\D", "", ordinal)), series, " ".join(found[0].split()))
