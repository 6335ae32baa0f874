"""Transcripts: officials of two states who speak in turn on one page have met, whatever they say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bilateral.coding.cast import surname_of
from bilateral.coding.readers.base import Act
from bilateral.model import Document, EventType, Form, Mention, MentionKind, Span, Status

__all__ = ["joint_appearance"]

# A turn: the speaker's title and name in capitals at the start of a line, then a colon.
_TURN = re.compile(r"^([A-ZÀ-ÞŠŽĐČĆ][A-ZÀ-ÞŠŽĐČĆ .’'-]{4,60}):\s", re.M)
_MOST_BYLINE_CHARS = 160


def joint_appearance(document: Document, mentions: Mapping[int, Sequence[Mention]]) -> tuple[int, Act] | None:
    """The meeting that a transcript with speakers of two or more states shows, with the index of its first byline.

    The people are those named above the first turn, one a line, who then speak. None for any other text.
    """
    turns = list(_TURN.finditer(document.text))
    if len(turns) < 2:
        return None
    speakers = {surname_of(word) for turn in turns for word in turn.group(1).split()}
    byline = [
        (index, mention)
        for index, sentence in enumerate(document.sentences)
        if sentence.end <= turns[0].start() and sentence.end - sentence.start <= _MOST_BYLINE_CHARS
        for mention in mentions.get(index, ())
        if mention.kind is MentionKind.PERSON and mention.actors and mention.actors[0].party
    ]
    present = [(i, m) for i, m in byline if speakers & set(_names(m))]
    parties = list(dict.fromkeys(m.actors[0].party for _, m in present))
    if len(parties) < 2:
        return None
    home = parties[0]
    first, last = present[0], present[-1]
    return first[0], Act(
        trigger=Span(first[1].start, last[1].end),
        type=EventType.CONSULT,
        mode=None,
        form=Form.MEETING,
        status=Status.OCCURRED,
        source=tuple(m for _, m in present if m.actors[0].party == home),
        target=tuple(m for _, m in present if m.actors[0].party != home),
        place=_place(document, mentions, turns[0].start()),
        symmetric=True,
        confidence=0.8,
        reasons=("officials of both sides speak in one transcript",),
    )


def _names(mention: Mention) -> list[str]:
    return [surname_of(word) for a in mention.actors for word in (a.person or "").split()]


def _place(document: Document, mentions: Mapping[int, Sequence[Mention]], before: int) -> Mention | None:
    for index, sentence in enumerate(document.sentences):
        if sentence.end > before:
            return None
        for mention in mentions.get(index, ()):
            if mention.place is not None and mention.start == sentence.start:
                return mention
    return None
