"""What the wording of a report says beside its fields: that the contact was a further one, at what hour, in what form.

Everything here looks at the report's own sentence, in English. Whatever it does not find counts as not said.
"""

from __future__ import annotations

import functools
import re

from bilateral.knowledge.fold import fold

__all__ = ["alike", "further", "hour", "says_form"]

_CONTACT = r"(?:tele)?(?:phone )?(?:calls?|conversations?|talks?|meetings?|rounds?|discussions?|visits?|letters?)"
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}
# "their second call that day" is another than the first; "their second call this week" is only a further one.
_DAY = r"(?:of the day|that day|the same day|this day|today|in (?:as many|\w+) hours)"
_SPAN = r"(?:(?:this|that) (?:week|month)|in (?:as many|\w+) (?:days|weeks))"
_NUMBER = r"\b(second|third|fourth|fifth)"
_COUNTED = re.compile(
    rf"{_NUMBER} (?:such |phone |telephone )?{_CONTACT} {_DAY}|\bfor the (second|third|fourth|fifth) time {_DAY}"
)
_AGAIN = re.compile(
    rf"\b(?:spoke|speak|talked|met|meet|called|telephoned|wrote)(?: \w+){{0,3}} again\b"
    rf"|{_NUMBER} (?:such |phone |telephone )?{_CONTACT} {_SPAN}|\bfor the (?:second|third|fourth|fifth) time {_SPAN}"
    rf"|\bagain (?:spoke|talked|met|called|telephoned|wrote)\b|\banother (?:phone |telephone )?{_CONTACT}\b"
    rf"|\b(?:later|earlier) (?:that|the same) day\b"
)
_HOURS = re.compile(r"\b(?:(morning)|(afternoon)|(evening|night|tonight))\b")
# Words that name how two sides were in touch; "discussed" and "exchanged views" do not.
_FORM_WORDS = re.compile(
    r"\b(?:meets?|met|meetings?|hosts?|hosted|hosting|welcom\w+|receiv\w+|talks|dialogues?|summits?|gather\w*|convened?"
    r"|visit\w*|travel\w*|joined?|call(?:s|ed)?|spoke|speak\w*|phone\w*|telephone\w*|video\w*|virtual\w*|dinner|lunch"
    r"|breakfast|reception|greeted|sat down|bilateral|trilateral|counterparts?)\b"
)

# Two wordings above this token-set ratio are taken for copies of one sentence.
COPY = 85


@functools.lru_cache(maxsize=65_536)
def further(text: str) -> int:
    """Which contact of the day the sentence says it is: 2 for "their second call today"; 1 for "spoke again"; else 0.

    >>> further("It was their second call that day."), further("They spoke again."), further("They spoke.")
    (2, 1, 0)
    """
    lower = text.lower()
    if not any(word in lower for word in ("second", "third", "fourth", "fifth", "again", "another", " day")):
        return 0
    counted = _COUNTED.search(lower)
    if counted:
        return _ORDINALS[counted[1] or counted[2]]
    return 1 if _AGAIN.search(lower) else 0


@functools.lru_cache(maxsize=65_536)
def hour(text: str) -> str:
    """The only part of the day that the sentence names: "morning", "afternoon", "evening", or nothing."""
    if not ("ing" in text or "noon" in text or "ight" in text):
        return ""
    groups = {found.lastindex for found in _HOURS.finditer(text.lower())}
    return ("morning", "afternoon", "evening")[(groups.pop() or 1) - 1] if len(groups) == 1 else ""


@functools.lru_cache(maxsize=65_536)
def says_form(text: str) -> bool:
    """Whether the sentence names a form of contact; "they also discussed the summit" leaves it open."""
    return _FORM_WORDS.search(text.lower()) is not None


@functools.lru_cache(maxsize=65_536)
def alike(first: str, second: str) -> float:
    """How alike two sentences are in their words, 0 to 100 (the token-set ratio of their folded words)."""
    if first == second:
        return 100.0
    from rapidfuzz.fuzz import token_set_ratio

    return token_set_ratio(_folded(first), _folded(second))


@functools.lru_cache(maxsize=65_536)
def _folded(text: str) -> str:
    return " ".join(fold(text).split())
