"""What two reports are compared by. Reports that agree in all of it are compared once, however many there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bilateral.chronology.merging.blocks import parties_of
from bilateral.chronology.merging.persons import NOBODY, Apart
from bilateral.chronology.merging.tables import CONTACTS, DURABLE, LOOSE, STANDING
from bilateral.chronology.merging.told import further, hour, says_form
from bilateral.chronology.query import SYMMETRIC
from bilateral.knowledge.fold import fold
from bilateral.model import Actor, Basis, EventType, Form, Level, Precision, Report

__all__ = ["Features", "features"]

# From this many days on a range says little about the day ("in March", "last spring").
_WIDE_DAYS = 28


@dataclass(frozen=True, slots=True)
class Features:
    """A report as merging sees it. Equal ones are interchangeable but for the report itself and where it stands."""

    report: Report = field(compare=False)
    publisher: str = field(compare=False)
    told_from: frozenset[str] = field(compare=False)
    """The parties that the text puts first, where both sides do the same (a call, a meeting)."""
    parties: frozenset[str]
    sides: tuple[frozenset[str], frozenset[str]] | None
    """Who acts on whom; None for forms that have no direction."""
    form: Form
    type: EventType
    standing: str
    earliest: date
    latest: date
    precision: Precision
    inferred: bool
    """The date is a guess from what surrounds it."""
    undated: bool
    """The text names no date: it is that of publication."""
    people: Mapping[str, tuple[str, ...]] = field(hash=False)
    """Folded names of the persons of each party."""
    levels: Mapping[str, frozenset[Level]] = field(hash=False)
    place: str
    place_state: str
    issues: frozenset[str]
    named_issues: frozenset[str]
    quotes: frozenset[str]
    wording: str
    """The folded evidence of an act of which there may be many in a day: two in other words are not alike."""
    count: int
    further: int
    """Which of several contacts it says it is, as `told.further` has it."""
    hour: str
    open_form: bool
    """A contact whose sentence names no form."""
    ruled_apart: Apart = field(default=NOBODY, compare=False)
    """Pairs of names that are ruled to be two persons; the same for all reports."""

    @property
    def wide(self) -> bool:
        """Whether the date says little: a month or more, or inferred and more than a week."""
        days = (self.latest - self.earliest).days
        return days + 1 >= _WIDE_DAYS or (self.inferred and days > 6)

    @property
    def loose(self) -> bool:
        """Whether it is an act of which there may be many in a day."""
        return self.form in LOOSE

    @property
    def tier(self) -> int:
        """How much it leaves open, 0 for nothing: who acted for one party, for several; on what day."""
        nameless = len(self.parties) - len(self.people)
        open_persons = 0 if nameless <= 0 else 1 if self.people else 2
        vague = self.wide or (self.form not in DURABLE and self.earliest != self.latest)
        return open_persons + 3 * vague


def features(report: Report, publishers: Mapping[str, str], apart: Apart = NOBODY) -> Features:
    """The features of a report; `publishers` by document id, as in `merge`; `apart` are names of two persons."""
    actors = (*report.source, *report.target)
    parties = parties_of(report)
    people: dict[str, set[str]] = {}
    for actor in actors:
        if actor.person and actor.party:
            people.setdefault(actor.party, set()).add(fold(actor.person))
    loose, contact = report.form in LOOSE, report.form in CONTACTS
    return Features(
        report=report,
        publisher=publishers.get(report.document, ""),
        told_from=_side(report.source) if report.form in SYMMETRIC else frozenset(),
        parties=parties,
        sides=None if report.form in SYMMETRIC else (_side(report.source), _side(report.target)),
        form=report.form,
        type=report.type,
        standing=STANDING[report.status],
        earliest=report.when.earliest,
        latest=report.when.latest,
        precision=report.when.precision,
        inferred=report.when.basis is Basis.INFERRED,
        undated=report.when.basis is Basis.PUBLISHED,
        people={party: tuple(sorted(names)) for party, names in sorted(people.items())},
        levels=_levels(actors),
        place=fold(report.place.name) if report.place else "",
        place_state=(report.place.state or "") if report.place else "",
        issues=frozenset(report.issues),
        named_issues=frozenset(map(fold, report.named_issues)),
        quotes=frozenset(fold(quote.text) for quote in report.quotes),
        wording=" ".join(fold(report.text).split()) if loose else "",
        count=report.count,
        ruled_apart=apart,
        further=further(report.text),
        hour=hour(report.text) if contact else "",
        open_form=contact and not says_form(report.text),
    )


def _side(actors: tuple[Actor, ...]) -> frozenset[str]:
    return frozenset(actor.party for actor in actors if actor.party)


def _levels(actors: tuple[Actor, ...]) -> dict[str, frozenset[Level]]:
    # "institution" is what a state is without an office: it contradicts nothing.
    found: dict[str, frozenset[Level]] = {}
    for actor in actors:
        if actor.level and actor.level is not Level.INSTITUTION:
            found[actor.party] = found.get(actor.party, frozenset()) | {actor.level}
    return dict(sorted(found.items()))
