"""Whether the words around a time speak of what was or of what is to come."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

__all__ = ["act_direction", "direction", "plain_direction"]


def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What tells of an act, and what tells of a time beside it."""
    raw = tomllib.loads(files("bilateral").joinpath("knowledge/data/tense.toml").read_text(encoding="utf-8"))
    words = {name: "|".join(parts) for name, parts in raw.items()}
    loose = "|".join(
        (
            rf"(?:{words['modals']})(?! have)",
            rf"(?:{words['governors']}) to",
            words["starts"],
            rf"(?<!not )(?<!n't )(?<!n’t )(?<!did )(?<!to )(?:{words['start']})",
        )
    )
    past = words["behind"]
    act = rf"\b(?:(?P<future>{words['ahead']}|{words['ahead_of_acts']})|(?P<past>{past}))\b"
    time = rf"\b(?:(?P<future>{words['ahead']}|{loose})|(?P<past>{past}))\b"
    return re.compile(act), re.compile(time)


_ACT_CUE, _CUE = _patterns()
_HEADS = re.compile(r"(?:-\d{1,2})?\s?[-–—:](?=\s)")
"""Behind the date that heads an entry of a chronology, whose present tells what was: "Aug. 4 - He takes office"."""
_UNTIL = re.compile(r"\b(?:until|till) (?:the )?$")
"""Ahead where no verb says otherwise: "closed until Friday", but "stayed until Sunday"."""
_REACH = 90
"""Characters looked at on either side: about a clause of news prose."""


def direction(text: str, start: int, end: int, *, low: int, high: int) -> int:
    """-1 past, 1 future, 0 unclear, of a time: the cue nearest to it, the words before it first.

    `low` and `high` bound the sentence.
    """
    best, distance = _before(_CUE, text, low, start)
    if not best and _UNTIL.search(text, max(low, start - 12), start):
        best, distance = 1, _REACH
    cue = _ACT_CUE if _HEADS.match(text, end) else _CUE
    after = cue.search(text, end, min(high, end + _REACH))
    if after and (after.start() - end) * 2 + 12 < distance:
        best = 1 if after["future"] else -1
    return best


def act_direction(text: str, start: int, *, low: int) -> int:
    """The same of an act at `start`, by the words before it in its sentence, which begins at `low`."""
    return _before(_ACT_CUE, text, low, start)[0]


def _before(cue: re.Pattern[str], text: str, low: int, start: int) -> tuple[int, int]:
    best, distance = 0, 10_000
    for match in cue.finditer(text, max(low, start - _REACH), start):
        gap = start - match.end()
        if gap <= distance:
            best, distance = (1 if match["future"] else -1), gap
    return best, distance


def plain_direction(text: str, low: int, high: int) -> int:
    """-1 or 1 where every cue of the sentence points the same way, else 0."""
    ways = {1 if match["future"] else -1 for match in _ACT_CUE.finditer(text, low, high)}
    return ways.pop() if len(ways) == 1 else 0
