"""Acts told by verbs: active, passive, done together, and the stays of "was in"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bilateral.coding.readers.base import Act, Node
from bilateral.coding.readers.drafts import Draft, fitting, linked, other_side
from bilateral.coding.readers.groups import parties_of, split_sides
from bilateral.coding.readers.matching import Match
from bilateral.coding.readers.sides import (
    NOBODY,
    Found,
    find_linked,
    find_object,
    find_owner,
    find_patient,
    find_subject,
)
from bilateral.coding.readers.syntax import BASE, syntax
from bilateral.model import EventType, Form, Mention, MentionKind

__all__ = ["verb_draft"]

_BY = frozenset({"by"})
_RING = frozenset({"call", "telephone", "phone"})


def verb_draft(nodes: Sequence[Node], match: Match, before: Sequence[Act]) -> Draft | None:
    """The act of a verb pattern with its sides, None where one of them is missing. `before` are the acts already found
    in the sentence."""
    pattern = match.pattern
    if pattern.first == "be" and not pattern.rest:
        return _stay(nodes, match)
    if match.passive:
        return _passive(nodes, match)
    if pattern.weak and before and match.tense == BASE and nodes[match.first - 1].lower == "to":
        # "spoke with X to discuss ...": what the contact before it was for.
        return None
    return _active(nodes, match, find_subject(nodes, match.first))


def _active(nodes: Sequence[Node], match: Match, subject: tuple[Mention, ...]) -> Draft | None:
    pattern = match.pattern
    at, other = other_side(nodes, match)
    if pattern.first == "call" and not pattern.rest:
        named_at, named = find_object(nodes, match.last + 1)
        follows = nodes[named_at + 1].lower if 0 <= named_at < len(nodes) - 1 else ""
        if follows in {"a", "an", "“"}:
            return Draft(match=_praise(match), source=subject, target=named, at=named_at)
        if follows == "to" and not _is_purpose(nodes, named_at + 2):
            return None  # "called X to order" asks something of X
    if pattern.form is Form.CALL and not other and not _talk_together(subject):
        return None
    if not other:
        return _together(match, subject)
    if pattern.wants == "giver":
        return Draft(match=match, source=other, target=subject, at=at)
    return Draft(match=match, source=subject, target=other, at=at)


def _talk_together(subject: Sequence[Mention]) -> bool:
    """Whether a subject without a partner can have talked with each other: people of two parties."""
    people = [m for m in subject if m.kind in (MentionKind.PERSON, MentionKind.OFFICE, MentionKind.GROUP)]
    return len(parties_of(people)) > 1


def _together(match: Match, subject: tuple[Mention, ...]) -> Draft | None:
    """What two or more do to each other or in common: "the presidents met", "X and Y signed a treaty"."""
    if not match.pattern.joint or len(parties_of(subject)) < 2:
        return None
    one, rest = split_sides(subject)
    return Draft(match=match, source=one, target=rest, at=match.last, symmetric=True)


def _praise(match: Match) -> Match:
    """ "called Washington a loyal partner": an article behind the object, so that the verb names and does not ring."""
    named = replace(match.pattern, type=EventType.SUPPORT, mode=None, form=Form.STATEMENT)
    return replace(match, pattern=named)


def _is_purpose(nodes: Sequence[Node], at: int) -> bool:
    """ "called X to discuss": the purpose of the call, not what X is asked to do."""
    return at < len(nodes) and nodes[at].lower in syntax().purposes


def _passive(nodes: Sequence[Node], match: Match) -> Draft | None:
    pattern = match.pattern
    if pattern.contact and not pattern.direct and match.front < 0:
        return None
    at, agent = find_linked(nodes, match.last + 1, _BY, reach=14)
    if not agent:
        return None
    to, target = _undergoer(nodes, match)
    if not target and len(parties_of(agent)) > 1:
        drafted = _together(match, agent)
        return replace(drafted, nominal=match.reduced) if drafted is not None else None
    return Draft(match=match, source=agent, target=target, at=max(at, to), nominal=match.reduced)


def _undergoer(nodes: Sequence[Node], match: Match) -> Found:
    """The other side of a passive: its subject, or who is linked to the verb or to the noun before it."""
    pattern = match.pattern
    if pattern.direct and match.front < 0:
        at, patient = find_patient(nodes, match.first)
        if not patient:  # "arrived on Monday and was received by": the subject of the verb before
            return match.first, find_subject(nodes, match.first)
        fits = (
            tuple(m for m in patient if not m.possessive) if pattern.contact else fitting(nodes, at, patient, pattern)
        )
        return match.first, fits
    at, found = linked(nodes, match, pattern.prepositions)
    if found or match.front < 0:
        return at, found
    clause = nodes[: match.first]
    at, found = find_linked(clause, match.front + 1, pattern.prepositions | {"of"}, reach=10)
    found = fitting(nodes, at, found, pattern) or find_owner(nodes, match.front)
    return (max(at, match.front), found) if found else NOBODY


def _stay(nodes: Sequence[Node], match: Match) -> Draft | None:
    """ "was [twice] in Moscow": a stay of a person in another state."""
    people = tuple(m for m in find_subject(nodes, match.first) if m.kind is MentionKind.PERSON)
    at = match.last + 1
    while at < len(nodes) and nodes[at].lower in syntax().stays | syntax().adverbs:
        at += 1
    if not people or at >= len(nodes) or nodes[at].lower != "in":
        return None
    at, found = find_linked(nodes, at, frozenset({"in"}), reach=1)
    places = tuple(m for m in found if (m.place or m.kind is MentionKind.STATE) and m.actors and not m.possessive)
    return Draft(match=match, source=people, target=places, at=at) if places else None
