"""Whether the words around a time speak of what was or of what is to come."""

from __future__ import annotations

import re

__all__ = ["act_direction", "direction", "plain_direction"]

_GOVERNORS = (
    r"agree(?:s|d)?|decided?|decides|vow(?:s|ed)|promise[sd]?|pledge[sd]?|threaten(?:s|ed)?|want(?:s|ed)?|ask(?:s|ed)|"
    r"urge[sd]?|prepar(?:e|es|ed|ing)|poised|about|hop(?:es|ed|ing)|proposed?|proposes|offer(?:s|ed)|needs?|wish(?:es|ed)?|"
    r"invit(?:ed|es) \w+|order(?:s|ed)|ready|likely|able|free|eligible|certain|sure|asked \w+|order(?:s|ed) \w+"
)
"""Words whose infinitive lies ahead: "agreed to meet on Friday", not "failed to meet on Friday"."""
_STARTS = (
    r"meets|leaves|arrives|gathers|opens|begins|starts|votes|travels|flies|hosts|returns|speaks|ends|comes|goes|"
    r"takes|attends|departs|resumes|convenes|expires|enters|receives|concludes|closes|reconvenes|delivers"
)
_START = r"meet|gather|convene|resume|depart|begin|arrive|leave|reconvene|go|hold|open|close|travel|fly"
"""Happenings the present tense puts on a coming day: "the council meets on Monday", "ministers gather on Tuesday"."""
_FIRM = (
    r"will|shall|'ll|’ll|won['’]t|is to|are to|(?<=to )be|be (?:held|hosted|signed|convened)|plans?|planned|"
    r"planning|scheduled|"
    r"expects?|expected|upcoming|forthcoming|ahead of|in advance of|set to|slated|due|next|going to|intends?|aims?|"
    r"hopes? to|look(?:s|ing)? forward|until|deadline"
)
"""What says so whatever stands beside it."""
_LOOSE = (
    r"(?:would|could|(?<!\d )may|might|should|must)(?! have)|"
    rf"(?:{_GOVERNORS}) to|{_STARTS}|(?<!not )(?<!n't )(?<!n’t )(?<!did )(?<!to )(?:{_START})"
)
"""What puts a day that stands beside it ahead, but says little of an act: "so that it would stop", "as he starts"."""
_PAST = (
    r"was|were|had|did|has|have|been|said|met|held|took|came|went|told|spoke|gave|began|became|made|left|saw|got|won|"
    r"lost|sent|wrote|led|paid|fell|rose|shot|hit|fought|broke|drew|flew|brought|thought|withdrew|since|last|"
    r"[a-z]{2,15}ed"
)
_ACT_CUE = re.compile(rf"\b(?:(?P<future>{_FIRM})|(?P<past>{_PAST}))\b")
_CUE = re.compile(rf"\b(?:(?P<future>{_FIRM.replace('|until', '')}|{_LOOSE})|(?P<past>{_PAST}))\b")
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
    after = _CUE.search(text, end, min(high, end + _REACH))
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
