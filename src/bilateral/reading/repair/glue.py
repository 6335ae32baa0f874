"""Words run together where a link began or ended: "Borduriacoalition", "leadership.Syldavia", "talksNovak".

A token is only split where both sides are known: a name of Knowledge or of the document, a word the document uses
elsewhere, or a small word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from bilateral.knowledge.fold import fold
from bilateral.reading.repair.templates import Line
from bilateral.reading.repair.vocabulary import Vocabulary, flat, words

__all__ = ["looks_glued", "split_glued"]

_RULE = "missing space"
_TOKEN = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_MIXED = re.compile(r"(?<=[a-z])(?=[A-Z][a-z]|[A-Z]{2,}$)")
_STOP = re.compile(r"(?<=[a-z]{3})\.(?=[A-Z][a-z])")
_AROUND = frozenset("@/#:%&=_\\")


def looks_glued(text: str, place: int) -> bool:
    """Whether the token at `place` may be words run together, not a trade name ("FedEx") or an address."""
    start = end = place
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    token = text[start:end]
    if text[place] == ".":
        return token.count(".") <= 2 and not any(mark in token for mark in "@/#:%&=_\\")
    return token.lstrip('(“"’[')[:1].islower() and not any(mark in token for mark in "@/#:%&=_\\.")


def split_glued(line: Line, *, translated: bool) -> None:
    """Put the missing spaces into `line`; a text that is not `translated` keeps tokens like trade names."""
    for match in reversed(list(_TOKEN.finditer(line.text))):
        token = match.group()
        if token.isdigit() or (token.islower() and len(token) < 8):
            continue
        before = line.text[max(0, match.start() - 1) : match.start()]
        after = line.text[match.end() : match.end() + 1]
        if before in _AROUND or after in _AROUND - {":", "&"}:
            continue
        if not translated and token[0].isupper() and "." not in token:
            continue
        spaced = _spaced(token, line.known, line.words)
        if spaced != token:
            line.edit(match.start(), match.end(), spaced, _RULE)


def _spaced(token: str, known: Vocabulary, seen: Counter[str]) -> str:
    if any(part in words("glue", "endings") for part in token.lower().split(".")):
        return token
    if token.count(".") > 1:
        return token
    token = _STOP.sub(lambda stop: ". " if _opens(token[stop.end() :], known, seen) else ".", token)
    if "." in token:
        return token
    for at in (*_borders(token), *_after_state(token, known), *_before_verb(token)):
        left, right = token[:at], token[at:]
        if _both(left, right, known, seen):
            return f"{left} {right}"
    return token


def _opens(right: str, known: Vocabulary, seen: Counter[str]) -> bool:
    """A word that can stand after a full stop: known as a name, or used in small letters elsewhere."""
    word = re.split(r"\W", right, maxsplit=1)[0]
    return _named(word, known) or word in flat("function_words") or word.lower() in seen


def _borders(token: str) -> Iterator[int]:
    return (match.start() for match in _MIXED.finditer(token))


def _after_state(token: str, known: Vocabulary) -> Iterator[int]:
    """Where a state's name ends and small letters go on that no demonym ends in."""
    if token[0].isupper() and not known.kind(token) and fold(token) not in known.surnames:
        shortest = 2 if token[:2].isupper() else 3
        yield from (at for at in range(len(token) - 2, shortest - 1, -1) if known.kind(token[:at]) == "state")


def _before_verb(token: str) -> Iterator[int]:
    if token.islower():
        yield from (len(token) - len(verb) for verb in words("glue", "verbs") if token.endswith(verb))


def _both(left: str, right: str, known: Vocabulary, seen: Counter[str]) -> bool:
    """Whether both sides of a border are words of their own."""
    if left in words("glue", "camel") or (len(left) < 3 and not left.isupper() and left not in words("glue", "small")):
        return False
    if right[0].isupper():
        return _before_capital(left, right, known, seen)
    if _named(left, known):
        return right in _small() or right in _nouns() or (len(right) >= 5 and right in seen)
    return len(left) >= 4 and left in seen and right in words("glue", "verbs")


def _before_capital(left: str, right: str, known: Vocabulary, seen: Counter[str]) -> bool:
    if not _named(right, known):
        return right in flat("function_words") and (left in seen or left in _small() or left in _nouns())
    if left.islower():
        return len(left) > 3 or left in _small()
    # "McGuireWoods", "MaryKay": two names are only parted where the text has them apart as well.
    return _named(left, known) and left in seen and right in seen


@cache
def _small() -> frozenset[str]:
    return frozenset(words("glue", "small"))


@cache
def _nouns() -> frozenset[str]:
    return frozenset(words("glue", "nouns"))


def _named(word: str, known: Vocabulary) -> bool:
    return known.kind(word) in ("state", "demonym", "place") or (word[:1].isupper() and fold(word) in known.surnames)
