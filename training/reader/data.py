"""The corpus in its parts, and what the model is shown of it in an epoch."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from random import Random

from tokenizers import Tokenizer

from reader.augment import augment
from reader.examples import Example, pair_example, pairs_of, plain_example
from reader.markup import Passage, passages

__all__ = ["CORPUS", "held_out", "load", "names_in", "shown"]

CORPUS = Path(__file__).parents[1] / "corpus"
_CAPITAL = re.compile(r"\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")
_NONE_SHARE = 0.25
_UNNAMED_SHARE = 0.05


def held_out(passage: Passage) -> bool:
    """Whether the passage belongs to the tenth that is measured on: by its text, so that it stays when others come."""
    return sha256(passage.text.encode()).digest()[0] < 26


def load(folder: Path = CORPUS) -> tuple[list[Passage], list[Passage]]:
    """(trained on, held out), in the order of the files."""
    found = [p for path in sorted(folder.glob("*.txt")) for p in passages(path)]
    return [p for p in found if not held_out(p)], [p for p in found if held_out(p)]


def shown(found: list[Passage], tokenizer: Tokenizer, random: Random, *, changed: bool = True) -> list[Example]:
    """Every passage once without marks, and once for every pair with marks; augmented where `changed`."""
    examples: list[Example] = []
    for original in found:
        examples.append(plain_example(augment(original, random) if changed else original, tokenizer))
        passage = augment(original, random) if changed else original
        for source, target, kind, root in pairs_of(passage):
            hidden = changed and source is not None and random.random() < _UNNAMED_SHARE
            pair = pair_example(passage.text, source, None if hidden else target, tokenizer, kind=kind, root=root)
            if pair is not None:
                examples.append(pair)
        if random.random() < _NONE_SHARE or not passage.triggers:
            strangers = _strangers(passage, random)
            if strangers is not None:
                pair = pair_example(passage.text, *strangers, tokenizer, kind=None, root="")
                if pair is not None:
                    examples.append(pair)
    return examples


def names_in(text: str, beside: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Runs of words with capitals that meet none of the spans `beside`."""
    return {m.span() for m in _CAPITAL.finditer(text) if not any(a < m.end() and m.start() < b for a, b in beside)}


def _strangers(passage: Passage, random: Random) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Two names of the passage between which no act passes in this direction."""
    spans = {(r.start, r.end) for r in passage.roles if r.role in "st"}
    spans |= names_in(passage.text, spans)
    linked = {(source, target) for source, target, *_ in pairs_of(passage)}
    symmetric = {(target, source) for source, target, kind, _ in pairs_of(passage) if kind in _MUTUAL}
    free = [
        (a, b)
        for a in sorted(spans)
        for b in sorted(spans)
        if a != b and (a, b) not in linked | symmetric and not (a[0] < b[1] and b[0] < a[1])
    ]
    return random.choice(free) if free else None


_MUTUAL = ("CONSULT", "AGREE", "COOPERATE", "SUPPORT", "ASSAULT")
