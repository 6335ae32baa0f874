"""Who is named in office: "President X" is written while X holds that office, or of a time when X held it.

Each person so named allows the days of all terms that the title may mean, whoever of that name held them. The text was
written on days that most of the named allow; of one person alone it is only believed where nothing speaks of the past.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from bilateral.knowledge import Knowledge
from bilateral.knowledge.register import Person, Term

__all__ = ["OPEN", "Named", "named_in_office", "shared_days"]

_KINDS = frozenset(
    {"head of state", "head of government", "deputy head of state", "foreign minister", "defence minister"}
    | {"head of organisation", "spokesperson", "adviser", "minister"}
)
"""Offices whose holders are known best; of others the register misses too many terms."""
_VAGUE = frozenset({"adviser", "minister"})
_ANY = {
    "President": frozenset({"head of state", "head of organisation"}),
    "Secretary": frozenset({"foreign minister", "defence minister", "head of organisation"}),
}
"""Short titles, and the offices whose holders go by them. Of the vague kinds only titles of several words count."""
_NAME = r"(?P<name>[A-Z][\w’'-]+(?: (?:[A-Z]\.|[A-Z][\w’'-]+|al-[A-Z]\w+|bin|von|van|de|der)){0,4})"
_NOT_DEPUTY = "".join(
    f"(?<!{word})" for word in ("Vice ", "Vice-", "Deputy ", "Assistant ", "Under ", "Alternate ", "Elect ")
)
_PAST = re.compile(
    r"\b(?:former|late|then|ex|past|previous|outgoing|elect|nominee|designate)[- ](?:[A-Z][\w.]+ ){0,3}$", re.IGNORECASE
)
_DEAD = re.compile(r"\b(?:assassinat\w+|murder\w*|death of|passing of|killing of|widow|family of|memory of)\b")
_BESIDE = 60
"""Characters around a name in which such a word speaks of its bearer."""
_MEMORY = re.compile(
    r"\b(?:die[sd]|death of|passing|legacy|funeral|memorial|memory of|was born|biography|mourn\w*|served as|"
    r"in office from)\b"
)
_HEAD = 400
"""Characters: somebody named once only, and alone, is believed where the text begins with him."""
_HISTORY = 1990
"""Whoever left office before is named alone in histories only: no news that old is read without its date."""
_SLACK = timedelta(days=60)
"""Either side of a term whose dates are known by month or year only, or from memory."""
OPEN = date(2100, 1, 1)
"""The last day of a term whose end is not known."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named in office: how, how often, where first, and the days of the terms that may be meant."""

    text: str
    count: int
    start: int
    terms: tuple[tuple[date, date], ...]

    def allows(self, day: date) -> bool:
        """Whether one of the terms covers the day."""
        return any(first <= day <= last for first, last in self.terms)


@cache
def _titled(phrases: tuple[str, ...]) -> re.Pattern[str]:
    title = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=lambda p: (-len(p), p)))
    return re.compile(rf"(?<![\w-]){_NOT_DEPUTY}(?P<title>{title}) {_NAME}")


def named_in_office(text: str, knowledge: Knowledge) -> list[Named]:
    """Those a text names by title and name, each once, in order of the text; none whom the register does not know."""
    kinds: dict[str, set[str]] = {word: set(offices) for word, offices in _ANY.items()}
    for title in knowledge.titles.values():
        if title.kind in _KINDS and title.case != "lower":
            for phrase in title.phrases:
                if phrase in _ANY or (title.kind in _VAGUE and " " not in phrase):
                    continue  # "Advisor X" may advise anybody
                kinds.setdefault(phrase, set()).add(title.kind)
    kinds |= {word.upper(): offices for word, offices in kinds.items()}  # "PRESIDENT BIDEN:" of a transcript
    seen: dict[tuple[tuple[date, date], ...], re.Match[str]] = {}
    counts: Counter[tuple[tuple[date, date], ...]] = Counter()
    for match in _titled(tuple(sorted(kinds))).finditer(text):
        if _PAST.search(text, max(0, match.start() - 40), match.start()):
            continue
        if _DEAD.search(text, max(0, match.start() - _BESIDE), min(len(text), match.end() + _BESIDE)):
            continue
        terms = _terms(knowledge, match["name"], kinds[match["title"]])
        if terms:
            seen.setdefault(terms, match)
            counts[terms] += 1
    return [Named(match.group(), counts[terms], match.start(), terms) for terms, match in seen.items()]


def _terms(knowledge: Knowledge, name: str, kinds: set[str]) -> tuple[tuple[date, date], ...]:
    """Days of every term in such an office of whoever bears the name; empty where nobody does."""
    words = [word.removesuffix("’s").removesuffix("'s") for word in name.split()]
    people: tuple[Person, ...] = ()
    for length in range(len(words), 1, -1):
        people = people or knowledge.register.find(" ".join(words[:length]))
    if len(words) == 1:
        people = knowledge.register.with_surname(words[0])
    return _merged(span for person in people for span in _spans(person, kinds))


def _spans(person: Person, kinds: set[str]) -> list[tuple[date, date]]:
    """Terms in such an office, and every later one: a secretary who became an envoy is still called so."""
    first = min((term.start for term in person.terms if term.start and term.kind in kinds), default=None)
    return [_span(term) for term in person.terms if first and term.start and term.start >= first]


def _span(term: Term) -> tuple[date, date]:
    assert term.start is not None
    sure = term.exact and not term.attested and "own knowledge" not in term.source
    slack = timedelta() if sure else _SLACK
    return term.start - slack, (term.end + slack) if term.end else OPEN


def _merged(spans: Iterable[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    merged: list[tuple[date, date]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + timedelta(days=1):
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def _is_plain(named: Named, text: str) -> bool:
    recent = named.terms[-1][1].year >= _HISTORY
    return recent and not _MEMORY.search(text) and (named.count > 1 or named.start < _HEAD)


def shared_days(
    named: Sequence[Named], text: str, low: date | None, high: date | None
) -> tuple[date, date, tuple[str, ...]] | None:
    """First and last of the days within the bounds that most of the named allow, and who they are.

    None where fewer than three in four agree, or where one person alone is named, once or in a text that looks back.
    """
    if not named or (len(named) == 1 and not _is_plain(named[0], text)):
        return None
    edges = sorted({edge for item in named for first, last in item.terms for edge in (first, last + timedelta(days=1))})
    edges = [edge for edge in (low, *edges) if edge and (low is None or edge >= low) and (high is None or edge <= high)]
    best, days = 0, list[tuple[date, date]]()
    for index, edge in enumerate(edges):
        until = edges[index + 1] - timedelta(days=1) if index + 1 < len(edges) else (high or OPEN)
        agree = sum(item.allows(edge) for item in named)
        if agree > best:
            best, days = agree, []
        if agree == best and agree:
            days.append((edge, until))
    if not days or best * 4 < len(named) * 3:
        return None
    who = tuple(item.text for item in named if item.allows(days[0][0]))
    return days[0][0], days[-1][1], who
