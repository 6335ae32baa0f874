"""How a word of a name is spelt and sounds: Latin letters for other scripts, one key for the spellings of a sound.

The sound key is a chain of rewritings (`name_sounds.csv`) to one letter a sound, and two keys are compared by an edit
distance in which related sounds are near (`name_nearness.csv`): "Hikmat" is a quarter of a letter from "Hikmet", and
"Sacharowa" is nearer to "Zakharova" than "Kerry" to "Kelly". The costs were set by hand and tuned on the development
half of `bench/name_pairs.tsv`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from bilateral.errors import KnowledgeError
from bilateral.knowledge.fold import fold
from bilateral.knowledge.tables import rows

__all__ = ["initial_sounds", "latin", "likeness", "may_sound_alike", "skeletons", "sound", "sound_keys"]

VOWELS = frozenset("aeiou")
_FAR_VOWEL = 0.6
_ADDED: Mapping[str, float] = {"a": 0.45, "e": 0.45, "i": 0.3, "o": 0.45, "u": 0.45, "h": 0.2, "J": 0.5}
_FINAL_E = 0.3


@lru_cache(maxsize=1 << 15)
def latin(text: str) -> str:
    """The text folded, other scripts and marked letters written as they sound ("Чавушоглу" -> "chavushoglu")."""
    if text.isascii():
        return fold(text)
    lowered = unicodedata.normalize("NFC", text.casefold().replace("i\u0307", "i")).translate(_GREEK_ACCENTS)
    pattern, table = _letters()
    return fold(pattern.sub(lambda m: table[m.group()], lowered))


_GREEK_ACCENTS = str.maketrans("άέήίόύώϊϋΐΰ", "αεηιουωιυιυ")


@cache
def _letters() -> tuple[re.Pattern[str], Mapping[str, str]]:
    table = {r["letters"]: r["latin"] for r in rows("name_letters.csv")}
    longest_first = sorted(table, key=lambda letters: (-len(letters), letters))
    return re.compile("|".join(map(re.escape, longest_first))), table


@lru_cache(maxsize=1 << 15)
def sound(word: str) -> str:
    """The sound key of one word in Latin letters: small letters and S sh, C ch, Z zh, J dzh, T ts, x kh."""
    for pattern, becomes in _rewritings():
        word = pattern.sub(becomes, word)
    return word


@cache
def _rewritings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(r["pattern"]), r["sound"]) for r in rows("name_sounds.csv"))


@cache
def _near() -> Mapping[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for row in rows("name_nearness.csv"):
        if len(row["sounds"]) != 2:
            raise KnowledgeError(f"name_nearness.csv: {row['sounds']!r} is not a pair of sounds")
        one, other = tuple(row["sounds"])
        found[one, other] = found[other, one] = float(row["cost"])
    for one in VOWELS:
        for other in VOWELS:
            found.setdefault((one, other), _FAR_VOWEL)
    return found


@lru_cache(maxsize=1 << 16)
def likeness(one: str, other: str) -> float:
    """How alike two sound keys are, 0..1: one minus the weighted edit distance per letter of the longer key."""
    if one == other:
        return 1.0
    longest = max(len(one), len(other))
    if not one or not other or abs(len(one) - len(other)) > longest // 2 + 1:
        return 0.0
    return max(0.0, 1.0 - _distance(one, other) / longest)


def _distance(one: str, other: str) -> float:
    near = _near()
    above = [0.0]
    for place, letter in enumerate(other):
        above.append(above[-1] + _cost_of(letter, place == len(other) - 1))
    for row, letter in enumerate(one):
        added = _cost_of(letter, row == len(one) - 1)
        line = [above[0] + added]
        for column, against in enumerate(other):
            change = 0.0 if letter == against else near.get((letter, against), 1.0)
            beside = line[column] + _cost_of(against, column == len(other) - 1)
            line.append(min(above[column] + change, above[column + 1] + added, beside))
        above = line
    return above[-1]


def _cost_of(letter: str, final: bool) -> float:
    return _FINAL_E if final and letter == "e" else _ADDED.get(letter, 1.0)


_CLASSES: Mapping[str, str] = {
    **dict.fromkeys("aeiouh", "V"),
    **dict.fromkeys("bp", "P"),
    **dict.fromkeys("dt", "T"),
    **dict.fromkeys("fv", "F"),
    **dict.fromkeys("k", "K"),
    **dict.fromkeys("gx", "KV"),
    **dict.fromkeys("szSZ", "S"),
    **dict.fromkeys("Cc", "SK"),
    "J": "SVK",
    "T": "ST",
}


def initial_sounds(key: str) -> frozenset[str]:
    """The classes of sounds with which a spelling of the same name may begin; names that share none are different."""
    return frozenset(_CLASSES.get(key[0], key[0])) if key else frozenset()


# Consonants that spellings of one name exchange; vowels, h and the letters that stand for them are left out.
_BONES: Mapping[str, str] = {
    **dict.fromkeys("aeiouh", ""),
    **dict.fromkeys("bp", "P"),
    **dict.fromkeys("dt", "T"),
    **dict.fromkeys("fv", "F"),
    **dict.fromkeys("gkx", "K"),
    **dict.fromkeys("szSZT", "S"),
    **dict.fromkeys("mn", "N"),
    **dict.fromkeys("lr", "L"),
}
_EITHER: Mapping[str, tuple[str, ...]] = {"J": ("S", ""), "C": ("S", "K"), "c": ("S", "K")}


@lru_cache(maxsize=1 << 14)
def skeletons(word: str) -> tuple[str, ...]:
    """Keys of a word in Latin letters under which its spellings meet: classes of its consonants, in order.

    Several where a letter may be more than one sound ("j" of English and of German). Equal keys say little: they are
    for finding candidates, which `same_person` then compares.
    """
    keys = [""]
    for letter in sound(latin(word)):
        ways = _EITHER.get(letter) or (_BONES.get(letter, letter),)
        keys = [key if key[-1:] == way else key + way for key in keys for way in ways][:8]
    return tuple(dict.fromkeys(keys))


_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


def sound_keys(name: str) -> tuple[str, ...]:
    """Keys of a full name: those of its last word, a slash, and the first two consonants of its first word.

    Of one word alone they end in the slash.
    """
    words = [w for w in latin(name).replace("-", " ").split() if w.strip(".,") not in _SUFFIXES]
    if not words:
        return ()
    firsts = tuple(dict.fromkeys(bones[:2] or "-" for bones in skeletons(words[0]))) if len(words) > 1 else ("",)
    return tuple(f"{bones}/{first}" for bones in skeletons(words[-1]) for first in firsts)


# Jaro-Winkler similarity of two sound keys below which no spelling of one is the other; it lets every pair of one word
# pass that `likeness` does in bench/name_pairs.tsv.
_FAR = 0.7


def may_sound_alike(one: str, other: str) -> bool:
    """Whether the last words of two names may be spellings of one, and their first words where each has several: a
    cheap test before `same_person`."""
    first, second = latin(one).replace("-", " ").split(), latin(other).replace("-", " ").split()
    if not (first and second) or not _near_enough(first[-1], second[-1]):
        return False
    return len(first) == 1 or len(second) == 1 or _near_enough(first[0], second[0])


@lru_cache(maxsize=1 << 15)
def _near_enough(one: str, other: str) -> bool:
    from rapidfuzz.distance import JaroWinkler

    return JaroWinkler.similarity(sound(one), sound(other)) >= _FAR
