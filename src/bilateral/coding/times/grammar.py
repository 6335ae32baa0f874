"""Rules over tokens: all matches, of which the leftmost longest are kept."""

from __future__ import annotations

import re

from bilateral.coding.times.drafts import Calendar, Draft, Feast
from bilateral.coding.times.found import Found
from bilateral.coding.times.lexer import Tokens, lex
from bilateral.coding.times.lexicon import lexicon
from bilateral.coding.times.makers import MAKERS
from bilateral.coding.times.names import find_feasts
from bilateral.coding.times.zones import without_litanies, zones

__all__ = ["find_drafts"]


def find_drafts(text: str) -> list[Draft]:
    """Drafts of a text in order, not overlapping."""
    text = without_litanies(text)
    tokens = lex(text, zones(text))
    candidates = _candidates(text, tokens)
    feasts, names = find_feasts(text)
    candidates += [((d.start, -d.end, -1), None, d) for d in feasts]
    candidates += [((start, -end, -1), None, None) for start, end in names]
    candidates.sort(key=lambda c: c[0])
    drafts: list[Draft] = []
    reached = 0
    for (start, end, _), found, ready in candidates:
        if start < reached:
            continue
        if found is None and ready is None:
            reached = -end
        draft = ready if found is None else MAKERS[found.rule.make](found)
        if draft is not None:
            drafts.append(draft)
            reached = draft.end
    return _without_doubles(text, drafts)


_BESIDE = re.compile(
    r",? (?:\(|on |which falls on |celebrated on |marked on |held on )?(?:the )?|, (?:the |its |their )?"
)


def _without_doubles(text: str, drafts: list[Draft]) -> list[Draft]:
    """Without the holidays whose day stands beside them ("Independence Day, 28 May"): the day said is meant."""
    kept: list[Draft] = []
    for index, draft in enumerate(drafts):
        around = drafts[max(0, index - 1) : index] + drafts[index + 1 : index + 2]
        if not (isinstance(draft.point, Feast) and any(_is_day_of(text, draft, other) for other in around)):
            kept.append(draft)
    return kept


def _is_day_of(text: str, feast: Draft, other: Draft) -> bool:
    point = other.point
    if not isinstance(point, Calendar) or not point.month or not point.day or other.last is not None:
        return False
    gap = text[feast.end : other.start] if other.start >= feast.end else text[other.end : feast.start]
    return _BESIDE.fullmatch(gap) is not None


Candidate = tuple[tuple[int, int, int], Found | None, Draft | None]


def _candidates(text: str, tokens: Tokens) -> list[Candidate]:
    present = set(tokens.types)
    found: list[Candidate] = []
    for rank, rule in enumerate(lexicon().rules):
        if any(need.isdisjoint(present) for need in rule.needs):
            continue
        for match in rule.pattern.finditer(tokens.types):
            if match.end() > match.start():
                item = Found(text, tokens, match, rule)
                found.append(((item.start, -item.end, rank), item, None))
    return found
