"""Says which of the 23 issues a text is about, and by which words.

The lexicon is `knowledge/data/issues.toml`; its head explains the notation. Every term becomes one or more phrases of
an Aho-Corasick automaton over the words of the text, so that cost does not grow with the lexicon.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from bilateral.errors import KnowledgeError
from bilateral.knowledge.tables import text_of
from bilateral.model import ISSUES

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

__all__ = ["about", "expand", "issue_spans_in", "issues_in"]

_STRONG = 2
_WEAK = 1
_NEAR = 40
"""Words within which two weak terms support each other: about two sentences of a readout."""

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]+")
_BRACES = re.compile(r"\{([^{}]*)\}")
_STOPS = re.compile(r"[.;:!?()“”\"]|\n")
_BEFORE_TAIL = re.compile(r"[\s-]*(?:(?:and|&)\s+)?")
_LONGEST_GAP = 3
"""Words of a title that may stand between two of its terms: "Foreign Affairs and" Trade."""
_FILE = "issues.toml"


@dataclass(frozen=True, slots=True)
class _Term:
    """What a phrase of the automaton stands for; `row` tells terms of one line of the data from others."""

    senses: tuple[tuple[str, int], ...]
    row: int
    written: tuple[str, ...] | None = None
    part: str = ""
    """ "head" or "tail" of a title of office; empty for all else."""


@dataclass(frozen=True, slots=True)
class _Hit:
    slug: str
    weight: int
    row: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Lexicon:
    automaton: AhoCorasick
    terms: tuple[_Term, ...]
    between: frozenset[str]
    about: Mapping[str, str]


def issues_in(text: str) -> tuple[str, ...]:
    """Slugs of the issues `text` is about, in the order of `model.ISSUES`; empty where none is named.

    A strong term settles an issue; so do two different weak ones within two sentences of each other.
    """
    named = {hit.slug for hit in _settled(_hits(text))}
    return tuple(slug for slug in ISSUES if slug in named)


def issue_spans_in(text: str) -> tuple[tuple[str, int, int], ...]:
    """`(slug, start, end)` of every term that speaks for an issue of `issues_in(text)`, in order of the text.

    Offsets are characters of `text`. Weak terms are listed only where they helped to settle their issue.
    """
    hits = _settled(_hits(text))
    if not hits:
        return ()
    words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    spans = ((hit.slug, words[hit.start][0], words[hit.end - 1][1]) for hit in hits)
    return tuple(sorted(spans, key=lambda span: (span[1], span[2], ISSUES.index(span[0]))))


def about(slug: str) -> str:
    """One line on what an issue covers, for help texts and legends. `slug` is one of `model.ISSUES`."""
    return _lexicon().about[slug]


def expand(pattern: str) -> tuple[str, ...]:
    """Every phrase a pattern of the data stands for: `{a|b}` is either, `{|s}` an optional s; braces may nest."""
    innermost = _BRACES.search(pattern)
    if not innermost:
        return (" ".join(pattern.split()),)
    before, after = pattern[: innermost.start()], pattern[innermost.end() :]
    phrases = (phrase for choice in innermost[1].split("|") for phrase in expand(before + choice + after))
    return tuple(dict.fromkeys(phrases))


def _settled(hits: list[_Hit]) -> list[_Hit]:
    """The hits that count: all strong ones, and weak ones that have another weak or a strong one to lean on."""
    strong = {hit.slug for hit in hits if hit.weight >= _STRONG}
    weak: dict[str, list[_Hit]] = {}
    for hit in hits:
        if hit.weight < _STRONG and hit.slug not in strong:
            weak.setdefault(hit.slug, []).append(hit)
    leaning = {id(hit) for group in weak.values() for pair in _pairs(group) for hit in pair}
    return [hit for hit in hits if hit.weight >= _STRONG or id(hit) in leaning]


def _pairs(group: list[_Hit]) -> Iterator[tuple[_Hit, _Hit]]:
    # Neighbours suffice: if any two different rows stand near, two neighbouring ones do.
    for left, right in pairwise(group):
        if left.row != right.row and right.start - left.end <= _NEAR:
            yield left, right


def _hits(text: str) -> list[_Hit]:
    """Terms found outside titles of office, as ranges of word numbers, in order of the text."""
    lexicon = _lexicon()
    folded = _fold(text)
    found = lexicon.automaton.find_matches_as_indexes(folded)
    if not found:
        return []
    hits: list[_Hit] = []
    words: list[re.Match[str]] = []
    title: int | None = None  # number of the word after the title of office being read
    first = at = 0
    for index, begin, end in found:
        term = lexicon.terms[index]
        first += folded.count("  ", at, begin + 1)
        at = begin + 1
        after = first + folded.count("  ", at, end - 1) + 1
        if not words and (term.written or term.part or title is not None):
            words = list(_WORD.finditer(text))
        goes_on = title is not None and _one_title(text, words, title, first, lexicon.between)
        if term.part == "head" or goes_on:
            title = after
        elif term.part == "tail":
            _drop_title(text, words, hits, first)
        elif not term.written or tuple(word[0] for word in words[first:after]) == term.written:
            title = None
            hits += [_Hit(slug, weight, term.row, first, after) for slug, weight in term.senses]
    return hits


def _one_title(text: str, words: list[re.Match[str]], left: int, right: int, between: frozenset[str]) -> bool:
    """Whether the term at word `right` goes on with the title that ended before word `left`."""
    if right - left > _LONGEST_GAP or _STOPS.search(text, words[left - 1].end(), words[right].start()):
        return False
    return all(word[0].lower() in between for word in words[left:right])


def _drop_title(text: str, words: list[re.Match[str]], hits: list[_Hit], tail: int) -> None:
    """Takes back the terms that turn out to name an office: those right before `tail`, and what "and" joins to them."""
    while hits and _BEFORE_TAIL.fullmatch(text, words[hits[-1].end - 1].end(), words[tail].start()):
        tail = hits[-1].start
        while hits and hits[-1].start == tail:
            hits.pop()


def _fold(text: str) -> str:
    lowered = text.lower()
    if len(lowered) != len(text):  # a dotted capital I becomes two characters, which would count as two words
        lowered = lowered.replace("i̇", "i")
    return f"  {_BETWEEN_WORDS.sub('  ', lowered).strip()}  "[1:-1]


@cache
def _lexicon() -> _Lexicon:
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    data = tomllib.loads(text_of(_FILE))
    _check(data)
    phrases = _phrases(data)
    automaton = AhoCorasick(
        list(phrases), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    )
    told = MappingProxyType({slug: str(data[slug]["about"]) for slug in ISSUES})
    return _Lexicon(automaton, tuple(phrases.values()), frozenset(data["offices"]["between"]), told)


def _check(data: Mapping[str, object]) -> None:
    unknown = sorted(set(data) - {*ISSUES, "none", "offices"})
    missing = sorted({*ISSUES, "none", "offices"} - set(data))
    if unknown or missing:
        raise KnowledgeError(f"{_FILE}: unknown tables {unknown}, missing tables {missing}")


def _phrases(data: Mapping[str, Mapping[str, list[str]]]) -> dict[str, _Term]:
    """Phrase as it stands in a folded text -> what it means. A phrase may speak for several issues."""
    phrases: dict[str, _Term] = {}
    for row, (slug, weight, pattern) in enumerate(_rows(data)):
        for phrase in expand(pattern):
            key = _needle(phrase)
            known = phrases.get(key)
            written = tuple(_WORD.findall(phrase)) if phrase != phrase.lower() else None
            if slug not in ISSUES or known is None:
                part = slug if slug in {"head", "tail"} else ""
                phrases[key] = _Term(((slug, weight),) if slug in ISSUES else (), row, written, part)
            elif slug not in {s for s, _ in known.senses}:
                # A phrase written in capitals for one issue and not for another is matched in any writing.
                phrases[key] = _Term((*known.senses, (slug, weight)), known.row, written if known.written else None)
    return phrases


def _rows(data: Mapping[str, Mapping[str, list[str]]]) -> Iterator[tuple[str, int, str]]:
    """`(slug, weight, pattern)` of every line; what makes no issue comes last and so has the last word."""
    for slug in ISSUES:
        yield from ((slug, _STRONG, pattern) for pattern in data[slug]["strong"])
        yield from ((slug, _WEAK, pattern) for pattern in data[slug]["weak"])
    yield from (("head", 0, pattern) for pattern in data["offices"]["heads"])
    yield from (("tail", 0, pattern) for pattern in data["offices"]["tails"])
    yield from (("none", 0, pattern) for pattern in data["none"]["phrases"])


def _needle(phrase: str) -> str:
    stem = phrase.endswith("*")
    inner = "  ".join(_WORD.findall(phrase.lower()))
    return f" {inner}" if stem else f" {inner} "
