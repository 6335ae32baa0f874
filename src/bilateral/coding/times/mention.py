"""What the tagger returns: a stretch of text that speaks of time."""

from __future__ import annotations

from dataclasses import dataclass

from bilateral.model import When

__all__ = ["TimeMention"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """One time expression.

    `kind` and `value` are those of TIMEX3 (DATE, TIME, DURATION, SET; "2022-03-15", "P2W", "PAST_REF"). `when` is the
    interval of days meant, None for durations, sets, vague references and dates that do not exist ("31 June") or whose
    year nothing tells. `anchor` says in words what it was counted from, `rule` which rule read it. A range
    ("June 23-24") is one mention whose `parts` are its two ends.
    """

    start: int
    end: int
    text: str
    kind: str
    value: str
    when: When | None
    anchor: str
    rule: str
    parts: tuple[TimeMention, ...] = ()
