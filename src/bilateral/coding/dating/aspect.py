"""What the verb of an act says about its time: perfect, past perfect, speech in the present."""

from __future__ import annotations

import re

from bilateral.coding.times import TimeMention
from bilateral.model import Span, When

__all__ = ["clashes", "is_background", "is_definite", "is_reported_perfect", "speaks_now"]

_BETWEEN = r"(?:\s+(?:also|already|just|now|recently|again|officially|formally|since|both|all|not|been|\w+ly))*\s+"
_PRESENT_PERFECT = re.compile(rf"\b(?:has|have|['’]ve){_BETWEEN}$", re.IGNORECASE)
_PAST_PERFECT = re.compile(rf"\b(?:had|['’]d){_BETWEEN}$", re.IGNORECASE)
_LEAD = 48
"""Characters before a verb in which its auxiliary is looked for."""
_SPEAKS_NOW = frozenset(
    {"say", "says", "claim", "claims", "insist", "insists", "believe", "believes", "intend", "intends", "expect"}
    | {
        "expects",
        "argue",
        "argues",
        "want",
        "wants",
        "hope",
        "hopes",
        "remain",
        "remains",
        "stress",
        "stresses",
        "is",
        "are",
    }
)
_PERFECT = re.compile(
    r"\b(?:had (?:(?:also|already|earlier|never|often|long|since|once|\w+ly) ){0,2}"
    r"|(?:has|have) (?:previously|repeatedly|long|often|never|since|historically) )"
    r"(?:been\b|[a-z]{2,15}ed\b|met\b|held\b|spoken\b|taken\b|gone\b|come\b|given\b|sent\b|told\b|written\b|made\b|paid\b)"
)
_LONG_AGO = re.compile(
    r"\b(?:previously|formerly|in the past|years? earlier|historically|for (?:many )?(?:years|decades))\b"
)
# A stay that dates something else ("when I was in Kyiv, I said"): on what day it was, only a date can tell.
_WHEN_SOMEBODY = re.compile(r"\bwhen (?:I|we|he|she|they|you) $", re.IGNORECASE)
_STAYED = frozenset({"was", "were"})


def is_background(text: str, low: int, high: int, trigger: Span) -> bool:
    """Whether the words put the act at some time before: "had met", "has long supported", "when I was in"."""
    first, last = max(low, trigger.start - 45), min(high, trigger.end + 25)
    perfect = _PERFECT.search(text, first, last)
    if (perfect and perfect.start() < trigger.start) or _LONG_AGO.search(text, first, last):
        return True
    stayed = text[trigger.start : trigger.end].lower() in _STAYED
    return stayed and _WHEN_SOMEBODY.search(text[first : trigger.start]) is not None


def clashes(text: str, low: int, trigger: Span, mention: TimeMention, published: When | None) -> bool:
    """Whether the tense of the act bars the time: the present perfect takes no time that is over, nor does "says".

    "Has announced that the work, begun two years ago, ..." was announced now. Only years and days well past are
    barred, for translated news writes "has been held on 3 May".
    """
    when = mention.when
    if when is None or published is None or when.latest >= published.earliest:
        return False
    lead = text[max(low, trigger.start - _LEAD) : trigger.start]
    if _PRESENT_PERFECT.search(lead):
        apart = text[min(mention.end, trigger.end) : max(mention.start, trigger.start)]
        return "," in apart or "(" in apart or " that " in apart
    return speaks_now(text, trigger)


def speaks_now(text: str, trigger: Span) -> bool:
    """Whether the act is speech or a state in the present tense, which is of the document's day."""
    return text[trigger.start : trigger.end].lower() in _SPEAKS_NOW


def is_reported_perfect(text: str, low: int, trigger: Span) -> bool:
    """ "Said on Thursday that it had signed": the time is that of the saying."""
    lead = text[max(low, trigger.start - _LEAD) : trigger.start]
    return bool(_PAST_PERFECT.search(lead)) and " that " in text[low : trigger.start]


_DEFINITE = re.compile(r"(?:\b(?:the|this|that|these|those|its|his|her|their)|['’]s?)\s+(?:[a-z-]+\s)?$", re.IGNORECASE)


def is_definite(text: str, low: int, trigger: Span) -> bool:
    """ "The announcement", "his resignation": an act known from elsewhere in the text, not told here."""
    return _DEFINITE.search(text, max(low, trigger.start - 30), trigger.start) is not None
