"""From the spans that the model takes for source and target to the mentions of known actors in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bilateral.coding.readers.base import Node
from bilateral.coding.readers.groups import parties_of, split_sides
from bilateral.coding.readers.neural.decode import Told
from bilateral.model import Mention, MentionKind, Span

__all__ = ["place_among", "sides_among"]

_SURE = 0.5


def sides_among(told: Told, nodes: Sequence[Node], base: int) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """The mentions that are source and target of `told`, either empty where no known actor is. `base` is where the
    sentence begins, from which the model counts."""
    source: list[Mention] = []
    target: list[Mention] = []
    both: list[Mention] = []
    for at, node in enumerate(nodes):
        mention = node.mention
        if mention is None or not parties_of((mention,)) or not _acts(nodes, at, told, base):
            continue
        span = Span(mention.start - base, mention.end - base)
        chances = told.share("source", span), told.share("target", span)
        if max(chances) < _SURE:
            continue
        if min(chances) >= _SURE and len(parties_of((mention,))) > 1:
            both.append(mention)
        elif chances[0] >= chances[1]:
            source.append(mention)
        else:
            target.append(mention)
    if both and not (source and target):
        one, rest = split_sides((*both, *source, *target))
        return one, rest
    return tuple(source), _others(source, target)


def _others(source: Sequence[Mention], target: Sequence[Mention]) -> tuple[Mention, ...]:
    """The targets without those parties that are sources: nobody acts on himself here."""
    mine = set(parties_of(source))
    kept = (replace(m, actors=tuple(a for a in m.actors if a.party and a.party not in mine)) for m in target)
    return tuple(m for m in kept if m.actors)


def _acts(nodes: Sequence[Node], at: int, told: Told, base: int) -> bool:
    """Whether a mention stands for its state: one that only describes a noun ("Syrian refugees", "Russia's gas") does
    not, unless that noun is the state's own arm, which makes the mention one of an office or body."""
    mention = nodes[at].mention
    if mention is None or not mention.possessive or mention.kind is not MentionKind.STATE:
        return True
    following = next((n for n in nodes[at + 1 : at + 2]), None)
    if following is None or not following.text[:1].isalpha():
        return True
    inside = Span(following.start - base, following.end - base)
    return max(told.share("source", inside), told.share("target", inside)) < _SURE


def place_among(told: Told, nodes: Sequence[Node], base: int) -> Mention | None:
    """The place where it happened, if the model sees one that is known."""
    found = [
        (told.share("place", Span(n.start - base, n.end - base)), n.mention)
        for n in nodes
        if n.mention is not None and n.mention.place is not None
    ]
    best = max(found, key=lambda f: f[0], default=(0.0, None))
    return best[1] if best[0] >= _SURE else None
