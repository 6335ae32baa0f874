"""What the model's outputs stand for, and the layout of its output vector. Written beside the model for the reader."""

from __future__ import annotations

import re

from bilateral.coding.readers.neural.decode import root_of as by_type
from bilateral.model import EventType, Form, Status

TYPES = tuple(t.value for t in EventType)
ROOTS = (*(t for t in TYPES if t not in ("CONCEDE", "RETREAT")), "YIELD")
"""The 15 root classes of the PLV files: YIELD is CONCEDE or RETREAT."""
FORMS = tuple(f.value for f in Form)
STATUSES = tuple(s.value for s in Status)
ROLES = ("source", "target", "place", "when")
DEPTH = 48
"""Size of the vectors whose product says whether a token plays a role in a trigger's act."""

HEADS: tuple[tuple[str, int], ...] = (
    ("trigger", 1 + len(TYPES)),  # of a token: no trigger, or one of a type
    ("form", len(FORMS)),  # of a trigger: mean over its tokens
    ("status", len(STATUSES)),
    ("asks", len(ROLES) * DEPTH),  # of a trigger's tokens: what it looks for in those that play a role
    ("answers", len(ROLES) * DEPTH),  # of any token
    ("pair_all", 1 + len(TYPES) + len(ROOTS)),  # of a marked pair: mean over the sentence, ...
    ("pair_source", 1 + len(TYPES) + len(ROOTS)),  # ... at the source's mark, ...
    ("pair_target", 1 + len(TYPES) + len(ROOTS)),  # ... and at the target's; the sum says which act passes between them
)
WIDTH = sum(size for _, size in HEADS)

MARKS = {"s": ("[unused1]", "[unused2]"), "t": ("[unused3]", "[unused4]")}
"""Marks around source and target where a pair is asked about."""

_FROZEN = r"(?:asset|account|propert|mon(?:ey|ies)|fund|reserve)"
_BY_CODE: tuple[tuple[str, str, str], ...] = (
    # type or type.mode, words at the trigger, root class; the first that fits
    ("SANCTION.convict", r"\b(?:years?|months?|life|prison|jail\w*|bars|death|gallows|imprison\w*)\b", "COERCE"),  # 173
    ("SANCTION.convict", r"\b(?:fin(?:e|ed|es|ing)|penalt\w+)\b", "COERCE"),  # 172
    ("SANCTION.convict", "", "ACCUSE"),  # 116 find guilty or liable
    ("SANCTION", r"sanction|embargo|blacklist|boycott|tariff|\bduties\b|\bban(?:s|ned)?\b", "COERCE"),  # 163
    ("SANCTION", rf"{_FROZEN}.{{0,12}}freez|fr(?:eez|oz)\w+.{{0,25}}{_FROZEN}", "COERCE"),  # 163
    (
        "AGREE",
        r"accept\w* [\w ,]{0,20}demand|permi(?:t|ssion)|allow|approv|authori[sz]|grant(?:s|ed|ing)?\b",
        "YIELD",
    ),  # 08
    ("AGREE", r"\b(?:deal|agreement|pact|accord|treaty|compromise|settlement)s?\b", "SUPPORT"),  # 057
    ("AGREE", r"\b(?:support|backing|solidarity|loyalty)\b", "SUPPORT"),  # 050
    ("CONCEDE", r"\bapolog|\bsorry\b|\bregret|\bcontrition\b|\bremorse\b", "SUPPORT"),  # 055
    (
        "CONCEDE",
        r"\b(?:sa(?:id|ys?|ying)|told|tells?|announc\w+|declar\w+|promis\w+|pledg\w+|vow\w*)\b"
        r"[^.;]{0,30}\b(?:will|would|plan(?:s|ned)? to|intend(?:s|ed)? to|(?:is|are|was|were) (?:ready )?to)\b",
        "AGREE",
    ),  # 035 express intent to yield
)
_CODED = tuple((kind, re.compile(words, re.IGNORECASE), root) for kind, words, root in _BY_CODE)
# Acts of which an agreement is only the subject are not its conclusion.
_FUTURE = re.compile(r"\b(?:will|would|to|could|ready|willing|prepared|hope\w*|offer\w*)\b", re.IGNORECASE)


def root_of(kind: str, mode: str | None, status: str, words: str) -> str:
    """The root class that the PLV files give to an act; `words` are those at its trigger.

    Those files were coded by CAMEO's finer codes and carried over by the published mapping, which parts ways with
    PLOVER's own manual in some places: embargoes and sanctions are COERCE (163), verdicts of guilt ACCUSE (116),
    agreements reached and apologies SUPPORT (057, 055), permissions and demands accepted YIELD (08), yielding that is
    only announced AGREE (035). And it takes what is only planned of cooperation for AGREE (03).
    """
    plain = by_type(EventType(kind), Status(status))
    if plain == "AGREE" != kind:  # only planned
        return plain
    for name, pattern, root in _CODED:
        if name in (kind, f"{kind}.{mode}") and pattern.search(words):
            if name == "AGREE" and root == "SUPPORT" and _FUTURE.search(words[: len(words) // 2]):
                continue
            return root
    return plain


def spread() -> dict[str, slice]:
    """Where each head stands in the output vector of a token."""
    found, at = {}, 0
    for name, size in HEADS:
        found[name] = slice(at, at + size)
        at += size
    return found
