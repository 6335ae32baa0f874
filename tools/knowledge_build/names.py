"""Cleaning a person's name and telling by which part of it news calls the person."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from bilateral.knowledge.fold import ascii_letters, fold

_TITLES = re.compile(
    r"^(?:(?:His|Her) (?:Royal )?(?:Highness|Majesty|Excellency)(?: the)?|Prince|Princess|Sir|Dame|Lord|Lady|Shri"
    r"|Dr\.?|H\.E\.|Sheikh|Sayyid|Prof\.?|Ambassador|Gen\.|General|II)\s+(?=\S+ \S)"
)
_SUFFIX = re.compile(r",? (?:Jr\.?|Sr\.?|III|II|IV)$")
_NUMERAL = re.compile(r" [IVX]+$")


class Names:
    """The naming customs of package data: name order by state, particles, East Asian surnames."""

    def __init__(self, data: Path) -> None:
        self._order = {r["code"]: r["name_order"] for r in _rows(data / "states.csv")}
        self._particles = {r["text"] for r in _rows(data / "particles.csv")}
        self._east_asian = {r["text"] for r in _rows(data / "east_asian_surnames.csv")}
        self.given: set[str] = set()

    def clean(self, name: str) -> str:
        """The name without brackets, titles in front and stray blanks; empty if what is left is no name."""
        name = re.sub(r"\s*\([^)]*\)", "", name).replace("’", "'").strip(" ,;")
        name = _TITLES.sub("", " ".join(name.split()))
        name = _TITLES.sub("", name)
        return "" if re.search(r"[\d@<>/|\t]", name) or not name[:1].isalpha() else name

    @staticmethod
    def readable(name: str) -> bool:
        """Whether news in Latin or Cyrillic letters can spell the name so."""
        return all(c < "\u0530" or "\u1e00" <= c < "\u2020" for c in name)

    def variants(self, name: str, state: str) -> list[str]:
        """Other written forms of the name: without middle initials, family name first for Japan, hyphens joined."""
        words = name.split(" ")
        forms = []
        if " of " in name:  # "Margrethe II of Denmark"
            forms.append(name.partition(" of ")[0])
        if len(words) > 2:
            without = [w for w in words if not re.fullmatch(r"[A-Z]\.?(?:[A-Z]\.)*", w)]
            if len(without) >= 2 and without != words and len(words[0].rstrip(".")) > 1:
                forms.append(" ".join(without))
        bare = _SUFFIX.sub("", name)
        if bare != name and " " in bare:
            forms.append(bare)
        if state == "JPN" and len(words) == 2:
            forms += [" ".join(reversed(words)), " ".join(reversed(ascii_letters(name).replace("ō", "o").split(" ")))]
        if self._order.get(state) == "family first" and len(words) == 2 and "-" in words[1]:
            first, _, second = words[1].partition("-")
            forms += [f"{words[0]} {first} {second.capitalize()}", f"{words[0]} {first}-{second.capitalize()}"]
        for prefix, others in _ARTICLES.items():
            if f" {prefix}" in name:
                forms += [name.replace(f" {prefix}", f" {other}") for other in others]
        return [form for form in forms if " " in form]

    def surnames(self, name: str, state: str) -> list[str]:
        """What news calls the person by, likeliest first; a monarch by the name before the number."""
        name = name.partition(" of ")[0]
        if _NUMERAL.search(name) and state in _MONARCHIES:
            return [_NUMERAL.sub("", name)]
        words = _SUFFIX.sub("", name).split(" ")
        if len(words) == 1:
            return words
        order = self._order.get(state, "")
        if order == "family first" and words[0] in self._east_asian:
            return [words[0]]
        if order == "given":
            return [words[0]]
        last = self._last(words)
        found = [last]
        if order == "both":
            found.append(words[0])
        if order == "double" and len(words) > 2 and " " not in last and fold(words[-2]) not in self.given:
            found += [f"{words[-2]} {words[-1]}", words[-2]] if words[-2][0].isupper() else []
        for prefix, others in _ARTICLES.items():
            if last.startswith(prefix):
                bare = last.removeprefix(prefix)
                found += [f"{other}{bare}" for other in others] + ([bare] if len(bare) > 3 else [])
        return [f for f in dict.fromkeys(found) if len(f.rstrip(".")) > 1 and any(c.isupper() for c in f)]

    def _last(self, words: list[str]) -> str:
        start = len(words) - 1
        while start > 1 and words[start - 1].casefold() in self._particles:
            start -= 1
        return " ".join(words[start:])


_MONARCHIES = frozenset(
    {
        *("GBR", "ESP", "NLD", "BEL", "LUX", "DNK", "NOR", "SWE", "MCO", "LIE"),
        *("JOR", "MAR", "BHR", "SAU", "THA", "LSO", "SWZ", "TON", "VAT", "JPN"),
    }
)
_ARTICLES = {
    "al-": ("Al-", "Al ", "el-"),
    "Al-": ("al-", "Al "),
    "el-": ("El-", "al-"),
    "El-": ("el-", "Al-"),
    "Al ": ("Al-", "al-"),
}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
