"""Sentences without labels, for a network to learn what its teachers say of them.

They are made of the corpus (other sides, two passages in a row, other words) and of the sentences of a file, if there
is one. Two names of a sentence are marked as a pair, whatever passes between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
from tokenizers import Tokenizer

from reader.augment import augment, reparty
from reader.data import names_in
from reader.examples import Unlabelled, pair_example, token_ids
from reader.markup import Passage

__all__ = ["unlabelled"]

_OF_FILE = 0.4
_OTHER_SIDES = 0.5
_TWO = 0.25
_MARKED = 0.5
_SPOILED, _SPOILED_WORDS = 1 / 3, 0.08
_FIRST_WORD = 1000  # ids below are marks and punctuation


def unlabelled(
    found: Sequence[Passage],
    sides: dict[str, list[str]],
    sentences: Sequence[str],
    tokenizer: Tokenizer,
    random: Random,
    *,
    count: int,
) -> list[Unlabelled]:
    """About `count` of them, with others of the `sides` (`augment.sides_of`); fewer where two names are wanted and a
    sentence has not two."""
    words = [i for p in found[::7] for i in tokenizer.encode(p.text).ids[1:-1] if i >= _FIRST_WORD]
    made: list[Unlabelled] = []
    for _ in range(count):
        text, spans = _sentence(found, sentences, sides, random)
        if random.random() >= _MARKED:
            made.append(Unlabelled(_spoiled(token_ids(text, tokenizer), words, random)))
            continue
        every = sorted(spans | names_in(text, spans))
        if len(every) < 2:
            continue
        source, target = random.sample(every, 2)
        if source[0] < target[1] and target[0] < source[1]:
            continue
        pair = pair_example(text, source, target, tokenizer, kind=None, root="")
        if pair is not None:
            made.append(Unlabelled(_spoiled(pair.ids, words, random), pair.source, pair.target))
    return made


def _sentence(
    found: Sequence[Passage], sentences: Sequence[str], sides: dict[str, list[str]], random: Random
) -> tuple[str, set[tuple[int, int]]]:
    """A text and the spans in it that are sides or places."""
    if sentences and random.random() < _OF_FILE:
        return random.choice(sentences), set()
    passage = reparty(augment(random.choice(found), random), random, sides, _OTHER_SIDES)
    text = passage.text
    if random.random() < _TWO:
        text = f"{text.rstrip()} {random.choice(found).text}"
    return text, {(r.start, r.end) for r in passage.roles if r.role != "w"}


def _spoiled(ids: np.ndarray, words: Sequence[int], random: Random) -> np.ndarray:
    """Now and then some word pieces are others of the corpus, so that the teachers are asked beyond what is written."""
    if random.random() >= _SPOILED:
        return ids
    other = [random.choice(words) if i >= _FIRST_WORD and random.random() < _SPOILED_WORDS else int(i) for i in ids]
    return np.array([*other[:-1], int(ids[-1])])
