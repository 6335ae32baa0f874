"""What the frames of verbs and nouns find: a trigger with its sides, before status, form and place are settled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bilateral.coding.readers.base import Node
from bilateral.coding.readers.groups import parties_of
from bilateral.coding.readers.matching import Match
from bilateral.coding.readers.patterns import DIRECT, Pattern
from bilateral.coding.readers.sides import NOBODY, Found, find_linked, find_object
from bilateral.coding.readers.syntax import syntax
from bilateral.model import Form, Mention, MentionKind

__all__ = ["Draft", "fitting", "linked", "other_side"]

_NEAR = 5
_PEOPLE = (MentionKind.PERSON, MentionKind.OFFICE, MentionKind.GROUP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A trigger and its sides. `at` is the node of the other side; `light` that of the verb that carries a noun."""

    match: Match
    source: tuple[Mention, ...]
    target: tuple[Mention, ...]
    at: int
    light: int | None = None
    nominal: bool = False
    symmetric: bool = False

    @property
    def first(self) -> int:
        """The node where the verb group or the noun begins."""
        return self.match.first if self.light is None else self.light


def other_side(nodes: Sequence[Node], match: Match, *, reach: int = 16) -> Found:
    """The other side behind a trigger, within `reach` tokens: the first attempt of its pattern's links that finds a
    fitting one."""
    pattern = match.pattern
    for stage in pattern.links:
        if DIRECT in stage:
            at, found = _object(nodes, match.last + 1, pattern)
            if found:
                return at, found
        at, found = linked(nodes, match, stage - {DIRECT}, reach=reach)
        if found:
            return at, found
    return NOBODY


def _object(nodes: Sequence[Node], index: int, pattern: Pattern) -> Found:
    """The verb's object, if it fits; past an owner, to whom somebody named belongs ("X's predecessor Y")."""
    at, found = find_object(nodes, index, comma=pattern.contact)
    fits = fitting(nodes, at, found, pattern)
    if not fits and pattern.contact and len(found) == 1 and found[0].possessive and found[0].actors:
        at, found = find_object(nodes, at + 1, reach=3, comma=False)
        fits = tuple(m for m in fitting(nodes, at, found, pattern) if m.kind is MentionKind.PERSON)
    return (at, fits) if fits else NOBODY


def linked(nodes: Sequence[Node], match: Match, links: frozenset[str], *, reach: int = 16) -> Found:
    """The other side behind one of the prepositions `links`, if it fits the pattern."""
    if not links:
        return NOBODY
    spoken = match.pattern.form is Form.CALL and not match.pattern.noun
    at, found = find_linked(nodes, match.last + 1, links, reach=reach, spoken=spoken, purpose=match.pattern.contact)
    found = fitting(nodes, at, found, match.pattern)
    return (at, found) if found else NOBODY


def fitting(nodes: Sequence[Node], at: int, found: Sequence[Mention], pattern: Pattern) -> tuple[Mention, ...]:
    """Those mentions that can be the other side of such an act."""
    if at < 0 or not found:
        return ()
    if pattern.things:
        return tuple(m for m in found if _is_of(nodes, at, m, pattern.things))
    keep = _FITS.get(pattern.wants)
    if keep is None:
        keep = _is_partner if pattern.contact else _is_aim
    return tuple(m for m in found if keep(nodes, at, m))


def _is_goal(_nodes: Sequence[Node], _at: int, mention: Mention) -> bool:
    """Whether one can travel there."""
    person = mention.kind is MentionKind.PERSON
    return not person and (not mention.possessive or mention.kind is MentionKind.PLACE)


def _is_folk(_nodes: Sequence[Node], _at: int, mention: Mention) -> bool:
    return mention.kind in _PEOPLE and not mention.possessive


def _wrote(nodes: Sequence[Node], at: int, mention: Mention) -> bool:
    """ "response to X's letter": whose letter it is."""
    return mention.possessive and bool({n.lower for n in nodes[at + 1 : at + 3]} & syntax().written)


def _is_of(nodes: Sequence[Node], at: int, mention: Mention, things: frozenset[str]) -> bool:
    """Whether the mention is, or is said of, one of these things: "Russian diplomats", "a crew from X"."""
    around = {n.lower for n in nodes[max(0, at - 2) : at + _NEAR] if n.mention is None}
    return bool(parties_of((mention,))) and not things.isdisjoint(around | set(mention.text.lower().split()))


def _is_deed(nodes: Sequence[Node], at: int, mention: Mention) -> bool:
    """ "welcomed X's decision", "ignored a call by X": what somebody did, not he himself."""
    back = at - 1
    while back > 0 and nodes[back].lower in syntax().before_names:
        back -= 1
    return bool(parties_of((mention,))) and (mention.possessive or nodes[back].lower in syntax().prepositions)


def _is_body(_nodes: Sequence[Node], _at: int, mention: Mention) -> bool:
    return mention.kind is MentionKind.ORGANISATION and not mention.possessive


def _is_partner(nodes: Sequence[Node], at: int, mention: Mention) -> bool:
    """Whether one can meet or call them: not a place, and not the owner of something, unless of a delegation."""
    return mention.kind is not MentionKind.PLACE and (not mention.possessive or _is_delegation(nodes, at))


def _is_aim(nodes: Sequence[Node], at: int, mention: Mention) -> bool:
    """Whether an act may aim at them: any party, but not who suffered what is condemned ("X's murder")."""
    follows = nodes[at + 1].lower if at + 1 < len(nodes) else ""
    suffers = mention.possessive and mention.kind is MentionKind.PERSON and follows in syntax().suffered
    return bool(parties_of((mention,))) and not suffers


def _is_delegation(nodes: Sequence[Node], at: int) -> bool:
    """Whether a possessive is followed by people who act for it: "President-elect Yoon's policy delegation"."""
    for node in nodes[at + 1 : at + 9]:
        if node.lower in {"delegation", "team", "government", "representatives", "envoys", "cabinet"}:
            return True
        if node.lower in syntax().clause_ends | {",", "."}:
            return False
    return False


_FITS: dict[str, Callable[[Sequence[Node], int, Mention], bool]] = {
    "place": _is_goal,
    "person": _is_folk,
    "letter": _wrote,
    "deed": _is_deed,
    "body": _is_body,
}
