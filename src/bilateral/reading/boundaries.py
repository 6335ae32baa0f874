"""Where sentences end inside a paragraph: punctuation, the field's abbreviations, and the word that comes next."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from bilateral.reading.tables import rows

__all__ = ["cut"]

_END = re.compile(
    r"""
    [.!?…。！？]+                                       # what ends a sentence
    (?: [ \u202f]?[”’»」』] | ["')\]] | \[\d{1,3}\] )*   # quotes, brackets and note marks that close with it
    (?: (?= \s ) | (?<= [。！？」』] ) )                   # some scripts put no space after it
    """,
    re.VERBOSE,
)
_NEXT = re.compile(r"[\s“\"‘'«(\[–—-]*(\w+)")
_ACRONYM = re.compile(r"(?:\w\.)+\w")
_LONGEST = 20  # characters of an abbreviation; also keeps a text of nothing but titles from being read again and again
_OPENERS = "“\"‘'«([–—-"


def cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences of the paragraph `text[start:end]` as (start, end), white space around each left out.

    A full stop after an abbreviation or an initial ends a sentence only where abbreviations.csv or the next word
    allows it ("the U.S. Department" goes on, "the U.S. The sides" does not). Missing spaces ("region.Armenia") are
    left to the repair of damage.
    """
    sentences: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        following = _NEXT.match(text, stop, end)
        if following is None:
            continue
        if _ends(text, begin, match.start(), following):
            sentences.append((begin, stop))
            begin = stop
            while begin < end and text[begin].isspace():
                begin += 1
    if begin < end:
        sentences.append((begin, end))
    return sentences


def _ends(text: str, begin: int, at: int, following: re.Match[str]) -> bool:
    word = following.group(1)
    if word[0].islower():
        return False
    if text[at] != "." or text.startswith("..", at):
        return True
    floor = max(begin, at - _LONGEST)
    token = text[max(text.rfind(" ", floor, at), text.rfind("\n", floor, at), floor - 1) + 1 : at].lstrip(_OPENERS)
    if at - len(token) <= begin + 1 and (token.isdigit() or len(token) == 1):
        return False  # the number or letter of a list item
    rule = _abbreviations().get(token) or _shape(token)
    if rule == "number":
        return not word[0].isdigit()
    if rule == "starter":
        return word in _starters()
    return rule != "never"


def _shape(token: str) -> str:
    """How a token that abbreviations.csv does not list ends a sentence: initials and acronyms only before a starter."""
    initial = len(token) == 1 and token.isupper()
    return "starter" if initial or _ACRONYM.fullmatch(token) else "capital"


@cache
def _abbreviations() -> Mapping[str, str]:
    rules: dict[str, str] = {}
    for row in rows("abbreviations"):
        rules[row["text"]] = row["ends"]
        if len(row["text"]) > 1:  # one capital letter is an initial
            rules[row["text"].upper()] = row["ends"]
    return MappingProxyType(rules)


@cache
def _starters() -> frozenset[str]:
    return frozenset(word for row in rows("starters") for word in row["words"].split())
