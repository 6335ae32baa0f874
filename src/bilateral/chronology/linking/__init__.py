"""Links between events: a meeting in a visit, a plan and what came of it, a letter and its answer, and the like.

    changed -> nodes -> rules -> links

Links are made within a dyad. For each kind some events may be the first of a link (a plan, say) and some the second (a
fact); every first one takes the second that fits it best, by a rule of its own (`rules`), or none. So a link hangs on
the events of one dyad near in time and on nothing else: it is made anew when one of these changed, and whatever order
the texts came in, the links are the same.
"""

from __future__ import annotations

from bilateral.chronology.linking.refresh import links_of, refresh
from bilateral.chronology.linking.words import INVERSE, told_from

__all__ = ["INVERSE", "links_of", "refresh", "told_from"]
