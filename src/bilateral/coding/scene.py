"""A document as its readers see it: the sentences that name somebody, with mentions resolved in order of reading."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bilateral.coding.cast import Cast
from bilateral.coding.gate import Hit
from bilateral.coding.items import Item, items_of
from bilateral.coding.mentions import MentionBuilder
from bilateral.coding.pronouns import Memory
from bilateral.coding.readers.base import Node, Sighting
from bilateral.coding.times import tag_times
from bilateral.knowledge import Knowledge
from bilateral.model import Actor, Document, Mention, Sentence
from bilateral.persons import NOBODY, Acquaintances

__all__ = ["Scene", "scene_of"]


@dataclass(frozen=True, slots=True)
class Scene:
    """`mentions` holds those of each sentence; `sightings` the sentences a reader should look at; `people` register
    ids; `builder` resolves further phrases of the same document (the labels of a transcript's turns); `cast` are
    the persons met so far."""

    mentions: dict[int, tuple[Mention, ...]]
    sightings: tuple[Sighting, ...]
    people: tuple[str, ...]
    builder: MentionBuilder
    cast: Cast

    def all_mentions(self) -> tuple[Mention, ...]:
        """The mentions of all sentences in order."""
        return tuple(m for found in self.mentions.values() for m in found)


def scene_of(
    document: Document,
    hits: Sequence[Hit],
    knowledge: Knowledge,
    *,
    on: date | None,
    voice: Actor | None,
    contact_words: frozenset[str],
    every: bool = False,
    others: Acquaintances = NOBODY,
) -> Scene:
    """Resolves every mention of `document` as of the day `on` (None: not known). The sightings are of sentences that
    have one of the reader's words, or of `every` one that names somebody. `others` are persons known from other
    documents.
    """
    cast = Cast(knowledge, on, voice, others)
    builder = MentionBuilder(knowledge, cast)
    memory = Memory(voice)
    mentions: dict[int, tuple[Mention, ...]] = {}
    sightings = []
    starts = [h.start for h in hits]
    for index, sentence in enumerate(document.sentences):
        inside = hits[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if not inside and not cast.met_in(document.text[sentence.start : sentence.end]):
            continue
        items = items_of(document.text, sentence.start, sentence.end, inside)
        day = _day_told(document, sentence, on)
        found = builder.build(items, index, day=day, subject=memory.subject)
        found = memory.resolve(items, found)
        contact = any(not h.surfaces and h.text in contact_words for h in inside)
        memory.hear(found, items, contact=contact)
        mentions[index] = tuple(found)
        if found and (every or any(not h.surfaces for h in inside)):
            sightings.append(Sighting(index, _nodes(items, found)))
    return Scene(mentions, tuple(sightings), cast.people, builder, cast)


_NEVER = 1 << 60  # behind every text
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OPENING = 36
# A day told within so many days of the document's own names the same holders of office.
_NEAR_DAYS = 45
# A month or less: of a year nobody can tell who held an office in it.
_EXACT_DAYS = 31


def _day_told(document: Document, sentence: Sentence, on: date | None) -> date | None:
    """The day that a sentence tells of, where it says so with its year and it is not about the document's own.

    In a document with a day of its own, the sentence has to open with the date ("In March 2012, the Polish president
    ..."); in one without, any date will do.
    """
    opening = document.published is not None
    text = document.text[sentence.start : min(sentence.end, sentence.start + _OPENING) if opening else sentence.end]
    if _YEAR.search(text) is None:
        return None
    days = {
        t.when.latest
        for t in tag_times(text, anchor=None)
        if t.when is not None and _YEAR.search(t.text) and (t.when.latest - t.when.earliest).days <= _EXACT_DAYS
    }
    if len(days) != 1:
        return None
    day = days.pop()
    return day if on is None or abs((day - on).days) > _NEAR_DAYS else None


def _nodes(items: Sequence[Item], mentions: Sequence[Mention]) -> tuple[Node, ...]:
    nodes: list[Node] = []
    waiting = list(reversed(mentions))
    mention = waiting.pop() if waiting else None
    begins = mention.start if mention else _NEVER
    for start, end, text, lower, _ in items:
        while mention is not None and mention.end <= start:
            mention = waiting.pop() if waiting else None
            begins = mention.start if mention else _NEVER
        if start < begins:
            nodes.append(Node(start, end, text, lower))
        elif mention is not None and (start == begins or not (nodes and nodes[-1].mention is mention)):
            nodes.append(Node(begins, mention.end, mention.text, mention.text.lower(), mention))
    return tuple(nodes)
