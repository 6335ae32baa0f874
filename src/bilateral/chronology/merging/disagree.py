"""What the texts that tell of one event disagree about.

Saying less than another is no disagreement (`accounts` tells what only one says), nor is what a text says in two ways
itself (its headline and its body) or what copies of it make of it (a reprint's "today" is a day later).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations

from bilateral.chronology.merging.actors import Sides, parties
from bilateral.chronology.merging.persons import NOBODY, Apart, shared
from bilateral.knowledge.fold import fold
from bilateral.model import Disagreement, Form, Report

__all__ = ["days_written", "disagreements"]

# Who rang up whom is worth knowing; a meeting has no direction.
_INITIATED = frozenset({Form.CALL, Form.VIDEO})


def disagreements(
    reports: Sequence[Report], sides: Sides, family: Mapping[str, int] | None = None, apart: Apart = NOBODY
) -> tuple[Disagreement, ...]:
    """The fields on which reports differ, each with the values and the documents that hold them, values sorted.

    `family` has the number of each document's family of copies; without it each document is a source of its own.
    `apart` are the pairs of names that are ruled to be two persons.
    """
    if len(reports) == 1:
        return ()
    told = {
        "date": _dates(reports),
        "place": _places(reports),
        "form": [(report.form.value, report.document) for report in reports],
        "status": [(report.status.value, report.document) for report in reports],
        "direction": _directions(reports),
        **{f"persons of {party}": _persons(reports, party, apart) for party in parties((*sides.source, *sides.target))},
    }
    found = [_made(field, values, family or {}) for field, values in told.items()]
    return tuple(item for item in found if item)


def _made(field: str, told: Iterable[tuple[str, str]], family: Mapping[str, int]) -> Disagreement | None:
    values: dict[str, set[str]] = {}
    by_source: dict[int | str, set[str]] = {}
    for value, document in told:
        values.setdefault(value, set()).add(document)
        by_source.setdefault(family.get(document, document), set()).add(value)
    said = set(map(frozenset, by_source.values()))
    if not any(one.isdisjoint(other) for one, other in combinations(said, 2)):
        return None
    return Disagreement(field=field, values={value: tuple(sorted(found)) for value, found in sorted(values.items())})


def _dates(reports: Sequence[Report]) -> list[tuple[str, str]]:
    told = [((report.when.earliest, report.when.latest), report.document) for report in reports]
    intervals = {interval for interval, _ in told}
    apart = {one for one in intervals for two in intervals if not (_within(one, two) or _within(two, one))}
    return [(days_written(interval), document) for interval, document in told if interval in apart]


def _within(inner: tuple[date, date], outer: tuple[date, date]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def days_written(interval: tuple[date, date]) -> str:
    """A day, or the first and the last with a slash between them."""
    first, last = interval
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _places(reports: Sequence[Report]) -> list[tuple[str, str]]:
    # Only places with coordinates can contradict: a state contains its towns, a house lies in one.
    spelled: dict[str, str] = {}
    told = []
    for report in reports:
        if report.place and report.place.lat is not None:
            told.append((spelled.setdefault(fold(report.place.name), report.place.name), report.document))
    return told


def _directions(reports: Sequence[Report]) -> list[tuple[str, str]]:
    if any(report.form not in _INITIATED for report in reports):
        return []
    sides = [(parties(report.source), parties(report.target), report.document) for report in reports]
    return [(f"{' '.join(one)} to {' '.join(two)}", document) for one, two, document in sides if one != two]


def _persons(reports: Sequence[Report], party: str, apart: Apart) -> list[tuple[str, str]]:
    # Naming fewer is no contradiction; each naming someone whom the other leaves out is.
    told = [(names, report.document) for report in reports if (names := _named(report, party))]
    distinct = {names for names, _ in told}
    if len(distinct) == 1:
        return []
    contrary = {
        one
        for one in distinct
        for two in distinct
        if len(shared(one, two, apart)) < len(one) and len(shared(two, one, apart)) < len(two)
    }
    written = {
        fold(actor.person): actor.person
        for report in reversed(reports)
        for actor in (*report.source, *report.target)
        if actor.person
    }
    return [(", ".join(written[name] for name in names), document) for names, document in told if names in contrary]


def _named(report: Report, party: str) -> tuple[str, ...]:
    actors = (*report.source, *report.target)
    return tuple(sorted({fold(actor.person) for actor in actors if actor.person and actor.party == party}))
