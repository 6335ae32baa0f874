"""Who did it to whom: the sides of a trigger by word order and prepositions."""

from __future__ import annotations

from collections.abc import Sequence

from bilateral.coding.readers.base import Node
from bilateral.coding.readers.groups import group_at, parties_of
from bilateral.coding.readers.syntax import is_date, syntax
from bilateral.model import Mention, MentionKind

__all__ = ["find_linked", "find_object", "find_owner", "find_patient", "find_subject"]

Found = tuple[int, tuple[Mention, ...]]
"""The node of a side's first mention (-1 if there is none), and its mentions."""

NOBODY: Found = (-1, ())


def find_subject(nodes: Sequence[Node], index: int) -> tuple[Mention, ...]:
    """The mentions that are the subject of the verb at `index`: nearest group to its left that no preposition or other
    verb governs, past the objects of verbs it is coordinated with. Empty where there is none in the clause."""
    at = _before_verb_group(nodes, index)
    if at >= 0 and nodes[at].lower in syntax().relative:
        return _antecedent(nodes, at)
    while at >= 0:
        if nodes[at].mention is None:
            if nodes[at].lower in syntax().clause_ends:
                return ()
            at -= 1
            continue
        first, _, mentions = group_at(nodes, at)
        if not _governed(nodes, first) and not mentions[0].possessive and mentions[0].actors and _acts(mentions):
            return tuple(m for m in mentions if not m.possessive)
        at = first - 1
    return ()


def find_patient(nodes: Sequence[Node], index: int) -> Found:
    """The subject of the passive verb at `index`, or whose the thing is that is its subject ("Seoul's offer was",
    "Russian envoys were"): the first group of the clause, which may hang on a noun before it ("a plea by X was")."""
    at = _before_verb_group(nodes, index)
    ends = syntax().clause_ends | syntax().clause_links | {","}
    found = NOBODY
    while at >= 0 and nodes[at].lower not in ends:
        if nodes[at].mention is not None:
            first, _, mentions = group_at(nodes, at)
            found, at = (first, mentions), first
        at -= 1
    return found


def _before_verb_group(nodes: Sequence[Node], index: int) -> int:
    """The node before the auxiliaries and adverbs that go with the verb at `index`."""
    passed = syntax().auxiliaries | syntax().adverbs | {","}
    at = index - 1
    while at >= 0 and nodes[at].mention is None and nodes[at].lower in passed:
        at -= 1
    return at


def _acts(mentions: Sequence[Mention]) -> bool:
    """Whether they can do something: not places that are no government's seat."""
    return not all(m.kind is MentionKind.PLACE and (not m.actors or m.head == "site") for m in mentions)


def _antecedent(nodes: Sequence[Node], at: int) -> tuple[Mention, ...]:
    """Whom "who" means: the mention right before it. "Those who" are nobody we know."""
    back = at - 2 if at > 1 and nodes[at - 1].lower == "," else at - 1
    return group_at(nodes, back)[2][-1:] if back >= 0 and nodes[back].mention else ()


def _governed(nodes: Sequence[Node], first: int) -> bool:
    """Whether the group beginning at `first` hangs on a preposition or is the object of a verb before it."""
    at = first - 1
    while at >= 0 and nodes[at].mention is None and nodes[at].lower in syntax().before_names:
        at -= 1
    if at < 0:
        return False
    before = nodes[at]
    if before.mention is not None:
        return before.mention.possessive
    head = nodes[first].mention
    if at and head and parties_of((head,)) and _names_people(nodes[at - 1].lower, before.lower):
        return False
    if before.lower in syntax().prepositions:
        return True
    verb = before.lower.endswith(("ed", "ing")) and before.text[0].islower()
    return verb and before.lower not in syntax().not_verbs


def _names_people(noun: str, link: str) -> bool:
    """Whether two tokens tell whose people act: "a delegation led by X", "officials from Y", "envoys of Z"."""
    if link == "by":
        return noun in {"led", "headed"}
    return link in {"of", "from", "representing"} and noun in syntax().groups


def find_object(nodes: Sequence[Node], index: int, *, reach: int = 8, comma: bool = True) -> Found:
    """The group that begins behind node `index` without a preposition between ("met today Israeli officials").

    `comma`: one may stand before it ("on Friday met, in Rome, X").
    Nouns for groups of people let "of", "from" and "led by" pass: "received a delegation led by X", "met officials
    from Y".
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
        elif _bars_object(nodes, at, first=comma and at == index, grouped=grouped):
            return NOBODY
    return NOBODY


def _bars_object(nodes: Sequence[Node], at: int, *, first: bool, grouped: bool) -> bool:
    """Whether what stands at `at` keeps the search for an object from going on."""
    lower = nodes[at].lower
    if lower in syntax().barriers:
        before = nodes[at - 1].lower if at else ""
        return not (lower == ":" and before in {"nations", "countries", "states", "stops", "cities"})
    if lower == ",":
        return not first and not grouped
    if lower in syntax().prepositions:
        return not (grouped and lower in syntax().group_links) and not _before_date(nodes, at)
    return lower in syntax().subordinators


def _before_date(nodes: Sequence[Node], at: int) -> bool:
    return nodes[at].lower == "on" and at + 1 < len(nodes) and is_date(nodes[at + 1])


def find_linked(
    nodes: Sequence[Node],
    index: int,
    links: frozenset[str],
    *,
    reach: int = 16,
    spoken: bool = False,
    purpose: bool = True,
) -> Found:
    """The group behind one of the prepositions `links`, within the clause that goes on at node `index`.

    `spoken`: what follows "of" or "about" is the topic, and what hangs on it no partner. `purpose`: it may stand behind
    an infinitive ("met to discuss the plan with X").
    """
    for at in range(index, min(len(nodes), index + reach)):
        node = nodes[at]
        if node.mention is not None:
            continue
        if _ends_links(nodes, at, spoken=spoken) or (not purpose and _is_purpose(nodes, at)):
            return NOBODY
        if node.lower not in links or _hangs_on_noun(nodes, at, index) or _to_number(nodes, at):
            continue
        if _is_infinitive(nodes, at):
            continue
        if spoken and node.lower == "to" and nodes[at - 1].lower in syntax().relational_to:
            continue
        found, mentions = find_object(nodes, at + 1, reach=14)
        if found >= 0:
            return found, mentions
        if _is_purpose(nodes, at):
            # "traveled to discuss": an infinitive, and the end of what hangs on the trigger.
            return NOBODY
    return NOBODY


def _ends_links(nodes: Sequence[Node], at: int, *, spoken: bool) -> bool:
    lower = nodes[at].lower
    if lower in syntax().barriers or lower in syntax().clause_links:
        return True
    return spoken and lower in syntax().topics and nodes[at - 1].lower not in syntax().in_person


def _is_purpose(nodes: Sequence[Node], at: int) -> bool:
    """Whether an infinitive begins: "imposed sanctions to end the war on X"."""
    if nodes[at].lower != "to" or at + 1 >= len(nodes) or nodes[at + 1].mention is not None:
        return False
    follows = nodes[at + 1]
    nominal = follows.lower in syntax().determiners | syntax().before_names | syntax().groups
    return follows.text[0].islower() and not nominal


def _is_infinitive(nodes: Sequence[Node], at: int) -> bool:
    """Whether it is surely one, with its object: "is going to find a Europe that", "are going to do everything"."""
    if not _is_purpose(nodes, at) or at + 2 >= len(nodes) or nodes[at + 2].mention is not None:
        return False
    return nodes[at + 2].lower in syntax().begin_objects


def _hangs_on_noun(nodes: Sequence[Node], at: int, index: int) -> bool:
    """ "discussed cooperation with Japan": Japan is what it was about. "killing of X": X suffered it."""
    before = nodes[at - 1].lower if at > index else ""
    if nodes[at].lower == "with":
        aside = any(n.lower in syntax().in_person for n in nodes[max(index, at - 5) : at])
        return before in syntax().relational and nodes[at - 1].text[0].islower() and not aside
    return nodes[at].lower == "of" and before in syntax().suffered


def _to_number(nodes: Sequence[Node], at: int) -> bool:
    return nodes[at].lower == "to" and at + 1 < len(nodes) and nodes[at + 1].text[0].isdigit()


def find_owner(nodes: Sequence[Node], index: int) -> tuple[Mention, ...]:
    """Whose the noun at `index` is: "Blinken's call", "the US president's recent visit"."""
    for back in range(index - 1, max(-1, index - 5), -1):
        mention = nodes[back].mention
        if mention is not None:
            return group_at(nodes, back)[2] if mention.possessive else ()
        if nodes[back].lower in syntax().prepositions | syntax().clause_ends:
            return ()
    return ()
