"""Whether two words of two names may be one: spelling, sound, short form, initial, syllable, translation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from bilateral.knowledge.fold import fold
from bilateral.knowledge.names.parsing import Word, meanings
from bilateral.knowledge.names.spelling import likeness, sound
from bilateral.knowledge.tables import parts, rows

__all__ = ["Likeness", "compare_words", "is_syllabic_surname", "same_syllables"]


class Likeness(NamedTuple):
    """0 for words of different persons, else how surely they are one (0..1), and by what."""

    score: float
    how: str


_NOT = Likeness(0.0, "")
_INITIAL = 0.9
_FORM = 0.95
_TRANSLATED = 0.9
_SYLLABLE = 0.95
_ENDING = 0.9
# The least likeness of sounds by the length of the shorter key; tuned on the development half of bench/name_pairs.tsv.
_LEAST: Mapping[int, float] = {1: 1.0, 2: 0.95, 3: 0.9, 4: 0.88}
_LEAST_LONG = 0.8
_LEAST_OF_SYLLABLE = 0.95
_ALIKE_FORMS = 0.6
_ALIKE_GIVEN = 0.93


@lru_cache(maxsize=1 << 16)
def compare_words(one: Word, other: Word, *, surname: bool, syllabic: bool) -> Likeness:
    """Compares two words. `surname`: both stand where the family name stands; `syllabic`: of a Chinese, Korean,
    Vietnamese or Burmese name, in which one letter makes another word."""
    if one.folded == other.folded or one.text == other.text:
        return Likeness(1.0, "")
    if one.full in (other.full, other.text) or one.text == other.full:
        return Likeness(0.99, "written together")
    if one.initial or other.initial:
        return Likeness(_INITIAL, "initial") if one.text[0] == other.text[0] else _NOT
    alike = likeness(one.sound, other.sound)
    if syllabic:
        return Likeness(alike, "spelling") if alike >= _LEAST_OF_SYLLABLE else _by_syllables(one.text, other.text)
    known = _as_surname(one, other, alike) if surname else _as_given(one, other, alike)
    if known is not None:
        return known
    shorter = min(len(one.sound), len(other.sound))
    return Likeness(alike, "spelling") if alike >= _LEAST.get(shorter, _LEAST_LONG) else _NOT


def _as_surname(one: Word, other: Word, alike: float) -> Likeness | None:
    """What is known of two family names; None where only their spelling can tell."""
    if one.forms & other.forms and alike >= _ALIKE_FORMS:
        return Likeness(_FORM, "forms of one name")
    if _but_for_ending(one.text, other.text):
        return Likeness(max(_ENDING, alike), "ending")
    return None


def _as_given(one: Word, other: Word, alike: float) -> Likeness | None:
    """What is known of two given names; None where only their spelling can tell."""
    if one.forms & other.forms:
        return Likeness(_FORM, "forms of one name")
    if _translated(one.text, other.text):
        return Likeness(_TRANSLATED, "translated")
    if _differ_in_gender(one.sound, other.sound) or (one.forms and other.forms and alike < _ALIKE_GIVEN):
        return _NOT
    return None


def _differ_in_gender(one: str, other: str) -> bool:
    """Whether given names differ by a final vowel only: Paul and Paula, Mario and Maria."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) == 1:
        return long[:-1] == short and long[-1] == "a"
    return len(long) == len(short) and one[:-1] == other[:-1] and {one[-1], other[-1]} in ({"a", "o"}, {"a", "e"})


@cache
def _endings() -> tuple[str, ...]:
    return tuple(r["ending"] for r in rows("name_endings.csv"))


def _but_for_ending(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and any(long == short + ending for ending in _endings())


def _translated(one: str, other: str) -> bool:
    table = meanings()
    return sound(other) in table.get(one, ()) or sound(one) in table.get(other, ())


@cache
def _syllables() -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, row in enumerate(rows("name_syllables.csv")):
        for syllable in parts(row["syllables"]):
            found.setdefault(fold(syllable), set()).add(number)
    return {syllable: frozenset(numbers) for syllable, numbers in found.items()}


@cache
def _surnames() -> frozenset[str]:
    return frozenset(fold(r["text"]) for r in rows("east_asian_surnames.csv"))


def is_syllabic_surname(word: Word) -> bool:
    """Whether it is a known Chinese, Korean or Vietnamese family name."""
    return word.folded in _surnames()


def same_syllables(one: str, other: str) -> bool:
    """Whether two words are romanised differently, syllable by syllable."""
    return bool(_by_syllables(one, other).score)


@lru_cache(maxsize=1 << 16)
def _by_syllables(one: str, other: str) -> Likeness:
    """Equal, or romanised differently, syllable by syllable ("suk" and "seok", "zedong" and "tsetung")."""
    table = _syllables()
    if _same_syllable(table, one, other):
        return Likeness(_SYLLABLE, "romanised differently")
    for cut in range(1, len(one)):
        for at in range(1, len(other)):
            head, tail = (one[:cut], other[:at]), (one[cut:], other[at:])
            if all(a in table and b in table and (a == b or _same_syllable(table, a, b)) for a, b in (head, tail)):
                return Likeness(_SYLLABLE, "romanised differently")
    return _NOT


def _same_syllable(table: Mapping[str, frozenset[int]], one: str, other: str) -> bool:
    return bool(table.get(one, frozenset()) & table.get(other, frozenset()))
