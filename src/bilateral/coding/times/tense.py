"""Whether the words around a time speak of what was or of what is to come."""

from __future__ import annotations

import re

__all__ = ["direction", "plain_direction"]

_FUTURE = (
    r"will|shall|'ll|’ll|won['’]t|is to|are to|(?<=to )be|be (?:held|hosted|signed|convened)|plans?|planned|"
    r"planning|scheduled|"
    r"expects?|expected|upcoming|forthcoming|ahead of|in advance of|set to|slated|due|next|going to|intends?|aims?|"
    r"hopes? to|look(?:s|ing)? forward|until|deadline"
)
_PAST = (
    r"was|were|had|did|has|have|been|said|met|held|took|came|went|told|spoke|gave|began|became|made|left|saw|got|won|"
    r"lost|sent|wrote|led|paid|fell|rose|shot|hit|fought|broke|drew|flew|brought|thought|withdrew|since|last|"
    r"[a-z]{2,15}ed"
)
_CUE = re.compile(rf"\b(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))\b")
_REACH = 90
"""Characters looked at on either side: about a clause of news prose."""


def direction(text: str, start: int, end: int, *, low: int, high: int) -> int:
    """-1 past, 1 future, 0 unclear: the cue nearest to the time, the words before it first.

    `low` and `high` bound the sentence.
    """
    best, distance = 0, 10_000
    for match in _CUE.finditer(text, max(low, start - _REACH), start):
        gap = start - match.end()
        if gap <= distance:
            best, distance = (1 if match["future"] else -1), gap
    after = _CUE.search(text, end, min(high, end + _REACH))
    if after and (after.start() - end) * 2 + 12 < distance:
        best = 1 if after["future"] else -1
    return best


def plain_direction(text: str, low: int, high: int) -> int:
    """-1 or 1 where every cue of the sentence points the same way, else 0."""
    ways = {1 if match["future"] else -1 for match in _CUE.finditer(text, low, high)}
    return ways.pop() if len(ways) == 1 else 0
