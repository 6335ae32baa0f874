"""Document -> Reports, and the persons it names: runs the stages of coding over one document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from bilateral.coding.appearances import appearances_in
from bilateral.coding.context import Strand, strands_of
from bilateral.coding.dated import Dated
from bilateral.coding.dating import Dater, infer_published
from bilateral.coding.event_rows import holds_rows, read_event_rows
from bilateral.coding.gate import gate_for
from bilateral.coding.quotes import quotes_in
from bilateral.coding.readers.base import Act, Reader
from bilateral.coding.scene import Scene, scene_of
from bilateral.coding.shouting import spoken
from bilateral.coding.structure import structural_acts
from bilateral.coding.times import tag_times
from bilateral.coding.voice import voice_of
from bilateral.knowledge import Knowledge
from bilateral.knowledge.issues import issues_in
from bilateral.knowledge.named_issues import named_issues_in
from bilateral.model import Actor, Document, EventType, Form, Mention, Place, Report, Span, When
from bilateral.persons import Acquaintances, Appearance, KnownPerson, OpenName

__all__ = ["Coding", "code_document", "coding_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What was found in one document.

    `appearances` are the persons it names; `open_names` names whom neither it nor the register
    tells all of: of them other documents may know more.
    """

    reports: tuple[Report, ...] = ()
    appearances: tuple[Appearance, ...] = ()
    open_names: tuple[OpenName, ...] = ()
    rows: int = 0
    """How many rows of event data it holds."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Why rows make no report, and how many."""


_YEAR = 366
"""Days: of a longer range nobody can tell who held an office in it."""


def code_document(document: Document, knowledge: Knowledge, reader: Reader) -> tuple[Report, ...]:
    """Every report of `document`, in order of its triggers. Pure: nothing outside the arguments counts."""
    return coding_of(document, knowledge, reader).reports


def coding_of(document: Document, knowledge: Knowledge, reader: Reader, persons: Iterable[KnownPerson] = ()) -> Coding:
    """What is found in `document`, leaning on `persons` of other documents where it leaves somebody open. Pure."""
    if holds_rows(document):
        told, left_out = read_event_rows(document)
        return Coding(reports=told, rows=len(document.sentences), left_out=left_out)
    gate = gate_for(knowledge, reader.words)
    document = spoken(document, gate, knowledge)
    hits = gate.scan(document.text)
    if not hits:
        return Coding()
    others = Acquaintances(persons)
    voice = voice_of(document, gate, knowledge)
    published, evidence = document.published, tuple[str, ...]()

    if published is None and (inferred := infer_published(document, knowledge)) is not None:
        published, evidence = inferred
    scene = scene_of(
        document,
        hits,
        knowledge,
        on=published.latest if published and (published.latest - published.earliest).days <= _YEAR else None,
        voice=voice,
        contact_words=reader.contact_words,
        every=not reader.needs_word,
        others=others,
    )
    appearances = appearances_in(document, scene.mentions, knowledge, _day(published))

    def found(reports: Iterable[Report]) -> Coding:
        return Coding(reports=tuple(reports), appearances=appearances, open_names=scene.cast.asked)

    acts = [
        (sighting.index, act)
        for sighting, told in zip(scene.sightings, reader.read(scene.sightings), strict=True)
        for act in told
    ]
    acts = [*structural_acts(document, scene, gate, voice), *acts]
    if not acts:
        return found(())
    times = tag_times(
        document.text, anchor=published, narrative=document.published is None, sentences=document.sentences
    )
    dated = Dated(document, times, Dater(document, times, published), published)
    reports = []
    for strand in strands_of(document, acts, scene.mentions, dated.names_day):
        when = dated.when(strand)
        if when is None or not dated.tells(strand, when):
            continue
        reports.append(_report(document, strand, when, scene=scene, reader=reader, dating=evidence))
    return found(reports)


# A document of which only a longer range is known says nothing of the day somebody was seen on.
_EXACT_DAYS = 31


def _day(published: When | None) -> date | None:
    exact = published is not None and (published.latest - published.earliest).days <= _EXACT_DAYS
    return published.latest if published and exact else None


def _report(
    document: Document, strand: Strand, when: When, *, scene: Scene, reader: Reader, dating: Sequence[str]
) -> Report:
    act = strand.act
    texts = [document.sentence_text(i) for i in strand.sentences]
    body = "\n".join(texts)
    spans = tuple(
        document.origin(Span(document.sentences[i].start, document.sentences[i].end)) for i in strand.sentences
    )
    mentions = [m for i in strand.sentences for m in scene.mentions.get(i, ())]
    source, target = _actors(act.source), _actors(act.target)
    first = spans[0]
    return Report(
        id=_identity(document, act),
        document=document.id,
        type=act.type,
        mode=act.mode,
        form=_form(act, source, target, texts[1:3]),
        status=act.status,
        source=source,
        target=target,
        when=when,
        place=_place(act),
        issues=issues_in(body),
        named_issues=named_issues_in(body),
        quotes=quotes_in(document, mentions, strand.sentences[0], strand.sentences[-1]),
        evidence=spans,
        text=document.original[first.start : first.end],
        confidence=act.confidence,
        reader=f"{reader.name} {reader.version}",
        count=_count(document, act),
        reasons=(
            *act.reasons,
            *(f"{a.person or a.office or a.party}: {a.basis}" for a in (*source, *target) if a.basis),
            *_left_open(scene.mentions.get(strand.sentences[0], ())),
            f"date: {when.reason or when.basis}",
            *dating,
            *strand.folded,
        ),
    )


def _left_open(mentions: Sequence[Mention]) -> Iterator[str]:
    """A line for each name of the act's sentence that is given to nobody, because it may mean several."""
    for mention in mentions:
        for actor in mention.actors:
            _, ambiguous, candidates = actor.basis.partition("ambiguous: ")
            if ambiguous and not actor.party:
                yield f"{mention.text}: ambiguous: {candidates}"


def _actors(mentions: Sequence[Mention]) -> tuple[Actor, ...]:
    """The actors of a side, once each, those with a person before the bare state they act for."""
    actors = [a for m in mentions for a in m.actors if a.party]
    named = {a.party for a in actors if a.person}
    kept = [a for a in actors if a.person or a.party not in named]
    return tuple({(a.party, a.person, a.office): a for a in kept}.values())


def _form(act: Act, source: Sequence[Actor], target: Sequence[Actor], after: Sequence[str]) -> Form:
    """Three or more parties in one meeting make it multilateral; congratulations of which "the letter" is then told
    were a letter."""
    parties = {a.party for a in (*source, *target)}
    if act.form is Form.MEETING and len(parties) > 2:
        return Form.MULTILATERAL
    if act.form is Form.STATEMENT and act.type is EventType.SUPPORT and any(_LETTER.search(t) for t in after):
        return Form.LETTER
    return act.form


_LETTER = re.compile(r"\b(?:the|his|her) (?:\w+ )?(?:letter|message|telegram)\b", re.I)


_TIMES = re.compile(r"\b(?:(twice)|(thrice)|(\w+) times)\b(?! (?:as|more|less|the)\b)", re.I)
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_AROUND = 30


def _count(document: Document, act: Act) -> int:
    """How often the text says it happened: "was twice in Moscow", "met three times". 1 where it does not say."""
    sentence = document.sentences[document.sentence_at(act.trigger.start)]
    last = max((m.end for m in act.target), default=act.trigger.end)
    near = document.text[
        max(sentence.start, act.trigger.start - _AROUND) : min(sentence.end, max(last, act.trigger.end) + _AROUND)
    ]
    found = _TIMES.search(near)
    if found is None:
        return 1
    if found.group(1) or found.group(2):
        return 2 if found.group(1) else 3
    word = found.group(3).lower()
    return _NUMBERS.index(word) + 2 if word in _NUMBERS else int(word) if word.isdigit() and 0 < int(word) < 100 else 1


def _place(act: Act) -> Place | None:
    if act.place is None:
        return None
    if act.place.place is not None:
        return act.place.place
    actor = act.place.actors[0] if act.place.actors else None
    if actor is None or actor.state is None:
        return None
    return Place(name=act.place.text, state=actor.state)


def _identity(document: Document, act: Act) -> str:
    at = document.origin(act.trigger)
    sides = ",".join(sorted({a.party for m in (*act.source, *act.target) for a in m.actors}))
    key = f"{document.id}|{at.start}|{act.type}|{act.form}|{sides}"
    return "r" + sha256(key.encode()).hexdigest()[:12]
