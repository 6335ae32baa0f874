"""Repair rules written as data: patterns over a line's shadow, and what a match becomes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from bilateral.errors import KnowledgeError
from bilateral.knowledge.fold import fold
from bilateral.reading.repair.buffer import EditBuffer
from bilateral.reading.repair.marks import MARKS, mark
from bilateral.reading.repair.vocabulary import Vocabulary, flat, table, words

__all__ = ["Line", "Rule", "expanded", "rules"]

_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul"
    "|Aug|Sept?|Oct|Nov|Dec)"
)
_SLOT = re.compile(r"<([a-z_]+\.[a-z_]+|[a-zA-Z]+)>")
_STATE_FIRST = re.compile(r"^(\w+) (US|U\.S\.|UK|U\.K\.|[A-Z]\w+(?:ian|ish|ese|i))(?= )")
_HOLE = re.compile(r"\{(\w+)(?:\+(\w*))?(?::(\w+))?\}")


@dataclass(slots=True)
class Line:
    """A stretch of text under repair, with its shadow and what the document knows."""

    buffer: EditBuffer
    known: Vocabulary
    people: frozenset[str] = frozenset()
    words: Counter[str] = field(default_factory=Counter)
    _shadow: str | None = field(default=None, repr=False)

    @property
    def text(self) -> str:
        """The stretch as mended so far."""
        return self.buffer.text

    @property
    def shadow(self) -> str:
        """The line with names blotted out by kind; redone after an edit."""
        if self._shadow is None:
            self._shadow = mark(self.buffer.text, self.known, self.people)
        return self._shadow

    def edit(self, start: int, end: int, replacement: str, rule: str) -> bool:
        """Replace a span of the text as it stands; whether anything changed.

        What comes to open a sentence takes over the capital of what opened it.
        """
        opens = self.text[:start].rstrip(' “"')[-1:] in ("", ".", "!", "?")
        if opens and replacement[:1].islower() and self.text[start : start + 1].isupper():
            replacement = replacement[0].upper() + replacement[1:]
        changed = self.buffer.edit(start, end, replacement, rule)
        if changed:
            self._shadow = None
        return changed


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of repair_rules.toml, compiled."""

    name: str
    pattern: re.Pattern[str]
    becomes: str
    where: Mapping[str, str]

    def apply(self, line: Line) -> None:
        """Mend every match in `line`, left to right."""
        at = 0
        while match := self.pattern.search(line.shadow, at):
            new = self._mended(match, line)
            if new is not None and line.edit(match.start(), match.end(), new, self.name):
                at = match.start() + max(1, len(new))
            else:
                at = match.start() + 1

    def _mended(self, match: re.Match[str], line: Line) -> str | None:
        groups = {
            name: line.text[match.start(name) : match.end(name)] if match.start(name) >= 0 else ""
            for name in self.pattern.groupindex
        }
        for test, template in self.where.items():
            if not _TESTS[test](_fill(template, groups, line), line):
                return None
        return _fill(self.becomes, groups, line)


def _fill(template: str, groups: Mapping[str, str], line: Line) -> str:
    def hole(match: re.Match[str]) -> str:
        name, joined, filtered = match.groups()
        value = groups[name]
        if joined is not None:  # {a+} keeps a space behind a where there is an a, {a+b} puts b behind it
            space = " " if value and not value.endswith(" ") else ""
            value += space + (groups[joined] if joined else "")
        return _FILTERS[filtered](value, line) if filtered and value else value

    return _HOLE.sub(hole, template)


def _lower(value: str, _line: Line) -> str:
    """First letter small where the first word is a small word or a verb."""
    lead = len(value) - len(value.lstrip())
    first = re.match(r"[A-Za-z]+", value[lead:])
    if first and (first.group() in flat("function_words") or _is_past(first.group())):
        return value[:lead] + value[lead].lower() + value[lead + 1 :]
    return value


def _is_past(word: str) -> bool:
    return word.lower().endswith("ed") or word.lower() in words("verbs", "past")


def _adjective(value: str, line: Line) -> str:
    return line.known.adjectives.get(value, value)


def _title(value: str, _line: Line) -> str:
    return str(table("repair_words.toml")["titles"]["plural"][value])


def _article(value: str, _line: Line) -> str:
    return f"{'an' if value[0] in 'aeiou' else 'a'} {value}"


def _light(value: str, _line: Line) -> str:
    return str(table("repair_words.toml")["light_verbs"][value])


_FILTERS: Mapping[str, Callable[[str, Line], str]] = {
    "lower": _lower,
    "adjective": _adjective,
    "title": _title,
    "article": _article,
    "light": _light,
    "state_first": lambda value, _: _STATE_FIRST.sub(r"\2 \1", value),
    "spaced": lambda value, _: f" {value}",
    "break": lambda value, _: f". {value}",  # a clause of its own
    "on": lambda value, _: value if value.lower().startswith((" on ", " in ")) else f" on{value}",
}


def _person(value: str, line: Line) -> bool:
    """A full name on record, or spelled out in the document."""
    name = fold(value)
    return name in line.known.people or name in line.people


def _initials(value: str, line: Line) -> bool:
    """'RT Erdogan': initials of a person on record with that surname."""
    letters, _, surname = value.partition(" ")
    wanted = fold(letters.replace(".", ""))
    names = [re.split(r"[ -]", fold(name)) for name in line.known.namesakes(surname)]
    return any("".join(part[0] for part in name[:-1]) == wanted for name in names)


def _same(value: str, _line: Line) -> bool:
    one, _, other = value.partition("|")
    return one == other


_TESTS: Mapping[str, Callable[[str, Line], bool]] = {
    "person": _person,
    "initials": _initials,
    "same": _same,
    "plural": lambda value, _: value in words("titles", "plural"),
    "envoy": lambda value, _: value in words("titles", "envoys"),
}


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of repair_rules.toml in their order. Raises KnowledgeError for a row that cannot be compiled."""
    return tuple(_compiled(row) for row in table("repair_rules.toml")["rule"])


def _compiled(row: Mapping[str, Any]) -> Rule:
    try:
        rule = Rule(row["name"], re.compile(expanded(row["pattern"])), row["becomes"], row.get("where", {}))
        for name, joined, filtered in _HOLE.findall(" ".join([rule.becomes, *rule.where.values()])):
            missing = {name, joined} - {"", *rule.pattern.groupindex}
            if missing or (filtered and filtered not in _FILTERS):
                raise KeyError(*missing, filtered)
    except (KeyError, re.error) as problem:
        raise KnowledgeError(f"repair_rules.toml: rule {row.get('name')!r}: {problem}") from problem
    return rule


def expanded(pattern: str) -> str:
    """`pattern` with its slots (<person>, <past>, <verbs.direct> ...) written out; KeyError for an unknown one."""

    def slot(match: re.Match[str]) -> str:
        name = match.group(1)
        if "." in name:
            section, _, key = name.partition(".")
            alternatives = sorted(words(section, key), key=lambda word: (-len(word), word))
            return "(?:" + "|".join(map(re.escape, alternatives)) + ")"
        return _SLOTS[name]()

    # Group names look like slots: (?P<name>...). They are told apart by what stands before.
    pieces = re.split(r"(\(\?P<\w+>)", pattern)
    return "".join(piece if piece.startswith("(?P<") else _SLOT.sub(slot, piece) for piece in pieces)


def _blot(kind: str) -> Callable[[], str]:
    return lambda: f"{MARKS[kind]}++"


def _who() -> str:
    return expanded("(?:(?:<demonym>|<state>) )?(?:<title> )?(?:<titles.honorifics> )?<person>")


def _past(first: str) -> str:
    irregular = "|".join(word if first == "a" else word.capitalize() for word in words("verbs", "past"))
    return rf"\b(?:{'[a-z]{2,}' if first == 'a' else '[A-Z][a-z]+'}ed|{irregular})\b"


_SLOTS: Mapping[str, Callable[[], str]] = {
    **{kind: _blot(kind) for kind in MARKS},
    "who": _who,
    "party": lambda: f"(?:{_who()}|{expanded('(?:<state>|<place>|<body>)')})",
    "past": lambda: _past("a"),
    "Past": lambda: _past("A"),
    "cap": lambda: r"\b[A-Z][\w’'-]*\b",
    "date": lambda: rf"(?:{_MONTH} \d{{1,2}}\b|\d{{1,2}} {_MONTH}\b)",
    "gap": lambda: r"[^.;:!?\n]",
}
