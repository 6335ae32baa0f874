"""Damage that needs more than a pattern: torn years, case endings after an apostrophe, offices cut by a verb."""

from __future__ import annotations

import re
from functools import cache

from bilateral.knowledge.fold import fold
from bilateral.reading.repair.marks import MARKS
from bilateral.reading.repair.templates import Line, expanded
from bilateral.reading.repair.vocabulary import table, words

__all__ = ["join_offices", "join_years", "lower_nouns", "read_endings"]

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_YEAR = re.compile(
    rf"\b(?P<century>19|20)(?P<decade>\d?)(?P<between>[A-Z][a-z]+\b[^.;:\d\n]{{0,60}}?\b"
    rf"(?:{_MONTH}|spring|summer|autumn|fall|winter|year|years)) (?P<rest>\d{{1,2}})\b(?!\d)(?!,? \d{{4}})"
)
_PREPOSITIONS = ("to", "in", "from", "with")


def join_years(line: Line) -> None:
    """ "20At the end of April 6" -> "At the end of April 2006": a year whose digits were parted by a phrase."""
    at = 0
    while match := _YEAR.search(line.text, at):
        at = match.end()
        rest = match["rest"].zfill(2 - len(match["decade"]))
        if len(match["decade"]) + len(rest) == 2:
            new = f"{match['between']} {match['century']}{match['decade']}{rest}"
            line.edit(match.start(), match.end(), new, "year torn apart")


@cache
def _ending() -> re.Pattern[str]:
    cases = table("repair_words.toml")["endings"]
    endings = sorted({word for name in cases for word in words("endings", name)}, key=lambda word: (-len(word), word))
    names = expanded("<who>|<state>|<place>|<body>")
    return re.compile(rf"({names})[’'](?!s\b)({'|'.join(endings)})\b")


def read_endings(line: Line) -> None:
    """ "Novak'la", "Ankara'da": a Turkish case ending behind a name says of, to, in, from or with."""
    at = 0
    while match := _ending().search(line.shadow, at):
        name = line.text[match.start(1) : match.end(1)]
        whole = line.text[match.start() : match.end()]
        case = next(name for name in table("repair_words.toml")["endings"] if match.group(2) in words("endings", name))
        at = match.end()
        if line.known.kind(whole) or fold(whole) in line.known.surnames:
            continue
        before = line.text[: match.start()].rstrip().rsplit(" ", 1)[-1].lower()
        if case == "of":
            new = f"{name}’s"
        elif case in _PREPOSITIONS and before not in words("glue", "small"):
            new = f"{case} {name}"
        else:
            new = name
        line.edit(match.start(), match.end(), new, "case ending behind a name")


@cache
def _cut_in() -> re.Pattern[str]:
    verbs = "|".join([f"{verb} with" for verb in words("verbs", "with_word")] + list(words("verbs", "direct")))
    return re.compile(
        rf"\b(?P<a>[a-z]+(?: [a-z]+)?) (?P<v>{verbs}) (?P<b>(?:[a-z]+ ){{1,3}})(?=[A-Z{MARKS['person']}])"
    )


def join_offices(line: Line) -> None:
    """ "national met with security adviser X" -> "met with national security adviser X": a verb inside an office."""
    at = 0
    text = line.text
    while match := _cut_in().search(text, at):
        at = match.end()
        head = match["a"].split(" ")
        for start in range(len(head)):
            lead = " ".join(head[start:])
            title = f"{lead} {match['b'].strip()}"
            if line.known.kind(title) == "title":
                new = " ".join([*head[:start], match["v"], title, ""])
                line.edit(match.start(), match.end(), new, "office cut by a verb")
                text, at = line.text, match.start() + len(new)
                break


_NOUN_AFTER_NAME = re.compile(
    rf"(?<=[{MARKS['person']}{MARKS['state']}] )([A-Z][a-z]{{3,}})(?= (?:of|in|on|for|to|with|and) )"
)


def lower_nouns(line: Line) -> None:
    """ "Novak Development of trade": a linked noun behind a name, which the document writes small elsewhere."""
    at = 0
    while match := _NOUN_AFTER_NAME.search(line.shadow, at):
        at = match.end()
        word = match.group(1)
        if word.lower() in line.words and line.words[word.lower()] >= line.words[word]:
            line.edit(match.start(), match.end(), word.lower(), "capital in mid-sentence")
