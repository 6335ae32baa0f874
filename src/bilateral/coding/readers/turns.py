"""What an act turns into when it is promised, threatened or refused (turns.csv): "pledged to send arms" is AGREE.

PLOVER files a promise of cooperation under AGREE, a promise to yield under CONCEDE, the announcement of hostile steps
under THREATEN and a refusal under REJECT; contacts stay what they are and are planned or called off.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from bilateral.coding.readers.base import Act
from bilateral.coding.status import Cue
from bilateral.knowledge.tables import rows
from bilateral.model import EventType, Form, Status

__all__ = ["turned"]


@cache
def _turns() -> dict[tuple[str, EventType], tuple[EventType, str | None]]:
    return {
        (row["attitude"], EventType(row["type"])): (EventType(row["becomes"]), row["mode"] or None)
        for row in rows("turns.csv")
    }


def turned(act: Act, cue: Cue) -> Act:
    """The act that `cue` makes of `act`: itself, or the promise, threat or refusal of it, which did take place."""
    found = _turns().get((cue.attitude, act.type))
    if found is None:
        return act
    become, mode = found
    return replace(
        act,
        type=become,
        mode=mode,
        form=Form.STATEMENT,
        status=Status.OCCURRED,
        reasons=(*act.reasons, f"{cue.attitude} of {act.type}: {become}"),
    )
