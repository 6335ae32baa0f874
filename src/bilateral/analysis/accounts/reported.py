"""What a text of somebody else says of a side's account: "Baku's readout did not mention human rights"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bilateral.analysis.accounts.cues import BOTH, Cue, Cues, subject
from bilateral.analysis.accounts.data import ReportedAccount, ReportedKind
from bilateral.analysis.passages import passage_at
from bilateral.knowledge.issues import issues_in
from bilateral.knowledge.named_issues import named_issues_in
from bilateral.knowledge.stances import Word, reported_words_in
from bilateral.model import Document, Event, Span

__all__ = ["reported_in"]

_KINDS: Mapping[str, ReportedKind] = {
    "left out": ReportedKind.LEFT_OUT,
    "played down": ReportedKind.PLAYED_DOWN,
    "named": ReportedKind.NAMED,
    "stressed": ReportedKind.STRESSED,
}
_ACCOUNT = re.compile(
    r"\b(?:readout|read-out|account|version|statement|communiqu[eé]|press service|press release|release|summary|"
    r"report|text|transcript|press office|note|announcement)s?\b",
    re.IGNORECASE,
)
_OF_ACCOUNTS = re.compile(rf"\bofficial\s|{_ACCOUNT.pattern}", re.IGNORECASE)
_OFFICIAL = re.compile(r"\bofficial\s+$", re.IGNORECASE)
_BEHIND = re.compile(r"\b(?:from|in|out of)$", re.IGNORECASE)
"""Ends a phrase whose object is the account: what was left out then stands before it."""
_ENDS = re.compile(r"[.;:!?](?=\s|$)|,? (?:while|whereas|but|although|though)\b")
_AGAIN = re.compile(
    r"(?:them|it|this|these|that|those|either|the (?:issue|topic|subject|matter|point)s?)", re.IGNORECASE
)
"""An object that stands for what the sentence named before."""
_ELLIPSIS = re.compile(r"[’']s? (?=[a-z])")
""" "Washington's readout names it, Baku's does not mention it"."""
_NEAR = 60
"""Characters between a side's name and the word for its account: "the readout that the office of Azerbaijan's"."""


def reported_in(
    document: Document, cues: Cues, events: Sequence[Event], *, own: str | None = None
) -> tuple[ReportedAccount, ...]:
    """What `document` says of the accounts of the sides that `cues` name, in order of the text.

    `events` are those of the pair that it reports, `own` is the party whose government published it: what a side says
    of its own account is not taken. A sentence must name the side and either its account ("readout", "statement") or
    the side as one that speaks ("official Baku"), and say what was left out or named, with an issue in it.
    """
    found = []
    for sentence in document.sentences:
        text = document.text[sentence.start : sentence.end]
        # What is cheap to see comes first: one sentence in a hundred goes on.
        words = reported_words_in(text) if _OF_ACCOUNTS.search(text) else ()
        if not words:
            continue
        span = document.origin(Span(sentence.start, sentence.end))
        report, event = _home(document, span, events)
        passage = passage_at(document.id, span, document.original[span.start : span.end], report=report)
        found += [
            ReportedAccount(
                party=party, kind=kind, what=what, issues=issues, event=event, passage=passage, at=own or ""
            )
            for party, kind, what, issues in _said(text, words, cues.find(text))
            if party != own
        ]
    return tuple(found)


def _said(
    text: str, words: Sequence[Word], cues: Sequence[Cue]
) -> Iterator[tuple[str, ReportedKind, str, tuple[str, ...]]]:
    for word in words:
        kind = _KINDS[word.kind]
        behind = kind is ReportedKind.LEFT_OUT and _BEHIND.search(text, 0, word.end) is not None
        party = _after(text, word, cues) if behind else _before(text, word, cues)
        if not party:
            continue
        what = _clause(text, word, before=behind)
        if not what or _AGAIN.fullmatch(what):
            what = _clause(text, word, before=True) if behind else text[: word.start].strip(" ,")
        issues = issues_in(what)
        if issues or named_issues_in(what):
            yield party, kind, what, issues


def _before(text: str, word: Word, cues: Sequence[Cue]) -> str:
    """The side whose account is the subject of the phrase; empty where none is."""
    party = subject(text, cues, word.start)
    if party in ("", BOTH):
        return ""
    mine = [cue for cue in cues if cue.party == party and cue.end <= word.start]
    return party if any(_speaks(text, cue, word.start) for cue in mine) else ""


def _after(text: str, word: Word, cues: Sequence[Cue]) -> str:
    """The side of the account that something is missing from."""
    for cue in cues:
        if word.end <= cue.start <= word.end + _NEAR and cue.party not in ("", BOTH) and _speaks(text, cue, len(text)):
            return cue.party
    return ""


def _speaks(text: str, cue: Cue, until: int) -> bool:
    """Whether the name at `cue` stands for an account: beside a word for one, or as "official Baku"."""
    if _OFFICIAL.search(text, 0, cue.start):
        return True
    if _ELLIPSIS.match(text, cue.end) and _ACCOUNT.search(text, 0, cue.start):
        return True
    around = text[max(0, cue.start - _NEAR) : min(until, cue.end + _NEAR)]
    return _ACCOUNT.search(around) is not None


def _clause(text: str, word: Word, *, before: bool) -> str:
    if before:
        begin = max((m.end() for m in _ENDS.finditer(text, 0, word.start)), default=0)
        return text[begin : word.start].strip(" ,")
    end = min((m.start() for m in _ENDS.finditer(text, word.end)), default=len(text))
    return " ".join(text[word.end : end].split()).strip(" ,")


def _home(document: Document, span: Span, events: Sequence[Event]) -> tuple[str, str]:
    """The report and event that a passage belongs to: those it is evidence of, else the only event of its document."""
    for event in events:
        for report in event.reports:
            if report.document == document.id and any(
                one.start < span.end and span.start < one.end for one in report.evidence
            ):
                return report.id, event.id
    return "", events[0].id if len(events) == 1 else ""
