"""What follows a contact in the text belongs to it: later sentences, list items and quoted paragraphs are gathered, and
acts that only tell what was said in it are folded into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bilateral.coding.readers.base import Act
from bilateral.coding.readers.groups import parties_of
from bilateral.coding.readers.syntax import syntax
from bilateral.model import Document, EventType, Form, Mention, MentionKind, Sentence, SentenceKind

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
    within: Strand | None = None
    """The contact in whose text it is told, where a third party is in it too."""

    @property
    def parties(self) -> frozenset[str]:
        """Codes of all that take part."""
        return frozenset(parties_of((*self.act.source, *self.act.target)))


def strands_of(
    document: Document,
    acts: Sequence[tuple[int, Act]],
    mentions: Mapping[int, Sequence[Mention]],
    dated: Callable[[int, Act], bool],
) -> list[Strand]:
    """Groups acts (with their sentence's index, in reading order) into strands, and gives each the text that is its
    own. `dated` tells whether an act names a day of its own."""
    strands: list[Strand] = []
    by_sentence: dict[int, list[Act]] = {}
    for index, act in acts:
        by_sentence.setdefault(index, []).append(act)
    open_strand: Strand | None = None
    for index in range(len(document.sentences)):
        own: list[Strand] = []
        for act in by_sentence.get(index, ()):
            hosts = [s for s in (*own, open_strand) if s is not None]
            host = next((s for s in hosts if _folds(s, act, index, dated=dated(index, act))), None)
            if host is not None:
                host.folded.append(f"{act.type} {act.form} in sentence {index + 1} told as part of it")
            else:
                host = Strand(act, index, [index], within=open_strand)
                strands.append(host)
            own.append(host)
        said = any(open_strand is None or dated(index, s.act) for s in own if s.act.form is Form.STATEMENT)
        opening = _opening(own, said=said)
        if opening is not None and open_strand not in own:
            open_strand = opening
        elif open_strand is not None:
            goes_on = _continues(document, index, open_strand, mentions.get(index, ()))
            open_strand = None if goes_on is False else open_strand
            if open_strand is not None and goes_on and index not in open_strand.sentences:
                open_strand.sentences.append(index)
    return strands


def _opening(own: Sequence[Strand], *, said: bool) -> Strand | None:
    """The strand of a sentence that the sentences after it may belong to: a contact, else (`said`) a statement."""
    contacts = [s for s in own if s.act.type is EventType.CONSULT or s.act.form is Form.LETTER]
    statements = [s for s in own if said and s.act.form is Form.STATEMENT]
    return next(iter(contacts or statements), None)


def _folds(strand: Strand, act: Act, index: int, *, dated: bool) -> bool:
    """Whether an act only tells what was said or done within the open contact."""
    parties = frozenset(parties_of((*act.source, *act.target)))
    told = act.form in _VERBAL and act.type is not EventType.CONSULT
    shared = len(parties & strand.parties) > 1 and (_is_of_all(act) or act.weak)
    inside = parties <= strand.parties or (told and shared)
    if _is_topic(strand, act) and (index == strand.sentence or not dated):
        return True
    if index == strand.sentence:
        talked = act.weak and _refers(act) and act.type is EventType.CONSULT
        return (told or talked) and inside and strand.act.type is EventType.CONSULT
    near = strand.act.type is EventType.CONSULT or len(parties & strand.parties) > 1
    if act.type is EventType.CONSULT and act.weak and _refers(act) and near and not dated:
        return True
    same_name = act.nominal and act.form is strand.act.form
    return inside and ((told and not dated) or same_name or (not dated and _is_same_contact(strand, act)))


def _is_topic(strand: Strand, act: Act) -> bool:
    """Whether a contact that only the model sees is what an open one was about: "discussed engagement with Russia"."""
    both = act.type is EventType.CONSULT and strand.act.type is EventType.CONSULT
    return both and act.unsure and not strand.parties.isdisjoint(parties_of(act.source))


def _is_same_contact(strand: Strand, act: Act) -> bool:
    """Whether a contact of the same parties is the open one told again, and not the next one."""
    written = Form.LETTER in (act.form, strand.act.form) or (act.form is Form.STATEMENT and not act.weak)
    if act.type is not EventType.CONSULT or written or _brings_in(strand, act):
        return False
    return _refers(act) or act.weak or act.form is strand.act.form


def _refers(act: Act) -> bool:
    """Whether a side is only referred back to: "they", "he", "the two leaders"."""
    return any(m.kind is MentionKind.GROUP or m.text.lower() in syntax().pronouns for m in (*act.source, *act.target))


def _is_of_all(act: Act) -> bool:
    """Whether "they" or "the sides" did it, among whom a host may be too many."""
    return any(m.kind is MentionKind.GROUP for m in act.source)


def _brings_in(strand: Strand, act: Act) -> bool:
    """Whether an act names somebody for a party who is not the one that the strand has: "He then met Y"."""
    for side in (act.source, act.target):
        for actor in (a for m in side for a in m.actors if a.person):
            known = _people(strand.act, actor.party)
            if (known or act.form is not strand.act.form) and actor.person not in known and not act.weak:
                return True
    return False


def _people(act: Act, party: str) -> frozenset[str]:
    return frozenset(a.person for m in (*act.source, *act.target) for a in m.actors if a.party == party and a.person)


def _continues(document: Document, index: int, strand: Strand, mentions: Sequence[Mention]) -> bool | None:
    """Whether a sentence that opens nothing of its own still belongs to the strand; None where it names nobody, and so
    neither belongs to it nor ends it."""
    if index - strand.sentence > _REACH:
        return False
    sentence = document.sentences[index]
    if _is_led_to(sentence, index, strand) or _leads_on(document, sentence, mentions):
        return True
    if sentence.paragraph == document.sentences[strand.sentence].paragraph:
        return True
    first = next((m for m in mentions if m.actors and m.kind is not MentionKind.PLACE), None)
    return None if first is None else bool(frozenset(parties_of((first,))) & strand.parties)


def _is_led_to(sentence: Sentence, index: int, strand: Strand) -> bool:
    """Whether it is a list item or a quoted line that hangs on a sentence of the strand."""
    if sentence.introduced_by is not None and sentence.introduced_by in strand.sentences:
        return True
    return sentence.kind in (SentenceKind.ITEM, SentenceKind.QUOTED) and index - 1 in strand.sentences


def _leads_on(document: Document, sentence: Sentence, mentions: Sequence[Mention]) -> bool:
    """ "The main emphasis was on:" leads on to a list that is about the same; "During the meeting ..." says so."""
    if not mentions and document.text[sentence.end - 1] == ":":
        return True
    return document.text[sentence.start : sentence.start + 40].lower().startswith(_DURING)
