"""By what a past event is like the one asked for: the keys under which events are counted.

The question is (source s, relation r, ?), a candidate o. Each family counts past events that share some of s, r and o,
or stand for them by state or role ("what other actors of the same state did to o").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from bilateral.outlook.ranking.counters import DAY, DAYS, LONG, MONTH, SEASON, WEEK

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

    def pair_way(self, s: Ints, r: Ints, o: Ints) -> Ints:
        """Anything that the one did to the other, this way round."""
        found: Ints = (s * self.actors + o) * 2 + (r >= self.relations // 2)
        return found

    def source_state(self, s: Ints, _r: Ints, o: Ints) -> Ints:
        """Anything between the source and actors of the target's state."""
        return s * self.of.states + self.of.state[o]

    def state_target(self, s: Ints, _r: Ints, o: Ints) -> Ints:
        """Anything between actors of the source's state and the target."""
        return self.of.state[s] * self.actors + o

    def target(self, _s: Ints, _r: Ints, o: Ints) -> Ints:
        """Anything done to the target."""
        return o

    def role_relation_target(self, s: Ints, r: Ints, o: Ints) -> Ints:
        """The act on the target by such actors as the source."""
        return (self.of.role[s] * self.relations + r) * self.actors + o

    def states_any(self, s: Ints, _r: Ints, o: Ints) -> Ints:
        """Anything between actors of the two states."""
        return self.of.state[s] * self.of.states + self.of.state[o]

    def source_relation_role(self, s: Ints, r: Ints, o: Ints) -> Ints:
        """The source's act on such actors, at home or abroad."""
        at_home = self.of.state[s] == self.of.state[o]
        found: Ints = ((s * self.relations + r) * self.of.roles + self.of.role[o]) * 2 + at_home
        return found

    def state_relation_role(self, s: Ints, r: Ints, o: Ints) -> Ints:
        """The act on such actors by actors of the source's state, at home or abroad."""
        at_home = self.of.state[s] == self.of.state[o]
        found: Ints = ((self.of.state[s] * self.relations + r) * self.of.roles + self.of.role[o]) * 2 + at_home
        return found

    def source_role(self, s: Ints, _r: Ints, o: Ints) -> Ints:
        """Anything between the source and such actors."""
        return s * self.of.roles + self.of.role[o]

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
    """One way of being alike. `spans` are places in HALF_LIVES, `share_of` the counts of the question that make
    a share of it, `within` the family that holds all of it and more. `also` are spans of which no share is made."""

    says: str
    key: Key
    spans: tuple[int, ...]
    share_of: str | None = None
    within: str | None = None
    silence: bool = False
    total: bool = False
    also: tuple[int, ...] = ()


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
            "the source did this to the target",
            Keys.triple,
            (DAYS, WEEK, MONTH, SEASON),
            "source relation",
            "pair",
            silence=True,
            total=True,
            also=(DAY, LONG),
        ),
        "pair": Family(
            "the source dealt with the target",
            Keys.pair,
            (DAYS, WEEK, MONTH, SEASON),
            "source",
            silence=True,
            total=True,
            also=(DAY, LONG),
        ),
        "act on target": Family(
            "this was done to the target",
            Keys.relation_target,
            (DAYS, WEEK, SEASON),
            "relation",
            "target",
            silence=True,
            also=(DAY, LONG),
        ),
        "act of state on target": Family(
            "actors of the source's state did this to the target",
            Keys.state_relation_target,
            (WEEK, SEASON),
            "state relation",
            "state with target",
            silence=True,
            also=(DAY,),
        ),
        "act on state": Family(
            "the source did this to actors of the target's state",
            Keys.source_relation_state,
            (WEEK, SEASON),
            "source relation",
            also=(DAY,),
        ),
        "act between states": Family(
            "actors of the one state did this to actors of the other",
            Keys.state_relation_state,
            (WEEK, SEASON),
            "state relation",
            also=(DAY, LONG),
        ),
        "act on role": Family(
            "the source did this to such actors", Keys.source_relation_role, (WEEK, SEASON), "source relation"
        ),
        "act of state on role": Family(
            "actors of the source's state did this to such actors",
            Keys.state_relation_role,
            (SEASON,),
            "state relation",
        ),
        "source with role": Family("the source dealt with such actors", Keys.source_role, (SEASON,), "source"),
        "between states": Family(
            "actors of the two states dealt with each other", Keys.states_any, (DAYS, WEEK, SEASON), also=(DAY, LONG)
        ),
        "act between roles": Family("such actors do this to such actors", Keys.roles, (SEASON,)),
        "state with target": Family(
            "actors of the source's state dealt with the target",
            Keys.state_target,
            (WEEK, SEASON),
            within="target",
            also=(DAY, LONG),
        ),
        "pair this way": Family("the source did something to the target", Keys.pair_way, (WEEK, SEASON), "source"),
        "source with state": Family(
            "the source dealt with actors of the target's state",
            Keys.source_state,
            (WEEK, SEASON),
            "source",
            also=(DAY,),
        ),
        "run": Family("the source did this, to anybody", Keys.source_relation, ()),
        "target": Family("the target is often named", Keys.target, (DAYS, WEEK, SEASON), silence=True, also=(DAY,)),
        "act of role on target": Family("such actors did this to the target", Keys.role_relation_target, (SEASON,)),
    }
)
"""The families, by name. Chosen on the validation part of ICEWS14."""
