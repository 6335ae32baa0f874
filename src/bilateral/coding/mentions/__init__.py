"""Mentions: which spans of a sentence name states, offices, persons, organisations and places, and which ones.

A phrase grammar over the items of a sentence, a module a job: `names` and `titles` read the words of a phrase,
`behind` what stands after a name; `offices`, `people`, `parties` and `places` say what a phrase means; `builder` asks
each in its turn.
"""

from bilateral.coding.mentions.builder import MentionBuilder

__all__ = ["MentionBuilder"]
