"""Pairs as people write them ("USA-AZE", "Guinea-Bissau–Portugal"), and relations set beside each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bilateral.api.dyads import Table
from bilateral.api.query import Day, event_query, party
from bilateral.errors import QueryError, UnknownState

if TYPE_CHECKING:
    from bilateral.analysis.beside import Beside
    from bilateral.chronology import Store
    from bilateral.present.comparing import ComparisonParts

__all__ = ["Compared", "compared", "pair_of"]

_SURE = re.compile(r"\s*[/:]\s*|\s+(?:[-–—]|and|v\.?|vs\.?)\s+|\s*[–—]\s*")
"""What stands between two parties and in no name of one; tried before a hyphen."""
_HYPHEN = re.compile(r"\s*-\s*")


class Compared(Table):
    """Relations side by side: `beside` holds them; rows have a column of numbers for each pair."""

    def __init__(self, beside: Beside, documents: int, telling: Sequence[int]) -> None:
        from bilateral.knowledge import load
        from bilateral.present.relations import comparison_columns, comparison_record, comparison_rows
        from bilateral.present.words import party_names

        self.beside = beside
        self._read = (documents, telling)
        self._name_of = party_names(load())
        self.record = comparison_record(beside, self._name_of, *self._read)
        self.rows = comparison_rows(beside)
        self.columns = comparison_columns(beside)

    @property
    def parts(self) -> ComparisonParts:
        """Sentences, the rows of a table, and notes, before they are given a shape."""
        from bilateral.present.comparing import comparison_parts

        return comparison_parts(self.beside, self._name_of, *self._read)

    def text(self, *, width: int = 80) -> str:
        """For reading; ends in a line break."""
        from bilateral.present.comparing import comparison_text

        return comparison_text(self.beside, self._name_of, *self._read, width=width)


def pair_of(asked: str | Sequence[str]) -> tuple[str, str]:
    """The codes of a pair: two names, or one text with both.

    In a text a slash, colon, dash or "and" parts the two, else the hyphen that leaves a known name on both of its
    sides. Raises UnknownState where a name is not known, and QueryError where there are not two, where several hyphens
    would do, or where both are the same party.
    """
    if isinstance(asked, str):
        a, b = _parted(asked)
    elif len(asked) == 2:
        a, b = asked
    else:
        raise QueryError(f"{' '.join(asked)!r}: a pair has two states; got {len(asked)}")
    pair = (party(a), party(b))
    if pair[0] == pair[1]:
        raise QueryError(f"{a} and {b} are the same; a pair takes two different states")
    return pair


def _parted(text: str) -> tuple[str, str]:
    words = text.strip()
    sure = [(words[: found.start()], words[found.end() :]) for found in _SURE.finditer(words)]
    hyphens = [(words[: found.start()], words[found.end() :]) for found in _HYPHEN.finditer(words)]
    for ways in (sure, hyphens):
        known = {_codes(way): way for way in ways if all(way) and _codes(way)}
        if len(known) == 1:
            return next(iter(known.values()))
        if known:
            listed = " or ".join(f"{a} / {b}" for a, b in known.values())
            raise QueryError(f"{text!r} can be read as {listed}; put a slash between the two")
    for way in (*sure, *hyphens):
        if all(way):
            party(way[0])  # says which name is not known
            party(way[1])
    raise QueryError(f"{text!r} is no pair of states; write it as USA-AZE or 'United States / Azerbaijan'")


def _codes(way: tuple[str, str]) -> tuple[str, str] | None:
    try:
        return party(way[0]), party(way[1])
    except UnknownState:
        return None


def compared(store: Store, pairs: Sequence[str | Sequence[str]], *, since: Day = None, until: Day = None) -> Compared:
    """The pairs beside each other. Raises what `pair_of` does, and QueryError for fewer than two or one twice."""
    from bilateral.analysis.beside import beside
    from bilateral.chronology import EventQuery

    if len(pairs) < 2:
        raise QueryError(f"a comparison takes two pairs or more, such as USA-AZE RUS-AZE; got {len(pairs)}")
    found = [pair_of(pair) for pair in pairs]
    for at, pair in enumerate(found):
        if set(pair) in map(set, found[:at]):
            raise QueryError(f"{'-'.join(pair)} is named twice; each pair is compared once")
    query = event_query((), since=since, until=until)
    events = {pair: store.dyads.events(EventQuery(parties=pair, until=query.until, statuses=())) for pair in found}
    made = beside(events, since=query.since, until=query.until, texts=store.dyads.texts(*found[0]))
    telling = [store.dyads.told_by(side.profile.events.events) for side in made.sides]
    return Compared(made, store.counts().documents, telling)
