"""How far a briefing can be relied on, in its own numbers."""

from __future__ import annotations

from collections.abc import Sequence

from bilateral.model import Basis, Event
from bilateral.present.brief.material import Material
from bilateral.present.linked import Line, Part, line
from bilateral.present.words import capital, number_word, several

__all__ = ["notes"]


def notes(material: Material) -> tuple[Line, ...]:
    """What was read, how dates are known, what is counted and how sides and chance are judged."""
    said = [_read(material), *_dates(material.relation.happened), *_made(material)]
    said += [
        line(
            "Contacts are visits, meetings, calls, video talks, letters, diplomatic notes and signings that took "
            "place; statements, measures, transfers and uses of force are listed, but no contacts. What is planned, "
            "proposed or denied is never counted. A visit and a meeting during it are two events."
        ),
        line("The level of a contact is that of its lower-ranking side, as far as the texts name persons or offices."),
        line(
            "A side counts as naming an issue where it wrote or said it itself (letters, statements and the like) or "
            "where a text of its own government names it. What others say was discussed is given to neither side."
        ),
    ]
    said.append(
        line(
            "What changed is told twice: as plain counts of the last days of the record, and as lasting shifts. Shifts "
            "are measured against the number of texts by publishers that were read all along, and told only where "
            "chance explains them badly (`bilateral shifts` gives the figures). Nothing is called the first of its "
            "kind after a silence of the record."
        )
    )
    if material.versus:
        said.append(
            line(
                "Differences are judged by a test of two counts from the same texts and period. Contacts come in "
                "bursts, which it takes into account where there are months enough to see how much; else its p is "
                "rather too small. Texts that write more about one relation make it look busier."
            )
        )
    return tuple(said)


def _read(material: Material) -> Line:
    used = len(material.sources)
    publishers = {document.publisher for document in material.documents.values() if document.publisher}
    by = f" by {several(len(publishers), 'publisher')}" if publishers else ""
    return line(
        f"This page rests on {several(used, 'text')}{by}, of {several(material.texts, 'text')} read. "
        "It tells what these texts tell: more texts would show more."
    )


def _dates(happened: Sequence[Event]) -> list[Line]:
    said = []
    ranges = [event for event in happened if event.when.earliest != event.when.latest]
    if ranges:
        verb = "has" if len(ranges) == 1 else "have"
        said.append(
            line(
                Part(capital(several(len(ranges), "event")), _ids(ranges)),
                f" of {number_word(len(happened))} {verb} only a range of dates, not a day.",
            )
        )
    worked = [event for event in happened if event.when.basis in (Basis.INFERRED, Basis.PUBLISHED)]
    if worked:
        verb = "is" if len(worked) == 1 else "are"
        said.append(
            line(
                "The date of ",
                Part(several(len(worked), "event"), _ids(worked)),
                f" {verb} not stated but worked out from the rest of the text or from its day of publication.",
            )
        )
    return said


def _made(material: Material) -> list[Line]:
    broken = [key for key, document in material.documents.items() if document.machine_translated]
    if not broken:
        return []
    events = [event for event in material.events if any(report.document in broken for report in event.reports)]
    verb = "looks" if len(broken) == 1 else "look"
    return [
        line(
            f"{capital(several(len(broken), 'text'))} {verb} machine-translated; ",
            Part(several(len(events), "event"), _ids(events)),
            f" {'rests' if len(events) == 1 else 'rest'} on {'it' if len(broken) == 1 else 'them'}.",
        )
    ]


def _ids(events: Sequence[Event]) -> tuple[str, ...]:
    return tuple(event.id for event in events)
