"""Who "he", "they", "the sides" and "I" are: from the sentences before, and from the document's own voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bilateral.coding.items import Item
from bilateral.model import Actor, Mention, MentionKind

__all__ = ["Memory"]

_SINGLE = frozenset({"he", "she"})
_OPENERS = _SINGLE | {"i", "we", "they", "the", "both", "two"}
_GROUP_HEADS = frozenset(
    [
        "sides",
        "parties",
        "leaders",
        "presidents",
        "ministers",
        "officials",
        "secretaries",
        "diplomats",
        "interlocutors",
        "pair",
        "premiers",
        "chancellors",
        "counterparts",
        "advisors",
        "advisers",
        "heads",
        "principals",
        "delegations",
        "foreign-ministers",
        "countries",
        "nations",
        "governments",
        "states",
        "secretary",
    ]
)
_FOLK = (MentionKind.PERSON, MentionKind.OFFICE)


class Memory:
    """What the sentences read so far leave to refer to. `voice` is who "I" and "we" are, where the document tells."""

    def __init__(self, voice: Actor | None) -> None:
        self._voice = voice
        self._subject: Actor | None = None
        self._sides: tuple[Actor, ...] = ()

    def resolve(self, items: Sequence[Item], taken: Sequence[Mention]) -> list[Mention]:
        """Mentions for the pronouns and group nouns among `items` that lie outside the mentions already `taken`."""
        found: list[Mention] = []
        for index, item in enumerate(items):
            if item.lower not in _OPENERS:
                continue
            if any(m.start <= item.start < m.end for m in taken):
                continue
            mention = self._one(items, index, _nearer(items, index, taken) or self._subject)
            if mention is not None and not any(
                m.start < mention.end and mention.start < m.end for m in (*taken, *found)
            ):
                found.append(mention)
        return found

    def _one(self, items: Sequence[Item], index: int, subject: Actor | None) -> Mention | None:
        word = items[index].lower
        if word in _SINGLE and subject is not None:
            return _mention(items, index, index, MentionKind.PERSON, (subject,), f"{word!r}: subject before")
        if word == "i" and items[index].text == "I" and self._voice is not None and self._voice.party:
            return _mention(items, index, index, MentionKind.PERSON, (self._voice,), "'I': the document's author")
        if word == "we" and self._voice is not None and self._voice.party:
            actor = replace(self._voice, person=None, person_id=None, office=None, level=None)
            return _mention(items, index, index, MentionKind.STATE, (actor,), "'we': the document's publisher")
        if len(self._sides) < 2:
            return None
        if word == "they":
            return _mention(items, index, index, MentionKind.GROUP, self._sides, "'they': the sides before")
        if word in {"the", "both", "two"}:
            last = index + 1
            if word == "the" and last < len(items) and items[last].lower in {"two", "three", "four"}:
                last += 1
            while last < len(items) and items[last].lower in {"foreign", "prime", "national", "security", "defense"}:
                last += 1
            if last < len(items) and items[last].lower in _GROUP_HEADS:
                return _mention(items, index, last, MentionKind.GROUP, self._sides, "the sides before")
            if word == "the" and last == index + 2 and items[index + 1].lower == "two":
                return _mention(items, index, last - 1, MentionKind.GROUP, self._sides, "the sides before")
        return None

    def hear(self, mentions: Sequence[Mention], items: Sequence[Item], *, contact: bool) -> None:
        """Takes in a sentence once it is resolved. `contact`: it has a word that tells of a call, meeting or visit."""
        folk = [m for m in mentions if m.kind in _FOLK and m.actors and not m.possessive]
        people = [m for m in folk if m.kind is MentionKind.PERSON and m.actors[0].person]
        if people:
            free = [m for m in people if not _after_preposition(m, items)]
            self._subject = (free or people)[0].actors[0]
        sides: dict[str, Actor] = {}
        for mention in people if len({a.party for m in people for a in m.actors}) > 1 else folk:
            for actor in mention.actors:
                if actor.party:
                    sides.setdefault(actor.party, actor)
        if len(sides) > 1 and (contact or not self._sides):
            self._sides = tuple(sides.values())


def _nearer(items: Sequence[Item], index: int, taken: Sequence[Mention]) -> Actor | None:
    """The person that is the subject earlier in the same sentence: "Hajiyev travelled to X, where he met ..."."""
    for mention in taken:
        if mention.end > items[index].start:
            return None
        named = mention.kind is MentionKind.PERSON and mention.actors and mention.actors[0].person
        if named and not mention.possessive and not _after_preposition(mention, items):
            return mention.actors[0]
    return None


def _mention(
    items: Sequence[Item], first: int, last: int, kind: MentionKind, actors: tuple[Actor, ...], why: str
) -> Mention:
    told = tuple(replace(a, basis=f"{a.basis}; {why}" if a.basis else why) for a in actors)
    text = " ".join(i.text for i in items[first : last + 1])
    return Mention(start=items[first].start, end=items[last].end, text=text, kind=kind, actors=told)


def _after_preposition(mention: Mention, items: Sequence[Item]) -> bool:
    before = [i for i in items if i.end <= mention.start]
    return bool(before) and before[-1].lower in {"with", "to", "of", "by", "from", "for", "between", "on", "against"}
