"""Rules over tokens: all matches, of which the leftmost longest are kept."""

from __future__ import annotations

from bilateral.coding.times.drafts import Draft
from bilateral.coding.times.found import Found
from bilateral.coding.times.lexer import Tokens, lex
from bilateral.coding.times.lexicon import lexicon
from bilateral.coding.times.makers import MAKERS
from bilateral.coding.times.names import find_feasts
from bilateral.coding.times.zones import zones

__all__ = ["find_drafts"]


def find_drafts(text: str) -> list[Draft]:
    """Drafts of a text in order, not overlapping."""
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
    return drafts


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
