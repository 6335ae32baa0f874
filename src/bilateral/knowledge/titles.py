"""Titles of office: the phrases, the kind of office they name, and the level that goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from bilateral.errors import KnowledgeError
from bilateral.knowledge.tables import parts, rows, unique
from bilateral.model import Level

__all__ = ["Title", "TitlePrefix", "level_of", "plural", "read_prefixes", "read_titles", "written_forms"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """An office by its phrases; `phrase` is the usual one.

    `state` or `organisation` is the one meant where the phrase stands alone ("Secretary of State", "Taoiseach"); a
    state named beside it wins ("the Mexican Secretary of State"). `case`: "both", "written" (never in lower case:
    "Speaker", "Governor") or "lower" (only in lower case: "the Azerbaijani leader").
    """

    id: str
    phrase: str
    phrases: tuple[str, ...]
    kind: str
    level: Level
    state: str | None
    organisation: str | None
    case: str


@dataclass(frozen=True, slots=True)
class TitlePrefix:
    """A word on a title that changes whether its holder holds it: former, then, acting, elect, serving, claimed."""

    text: str
    meaning: str


_CASES = MappingProxyType({"yes": "both", "no": "written", "only": "lower"})


@cache
def _levels() -> Mapping[str, Level]:
    return MappingProxyType({r["kind"]: Level(r["level"]) for r in rows("office_kinds.csv")})


def level_of(kind: str) -> Level:
    """The level of a kind of office; raises `KnowledgeError` for a kind that office_kinds.csv does not have."""
    try:
        return _levels()[kind]
    except KeyError:
        raise KnowledgeError(f"office_kinds.csv: no kind of office {kind!r}") from None


def read_titles() -> Mapping[str, Title]:
    """The titles by id."""
    titles: dict[str, Title] = {}
    for row in rows("offices.csv"):
        phrases = parts(row["phrases"])
        if row["id"] in titles or row["lower"] not in _CASES:
            raise KnowledgeError(f"offices.csv: {row['id']} occurs twice or says neither yes, no nor only")
        titles[row["id"]] = Title(
            id=row["id"],
            phrase=phrases[0],
            phrases=phrases,
            kind=row["kind"],
            level=level_of(row["kind"]),
            state=row["state"] or None,
            organisation=row["organisation"] or None,
            case=_CASES[row["lower"]],
        )
    return MappingProxyType(titles)


def read_prefixes() -> tuple[TitlePrefix, ...]:
    """The prefixes and suffixes of titles in the order of the file."""
    return tuple(TitlePrefix(r["text"], r["meaning"]) for r in rows("title_prefixes.csv"))


def written_forms(title: Title) -> tuple[str, ...]:
    """Every form to look for: singular and plural; as written, in sentence case, and in lower case where it is used."""
    forms: list[str] = []
    for phrase in title.phrases:
        for form in (phrase, plural(phrase)):
            if title.case != "lower":
                forms.append(form)
            if title.case == "both":
                forms += [_lower(form, keep_first=True), _lower(form, keep_first=False)]
            if title.case == "lower":
                forms.append(_lower(form, keep_first=False))
    return unique(forms)


def plural(phrase: str) -> str:
    """The plural of a title: of its head, which stands before the first preposition, or last."""
    words = phrase.split(" ")
    breaks = (i for i, w in enumerate(words) if i and w in _PREPOSITIONS)
    head = next(breaks, len(words)) - 1
    words[head] = _plural_word(words[head])
    return " ".join(words)


_PREPOSITIONS = frozenset(
    {"of", "for", "to", "at", "in", "on", "with", "d'Affaires", "d’Affaires", "d'affaires", "d’affaires"}
)
_IRREGULAR = MappingProxyType({"Charge": "Charges", "Chief": "Chiefs", "Staff": "Staff", "Affaires": "Affaires"})


def _plural_word(word: str) -> str:
    for tail in ("-General", "-designate", "-at-Large", "-in-Office", "-in-Chief"):
        if word.endswith(tail):
            return _plural_word(word.removesuffix(tail)) + tail
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith(("man", "woman")):
        return word[:-2] + "en"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word if word.endswith((".", "s")) else word + "s"


def _lower(phrase: str, *, keep_first: bool) -> str:
    words = [w if _keeps_case(w) else w.lower() for w in phrase.split(" ")]
    if keep_first and not _keeps_case(words[0]):
        words[0] = words[0][:1].upper() + words[0][1:]
    return " ".join(words)


_PROPER = frozenset(
    {
        *("European", "African", "Minsk", "Group", "Caucasus", "Bundestag", "Milli", "Majlis", "Duma"),
        *("Pentagon", "Kremlin", "Hong", "Kong", "Macau", "Dubai", "Sharjah", "Swiss", "Vatican", "Papal", "Apostolic"),
        *("White", "House", "Union", "Commission", "World", "Bank", "United", "Nations", "Europe", "States"),
    }
)


def _keeps_case(word: str) -> bool:
    return word in _PROPER or "." in word or (len(word) > 1 and word[:2].isupper())
