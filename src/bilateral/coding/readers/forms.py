"""Form and place of an act, made more exact by the words around it."""

from __future__ import annotations

from collections.abc import Sequence

from bilateral.coding.readers.base import Node
from bilateral.coding.readers.drafts import Draft
from bilateral.coding.readers.syntax import syntax
from bilateral.model import EventType, Form, Mention

__all__ = ["form_of", "place_of"]

_WINDOW = 6
_TALK = (Form.CALL, Form.MEETING)


def form_of(nodes: Sequence[Node], draft: Draft) -> Form:
    """The pattern's form, made more exact by words around it ("by video", "by phone", "in a letter")."""
    pattern, form = draft.match.pattern, draft.match.pattern.form
    end = max(draft.match.last, draft.at) + _WINDOW + 1
    around = {n.lower for n in nodes[max(0, draft.match.first - _WINDOW) : end] if n.mention is None}
    if form in _TALK and around & syntax().video:
        return Form.VIDEO
    if form is Form.CALL and not pattern.noun and not around & syntax().phone and _face_to_face(nodes, draft):
        return Form.MEETING
    if (
        form is Form.CALL
        and not pattern.noun
        and not around & syntax().phone
        and syntax().meals & {n.lower for n in nodes}
    ):
        return Form.MEETING
    by_phone = not pattern.noun and around & syntax().by_phone
    if form is Form.MEETING and (by_phone or (pattern.weak and any(n.lower in syntax().phone for n in nodes))):
        return Form.CALL
    if form is Form.STATEMENT and pattern.type is EventType.SUPPORT and _by_letter(nodes, draft):
        return Form.LETTER
    return form


def _by_letter(nodes: Sequence[Node], draft: Draft) -> bool:
    """ "congratulated X on the national day in a letter": in the clause, before or behind."""
    around = nodes[max(0, draft.match.first - _WINDOW) : max(draft.match.last, draft.at) + 2 * _WINDOW]
    return any(n.lower in syntax().by_letter for n in around if n.mention is None)


def _face_to_face(nodes: Sequence[Node], draft: Draft) -> bool:
    """ "spoke with X in Geneva", "at the G7", "on the margins of": in one place, so not by telephone."""
    at = draft.at
    after = [n.lower for n in nodes[at + 1 : at + 8]]
    if not syntax().in_person.isdisjoint([*after, *(n.lower for n in nodes[draft.match.last : at])]):
        return True
    place = nodes[at + 2].mention if at + 2 < len(nodes) else None
    there = after[1:2] == ["the"] or (place is not None and place.place is not None)
    return after[:1] in (["in"], ["at"]) and there


def place_of(nodes: Sequence[Node], draft: Draft, target: Sequence[Mention]) -> Mention | None:
    """Where the act took place: the goal of a visit, else the first place behind the trigger with "in" or "at"."""
    if draft.match.pattern.form is Form.VISIT:
        return next((m for m in target if m.place is not None), target[0])
    for index in range(max(1, draft.match.first), len(nodes)):
        node = nodes[index]
        if node.lower in syntax().clause_ends:
            return None
        if node.mention is not None and node.mention.place is not None and _is_there(nodes, index):
            return node.mention
    return None


def _is_there(nodes: Sequence[Node], index: int) -> bool:
    before = nodes[index - 1].lower
    if before == "the" and index > 1:
        return nodes[index - 2].lower in {"at", "in", "to"}
    return before in {"in", "at", "to", "near"}
