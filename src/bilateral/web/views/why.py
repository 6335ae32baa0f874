"""The page that tells why the reports of an event are one event, and others are not: every weight of it."""

from __future__ import annotations

from dataclasses import dataclass

from bilateral.chronology.merging.vetoes import VETOES
from bilateral.chronology.merging.why import Joined, Kept
from bilateral.present.why import event_why
from bilateral.present.words import when_text
from bilateral.web.shown import Entry, Site, Text, entry, text_of
from bilateral.web.views.event import event_found

__all__ = ["WhyPage", "why"]


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of evidence and its weight in log-odds: above 0 it speaks for one event."""

    name: str
    level: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A report set beside the one of the event that it fits best. `veto` is what keeps the two apart whatever else
    speaks for them; there are no steps then."""

    text: Text
    form: str
    status: str
    when: str
    beside: Text
    percent: float
    veto: str
    note: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPage:
    """The page: the first report, those joined to it, and the nearest that were not."""

    event: Entry
    first: Text
    joined: tuple[Beside, ...]
    apart: tuple[Beside, ...]


def why(site: Site, id: str) -> WhyPage:
    """The page. Raises UnknownEvent."""
    event = event_found(site, id)
    found, reports, documents = event_why(site.store, event)
    texts = {key: text_of(documents[report.document]) for key, report in reports.items()}

    def beside(one: Joined | Kept, note: str) -> Beside:
        report, comparison = reports[one.report], one.comparison
        return Beside(
            text=texts[one.report],
            form=report.form.value,
            status=report.status.value,
            when=when_text(report.when, "words"),
            beside=texts[one.beside],
            percent=round(100 * comparison.probability, 1),
            veto=f"{comparison.veto}: {VETOES[comparison.veto]}" if comparison.veto else "",
            note=note,
            steps=tuple(Step(name, level, round(weight, 2)) for (name, level), weight in comparison.pieces),
        )

    return WhyPage(
        event=entry(event, site.name_of),
        first=texts[found.first],
        joined=tuple(beside(one, "a person ruled so" if one.ruled else "") for one in found.joined),
        apart=tuple(beside(one, one.cause) for one in found.kept),
    )
