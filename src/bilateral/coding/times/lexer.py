"""Text to class tokens: known words, numbers and marks; everything else is one blank token between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bilateral.coding.times.lexicon import FROM_LEXER, OTHER, STOP, TRIGGERS, Word, lexicon

__all__ = ["Tokens", "lex"]

# Quantifiers are bounded, and every alternative consumes at least one character: time grows linearly with the text.
_TOKEN = re.compile(
    r"""
    (?P<abbr>[JFMASONDTW][a-z]{2,4}\.)
  | (?P<month>(?:January|February|March|April|May|June|July|August|September|October|November|December)(?=\d))
  | (?P<era>(?:B\.C\.(?:E\.)?|BCE?\b|A\.D\.|AD\b|C\.E\.))
  | (?P<word>[^\W\d_]{1,40}(?:\d(?!\d))?)
  | (?P<iso>(?<![\d./-])\d{4}(?P<dot>[-/.])[01]\d(?P=dot)[0-3]\d
      (?:T[0-2]\d:[0-5]\d(?::[0-5]\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-]))
  | (?P<numeric>(?<![\d./-])\d{1,2}(?P<sep>[./-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?![\d/-]|\.\d))
  | (?P<clock>
      (?<![\d:.])[0-2]?\d
      (?:(?:[:.][0-5]\d(?::[0-5]\d)?)?\s?(?:[aApP]\.[mM]\.|[aApP][mM]\b|o['’]clock|hours?\s(?=GMT|UTC))
        |:[0-5]\d(?::[0-5]\d)?(?![\d:]))
      (?:\s(?:GMT|UTC|E[SD]?T|P[SD]T|CET|CEST|BST|local\stime))?
      |(?<![\d:.,])[0-2]\d[0-5]\d\s?(?:GMT|UTC|E[SD]T|P[SD]T|CEST|CET|BST|local\stime)\b)
  | (?P<mixed>(?<![\d.,/])\d{1,3}[ -][1-3]/[24](?![\d/]))
  | (?P<decade>(?:\b(?P<cent>1\d|20)|['’])(?P<tens>\d)0['’]?s\b)
  | (?P<ord>\d{1,2}(?:st|nd|rd|th)\b)
  | (?P<short>['’]\d\d(?![\d'’]|\w))
  | (?P<number>\d{1,12}(?:(?!,(?:19|20)\d\d(?!\d))[.,]\d{1,12}){0,6})
      (?:(?=(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)
        |(?P<glued>[^\W\d_]{1,20})?)
  | (?P<poss>['’]s?\b|(?<=s)['’](?=\s))
  | (?P<dash>[-–—])
  | (?P<comma>,)
  | (?P<slash>/)
  | (?P<money>[$€£¥₽]\s?\d{1,9}(?:[.,]\d{1,9}){0,4})
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


def lex(text: str, zones: Iterable[tuple[int, int]]) -> Tokens:
    """Tokens of some stretches of a text, with a stop between them. Offsets are those of `text`."""
    types: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    values: list[Any] = []

    def put(char: str, start: int, end: int, value: object) -> None:
        types.append(char)
        starts.append(start)
        ends.append(end)
        values.append(value)

    chars, words = lexicon().chars, lexicon().words
    for low, high in zones:
        put(STOP, low, low, None)
        for match in _TOKEN.finditer(text, low, high):
            group = match.lastgroup
            spelled = match.group()
            char, value = OTHER, None
            if group in {"word", "month"}:
                known = words.get(spelled) or words.get(spelled.lower())
                if known:
                    char, value = _word(spelled, known)
            elif group == "abbr":
                char, value = _abbreviation(spelled)
                if spelled[:-1] not in _ABBREVIATIONS:
                    put(char, match.start(), match.end() - 1, value)
                    char, value = STOP, None
            else:
                char, value = _other(group or "", match, spelled, chars)
            if char is OTHER and types[-1] is OTHER:
                ends[-1] = match.end()
            else:
                put(char, match.start(), match.end(), value)
    return _useful(Tokens("".join(types), starts, ends, values))


@cache
def _useful_run() -> re.Pattern[str]:
    chars = lexicon().chars
    pivots = "".join(chars[name] for name in (*TRIGGERS, *FROM_LEXER) if name not in _MARKS)
    return re.compile(f"[^{OTHER}{STOP}]*[{pivots}][^{OTHER}{STOP}]*")


_MARKS = frozenset({"COMMA", "DASH", "SLASH", "POSS"})


def _useful(tokens: Tokens) -> Tokens:
    """Only the runs of known words that hold a number or a word of time, each with its neighbours.

    No rule reaches over an unknown word or a stop, and most runs are bare articles and prepositions.
    """
    kept: list[int] = []
    last = len(tokens.types)
    for match in _useful_run().finditer(tokens.types):
        low, high = match.span()
        neighbour = low > 0 and (not kept or kept[-1] < low - 1)
        kept += range(low - neighbour, min(high + 1, last))
    return Tokens(
        "".join([tokens.types[i] for i in kept]),
        [tokens.starts[i] for i in kept],
        [tokens.ends[i] for i in kept],
        [tokens.values[i] for i in kept],
    )


_ABBREVIATIONS = frozenset(
    [
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Sept",
        "Oct",
        "Nov",
        "Dec",
        "Mon",
        "Tue",
        "Tues",
        "Wed",
        "Thu",
        "Thur",
        "Thurs",
        "Sat",
        "Sun",
    ]
)


def _abbreviation(spelled: str) -> tuple[str, Any]:
    known = lexicon().words.get(spelled[:-1].lower())
    return _word(spelled, known) if known else (OTHER, None)


def _word(spelled: str, known: tuple[Word, ...]) -> tuple[str, Any]:
    capital = spelled[0].isupper()
    for word in known:
        if not word.case or (word.case == "capital") == capital:
            return word.char, word.value
    return OTHER, None


def _other(group: str, match: re.Match[str], spelled: str, chars: Mapping[str, str]) -> tuple[str, Any]:
    if group in {"number", "glued", "mixed"}:
        return _mixed(spelled, chars) if group == "mixed" else _number(match["number"], match["glued"], chars)
    if group == "ord":
        return (chars["DAYORD"], int(spelled[:-2])) if int(spelled[:-2]) else (OTHER, None)
    if group == "short":
        number = int(spelled[1:])
        return chars["SHORTYEAR"], number + (2000 if number < 50 else 1900)
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


def _mixed(spelled: str, chars: Mapping[str, str]) -> tuple[str, Any]:
    """3 1/2."""
    whole, above, below = re.split(r"[ /-]", spelled)
    return chars["BIGNUM"], int(whole) + int(above) / int(below)


def _number(digits: str, glued: str | None, chars: Mapping[str, str]) -> tuple[str, Any]:
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


def _decimal(digits: str, chars: Mapping[str, str]) -> tuple[str, Any]:
    # "28,2022" and "15,16" are a day or number with its comma; a decimal is a number that is no day.
    try:
        return chars["BIGNUM"], float(digits.replace(",", ""))
    except ValueError:
        return OTHER, None
