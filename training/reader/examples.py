"""Passages as numbers: what the model is shown and what it should say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from reader.labels import FORMS, MARKS, ROLES, ROOTS, STATUSES, TYPES, root_of
from reader.markup import Passage, Trigger

__all__ = [
    "LENGTH",
    "Example",
    "Pair",
    "Plain",
    "Side",
    "Unlabelled",
    "batches",
    "marked_text",
    "pair_example",
    "pairs_of",
    "plain_example",
    "token_ids",
]

LENGTH = 128
"""Tokens at most; what is longer is cut."""
_ROLE_AT = {role[0]: at for at, role in enumerate(ROLES)}
IGNORE = -100
_NEAR = 30
"""Characters around a trigger that may say which finer code its act has (twice as many after it)."""
Side = tuple[int, int] | None
"""Characters of a text that name a side; None where nobody is named."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A sentence without marks: `types` by token; for each trigger its tokens, form, status and the roles' tokens."""

    ids: np.ndarray  # (tokens,)
    types: np.ndarray  # (tokens,) 0 for none, else 1 + index in TYPES, IGNORE for [CLS] and [SEP]
    triggers: tuple[np.ndarray, ...]  # positions of each trigger's tokens
    forms: tuple[int, ...]
    statuses: tuple[int, ...]
    roles: tuple[np.ndarray, ...]  # (ROLES, tokens) of each trigger


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with source and target marked: their marks' positions, type (0: no act) and root class."""

    ids: np.ndarray
    source: int
    target: int
    type: int  # 0 for none, else 1 + index in TYPES; IGNORE where only the root class is known
    root: int  # index in ROOTS, IGNORE where there is no act


@dataclass(frozen=True, slots=True)
class Unlabelled:
    """A sentence of which only teachers say something: without marks (`source` and `target` None), or with them."""

    ids: np.ndarray
    source: int | None = None
    target: int | None = None


Example = Plain | Pair | Unlabelled


def token_ids(text: str, tokenizer: Tokenizer) -> np.ndarray:
    """(tokens,) of `text`, LENGTH at most, [SEP] at the end."""
    return _cut(tokenizer.encode(text).ids)


def _cut(ids: Sequence[int]) -> np.ndarray:
    return np.array(ids if len(ids) <= LENGTH else [*ids[: LENGTH - 1], ids[-1]])


def plain_example(passage: Passage, tokenizer: Tokenizer) -> Plain:
    """`passage` as a sentence whose acts are to be found."""
    encoding = tokenizer.encode(passage.text)
    ids = _cut(encoding.ids)
    offsets = encoding.offsets[:LENGTH]
    types = np.zeros(len(ids), dtype=np.int64)
    types[[0, -1]] = IGNORE
    found: list[tuple[np.ndarray, Trigger]] = []
    for trigger in passage.triggers:
        at = _tokens(offsets, trigger.start, trigger.end)
        if len(at):
            types[at] = 1 + TYPES.index(trigger.type)
            found.append((at, trigger))
    roles = []
    for _, trigger in found:
        plays = np.zeros((len(ROLES), len(ids)), dtype=np.float32)
        for role in passage.roles:
            if role.act == trigger.act:
                plays[_ROLE_AT[role.role], _tokens(offsets, role.start, role.end)] = 1.0
        roles.append(plays)
    return Plain(
        ids,
        types,
        tuple(at for at, _ in found),
        tuple(FORMS.index(t.form) for _, t in found),
        tuple(STATUSES.index(t.status) for _, t in found),
        tuple(roles),
    )


def _tokens(offsets: Sequence[tuple[int, int]], start: int, end: int) -> np.ndarray:
    inside = [i for i, (a, b) in enumerate(offsets) if a < end and b > start and b > a]
    return np.array([i for i in inside if 0 < i < len(offsets) - 1], dtype=np.int64)


def pairs_of(passage: Passage) -> list[tuple[Side, Side, str, str]]:
    """(source span, target span, type, root class) of every act, each pair of spans once; None for an unnamed side."""
    found: dict[tuple[Side, Side], tuple[str, str]] = {}
    for trigger in passage.triggers:
        sides: dict[str, list[Side]] = {"s": [], "t": []}
        for role in passage.roles:
            if role.act == trigger.act and role.role in sides:
                sides[role.role].append((role.start, role.end))
        for source in sides["s"][:2] or [None]:
            for target in sides["t"][:2] or [None]:
                if source != target:
                    kind = trigger.type.value
                    words = passage.text[max(0, trigger.start - _NEAR) : trigger.end + 2 * _NEAR]
                    root = root_of(kind, trigger.mode, trigger.status.value, words)
                    found.setdefault((source, target), (kind, root))
    return [(source, target, *kinds) for (source, target), kinds in found.items()]


def marked_text(text: str, source: Side, target: Side) -> str:
    """`text` with marks around the sides that are named; they may not overlap."""
    sides = [(side, *MARKS[key]) for side, key in ((source, "s"), (target, "t")) if side is not None]
    for (start, end), before, after in sorted(sides, reverse=True):
        text = f"{text[:start]}{before} {text[start:end]} {after}{text[end:]}"
    return text


def pair_example(
    text: str, source: Side, target: Side, tokenizer: Tokenizer, *, kind: str | None, root: str
) -> Pair | None:
    """The pair's example; None where a mark is cut off. `kind` None: unknown; `root` empty: no act between them.

    A side that is not named stands at the sentence's first token.
    """
    ids = token_ids(marked_text(text, source, target), tokenizer)
    at = []
    for side, key in ((source, "s"), (target, "t")):
        marked = np.flatnonzero(ids == tokenizer.token_to_id(MARKS[key][0])) if side is not None else np.array([0])
        if not len(marked):
            return None
        at.append(int(marked[0]))
    number = 0 if not root else IGNORE if kind is None else 1 + TYPES.index(kind)
    return Pair(ids, at[0], at[1], number, ROOTS.index(root) if root else IGNORE)


def batches(examples: Iterable[Example], size: int) -> list[list[Example]]:
    """Examples grouped by length, `size` at most in each group."""
    ordered = sorted(examples, key=lambda e: len(e.ids))
    return [ordered[at : at + size] for at in range(0, len(ordered), size)]
