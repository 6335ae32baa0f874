"""Why reports are one event: for each the steps from the prior to the decision, as a waterfall or as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bilateral.chronology import DocumentInfo, Store
from bilateral.chronology.merging import publisher_of
from bilateral.chronology.merging.compare import Comparison
from bilateral.chronology.merging.vetoes import VETOES
from bilateral.chronology.merging.weights import probability
from bilateral.chronology.merging.why import Joined, Kept, Why, why
from bilateral.chronology.neighbours import near
from bilateral.config import DEFAULT_SETTINGS, Settings
from bilateral.model import Event, Report
from bilateral.present.words import clean, several, when_text

__all__ = ["event_why", "why_record", "why_text"]

# Columns of a step: what it is, its weight, and the bar.
_LABEL, _WEIGHT, _INDENT = 36, 7, 4

_CAUSES: Mapping[str, str] = {
    "ruled apart": "a person ruled that it tells of another event",
    "evidence": "the evidence speaks for two events",
    "other reports": "it fits this report, but not all reports of the event",
    "several": "it fits, but leaves something open and fits more than one event",
}


def event_why(
    store: Store, event: Event, *, settings: Settings = DEFAULT_SETTINGS
) -> tuple[Why, dict[str, Report], dict[str, DocumentInfo]]:
    """Why the event has its reports and not those near it, with these reports and their documents by id.

    It is worked out anew from the stored reports, as merging does it.
    """
    around = near(store, event)
    reports = {report.id: report for report in (*event.reports, *around)}
    documents = store.documents({report.document for report in reports.values()})
    publishers = {key: publisher_of(info.publisher, info.url) for key, info in documents.items()}
    found = why(event.reports, around, publishers, slack_days=settings.merge_slack_days, rulings=store.rulings())
    return found, reports, documents


def why_record(
    event: Event, found: Why, reports: Mapping[str, Report], documents: Mapping[str, DocumentInfo]
) -> dict[str, Any]:
    """The same as plain values. Weights and log-odds are natural logarithms of odds."""

    def told(key: str) -> dict[str, Any]:
        report = reports[key]
        days = {"start": report.when.earliest.isoformat(), "end": report.when.latest.isoformat()}
        return {
            "report": key,
            "document": report.document,
            "title": documents[report.document].title,
            "form": report.form.value,
            "status": report.status.value,
            **days,
            "text": report.text,
        }

    return {
        "event": event.id,
        "first": told(found.first),
        "joined": [{**told(one.report), "ruled": one.ruled, **_compared(one)} for one in found.joined],
        "not_joined": [{**told(one.report), "cause": one.cause, **_compared(one)} for one in found.kept],
    }


def _compared(one: Joined | Kept) -> dict[str, Any]:
    comparison = one.comparison
    return {
        "beside": one.beside,
        "veto": comparison.veto,
        "log_odds": None if comparison.veto else round(comparison.log_odds, 2),
        "probability": comparison.probability,
        "evidence": [
            {"name": name, "level": level, "weight": round(weight, 2)} for (name, level), weight in comparison.pieces
        ],
    }


def why_text(
    event: Event,
    found: Why,
    reports: Mapping[str, Report],
    documents: Mapping[str, DocumentInfo],
    *,
    width: int = 80,
) -> str:
    """Each report joined with its waterfall, then the nearest that were not, within `width` columns."""
    numbers = {report: number for number, report in enumerate(_order(found), start=1)}
    lines = [*_head(event, found, width)]
    for key, number in numbers.items():
        lines.append(_told(f"{number}. ", reports[key], documents, width))
        joined = next((one for one in found.joined if one.report == key), None)
        if joined:
            lines.extend(_joined(joined, numbers, width))
    lines.extend(_not_joined(found, reports, documents, numbers, width))
    return "\n".join(clean(line).rstrip() for line in lines) + "\n"


def _order(found: Why) -> list[str]:
    return [found.first, *(one.report for one in found.joined)]


def _head(event: Event, found: Why, width: int) -> Iterator[str]:
    yield f"{event.id}  {when_text(event.when)}  {event.form}"
    yield ""
    if found.joined:
        yield from _wrapped(
            f"{several(1 + len(found.joined), 'report').capitalize()} of one event. Each is set beside the one that it "
            "fits best. Weights are log-odds: above 0 speaks for one event (█), below for two (░).",
            width,
        )
    else:
        yield "One report makes this event: nothing was joined to it."
    yield ""


def _joined(one: Joined, numbers: Mapping[str, int], width: int) -> Iterator[str]:
    beside = f"beside {numbers[one.beside]}"
    if one.ruled:
        yield f"{'':{_INDENT}}{beside}: a person ruled that it tells of this event"
    if one.comparison.veto:
        yield f"{'':{_INDENT}}{beside}: {one.comparison.veto}: {VETOES[one.comparison.veto]}"
    else:
        yield f"{'':{_INDENT}}{beside}: one event, {_percent(one.comparison)}"
        yield from _waterfall(one.comparison, width)
    yield ""


def _not_joined(
    found: Why,
    reports: Mapping[str, Report],
    documents: Mapping[str, DocumentInfo],
    numbers: Mapping[str, int],
    width: int,
) -> Iterator[str]:
    if not found.kept:
        yield "No other report of these parties lies near it in time."
        return
    yield "Nearest reports not joined"
    for one in found.kept:
        yield _told("- ", reports[one.report], documents, width)
        veto = one.comparison.veto
        cause = f"{veto}: {VETOES[veto]}" if one.cause == "kept apart" and veto else _CAUSES[one.cause]
        likely = "" if veto else f" ({_percent(one.comparison)})"
        yield from _wrapped(f"beside {numbers[one.beside]}: {cause}{likely}", width, indent=_INDENT)
        if not veto:
            yield from _waterfall(one.comparison, width)


def _told(mark: str, report: Report, documents: Mapping[str, DocumentInfo], width: int) -> str:
    info = documents[report.document]
    head = ", ".join(part for part in (info.title or info.source, info.publisher) if part)
    facts = f" ({report.form}, {report.status}, {when_text(report.when)})"
    room = max(10, width - len(mark) - len(facts))
    shown = head if len(head) <= room else head[: room - 1].rstrip() + "…"
    return f"{mark}{shown}{facts}"


def _percent(comparison: Comparison) -> str:
    return (
        f"{100 * comparison.probability:.0f} %"
        if 0.01 < comparison.probability < 0.99
        else (f"{100 * comparison.probability:.1f} %")
    )


def _waterfall(comparison: Comparison, width: int) -> Iterator[str]:
    """A line a step; its bar lies between what the weights before it and those with it add up to."""
    room = max(12, width - _INDENT - _LABEL - _WEIGHT - 2)
    sums = [0.0]
    for _, weight in comparison.pieces:
        sums.append(sums[-1] + weight)
    low, high = min(sums), max(sums)
    scale = (room - 1) / (high - low) if high > low else 0.0

    def column(value: float) -> int:
        return round((value - low) * scale)

    for (name, level), weight, before in zip(*_steps(comparison), sums, strict=False):
        bar = _bar(column(before), column(before + weight), column(0.0), "█" if weight >= 0 else "░")
        yield f"{'':{_INDENT}}{_cut(f'{name}: {level}', _LABEL):{_LABEL}}{weight:>+{_WEIGHT}.2f}  {bar}"
    total = _bar(column(0.0), column(sums[-1]), column(0.0), "━")
    label = f"together: {100 * probability(sums[-1]):.1f} %"
    yield f"{'':{_INDENT}}{label:{_LABEL}}{sums[-1]:>+{_WEIGHT}.2f}  {total}"


def _steps(comparison: Comparison) -> tuple[list[tuple[str, str]], list[float]]:
    return [piece for piece, _ in comparison.pieces], [weight for _, weight in comparison.pieces]


def _bar(start: int, end: int, zero: int, mark: str) -> str:
    first, last = sorted((start, end))
    cells = [mark if first <= at < max(last, first + 1) else " " for at in range(max(last, first, zero) + 1)]
    if cells[zero] == " ":
        cells[zero] = "│"
    return "".join(cells)


def _cut(text: str, room: int) -> str:
    return text if len(text) < room else text[: room - 2] + "…"


def _wrapped(text: str, width: int, *, indent: int = 0) -> Sequence[str]:
    import textwrap

    return textwrap.wrap(text, width, initial_indent=" " * indent, subsequent_indent=" " * indent)
