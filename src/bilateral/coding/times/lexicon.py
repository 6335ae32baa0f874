"""The words and rules of `knowledge/data/times.toml`, compiled once.

Every class of words has a character of its own, so that a text becomes a string of class characters and a rule an
ordinary regular expression over that string.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bilateral.errors import KnowledgeError

__all__ = ["FROM_LEXER", "OTHER", "STOP", "TRIGGERS", "Lexicon", "Rule", "Word", "lexicon"]

OTHER = "x"
"""A word that is none of ours (a run of them is one token)."""
STOP = "|"
"""The end of a sentence or line."""

FROM_LEXER = (
    *("DAYNUM", "NUM", "BIGNUM", "YEAR", "SHORTYEAR", "DAYORD", "DECADE", "ISO", "NUMERIC", "CLOCK", "ERA"),
    *("COMMA", "DASH", "SLASH", "POSS"),
)
"""Classes of numbers and marks, which the lexer tells by their shape."""
TRIGGERS = (
    *("MONTH", "WEEKDAY", "SEASON", "SEASONCAP", "FALL", "UNIT", "LONGUNIT", "UNITS", "CLOCKUNIT", "WEEKEND"),
    *("DECADEWORD", "PART", "NOON", "DEICTIC", "TONIGHT", "PASTREF", "PRESENTREF", "FUTUREREF", "SETWORD"),
    *("FUTURE", "PAST", "PRESENT", "TIMEWORD", "QTR", "NIGHTS", "LONGWORD", "OVERNIGHT", "HALF"),
)
"""Classes of words that speak of time by themselves: every expression holds one of them, or a number."""
_ITEM = re.compile(r"(?:([a-z]\w*)=)?([A-Z][A-Z0-9]*(?:\|[A-Z][A-Z0-9]*)*)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word's class character and value; `case` is "capital", "lower" or empty."""

    char: str
    value: Any
    case: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled rule; `needs` are sets of class characters of which each must occur for the rule to match at all.

    `aliases` are the groups that hold an item, one for each alternative that names it.
    """

    name: str
    pattern: re.Pattern[str]
    make: str
    kind: str
    args: Mapping[str, Any]
    needs: tuple[frozenset[str], ...]
    aliases: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`words` by lower-case spelling, `chars` by class name, `rules` in order of rank."""

    words: Mapping[str, tuple[Word, ...]]
    chars: Mapping[str, str]
    rules: tuple[Rule, ...]


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package. Raises KnowledgeError where the file contradicts itself."""
    raw = tomllib.loads(files("bilateral").joinpath("knowledge/data/times.toml").read_text(encoding="utf-8"))
    names = [*FROM_LEXER, *(entry["name"] for entry in raw["class"])]
    if len(set(names)) != len(names):
        raise KnowledgeError("times.toml: a class is defined twice")
    chars = {name: chr(0xE000 + index) for index, name in enumerate(names)}
    words: dict[str, tuple[Word, ...]] = {}
    for entry in raw["class"]:
        for spelling, value in entry["words"].items():
            word = Word(chars[entry["name"]], value, entry.get("case", ""))
            words[spelling] = (*words.get(spelling, ()), word)
    rules = tuple(_rule(entry, chars, raw["macro"]) for entry in raw["rule"])
    return Lexicon(words, chars, rules)


def _rule(entry: Mapping[str, Any], chars: Mapping[str, str], macros: Mapping[str, str]) -> Rule:
    text = _expand(entry["pattern"], macros)
    pattern = re.compile(_translate(text, chars, entry["name"]))
    needs = tuple(frozenset(chars[n] for n in names.split("|")) for names in _mandatory(text))
    aliases: dict[str, tuple[int, ...]] = {}
    for group, index in pattern.groupindex.items():
        name = group.partition("_")[0]
        aliases[name] = (*aliases.get(name, ()), index)
    return Rule(entry["name"], pattern, entry["make"], entry.get("kind", "DATE"), entry.get("args", {}), needs, aliases)


def _expand(text: str, macros: Mapping[str, str]) -> str:
    """Replace macros by their bodies; `@n(...)` stands for a named group of several items."""

    def put(match: re.Match[str]) -> str:
        name, items = match.groups()
        bodies = [macros.get(item, item) for item in items.split("|")]
        flat = "|".join(bodies)
        if flat == items:
            return match.group()
        if " " not in flat:
            return f"{name}={flat}" if name else flat
        return f"@{name}({flat})" if name else f"({flat})"

    previous = ""
    while previous != text:
        previous, text = text, _ITEM.sub(put, text)
    return text


def _translate(text: str, chars: Mapping[str, str], rule: str) -> str:
    def put(match: re.Match[str]) -> str:
        name, items = match.groups()
        try:
            atom = "[" + "".join(chars[item] for item in items.split("|")) + "]"
        except KeyError as error:
            raise KnowledgeError(f"times.toml: rule {rule!r} uses {error}, which is no class") from None
        return f"@{name}({atom})" if name else atom

    seen: dict[str, int] = {}

    def group(match: re.Match[str]) -> str:
        # An item may be named in several alternatives, where a regular expression wants each name once.
        name = match[1]
        if name is None:
            return "(?:"
        seen[name] = seen.get(name, 0) + 1
        return f"(?P<{name}>" if seen[name] == 1 else f"(?P<{name}_{seen[name]}>"

    return re.sub(r"(?:@(\w+))?\(", group, _ITEM.sub(put, text).replace(" ", ""))


def _mandatory(text: str) -> list[str]:
    """Class unions outside every group that must occur (a cheap test before the pattern is tried)."""
    depth, found = 0, []
    outside = []
    for char in text:
        depth += (char == "(") - (char == ")")
        outside.append(char if depth == 0 and char != ")" else " ")
    flat = "".join(outside)
    if " | " in flat:
        return []
    for match in _ITEM.finditer(flat):
        if flat[match.end() : match.end() + 1] not in {"?", "*", "{"}:
            found.append(match[2])
    return found
