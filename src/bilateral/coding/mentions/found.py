"""What the readers of phrases give back: the mentions, and where to go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
        party = self.cast.root(party)
        basis = basis or "named in the text"
        if party in self.knowledge.states.by_code:
            return Actor(state=party, level=level, basis=basis)
        return Actor(organisation=party, level=level, basis=basis)


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
