"""From a trigger with its sides to an act: status, type as promised or refused, form, place and confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bilateral.coding.readers.base import Act, Node
from bilateral.coding.readers.drafts import Draft
from bilateral.coding.readers.forms import form_of, place_of
from bilateral.coding.readers.groups import parties_of
from bilateral.coding.readers.matching import has_auxiliary, is_progressive
from bilateral.coding.readers.sides import find_object
from bilateral.coding.readers.syntax import BASE, ING, PAST, syntax
from bilateral.coding.readers.turns import turned
from bilateral.coding.status import Cue, status_of
from bilateral.model import EventType, Form, Mention, MentionKind, Span, Status

__all__ = ["act_of", "stops_of", "without_doubles"]

_IS_ASKED = "?"
_CALLS_FOR = (EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN)
_BOTH_ALIKE = (Form.CALL, Form.MEETING, Form.VIDEO)


def act_of(nodes: Sequence[Node], draft: Draft, before: Sequence[Act]) -> Act | None:
    """The act a draft tells of; None where its sides are no two parties, or where it is only what another act of the
    sentence (one of `before`) asks for."""
    if not _are_two(draft) or not _is_told(nodes, draft):
        return None
    status, cue, why = _status(nodes, draft)
    if (cue is None or not cue.attitude) and _is_infinitive(nodes, draft):
        told = before[-1] if before and not _hangs_on_noun(nodes, draft.first) else None
        if told is not None and (told.type in _CALLS_FOR or _is_agreed(told, draft)):
            return None
        if cue is None:
            status, why = _performed(nodes, draft) or _intended(told)
    act = _act(nodes, draft, status, why)
    return turned(act, cue) if cue is not None and not act.nominal else act


def _performed(nodes: Sequence[Node], draft: Draft) -> tuple[Status, str] | None:
    """ "It is my pleasure to congratulate", "are pleased to announce": saying so does it."""
    pattern = draft.match.pattern
    said = pattern.form is Form.STATEMENT and pattern.type in (EventType.SUPPORT, EventType.CONSULT)
    if said and draft.first > 1 and nodes[draft.first - 2].lower in syntax().pleasures:
        return Status.OCCURRED, f"said by the speaker: {nodes[draft.first - 2].lower} to"
    return None


def _intended(told: Act | None) -> tuple[Status, str]:
    """The status of an infinitive behind the act `told`: that of the contact it was for, else no more than a wish."""
    if told is not None and told.type is EventType.CONSULT:
        return told.status, "infinitive: status of the act before it"
    return Status.PROPOSED, "infinitive: only an intention"


def _act(nodes: Sequence[Node], draft: Draft, status: Status, why: str) -> Act:
    pattern, target = draft.match.pattern, draft.target
    if pattern.form is Form.VISIT:
        target = (*target, *_hosts(nodes, draft.match.last, parties_of(target)))
    return Act(
        trigger=Span(nodes[draft.first].start, nodes[draft.match.last].end),
        type=pattern.type,
        mode=pattern.mode,
        form=form_of(nodes, draft),
        status=status,
        source=draft.source,
        target=target,
        place=place_of(nodes, draft, target),
        nominal=draft.nominal,
        weak=pattern.weak,
        symmetric=draft.symmetric or (pattern.contact and pattern.form in _BOTH_ALIKE),
        confidence=_confidence(draft),
        reasons=(f"pattern {pattern.name!r}", *filter(None, [why])),
    )


def _are_two(draft: Draft) -> bool:
    """Whether the sides act for two parties, and nobody is said to meet his own state among others, as in a sentence
    that translation has broken."""
    source, target = set(parties_of(draft.source)), set(parties_of(draft.target))
    if not source or not target or source >= target:
        return False
    own = set(parties_of([m for m in draft.source if m.kind is MentionKind.PERSON]))
    states = parties_of([m for m in draft.target if m.kind is MentionKind.STATE])
    return not (draft.match.pattern.contact and own & set(states))


def _is_told(nodes: Sequence[Node], draft: Draft) -> bool:
    """Whether the text tells the act: not in a question, nor by a participle that only says how something else was
    done ("working on ..., providing aid to X")."""
    if nodes[-1].text == _IS_ASKED:
        return False
    match = draft.match
    if match.tense != ING or match.pattern.contact or draft.light is not None:
        return True
    before = nodes[: match.first]
    return bool(before) and (before[-1].lower == "," or is_progressive(nodes, match.first))


def _status(nodes: Sequence[Node], draft: Draft) -> tuple[Status, Cue | None, str]:
    """The status by cues, the cue that settles it, and the reason in words."""
    first = draft.first
    tense = draft.match.tense if draft.light is None else syntax().light_forms[nodes[first].lower]
    finite = tense == PAST and not draft.match.passive and not has_auxiliary(nodes, first)
    status, cue = status_of(nodes, first, draft.match.last, finite_past=finite)
    if cue is None:
        return status, None, ""
    phrase = " ".join(cue.words)
    if _does_it(phrase, status, draft):
        return Status.OCCURRED, cue, f"{Status.OCCURRED} because of {phrase!r} (said by the speaker)"
    return status, cue, f"{status} because of {phrase!r}"


def _does_it(phrase: str, status: Status, draft: Draft) -> bool:
    """ "I would like to congratulate": saying so does it."""
    polite = status is Status.PROPOSED and phrase in syntax().polite and draft.match.pattern.form is Form.STATEMENT
    return polite and any(m.text.lower() in {"i", "we"} for m in draft.source)


def _is_infinitive(nodes: Sequence[Node], draft: Draft) -> bool:
    verb = draft.match.tense == BASE and not draft.match.pattern.noun and draft.light is None
    carried = draft.light is not None and syntax().light_forms[nodes[draft.light].lower] == BASE
    return (verb or carried) and _behind_to(nodes, draft.first)


def _behind_to(nodes: Sequence[Node], first: int) -> bool:
    """Whether "to" governs the base form at `first`, over adverbs and over verbs it is coordinated with."""
    at = first - 1
    while at >= 0 and (nodes[at].lower in syntax().adverbs or nodes[at].lower.endswith("ly")):
        at -= 1
    if at >= 0 and nodes[at].lower in syntax().conjunctions:
        return _coordinated_to(nodes, at)
    return at >= 0 and nodes[at].lower == "to"


def _coordinated_to(nodes: Sequence[Node], conjunction: int) -> bool:
    """ "to end the war and withdraw": an infinitive before the conjunction, and no finite verb's subject between."""
    for at in range(conjunction - 1, 0, -1):
        if nodes[at].lower in syntax().clause_ends:
            return False
        if nodes[at].lower == "to" and nodes[at + 1].mention is None and nodes[at + 1].text[0].islower():
            return nodes[at + 1].lower not in syntax().determiners
    return False


def _is_agreed(told: Act, draft: Draft) -> bool:
    """ "X and Y agreed on Friday to restore relations": what they agreed on, and no act beside it."""
    sides = {*parties_of(draft.source), *parties_of(draft.target)}
    return told.type is EventType.AGREE and sides <= {*parties_of(told.source), *parties_of(told.target)}


def _hangs_on_noun(nodes: Sequence[Node], verb: int) -> bool:
    """Whether an infinitive hangs on a noun: "his decision to travel", "the invitation to visit"."""
    return verb > 1 and nodes[verb - 2].lower in syntax().intentions


def _hosts(nodes: Sequence[Node], last: int, parties: Sequence[str]) -> tuple[Mention, ...]:
    """Who is visited, where the sentence says so: "at the invitation of X"."""
    for index in range(last + 1, len(nodes) - 2):
        if nodes[index].lower == "invitation" and nodes[index + 1].lower == "of":
            _, found = find_object(nodes, index + 2)
            return tuple(m for m in found if m.kind is MentionKind.PERSON and set(parties_of((m,))) <= set(parties))
    return ()


def _confidence(draft: Draft) -> float:
    """A first estimate: sides named as persons are safest, a nominal mention or a guessed side is weaker."""
    sides = (draft.source, draft.target)
    value = 0.7 + 0.1 * sum(any(m.kind is MentionKind.PERSON for m in side) for side in sides)
    if any("guess" in a.basis for side in sides for m in side for a in m.actors):
        value -= 0.2
    return round(value - (0.2 if draft.nominal else 0.0), 2)


def stops_of(act: Act) -> list[Act]:
    """A journey to several states, told in one breath, is a visit to each; every stop may have days of its own."""
    parties = parties_of(act.target)
    if act.form is not Form.VISIT or len(parties) < 2:
        return [act]
    found = []
    for party in parties:
        there = tuple(
            replace(m, actors=tuple(a for a in m.actors if a.party == party))
            for m in act.target
            if any(a.party == party for a in m.actors)
        )
        found.append(replace(act, target=there, place=there[0], focus=Span(there[0].start, there[-1].end)))
    return found


def without_doubles(acts: Sequence[Act]) -> list[Act]:
    """One act told twice in a sentence ("hosted ... for a meeting with") is kept once: the first."""
    kept: dict[tuple[Form, EventType, frozenset[str]], Act] = {}
    for act in acts:
        kept.setdefault((act.form, act.type, frozenset(parties_of((*act.source, *act.target)))), act)
    return list(kept.values())
