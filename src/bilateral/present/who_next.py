"""Who is next as text for the terminal, and as data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bilateral.outlook.rates.outlook import word

if TYPE_CHECKING:
    from bilateral.outlook.ranking.answer import Candidate, Next, Why

__all__ = ["next_record", "next_text"]

_WIDTH = 80
_ID = 8
_LEAST = 0.0005
"""Points that are no more than this are not told as a reason."""

_LEGEND = (
    "Prob.: that it is the next one. Before: how often it was in this past. +/- points: what the probability would "
    "lose or gain had these events not happened; they need not add up."
)


def next_text(found: Next, *, reasons: int) -> str:
    """For the terminal, in 80 columns; ends in a line break. At most so many `reasons` a candidate."""
    lines = [*_wrapped([f"{found.actor}, {found.act}: who is next, as of {found.as_of}"])]
    lines += _wrapped([f"Note: {note}" for note in found.notes])
    if found.refused:
        return "\n".join([*lines, *_wrapped([f"{found.refused[:1].upper()}{found.refused[1:]}."])]) + "\n"
    lines += _wrapped([_asked(found)])
    learned = f" ({found.learned_from:,} cases)" if found.learned_from else ""
    lines += _wrapped([f"Confidence: {found.confidence}. By {found.model}{learned}."])
    lines += ["", f"{'who':37}{'prob.':>5}{'before':>8}  {'last':12}in words", "-" * _WIDTH]
    for one in found.candidates:
        last = str(one.last) if one.last else "never"
        lines.append(
            f"{_short(one.name, 36):37}{_percent(one.probability):>5}{one.times:>8}  {last:12}{word(one.probability)}"
        )
        for why in [why for why in one.reasons if abs(why.effect) > _LEAST][:reasons]:
            lines += _reason(why)
    lines.append(f"{'all others':37}{_percent(found.rest):>5}")
    return "\n".join([*lines, "", *_wrapped([_LEGEND])]) + "\n"


def _asked(found: Next) -> str:
    times = f"; {found.times:,} are known" if found.times else "; none is known yet"
    if found.joint:
        return f"The next {found.act} of {found.actor}: with whom{times}."
    if found.received:
        return f"The next {found.act} that {found.actor} is met with: by whom{times}."
    return f"The next {found.act} by {found.actor}: towards whom{times}."


def _reason(why: Why) -> Iterator[str]:
    ids = [name if name.startswith("line ") else name[:_ID] for name in why.events]
    more = f" and {len(ids) - 3} more" if len(ids) > 3 else ""
    days = str(why.first) if why.first == why.last else f"{why.first} to {why.last}"
    who = f"{why.by} {'-' if why.together else '>'} {why.to}"
    text = f"{len(ids)} x {why.act}, {who} ({days}): {', '.join(ids[-3:])}{more}"
    first, *rest = textwrap.wrap(text, _WIDTH - 11, break_long_words=False, break_on_hyphens=False)
    yield f"    {100 * why.effect:+5.1f}  {first}"
    yield from (f"           {line}" for line in rest)


def _short(name: str, width: int) -> str:
    return name if len(name) <= width else f"{name[: width - 1]}…"


def _percent(probability: float) -> str:
    if probability < 0.005:
        return "<1%" if probability > 0 else "0%"
    return f"{min(round(100 * probability), 99)}%"


def _wrapped(texts: Sequence[str]) -> list[str]:
    return [line for text in texts for line in textwrap.wrap(text, _WIDTH, break_on_hyphens=False)]


def next_record(found: Next) -> dict[str, Any]:
    """Who is next as data: dates as ISO text, reasons with the ids of their events (lines, of a file)."""
    return {
        "actor": found.actor,
        "act": found.act,
        "asked": "with" if found.joint else "by whom" if found.received else "to whom",
        "as_of": found.as_of.isoformat(),
        "refused": found.refused or None,
        "notes": list(found.notes),
        "times": found.times,
        "confidence": found.confidence or None,
        "model": found.model or None,
        "learned_from": found.learned_from,
        "candidates": [_candidate_record(one) for one in found.candidates],
        "all_others": round(found.rest, 6),
    }


def _candidate_record(one: Candidate) -> dict[str, Any]:
    return {
        "who": one.name,
        "probability": round(one.probability, 6),
        "words": word(one.probability),
        "times": one.times,
        "last": one.last.isoformat() if one.last else None,
        "reasons": [
            {
                "act": why.act,
                "by": why.by,
                "to": why.to,
                "together": why.together,
                "effect": round(why.effect, 6),
                "first": why.first.isoformat(),
                "last": why.last.isoformat(),
                "events": list(why.events),
            }
            for why in one.reasons
        ],
    }
