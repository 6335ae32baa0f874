"""Whether two names may be one person's: every word of the shorter name must be found in the longer, in order.

The words are aligned so that the product of their likenesses is greatest; a longer name may have words that the
shorter lacks (a middle name, a patronymic, a second surname), at a price where the first or last is missing. Two names
that each have a word the other lacks are different persons: "Joe" and "Jill" tell, "Biden" does not. The approach
follows the alignment of name parts in nomenklatura's and similar matchers; the prices were tuned on the development
half of `bench/name_pairs.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bilateral.knowledge.names.comparing import compare_words, is_syllabic_surname, same_syllables
from bilateral.knowledge.names.parsing import PersonName, Word, parse_name
from bilateral.knowledge.names.spelling import may_sound_alike

__all__ = ["NameChoice", "NameMatch", "Sameness", "best_match", "same_person", "same_spelling"]


class Sameness(StrEnum):
    """What two names say of their bearers; UNSURE where they fit but tell too little (a surname alone)."""

    SAME = "same"
    UNSURE = "unsure"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How two names compare: `score` 0..1, the decision taken from it, and what it rests on, in words."""

    score: float
    decision: Sameness
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameChoice:
    """The candidate that is the same person, or None; `rivals` are others that fit about as well."""

    name: str | None
    match: NameMatch | None
    rivals: tuple[str, ...]


SAME_FROM = 0.72
UNSURE_FROM = 0.5
_CLOSE = 0.03

_LEAD_DROPPED = 0.85
_LIGHT_LEAD_DROPPED = 0.97
_TAIL_DROPPED = 0.93
_MIDDLE_DROPPED = 0.99
_SYLLABLE_DROPPED = 0.6
_OTHER_INITIAL = 0.4
_OTHER_ORDER = 0.93
_OTHER_ORDER_OF_GIVEN = 0.7
_GIVEN_SWAPPED = 0.86
_SUFFIX_DROPPED = 0.95
_NUMBER_DROPPED = 0.8
_ROYAL = 0.8
_ONE_WORD = 0.6
_UNREAD = 0.5

_DIFFERENT = NameMatch(0.0, Sameness.DIFFERENT, ("no words in common",))


def same_person(a: str, b: str) -> NameMatch:
    """Compares two persons' names, in any spelling, order or length, with or without titles. Symmetric.

    SAME means the names allow one person and say enough to name one; two persons who share a name are for the caller
    to keep apart. A surname alone, or a script that is not read here, is UNSURE.
    """
    name_a, name_b = parse_name(a), parse_name(b)
    best = _compare(name_a, name_b)
    if best.decision is Sameness.SAME or not (name_a.known or name_b.known):
        return best
    for one, other in _expanded(name_a, name_b):
        match = _compare(one, other)
        if match.score > best.score:
            best = NameMatch(match.score, match.decision, ("name in use", *match.reasons))
    return best


def same_spelling(told: str, known: str) -> bool:
    """Whether `told`, perhaps a surname alone, may be another spelling of a full name that is known.

    Of a surname alone nothing but the surname is compared: it is for a name that state, office or text tell already.
    """
    if not may_sound_alike(told, known):
        return False
    full = told if " " in told or " " not in known else f"{known.rsplit(maxsplit=1)[0]} {told}"
    return same_person(full, known).decision is Sameness.SAME


def best_match(name: str, candidates: Iterable[str]) -> NameChoice:
    """The candidate that is the same person by name. None is chosen where two that differ fit about as well.

    The order of candidates does not matter; of spellings of one person the best, then the first by letters.
    """
    fits = [(m.score, c, m) for c in set(candidates) if (m := same_person(name, c)).decision is Sameness.SAME]
    if not fits:
        return NameChoice(None, None, ())
    fits.sort(key=lambda fit: (-fit[0], fit[1]))
    score, best, match = fits[0]
    rivals = tuple(
        c for s, c, _ in fits[1:] if score - s <= _CLOSE and same_person(best, c).decision is not Sameness.SAME
    )
    return NameChoice(None, None, (best, *rivals)) if rivals else NameChoice(best, match, ())


def _expanded(a: PersonName, b: PersonName) -> Iterator[tuple[PersonName, PersonName]]:
    if a.known:
        yield parse_name(a.known), b
    if b.known:
        yield a, parse_name(b.known)
    if a.known and b.known:
        yield parse_name(a.known), parse_name(b.known)


def _compare(a: PersonName, b: PersonName) -> NameMatch:
    if len(a.words) > len(b.words):
        a, b = b, a
    if a.readable and b.readable:
        # The cheap test: every word of the shorter name begins with a sound that one of the longer begins with.
        for word in a.words:
            if not word.hooks & b.hooks:
                return _DIFFERENT
    written_a, written_b = [w.folded for w in a.words], [w.folded for w in b.words]
    if len(a.words) == len(b.words) and written_a > written_b:
        a, b = b, a
    if written_a == written_b:
        score, reasons = 1.0, ["same words"]
    elif not (a.readable and b.readable):
        return _match(_UNREAD, ("a script that is not read",))
    else:
        score, reasons = _best_alignment(a.words, b.words)
    if not score:
        return NameMatch(0.0, Sameness.DIFFERENT, tuple(reasons))
    for factor, why in _circumstances(a, b):
        score *= factor
        reasons.append(why)
    return _match(score, reasons)


def _match(score: float, reasons: Sequence[str]) -> NameMatch:
    decision = Sameness.SAME if score >= SAME_FROM else Sameness.UNSURE if score >= UNSURE_FROM else Sameness.DIFFERENT
    return NameMatch(round(score, 4), decision, tuple(reasons))


def _circumstances(a: PersonName, b: PersonName) -> Iterator[tuple[float, str]]:
    """What suffixes, royal titles and the number of words do to the score of the words."""
    if a.suffix != b.suffix:
        if a.suffix and b.suffix:
            yield 0.0, f"{a.suffix} is not {b.suffix}"
        elif (a.suffix or b.suffix).isdigit() and len(b.words) > 1:
            yield _NUMBER_DROPPED, "number dropped"
        elif len(b.words) > 1:
            yield _SUFFIX_DROPPED, "suffix dropped"
    if len(a.words) == 1 and not (a.suffix and a.suffix == b.suffix):
        given = bool(compare_words(a.words[0], b.words[0], surname=False, syllabic=False).score)
        if a.royal and given and len(b.words) > 1 and not a.suffix:
            yield _ROYAL, "given name with a royal title"
        else:
            yield _ONE_WORD, "one word alone"


def _best_alignment(shorter: Sequence[Word], longer: Sequence[Word]) -> tuple[float, list[str]]:
    initials = any(w.initial for w in (*shorter, *longer))
    syllabic = not initials and (_is_syllabic(shorter) or _is_syllabic(longer))
    best: tuple[float, list[str]] = (0.0, ["each has a word that the other lacks"])
    for words, surname, factor, why in _orders(shorter, longer):
        if factor <= best[0]:
            continue
        score, reasons = _Alignment(words, longer, surname, syllabic).best(0, 0)
        if score * factor > best[0]:
            best = score * factor, [*reasons, *([why] if why else [])]
    return best


def _is_syllabic(words: Sequence[Word]) -> bool:
    """Whether it looks like a name of syllables: short words of which the first or last is such a family name."""
    if not 2 <= len(words) <= 4 or any(len(w.text) > 7 or w.forms for w in words):
        return False
    return is_syllabic_surname(words[0]) or is_syllabic_surname(words[-1]) or all(len(w.text) <= 4 for w in words)


def _orders(shorter: Sequence[Word], longer: Sequence[Word]) -> Iterator[tuple[Sequence[Word], int, float, str]]:
    """Orders of the shorter name: the words, where the surname is, the factor and the reason."""
    last = len(shorter) - 1
    yield shorter, last, 1.0, ""
    if last < 1:
        return
    # Where every word may be a given name, only the order tells who is whose son.
    factor = _OTHER_ORDER_OF_GIVEN if all(w.forms for w in shorter) else _OTHER_ORDER
    yield (shorter[-1], *shorter[:-1]), 0, factor, "family name first in one"
    if last > 1:
        yield (*shorter[1:], shorter[0]), last, factor, "family name first in one"
        if len(longer) == len(shorter):
            swapped = (shorter[1], shorter[0], *shorter[2:])
            yield swapped, last, min(factor, _GIVEN_SWAPPED), "given names in another order"


class _Alignment:
    """The best way to find the words of one name, in order, in another."""

    def __init__(self, shorter: Sequence[Word], longer: Sequence[Word], surname: int, syllabic: bool) -> None:
        self._shorter = shorter
        self._longer = longer
        self._surname = surname
        self._syllabic = syllabic

    def best(self, i: int, j: int) -> tuple[float, list[str]]:
        """The best score and reasons for the words from `i` of the shorter name and `j` of the longer."""
        left = len(self._longer) - j
        if i == len(self._shorter):
            dropped = [w.text for w in self._longer[j:]]
            return self._tail(len(dropped)), [f"without {word}" for word in dropped]
        best: tuple[float, list[str]] = (0.0, ["each has a word that the other lacks"])
        if not left:
            return best
        for score, how, next_i, next_j in self._steps(i, j):
            if score > best[0]:
                rest, reasons = self.best(next_i, next_j)
                if score * rest > best[0]:
                    best = score * rest, [how, *reasons] if how else reasons
        return best

    def _steps(self, i: int, j: int) -> Iterator[tuple[float, str, int, int]]:
        one, other = self._shorter[i], self._longer[j]
        surname = i == self._surname
        like = compare_words(one, other, surname=surname, syllabic=self._syllabic)
        if like.score:
            yield like.score, f"{one.text} = {other.text}: {like.how}" if like.how else "", i + 1, j + 1
        if j + 1 < len(self._longer):
            yield from self._joined(one, (other, self._longer[j + 1]), i + 1, j + 2)
            drop = self._price(i, j)
            if drop:
                yield drop, f"without {other.text}", i, j + 1
        if i + 1 < len(self._shorter):
            yield from self._joined(other, (one, self._shorter[i + 1]), i + 2, j + 1)

    def _joined(self, whole: Word, halves: tuple[Word, Word], i: int, j: int) -> Iterator[tuple[float, str, int, int]]:
        together = halves[0].text + halves[1].full
        if whole.text == together or whole.full in (together, halves[0].full + halves[1].full):
            yield 0.99, f"{together} written together", i, j
        elif self._syllabic and same_syllables(whole.text, together):
            yield 0.95, f"{whole.text} = {together}: romanised differently", i, j

    def _price(self, i: int, j: int) -> float:
        """The price of the longer name's word `j` that the shorter lacks, before the shorter's word `i`."""
        if self._syllabic:
            return _SYLLABLE_DROPPED
        word = self._longer[j]
        if i:
            # "J. Brady Anderson" is no John Anderson, "George H. W. Bush" no George W. Bush.
            unlike = self._shorter[i].initial or (self._longer[0].initial and not word.initial)
            return _OTHER_INITIAL if unlike else _MIDDLE_DROPPED
        if self._longer[j + 1].child and not self._shorter[0].child:
            return 0.0  # the son of a man of that name
        if self._longer[j + 1].initial and not word.initial:
            return _OTHER_INITIAL  # "Jonathan R. Cohen" is no Robert Cohen
        return _LIGHT_LEAD_DROPPED if word.initial or _is_light(word) else _LEAD_DROPPED

    def _tail(self, dropped: int) -> float:
        if not dropped:
            return 1.0
        return _SYLLABLE_DROPPED if self._syllabic else _TAIL_DROPPED


@cache
def _light_forms() -> frozenset[int]:
    return parse_name("Muhammad").words[0].forms


def _is_light(word: Word) -> bool:
    """Muhammad before another given name is often left out."""
    return bool(word.forms & _light_forms())
