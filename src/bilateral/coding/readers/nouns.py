"""Acts told by nouns: carried by a light verb ("held talks with"), owned ("X's letter to Y"), or only named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bilateral.coding.readers.base import Node
from bilateral.coding.readers.drafts import Draft, other_side
from bilateral.coding.readers.groups import group_at, parties_of, split_sides
from bilateral.coding.readers.matching import Match, light_verb
from bilateral.coding.readers.sides import find_linked, find_owner, find_subject
from bilateral.coding.readers.syntax import PAST, syntax
from bilateral.model import Form, Mention

__all__ = ["noun_draft"]

_REACH = 10
_BY = frozenset({"by"})
_FROM = frozenset({"by", "from"})


def noun_draft(nodes: Sequence[Node], match: Match) -> Draft | None:
    """The act of a noun pattern with its sides, None where one of them is missing."""
    written = match.pattern.form is Form.LETTER
    light = light_verb(nodes, match.first, contact=match.pattern.contact or written)
    at, other = other_side(nodes, match, reach=_REACH)
    pair = _pair_before(nodes, match.first) if match.pattern.joint and not other else ()
    if len(parties_of(pair)) > 1:
        nominal = light is None and not _took_place(nodes, match.last)
        sides = split_sides(pair)
        return Draft(
            match=match, source=sides[0], target=sides[1], at=match.last, light=light, nominal=nominal, symmetric=True
        )
    owner = find_owner(nodes, match.first)
    subject = find_subject(nodes, light) if light is not None else ()
    if not subject and not set(parties_of(owner)) & set(parties_of(other)):
        subject = owner or _doer_behind(nodes, match)
    if not other and owner and subject and subject != owner:
        other = owner  # "Biden's meeting": the light verb's subject is the other side
    found = _Sides(match, light, at, subject, other)
    return _joint(nodes, found) or _directed(nodes, found)


class _Sides(NamedTuple):
    """What was found around a noun: its light verb, the node of the other side, and both sides (may be empty)."""

    match: Match
    light: int | None
    at: int
    subject: tuple[Mention, ...]
    other: tuple[Mention, ...]


def _doer_behind(nodes: Sequence[Node], match: Match) -> tuple[Mention, ...]:
    """Who does it, named behind the noun: "the expulsion of X by Y"."""
    if match.pattern.weak:
        return ()
    if match.pattern.wants == "place":  # "the visit of X to Baku"
        return find_linked(nodes, match.last + 1, _BY | {"of"}, reach=_REACH)[1]
    links = _BY if match.pattern.contact or "from" in match.pattern.prepositions else _FROM
    return find_linked(nodes, match.last + 1, links, reach=_REACH)[1]


def _joint(nodes: Sequence[Node], sides: _Sides) -> Draft | None:
    """Two or more behind the noun ("talks between X and Y") or before its light verb ("X and Y held talks")."""
    match, light, at, subject, other = sides
    if not match.pattern.joint:
        return None
    if len(parties_of(other)) > 1 and not set(parties_of(subject)) - set(parties_of(other)):
        one, rest = split_sides(other)
        told = light is not None and syntax().light_forms[nodes[light].lower] == PAST
        told = told or _took_place(nodes, group_at(nodes, at)[1])
        return Draft(match=match, source=one, target=rest, at=at, light=light, nominal=not told, symmetric=True)
    if not other and len(parties_of(subject)) > 1 and light is not None:
        one, rest = split_sides(subject)
        return Draft(match=match, source=one, target=rest, at=match.last, light=light, symmetric=True)
    return None


def _directed(nodes: Sequence[Node], sides: _Sides) -> Draft | None:
    """Something done by one to the other, or only named."""
    match, light, at, subject, other = sides
    written = match.pattern.form is Form.LETTER
    if written and other and not subject:
        subject = find_subject(nodes, match.first) or _next_subject(nodes, at)
    if not other or not subject:
        return None
    nominal = light is None and not (written and _is_told(nodes, match.first, at))
    return Draft(match=match, source=subject, target=other, at=at, light=light, nominal=nominal)


def _pair_before(nodes: Sequence[Node], index: int) -> tuple[Mention, ...]:
    """The two states joined by a hyphen in the name of a talk: "U.S.-Turkmenistan Annual Bilateral Consultations"."""
    for back in range(index - 1, max(1, index - 7), -1):
        node = nodes[back]
        if node.mention is not None:
            first = nodes[back - 2].mention if nodes[back - 1].lower in {"-", "–", "/"} else None
            return (first, node.mention) if first is not None else ()
        if not node.text[0].isupper():
            return ()
    return ()


def _took_place(nodes: Sequence[Node], last: int) -> bool:
    """Whether the verb behind node `last` says that it was held."""
    return any(n.lower in syntax().took_place for n in nodes[last + 1 : last + 4])


def _next_subject(nodes: Sequence[Node], at: int) -> tuple[Mention, ...]:
    """The subject of the clause that follows "In a letter to X, ..."."""
    for index in range(at + 1, min(len(nodes), at + 12)):
        if nodes[index].mention is not None and nodes[index - 1].lower in {",", "the"}:
            return group_at(nodes, index)[2]
    return ()


def _is_told(nodes: Sequence[Node], first: int, at: int) -> bool:
    """Whether the text tells what a letter says, and so that it was sent: "In a letter to X", "... letter said:"."""
    opens = any(n.lower == "in" for n in nodes[max(0, first - 4) : first])
    return opens or any(n.lower in syntax().says for n in nodes[at + 1 : at + 8])
