"""What the names of actors in event data say: whose they are, and in what role.

ICEWS names domestic actors with their state in brackets ("Police (Nigeria)"), states by their names, persons and most
organisations without any. The state of these is taken from whom they deal with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

__all__ = ["Belonging", "belonging"]

_BRACKETED = re.compile(r"^(?P<role>.*?)\s*\((?P<state>[^()]*)\)\s*$")

_STATE = "a state itself"
_GUESSED = "of a state by those it deals with"
_NONE = "of no state"

# So large a share of an actor's dealings must be with one state's actors for it to be of that state.
_MAJORITY = 0.45


@dataclass(frozen=True, slots=True)
class Belonging:
    """State and role of each actor, as numbers below `states` and `roles`; the last of each is none."""

    state: Ints
    role: Ints
    states: int
    roles: int
    stated: NDArray[np.bool_]
    """Whether the name says it; else it is a guess, or nothing."""


def belonging(actors: Sequence[str], source: Ints, target: Ints) -> Belonging:
    """Whose each actor is, by its name, else by its partners in the events given (columns of one length)."""
    import numpy as np

    names = [name.replace("_", " ") for name in actors]
    found = [_BRACKETED.match(name) for name in names]
    states = {name: n for n, name in enumerate(sorted({match["state"] for match in found if match}))}
    roles = {name: n for n, name in enumerate(sorted({match["role"] for match in found if match} | {_STATE}))}
    state = np.array([states[m["state"]] if m else states.get(n, -1) for m, n in zip(found, names, strict=True)])
    role = np.array([roles[m["role"] if m else _STATE] for m in found])
    stated = state >= 0
    guess = np.where(stated, -1, _by_partners(state, len(states), source, target))
    none, guessed = len(roles) + 1, len(roles)
    return Belonging(
        state=np.where(stated, state, np.where(guess >= 0, guess, len(states))),
        role=np.where(stated, role, np.where(guess >= 0, guessed, none)),
        states=len(states) + 1,
        roles=len(roles) + 2,
        stated=stated,
    )


def _by_partners(state: Ints, states: int, source: Ints, target: Ints) -> Ints:
    import numpy as np

    dealings = np.zeros((len(state), states + 1), np.float32)
    np.add.at(dealings, (source, state[target]), 1)
    np.add.at(dealings, (target, state[source]), 1)
    known = dealings[:, :states]
    most = known.max(axis=1, initial=0)
    return np.where((most > 0) & (most > _MAJORITY * known.sum(axis=1)), known.argmax(axis=1) if states else -1, -1)
