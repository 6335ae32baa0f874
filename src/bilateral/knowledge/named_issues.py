"""Finds issues that have a name of their own ("Minsk Group", "Section 907", "Zangezur corridor") by shape, not by list.

A name is a run of capitalised words with a noun that such things are called by: an agreement, a group, a pipeline.
The nouns and the words that set no name apart are data (`named_issues.toml`); states and bodies come from the
knowledge.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bilateral.knowledge import load
from bilateral.knowledge.surfaces import SurfaceKind
from bilateral.knowledge.tables import text_of
from bilateral.model import Span

__all__ = ["heads", "named_issue_spans_in", "named_issues_in"]

_WORD = re.compile(r"[^\W_]+(?:[-–’'.][^\W_]+)*|&")
_POSSESSIVE = re.compile(r"(?:['’]s|s['’])$", re.IGNORECASE)
_ACRONYM_AFTER = re.compile(r"\s*\(\s*[“\"]?([A-Z]{3,8})[”\"]?\s*\)")
_NUMBER_AFTER = re.compile(r"\s+(\d|I{1,3}|IV)\b")
_QUOTED = re.compile(r"[“\"«]([^“”\"«»\n]{6,120})[”\"»]")
_ENDS_SENTENCE = re.compile(r"(?:^|[.!?:;“\"(]|\n)\s*$")
_ACRONYM = re.compile(r"(?<![\w-])[A-Z]{3,8}\b(?!['’-])")
_CAPITALISED_BEFORE = re.compile(r"\b([A-Z][a-z]+) $")
_CAPITAL_NEAR = re.compile(r"\b[^\W\d_a-z]")
_REACH = 40
"""Characters before a noun in small letters within which its proper name must begin."""

_BLANK = re.compile(r"[^\S\n]+")
_LONGEST = 9
"""Words of the longest name looked for; treaties with longer titles go by short ones."""


@dataclass(frozen=True, slots=True)
class _Head:
    """A noun that heads names; see the notes in the data for each field."""

    written: str
    small: bool = False
    complement: bool = False
    number: bool = False
    body: bool = False
    demonym: bool = False
    acronym: bool = False


@dataclass(frozen=True, slots=True)
class _Shapes:
    heads: Mapping[str, _Head]
    inner: frozenset[str]
    joining: frozenset[str]
    following: frozenset[str]
    within: frozenset[str]
    opening: frozenset[str]
    common: frozenset[str]
    themes: frozenset[str]
    demonyms: frozenset[str]
    parties: frozenset[str]
    """Names of states and bodies, in small letters, words separated by one blank."""
    bodies: frozenset[str]
    """Names of bodies, which are left out where they stand before a name."""
    noun: re.Pattern[str]
    numbered: re.Pattern[str]
    amendment: re.Pattern[str]
    glued: re.Pattern[str]
    cue_before: re.Pattern[str]
    cue_after: re.Pattern[str]
    never: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Run:
    """Words around the head at index `at`, of which those from `first` on may be its name."""

    text: str
    words: list[_Word]
    first: int
    at: int
    head: _Head


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def named_issues_in(text: str) -> tuple[str, ...]:
    """Names of issues in `text`, each once, in order of first mention.

    A name is given out in one writing: "the OSCE Minsk Group" is "Minsk Group", "907th amendment to the Freedom
    Support Act" is "Section 907". States, persons and bodies that only act are no issues.
    """
    return tuple(dict.fromkeys(name for name, _ in named_issue_spans_in(text)))


def named_issue_spans_in(text: str) -> tuple[tuple[str, Span], ...]:
    """`(name, span)` of every mention of a named issue, in order of the text."""
    shapes = _shapes()
    found = [*_numbered(text, shapes), *_acronyms(text, shapes)]
    found += _headed(text, shapes)
    found += _quoted(text, shapes)
    found += [(match[0], Span(match.start(), match.end())) for match in shapes.glued.finditer(text)]
    found.sort(key=lambda item: (item[1].start, -item[1].end))
    kept: list[tuple[str, Span]] = []
    for name, span in found:
        if not kept or span.start >= kept[-1][1].end:
            kept.append((name, span))
    return tuple(kept)


def heads() -> frozenset[str]:
    """The nouns, in small letters, that say what kind of thing a name is: "pipeline", "treaty"."""
    return frozenset(_data()["heads"])  # not of `_shapes`, which reads the names of all states and bodies


# -- by number ---------------------------------------------------------------------------------------------------------


def _numbered(text: str, shapes: _Shapes) -> Iterator[tuple[str, Span]]:
    """ "Section 907 [of the Freedom Support Act]", "907th amendment to the ... Act", "UNSCR 2231"."""
    for match in shapes.numbered.finditer(text):
        kind = "Resolution" if match[1].upper() == "UNSCR" else match[1].capitalize()
        yield f"{kind} {match[2]}", Span(match.start(), match.end())
    for match in shapes.amendment.finditer(text):
        yield f"Section {match[1]}", Span(match.start(), match.end())


# -- by acronym --------------------------------------------------------------------------------------------------------


def _acronyms(text: str, shapes: _Shapes) -> Iterator[tuple[str, Span]]:
    """Acronyms beside words that only go with agreements: "return to the JCPOA", "extension of New START"."""
    for match in _ACRONYM.finditer(text):
        if match[0] in shapes.never or match[0].lower() in shapes.parties:
            continue
        before = _CAPITALISED_BEFORE.search(text, max(0, match.start() - _REACH), match.start())
        start = before.start() if before and before[1].lower() not in shapes.opening else match.start()
        name = text[start : match.end()]
        cued = shapes.cue_after.match(text, match.end()) or shapes.cue_before.search(
            text[max(0, start - _REACH) : start]
        )
        if cued and name.lower() not in shapes.parties:
            yield name, Span(start, match.end())


# -- by head noun ------------------------------------------------------------------------------------------------------


def _headed(text: str, shapes: _Shapes) -> Iterator[tuple[str, Span]]:
    for match in shapes.noun.finditer(text):
        head = shapes.heads[match[0].lower()]
        capital = match[0][0].isupper()
        before = text[max(0, match.start() - _REACH) : match.start()]
        # Nearly all such nouns are plain ones, so only what may be a name is taken apart.
        if not (capital or (head.small and _CAPITAL_NEAR.search(before))):
            continue
        left = max(0, match.start() - 4 * _REACH)
        words = [_Word(m[0], m.start(), m.end()) for m in _WORD.finditer(text, left, match.end() + 4 * _REACH)]
        at = next((i for i, word in enumerate(words) if word.start == match.start()), None)
        if at is None or words[at].end != match.end() or _goes_on(text, words, at, shapes):
            continue
        first = _first_of_run(text, words, at, shapes)
        run = _Run(text, words, first, at, head)
        named = _name_before(run, shapes) or _name_after(run, shapes)
        if named:
            yield named


def _goes_on(text: str, words: list[_Word], at: int, shapes: _Shapes) -> bool:
    """Whether a later noun of the same capitalised run is the head ("Minsk Agreements Monitoring Group")."""
    for word, after in zip(words[at:], words[at + 1 : at + _LONGEST], strict=False):
        if not after.capital or not _BLANK.fullmatch(text, word.end, after.start) or _POSSESSIVE.search(word.text):
            return False
        if after.low in shapes.heads:
            return True
    return False


def _first_of_run(text: str, words: list[_Word], at: int, shapes: _Shapes) -> int:
    """Index of the first word of the capitalised run that ends before the head; `at` where there is none."""
    first = at
    while first > 0 and at - first < _LONGEST:
        before = words[first - 1]
        if not _BLANK.fullmatch(text, before.end, words[first].start) or _POSSESSIVE.search(before.text):
            break
        inner = before.low in shapes.inner and not words[at].capital
        joins = before.low in shapes.joining and first > 1 and words[first - 2].capital and first < at
        if not (before.capital or before.text.isdigit() or inner or joins):
            break
        first -= 1
    while first < at and not words[first].capital:
        first += 1
    return first


def _name_before(run: _Run, shapes: _Shapes) -> tuple[str, Span] | None:
    """A name whose proper part stands before the head: "Abraham Accords", "Southern Gas Corridor"."""
    noun, head = run.words[run.at], run.head
    first = _without_bodies(run, shapes)
    words = run.words[first : run.at]
    if not _tells_apart(words, shapes, demonym=head.demonym):
        return None
    if not noun.capital and len([w for w in words if w.capital]) == 1 and _opens_sentence(run.text, words[0]):
        return None  # "Historic agreement reached": any word is capitalised there
    if _phrase(run.words, first, run.at + 1 - first) in shapes.parties and not head.body:
        return None
    plain = words[-1].text.isupper() and len(words[-1].text) >= 3 and head.acronym
    name = " ".join([*(word.text for word in words), *(() if plain else (head.written,))])
    number = _NUMBER_AFTER.match(run.text, noun.end) if head.number else None
    if number:
        return f"{name} {number[1]}", Span(words[0].start, number.end())
    return name, Span(words[0].start, noun.end)


def _name_after(run: _Run, shapes: _Shapes) -> tuple[str, Span] | None:
    """A name whose proper part follows the head: "Treaty on Open Skies", "Summit for Democracy"."""
    words, at = run.words, run.at
    last = _last_of_complement(run.text, words, at, shapes)
    if not run.head.complement or not words[at].capital or last == at:
        return None
    complement = [word for word in words[at + 1 : last + 1] if word.capital]
    apart = _tells_apart(complement, shapes, theme=True)
    first = _without_bodies(run, shapes, always=True)
    before = [word for word in words[first:at] if word.capital]
    span = Span(words[first].start, words[last].end)
    name = " ".join(run.text[span.start : span.end].split())
    acronym = _ACRONYM_AFTER.match(run.text, span.end)
    spelled = acronym is not None and acronym[1][0] == name[0]
    thick = len(before) >= 2 and len(before) + len(complement) >= 3
    if name.lower() in shapes.parties or not (apart or spelled or thick):
        return None
    return name, span


def _last_of_complement(text: str, words: list[_Word], at: int, shapes: _Shapes) -> int:
    last = at
    for index in range(at + 1, min(at + _LONGEST + 3, len(words))):
        word = words[index]
        if not _BLANK.fullmatch(text, words[index - 1].end, word.start):
            break
        opening = index == at + 1
        if opening and word.low not in shapes.following:
            break
        if word.capital:
            last = index
            if _POSSESSIVE.search(word.text):
                return at
        elif word.low not in shapes.within:
            break
    return last


def _without_bodies(run: _Run, shapes: _Shapes, *, always: bool = False) -> int:
    """Skips what stands before the name proper ("The OSCE Minsk Group") if enough is left, or `always`."""
    first = run.first
    while first < run.at:
        room = range(min(4, run.at - first - (0 if always else 1)), 0, -1)
        skips = next((n for n in room if _phrase(run.words, first, n) in shapes.bodies), 0)
        if not skips and run.words[first].low in shapes.opening:
            skips = 1
        if not skips or not (always or _tells_apart(run.words[first + skips : run.at], shapes)):
            return first
        first += skips
    return first


def _phrase(words: list[_Word], first: int, count: int) -> str:
    return " ".join(word.low for word in words[first : first + count])


def _tells_apart(run: list[_Word], shapes: _Shapes, *, demonym: bool = False, theme: bool = False) -> bool:
    """Whether some capitalised word of `run` names more than a kind of thing or a state.

    `theme`: words of a subject count too ("Summit for Democracy"), but not those of kinds ("Agreement on Cooperation").
    """
    index = 0
    while index < len(run):
        longest = next((n for n in range(5, 0, -1) if _phrase(run, index, n) in shapes.parties), 0)
        word = run[index]
        if demonym and word.low in shapes.demonyms:
            return True
        if longest:
            index += longest
            continue
        parts = [part for part in re.split(r"[-–]", word.low) if part]
        plain = word.low in shapes.common or all(p in shapes.common or p in shapes.parties for p in parts)
        if word.capital and not word.text.isdigit() and (not plain or (theme and word.low in shapes.themes)):
            return True
        index += 1
    return False


def _opens_sentence(text: str, word: _Word) -> bool:
    return bool(_ENDS_SENTENCE.search(text, 0, word.start)) and "-" not in word.text


# -- by quotation marks ------------------------------------------------------------------------------------------------


def _quoted(text: str, shapes: _Shapes) -> Iterator[tuple[str, Span]]:
    """Titles in quotation marks: “Declaration on Allied Interaction”, “Open Balkan” initiative."""
    for match in _QUOTED.finditer(text):
        words = [_Word(m[0], m.start(), m.end()) for m in _WORD.finditer(text, match.start(1), match.end(1))]
        if not 2 <= len(words) <= _LONGEST or not all(w.capital or w.low in shapes.within for w in words):
            continue
        after = _WORD.match(text, match.end() + 1) if text[match.end() : match.end() + 1] == " " else None
        head = shapes.heads.get(after[0].lower()) if after else None
        title = " ".join(match[1].split()).rstrip(".,")
        if any(word.low in shapes.heads for word in words):
            if _tells_apart(words, shapes) and title.lower() not in shapes.parties:
                yield title, Span(match.start(1), match.end(1))
        elif after and head and _tells_apart(words, shapes):
            yield f"{title} {head.written}", Span(match.start(1), after.end())


# -- data --------------------------------------------------------------------------------------------------------------


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(text_of("named_issues.toml"))


@cache
def _shapes() -> _Shapes:
    data = _data()
    words, cues = data["words"], data["acronyms"]
    heads = {noun: _Head(**fields) for noun, fields in data["heads"].items()}
    surfaces = load().surfaces()
    demonyms = {s.text.lower() for s in surfaces if s.kind in {SurfaceKind.DEMONYM, SurfaceKind.PEOPLE}}
    bodies = {s.text.lower() for s in surfaces if s.kind is SurfaceKind.ORGANISATION}
    named = {s.text.lower() for s in surfaces if s.kind is SurfaceKind.NAME}
    forms = sorted({form for noun in heads for form in (noun, noun.capitalize())}, key=lambda form: (-len(form), form))
    return _Shapes(
        heads=heads,
        inner=frozenset(words["inner"]),
        joining=frozenset(words["joining"]),
        following=frozenset(words["following"]),
        within=frozenset(words["within"]),
        opening=frozenset(words["opening"]),
        common=frozenset({*words["opening"], *words["common"], *heads}),
        themes=frozenset(words["themes"]),
        demonyms=frozenset(demonyms),
        parties=frozenset({*demonyms, *named, *bodies, *words["areas"]}),
        bodies=frozenset({*bodies, "u.s", "us", "usa", "united states"}),
        noun=re.compile(rf"(?<=\s)(?:{'|'.join(forms)})(?=[^\w]|$)|^(?:{'|'.join(forms)})(?=[^\w]|$)"),
        numbered=_numbered_pattern(data["numbered"]),
        amendment=re.compile(r"\b(\d{2,4})(?:st|nd|rd|th) [Aa]mendment (?:to|of) the (?:[A-Z][\w-]+ )+Act\b"),
        glued=re.compile(rf"\b[A-Z][a-z]{{2,}}(?:{'|'.join(words['glued'])})\b"),
        cue_before=re.compile(rf"\b(?:{_any_of(cues['before'])}) (?:the )?$", re.IGNORECASE),
        cue_after=re.compile(rf" (?:{_any_of(cues['after'])})\b"),
        never=frozenset(cues["never"]),
    )


def _numbered_pattern(kinds: Mapping[str, Mapping[str, Any]]) -> re.Pattern[str]:
    nouns = "|".join(f"{kind}(?=s? \\d{{{spec['digits']},4}}\\b)" for kind, spec in sorted(kinds.items()))
    return re.compile(rf"\b((?i:{nouns})|UNSCR)s? (\d{{3,4}})\b(?: of the (?:[A-Z][\w-]+ )+Act\b)?")


def _any_of(cues: list[str]) -> str:
    return "|".join(re.escape(cue) for cue in sorted(cues))
