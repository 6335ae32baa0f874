"""Who next: given an actor and an act, the likely partners.

    table -> history -> candidates -> features -> model -> who_next

A question is (source, relation, ?) on a day; everything before that day is known. A sieve picks 64 of its candidates.
An additive model, and a small network that sets out from it, weigh counts that a reader can check: how often the source
did this to the candidate, what other actors of its state did, what follows what else the two did, what passes between
their states, whom similar actors deal with. Why a candidate is told by taking groups of events out of the past and
asking again.
"""

from __future__ import annotations

from bilateral.outlook.ranking.history import History
from bilateral.outlook.ranking.model import Ranker
from bilateral.outlook.ranking.reasons import Reason
from bilateral.outlook.ranking.shrunken import Shrunken
from bilateral.outlook.ranking.who_next import Ranked, who_next

__all__ = ["History", "Ranked", "Ranker", "Reason", "Shrunken", "who_next"]
