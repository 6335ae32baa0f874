"""Acts that the shape of a document shows, not one of its sentences: joint transcripts and joint statements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bilateral.coding.gate import Gate
from bilateral.coding.items import items_of
from bilateral.coding.readers.base import Act
from bilateral.coding.readers.groups import parties_of
from bilateral.coding.scene import Scene
from bilateral.coding.words import words
from bilateral.model import Actor, Document, EventType, Form, Mention, MentionKind, Sentence, SentenceKind, Span, Status

__all__ = ["structural_acts"]

# A turn of a transcript: the speaker's title and name in capitals at the start of a line, then a colon.
_TURN = re.compile(r"^([A-ZÀ-ÞŠŽĐČĆĞİŞ][A-ZÀ-ÞŠŽĐČĆĞİŞ .’'-]{4,60}):\s", re.M)
# The authors of a joint statement name themselves: "We, the Foreign Ministers of A, B and C".
_WE = re.compile(r"\b(?:We|WE|we)(?:,? the\b|(?:,|\s[–—-])\s(?:the\b|(?=[A-Z])))")
_OURS = re.compile(r"\b(?:we|our|We|Our)\b")
_HEAD_CHARS = 1200
_LEAST_OURS = 3


def structural_acts(document: Document, scene: Scene, gate: Gate, voice: Actor | None) -> list[tuple[int, Act]]:
    """A joint appearance and a joint statement, where the document is one; each with its sentence's index."""
    found = [_joint_appearance(document, scene, gate), _joint_statement(document, scene, voice)]
    return [f for f in found if f is not None]


def _joint_appearance(document: Document, scene: Scene, gate: Gate) -> tuple[int, Act] | None:
    """The meeting that a transcript shows in which officials of two or more states speak in turn."""
    turns = list(_TURN.finditer(document.text))
    if not turns:
        return None
    speakers: dict[str, Mention] = {m.text: m for m in _named_above(document, scene, turns[0].start())}
    for turn in turns:
        label = turn.group(1)
        if label not in speakers:
            mention = _speaker(document, scene, gate, turn)
            if mention is not None:
                speakers[label] = mention
    parties = parties_of(tuple(speakers.values()))
    if len(parties) < 2:
        return None
    home = parties[0]
    present = list(speakers.values())
    first = present[0]
    return document.sentence_at(first.start), Act(
        trigger=Span(first.start, first.end),
        type=EventType.CONSULT,
        mode=None,
        form=Form.MEETING,
        status=Status.OCCURRED,
        source=tuple(m for m in present if m.actors[0].party == home),
        target=tuple(m for m in present if m.actors[0].party != home),
        place=_place(document, scene, turns[0].start()),
        symmetric=True,
        confidence=0.8,
        reasons=("officials of both sides speak in one transcript",),
    )


def _named_above(document: Document, scene: Scene, before: int) -> list[Mention]:
    """The officials whom the head of a transcript names, each with his office on a line of his own."""
    found = []
    for index, sentence in enumerate(document.sentences):
        if sentence.end > before:
            break
        first = next(iter(scene.mentions.get(index, ())), None)
        if first is None or first.kind is not MentionKind.PERSON or first.start != sentence.start:
            continue
        if "," in document.sentence_text(index) and sentence.kind is SentenceKind.HEADING and parties_of((first,)):
            found.append(first)
    return found


def _speaker(document: Document, scene: Scene, gate: Gate, turn: re.Match[str]) -> Mention | None:
    """The official whom a turn's label means ("FOREIGN MINISTER HOEKSTRA"), as a mention at the label."""
    label = " ".join(_cased(word) for word in turn.group(1).split())
    items = items_of(label, 0, len(label), gate.scan(label))
    index = document.sentence_at(turn.start())
    for mention in scene.builder.build(items, index):
        if mention.kind is MentionKind.PERSON and mention.actors and mention.actors[0].party:
            return replace(mention, start=turn.start(1), end=turn.end(1), text=turn.group(1))
    return None


def _cased(word: str) -> str:
    """A word of a label in capitals as names write it: "Hoekstra", but "von der Leyen"."""
    lower = word.lower()
    return lower if lower in words().particles else word.title()


def _place(document: Document, scene: Scene, before: int) -> Mention | None:
    """The line above the first turn that names a place and nothing else before it; else the place that ends such a line
    behind a comma ("Denarau Island, Fiji"), where the smaller one is in no table."""
    ending: Mention | None = None
    for index, sentence in enumerate(document.sentences):
        if sentence.end > before:
            break
        for mention in scene.mentions.get(index, ()):
            if mention.place is not None and mention.start == sentence.start:
                return mention
            if ending is None and _ends_dateline(document, sentence, mention):
                ending = mention
    return ending


_DATELINE = re.compile(r"(?:[A-Z][\w’'-]*\.? ){0,3}[A-Z][\w’'-]*, ")


def _ends_dateline(document: Document, sentence: Sentence, mention: Mention) -> bool:
    """Whether a line is a name or two and then, behind a comma, the place and nothing more."""
    if mention.place is None and mention.kind is not MentionKind.STATE:
        return False
    if sentence.kind is not SentenceKind.HEADING or document.text[mention.end : sentence.end].strip(" ."):
        return False
    return _DATELINE.fullmatch(document.text[sentence.start : mention.start]) is not None


def _joint_statement(document: Document, scene: Scene, voice: Actor | None) -> tuple[int, Act] | None:
    """A statement in the name of several: its publisher and those whom "we" names or who open it together."""
    if voice is None or not voice.party:
        return None
    head = document.text[:_HEAD_CHARS]
    named = _WE.search(head)
    if named is not None:
        index, others = _authors_after(document, scene, named.end())
    elif len(_OURS.findall(head)) >= _LEAST_OURS:
        index, others = _opening_group(document, scene, voice)
    else:
        return None
    parties = [p for p in parties_of(others) if p != voice.party]
    if not parties:
        return None
    here = others[0]
    target = tuple(
        replace(m, actors=tuple(a for a in m.actors if a.party != voice.party))
        for m in others
        if any(a.party and a.party != voice.party for a in m.actors)
    )
    source = next(
        (
            replace(m, actors=tuple(a for a in m.actors if a.party == voice.party))
            for m in others
            if voice.party in parties_of((m,))
        ),
        Mention(
            start=here.start,
            end=here.end,
            text=here.text,
            kind=MentionKind.STATE,
            actors=(replace(voice, person=None),),
        ),
    )
    return index, Act(
        trigger=Span(here.start, here.end),
        type=EventType.CONSULT,
        mode=None,
        form=Form.STATEMENT,
        status=Status.OCCURRED,
        source=(source,),
        target=target,
        symmetric=True,
        whole=True,
        confidence=0.7,
        reasons=("a statement in the name of several, published by one of them",),
    )


def _authors_after(document: Document, scene: Scene, offset: int) -> tuple[int, tuple[Mention, ...]]:
    """The mentions that follow "We, the" in its sentence, up to the verb."""
    index = document.sentence_at(offset)
    mentions = [m for m in scene.mentions.get(index, ()) if m.start >= offset and m.kind is not MentionKind.PLACE]
    if not mentions or mentions[0].start - offset > _NEAR:
        return index, ()
    return index, _run(document, mentions)


def _opening_group(document: Document, scene: Scene, voice: Actor) -> tuple[int, tuple[Mention, ...]]:
    """The group of states and bodies, the publisher's among them, that opens one of the first sentences."""
    for index in [i for i in sorted(scene.mentions) if scene.mentions[i]][:3]:
        mentions = scene.mentions[index]
        if mentions[0].start - document.sentences[index].start > _NEAR:
            continue
        group = _run(document, mentions)
        parties = parties_of(group)
        if voice.party in parties and len(parties) > 1 and all(m.kind in _COLLECTIVE for m in group):
            return index, group
    return 0, ()


_COLLECTIVE = (MentionKind.STATE, MentionKind.ORGANISATION, MentionKind.OFFICE)
_NEAR = 60
_LINK = re.compile(r"[\s,;]*(?:(?:and|the|as well as|Governments?|of)\b[\s,]*)*")


def _run(document: Document, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The first mention and those that follow it in one enumeration."""
    group = [mentions[0]]
    for mention in mentions[1:]:
        if not _LINK.fullmatch(document.text, group[-1].end, mention.start):
            break
        group.append(mention)
    return tuple(group)
