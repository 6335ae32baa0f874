"""Which of two sides a passage speaks of: by names of the state, its capital, its offices, and persons of the event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bilateral.knowledge import Knowledge, SurfaceKind, ascii_letters
from bilateral.model import Actor

__all__ = ["BOTH", "Cue", "Cues", "cues_for", "leading", "state_words", "subject"]

BOTH = "both"
"""Speaker of what "the sides" say together."""

Words = Mapping[str, tuple[str, ...]]

_KINDS = (SurfaceKind.NAME, SurfaceKind.DEMONYM, SurfaceKind.CAPITAL, SurfaceKind.METONYM)
_TOGETHER = (
    r"\b(?:(?:the |both )?(?:two )?(?:sides|parties|presidents|ministers|leaders|delegations|interlocutors|officials|"
    r"diplomats|counterparts)|(?:the )?(?:pair|two) (?=also|both|then|[a-z]+ed\b)|both|they)\b"
)
_PRONOUN = r"\b(?:he|she)\b"
_GOVERNED = re.compile(
    r"\b(?:with|to|of|from|by|for|between|in|on|at|about|against|towards?|near|via|after|before|over|than|(?<!, )and)"
    r"\s+"
    r"(?:(?:the|his|her|its|their|an?|visiting|[A-Z][\w.’'-]*|acting|outgoing|former|new|(?:president|minister|secretary|"
    r"premier|chancellor|king|counterpart|ambassador|foreign|prime|deputy|defen[cs]e|of|for|state|affairs),?)\s+){0,7}$"
)
"""What stands before a name that is no subject: "with his visiting Azerbaijani counterpart, President"."""
_AND = re.compile(
    r",?\s+and\s+(?:the\s+|his\s+|her\s+|\w+\s+(?:prime |foreign |defen[cs]e )?(?:minister|president)\s+)?", re.I
)
""" "The Secretary and the Prime Minister": both."""
_POSSESSIVE = re.compile(
    r"[’']s?(?!\w)(?! (?:\w+ ){0,2}(?:minister|president|premier|secretary|envoy|ambassador|readout|statement|account|"
    r"version|text|release|communiqu[eé]|summary|side)\b)"
    r"(?! (?:did|does|was|is|has|had|made|left|omitted|named|mentioned|said)\b)",
    re.IGNORECASE,
)
""" "Egypt's preparations" is nobody who acts; "Egypt's minister", "Egypt's readout" and "Egypt's did not" are."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A place that names a side: a party's code, BOTH, or empty for "he" and "she"."""

    party: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cues:
    """What to look for: words of each side, in one pattern."""

    pattern: re.Pattern[str]
    parties: Mapping[str, str]

    def find(self, text: str) -> list[Cue]:
        """All places in `text` that name a side, in order."""
        return [Cue(self._party(match), match.start(), match.end()) for match in self.pattern.finditer(text)]

    def _party(self, match: re.Match[str]) -> str:
        if match["together"]:
            return BOTH
        return "" if match["pronoun"] else self.parties[_key(match[0])]


@cache
def state_words(knowledge: Knowledge, parties: tuple[str, ...]) -> Words:
    """Names, demonyms, capitals and metonyms ("the Kremlin") of these parties, by party."""
    found: dict[str, list[str]] = {party: [] for party in parties}
    for surface in knowledge.party_surfaces():
        party = surface.key.partition("|")[0]
        if surface.kind is SurfaceKind.ORGANISATION:
            body = knowledge.organisations[party]
            party = party if party in found else body.part_of or party
        elif surface.kind not in _KINDS:
            continue
        if party in found:
            found[party].append(surface.text)
    return {party: tuple(dict.fromkeys(words)) for party, words in found.items()}


def cues_for(words: Words, actors: Iterable[Actor], *, own: str = "") -> Cues:
    """Cues for the parties of `words`: their names there, and surnames and offices of their `actors`.

    What would mean more than one of them ("the President", of two presidents) means the party whose own text it is
    (`own`), else none; in that text "we" and "I" are that party too.
    """
    meant: dict[str, set[str]] = {}
    for party, names in words.items():
        for name in names:
            meant.setdefault(_key(name), set()).add(party)
    if own:
        meant |= {"we": {own}, "i": {own}}
    for actor in actors:
        for name in _called(actor) if actor.party in words else ():
            meant.setdefault(_key(name), set()).add(actor.party)
    parties = {
        name: own if own in found else min(found) for name, found in meant.items() if own in found or len(found) == 1
    }
    longest = sorted(parties, key=lambda name: (-len(name), name))
    named = "|".join(re.escape(name) for name in longest) or r"(?!)"
    pattern = rf"(?P<together>{_TOGETHER})|(?P<pronoun>{_PRONOUN})|\b(?:{named})\b"
    return Cues(re.compile(pattern, re.IGNORECASE), parties)


def subject(text: str, cues: Sequence[Cue], at: int, *, before: str = "") -> str:
    """The side that acts by the verb at `at`: its nearest name before the verb that no preposition governs.

    Where there is none, the first name in the sentence; `before` stands for "he" and "she", and for a sentence without
    any name. Empty where nothing tells.
    """
    earlier = [cue for cue in cues if cue.end <= at]
    chosen = ([cue for cue in earlier if _free(text, cue)] or earlier[:1] or [Cue(before, 0, 0)])[-1]
    joined = (_AND.fullmatch(text, chosen.end, cue.start) for cue in earlier if cue.party not in ("", chosen.party))
    return BOTH if chosen.party and any(joined) else chosen.party or before


def leading(text: str, cues: Sequence[Cue]) -> str:
    """The side that a sentence is about, so that the next may call it "he" or "she"; empty where it tells of both."""
    named = [cue.party for cue in cues if cue.party and _free(text, cue)]
    return named[0] if named and named[0] != BOTH else ""


def _key(name: str) -> str:
    """A name as a pattern without regard to case finds it: to it the two Turkish letters i are one."""
    return name.casefold().replace("ı", "i").replace("i\u0307", "i")


def _free(text: str, cue: Cue) -> bool:
    governed = _GOVERNED.search(text, max(0, cue.start - 90), cue.start)
    return governed is None and _POSSESSIVE.match(text, cue.end) is None


def _called(actor: Actor) -> list[str]:
    """How a text may go on to call somebody: by surname, by office, by the office's last or first noun."""
    names = []
    if actor.person:
        # The first word too: it is the family name in Chinese, Korean and Hungarian order.
        plain = ascii_letters(actor.person)
        names += [name for person in (actor.person, plain) for name in (person, person.split()[0], person.split()[-1])]
    if actor.office:
        head = re.split(r" (?:of|for|to)\b|,", actor.office)[0]
        names += [f"the {actor.office}", f"the {head}", f"the {head.split()[-1]}"]
    return [name for name in names if len(name) > 1]
