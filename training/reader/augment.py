"""Other actors, and the damage of machine translation and of carriers, put into passages by program.

Every change keeps the spans right: a passage is taken apart at its spans' ends, and only the pieces change.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

from reader.markup import Passage

__all__ = ["augment", "damage", "recast", "reparty", "sides_of"]

_STATES = Path(__file__).parents[2] / "src/bilateral/knowledge/data/states.csv"
_KINDS = ("name", "adjective", "capital")
_MONTHS = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


def _states() -> list[dict[str, str]]:
    with _STATES.open(encoding="utf-8", newline="") as file:
        return [
            {"name": row["name"], "adjective": row["adjectives"].split("|")[0], "capital": row["capital"]}
            for row in csv.DictReader(file)
            if row["status"] in ("member", "observer", "partly recognised")
            and row["name"]
            and row["adjectives"]
            and row["capital"]
        ]


STATES = _states()
_WORDS = {state[kind]: (at, kind) for kind in reversed(_KINDS) for at, state in enumerate(STATES)}
_NAMED = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)) + r")\b")
_ARTICLES = re.compile(r"\b(?:the|a|an) ", re.IGNORECASE)
_LINKS = re.compile(r"\b(of|to|in|with|for|by|from) (?=\w)")


def _pieces(passage: Passage, change: Callable[[str, bool], str]) -> Passage:
    """`passage` with each piece between spans' ends put through `change` (the piece, whether a span begins there)."""
    spans = [(t.start, t.end) for t in passage.triggers] + [(r.start, r.end) for r in passage.roles]
    ends = sorted({0, len(passage.text), *(at for span in spans for at in span)})
    begins = {start for start, _ in spans}
    text, moved = "", {0: 0}
    for start, end in pairwise(ends):
        moved[start] = len(text)
        text += change(passage.text[start:end], start in begins)
        moved[end] = len(text)
    return replace(
        passage,
        text=text,
        triggers=tuple(replace(t, start=moved[t.start], end=moved[t.end]) for t in passage.triggers),
        roles=tuple(replace(r, start=moved[r.start], end=moved[r.end]) for r in passage.roles),
    )


def recast(passage: Passage, random: Random) -> Passage:
    """The passage with every state replaced by another one, the same for all its names."""
    others: dict[int, dict[str, str]] = {}

    def other(found: re.Match[str]) -> str:
        at, kind = _WORDS[found.group()]
        return others.setdefault(at, random.choice(STATES))[kind]

    return _pieces(passage, lambda piece, _: _NAMED.sub(other, piece))


def sides_of(found: Iterable[Passage]) -> dict[str, list[str]]:
    """The words of all sources ("s") and targets ("t")."""
    sides: dict[str, list[str]] = {"s": [], "t": []}
    for passage in found:
        for role in passage.roles:
            if role.role in sides:
                sides[role.role].append(passage.text[role.start : role.end])
    return sides


def reparty(passage: Passage, random: Random, sides: dict[str, list[str]], share: float) -> Passage:
    """The passage with about `share` of its sides replaced by those of others (`sides_of`), the same words by the same.

    What is said should not hang on who is named; not every such sentence is likely to be true.
    """
    others: dict[str, str] = {}
    for role in passage.roles:
        words = passage.text[role.start : role.end]
        if role.role in sides and words not in others:
            other = random.choice(sides[role.role]) if random.random() < share else words
            others[words] = other[:1].upper() + other[1:] if passage.text.startswith(words) else other
    return _pieces(passage, lambda piece, begins: others.get(piece, piece) if begins else piece)


def damage(passage: Passage, random: Random) -> Passage:
    """The passage as rough machine translation leaves it: articles lost, link words displaced, words glued."""

    def spoil(piece: str, first: bool) -> str:
        bare = _ARTICLES.sub(lambda m: "" if random.random() < 0.6 else m.group(), piece)
        piece = bare if bare.strip() else piece
        if not first:
            piece = _LINKS.sub(lambda m: "" if random.random() < 0.12 else m.group(), piece)
            if random.random() < 0.08:
                piece = piece.replace(" ", "", 1)
            if random.random() < 0.06:
                piece = re.sub(r"(\w+) (\w+)", r"\2 \1", piece, count=1)
        return piece

    return _pieces(passage, spoil)


def dateline(passage: Passage, random: Random) -> Passage:
    """The passage behind the dateline of an agency."""
    place = random.choice(STATES)["capital"]
    agency = random.choice(["", "", " (Reuters)", " (AP)", " (AFP)", " (Xinhua)", " (IANS)", " (TASS)"])
    day = random.choice(["", f", {random.choice(_MONTHS)}. {random.randint(1, 31)}"])
    line = (
        (place.upper() if random.random() < 0.6 else place) + day + agency + random.choice([" - ", " -- ", ": ", " — "])
    )
    shift = len(line)
    return replace(
        passage,
        text=line + passage.text,
        triggers=tuple(replace(t, start=t.start + shift, end=t.end + shift) for t in passage.triggers),
        roles=tuple(replace(r, start=r.start + shift, end=r.end + shift) for r in passage.roles),
    )


def augment(passage: Passage, random: Random) -> Passage:
    """One of many ways the passage might have been written; a third of the time as it is."""
    if random.random() < 0.5:
        passage = recast(passage, random)
    if random.random() < 0.12:
        passage = damage(passage, random)
    if random.random() < 0.06:
        passage = dateline(passage, random)
    if random.random() < 0.15 and passage.text.endswith("."):
        passage = replace(passage, text=passage.text[:-1])  # no span holds the full stop
        end = len(passage.text)
        passage = replace(
            passage,
            triggers=tuple(replace(t, end=min(t.end, end)) for t in passage.triggers),
            roles=tuple(replace(r, end=min(r.end, end)) for r in passage.roles),
        )
    return passage
