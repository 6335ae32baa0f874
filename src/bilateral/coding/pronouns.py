"""Who "he", "they", "the sides" and "I" are: from the sentences before, and from the document's own voice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bilateral.coding.items import Item
from bilateral.coding.mentions.row import Row
from bilateral.coding.voice import is_spokesperson
from bilateral.coding.words import words
from bilateral.knowledge import SurfaceKind
from bilateral.model import Actor, Mention, MentionKind

__all__ = ["Memory"]

_FOLK = (MentionKind.PERSON, MentionKind.OFFICE)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "both": 2}


class Memory:
    """What the sentences read so far leave to refer to. `voice` is who "I" and "we" are, where the document tells."""

    def __init__(self, voice: Actor | None) -> None:
        self._voice = voice if voice is not None and voice.party else None
        self._subject: Actor | None = None
        self._sides: tuple[Actor, ...] = ()
        # Before two sides are told only these can mean anybody.
        self._alone: dict[str, Callable[[Row, int, Actor | None], Mention | None]] = {
            "he": self._he,
            "she": self._he,
            "i": self._author,
            "we": self._publisher,
        }
        self._readers = {**self._alone, "they": self._they, **dict.fromkeys(("the", *_NUMBERS), self._group)}

    @property
    def subject(self) -> Actor | None:
        """The person that the sentences before were about."""
        return self._subject

    def resolve(self, items: Sequence[Item], taken: Sequence[Mention]) -> list[Mention]:
        """The mentions `taken` with those that pronouns and group nouns make, in order of appearance.

        A plural office that names nobody ("the two presidents") gives way to the group that it means.
        """
        readers = self._readers if len(self._sides) > 1 else self._alone
        words = [at for at, item in enumerate(items) if item.lower in readers]
        if not words:
            return list(taken)
        row = Row(items)
        named = [m for m in taken if m.actors]
        found: list[Mention] = []
        for at in words:
            item = items[at]
            reader = readers[item.lower]
            shouted = len(item.text) > 1 and item.text.isupper()  # "SHE WINS" is a name or a heading
            if shouted or any(m.start <= item.start < m.end for m in (*named, *found)):
                continue
            mention = reader(row, at, _nearer(row, at, taken) or self._subject)
            if mention is not None and not any(_overlap(m, mention) for m in (*named, *found)):
                found.append(mention)
        kept = [m for m in taken if m.actors or not any(_overlap(m, f) for f in found)]
        return sorted([*kept, *found], key=lambda m: m.start)

    def hear(self, mentions: Sequence[Mention], items: Sequence[Item], *, contact: bool) -> None:
        """Takes in a sentence once it is resolved. `contact`: it has a word that tells of a call, meeting or visit."""
        row = Row(items)
        folk = [m for m in mentions if m.kind in _FOLK and m.actors and not m.possessive]
        people = [m for m in folk if m.kind is MentionKind.PERSON and m.actors[0].person]
        acting = [m for m in people if not is_spokesperson(m.actors[0])]
        if acting:
            free = [m for m in acting if row.subject(m)]
            self._subject = (free or acting)[0].actors[0]
        sides = _by_party(people)
        sides = sides if len(sides) > 1 else _by_party(folk)
        sides = sides if len(sides) > 1 else _by_party(_joined(row, mentions))
        if len(sides) > 1 and (contact or not self._sides):
            self._sides = tuple(sides.values())

    # -- readers of one word -----------------------------------------------------------------------------------------

    def _he(self, row: Row, at: int, subject: Actor | None) -> Mention | None:
        if subject is None:
            return None
        return _mention(row, (at, at), MentionKind.PERSON, (subject,), f"{row.lower(at)!r}: subject before")

    def _author(self, row: Row, at: int, _: Actor | None) -> Mention | None:
        if self._voice is None or row.text(at) != "I":
            return None
        return _mention(row, (at, at), MentionKind.PERSON, (self._voice,), "'I': the document's author")

    def _publisher(self, row: Row, at: int, _: Actor | None) -> Mention | None:
        if self._voice is None:
            return None
        actor = replace(self._voice, person=None, person_id=None, office=None, level=None)
        return _mention(row, (at, at), MentionKind.STATE, (actor,), "'we': the document's publisher")

    def _they(self, row: Row, at: int, _: Actor | None) -> Mention | None:
        if len(self._sides) < 2:
            return None
        return _mention(row, (at, at), MentionKind.GROUP, self._sides, "'they': the sides before")

    def _group(self, row: Row, at: int, _: Actor | None) -> Mention | None:
        """ "the sides", "the two presidents", "both ministers", "the four": as many sides as are told."""
        if len(self._sides) < 2:
            return None
        counted = at + 1 if row.lower(at) == "the" and row.lower(at + 1) in _NUMBERS else at
        number = _NUMBERS.get(row.lower(counted))
        if number not in (None, len(self._sides)):
            return None
        head = counted + 1
        while row.lower(head) in words().group_modifiers:
            head += 1
        title = row.of(head, SurfaceKind.TITLE) is not None and row.lower(head).endswith("s")
        if title or row.lower(head) in words().group_heads:
            return _mention(row, (at, head), MentionKind.GROUP, self._sides, "the sides before")
        if counted > at and head == counted + 1 and not row.capital(head):
            return _mention(row, (at, counted), MentionKind.GROUP, self._sides, "the sides before")
        return None


def _by_party(mentions: Sequence[Mention]) -> dict[str, Actor]:
    sides: dict[str, Actor] = {}
    for mention in mentions:
        for actor in mention.actors:
            if actor.party:
                sides.setdefault(actor.party, actor)
    return sides


def _joined(row: Row, mentions: Sequence[Mention]) -> list[Mention]:
    """The states of an enumeration ("Israel and Turkey") that opens the sentence."""
    group: list[Mention] = []
    for mention in mentions:
        between = [i.lower for i in row.items if i.end <= mention.start and (not group or i.start >= group[-1].end)]
        if mention.kind is not MentionKind.STATE or mention.possessive or not set(between) <= {"and", ",", "the"}:
            break
        group.append(mention)
    return group


def _nearer(row: Row, at: int, taken: Sequence[Mention]) -> Actor | None:
    """The person that is the subject earlier in the same sentence: "Hajiyev travelled to X, where he met ..."."""
    for mention in taken:
        if mention.end > row[at].start:
            return None
        if mention.kind is MentionKind.PERSON and mention.actors and mention.actors[0].person and row.subject(mention):
            return mention.actors[0]
    return None


def _mention(row: Row, at: tuple[int, int], kind: MentionKind, actors: tuple[Actor, ...], why: str) -> Mention:
    """A mention of the items from the first to the last of `at`."""
    told = tuple(replace(a, basis=f"{a.basis}; {why}" if a.basis else why) for a in actors)
    first, last = at
    return Mention(start=row[first].start, end=row[last].end, text=row.written(first, last + 1), kind=kind, actors=told)


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end
