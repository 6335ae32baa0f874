"""The history of a text: each version with what the next one changed, word by word, and what became of its claims."""

from __future__ import annotations

import difflib
import json
import textwrap
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from bilateral.chronology import Changes, Claim, History, Version
from bilateral.present.words import clean, several

__all__ = ["claim_line", "claim_record", "history_record", "history_text", "word_diff"]

_AROUND = 5  # words shown on either side of a change
_MANY = 4_000  # words of one changed passage beyond which it is told whole: finding what changed grows with the square


def word_diff(before: str, after: str) -> list[str]:
    """What changed from one text to the other: passages with "[-words gone-]" and "{+words new+}", a few words around.

    Texts are compared line by line, then the lines that differ word by word.
    """
    old, new = before.splitlines(), after.splitlines()
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    passages: list[str] = []
    for kind, i, j, k, m in steps:
        if kind != "equal":
            passages += _passages(" ".join(old[i:j]).split(), " ".join(new[k:m]).split())
    return passages


def _passages(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    if len(old) + len(new) > _MANY:
        yield _marked(old[:_AROUND], new[:_AROUND]) + f" ... ({len(old)} words became {len(new)})"
        return
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(_AROUND):
        words = []
        for kind, i, j, k, m in group:
            words.append(" ".join(old[i:j]) if kind == "equal" else _marked(old[i:j], new[k:m]))
        start = "... " if group[0][1] else ""
        end = " ..." if group[-1][2] < len(old) else ""
        yield start + " ".join(word for word in words if word) + end


def _marked(old: Sequence[str], new: Sequence[str]) -> str:
    gone = f"[-{' '.join(old)}-]" if old else ""
    come = f"{{+{' '.join(new)}+}}" if new else ""
    return f"{gone} {come}".strip()


def claim_line(claim: Claim) -> str:
    """A claim in a line: "2022-03-15  USA -> AZE  call (CONSULT, occurred)"."""
    day = claim.earliest.isoformat()
    if claim.latest != claim.earliest:
        day += f"/{claim.latest.isoformat()}"
    sides = " -> ".join("+".join(side) or "?" for side in (claim.source, claim.target))
    return f"{day}  {sides}  {claim.form} ({claim.type}, {claim.status})"


def history_record(history: History) -> dict[str, Any]:
    """The history as plain values. Moments are ISO date-times in UTC."""
    texts = [*(v.original for v in history.versions), *([history.current.original] if history.current else [])]
    steps = [
        {
            "diff": word_diff(old, new),
            "gained": [claim_record(claim, history.events.get(claim.report)) for claim in step.gained],
            "lost": [claim_record(claim, history.events.get(claim.report)) for claim in step.lost],
            "changed": [
                {"before": claim_record(a, None), "after": claim_record(b, history.events.get(b.report))}
                for a, b in step.changed
            ],
        }
        for (old, new), step in zip(pairwise(texts), history.changes, strict=True)
    ]
    current = history.current
    return {
        "addresses": list(history.addresses),
        "current": current
        and {"document": current.id, "url": current.url, "title": current.title, "text": current.original},
        "versions": [
            {**_version(version), "then": step} for version, step in zip(history.versions, [*steps, None], strict=False)
        ],
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "document": version.document,
        "successor": version.successor,
        "address": version.address,
        "source": version.source,
        "url": version.url,
        "title": version.title,
        "publisher": version.publisher,
        "published": version.published and version.published.isoformat(),
        "reader": version.reader,
        "fetched": version.fetched and version.fetched.isoformat(),
        "noticed": version.noticed.isoformat(),
        "text": version.original,
    }


def claim_record(claim: Claim, event: str | None) -> dict[str, Any]:
    """A claim as plain values, with the event it is now part of."""
    return {
        "start": claim.earliest.isoformat(),
        "end": claim.latest.isoformat(),
        "type": claim.type,
        "form": claim.form,
        "status": claim.status,
        "from": list(claim.source),
        "to": list(claim.target),
        "text": claim.text,
        "event": event,
    }


def history_text(history: History, layout: str = "table", *, width: int = 100) -> str:
    """The history for reading, or as "json"; ends in a line break."""
    if layout == "json":
        return json.dumps(history_record(history), ensure_ascii=False, indent=2) + "\n"
    current = history.current
    title = current.title if current else history.versions[-1].title
    lines = [clean(title or "Untitled"), *(f"  {clean(address)}" for address in history.addresses), ""]
    texts = [*(v.original for v in history.versions), *([current.original] if current else [])]
    for number, version in enumerate(history.versions):
        read = f", fetched {version.fetched:%Y-%m-%d %H:%M} UTC" if version.fetched else ""
        lines.append(f"{number + 1}. {version.document} ({version.reader or 'reader unknown'}){read}")
        if number < len(history.changes):
            lines.append(f"   gave way, seen {version.noticed:%Y-%m-%d %H:%M} UTC")
            for passage in word_diff(texts[number], texts[number + 1]):
                lines += textwrap.wrap(clean(passage), width, initial_indent="     ", subsequent_indent="     ")
            lines += _told(history.changes[number], history, last=number == len(history.versions) - 1)
    if current:
        lines.append(f"{len(history.versions) + 1}. {current.id}, the current text")
        if not history.versions:
            lines.append("   never changed since it was first read")
    return "\n".join([*lines, "", several(len(history.versions), "earlier version").capitalize()]) + "\n"


def _told(step: Changes, history: History, *, last: bool) -> list[str]:
    if not step:
        return ["   its events stay as they were"]
    lines = [f"   lost     {claim_line(claim)}" for claim in step.lost]
    lines += [f"   gained   {claim_line(claim)}{_event(claim, history, last=last)}" for claim in step.gained]
    for before, after in step.changed:
        lines.append(f"   changed  {claim_line(before)}")
        lines.append(f"        to  {claim_line(after)}{_event(after, history, last=last)}")
    return lines


def _event(claim: Claim, history: History, *, last: bool) -> str:
    event = history.events.get(claim.report) if last else None
    return f"  [{event}]" if event else ""
