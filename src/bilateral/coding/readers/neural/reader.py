"""NeuralReader: the model's acts beside the lexicon reader's, each the other's check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bilateral.coding.readers.base import Act, Node, Sighting
from bilateral.coding.readers.groups import names_two, parties_of
from bilateral.coding.readers.lexicon import LexiconReader
from bilateral.coding.readers.neural.decode import Told, acts_told, pair_scores
from bilateral.coding.readers.neural.encoder import encoder
from bilateral.coding.readers.neural.sides import place_among, sides_among
from bilateral.coding.readers.syntax import syntax
from bilateral.knowledge import Knowledge
from bilateral.model import EventType, Form, Span

__all__ = ["NeuralReader", "sentence_of"]

# Characters within which two triggers are one and the same act's.
_NEAR = 24
# From this probability on that nothing passes between a pair, a trigger's word for it is not taken.
_NOTHING = 0.5
# Below this probability of its best type an act is a guess, and is left out.
_LEAST = 0.5
_CONTACTS = (Form.CALL, Form.VIDEO, Form.MEETING, Form.VISIT, Form.MULTILATERAL, Form.LETTER)
_VERBAL = (Form.STATEMENT, Form.OTHER)


class NeuralReader:
    """Reads acts with the model. Where the lexicon reader finds the act too, its sides and form are kept (it knows the
    grammar of contacts) and the act is surer; what only one of them finds is less sure."""

    name = "neural"

    def __init__(self, knowledge: Knowledge) -> None:
        self._lexicon = LexiconReader(knowledge)
        self._encoder = encoder()
        self.version = f"{self._encoder.labels.version}+{self._lexicon.version}"

    @property
    def words(self) -> tuple[str, ...]:
        """Those of the lexicon reader."""
        return self._lexicon.words

    @property
    def contact_words(self) -> frozenset[str]:
        """Those of the lexicon reader."""
        return self._lexicon.contact_words

    @property
    def needs_word(self) -> bool:
        """False: the model also reads sentences without any word of the lexicon."""
        return False

    def read(self, sightings: Sequence[Sighting]) -> list[tuple[Act, ...]]:
        """The acts of each sentence, in order of their triggers."""
        listed = self._lexicon.read(sightings)
        return [self._sentence(s.nodes, acts) for s, acts in zip(sightings, listed, strict=True)]

    def _sentence(self, nodes: Sequence[Node], listed: tuple[Act, ...]) -> tuple[Act, ...]:
        if not names_two(nodes):
            return listed
        text, base = sentence_of(nodes)
        told = acts_told(self._encoder.encode(text), self._encoder.labels)
        found = [act for t in told if (act := self._act(t, nodes, text, base)) is not None]
        return combined(listed, found)

    def _act(self, told: Told, nodes: Sequence[Node], text: str, base: int) -> Act | None:
        """The act between the known actors in the roles of `told`, None where a side has none or the model, asked about
        the pair, sees nothing pass between them. Its type is what the model says of the trigger and of the pair."""
        named = _is_named(nodes, told.trigger.start + base)
        if told.type is EventType.CONSULT and (named or told.form not in _CONTACTS):
            return None  # contacts that are only named ("informed about the meeting with X") the lexicon tells better
        source, target = sides_among(told, nodes, base)
        if not parties_of(source) or not parties_of(target):
            return None
        one, other = (Span(side[0].start - base, side[0].end - base) for side in (source, target))
        pair = {} if one == other else pair_scores(self._encoder, text, one, other).types
        if pair.get("", 0.0) > _NOTHING:
            return None
        scores = {kind: (score + pair[kind]) / 2 if pair else score for kind, score in told.scores.items()}
        best = max(scores, key=scores.__getitem__)
        if scores[best] < _LEAST:
            return None
        return Act(
            trigger=Span(told.trigger.start + base, told.trigger.end + base),
            type=EventType(best),
            mode=None,
            form=told.form,
            status=told.status,
            source=source,
            target=target,
            place=place_among(told, nodes, base),
            nominal=named,
            weak=told.form in _VERBAL,
            unsure=True,
            confidence=round(0.8 * scores[best], 2),
            reasons=(f"model: {best} {scores[best]:.2f}, {told.status} {told.statuses[told.status]:.2f}",),
        )


def sentence_of(nodes: Sequence[Node]) -> tuple[str, int]:
    """The sentence's text, blanks between its nodes, and where in the document it begins."""
    base, text = nodes[0].start, ""
    for node in nodes:
        text += " " * (node.start - base - len(text)) + node.text
    return text, base


def _is_named(nodes: Sequence[Node], start: int) -> bool:
    """Whether a trigger is a noun of an act that the sentence only names, by the word before it."""
    before = next((n for n in reversed(nodes) if n.end <= start), None)
    if before is None:
        return False
    if before.mention is not None:
        return before.mention.possessive
    return before.lower in syntax().determiners or before.lower in syntax().prepositions - {"to"}


def combined(listed: Sequence[Act], found: Sequence[Act]) -> tuple[Act, ...]:
    """The acts of both readers, those that are one and the same once."""
    left = list(found)
    acts: list[Act] = []
    for act in listed:
        same = next((f for f in left if _same(act, f)), None)
        if same is None:
            acts.append(
                replace(act, confidence=round(act.confidence * 0.9, 2), reasons=(*act.reasons, "model: not seen"))
            )
            continue
        left.remove(same)
        left = [f for f in left if not _same(act, f)]
        sure = round(min(0.99, act.confidence + 0.1), 2)
        acts.append(replace(act, confidence=sure, reasons=(*act.reasons, *same.reasons)))
    return tuple(sorted([*acts, *left], key=lambda a: (a.trigger.start, a.trigger.end)))


def _same(one: Act, other: Act) -> bool:
    """Whether two readers' acts are one: the same parties, told of at about the same words or in the same way."""
    mine = set(parties_of((*one.source, *one.target)))
    yours = set(parties_of((*other.source, *other.target)))
    if len(mine & yours) < 2:
        return False
    near = one.trigger.start <= other.trigger.end + _NEAR and other.trigger.start <= one.trigger.end + _NEAR
    return near or (one.type is other.type and (one.form is other.form or Form.OTHER in (one.form, other.form)))
