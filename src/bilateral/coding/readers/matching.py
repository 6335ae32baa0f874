"""Finding triggers: which patterns begin at a token, in the right part of speech and voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bilateral.coding.readers.base import Node
from bilateral.coding.readers.patterns import Pattern
from bilateral.coding.readers.syntax import PARTICIPLE, PAST, syntax
from bilateral.model import MentionKind

__all__ = ["Match", "Table", "has_auxiliary", "is_progressive", "light_verb", "matches_at"]

Table = dict[str, tuple[tuple[Pattern, str], ...]]

_COLLECTIVE = (MentionKind.STATE, MentionKind.ORGANISATION)

_FRONT = 12
"""How many tokens before a passive verb its noun may stand."""


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found: nodes `first` to `last` (inclusive), and the tense of its first word.

    `reduced` is a passive without its auxiliary ("a treaty signed by X"). `front` is the node of a passive pattern's
    noun that stands before its verb ("sanctions were imposed"), -1 in all others.
    """

    pattern: Pattern
    first: int
    last: int
    tense: str
    passive: bool = False
    reduced: bool = False
    front: int = -1


def matches_at(nodes: Sequence[Node], index: int, table: Table, nouns: frozenset[str]) -> Iterator[Match]:
    """The patterns that begin at `index`, longest first. `nouns` are words that begin no verb pattern."""
    node = nodes[index]
    found = table.get(node.lower)
    if node.mention is not None or found is None:
        return
    noun = node.lower in nouns or _is_noun(nodes, index)
    describes = _is_attribute(nodes, index)
    reduced = not noun and _is_reduced(nodes, index)
    passive = reduced or (not noun and _is_passive(nodes, index))
    for pattern, tense in found:
        past = tense in (PAST, PARTICIPLE)
        if pattern.noun != noun and (pattern.noun or not past):
            continue
        if past and describes:
            continue
        match = _match(nodes, index, pattern, tense, passive=passive and past)
        if match is not None:
            yield replace(match, reduced=True) if reduced and match.passive else match


def _match(nodes: Sequence[Node], index: int, pattern: Pattern, tense: str, *, passive: bool) -> Match | None:
    last = _rest(nodes, index, pattern.rest)
    if last is not None:
        return Match(pattern, index, last, tense, passive and (pattern.direct or not pattern.rest))
    if passive and pattern.width == 1:
        front = _fronted(nodes, index, pattern)
        if front is not None:
            return Match(pattern, index, index, tense, passive=True, front=front)
    return None


def _rest(nodes: Sequence[Node], index: int, rest: tuple[frozenset[str], ...]) -> int | None:
    """The node where the rest of a pattern ends, None where it does not match."""
    at, gap = index, 0
    for words in rest:
        if not words:
            gap = 4
            continue
        found = _next(nodes, at + 1, at + 2 + gap, words)
        if found is None:
            return None
        at, gap = found, 0
    return at


def _next(nodes: Sequence[Node], start: int, end: int, words: frozenset[str]) -> int | None:
    """The first node from `start` to before `end` that is one of `words`, or a mention with such a head in a gap."""
    for at in range(start, min(len(nodes), end)):
        node = nodes[at]
        if (node.lower in words) if node.mention is None else (end - start > 1 and node.mention.head in words):
            return at
        if node.lower in {";", ":"}:
            return None
    return None


def _fronted(nodes: Sequence[Node], index: int, pattern: Pattern) -> int | None:
    """Where the noun of a pattern stands before its passive verb ("the sanctions that were imposed")."""
    words = next(w for w in pattern.rest if w)
    for at in range(index - 1, max(-1, index - _FRONT), -1):
        node = nodes[at]
        if (node.lower in words) if node.mention is None else (node.mention.head in words):
            return at
        if node.lower in syntax().clause_ends:
            return None
    return None


def _is_noun(nodes: Sequence[Node], index: int) -> bool:
    """Whether an ambiguous word ("call", "visit", "meeting") stands as a noun."""
    words = syntax()
    if index == 0:
        return len(nodes) > 1 and nodes[1].lower in words.prepositions  # "Talks between X and Y were held"
    before = nodes[index - 1]
    if before.mention is not None:
        return before.mention.possessive
    if before.text[0].isdigit() or before.lower in words.determiners or before.lower.startswith(("’s", "'s")):
        return True
    if before.lower in words.auxiliaries | words.adverbs | words.relative | words.conjunctions or before.lower == "to":
        return False
    if before.lower in words.prepositions:
        return True
    return before.text[0].isalpha() and before.text[0].islower() and not before.lower.endswith("ly")


def _is_attribute(nodes: Sequence[Node], index: int) -> bool:
    """Whether a participle at `index` describes a noun: "the sanctioned banks", "X's planned visit"."""
    before = nodes[index - 1] if index else None
    if before is None:
        return False
    if before.mention is not None:
        return before.text.endswith(("’s", "'s", "’", "'"))
    return before.lower in syntax().attributive


def _is_passive(nodes: Sequence[Node], index: int) -> bool:
    """Whether a form of "be" carries the verb at `index`."""
    for back in range(index - 1, max(-1, index - 4), -1):
        word = nodes[back].lower
        if nodes[back].mention is not None:
            return False
        if word in syntax().be:
            return True
        if word not in syntax().adverbs | syntax().auxiliaries:
            return False
    return False


def _is_reduced(nodes: Sequence[Node], index: int) -> bool:
    """Whether the verb at `index` is a participle that describes a noun: "by" and its doer follow at once."""
    if index + 2 >= len(nodes) or nodes[index + 1].lower != "by":
        return False
    for node in nodes[index + 2 : index + 5]:
        if node.mention is not None:
            return not has_auxiliary(nodes, index)
        if node.lower in syntax().prepositions:
            # "spoke by phone with X": the means, and nobody who did it.
            return False
    return False


def is_progressive(nodes: Sequence[Node], index: int) -> bool:
    """Whether a form of "be" carries the -ing form at `index`."""
    return _is_passive(nodes, index)


def has_auxiliary(nodes: Sequence[Node], first: int) -> bool:
    """Whether an auxiliary stands right before the verb group that begins at `first`."""
    return any(n.lower in syntax().auxiliaries for n in nodes[max(0, first - 3) : first] if n.mention is None)


def light_verb(nodes: Sequence[Node], index: int, *, contact: bool) -> int | None:
    """The verb that carries the noun at `index` ("held", "had", "took part in"), if one does. Nouns that name no
    contact are carried by fewer: who "addresses an attack" makes none."""
    forms = syntax().light_forms.keys() if contact else syntax().light_deeds
    for back in range(index - 1, max(-1, index - 8), -1):
        node = nodes[back]
        if node.lower in syntax().clause_ends or node.lower in syntax().topics - {"of"}:
            return None
        if node.mention is not None and not _describes(node):
            return None
        if node.mention is None and node.lower in forms and not _is_attribute(nodes, back):
            return back
    return None


def _describes(node: Node) -> bool:
    """Whether a mention may stand before a noun as part of its name ("the U.S.-Honduras Strategic Dialogue")."""
    mention = node.mention
    return mention is not None and (mention.possessive or mention.kind in _COLLECTIVE)
