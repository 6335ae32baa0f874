"""Persons' names that translation changed: given names turned into words, cut surnames, misread abbreviations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from bilateral.knowledge.fold import fold
from bilateral.reading.repair.marks import MARKS
from bilateral.reading.repair.templates import Line
from bilateral.reading.repair.vocabulary import Vocabulary, flat, translated_names, words

__all__ = ["mend_names"]

_TRANSLATED = "given name translated as a word"
_MISREAD = "given name misread (a guess)"
_CUT = "surname cut short (a guess)"
_PRINCIPAL = 2  # rank of a head of state or government or a foreign minister
_PAIR = re.compile(r"\b([A-Z][^\W\d_]+)([-–])([A-Z][^\W\d_]{3,})\b")


def mend_names(line: Line) -> None:
    """Put back given names and surnames in `line` where only one person fits."""
    _translated(line)
    _misread(line)
    _cut(line)


@cache
def _word_then_surname() -> re.Pattern[str]:
    table = "|".join(re.escape(word) for word in sorted(translated_names(), key=lambda word: (-len(word), word)))
    pronouns = "|".join(words("function_words", "pronouns"))
    return re.compile(rf"\b({table}) (?:(?:(?:{pronouns}) )?[A-Za-z]+(?:ed|t|d)(?: with| to)? )?([A-Z][^\W\d_]+)\b")


def _translated(line: Line) -> None:
    """ "Inspiration Aliyev": the word stands where a bearer of the surname has a given name of that meaning."""
    for match in reversed(list(_word_then_surname().finditer(line.text))):
        name = _meant(match.group(1), match.group(2), line)
        if name:
            line.edit(match.start(1), match.end(1), name, _TRANSLATED)


def _meant(word: str, surname: str, line: Line) -> str | None:
    """The given name, where some bearer of the surname has it and none is called by the word itself."""
    bearers = [*line.known.namesakes(surname), *(name for name in line.people if name.endswith(f" {fold(surname)}"))]
    given = {fold(bearer).split(" ")[0] for bearer in bearers}
    fits = [name for name in translated_names()[word] if fold(name) in given]
    return fits[0] if fits and fold(word) not in given else None


_TITLE_TOKEN_SURNAME = re.compile(rf"{MARKS['title']}+ (\S{{2,4}}) ({MARKS['person']}+)(?!\S*[{MARKS['person']}])")
_ABBREVIATED = re.compile(r"[A-Z][a-z]{1,2}\.?")


def _misread(line: Line) -> None:
    """ "President Co. Novak": two or three letters that begin no given name of the one person who is meant."""
    at = 0
    while match := _TITLE_TOKEN_SURNAME.search(line.shadow, at):
        at = match.end()
        token, surname = line.text[match.start(1) : match.end(1)], line.text[match.start(2) : match.end(2)]
        if not _ABBREVIATED.fullmatch(token) or not _no_name(token, line.known) or " " in surname:
            continue
        given = _only_given(surname, line)
        if given:
            line.edit(match.start(1), match.end(1), given, _MISREAD)


def _no_name(token: str, known: Vocabulary) -> bool:
    """An abbreviation that is no form of address, or a short word that is no name."""
    bare = token.rstrip(".")
    if f"{bare}." in words("titles", "honorifics") or token in flat("function_words"):
        return False
    return token.endswith(".") or (fold(bare) not in known.given and fold(bare) not in known.surnames)


def _only_given(surname: str, line: Line) -> str | None:
    """The given name of the only bearer of `surname` in the document, else of the only one in a principal office."""
    folded = fold(surname)
    spelled = sorted({name for name in line.people if name.split(" ")[-1] == folded})
    if len(spelled) == 1:
        return " ".join(part.capitalize() for part in spelled[0].split(" ")[:-1])
    register = line.known.knowledge.register
    principal = {person.name for person in register.with_surname(surname) if register.rank(person.id) >= _PRINCIPAL}
    if not spelled and len(principal) == 1:
        return " ".join(principal.pop().split(" ")[:-1])
    return None


def _cut(line: Line) -> None:
    """ "Novak-Hadzi" where the second name is the beginning of one surname that the text or the register has."""
    for match in reversed(list(_PAIR.finditer(line.text))):
        first, _, second = match.groups()
        if fold(first) not in line.known.surnames or not _unknown(second, line.known):
            continue
        if fold(match.group()) in line.known.surnames:
            continue
        whole = _completed(second, line)
        if whole:
            line.edit(match.start(3), match.end(3), whole, _CUT)


def _unknown(name: str, known: Vocabulary) -> bool:
    return fold(name) not in known.surnames and fold(name) not in known.given and not known.kind(name)


def _completed(beginning: str, line: Line) -> str | None:
    start = fold(beginning)
    in_text = _sole(word for word in line.words if word[0].isupper() and _continues(fold(word), start))
    if in_text:
        return in_text if fold(in_text) in line.known.surnames or line.words[in_text] > 1 else None
    return _sole(_principals(line.known, start))


def _continues(name: str, start: str) -> bool:
    return name.startswith(start) and name != start


def _sole(names: Iterable[str]) -> str | None:
    found = Counter(names)
    return next(iter(found)) if len(found) == 1 else None


def _principals(known: Vocabulary, start: str) -> list[str]:
    register = known.knowledge.register
    found = []
    for surname in sorted(name for name in known.surnames if _continues(name, start)):
        for person in register.with_surname(surname):
            if register.rank(person.id) >= _PRINCIPAL:
                found.append(person.name.split(" ")[-1])
    return found
