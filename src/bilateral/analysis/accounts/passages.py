"""The sentences of an account, the issues they name, and the stances they take."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bilateral.analysis.accounts.cues import Cues, subject
from bilateral.analysis.accounts.data import Named, Passage, Stance, StanceKind
from bilateral.knowledge.fold import fold
from bilateral.knowledge.issues import issue_spans_in
from bilateral.knowledge.named_issues import named_issue_spans_in
from bilateral.knowledge.stances import Word, stance_words_in
from bilateral.model import ISSUES, Report, Span

__all__ = ["Body", "body_of", "issues_named", "names_named", "passage_at", "stances_in"]

_CLAUSE = re.compile(
    r"[.;:!?](?=\s|$|[”\"])|,? (?:while|whereas|but|who|which|adding|noting)\b"
    r"|,? and (?=(?:he|she|they|it|also|again|both|the (?:\w+ )?(?:secretary|president|minister|premier|chancellor|"
    r"sides|two|parties|ministers|leaders|envoy|ambassador))\b)"
)
"""Where the object of a verb ends at the latest."""
_LOOSE_END = re.compile(r"(?:[\s,]+(?:and|but|also|again|then|or|he|she|they|it|both|that|who|has|have|had|\w+ly))+$")
_NOT_BEFORE = re.compile(
    r"\b(?:not|n[’']t|never|neither|nor|without|refused to|refuses to|declined to|declines to|failed to|avoided|"
    r"stopped short of|fell short of|short of)\s+(?:\w+ly\s+|also\s+)?$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being)\s+(?:also\s+|again\s+|\w+ly\s+)?$", re.IGNORECASE)
_LONGEST = 30
"""Words of an object; more are cut with an ellipsis."""
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Body:
    """The passages of an account as one text, with what the store says is named in them.

    `starts` are where each passage begins in `text`. `issues` and `named` come from the reports, which are what holds;
    the words of the text only lead to the passages.
    """

    text: str
    passages: tuple[Passage, ...]
    starts: tuple[int, ...]
    issues: tuple[str, ...]
    named: tuple[str, ...]

    def at(self, offset: int) -> Passage:
        """The passage that holds a character of `text`."""
        index = max(i for i, start in enumerate(self.starts) if start <= offset)
        return self.passages[index]


def body_of(reports: Sequence[Report], originals: Mapping[str, str]) -> Body:
    """The passages that the reports rest on, each once, document by document, in order of the text.

    `originals` has the documents as read; of one that is not there only a report's own sentence is known.
    """
    found: dict[tuple[str, int, int], Passage] = {}
    for report in reports:
        original = originals.get(report.document)
        for span in report.evidence if original is not None else report.evidence[:1]:
            text = report.text if original is None else original[span.start : span.end]
            passage = passage_at(report.document, span, text, report=report.id)
            if passage.text:
                found.setdefault((passage.document, span.start, span.end), passage)
    passages = tuple(found[key] for key in sorted(found))
    starts, length = [], 0
    for passage in passages:
        starts.append(length)
        length += len(passage.text) + 1
    named = {fold(name): name for report in reports for name in report.named_issues}
    issues = {issue for report in reports for issue in report.issues}
    return Body(
        "\n".join(passage.text for passage in passages),
        passages,
        tuple(starts),
        tuple(issue for issue in ISSUES if issue in issues),
        tuple(named[key] for key in sorted(named)),
    )


def passage_at(document: str, span: Span, text: str, *, report: str = "") -> Passage:
    """A passage with its blanks run together."""
    return Passage(document=document, start=span.start, end=span.end, text=" ".join(text.split()), report=report)


def issues_named(body: Body) -> tuple[Named, ...]:
    """Each issue of the body with its passages.

    An issue whose words are not found again (the text was coded with another table, or was mended before) has the
    first passage of the body: it stands somewhere in it.
    """
    spans = issue_spans_in(body.text)
    return _named(body, body.issues, [(slug, start) for slug, start, _ in spans], str)


def names_named(body: Body) -> tuple[Named, ...]:
    """Each issue with a name of its own, with its passages."""
    spans = named_issue_spans_in(body.text)
    return _named(body, body.named, [(name, span.start) for name, span in spans], fold)


def stances_in(body: Body, cues: Cues) -> tuple[Stance, ...]:
    """The stances of the body's passages, in order of the text."""
    spans = [span for span in issue_spans_in(body.text) if span[0] in body.issues]
    stances: list[Stance] = []
    last, document = "", ""
    for start, passage in zip(body.starts, body.passages, strict=True):
        if passage.document != document:
            last, document = "", passage.document
        words = stance_words_in(passage.text)
        found = cues.find(passage.text) if words else []
        for index, word in enumerate(words):
            following = words[index + 1].start if index + 1 < len(words) else len(passage.text)
            object_ = _object(passage.text, word, following)
            if object_ is None:
                continue
            speaker = subject(passage.text, found, word.start, before=last)
            last = speaker or last
            begin, end = (start + place for place in object_)
            named = {slug for slug, a, b in spans if begin <= a and b <= end}
            stances.append(
                Stance(
                    kind=StanceKind(word.kind),
                    words=passage.text[word.start : word.end],
                    object=_shortened(passage.text[object_[0] : object_[1]]),
                    speaker=speaker,
                    negated=_NOT_BEFORE.search(passage.text, max(0, word.start - 40), word.start) is not None,
                    issues=tuple(issue for issue in ISSUES if issue in named),
                    passage=passage,
                )
            )
    return tuple(stances)


def _object(text: str, word: Word, following: int) -> tuple[int, int] | None:
    """Where the object of a verb stands; None where there is none."""
    if (aux := _PASSIVE.search(text, max(0, word.start - 24), word.start)) is not None:
        begin = max((m.end() for m in _CLAUSE.finditer(text, 0, aux.start())), default=0)
        return _trimmed(text, begin, aux.start())
    end = min((m.start() for m in _CLAUSE.finditer(text, word.end)), default=len(text))
    return _trimmed(text, word.end, min(end, following))


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int] | None:
    piece = text[begin:end]
    loose = _LOOSE_END.search(piece)
    if loose is not None:
        piece = piece[: loose.start()]
    left = len(piece) - len(piece.lstrip(" ,"))
    piece = piece.strip(" ,")
    return (begin + left, begin + left + len(piece)) if piece else None


def _shortened(text: str) -> str:
    words = _WORD.findall(text)
    return " ".join(words) if len(words) <= _LONGEST else " ".join(words[:_LONGEST]) + " …"


def _named(
    body: Body, wanted: Iterable[str], spans: Sequence[tuple[str, int]], key: Callable[[str], str]
) -> tuple[Named, ...]:
    places: dict[str, list[int]] = {}
    for name, start in spans:
        places.setdefault(key(name), []).append(start)
    named = []
    for name in wanted:
        passages = dict.fromkeys(body.at(start) for start in places.get(key(name), ()))
        named.append(Named(name, tuple(passages) or body.passages[:1]))
    return tuple(named)
