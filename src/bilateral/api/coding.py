"""What a reader makes of a sentence, for a person trying it out: acts, sides, status, scores and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilateral.api.query import Day, last_day
from bilateral.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bilateral.coding.readers import Act
    from bilateral.coding.readers.neural.decode import Told
    from bilateral.model import Mention

__all__ = ["CodedAct", "Seen", "code"]


@dataclass(frozen=True, slots=True)
class CodedAct:
    """An act between known actors. Each side lists (words, what they were resolved to)."""

    sentence: str
    trigger: str
    type: str
    form: str
    status: str
    source: tuple[tuple[str, str], ...]
    target: tuple[tuple[str, str], ...]
    place: str | None
    confidence: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the model sees in a sentence, whoever is named in it. Scores are probabilities, the three highest."""

    sentence: str
    trigger: str
    types: tuple[tuple[str, float], ...]
    statuses: tuple[tuple[str, float], ...]
    form: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    place: tuple[str, ...]
    when: tuple[str, ...]


def code(text: str, *, published: Day = None, reader: str = "neural") -> tuple[tuple[CodedAct, ...], tuple[Seen, ...]]:
    """The acts that `reader` finds in `text`, and what the model sees in it (nothing with the lexicon reader).

    `published` is the day on which offices are looked up. Raises QueryError for an empty text or a wrong date, and
    UnknownValue for an unknown reader.
    """
    from bilateral.coding.gate import gate_for
    from bilateral.coding.readers import get_reader
    from bilateral.coding.scene import scene_of
    from bilateral.config import DEFAULT_SETTINGS
    from bilateral.knowledge import load
    from bilateral.model import Page
    from bilateral.reading import read_page

    if not text.strip():
        raise QueryError("There is no text: give a sentence, in quotes.")
    knowledge = load()
    ready = get_reader(reader, knowledge)
    page = Page(source="text", content=text.encode(), content_type="text/plain", encoding="utf-8")
    document = read_page(page, knowledge=knowledge, settings=DEFAULT_SETTINGS)
    scene = scene_of(
        document,
        gate_for(knowledge, ready.words).scan(document.text),
        knowledge,
        on=last_day(published),
        voice=None,
        contact_words=ready.contact_words,
        every=not ready.needs_word,
    )
    acts = tuple(
        _coded(document.sentence_text(sighting.index), document.text, act)
        for sighting, found in zip(scene.sightings, ready.read(scene.sightings), strict=True)
        for act in found
    )
    seen: list[Seen] = []
    if reader == "neural":
        from bilateral.coding.readers.neural.decode import acts_told
        from bilateral.coding.readers.neural.encoder import encoder

        for index in range(len(document.sentences)):
            sentence = document.sentence_text(index)
            seen += [_seen(sentence, t) for t in acts_told(encoder().encode(sentence), encoder().labels)]
    return acts, tuple(seen)


def _coded(sentence: str, text: str, act: Act) -> CodedAct:
    return CodedAct(
        sentence=sentence,
        trigger=text[act.trigger.start : act.trigger.end],
        type=act.type.value,
        form=act.form.value,
        status=act.status.value,
        source=_sides(act.source),
        target=_sides(act.target),
        place=act.place.text if act.place else None,
        confidence=act.confidence,
        reasons=act.reasons,
    )


def _sides(mentions: Sequence[Mention]) -> tuple[tuple[str, str], ...]:
    return tuple((m.text, " ".join(filter(None, (a.party, a.person or a.office)))) for m in mentions for a in m.actors)


def _seen(sentence: str, told: Told) -> Seen:
    def words(role: str) -> tuple[str, ...]:
        return tuple(sentence[s.start : s.end] for s in told.spans(role))

    def best(scores: dict[str, float]) -> tuple[tuple[str, float], ...]:
        return tuple((k, round(v, 3)) for k, v in sorted(scores.items(), key=lambda i: -i[1])[:3])

    return Seen(
        sentence=sentence,
        trigger=sentence[told.trigger.start : told.trigger.end],
        types=best(told.scores),
        statuses=best(told.statuses),
        form=told.form.value,
        source=words("source"),
        target=words("target"),
        place=words("place"),
        when=words("when"),
    )
