"""Coordinations of mentions ("A, B, and C"), and the parties they act for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bilateral.coding.readers.base import Node
from bilateral.coding.readers.syntax import is_date, syntax
from bilateral.model import Actor, Mention

__all__ = ["group_at", "names_two", "parties_of", "split_sides"]


def parties_of(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Codes of states and organisations that the mentions act for, in order, once each."""
    return tuple(dict.fromkeys(a.party for m in mentions for a in m.actors if a.party))


def names_two(nodes: Sequence[Node]) -> bool:
    """Whether a sentence names two parties: without them nothing passes between states, whatever its words."""
    found = {a.party for n in nodes if n.mention is not None for a in n.mention.actors}
    return len(found - {""}) > 1


def split_sides(mentions: Sequence[Mention]) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """The sides of an act done together: the first party's actors, and those of all others."""
    first = parties_of(mentions)[0]
    return _keep(mentions, first, same=True), _keep(mentions, first, same=False)


def _keep(mentions: Sequence[Mention], party: str, *, same: bool) -> tuple[Mention, ...]:
    def fits(actor: Actor) -> bool:
        return bool(actor.party) and (actor.party == party) is same

    return tuple(replace(m, actors=tuple(filter(fits, m.actors))) for m in mentions if any(map(fits, m.actors)))


def group_at(nodes: Sequence[Node], index: int) -> tuple[int, int, tuple[Mention, ...]]:
    """The coordination that the mention at `index` is part of: first node, last node, its mentions."""
    first = last = index
    while (before := _joined(nodes, first, -1)) is not None:
        first = before
    while (after := _joined(nodes, last, 1)) is not None and not _starts_clause(nodes, last, after):
        last = after
    if first < last and not any(n.lower in syntax().coordinators for n in nodes[first:last] if n.mention is None):
        # A comma alone does not coordinate: "with its war against Ukraine, the United States ...".
        first = last = index
    return first, last, tuple(n.mention for n in nodes[first : last + 1] if n.mention)


def _joined(nodes: Sequence[Node], index: int, step: int) -> int | None:
    """The next mention in a coordination, over ", and the", "as well as" and honorifics; None if something else
    comes."""
    at, linked = index + step, False
    while 0 <= at < len(nodes):
        if nodes[at].mention is not None:
            return at if linked and _can_join(nodes, index, at, step) else None
        link = _is_link(nodes, at, step)
        if link is None:
            return None
        linked = linked or link
        at += step
    return None


def _can_join(nodes: Sequence[Node], index: int, at: int, step: int) -> bool:
    """Whether the mention at `at` may stand in one coordination with that at `index`.

    A pronoun stands alone: the comma before it parts clauses ("On behalf of France, I ...").
    """
    mention = nodes[at].mention
    alone = nodes[at].lower in syntax().pronouns or nodes[index].lower in syntax().pronouns
    return mention is not None and not alone and not (mention.possessive and step > 0)


def _is_link(nodes: Sequence[Node], at: int, step: int) -> bool | None:
    """Whether the token at `at` links members (True), may stand between them (False), or ends the group (None)."""
    lower = nodes[at].lower
    if lower in syntax().conjunctions or (lower == ";" and step > 0 and _list_goes_on(nodes, at)):
        return True
    if step > 0 and (_in_date(nodes, at) or (lower == "to" and nodes[at - 1].lower == "and")):
        return False
    if lower in {"as", "along", "with"}:
        return (lower != "with") if _long_and(nodes, at) else None
    return False if lower in syntax().between_members else None


def _list_goes_on(nodes: Sequence[Node], at: int) -> bool:
    """Whether a semicolon only parts the members of a list: "Accra, Ghana; Dar es Salaam, Tanzania; and Lusaka"."""
    following = at + 1
    while following < len(nodes) and nodes[following].lower in {"and", "the"}:
        following += 1
    if following >= len(nodes) or nodes[following].mention is None:
        return False
    behind = nodes[following + 1] if following + 1 < len(nodes) else None
    return behind is None or behind.lower in syntax().enumerations


def _in_date(nodes: Sequence[Node], at: int) -> bool:
    """Whether the token belongs to a date inside a list of stops ("Tegucigalpa on March 17 and San José on March
    19")."""
    if nodes[at].lower in {"on", "from", "to", "-", "–"}:
        return at + 1 < len(nodes) and nodes[at + 1].mention is None and is_date(nodes[at + 1])
    return is_date(nodes[at])


def _long_and(nodes: Sequence[Node], at: int) -> bool:
    """Whether the word is part of "as well as" or "along with"."""
    joined = " ".join(n.lower for n in nodes[max(0, at - 2) : at + 3])
    return "as well as" in joined or "along with" in joined


def _starts_clause(nodes: Sequence[Node], last: int, after: int) -> bool:
    """Whether ", and B" opens a clause of its own: B is followed by a finite verb and the link is a comma or "and"."""
    following = nodes[after + 1] if after + 1 < len(nodes) else None
    if following is None or following.mention:
        return False
    before = {n.lower for n in nodes[max(0, last - 2) : last] if not n.mention}
    governed = bool(before & syntax().prepositions) and "between" not in before
    finite = (
        following.lower in syntax().auxiliaries - {"may"} or following.text == "may" or following.lower.endswith("ed")
    )
    return governed and finite
