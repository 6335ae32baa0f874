"""Whether an act took place: cues before and after it, as data (the ConText idea: phrase, status, direction, scope)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bilateral.coding.readers.base import Node
from bilateral.knowledge.tables import rows
from bilateral.model import Status

__all__ = ["Cue", "status_of"]

_STOP = frozenset({";", ":", "“", "”", "(", ")"})
# Cues that reach over a whole clause, whatever the tense of its verb.
_ANY_TENSE = frozenset({"that", "if", "whether", "unless", "never", "denied", "denies", "perhaps", "possibly", "urged"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of status.csv; `scope` is in tokens between cue and trigger."""

    words: tuple[str, ...]
    status: Status
    before: bool
    scope: int

    @property
    def any_tense(self) -> bool:
        return bool(_ANY_TENSE & set(self.words))


@cache
def _cues() -> tuple[dict[str, tuple[Cue, ...]], tuple[Cue, ...]]:
    """Cues that stand before the act, by last word; and those after it."""
    before: dict[str, list[Cue]] = {}
    after = []
    for row in rows("status.csv"):
        cue = Cue(tuple(row["phrase"].split()), Status(row["status"]), row["direction"] == "before", int(row["scope"]))
        if cue.before:
            before.setdefault(cue.words[-1], []).append(cue)
        else:
            after.append(cue)
    ordered = {w: tuple(sorted(cs, key=lambda c: -len(c.words))) for w, cs in before.items()}
    return ordered, tuple(after)


def status_of(nodes: Sequence[Node], first: int, last: int, *, finite_past: bool) -> tuple[Status, str]:
    """Status of the act whose verb group begins at node `first` and ends at `last`, and the cue it rests on.

    The nearest cue before the act wins; a negation wins over a plan ("will not meet"). `finite_past` is true for a
    plain past tense, which modal cues before it do not touch.
    """
    before, after = _cues()
    found: tuple[Status, str] | None = None
    lowers = [n.lower for n in nodes]
    for index in range(first - 1, -1, -1):
        word = lowers[index]
        if word in _STOP:
            break
        for cue in before.get(word, ()):
            begin = index - len(cue.words) + 1
            if begin < 0 or tuple(lowers[begin : index + 1]) != cue.words or first - index - 1 > cue.scope:
                continue
            if finite_past and not cue.any_tense:
                continue
            if cue.status is Status.NEGATED:
                return cue.status, " ".join(cue.words)
            if found is None:
                found = cue.status, " ".join(cue.words)
            break
    for cue in after:
        for index in range(last + 1, min(len(nodes), last + 1 + cue.scope)):
            if lowers[index] in _STOP:
                break
            if tuple(lowers[index : index + len(cue.words)]) == cue.words:
                return cue.status, " ".join(cue.words)
    return found or (Status.OCCURRED, "")
