"""Events as a table for the terminal, as Markdown, or as data; one event in full."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, get_args

from bilateral.chronology import RIGHT, Account, DocumentInfo, accounts, publisher_name, record, told_from
from bilateral.errors import UnknownValue
from bilateral.model import Actor, Event, Report, Ruled, Status
from bilateral.present.evidence import Evidence, sentences
from bilateral.present.words import (
    STATUS_WORDS,
    by_looseness,
    capital,
    clean,
    issue_label,
    levels_text,
    listing,
    number_word,
    several,
    times,
    when_text,
)

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "Layout",
    "escape_markdown",
    "event_text",
    "events_markdown",
    "events_table",
    "events_text",
    "print_hanging",
    "printed",
    "who_to_whom",
]

Layout = Literal["table", "json", "jsonl", "csv", "md"]

Line = tuple[int, str, str]
"""Indentation, style and text."""

_HANGING = {"│ ": "│ ", "- ": "  "}
"""What opens a line, and what opens those it runs over into."""
_NUMBERED = re.compile(r"\d+\. ")

_ID = 8  # characters of an id that the table shows; enough to be told apart among a million


def events_text(
    events: Sequence[Event],
    documents: Mapping[str, DocumentInfo],
    layout: str = "table",
    *,
    width: int = 80,
    colour: bool = False,
) -> str:
    """Events in a layout of `bilateral events --format`; ends in a line break. Raises UnknownValue."""
    if layout == "table":
        return events_table(events, width=width, colour=colour)
    if layout == "md":
        return events_markdown(events)
    if layout not in get_args(Layout):
        raise UnknownValue("layout", layout, get_args(Layout))
    records = [record(event, documents) for event in events]
    if layout == "csv":
        from bilateral.present.exports import to_csv

        return "".join(to_csv(records))
    if layout == "jsonl":
        return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"


def events_table(events: Sequence[Event], *, width: int = 80, colour: bool = False) -> str:
    """A table that fits `width` columns: date as exact as known, who to whom and at what level, what, issues, id.

    Events whose date is known only within years stand apart, at the end.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    if not events:
        return "No events.\n"
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    table.add_column("Date", style="cyan", max_width=13)
    table.add_column("Who", ratio=5)
    table.add_column("What", style="bold", max_width=13)
    table.add_column("Issues", ratio=4)
    table.add_column("Id", style="dim", no_wrap=True)
    for part in by_looseness(events):
        for event in part:
            when, *rest = (when_text(event.when), _what(event), _issues(event), event.id[:_ID])
            who = Text(clean(who_to_whom(event)))
            if levels := levels_text(event):
                who.append(f"\n{levels}", style="dim")
            table.add_row(Text(when), who, *(Text(clean(cell)) for cell in rest))
        table.add_section()
    return printed(lambda console: console.print(table), width=width, colour=colour) + f"\n{_total(events)}\n"


def events_markdown(events: Sequence[Event]) -> str:
    """A Markdown table in the same order; words from texts are escaped."""
    lines = ["| Date | Who | Level | What | Issues | Id |", "|---|---|---|---|---|---|"]
    for event in chain(*by_looseness(events)):
        who, levels = who_to_whom(event), levels_text(event)
        cells = (when_text(event.when), who, levels, _what(event), _issues(event), event.id)
        lines.append(f"| {' | '.join(escape_markdown(clean(cell)) for cell in cells)} |")
    return "\n".join(lines) + "\n"


def event_text(
    event: Event,
    documents: Mapping[str, DocumentInfo],
    evidence: Evidence | None = None,
    linked: Mapping[str, Event] | None = None,
    *,
    width: int = 80,
    colour: bool = False,
) -> str:
    """One event in full: its fields and links, each source with its sentences and what was resolved how,
    disagreements, what only one account names, merges.

    `evidence` has the sentences of each report (`evidence.evidence_of`); without it, only the first of each is shown.
    `linked` has the events at the other ends of its links (`Store.linked`); without it, only their ids are shown.
    """
    from rich.table import Table
    from rich.text import Text

    def write(console: Console) -> None:
        fields = Table.grid(padding=(0, 2, 0, 0))
        for label, value in _fields(event):
            if value:
                fields.add_row(Text(label, style="dim"), Text(clean(value)))
        console.print(Text(clean(f"{when_text(event.when)}  {who_to_whom(event)}"), style="bold"))
        console.print("", fields, sep="\n")
        for level, style, line in chain(_links(event, linked or {}), _lines(event, documents, evidence or {})):
            print_hanging(console, clean(line), style, 2 * level)

    return printed(write, width=width, colour=colour)


def print_hanging(console: Console, line: str, style: str, indent: int) -> None:
    """Print a line; where it is too wide, a bar before it runs on and what follows a dash stays to its right."""
    from rich.text import Text

    number = _NUMBERED.match(line)
    mark = line[:2] if line[:2] in _HANGING else number[0] if number else ""
    for at, part in enumerate(Text(line[len(mark) :]).wrap(console, console.width - indent - len(mark)) or [""]):
        shown = _HANGING.get(mark, " " * len(mark)) if at else mark
        console.print(Text(f"{' ' * indent}{shown}{part}".rstrip(), style=style))


def escape_markdown(text: str) -> str:
    """Text that Markdown shows as it is: no links, emphasis, HTML or table cells are made of it."""
    escaped = "".join(f"\\{character}" if character in "\\`*_{}[]<>|#~$" else character for character in text)
    return " ".join(escaped.split())


def _lines(event: Event, documents: Mapping[str, DocumentInfo], evidence: Evidence) -> Iterator[Line]:
    yield 0, "", ""
    sources: dict[str, list[Report]] = {}
    for report in event.reports:
        sources.setdefault(report.document, []).append(report)
    numbers = {document: number for number, document in enumerate(sources, start=1)}
    copies = {copy: family[0] for family in event.sources for copy in family[1:]}
    yield 0, "bold", _sources_told(len(sources), len(sources) - len(copies))
    for document, reports in sources.items():
        yield from _source(numbers[document], documents[document])
        if document in copies:
            yield 2, "dim", f"copy of source {numbers[copies[document]]}"
        for report in reports:
            yield from _passage(report, evidence.get(report.id) or sentences(report, None))
    for quote in event.quotes:
        yield 1, "italic", f"“{quote.text}” - {_actor(quote.speaker) if quote.speaker else 'speaker not told'}"
    yield from _differences(event, documents, numbers)
    if event.judged:
        yield 0, "", ""
        yield 0, "bold", "Judged"
        yield from ((1, "", _judged(ruled)) for ruled in event.judged)
    if event.merges:
        yield 0, "", ""
        yield 0, "bold", "Why these reports are one event"
        told = dict.fromkeys(_merged(line, event, numbers) for line in event.merges)
        yield from ((1, "", line) for line in told)


def _judged(ruled: Ruled) -> str:
    """ "date: 2022-03-15 (judged by ada on 2026-01-31: her diary; the reports say 2022-03-14)"."""
    instead = "" if ruled.field == RIGHT else f"; the reports say {ruled.reported or 'nothing'}"
    return f"{ruled.field}: {ruled.value} (judged by {ruled.who} on {ruled.on.isoformat()}: {ruled.why}{instead})"


def _sources_told(number: int, independent: int) -> str:
    told = several(number, "source").capitalize()
    return told if independent == number else f"{told}, {number_word(independent)} independent"


def _links(event: Event, linked: Mapping[str, Event]) -> Iterator[Line]:
    if event.links:
        yield 0, "", ""
        yield 0, "bold", "Links"
    for kind, other, link in told_from(event):
        yield 1, "", f"{capital(kind)}: {_told_briefly(linked[other]) if other in linked else other}"
        yield 2, "dim", f"- {'; '.join(link.reasons)}"


def _told_briefly(event: Event) -> str:
    return f"{when_text(event.when)} {_what(event)}, {who_to_whom(event)} ({event.id[:_ID]})"


def _differences(event: Event, documents: Mapping[str, DocumentInfo], numbers: Mapping[str, int]) -> Iterator[Line]:
    rules = {found.field: found for found in event.agreed}
    if event.disagreements:
        yield 0, "", ""
        yield 0, "bold", "The sources disagree"
        for item in event.disagreements:
            told = (f"{value} ({_named(found, documents, numbers)})" for value, found in item.values.items())
            yield 1, "", f"{item.field}: {'; '.join(told)}"
            if rule := rules.pop(item.field, None):
                yield 2, "dim", f"- taken: {rule.value}, {rule.rule}"
    if rules:
        yield 0, "", ""
        yield 0, "bold", "Agreed by rule"
        yield from ((1, "", f"{field}: {rule.value}, {rule.rule}") for field, rule in rules.items())
    alone = [account for account in accounts(event, documents) if account.alone]
    if alone:
        yield 0, "", ""
        yield 0, "bold", "What only one account names"
        yield from ((1, "", f"only in {account.name}: {_only(account)}") for account in alone)


def _only(account: Account) -> str:
    quotes = f"{several(len(account.quotes), 'quotation')}" if account.quotes else ""
    named = (*map(issue_label, account.issues), *account.named_issues, *account.persons)
    return ", ".join(part for part in (*named, quotes) if part)


def _named(found: Sequence[str], documents: Mapping[str, DocumentInfo], numbers: Mapping[str, int]) -> str:
    """ "Department of State, source 1", each publisher once."""
    told: dict[str, list[str]] = {}
    for document in sorted(found, key=numbers.__getitem__):
        told.setdefault(publisher_name(documents[document]), []).append(f"source {numbers[document]}")
    return ", ".join(", ".join((name, *given) if name else given) for name, given in told.items())


def _merged(line: str, event: Event, numbers: Mapping[str, int]) -> str:
    """A reason of `Event.merges`, its report's id replaced by the number of the source that holds it."""
    key, _, reason = line.partition(": ")
    document = next((report.document for report in event.reports if report.id == key), None)
    return f"source {numbers[document]}: {reason}" if document else line


def _fields(event: Event) -> list[tuple[str, str]]:
    when, place = event.when, event.place
    levels = [level.value if level else "not known" for level in (event.level_from, event.level_to)]
    return [
        ("Id", event.id),
        ("What", " · ".join(part for part in (event.form, event.type, event.mode) if part)),
        ("Status", " ".join(part for part in (event.status.value, times(event.count)) if part)),
        ("Date", f"{when_text(when)} ({when.precision}, {when.basis})"),
        ("Read from", f"“{when.text}”" if when.text else ""),
        ("Because", when.reason if when.reason != when.basis else ""),
        ("From", "; ".join(map(_actor, event.source))),
        ("To", "; ".join(map(_actor, event.target))),
        ("Level", " to ".join(levels)),
        ("Place", ", ".join(part for part in (place.name, place.state) if part) if place else ""),
        ("Issues", ", ".join(map(issue_label, event.issues))),
        ("Named", ", ".join(event.named_issues)),
        ("Confidence", f"{event.confidence:.2f}"),
    ]


def _source(number: int, document: DocumentInfo) -> Iterator[Line]:
    published = when_text(document.published) if document.published else "date not known"
    head = (document.title or document.source, document.publisher, published)
    yield 0, "", f"{number}. {', '.join(part for part in head if part)}"
    yield 2, "dim", document.url or document.source


def _passage(report: Report, texts: Sequence[str]) -> Iterator[Line]:
    for text in texts:
        yield 2, "green", f"│ {text}"
    for reason in report.reasons:
        yield 2, "dim", f"- {reason}"


def who_to_whom(event: Event) -> str:
    """The sides in a few words: "USA Antony Blinken → AZE Ilham Aliyev"."""
    sides = ("; ".join(dict.fromkeys(_short(actor) for actor in side)) for side in (event.source, event.target))
    return " → ".join(side for side in sides if side)


def _short(actor: Actor) -> str:
    """ "USA Antony Blinken", "AZE president", "UN"."""
    body = actor.organisation if actor.state else None
    return " ".join(part for part in (actor.party, actor.person or actor.office or body) if part)


def _actor(actor: Actor) -> str:
    details = (actor.office if actor.person else None, actor.organisation if actor.state else None)
    extra = ", ".join(part for part in details if part)
    basis = f" [{actor.basis}]" if actor.basis else ""
    return f"{_short(actor)}{f' ({extra})' if extra else ''}{basis}"


def _what(event: Event) -> str:
    kind = event.form.value if event.form.value != "other" else event.type.value.lower()
    told = (kind, times(event.count), f"({STATUS_WORDS[event.status]})" if event.status != Status.OCCURRED else "")
    return " ".join(part for part in told if part)


def _issues(event: Event) -> str:
    return ", ".join((*map(issue_label, event.issues), *event.named_issues))


def _total(events: Sequence[Event]) -> str:
    planned = sum(event.status in (Status.PLANNED, Status.PROPOSED) for event in events)
    denied = sum(event.status is Status.NEGATED for event in events)
    loose = len(by_looseness(events)[1])
    apart = [
        (planned, "planned or proposed"),
        (denied, "denied"),
        (loose, "dated only within years"),
    ]
    told = [f"{number_word(number)} {word}" for number, word in apart if number]
    which = f", of which {listing(told)}" if told else ""
    for number, word in apart:
        if number == len(events) > 1:
            which = f", all {word}"
    return several(len(events), "event").capitalize() + which


def printed(write: Callable[[Any], None], *, width: int, colour: bool) -> str:
    """What a console of that width shows; never depends on the terminal the program runs in."""
    from rich.console import Console

    out = io.StringIO()
    # Without colour no terminal is asked about; the environment (COLUMNS, NO_COLOR) is not consulted either.
    console = Console(
        file=out,
        width=width,
        color_system="standard" if colour else None,
        force_terminal=colour,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
        soft_wrap=False,
        _environ={},
    )
    write(console)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
