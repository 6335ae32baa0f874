"""A shadow of a line in which names are blotted out by kind, so that a rule's pattern can speak of kinds.

The shadow has the line's length: a person's name is a run of one private-use character, a state's of another, and so
on; everything else stands as it is. Patterns match the shadow, edits go to the line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from bilateral.knowledge.fold import fold
from bilateral.reading.repair.vocabulary import Vocabulary, flat, words

__all__ = ["MARKS", "known_people", "mark"]

MARKS = {
    "person": "\ue000",
    "state": "\ue001",
    "demonym": "\ue002",
    "title": "\ue003",
    "place": "\ue004",
    "body": "\ue005",
}

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|(?:[OD][’'])?[^\W\d_]+(?:-[^\W\d_]+)*")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November")
_CALENDAR = frozenset(
    (*_MONTHS, "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
)
_LONGEST_NAME = 4


@cache
def _never_in_names() -> frozenset[str]:
    past = {word.capitalize() for word in flat("verbs") if " " not in word}
    # "Won", "Saw", "Hit" are names as well.
    verbs = {word for word in past if len(word) > 3 or word in ("Met", "Had")}
    return flat("function_words") | _CALENDAR | verbs


def mark(line: str, known: Vocabulary, people: Collection[str] = ()) -> str:
    """The shadow of `line`. `people` are folded full names that the document spells out elsewhere."""
    tokens = list(_TOKEN.finditer(line))
    shadow = list(line)
    at = 0
    bearers = {name.split(" ")[-1] for name in people}
    before = ""  # kind of the entity right before
    while at < len(tokens):
        kind, taken = _phrase(line, tokens, at, known)
        if kind == "place" and (whole := _full_name(line, tokens, at, known, people)) > taken:
            kind, taken = "person", whole  # "Vladimir" is a town as well
        if kind == "place" and taken == 1 and (before == "title" or fold(tokens[at].group()) in bearers):
            kind = None  # "Bush" is a place as well
        if kind is None and line[tokens[at].start()].isupper():
            kind, taken = _person(line, tokens, at, known, people, titled=before == "title")
        if kind is not None:
            start, end = tokens[at].start(), tokens[at + taken - 1].end()
            shadow[start:end] = MARKS[kind] * (end - start)
        adjoining = at + taken < len(tokens) and line[tokens[at + taken - 1].end() : tokens[at + taken].start()] == " "
        before = kind if kind and adjoining else ""
        at += taken
    return "".join(shadow)


def _phrase(line: str, tokens: Sequence[re.Match[str]], at: int, known: Vocabulary) -> tuple[str | None, int]:
    """The longest phrase of the vocabulary at a token, by kind and number of tokens."""
    word = tokens[at].group()
    longest = known.longest.get(word, 0) or ("-" in word and known.longest.get(word.split("-")[0], 0)) or 0
    for taken in range(min(longest, len(tokens) - at), 0, -1):
        kind = known.kind(line[tokens[at].start() : tokens[at + taken - 1].end()])
        if kind:
            return kind, taken
    return None, 1


def _person(
    line: str, tokens: Sequence[re.Match[str]], at: int, known: Vocabulary, people: Collection[str], *, titled: bool
) -> tuple[str | None, int]:
    run = _run(line, tokens, at, known)
    names = [fold(token.group()) for token in tokens[at : at + run]]
    if full := _full_name(line, tokens, at, known, people):
        return "person", full
    if (
        run >= 2
        and names[0] != names[1]
        and names[1] in known.surnames
        and (names[0] in known.given or names[0] not in known.surnames)
    ):
        return "person", 2
    if run >= 3 and len(names[1]) == 1 and names[2] in known.surnames:
        return "person", 3
    if run >= 2 and titled and len(names[0]) > 1:
        return "person", 2
    if run >= 1 and names[0] in known.surnames and (titled or not _common(tokens[at].group(), known)):
        return "person", 1
    return None, 1


def _common(word: str, known: Vocabulary) -> bool:
    """A surname that is a word too ("May", "So") names nobody without a title or given name."""
    return len(word) < 3 or word in known.knowledge.common_words


def _full_name(line: str, tokens: Sequence[re.Match[str]], at: int, known: Vocabulary, people: Collection[str]) -> int:
    """How many tokens the longest full name on record at a token has; 0 for none."""
    run = _run(line, tokens, at, known)
    names = [fold(token.group()) for token in tokens[at : at + run]]
    for taken in range(run, 1, -1):
        if (name := " ".join(names[:taken])) in known.people or name in people:
            return taken
    return 0


def _run(line: str, tokens: Sequence[re.Match[str]], at: int, known: Vocabulary) -> int:
    """How many tokens from `at` on could belong to one person's name."""
    run = 0
    for index in range(at, min(at + _LONGEST_NAME, len(tokens))):
        word = tokens[index].group()
        if not word[0].isupper() or word in _never_in_names():
            break
        if index > at:
            gap = line[tokens[index - 1].end() : tokens[index].start()]
            initial = len(tokens[index - 1].group()) == 1
            if gap != " " and not (initial and gap == ". "):
                break
            if known.kind(word) in ("state", "demonym", "title"):
                break
        run += 1
    return run


@cache
def _after_honorific() -> re.Pattern[str]:
    honorifics = "|".join(re.escape(word) for word in words("titles", "honorifics"))
    return re.compile(rf"(?:{honorifics}) ([A-Z][^\W\d_]+ [A-Z][^\W\d_]+)")


def known_people(text: str, known: Vocabulary) -> frozenset[str]:
    """Folded full names that `text` spells out: two capitalised words of which the second is a surname on record."""
    found = {fold(match.group(1)) for match in _after_honorific().finditer(text)}
    for match in re.finditer(r"\b(?=([A-Z][^\W\d_]+) ([A-Z][^\W\d_]+)\b)", text):
        first, second = match.groups()
        if first == second:
            continue
        if first in _never_in_names() or second in _never_in_names() or known.kind(first) or known.kind(second):
            continue
        if fold(second) in known.surnames and fold(first) in known.given:
            found.add(fold(f"{first} {second}"))
    return frozenset(found)
