"""A name as written, taken apart: titles, words with their particles, initials, suffix."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from bilateral.knowledge.fold import fold
from bilateral.knowledge.names.spelling import initial_sounds, latin, sound
from bilateral.knowledge.tables import parts, rows

__all__ = ["PersonName", "Word", "meanings", "parse_name"]


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word of a name.

    `folded` is the word as written without case and marks, `text` the same in Latin letters by sound, `full` with the
    particles before it ("ledrian"). `child` is what the particle makes of the bearer: the word is a father's name.
    `forms` are the numbers of the rows of name_given.csv that hold it, `hooks` the bits of the sounds that a
    counterpart may begin with. Words are made once each and compared by identity, which caches like.
    """

    folded: str
    text: str
    full: str
    sound: str
    initial: bool
    child: bool
    forms: frozenset[int]
    hooks: int


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart. `suffix`: "jr", "sr" or a number ("2" of Abdullah II). `royal`: had a title of royalty.

    `readable` is False where letters are of a script that is not read here (Arabic, Chinese ...). `known` is the name
    in full where this one is a short form in use ("MbS"), else empty. `hooks` are those of all words together.
    """

    words: tuple[Word, ...]
    suffix: str
    royal: bool
    readable: bool
    known: str
    hooks: int


_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv")
_SUFFIXES: Mapping[str, str] = {
    **dict.fromkeys(("jr", "junior", "filho", "júnior"), "jr"),
    **dict.fromkeys(("sr", "senior"), "sr"),
    **{numeral: str(value) for value, numeral in enumerate(_NUMERALS, 1)},
}
_SLIPS = str.maketrans({"1": "l", "0": "o", "5": "s"})
_WORD = re.compile(r"[^\s,\"“”„()]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_JOINED_ARTICLE = re.compile(r"\b([AaEe]l)(?=[A-Z][a-z])")
_MAIDEN = re.compile(r"\b(?:n[ée]e|born)\s+\w+", re.IGNORECASE)
_SERVANT = re.compile(r"^abd(?:[aeou][lrsnzdt]?|[aeou]?)$")
_JOINED_SERVANT = re.compile(r"^abd(?:[aeou]l(?=\w{4})|[aeou](?=([rsnzdt])\1)|(?=al[a-z]{5}))")
_PURE_CONSONANTS = re.compile(r"[BCDFGHJKLMNPQRSTVWXZ]{2,3}")


@lru_cache(maxsize=1 << 16)
def parse_name(name: str) -> PersonName:
    """Takes a person's name apart; words are in the order given name first where a comma says so."""
    known = _known().get(fold(name), "")
    name = _MAIDEN.sub("", _JOINED_ARTICLE.sub(r"\1-", _INVISIBLE.sub("", name)))
    head, comma, tail = name.partition(",")
    if comma and fold(tail).strip(". ") not in _SUFFIXES:
        name = f"{tail} {head}"
    written = _WORD.findall(name)
    written, royal = _without_titles(written)
    written, suffix = _without_suffix(written)
    words = tuple(_words(_split(written)))
    hooks = 0
    for word in words:
        hooks |= word.hooks
    return PersonName(words, suffix, royal, all(w.text.isascii() for w in words), known, hooks)


@cache
def _known() -> Mapping[str, str]:
    return {fold(r["short"]): r["name"] for r in rows("name_known.csv")}


@cache
def _titles() -> Mapping[str, str]:
    return {fold(r["text"]).replace("-", " "): r["kind"] for r in rows("name_titles.csv")}


def _without_titles(written: Sequence[str]) -> tuple[list[str], bool]:
    """The words after the titles before them; at least one word stays."""
    titles = _titles()
    rest, royal, titled = list(written), False, False
    while len(rest) > 1:
        word = fold(rest[0]).rstrip(".").replace(".", "")
        kind = titles.get(word)
        if kind is None or (kind == "link" and not titled) or (word == "u" and len(rest) < 3):
            break
        royal = royal or kind == "royal"
        titled = True
        del rest[0]
    return rest, royal


def _without_suffix(written: Sequence[str]) -> tuple[list[str], str]:
    for place, word in enumerate(written[1:], start=1):
        suffix = _SUFFIXES.get(word.strip(".").lower())
        # A lone "V." or "I." is an initial; a regnal number stands in capitals without a stop.
        if suffix and (not suffix.isdigit() or (word.isupper() and word.isascii() and len(word) > 1) or word == "V"):
            if suffix.isdigit() and word == "V" and place < len(written) - 1:
                continue
            return [*written[:place], *written[place + 1 :]], suffix
    return list(written), ""


def _split(written: Sequence[str]) -> list[tuple[str, bool]]:
    """Words at hyphens and stops, each with whether a hyphen followed it."""
    found: list[tuple[str, bool]] = []
    for word in written:
        pieces = [p for p in re.split(r"[-‐‑–]", word) if p]
        for number, piece in enumerate(pieces):
            hyphen = number < len(pieces) - 1
            if "." in piece.rstrip("."):
                found.extend((p, False) for p in piece.split(".") if p)
            elif _PURE_CONSONANTS.fullmatch(piece):
                found.extend((letter, False) for letter in piece)
            else:
                found.append((piece.rstrip("."), hyphen))
    return [(piece, hyphen) for piece, hyphen in found if piece]


@cache
def _particles() -> Mapping[str, str]:
    return {r["text"]: r["kind"] for r in rows("name_particles.csv")}


_BARE_ARTICLES = frozenset({"al", "el", "ul", "ud", "ur"})


def _words(pieces: Sequence[tuple[str, bool]]) -> list[Word]:
    found: list[Word] = []
    before, child, servant = "", False, False
    for place, (piece, hyphen) in enumerate(pieces):
        folded = fold(piece)
        text = latin(piece)
        kind = _particles().get(text)
        if kind == "article" and not hyphen and (text not in _BARE_ARTICLES or place == 0):
            kind = None
        if place == len(pieces) - 1 or (place == 0 and not hyphen and kind != "article"):
            kind = None
        if kind is not None:
            before += text
            child = child or kind == "descent"
            continue
        if servant:
            folded = text = f"abd{text}"
        servant = bool(_SERVANT.fullmatch(text)) and place < len(pieces) - 1
        if not servant:
            found.append(_word(folded, text, before, child))
            before, child = "", False
    return found


@lru_cache(maxsize=1 << 16)
def _word(folded: str, text: str, before: str, child: bool) -> Word:
    text = _JOINED_SERVANT.sub("abd", text)
    if not text.isdigit():
        folded, text = folded.translate(_SLIPS), text.translate(_SLIPS)
    key = sound(text)
    forms = _forms().get(key, frozenset())
    hooks = _bits(initial_sounds(key)) | _bits(initial_sounds(sound(before + text)))
    for form in forms:
        hooks |= _form_hooks()[form]
    for meant in meanings().get(text, ()):
        hooks |= _bits(initial_sounds(meant))
    return Word(folded, text, before + text, key, len(text) == 1, child, forms, hooks)


_BITS: dict[str, int] = {letter: 1 << number for number, letter in enumerate("VPTFKSMNLR")}


def _bits(sounds: frozenset[str]) -> int:
    found = 0
    for letter in sounds:
        found |= _BITS.get(letter.upper(), 1 << 10)
    return found


@cache
def _given() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(sound(latin(n)) for n in parts(r["names"])) for r in rows("name_given.csv"))


@cache
def _forms() -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, keys in enumerate(_given()):
        for key in keys:
            found.setdefault(key, set()).add(number)
    return {key: frozenset(numbers) for key, numbers in found.items()}


@cache
def _form_hooks() -> tuple[int, ...]:
    found = []
    for keys in _given():
        hooks = 0
        for key in keys:
            hooks |= _bits(initial_sounds(key))
        found.append(hooks)
    return tuple(found)


@cache
def meanings() -> Mapping[str, frozenset[str]]:
    """Common word -> sound keys of the given names that a translating machine turns into it."""
    found: dict[str, set[str]] = {}
    for row in rows("repair_names.csv"):
        found.setdefault(fold(row["word"]), set()).add(sound(latin(row["name"])))
    return {word: frozenset(names) for word, names in found.items()}
