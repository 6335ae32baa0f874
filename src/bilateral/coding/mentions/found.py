"""What the readers of phrases give back: the mentions, and where to go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bilateral.coding.cast import Cast
from bilateral.coding.mentions.row import Row
from bilateral.coding.words import Words
from bilateral.knowledge import Knowledge
from bilateral.model import Actor, Level, Mention, MentionKind

__all__ = ["Desk", "Found", "found", "nothing"]


class Found(NamedTuple):
    """The mentions of a phrase and the index of the first item after it."""

    mentions: tuple[Mention, ...]
    end: int


@dataclass(frozen=True, slots=True)
class Desk:
    """What every reader of phrases leans on: the tables, the document's people, the word lists."""

    knowledge: Knowledge
    cast: Cast
    words: Words

    def party_actor(self, party: str | None, level: Level | None = Level.INSTITUTION, basis: str = "") -> Actor:
        """The actor that a state's or body's code stands for, an organ for the body it acts for."""
        if party is None:
            return Actor(level=level, basis="no state in the text")
        if "/" in party:
            return Actor(level=level, basis=f"ambiguous: {party.replace('/', ' or ')}")
        party = self.cast.root(party)
        basis = basis or "named in the text"
        if party in self.knowledge.states.by_code:
            return Actor(state=party, level=level, basis=basis)
        return Actor(organisation=party, level=level, basis=basis)

    def peer(self, row: Row, party: str, *, own: bool) -> Actor:
        """The counterpart, of that state or body, of the person whom the text has told of: the holder of the same kind
        of office. `own`: the text says whose ("his"); else it may be anybody's of that state."""
        other = (_one_told(row, self.cast.root(party)) or row.before) if own else None
        if other is None:
            return self.party_actor(party, None)
        kind = self.cast.holders.kind_of(other)
        holder = self.cast.holders.peer(kind, self.cast.root(party)) if kind else None
        if holder is None:
            return self.party_actor(party, other.level)
        return replace(holder, basis=f"{holder.basis}; counterpart of {other.person or other.office}")


def _one_told(row: Row, party: str) -> Actor | None:
    """The person or office of another state told last in the sentence, one that acts before one that is acted on."""
    own: Actor | None = None
    for mention in reversed(row.told):
        if mention.kind in _FOLK and mention.actors and mention.actors[0].party not in ("", party):
            if row.subject(mention):
                return mention.actors[0]
            own = own or mention.actors[0]
    return own


_FOLK = (MentionKind.PERSON, MentionKind.OFFICE)


def nothing(end: int) -> Found:
    """No mention; go on at `end`."""
    return Found((), end)


def found(
    row: Row,
    start: int,
    end: int,
    kind: MentionKind,
    actors: Sequence[Actor],
    *,
    possessive: bool = False,
    head: str = "",
) -> Found:
    """One mention of the items `start` to `end`; it is possessive where told or where "'s" follows a name."""
    text = " ".join(row[at].text for at in range(start, end))
    mention = Mention(
        start=row[start].start,
        end=row[end - 1].end,
        text=text,
        kind=kind,
        actors=tuple(actors),
        possessive=possessive or (kind is not MentionKind.PLACE and row.possessive(end)),
        head=head,
    )
    return Found((mention,), end)
