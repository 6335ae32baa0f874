"""What follows a contact in the text belongs to it: later sentences, list items and quoted paragraphs are gathered, and
acts that only tell what was said in it are folded into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bilateral.coding.readers.base import Act
from bilateral.coding.readers.roles import PRONOUNS, parties_of
from bilateral.model import Document, EventType, Form, Mention, MentionKind, SentenceKind, When

__all__ = ["Strand", "strands_of"]

# A release tells of one contact over some paragraphs; more than that is another matter.
_REACH = 14
_VERBAL = frozenset({Form.STATEMENT, Form.OTHER})
_DURING = ("during", "in the course of", "at the meeting", "in the meeting", "the conversation", "the main message")


@dataclass(slots=True)
class Strand:
    """An act with the sentences that belong to it (its own first)."""

    act: Act
    sentence: int
    sentences: list[int] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)
    context: When | None = None

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(parties_of((*self.act.source, *self.act.target)))


def strands_of(
    document: Document,
    acts: Sequence[tuple[int, Act]],
    mentions: Mapping[int, Sequence[Mention]],
    dated: Callable[[int, Act], bool],
) -> list[Strand]:
    """`dated` tells whether an act names a day of its own. Groups acts (with their sentence's index, in reading order) into strands, and gives each the text that is its own."""
    strands: list[Strand] = []
    by_sentence: dict[int, list[Act]] = {}
    for index, act in acts:
        by_sentence.setdefault(index, []).append(act)
    open_strand: Strand | None = None
    for index in range(len(document.sentences)):
        own: list[Strand] = []
        for act in by_sentence.get(index, ()):
            if open_strand is not None and _folds(open_strand, act, index, dated=dated(index, act)):
                open_strand.folded.append(f"{act.type} {act.form} in sentence {index + 1} told as part of it")
                own.append(open_strand)
                continue
            strand = Strand(act, index, [index])
            strands.append(strand)
            own.append(strand)
        contacts = [s for s in own if s.act.type is EventType.CONSULT or s.act.form is Form.LETTER]
        said = [s for s in own if s.act.form is Form.STATEMENT]
        opening = contacts or [s for s in said if open_strand is None or dated(index, s.act)]
        if opening and not (open_strand is not None and open_strand in opening):
            open_strand = opening[0]
        elif open_strand is not None and not _continues(document, index, open_strand, mentions.get(index, ())):
            open_strand = None
        if open_strand is not None and index not in open_strand.sentences:
            open_strand.sentences.append(index)
    return strands


def _folds(strand: Strand, act: Act, index: int, *, dated: bool) -> bool:
    """Whether an act only tells what was said or done within the open contact."""
    parties = frozenset(parties_of((*act.source, *act.target)))
    told = act.form in _VERBAL and act.type is not EventType.CONSULT
    if index == strand.sentence:
        return told and parties <= strand.parties
    if act.type is EventType.CONSULT and act.weak and _refers(act):
        return True
    if not parties <= strand.parties:
        return False
    if (told and not dated) or (act.nominal and act.form is strand.act.form):
        return True
    contact = act.type is EventType.CONSULT and act.form is not Form.LETTER and strand.act.form is not Form.LETTER
    return contact and not dated and (_refers(act) or act.weak or act.form is strand.act.form)


def _refers(act: Act) -> bool:
    """Whether a side is only referred back to: "they", "he", "the two leaders"."""
    return any(m.kind is MentionKind.GROUP or m.text.lower() in PRONOUNS for m in (*act.source, *act.target))


def _continues(document: Document, index: int, strand: Strand, mentions: Sequence[Mention]) -> bool:
    if index - strand.sentence > _REACH:
        return False
    sentence = document.sentences[index]
    if sentence.introduced_by is not None and sentence.introduced_by in strand.sentences:
        return True
    if sentence.kind in (SentenceKind.ITEM, SentenceKind.QUOTED) and index - 1 in strand.sentences:
        return True
    if not mentions and document.text[sentence.end - 1] == ":":
        # "The main emphasis was on:" leads on to a list that is about the same.
        return True
    text = document.text[sentence.start : sentence.start + 40].lower()
    if any(text.startswith(words) for words in _DURING):
        return True
    if sentence.paragraph == document.sentences[strand.sentence].paragraph:
        return True
    first = next((m for m in mentions if m.actors and m.kind is not MentionKind.PLACE), None)
    if first is None:
        return False
    return bool(frozenset(parties_of((first,))) & strand.parties)
