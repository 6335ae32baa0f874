"""The briefing as Markdown: the same words and tables, with footnotes, without the drawings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bilateral.present.addresses import safe_link
from bilateral.present.brief.anchors import Anchors
from bilateral.present.brief.data import Brief, Entry, Quoted, Row
from bilateral.present.brief.layout import (
    OUTLOOK_HEADER,
    PEOPLE_HEADER,
    VISITS_HEADER,
    account_cells,
    accounts_header,
    issue_cells,
    issues_header,
)
from bilateral.present.linked import Part
from bilateral.present.tables import escape_markdown
from bilateral.present.words import capital, several

__all__ = ["render_markdown"]


def render_markdown(brief: Brief) -> str:
    """The page as Markdown (CommonMark with tables and footnotes). Words of the sources are escaped.

    Numbers are links to their events, or to the list of them at the end; the places they lead to are empty anchors,
    the only HTML in it.
    """
    page = _Page(Anchors.of(brief))
    parts: list[Iterable[str]] = [
        (f"# {_text(brief.title)}", "", f"{_text(brief.subtitle)}", ""),
        *(_section(topic.title, (f"- {page.line(said)}" for said in topic.lines)) for topic in brief.topics),
        _section("Chronology", map(page.entry, brief.chronology)),
        _section("Said not to have taken place", map(page.entry, brief.denied)),
        _section("Planned or proposed (not counted)", map(page.entry, (one for one in brief.upcoming if one.is_open))),
        _section(
            "Planned or proposed, no longer ahead (not counted)",
            map(page.entry, (one for one in brief.upcoming if not one.is_open)),
        ),
        _section("Outlook", page.table(OUTLOOK_HEADER, _rows(brief.outlook), brief.outlook_note)),
        *(
            _section(chart.title, page.table(chart.header, chart.rows, chart.note))
            for chart in brief.charts
            if chart.id not in ("issues", "comparison")
        ),
        _section("Who deals with whom", page.table(PEOPLE_HEADER, _rows(brief.people))),
        _section("Who goes to whom", page.table(VISITS_HEADER, _rows(brief.visits))),
        _section("Issues that recur", page.table(issues_header(brief), map(issue_cells, brief.issues))),
        _section("Issues by name", page.table(issues_header(brief), map(issue_cells, brief.named_issues))),
        _section("Accounts compared", _accounts(brief, page)),
        _section("In their words", map(_quote, brief.quotes)),
        _comparing(brief, page),
        _section("What the sources disagree about", _disputes(brief)),
        _section("Texts", _sources(brief)),
        _section("How to read this", (f"- {page.line(said)}" for said in brief.notes)),
        page.groups(),
        _footnotes(brief),
    ]
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


@dataclass(frozen=True, slots=True)
class _Page:
    """Lines with links; `groups` comes after all that may ask for one."""

    anchors: Anchors

    def line(self, parts: Sequence[Part]) -> str:
        return "".join(map(self.part, parts))

    def part(self, part: Part) -> str:
        name, words = self.anchors.name(part.events), _text(part.text)
        # Escaping takes the blanks round a piece of a sentence, which stand between it and the next.
        before = " " if part.text[:1].isspace() else ""
        after = " " if words and part.text[-1:].isspace() else ""
        return f"{before}{f'[{words}](#{name})' if name else words}{after}"

    def entry(self, entry: Entry) -> str:
        details = (
            f"{entry.kind}{f', {entry.status}' if entry.status else ''}",
            entry.place,
            f"{entry.level} level" if entry.level else "",
            ", ".join((*entry.issues, *entry.named_issues)),
            f"with {several(entry.others, 'other party', 'other parties')}" if entry.others else "",
            *(f"{tie.kind} that of {tie.when}" for tie in entry.ties),
            "sources disagree" if entry.disputed else "",
        )
        told = _text(" · ".join(detail for detail in details if detail))
        marks = "".join(f"[^{number}]" for number in entry.notes)
        headline = _text(capital(str(entry.headline)))
        return f'- <a id="e-{entry.id}"></a>**{capital(entry.when)}** {headline}.{marks} ({told}; {entry.id})'

    def table(self, header: Sequence[str], rows: Iterable[Sequence[Part]], note: str = "") -> Iterator[str]:
        body = list(rows)
        if body:
            yield f"| {' | '.join(map(_text, header))} |"
            yield f"|{'---|' * len(header)}"
            yield from (f"| {' | '.join(map(self.part, row))} |" for row in body)
            if note:
                yield from ("", _text(note))

    def groups(self) -> Iterator[str]:
        # A generator: the links that ask for places are written before it runs.
        lines = []
        for events, name in self.anchors.groups.items():
            shown = (self.anchors.entries[event] for event in events)
            links = "; ".join(f"[{_text(entry.when)}](#e-{entry.id})" for entry in shown)
            lines.append(f'- <a id="{name}"></a>{capital(several(len(events), "event"))}: {links}')
        yield from _section("The events behind each number", lines)


def _rows(rows: Iterable[Row]) -> Iterator[tuple[Part, ...]]:
    return ((Part(row.label), *row.cells) for row in rows)


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A heading and what stands under it; nothing where nothing does."""
    body = list(lines)
    if body:
        yield from (f"## {_text(title)}", "", *body, "")


def _comparing(brief: Brief, page: _Page) -> Iterator[str]:
    comparing = brief.comparing
    if comparing is None:
        return
    table = page.table(("", *comparing.titles), _rows(comparing.rows))
    findings = (f"- {page.line(said)}" for said in comparing.findings)
    yield from _section(f"Beside {comparing.titles[1]}", (*table, "", *findings))
    yield from _section(f"Events of {comparing.titles[1]}", map(page.entry, brief.others))


def _accounts(brief: Brief, page: _Page) -> Iterator[str]:
    found = brief.accounts
    if found is None:
        return
    yield from (_text(found.coverage), "")
    if found.rows:
        yield from (*page.table(accounts_header(brief), map(account_cells, found.rows)), "")
    yield from (f"- {page.line(said)}" for said in found.habits)
    yield from (f"- Said by others, and never counted: {page.line(said)}" for said in found.reported)


def _quote(quote: Quoted) -> str:
    speaker = _text(quote.speaker or "Speaker not told")
    return f"> “{_text(quote.text)}”[^{quote.note}]\n>\n> {speaker}, {quote.when}\n"


def _disputes(brief: Brief) -> Iterator[str]:
    for dispute in brief.disputes:
        values = ", ".join(
            f"{_text(value)}{''.join(f'[^{number}]' for number in numbers)}" for value, numbers in dispute.values
        )
        yield f"- {_text(dispute.headline)}: {dispute.field} {values} ({dispute.event})"


def _sources(brief: Brief) -> Iterator[str]:
    for source in brief.sources:
        details = [source.publisher, source.published]
        if source.official:
            details.append(f"published by the government of {source.official}")
        if source.machine_translated:
            details.append("looks machine-translated")
        details.append(several(len(source.events), "event"))
        link = safe_link(source.url)
        told = _text(", ".join(detail for detail in details if detail))
        yield f"{source.number}. {_text(source.title)}; {told}{f' <{_address(link)}>' if link else ''}"


def _footnotes(brief: Brief) -> Iterator[str]:
    titles = {source.number: source for source in brief.sources}
    for note in brief.footnotes:
        source = titles[note.source]
        head = ", ".join(part for part in (source.title, source.publisher, source.published) if part)
        more = f" With it: {_text(' … '.join(note.sentences[1:]))}" if note.sentences[1:] else ""
        yield f"[^{note.number}]: “{_text(note.sentences[0])}”{more} {_text(head)} (text {source.number})"


def _text(text: str) -> str:
    return escape_markdown(text)


def _address(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
