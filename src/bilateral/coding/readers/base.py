"""What a reader is given and what it gives back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from bilateral.model import EventType, Form, Mention, Span, Status

__all__ = ["Act", "Node", "Reader", "Sighting"]


class Node(NamedTuple):
    """A mention, or a plain token between mentions, of one sentence."""

    start: int
    end: int
    text: str
    lower: str
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """A sentence that passed the gate: its nodes in order, and its index in the document."""

    index: int
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act that a sentence reports. `source` and `target` are the mentions on each side.

    `nominal` is true where the act is only named ("the call with X"), not told; `weak` where it may be told of a
    contact named before ("they discussed"); `unsure` where only the model sees it. `focus` is where its own date is
    looked for, if not at the trigger: a stop of a journey. `whole` where the document itself is the act and has its
    day. `symmetric` where neither side is the doer. `place` is where it happened, as far as the sentence says.
    """

    trigger: Span
    type: EventType
    mode: str | None
    form: Form
    status: Status
    source: tuple[Mention, ...]
    target: tuple[Mention, ...]
    place: Mention | None = None
    nominal: bool = False
    weak: bool = False
    unsure: bool = False
    symmetric: bool = False
    focus: Span | None = None
    whole: bool = False
    confidence: float
    reasons: tuple[str, ...] = ()


class Reader(Protocol):
    """Reads acts from sentences. `name` and `version` go into every report."""

    name: str
    version: str

    @property
    def words(self) -> tuple[str, ...]:
        """Trigger words that the gate should look for, so that sentences without any can be passed over."""
        ...

    @property
    def contact_words(self) -> frozenset[str]:
        """Those of `words` that tell of calls, meetings and visits: whom they join, "they" may mean afterwards."""
        ...

    @property
    def needs_word(self) -> bool:
        """Whether it finds nothing in a sentence without any of `words`, so that such are not shown to it."""
        ...

    def read(self, sightings: Sequence[Sighting]) -> list[tuple[Act, ...]]:
        """The acts of each sentence, in order; independent of how sentences are batched."""
        ...
