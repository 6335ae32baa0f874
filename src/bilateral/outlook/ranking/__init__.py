"""Who next: given an actor and an act, the likely partners; and given both, the likely acts.

    table -> history -> candidates -> features -> model

A question is (source, relation, ?) on a day; everything before that day is known. Its candidates are scored by boosted
trees over counts that a reader can check: how often the source did this to the candidate, what other actors of its
state did, what follows what else the two did, whom similar actors deal with. What each says for or against a
candidate can be told (`Ranker.reasons`).
"""

from __future__ import annotations

from bilateral.outlook.ranking.history import History
from bilateral.outlook.ranking.model import Ranked, Ranker, Reason

__all__ = ["History", "Ranked", "Ranker", "Reason"]
