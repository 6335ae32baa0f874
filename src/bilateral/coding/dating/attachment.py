"""Which time of a sentence belongs to an act.

No parse: a time is the cheaper the nearer it stands, and dearer for every clause border between it and the act. Times
that modify another event ("the June 28 summit", "after the talks of March 3", "since 2014") are never taken for an act
outside that phrase. The weights were set on the author's own sentences and looked at on the dates of readouts-dev.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bilateral.coding.times import TimeMention
from bilateral.model import Span

__all__ = ["LIMIT", "Sight", "cost", "is_initial"]

LIMIT = 50
"""A time dearer than this does not belong to the act."""

_BORDER = re.compile(r"[,;:—–](?=\s+[a-z]|\s*$)|[—–]|\b(?:and|but|while|whereas|because)(?=\s+[a-z]|\s*$)")
"""A comma before a capital mostly stands in a list of places or names, which borders nothing."""
_PLAIN_WORD = re.compile(r"\b[a-z][a-z'’-]*")
_BORDER_COST = 8
_SUBORDINATE = re.compile(
    r"\b(?:after|before|since|until|till|following|ahead of|prior to|in advance of|in preparation for|when|where|which|"
    r"who|whom|whose|that|as(?! well| of| part)|in the wake of|leading up to|building on|to mark|marking|to discuss|"
    r"in light of|given|despite)\b",
    re.IGNORECASE,
)
_WEAK = frozenset({"where", "which", "who", "whom", "whose", "that", "when", "as"})
_WEAK_COST = 20
"""A relative clause may still give the day of the clause it hangs on ("went to Rome, where he met ... on 3 May")."""
_HAD = re.compile(r"\bhad\b")
"""Puts what a relative clause tells before the rest: "met Ruiz, who had come in May"."""
_DETERMINER = re.compile(
    r"(?:\b(?:the|its|his|her|their|our|a|an|this|that|upcoming|planned|scheduled)|['’]s?)\s+$", re.IGNORECASE
)
_NO_NOUN = (
    r"(?:and|or|in|at|to|with|by|for|on|of|from|during|when|where|after|before|as|via|the|a|an|is|was|were|will|had|has|"
    r"that|which|who|but|he|she|it|they|between|while|following|about|over|under|through|met|held|said|spoke|called|"
    r"visited|signed|discussed|told|sent|paid|took|made|wrote|congratulated|received|hosted|traveled|travelled|arrived|"
    r"departed|left|announced|until|since|if|because|due|until|is|are|be|been|would|should|may|might|can|could)\b"
)
_NOUN_AFTER = re.compile(rf"\s+(?!{_NO_NOUN})((?:[a-z][\w-]*\s?){{1,3}})", re.IGNORECASE)
_LEAD = re.compile(
    r"\W{0,4}(?:[A-Za-z]{1,12}(?: [a-z]{1,12}){0,3},\s+)?(?:(?:also|then|later|and|just|only|again|earlier)\s+)?"
    r"(?:(?:on|in|at|from|during|over)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s?(?=\s)")
_OPEN_ENDED = re.compile(r"\b(?:since|until|till|by|before|prior to|no later than|as of)\s+(?:the\s+)?$", re.IGNORECASE)
_IN_NAME = re.compile(r"\b(?!In\b|By\b|Since\b|During\b|From\b|Until\b|Of\b|For\b)[A-Z][A-Za-z]+ $")
"""A year that ends a name: "the Yalta Forum 2021"."""
_SAID = re.compile(
    r"\b(?:said|told|announced|stated|noted|added|wrote|reported|tweeted|confirmed|declared|says)\s(?:[\w.]+\s){0,2}$"
)


@dataclass(frozen=True, slots=True)
class Sight:
    """A sentence as the attachment sees it: the text and the characters it covers."""

    text: str
    start: int
    end: int


def is_initial(sight: Sight, mention: TimeMention) -> bool:
    """Whether the time opens the sentence ("On March 15, ...", "Finally, on June 24, ...")."""
    return _LEAD.fullmatch(sight.text, sight.start, mention.start) is not None


def cost(sight: Sight, mention: TimeMention, trigger: Span, *, future: bool) -> int:
    """How dear it is to take the time for the act at `trigger`; above LIMIT it is another event's."""
    if trigger.start < mention.end and mention.start < trigger.end:
        return 0
    if mention.text.isdigit() and _IN_NAME.search(sight.text, max(sight.start, mention.start - 24), mention.start):
        return LIMIT + 50
    lead = sight.text[max(sight.start, mention.start - 40) : mention.start]
    own_noun = _attributive(sight, mention, lead)
    if own_noun is not None:
        return 1 if own_noun.start <= trigger.start < own_noun.end else LIMIT + 50
    if (match := _OPEN_ENDED.search(lead)) and not (future and match.group().lower().startswith("by")):
        return LIMIT + 40
    before = mention.end <= trigger.start
    between = sight.text[mention.end : trigger.start] if before else sight.text[trigger.end : mention.start]
    borders = len(_BORDER.findall(between))
    price = len(_PLAIN_WORD.findall(between)) + _BORDER_COST * borders
    if is_initial(sight, mention):
        return min(price, 12)
    price += _apart(sight, mention, trigger)
    if _SAID.search(lead) and trigger.end < mention.start - len(lead) + len(lead.rstrip()) - 20:
        price += 20
    if before and _SAID.search(lead):
        price += 40
    return price


def _attributive(sight: Sight, mention: TimeMention, lead: str) -> Span | None:
    """Characters of the noun the time describes ("the June 28 summit"), or None."""
    owner = _POSSESSIVE.match(sight.text, mention.end, sight.end)
    if not owner and not _DETERMINER.search(lead):
        return None
    after = _NOUN_AFTER.match(sight.text, owner.end() if owner else mention.end, sight.end)
    if after is None:
        return None
    return Span(after.start(1), after.end(1))


def _apart(sight: Sight, mention: TimeMention, trigger: Span) -> int:
    """The price of a subordinate clause that holds the time but not the act; 0 where there is none."""
    for opener in _SUBORDINATE.finditer(sight.text, sight.start, mention.start):
        if "," in sight.text[opener.end() : mention.start]:
            continue
        comma = sight.text.find(",", mention.end, sight.end)
        close = comma if comma >= 0 else sight.end
        if not opener.start() <= trigger.start < close:
            weak = opener.group().lower() in _WEAK and not _HAD.search(sight.text, opener.end(), mention.start)
            return _WEAK_COST if weak else LIMIT
    return 0
