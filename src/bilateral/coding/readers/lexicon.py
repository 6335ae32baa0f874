"""The lexicon reader: acts by patterns (acts.csv), sides by word order, status by cues. It needs no model and reads
thousands of sentences a second."""

from __future__ import annotations

from collections.abc import Sequence

from bilateral.coding.readers.acts import act_of, stops_of, without_doubles
from bilateral.coding.readers.base import Act, Node, Sighting
from bilateral.coding.readers.groups import names_two
from bilateral.coding.readers.matching import Match, matches_at
from bilateral.coding.readers.nouns import noun_draft
from bilateral.coding.readers.patterns import patterns
from bilateral.coding.readers.verbs import verb_draft
from bilateral.knowledge import Knowledge

__all__ = ["LexiconReader"]


class LexiconReader:
    """Reads acts with rules and data files alone."""

    name = "lexicon"
    version = "1"

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._table, self._words = patterns()
        self._nouns = frozenset(w for w, found in self._table.items() if all(p.noun for p, _ in found))
        self._contacts = frozenset(
            w for w, found in self._table.items() if any(p.contact and not p.weak for p, _ in found)
        )

    @property
    def words(self) -> tuple[str, ...]:
        """First words of all patterns, in every form."""
        return self._words

    @property
    def contact_words(self) -> frozenset[str]:
        """First words of the patterns for contacts, in every form."""
        return self._contacts

    @property
    def needs_word(self) -> bool:
        """True: every pattern begins with a word."""
        return True

    def read(self, sightings: Sequence[Sighting]) -> list[tuple[Act, ...]]:
        """The acts of each sentence, in order of their triggers."""
        return [self._sentence(s.nodes) for s in sightings]

    def _sentence(self, nodes: Sequence[Node]) -> tuple[Act, ...]:
        if not names_two(nodes):
            return ()
        acts: list[Act] = []
        past = 0
        for index, node in enumerate(nodes):
            if index < past or node.lower not in self._table:
                continue
            found = self._at(nodes, index, acts)
            if found is not None:
                match, act = found
                acts.extend(stops_of(act))
                past = match.last + 1
        return tuple(without_doubles(acts)) if acts else ()

    def _at(self, nodes: Sequence[Node], index: int, before: Sequence[Act]) -> tuple[Match, Act] | None:
        """The first pattern that begins at `index` and finds both its sides, and the act it tells of."""
        for match in matches_at(nodes, index, self._table, self._nouns):
            draft = noun_draft(nodes, match) if match.pattern.noun else verb_draft(nodes, match, before)
            act = act_of(nodes, draft, before) if draft is not None else None
            if act is not None:
                return match, act
        return None
