"""The agreed fields of an event, each by a stated rule, and what its reports disagree about.

date        finest precision first and inferred last, then the rules of `choosing`; of reports that tell that date, the
            wording with the better basis, then of the surest report
direction   for calls and meetings, by the rules of `choosing`; a text that tells it both ways votes for both
actors      all persons; for each the fullest name, its highest level, its most frequent office; a side's
            nameless mention goes where a person of that party has the same rank or it has none
form, type  by the rules of `choosing`
status      occurred if any report says so; among intents what most sources say, and proposed before planned in a tie
place       a town before a whole state, then the rules of `choosing`
issues      all of them, in the order of ISSUES; named issues and quotes: all, each once
confidence  1 - product of (1 - confidence) over the independent sources, each with its surest report; at most 0.999

The rules of `choosing`: told at the time, by the own government of a party, by most independent sources, published
closest to the event, surest. `Event.agreed` says of each field with several values which rule decided. Copies of one
text (`copies`) are one source in all of this: `Event.sources`.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from bilateral.chronology.merging.actors import agreed_sides
from bilateral.chronology.merging.choosing import Accounts, choose
from bilateral.chronology.merging.compare import reason
from bilateral.chronology.merging.copies import Source, families
from bilateral.chronology.merging.disagree import days_written, disagreements
from bilateral.chronology.merging.features import Features
from bilateral.knowledge.fold import fold
from bilateral.model import (
    ISSUES,
    Agreed,
    Basis,
    Event,
    EventType,
    Form,
    Place,
    Precision,
    Quote,
    Report,
    Status,
    When,
)

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


def agree(
    cluster: Sequence[Features],
    sources: Mapping[str, Source] | None = None,
    *,
    merges: tuple[str, ...] | None = None,
) -> Event:
    """The event that a cluster of compatible reports (sorted by id) tells of; `sources` by document id. `merges` says
    why they are one, where they are not all compatible but ruled to be so."""
    reports = tuple(member.report for member in cluster)
    known = sources or {}
    kin = families(reports, known)
    accounts = _accounts(reports, kin, known)
    lead = _lead(reports)
    persons = cluster[0].ruled_apart
    sides, turned = agreed_sides(reports, lead, accounts, persons)
    kind, kind_by = choose("type", [(r.type, r) for r in reports], accounts, order=list(EventType).index)
    form, form_by = choose("form", [(r.form, r) for r in reports], accounts, order=list(Form).index)
    when, when_by = _when(reports, accounts)
    place, place_by = _place(reports, accounts)
    status, status_by = _status(reports, accounts)
    issues = {issue for report in reports for issue in report.issues}
    return Event(
        id=event_id(reports),
        type=kind,
        mode=_mode(reports, kind, accounts),
        form=form,
        status=status,
        source=sides.source,
        target=sides.target,
        when=when,
        place=place,
        issues=tuple(issue for issue in ISSUES if issue in issues),
        named_issues=_once((name for report in reports for name in report.named_issues), fold),
        quotes=_quotes(reports),
        confidence=_confidence(reports, accounts),
        reports=reports,
        count=lead.count,
        disagreements=disagreements(reports, sides, accounts.family, persons),
        merges=_merges(cluster) if merges is None else merges,
        sources=kin,
        agreed=tuple(found for found in (when_by, place_by, turned, form_by, kind_by, status_by) if found),
    )


def _accounts(reports: Sequence[Report], kin: Sequence[Sequence[str]], sources: Mapping[str, Source]) -> Accounts:
    finest = min(map(_fineness, reports))
    return Accounts(
        sources=sources,
        family={document: number for number, family in enumerate(kin) for document in family},
        parties=frozenset(a.party for report in reports for a in (*report.source, *report.target) if a.party),
        day=min(report.when.earliest for report in reports if _fineness(report) == finest),
    )


def _merges(cluster: Sequence[Features]) -> tuple[str, ...]:
    return tuple(f"{member.report.id}: {reason(cluster[0], member)}" for member in cluster[1:])


def _lead(reports: Sequence[Report]) -> Report:
    """The report that others are held against: the surest, then the one with most persons, then the first."""

    def key(report: Report) -> tuple[float, int, str, str]:
        named = sum(1 for side in (report.source, report.target) for actor in side if actor.person)
        return -report.confidence, -named, report.id, report.document

    return min(reports, key=key)


def _mode(reports: Sequence[Report], kind: EventType, accounts: Accounts) -> str | None:
    told = [(report.mode, report) for report in reports if report.type is kind and report.mode]
    return choose("mode", told, accounts, order=str)[0] if told else None


def _status(reports: Sequence[Report], accounts: Accounts) -> tuple[Status, Agreed | None]:
    told = {report.status for report in reports}
    if Status.OCCURRED in told:
        found, rule = Status.OCCURRED, "told as having happened by at least one source"
    else:
        counts = {
            status: accounts.independent([report for report in reports if report.status is status])
            for status in reversed(Status)
        }
        # The first of the highest: the more cautious one.
        found, rule = max(counts, key=counts.__getitem__), "told by most independent sources, else the more cautious"
    return found, Agreed(field="status", value=found.value, rule=rule) if len(told) > 1 else None


def _fineness(report: Report) -> tuple[bool, int]:
    return report.when.basis is Basis.INFERRED, _PRECISIONS.index(report.when.precision)


def _when(reports: Sequence[Report], accounts: Accounts) -> tuple[When, Agreed | None]:
    finest = min(map(_fineness, reports))
    told = [((r.when.earliest, r.when.latest), r) for r in reports if _fineness(r) == finest]
    days, agreed = choose("date", told, accounts, order=lambda days: (days[1] - days[0], days[0]), written=days_written)
    if agreed is None and any((r.when.earliest, r.when.latest) != days for r in reports):
        agreed = Agreed(field="date", value=days_written(days), rule="the most exact one told")
    same = [report for interval, report in told if interval == days]
    return min(same, key=lambda r: (_BASES.index(r.when.basis), -r.confidence, r.id, r.document)).when, agreed


def _place(reports: Sequence[Report], accounts: Accounts) -> tuple[Place | None, Agreed | None]:
    told = [(report.place, report) for report in reports if report.place]
    if not told:
        return None, None
    towns = [(place, report) for place, report in told if not _is_state(place)]
    spelled: dict[str, list[Place]] = {}
    for place, _ in told:
        spelled.setdefault(fold(place.name), []).append(place)
    best = {
        name: min(same, key=lambda place: (place.lat is None, place.state is None, place.name))
        for name, same in spelled.items()
    }
    named = [(fold(place.name), report) for place, report in towns or told]
    name, agreed = choose("place", named, accounts, order=str, written=lambda name: best[name].name)
    if agreed is None and len(best) > 1:
        agreed = Agreed(field="place", value=best[name].name, rule="a town before the state it may lie in")
    return best[name], agreed


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


def _confidence(reports: Sequence[Report], accounts: Accounts) -> float:
    surest: dict[int, float] = {}
    for report in reports:
        family = accounts.family[report.document]
        surest[family] = max(surest.get(family, 0.0), report.confidence)
    doubt = math.prod(1.0 - surest[family] for family in sorted(surest))
    return round(min(1.0 - doubt, _MOST_CONFIDENCE), 3)
