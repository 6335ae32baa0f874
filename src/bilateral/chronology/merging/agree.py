"""The agreed fields of an event, each by a stated rule, and what its reports disagree about.

date        finest precision first and inferred last, then what most documents say, then the better basis, then
            the report of the highest confidence
direction   for calls and meetings, what most documents say, then the report of the highest confidence
actors      all persons; for each the fullest name, its highest level, its most frequent office; a side's
            nameless mention goes where a person of that party has the same rank or it has none
form, type  what most documents say, then confidence
status      occurred if any report says so; among intents what most say, and proposed before planned in a tie
place       a town before a whole state, then what most documents say
issues      all of them, in the order of ISSUES; named issues and quotes: all, each once
confidence  1 - product of (1 - confidence) over the documents, each with its surest report; at most 0.999
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from bilateral.chronology.merging.actors import agreed_sides
from bilateral.chronology.merging.compare import reason
from bilateral.chronology.merging.disagree import disagreements
from bilateral.chronology.merging.features import Features
from bilateral.knowledge.fold import fold
from bilateral.model import ISSUES, Basis, Event, EventType, Form, Place, Precision, Quote, Report, Status, When

__all__ = ["agree", "event_id"]

Value = TypeVar("Value")

_PRECISIONS = list(Precision)
# A date the text states is surer than one counted from another, and that surer than the day of publication.
_BASES = [Basis.STATED, Basis.HOLIDAY, Basis.RELATIVE, Basis.PUBLISHED, Basis.INFERRED, Basis.JUDGED]
_MOST_CONFIDENCE = 0.999


def event_id(reports: Iterable[Report]) -> str:
    """The event's id: "e" and 12 hex digits of the SHA-256 of its smallest report id (and that report's document).

    It stays the same when reports are added that sort after it, and never depends on the order of reading. Twelve
    digits keep a million events apart (the odds of any two meeting are 0.2 %).
    """
    report, document = min((report.id, report.document) for report in reports)
    return "e" + hashlib.sha256(f"{document}\n{report}".encode()).hexdigest()[:12]


def agree(cluster: Sequence[Features], *, merges: tuple[str, ...] | None = None) -> Event:
    """The event that a cluster of compatible reports (sorted by id) tells of; `merges` says why they are one, where
    they are not all compatible but ruled to be so."""
    reports = tuple(member.report for member in cluster)
    lead = _lead(reports)
    persons = cluster[0].ruled_apart
    sides = agreed_sides(reports, lead, persons)
    kind = _majority(reports, lambda report: report.type, list(EventType).index)
    form = _majority(reports, lambda report: report.form, list(Form).index)
    return Event(
        id=event_id(reports),
        type=kind,
        mode=_mode(reports, kind),
        form=form,
        status=_status(reports),
        source=sides.source,
        target=sides.target,
        when=_when(reports),
        place=_place(reports),
        issues=tuple(issue for issue in ISSUES if any(issue in report.issues for report in reports)),
        named_issues=_once((name for report in reports for name in report.named_issues), fold),
        quotes=_quotes(reports),
        confidence=_confidence(reports),
        reports=reports,
        count=lead.count,
        disagreements=disagreements(reports, sides, persons),
        merges=_merges(cluster) if merges is None else merges,
    )


def _merges(cluster: Sequence[Features]) -> tuple[str, ...]:
    return tuple(f"{member.report.id}: {reason(cluster[0], member)}" for member in cluster[1:])


def _lead(reports: Sequence[Report]) -> Report:
    """The report that others are held against: the surest, then the one with most persons, then the first."""

    def key(report: Report) -> tuple[float, int, str, str]:
        named = sum(1 for side in (report.source, report.target) for actor in side if actor.person)
        return -report.confidence, -named, report.id, report.document

    return min(reports, key=key)


def _majority(reports: Sequence[Report], value: Callable[[Report], Value], order: Callable[[Value], object]) -> Value:
    """The value that most documents hold; in a tie the one of the surest report, then the first in `order`."""
    documents: dict[Value, set[str]] = {}
    surest: dict[Value, float] = {}
    for report in reports:
        found = value(report)
        documents.setdefault(found, set()).add(report.document)
        surest[found] = max(surest.get(found, 0.0), report.confidence)

    def key(found: Value) -> tuple[int, float, object]:
        return -len(documents[found]), -surest[found], order(found)

    return min(documents, key=key)


def _mode(reports: Sequence[Report], kind: EventType) -> str | None:
    told = [report for report in reports if report.type is kind and report.mode]
    return _majority(told, lambda report: report.mode or "", str) if told else None


def _status(reports: Sequence[Report]) -> Status:
    if any(report.status is Status.OCCURRED for report in reports):
        return Status.OCCURRED
    counts = {status: len({r.document for r in reports if r.status is status}) for status in reversed(Status)}
    return max(counts, key=counts.__getitem__)  # the first of the highest: the more cautious one


def _when(reports: Sequence[Report]) -> When:
    def fineness(report: Report) -> tuple[bool, int]:
        return report.when.basis is Basis.INFERRED, _PRECISIONS.index(report.when.precision)

    finest = min(map(fineness, reports))
    told = [report for report in reports if fineness(report) == finest]
    days = _majority(
        told,
        lambda report: (report.when.earliest, report.when.latest),
        lambda interval: (interval[1] - interval[0], interval[0]),
    )
    same = [report for report in told if (report.when.earliest, report.when.latest) == days]
    return min(same, key=lambda report: (_BASES.index(report.when.basis), -report.confidence, report.id)).when


def _place(reports: Sequence[Report]) -> Place | None:
    told = [report for report in reports if report.place]
    if not told:
        return None
    towns = [report for report in told if report.place and not _is_state(report.place)]
    name = _majority(towns or told, lambda report: fold(report.place.name) if report.place else "", str)
    same = [report.place for report in told if report.place and fold(report.place.name) == name]
    return min(same, key=lambda place: (place.lat is None, place.state is None, place.name))


def _is_state(place: Place) -> bool:
    # A state told as a place ("in Azerbaijan") carries no coordinates; towns of the gazetteer do.
    return place.lat is None


def _quotes(reports: Sequence[Report]) -> tuple[Quote, ...]:
    return _once((quote for report in reports for quote in report.quotes), lambda quote: fold(quote.text))


def _once(values: Iterable[Value], key: Callable[[Value], object]) -> tuple[Value, ...]:
    found: dict[object, Value] = {}
    for value in values:
        found.setdefault(key(value), value)
    return tuple(found.values())


def _confidence(reports: Sequence[Report]) -> float:
    surest: dict[str, float] = {}
    for report in reports:
        surest[report.document] = max(surest.get(report.document, 0.0), report.confidence)
    doubt = math.prod(1.0 - surest[document] for document in sorted(surest))
    return round(min(1.0 - doubt, _MOST_CONFIDENCE), 3)
