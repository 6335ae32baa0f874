"""Which texts on one event are copies of each other: reprints, mirrored releases, an agency's paragraph in an article.

Each text has a *sketch*: the smallest hashes of its runs of four words (bottom-k MinHash, Broder 1997), a kilobyte
however long it is. From two sketches follows how much of the shorter text stands in the longer one. Texts are only held
against each other where they tell one event, so that finding copies costs with the event and not with the store.

A text is a copy of an earlier one by one of two rules:

- `_SHARE` of the shorter of the two stands in the other. So a paragraph taken out of a release, and an article that
  holds the whole of it, are copies too, whatever headline they bear: as accounts of this event they are one source.
- All sentences in which it tells the event are the other's, each of `_LONG` words or more.

"Earlier" is: a government's own text first, then by day of publication, then the longer one, then the id. Every text is
held against those that are no copies themselves, in that order, and goes with the first it fits. So two releases stay
two sources though a later article quotes both, and no chain of small changes joins what has nothing in common.
"""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from bilateral.knowledge.fold import fold
from bilateral.model import Report

__all__ = ["NO_SOURCE", "SKETCH_RULES", "Source", "families", "overlap", "sketch"]

SKETCH_RULES = "four words, 128 hashes, 1"
"""To be changed when `sketch` gives something else than before: those kept are then made anew."""

_RUN = 4  # words; shorter runs are set phrases ("secretary of state antony")
_KEPT = 128  # hashes: the standard error of a share near .7 is .04
_FEWEST = 4  # hashes by which a share can be told at all: a part below a thirtieth of the whole is not looked for
_FEW = 16  # texts that are held against each other one by one
# Of readouts-dev the 14 pairs marked as copies share all. Texts of one mould on different events ("Approves Florida
# Disaster Declaration") share up to .9, which is why only texts on one event are asked about.
_SHARE = 0.7
_LONG = 12  # words of a sentence that two authors do not write alike by chance
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is known of a document that tells an event: who published it, when, and its sketch.

    `official` is the party whose government published it (`knowledge.publishers`), None where nobody's did.
    """

    publisher: str = ""
    published: date | None = None
    official: str | None = None
    sketch: bytes = b""


NO_SOURCE = Source()
"""A document of which nothing is known."""


def sketch(text: str) -> bytes:
    """The smallest hashes of the text's runs of four words, in order, eight bytes each; empty for a text without words.

    Case, punctuation and the breaking of lines make no difference.
    """
    from zlib import crc32

    import numpy as np

    words = _WORD.findall(text.casefold())
    if not words:
        return b""
    distinct = {word: crc32(word.encode("utf-8", "surrogatepass")) for word in set(words)}
    codes = np.fromiter(map(distinct.__getitem__, words), np.uint64, len(words))
    runs = max(1, len(words) - _RUN + 1)
    mixed = np.zeros(runs, np.uint64)
    for at in range(min(_RUN, len(words))):
        mixed = mixed * np.uint64(0x100000001B3) + codes[at : at + runs]
    # The finish of splitmix64 spreads what differs in a few bits over all of them.
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return np.unique(mixed)[:_KEPT].astype("<u8").tobytes()


def overlap(first: bytes, second: bytes) -> float:
    """How much of the shorter text stands in the longer one, 0 to 1, by their sketches; 0 where that cannot be told."""
    return _share(_hashes(first), _hashes(second))


def families(reports: Sequence[Report], sources: Mapping[str, Source]) -> tuple[tuple[str, ...], ...]:
    """The documents of an event's reports in families of copies, the earliest first in and among them."""
    documents = {report.document: None for report in reports}
    if len(documents) == 1:
        return (tuple(documents),)
    told: dict[str, set[str]] = {}
    for report in reports:
        told.setdefault(report.document, set()).add(_sentence(report.text))
    roots = _Roots()
    for document in sorted(told, key=lambda key: _earliness(key, sources.get(key, NO_SOURCE))):
        roots.add(document, _hashes(sources.get(document, NO_SOURCE).sketch), told[document])
    return tuple(tuple(family) for family in roots.families)


@dataclass(slots=True)
class _Roots:
    # The texts that are no copies so far, and where to look for them.
    families: list[list[str]] = field(default_factory=list)
    sketches: list[_Hashes] = field(default_factory=list)
    by_hash: dict[int, list[int]] = field(default_factory=dict)
    indexed: int = 0
    by_sentence: dict[str, int] = field(default_factory=dict)

    def add(self, document: str, hashes: _Hashes, sentences: set[str]) -> None:
        home = min((*self._alike(hashes), *self._word_for_word(sentences)), default=None)
        if home is not None:
            self.families[home].append(document)
            return
        number = len(self.families)
        self.families.append([document])
        self.sketches.append(hashes)
        for sentence in sentences:
            self.by_sentence.setdefault(sentence, number)

    def _alike(self, hashes: _Hashes) -> Iterator[int]:
        near: Iterable[int] = range(len(self.sketches))
        if len(self.sketches) > _FEW:  # to hold it against a few is quicker than to look for those that share a hash
            self._index()
            near = {number for value in hashes.ordered if value in self.by_hash for number in self.by_hash[value]}
        return (number for number in near if _share(hashes, self.sketches[number]) >= _SHARE)

    def _index(self) -> None:
        for number in range(self.indexed, len(self.sketches)):
            for value in self.sketches[number].ordered:
                self.by_hash.setdefault(value, []).append(number)
        self.indexed = len(self.sketches)

    def _word_for_word(self, sentences: set[str]) -> Iterable[int]:
        homes = {self.by_sentence.get(sentence) for sentence in sentences if sentence.count(" ") + 1 >= _LONG}
        told = all(sentence.count(" ") + 1 >= _LONG for sentence in sentences)
        return (number for number in homes if number is not None) if told and len(homes) == 1 else ()


def _earliness(document: str, source: Source) -> tuple[object, ...]:
    hashes = _hashes(source.sketch)
    return source.official is None, source.published or date.max, -hashes.size, document


@dataclass(frozen=True, slots=True)
class _Hashes:
    ordered: array[int]
    distinct: frozenset[int]
    size: float
    """How many there were before only the smallest were kept."""


def _share(first: _Hashes, second: _Hashes) -> float:
    if not first.ordered or not second.ordered:
        return 0.0
    # Of both only the hashes up to where both are complete can be compared; those in common all lie there.
    limit = min(side.ordered[-1] if len(side.ordered) >= _KEPT else 2**64 for side in (first, second))
    fewer = min(bisect_right(side.ordered, limit) for side in (first, second))
    return len(first.distinct & second.distinct) / fewer if fewer >= _FEWEST else 0.0


@lru_cache(maxsize=4_096)
def _hashes(sketch: bytes) -> _Hashes:
    found = array("Q", sketch)
    if sys.byteorder == "big":
        found.byteswap()
    # A sketch that is full says by its largest hash how many there were.
    size = len(found) if len(found) < _KEPT else _KEPT * 2.0**64 / (found[-1] + 1)
    return _Hashes(found, frozenset(found), size)


def _sentence(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))
