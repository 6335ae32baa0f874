"""Who did it to whom: sides of a trigger by word order, voice and prepositions."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bilateral.coding.readers.base import Node
from bilateral.model import Mention, MentionKind

__all__ = ["PRONOUNS", "Syntax", "find_linked", "find_object", "find_subject", "group_at", "parties_of", "syntax"]


@dataclass(frozen=True, slots=True)
class Syntax:
    """Closed word classes of syntax.toml."""

    prepositions: frozenset[str]
    determiners: frozenset[str]
    auxiliaries: frozenset[str]
    be: frozenset[str]
    adverbs: frozenset[str]
    clause_ends: frozenset[str]
    relative: frozenset[str]
    conjunctions: frozenset[str]
    light_verbs: frozenset[str]
    groups: frozenset[str]
    video: frozenset[str]
    phone: frozenset[str]
    written: frozenset[str]
    intentions: frozenset[str]
    relational: frozenset[str]


PRONOUNS = frozenset({"i", "we", "he", "she", "they"})
"""A pronoun stands alone: the comma before it parts clauses ("On behalf of France, I ...")."""


@cache
def syntax() -> Syntax:
    """The word classes of the package, read once."""
    table = tomllib.loads((files("bilateral.knowledge") / "data" / "syntax.toml").read_text("utf-8"))
    return Syntax(**{name: frozenset(values) for name, values in table.items()})


def parties_of(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Codes of states and organisations that the mentions act for, in order, once each."""
    return tuple(dict.fromkeys(a.party for m in mentions for a in m.actors if a.party))


def group_at(nodes: Sequence[Node], index: int) -> tuple[int, int, tuple[Mention, ...]]:
    """The coordination ("A, B, and C") that the mention at `index` is part of: first node, last node, its mentions."""
    first = last = index
    while (before := _joined(nodes, first, -1)) is not None:
        first = before
    while (after := _joined(nodes, last, 1)) is not None and not _starts_clause(nodes, last, after):
        last = after
    if first < last and not any(n.lower in _AND for n in nodes[first:last] if n.mention is None):
        # A comma alone does not coordinate: "with its war against Ukraine, the United States ...".
        first = last = index
    return first, last, tuple(n.mention for n in nodes[first : last + 1] if n.mention)


_AND = frozenset({"and", "&", "as", "along", ";", "plus"})


def _joined(nodes: Sequence[Node], index: int, step: int) -> int | None:
    """The next mention in a coordination, over ", and the", "as well as" and honorifics; None if something else comes."""
    at, linked = index + step, False
    while 0 <= at < len(nodes):
        node = nodes[at]
        if node.mention:
            alone = node.lower in PRONOUNS or nodes[index].lower in PRONOUNS
            if not linked or alone or (node.mention.possessive and step > 0):
                return None
            return at
        if node.lower in syntax().conjunctions or (node.lower == ";" and step > 0 and _list_goes_on(nodes, at)):
            linked = True
        elif step > 0 and _in_date(nodes, at):
            pass
        elif node.lower not in {"the", "his", "her", "as", "well", "along", "with", "then", "both"}:
            return None
        if node.lower in {"as", "along", "with"} and not _long_and(nodes, at):
            return None
        linked = linked or node.lower in {"as", "along"}
        at += step
    return None


def _list_goes_on(nodes: Sequence[Node], at: int) -> bool:
    """Whether a semicolon only parts the members of a list: "Accra, Ghana; Dar es Salaam, Tanzania; and Lusaka"."""
    following = at + 1
    while following < len(nodes) and nodes[following].lower in {"and", "the"}:
        following += 1
    if following >= len(nodes) or nodes[following].mention is None:
        return False
    behind = nodes[following + 1] if following + 1 < len(nodes) else None
    return behind is None or behind.lower in {";", ",", ".", "and", "from", "on", "to", "in", "about"}


def _in_date(nodes: Sequence[Node], at: int) -> bool:
    """Whether the token belongs to a date inside a list of stops ("Tegucigalpa on March 17 and San José on March 19")."""
    lower = nodes[at].lower
    if lower in {"on", "from", "to", "-", "–"}:
        return at + 1 < len(nodes) and nodes[at + 1].mention is None and _dateish(nodes[at + 1])
    return _dateish(nodes[at])


def _long_and(nodes: Sequence[Node], at: int) -> bool:
    """Whether the word is part of "as well as" or "along with"."""
    words = [n.lower for n in nodes[max(0, at - 2) : at + 3]]
    joined = " ".join(words)
    return "as well as" in joined or "along with" in joined


def _starts_clause(nodes: Sequence[Node], last: int, after: int) -> bool:
    """Whether ", and B" opens a clause of its own: B is followed by a finite verb and the link is a comma or "and"."""
    following = nodes[after + 1] if after + 1 < len(nodes) else None
    if following is None or following.mention:
        return False
    governed = any(n.lower in syntax().prepositions for n in nodes[max(0, last - 2) : last] if not n.mention)
    finite = following.lower in syntax().auxiliaries or following.lower.endswith("ed")
    return governed and finite


def find_subject(nodes: Sequence[Node], index: int) -> tuple[Mention, ...]:
    """The mentions that are the subject of the verb at `index`: nearest group to its left that no preposition or other
    verb governs, past the objects of verbs it is coordinated with. Empty where there is none in the clause."""
    words = syntax()
    at = index - 1
    while at >= 0 and nodes[at].mention is None and nodes[at].lower in words.auxiliaries | words.adverbs | {","}:
        at -= 1
    if at >= 0 and nodes[at].lower in words.relative:
        return _antecedent(nodes, at)
    while at >= 0:
        node = nodes[at]
        if node.mention is None:
            if node.lower in words.clause_ends:
                return ()
            at -= 1
            continue
        first, _, mentions = group_at(nodes, at)
        if not _governed(nodes, first) and not mentions[0].possessive and mentions[0].actors and not _is_site(mentions):
            return tuple(m for m in mentions if not m.possessive)
        at = first - 1
    return ()


def _is_site(mentions: Sequence[Mention]) -> bool:
    """Places without a government: nothing that acts."""
    return all(m.kind is MentionKind.PLACE and not m.actors for m in mentions)


def _antecedent(nodes: Sequence[Node], at: int) -> tuple[Mention, ...]:
    for back in range(at - 1, max(-1, at - 8), -1):
        if nodes[back].mention:
            return group_at(nodes, back)[2][-1:]
    return ()


def _governed(nodes: Sequence[Node], first: int) -> bool:
    """Whether the group beginning at `first` hangs on a preposition or is the object of a verb before it."""
    words = syntax()
    at = first - 1
    while (
        at >= 0
        and nodes[at].mention is None
        and nodes[at].lower in {"the", "his", "her", "their", "a", "an", "both", "former"}
    ):
        at -= 1
    if at < 0:
        return False
    before = nodes[at]
    if before.mention is not None:
        return before.mention.possessive
    if before.lower in words.prepositions:
        return True
    return (
        before.lower.endswith(("ed", "ing"))
        and before.lower not in {"morning", "evening", "beijing"}
        and before.text[0].islower()
    )


def find_object(nodes: Sequence[Node], index: int, *, reach: int = 8) -> tuple[int, tuple[Mention, ...]]:
    """The group that begins behind node `index` without a preposition between ("met today Israeli officials").

    Returns the node of its first mention (-1 if none) and its mentions. Nouns for groups of people let "of", "from" and
    "led by" pass: "received a delegation led by X", "met officials from Y".
    """
    grouped = False
    for at in range(index, min(len(nodes), index + reach)):
        node = nodes[at]
        if node.mention is not None:
            if not node.mention.actors and node.mention.kind is MentionKind.OFFICE:
                grouped = True  # "with senior officials, including X"
                continue
            first, _, mentions = group_at(nodes, at)
            return first, mentions
        if node.lower in syntax().groups:
            grouped = True
        elif _bars_object(nodes, at, first=at == index, grouped=grouped):
            return -1, ()
    return -1, ()


def _bars_object(nodes: Sequence[Node], at: int, *, first: bool, grouped: bool) -> bool:
    """Whether what stands at `at` keeps the search for an object from going on."""
    lower = nodes[at].lower
    before = nodes[at - 1].lower if at else ""
    if lower in _STOPS:
        return not (lower == ":" and before in {"nations", "countries", "states", "stops", "cities"})
    if lower in _NEW_CLAUSE:
        return True
    if lower == ",":
        return not first and not grouped
    if lower not in syntax().prepositions:
        return False
    if grouped and lower in {"of", "from", "by", "for", "in", "at", "including"}:
        return False
    return not (lower == "on" and at + 1 < len(nodes) and _dateish(nodes[at + 1]))


_NEW_CLAUSE = frozenset({"that", "to", "because", "while", "when", "where", "after", "before"})


def find_linked(
    nodes: Sequence[Node], index: int, links: frozenset[str], *, reach: int = 16, spoken: bool = False
) -> tuple[int, tuple[Mention, ...]]:
    """The group behind one of the prepositions `links`, within the clause that goes on at node `index`.

    `spoken`: what follows "of" or "about" is the topic, and what hangs on it no partner.
    """
    words = syntax()
    for at in range(index, min(len(nodes), index + reach)):
        node = nodes[at]
        if node.mention is not None:
            continue
        if node.lower in _STOPS or node.lower in {"that", "who", "which", "because", "while", "when"}:
            return -1, ()
        if spoken and node.lower in {"of", "about"}:
            return -1, ()
        if node.lower == "with" and at > index and nodes[at - 1].lower in words.relational:
            # "discussed cooperation with Japan": Japan is what it was about.
            continue
        if node.lower == "to" and at + 1 < len(nodes) and nodes[at + 1].text[0].isdigit():
            continue
        if node.lower in links:
            found, mentions = find_object(nodes, at + 1, reach=14)
            if found >= 0:
                return found, mentions
            if node.lower == "to":
                # "traveled to discuss": an infinitive, and the end of what hangs on the trigger.
                return -1, ()
    return -1, ()


# A quoted title may stand between a verb and what hangs on it ("signed the “Declaration” with X").
_STOPS = frozenset({";", ":", "—"})
_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan.",
        "feb.",
        "aug.",
        "sept.",
        "oct.",
        "nov.",
        "dec.",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)


def _dateish(node: Node) -> bool:
    return node.lower in _MONTHS or node.text[0].isdigit()
