"""Whether two names are one person's: `same_person`, and `best_match` among candidates.

A name is taken apart (parsing), its words compared by letters, sound and known forms (spelling, comparing), and the
words aligned (matching). Lists are data: `name_*.csv` beside the package's other data.
"""

from __future__ import annotations

from bilateral.knowledge.names.matching import NameChoice, NameMatch, Sameness, best_match, same_person, same_spelling
from bilateral.knowledge.names.parsing import PersonName, Word, parse_name
from bilateral.knowledge.names.spelling import skeletons, sound_keys

__all__ = [
    "NameChoice",
    "NameMatch",
    "PersonName",
    "Sameness",
    "Word",
    "best_match",
    "parse_name",
    "same_person",
    "same_spelling",
    "skeletons",
    "sound_keys",
]
