"""What the model's outputs stand for, and the layout of its output vector. Written beside the model for the reader."""

from __future__ import annotations

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

_PLANNED_IS_AGREED = ("CONSULT", "SUPPORT", "COOPERATE", "AID")


def root_of(kind: str, status: str) -> str:
    """The root class of an act: PLOVER takes what is only planned of these four for AGREE."""
    if status in ("planned", "proposed") and kind in _PLANNED_IS_AGREED:
        return "AGREE"
    return "YIELD" if kind in ("CONCEDE", "RETREAT") else kind


def spread() -> dict[str, slice]:
    """Where each head stands in the output vector of a token."""
    found, at = {}, 0
    for name, size in HEADS:
        found[name] = slice(at, at + size)
        at += size
    return found
