"""From the model's numbers to what they say: acts with their triggers and the spans that play a role in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilateral.coding.readers.neural.encoder import Encoded, Encoder, Labels
from bilateral.model import EventType, Form, Span, Status

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["PairScores", "Told", "acts_told", "pair_scores", "root_of"]

_ROLE_BIAS = -2.0  # as in training/reader/network.py
_PLANNED_IS_AGREED = (
    EventType.CONSULT,
    EventType.SUPPORT,
    EventType.COOPERATE,
    EventType.AID,
    EventType.CONCEDE,
    EventType.RETREAT,
)


@dataclass(frozen=True, slots=True)
class Told:
    """An act that the sentence tells. Spans are characters of the sentence. `scores` are probabilities by type;
    `roles` those of each role for every token, whose characters are `offsets`."""

    trigger: Span
    type: EventType
    form: Form
    status: Status
    score: float
    scores: dict[str, float]
    statuses: dict[str, float]
    roles: dict[str, tuple[float, ...]]
    offsets: tuple[tuple[int, int], ...]

    def spans(self, role: str, *, threshold: float = 0.5) -> list[Span]:
        """The stretches of tokens that play `role`: "source", "target", "place", "when"."""
        found: list[Span] = []
        open_ = False
        for (start, end), score in zip(self.offsets, self.roles[role], strict=True):
            if start == end or score < threshold:
                open_ = False
                continue
            found[-1:] = [Span(found[-1].start, end)] if open_ else [*found[-1:], Span(start, end)]
            open_ = True
        return found

    def share(self, role: str, span: Span) -> float:
        """The highest probability that a token within `span` plays `role`."""
        inside = (
            s for (a, b), s in zip(self.offsets, self.roles[role], strict=True) if a < span.end and b > span.start
        )
        return max(inside, default=0.0)


@dataclass(frozen=True, slots=True)
class PairScores:
    """Which act passes from a marked source to a marked target: probabilities by type ("" for none) and by root
    class."""

    types: dict[str, float]
    roots: dict[str, float]


def acts_told(encoded: Encoded, labels: Labels) -> list[Told]:
    """The acts of a sentence in the order of their triggers."""
    chances = _softmax(encoded.out[:, labels.heads["trigger"]])
    return [_told(encoded, labels, first, last, chances) for first, last in _runs(chances)]


def _runs(chances: NDArray[np.float32]) -> list[tuple[int, int]]:
    """(first token, last token) of each trigger: neighbouring tokens that tell one type."""
    best = chances.argmax(-1)
    found: list[tuple[int, int]] = []
    for at in range(1, len(best) - 1):
        if best[at] == 0:
            continue
        if found and found[-1][1] == at - 1 and best[at - 1] == best[at]:
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found


def _told(encoded: Encoded, labels: Labels, first: int, last: int, chances: NDArray[np.float32]) -> Told:
    mean = encoded.out[first : last + 1].mean(0)
    types = chances[first : last + 1].mean(0)
    statuses = _softmax(mean[labels.heads["status"]])
    roles = len(labels.roles)
    asks = mean[labels.heads["asks"]].reshape(roles, labels.depth)
    answers = encoded.out[:, labels.heads["answers"]].reshape(-1, roles, labels.depth)
    plays = _sigmoid((answers * asks).sum(-1) / labels.depth**0.5 + _ROLE_BIAS)
    best = int(types[1:].argmax())
    return Told(
        trigger=Span(encoded.offsets[first][0], encoded.offsets[last][1]),
        type=EventType(labels.types[best]),
        form=Form(labels.forms[int(mean[labels.heads["form"]].argmax())]),
        status=Status(labels.statuses[int(statuses.argmax())]),
        score=float(types[1 + best]),
        scores={name: float(p) for name, p in zip(labels.types, types[1:], strict=True)},
        statuses={name: float(p) for name, p in zip(labels.statuses, statuses, strict=True)},
        roles={name: tuple(map(float, plays[:, at])) for at, name in enumerate(labels.roles)},
        offsets=encoded.offsets,
    )


def pair_scores(encoder: Encoder, text: str, source: Span | None, target: Span | None) -> PairScores:
    """What passes from `source` to `target`, characters of `text` that do not overlap; None for a side not named."""
    labels = encoder.labels
    encoded = encoder.encode(_marked(text, source, target, labels))
    out = encoded.out
    total = out[:, labels.heads["pair_all"]].mean(0)
    for name, head in (("s", "pair_source"), ("t", "pair_target")):
        mark = encoder.mark(name)
        at = encoded.ids.index(mark) if mark in encoded.ids else 0  # not named, or beyond the model's length
        total = total + out[at, labels.heads[head]]
    types, roots = total[: 1 + len(labels.types)], total[1 + len(labels.types) :]
    return PairScores(
        types=dict(zip(("", *labels.types), map(float, _softmax(types)), strict=True)),
        roots=dict(zip(labels.roots, map(float, _softmax(roots)), strict=True)),
    )


def _marked(text: str, source: Span | None, target: Span | None, labels: Labels) -> str:
    sides: Sequence[tuple[Span | None, str]] = ((source, "s"), (target, "t"))
    for span, name in sorted(((s, n) for s, n in sides if s is not None), reverse=True):
        before, after = labels.marks[name]
        text = f"{text[: span.start]}{before} {text[span.start : span.end]} {after}{text[span.end :]}"
    return text


def root_of(kind: EventType, status: Status) -> str:
    """The root class of the PLV files: CONCEDE and RETREAT are one, and what is only planned of cooperation, yielding
    among it, is AGREE by the published mapping of CAMEO's codes (03)."""
    if status in (Status.PLANNED, Status.PROPOSED) and kind in _PLANNED_IS_AGREED:
        return EventType.AGREE.value
    return "YIELD" if kind in (EventType.CONCEDE, EventType.RETREAT) else kind.value


def _softmax(x: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    powers = np.exp(x - x.max(-1, keepdims=True))
    result: NDArray[np.float32] = powers / powers.sum(-1, keepdims=True)
    return result


def _sigmoid(x: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    result: NDArray[np.float32] = np.reciprocal(1 + np.exp(-x))
    return result
