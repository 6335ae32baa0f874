"""Anchors: what a judgement on an event was made on, so that it is found again when reports get new ids.

An event's id changes when reports are added, a report's when another reader reads the text. A judgement therefore
keeps, for each report of the event, the document, the sentence (place and words) and what was read in it. The report of
today is the one of that document that rests on the same words (at the same place, or moved, where the text was replaced
by another version) and tells of the same parties in the same form, or at least in the same type of act.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bilateral.chronology.merging.tables import FAMILY, STANDING
from bilateral.model import EventType, Form, Report, Span, Status

__all__ = ["Anchor", "Told", "anchor_from_row", "anchor_of", "anchor_row", "copies", "located", "told_of"]

# Wordings above this ratio are one sentence in two versions of a text (a typing error mended, a title added).
_SAME_WORDS = 85
# A shorter passage stands in too many others for that to say anything.
_ENOUGH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A report as it was when a judgement was made on its event.

    `span` is the passage with the trigger in the document as read, `words` what stands there.
    """

    report: str
    document: str
    span: Span
    words: str
    form: Form
    type: EventType
    status: Status
    source: tuple[str, ...]
    target: tuple[str, ...]
    earliest: date
    latest: date

    @property
    def parties(self) -> frozenset[str]:
        """All who take part."""
        return frozenset((*self.source, *self.target))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report of today, as far as anchors look at it."""

    id: str
    document: str
    block: str
    span: Span
    words: str
    form: Form
    type: EventType
    status: Status
    parties: frozenset[str]
    earliest: date
    latest: date


def anchor_of(report: Report) -> Anchor:
    """The anchor of a report."""
    return Anchor(
        report=report.id,
        document=report.document,
        span=report.evidence[0],
        words=report.text,
        form=report.form,
        type=report.type,
        status=report.status,
        source=_codes(actor.party for actor in report.source),
        target=_codes(actor.party for actor in report.target),
        earliest=report.when.earliest,
        latest=report.when.latest,
    )


def _codes(parties: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party for party in parties if party))


def located(anchors: Sequence[Anchor], told: Sequence[Told], *, strict: bool = False) -> dict[str, Told]:
    """Today's report for each anchor that finds one, by the anchor's report id.

    `told` are the reports of the anchors' documents, and those in other documents that rest on the very same words:
    these are taken where the anchor's own document is gone. `strict` wants the same form and standing, for judgements
    by which something is left out: a visit that is no longer read must not take the meeting in its sentence with it.
    """
    by_document: dict[str, list[Told]] = defaultdict(list)
    by_words: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_document[one.document].append(one)
        by_words[one.words].append(one)
    found: dict[str, Told] = {}
    for anchor in anchors:
        where = by_document.get(anchor.document) or by_words.get(anchor.words) or []
        fitting = [one for one in where if _fits(anchor, one, strict=strict)]
        if fitting:
            found[anchor.report] = min(fitting, key=functools.partial(_rank, anchor))
    return found


def copies(anchor: Anchor, told: Iterable[Told]) -> list[Told]:
    """The reports, of any document, that read the very same from the very same words."""
    return [
        one
        for one in told
        if (one.words, one.form, one.type, one.parties) == (anchor.words, anchor.form, anchor.type, anchor.parties)
        and STANDING[one.status] == STANDING[anchor.status]
    ]


def _fits(anchor: Anchor, one: Told, *, strict: bool) -> bool:
    if not anchor.parties & one.parties or not _same_passage(anchor, one):
        return False
    kin = FAMILY[anchor.form] is FAMILY[one.form]
    if strict:
        return kin and STANDING[anchor.status] == STANDING[one.status]
    return kin or anchor.type is one.type


def _rank(anchor: Anchor, one: Told) -> tuple[Any, ...]:
    """The better match first; the id only settles what nothing else does."""
    overlap = _shared(anchor.span, one.span)
    return (
        not (one.id == anchor.report and overlap > 0),
        one.form is not anchor.form,
        STANDING[one.status] != STANDING[anchor.status],
        one.type is not anchor.type,
        -len(anchor.parties & one.parties),
        len(one.parties - anchor.parties),
        (one.earliest, one.latest) != (anchor.earliest, anchor.latest),
        -overlap,
        abs(one.span.start - anchor.span.start),
        one.id,
    )


def _shared(one: Span, two: Span) -> int:
    return max(0, min(one.end, two.end) - max(one.start, two.start))


def _same_passage(anchor: Anchor, one: Told) -> bool:
    return _stands_there(anchor, one) or _moved(anchor.words, one.words)


def _stands_there(anchor: Anchor, one: Told) -> bool:
    # In the same text, what two passages share is the same; in another version of it, only where nothing moved.
    start, end = max(anchor.span.start, one.span.start), min(anchor.span.end, one.span.end)
    if start >= end:
        return False
    then = anchor.words[start - anchor.span.start : end - anchor.span.start]
    return bool(then) and then == one.words[start - one.span.start : end - one.span.start]


def _moved(then: str, now: str) -> bool:
    before, after = " ".join(then.split()), " ".join(now.split())
    if before == after:
        return True
    if min(len(before), len(after)) < _ENOUGH:
        return False
    if before in after or after in before:
        return True
    from rapidfuzz.fuzz import ratio

    return ratio(before, after) >= _SAME_WORDS


# --- rows --------------------------------------------------------------------------------------------------------


def anchor_row(anchor: Anchor, *, judgement: str, side: str, position: int) -> dict[str, Any]:
    """The row of `anchors`; `side` is "subject" or "other"."""
    return {
        "judgement": judgement,
        "side": side,
        "position": position,
        "report": anchor.report,
        "document": anchor.document,
        "start": anchor.span.start,
        "end": anchor.span.end,
        "words": anchor.words,
        "form": anchor.form.value,
        "type": anchor.type.value,
        "status": anchor.status.value,
        "source": list(anchor.source),
        "target": list(anchor.target),
        "earliest": anchor.earliest,
        "latest": anchor.latest,
    }


def anchor_from_row(row: Mapping[str, Any]) -> Anchor:
    """The anchor, as it was kept."""
    return Anchor(
        report=row["report"],
        document=row["document"],
        span=Span(row["start"], row["end"]),
        words=row["words"],
        form=Form(row["form"]),
        type=EventType(row["type"]),
        status=Status(row["status"]),
        source=tuple(row["source"]),
        target=tuple(row["target"]),
        earliest=row["earliest"],
        latest=row["latest"],
    )


def told_of(row: Mapping[str, Any]) -> Told:
    """A report of today from the columns id, document, block, span, text, form, type, status, parties, earliest and
    latest."""
    return Told(
        id=row["id"],
        document=row["document"],
        block=row["block"],
        span=Span(row["span"]["start"], row["span"]["end"]),
        words=row["text"],
        form=Form(row["form"]),
        type=EventType(row["type"]),
        status=Status(row["status"]),
        parties=frozenset(party for party in row["parties"] if party),
        earliest=row["earliest"],
        latest=row["latest"],
    )
