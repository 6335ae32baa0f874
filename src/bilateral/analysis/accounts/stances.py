"""The stances an account takes: verbs of praise, demand, blame and concern, with their object and who does it."""

from __future__ import annotations

import re

from bilateral.analysis.accounts.cues import Cues, leading, subject
from bilateral.analysis.accounts.data import Stance, StanceKind
from bilateral.analysis.passages import Body
from bilateral.knowledge.issues import issue_spans_in
from bilateral.knowledge.stances import Word, stance_words_in
from bilateral.model import ISSUES

__all__ = ["stances_in"]

_CLAUSE = re.compile(
    r"(?<!\b[A-Z])[.;:!?](?=\s|$|[”\"])|,? (?:while|whereas|but|who|which|adding|noting)\b"
    r"|,? and (?=(?:he|she|they|it|also|again|both|the (?:\w+ )?(?:secretary|president|minister|premier|chancellor|"
    r"sides|two|parties|ministers|leaders|envoy|ambassador))\b)"
)
"""Where the object of a verb ends at the latest."""
_LOOSE_END = re.compile(r"(?:[\s,]+(?:and|but|also|again|then|or|he|she|they|it|both|that|who|has|have|had|\w+ly))+$")
_NEXT_SUBJECT = re.compile(r",?\s(?:and|but|while|as)\s(?:the\s)?[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,4}\s*$")
""" "Discussed the war, and President Biden" (reaffirmed ...): who does the next thing is no part of the object."""
_NOT_BEFORE = re.compile(
    r"\b(?:not|n[’']t|never|neither|nor|without|refused to|refuses to|declined to|declines to|failed to|avoided|"
    r"stopped short of|fell short of|short of)\s+(?:\w+ly\s+|also\s+)?$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being)\s+(?:also\s+|again\s+|\w+ly\s+)?$", re.IGNORECASE)
_NOUN = re.compile(r"(?:\b(?:the|its|his|her|their|an?|our)|(?<!short )\bof)\s+$", re.IGNORECASE)
""" "For its backing" is no verb."""
_JOINED = re.compile(r"\b(?:and|but|or)\s+(?:also\s+|again\s+|\w+ly\s+)?$", re.IGNORECASE)
""" "Thanked Iraq for ... and called for ...": one subject for both verbs."""
_LONGEST = 30
"""Words of an object; more are cut with an ellipsis."""
_WORD = re.compile(r"\S+")


def stances_in(body: Body, cues: Cues) -> tuple[Stance, ...]:
    """The stances of the body's passages, in order of the text."""
    spans = [span for span in issue_spans_in(body.text) if span[0] in body.issues]
    stances: list[Stance] = []
    last, document = "", ""
    for start, passage in zip(body.starts, body.passages, strict=True):
        if passage.document != document:
            last, document = "", passage.document
        words = [one for one in stance_words_in(passage.text) if not _NOUN.search(passage.text, 0, one.start)]
        found = cues.find(passage.text)
        for index, word in enumerate(words):
            following = words[index + 1].start if index + 1 < len(words) else len(passage.text)
            object_ = _object(passage.text, word, following)
            if object_ is None:
                continue
            joined = stances and stances[-1].passage == passage and _JOINED.search(passage.text, 0, word.start)
            speaker = stances[-1].speaker if joined else subject(passage.text, found, word.start, before=last)
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
        last = leading(passage.text, found) or last
    return tuple(stances)


def _object(text: str, word: Word, following: int) -> tuple[int, int] | None:
    """Where the object of a verb stands; None where there is none."""
    if (aux := _PASSIVE.search(text, max(0, word.start - 24), word.start)) is not None:
        begin = max((m.end() for m in _CLAUSE.finditer(text, 0, aux.start())), default=0)
        return _trimmed(text, begin, aux.start())
    end = min((m.start() for m in _CLAUSE.finditer(text, word.end)), default=len(text))
    if following < end and (next_ := _NEXT_SUBJECT.search(text, word.end, following)) is not None:
        end = next_.start()
    return _trimmed(text, word.end, min(end, following))


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int] | None:
    piece = text[begin:end].rstrip(" ,")
    loose = _LOOSE_END.search(piece)
    if loose is not None:
        piece = piece[: loose.start()]
    left = len(piece) - len(piece.lstrip(" ,"))
    piece = piece.strip(" ,")
    return (begin + left, begin + left + len(piece)) if piece else None


def _shortened(text: str) -> str:
    words = _WORD.findall(text)
    return " ".join(words) if len(words) <= _LONGEST else " ".join(words[:_LONGEST]) + " …"
