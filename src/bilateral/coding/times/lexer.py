"""Text to class tokens: known words, numbers and marks; everything else is one blank token between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from bilateral.coding.times.lexicon import OTHER, STOP, Word, lexicon

__all__ = ["Tokens", "lex"]

# Quantifiers are bounded, and every alternative consumes at least one character: time grows linearly with the text.
_TOKEN = re.compile(
    r"""
    (?P<iso>(?<![\d-])\d{4}-[01]\d-[0-3]\d(?:T[0-2]\d:[0-5]\d(?::[0-5]\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-]))
  | (?P<numeric>(?<![\d./-])\d{1,2}(?P<sep>[./-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?![\d/-]|\.\d))
  | (?P<clock>(?<![\d:.])[0-2]?\d(?:[:.][0-5]\d(?::[0-5]\d)?)?\s?(?:[ap]\.?m\b\.?|o['’]clock|hours?\s(?=GMT|UTC))
        |(?<![\d:.])[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:]))
        (?:\s(?:GMT|UTC|E[SD]?T|P[SD]T|CET|CEST|BST|local\stime))?
  | (?P<decade>(?:\b(?P<cent>1\d|20)|['’])(?P<tens>\d)0['’]?s\b)
  | (?P<money>[$€£¥₽]\s?\d{1,9}(?:[.,]\d{1,9}){0,4})
  | (?P<ord>\d{1,2}(?:st|nd|rd|th)\b)
  | (?P<number>\d{1,12}(?:[.,]\d{1,12}){0,6})(?P<glued>[^\W\d_]{1,20})?
  | (?P<era>(?:B\.?C\.?E?\b\.?|A\.?D\b\.?|C\.E\.)(?![\w]))
  | (?P<abbr>(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\.)
  | (?P<word>[^\W\d_]{1,40}\d?)
  | (?P<poss>['’]s?\b|(?<=s)['’](?=\s))
  | (?P<dash>[-–—])
  | (?P<comma>,)
  | (?P<slash>/)
  | (?P<stop>[.!?;:\n()"“”\[\]|•])
  | (?P<mark>[^\s\w])
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """`types` is the string of class characters; the lists hold each token's offsets and value."""

    types: str
    starts: list[int]
    ends: list[int]
    values: list[Any]


@cache
def _chars() -> dict[str, str]:
    return dict(lexicon().chars)


def lex(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Tokens of a stretch of text. Offsets are those of `text`."""
    chars, words = _chars(), lexicon().words
    types: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    values: list[Any] = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        group = match.lastgroup
        spelled = match.group()
        if group == "word":
            known = words.get(spelled) or words.get(spelled.lower())
            char, value = _word(spelled, known) if known else (OTHER, None)
        else:
            char, value = _other(group or "", match, spelled, chars)
        if char == OTHER and types and types[-1] == OTHER:
            ends[-1] = match.end()
            continue
        types.append(char)
        starts.append(match.start())
        ends.append(match.end())
        values.append(value)
    return Tokens("".join(types), starts, ends, values)


def _word(spelled: str, known: tuple[Word, ...]) -> tuple[str, Any]:
    capital = spelled[0].isupper()
    for word in known:
        if not word.case or (word.case == "capital") == capital:
            return word.char, word.value
    return OTHER, None


def _other(group: str, match: re.Match[str], spelled: str, chars: dict[str, str]) -> tuple[str, Any]:
    if group in {"number", "glued"}:
        return _number(match["number"], match["glued"], chars)
    if group == "ord":
        number = int(spelled[:-2])
        return (chars["DAYORD"], number) if 1 <= number <= 99 else (OTHER, None)
    if group == "abbr":
        word = lexicon().words[spelled[:-1].lower()][0]
        return word.char, word.value
    if group == "decade" or match["tens"]:
        cent = int(match["cent"]) if match["cent"] else 19
        return chars["DECADE"], cent * 10 + int(match["tens"])
    simple = {
        "clock": "CLOCK",
        "iso": "ISO",
        "numeric": "NUMERIC",
        "sep": "NUMERIC",
        "era": "ERA",
        "dash": "DASH",
        "comma": "COMMA",
    }
    simple |= {"slash": "SLASH", "poss": "POSS"}
    if group in simple:
        return chars[simple[group]], spelled
    return (STOP, None) if group == "stop" else (OTHER, None)


def _number(digits: str, glued: str | None, chars: dict[str, str]) -> tuple[str, Any]:
    if glued or not digits.isdigit():
        plain = digits.replace(",", "")
        if not glued and plain.isdigit() and re.fullmatch(r"\d{1,3}(,\d{3})+", digits):
            return chars["BIGNUM"], int(plain)
        return (OTHER, None) if glued else _decimal(digits, chars)
    number = int(digits)
    if len(digits) <= 2:
        return (chars["DAYNUM"] if 1 <= number <= 31 else chars["NUM"]), number
    if len(digits) == 4 and 1000 <= number <= 2199:
        return chars["YEAR"], number
    return (chars["NUM"], number) if len(digits) <= 3 else (chars["BIGNUM"], number)


def _decimal(digits: str, chars: dict[str, str]) -> tuple[str, Any]:
    # "28,2022" and "15,16" are a day or number with its comma; a decimal is a number that is no day.
    try:
        return chars["BIGNUM"], float(digits.replace(",", ""))
    except ValueError:
        return OTHER, None
