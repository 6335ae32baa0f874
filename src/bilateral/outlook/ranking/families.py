"""By what a past event is like the one asked for: the keys under which events are counted.

The question is (source s, relation r, ?), a candidate o. Each family counts past events that share some of s, r and o,
or stand for them by state or role ("what other actors of the same state did to o").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bilateral.outlook.ranking.actors import Belonging

    Ints = NDArray[np.int64]

__all__ = ["FAMILIES", "SHARES", "Family", "Keys"]


@dataclass(frozen=True, slots=True)
class Keys:
    """Numbers for combinations of source, relation and target; `relations` counts each relation's inverse as one."""

    actors: int
    relations: int
    of: Belonging

    def triple(self, s: Ints, r: Ints, o: Ints) -> Ints:
        """The very act between the two."""
        return (s * self.relations + r) * self.actors + o

    def pair(self, s: Ints, _r: Ints, o: Ints) -> Ints:
        """Anything between the two."""
        return s * self.actors + o

    def relation_target(self, _s: Ints, r: Ints, o: Ints) -> Ints:
        """The act on the target, by anybody."""
        return r * self.actors + o

    def state_relation_target(self, s: Ints, r: Ints, o: Ints) -> Ints:
        """The act on the target, by actors of the source's state."""
        return (self.of.state[s] * self.relations + r) * self.actors + o

    def source_relation_state(self, s: Ints, r: Ints, o: Ints) -> Ints:
        """The source's act on actors of the target's state."""
        return (s * self.relations + r) * self.of.states + self.of.state[o]

    def state_relation_state(self, s: Ints, r: Ints, o: Ints) -> Ints:
        """The act between actors of the two states."""
        return (self.of.state[s] * self.relations + r) * self.of.states + self.of.state[o]

    def roles(self, s: Ints, r: Ints, o: Ints) -> Ints:
        """The act between such actors, at home or abroad."""
        at_home = self.of.state[s] == self.of.state[o]
        found: Ints = ((self.of.role[s] * self.relations + r) * self.of.roles + self.of.role[o]) * 2 + at_home
        return found

    def state_target(self, s: Ints, _r: Ints, o: Ints) -> Ints:
        """Anything between actors of the source's state and the target."""
        return self.of.state[s] * self.actors + o

    def target(self, _s: Ints, _r: Ints, o: Ints) -> Ints:
        """Anything done to the target."""
        return o

    def role_relation_target(self, s: Ints, r: Ints, o: Ints) -> Ints:
        """The act on the target by such actors as the source."""
        return (self.of.role[s] * self.relations + r) * self.actors + o

    def source(self, s: Ints, _r: Ints, _o: Ints) -> Ints:
        """Anything that the source did."""
        return s

    def source_relation(self, s: Ints, r: Ints, _o: Ints) -> Ints:
        """The source's act on anybody."""
        return s * self.relations + r

    def relation(self, _s: Ints, r: Ints, _o: Ints) -> Ints:
        """The act between anybody."""
        return r

    def state_relation(self, s: Ints, r: Ints, _o: Ints) -> Ints:
        """The act by actors of the source's state."""
        return self.of.state[s] * self.relations + r


Key = Callable[[Keys, "Ints", "Ints", "Ints"], "Ints"]


@dataclass(frozen=True, slots=True)
class Family:
    """One way of being alike. `spans` are places in HALF_LIVES, `share_of` the counts that make a share of it."""

    says: str
    key: Key
    spans: tuple[int, ...]
    share_of: str | None = None
    silence: bool = False
    total: bool = False


SHARES: Mapping[str, Key] = MappingProxyType(
    {
        "source": Keys.source,
        "source relation": Keys.source_relation,
        "relation": Keys.relation,
        "state relation": Keys.state_relation,
    }
)
"""What shares are taken of."""

FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        "same act": Family(
            "the source did this to the target", Keys.triple, (0, 1, 2, 3), "source relation", silence=True, total=True
        ),
        "pair": Family("the source dealt with the target", Keys.pair, (0, 1, 2, 3), "source", silence=True, total=True),
        "act on target": Family("this was done to the target", Keys.relation_target, (1, 3), "relation", silence=True),
        "act of state on target": Family(
            "actors of the source's state did this to the target",
            Keys.state_relation_target,
            (1, 3),
            "state relation",
            silence=True,
        ),
        "act on state": Family(
            "the source did this to actors of the target's state", Keys.source_relation_state, (1, 3), "source relation"
        ),
        "act between states": Family(
            "actors of the one state did this to actors of the other",
            Keys.state_relation_state,
            (1, 3),
            "state relation",
        ),
        "act between roles": Family("such actors do this to such actors", Keys.roles, (3,)),
        "state with target": Family("actors of the source's state dealt with the target", Keys.state_target, (1, 3)),
        "target": Family("the target is often named", Keys.target, (1, 3), silence=True),
        "act of role on target": Family("such actors did this to the target", Keys.role_relation_target, (3,)),
    }
)
"""The families, by name. Chosen on the validation part of ICEWS14."""
