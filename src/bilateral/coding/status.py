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


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of status.csv: `scope` is in tokens between cue and trigger; `always` where it touches a plain past
    tense too; `attitude` is "promise", "threat" or "refusal" where the cue is an act of its own."""

    words: tuple[str, ...]
    status: Status
    scope: int
    always: bool
    attitude: str


@cache
def _cues() -> tuple[dict[str, tuple[Cue, ...]], dict[str, tuple[Cue, ...]]]:
    """Cues that stand before the act, by last word, longest first; and those after it, by first word."""
    before: dict[str, list[Cue]] = {}
    after: dict[str, list[Cue]] = {}
    for row in rows("status.csv"):
        words = tuple(row["phrase"].split())
        cue = Cue(words, Status(row["status"]), int(row["scope"]), row["tense"] == "any", row["attitude"])
        table, key = (before, words[-1]) if row["direction"] == "before" else (after, words[0])
        table.setdefault(key, []).append(cue)
    return _longest_first(before), _longest_first(after)


def _longest_first(table: dict[str, list[Cue]]) -> dict[str, tuple[Cue, ...]]:
    return {word: tuple(sorted(cues, key=lambda c: -len(c.words))) for word, cues in table.items()}


def status_of(nodes: Sequence[Node], first: int, last: int, *, finite_past: bool) -> tuple[Status, Cue | None]:
    """Status of the act whose verb group begins at node `first` and ends at `last`, and the cue it rests on.

    A cue behind the act wins ("was cancelled"), then the nearest before it; a negation wins over a plan ("will not
    meet"). `finite_past` is true for a plain past tense, which most cues before it do not touch.
    """
    lowers = ["" if n.text == "May" and i else n.lower for i, n in enumerate(nodes)]  # the month is no modal
    cue = _cue_after(lowers, last) or _cue_before(lowers, first, finite_past=finite_past)
    return (cue.status, cue) if cue is not None else (Status.OCCURRED, None)


def _cue_before(lowers: Sequence[str], first: int, *, finite_past: bool) -> Cue | None:
    table, _ = _cues()
    nearest: Cue | None = None
    for index in range(first - 1, -1, -1):
        if lowers[index] in _STOP:
            break
        found = (c for c in table.get(lowers[index], ()) if _ends_at(c, lowers, index) and first - index - 1 <= c.scope)
        cue = next((c for c in found if c.always or not finite_past), None)
        if cue is not None and (cue.status is Status.NEGATED or nearest is None or _weakens(cue, nearest)):
            nearest = cue
        if nearest is not None and nearest.status is Status.NEGATED:
            return nearest
    return nearest


def _weakens(cue: Cue, nearest: Cue) -> bool:
    """ "hopes that X and Y will meet": a plan within a hope is only a hope."""
    return cue.always and cue.status is Status.PROPOSED and nearest.status is Status.PLANNED


def _ends_at(cue: Cue, lowers: Sequence[str], index: int) -> bool:
    begin = index - len(cue.words) + 1
    return begin >= 0 and tuple(lowers[begin : index + 1]) == cue.words


def _cue_after(lowers: Sequence[str], last: int) -> Cue | None:
    _, table = _cues()
    for index in range(last + 1, len(lowers)):
        if lowers[index] in _STOP:
            return None
        for cue in table.get(lowers[index], ()):
            if index <= last + cue.scope and tuple(lowers[index : index + len(cue.words)]) == cue.words:
                return cue
    return None
