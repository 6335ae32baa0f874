"""Times in text: dates, times of day, durations and sets, each with its value, its days and the rule that read it.

text -> lexer (class tokens) -> grammar (rules of times.toml) -> makers (drafts) -> resolve (days) -> TimeMention
"""

from __future__ import annotations

from bilateral.coding.times.mention import TimeMention
from bilateral.coding.times.tagger import reads_as_narrative, tag_times

__all__ = ["TimeMention", "reads_as_narrative", "tag_times"]
