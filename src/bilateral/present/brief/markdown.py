"""The briefing as Markdown: the same words and tables, with footnotes, without the drawings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bilateral.present.addresses import safe_link
from bilateral.present.brief.data import Brief, Entry, IssueRow, Quoted
from bilateral.present.linked import Part, plain
from bilateral.present.tables import escape_markdown
from bilateral.present.words import capital, several

__all__ = ["render_markdown"]


def render_markdown(brief: Brief) -> str:
    """The page as Markdown (CommonMark with tables and footnotes). Words of the sources are escaped."""
    parts: list[Iterable[str]] = [
        (f"# {_text(brief.title)}", "", f"{_text(brief.subtitle)}", ""),
        (*(f"- {_line(said)}" for said in brief.summary), ""),
        _section("Chronology", map(_entry, brief.chronology)),
        _section("Said not to have taken place", map(_entry, brief.denied)),
        _section("Planned or proposed (not counted)", map(_entry, brief.upcoming)),
        *(_section(chart.title, _table(chart.header, chart.rows, chart.note)) for chart in brief.charts),
        _section(
            "Who goes to whom",
            _table(
                ("Visits", "Number", "Highest level", "First", "Last"),
                [(Part(row.label), *row.cells) for row in brief.visits],
            ),
        ),
        _section("Issues that recur", _issues(brief, brief.issues)),
        _section("Issues by name", _issues(brief, brief.named_issues)),
        _section("In their words", map(_quote, brief.quotes)),
        _comparing(brief),
        _section("What the sources disagree about", _disputes(brief)),
        _section("Texts", _sources(brief)),
        _section("How to read this", (f"- {_line(said)}" for said in brief.notes)),
        _footnotes(brief),
    ]
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A heading and what stands under it; nothing where nothing does."""
    body = list(lines)
    if body:
        yield from (f"## {_text(title)}", "", *body, "")


def _entry(entry: Entry) -> str:
    details = (
        f"{entry.kind}{f', {entry.status}' if entry.status else ''}",
        entry.place,
        f"{entry.level} level" if entry.level else "",
        ", ".join((*entry.issues, *entry.named_issues)),
        "sources disagree" if entry.disputed else "",
    )
    told = _text(" · ".join(detail for detail in details if detail))
    marks = "".join(f"[^{number}]" for number in entry.notes)
    return f"- **{entry.when}** {_text(capital(str(entry.headline)))}.{marks} ({told}; {entry.id})"


def _table(header: Sequence[str], rows: Iterable[Sequence[Part]], note: str = "") -> Iterator[str]:
    body = list(rows)
    if body:
        yield f"| {' | '.join(map(_text, header))} |"
        yield f"|{'---|' * len(header)}"
        yield from (f"| {' | '.join(_text(part.text) for part in row)} |" for row in body)
        if note:
            yield from ("", _text(note))


def _issues(brief: Brief, rows: Sequence[IssueRow]) -> Iterator[str]:
    first, second = brief.names
    header = ("Issue", "Events", "Months", f"Named by {first}", f"Named by {second}", "Side not told", "First", "Last")
    return _table(
        header,
        [
            (
                Part(row.name),
                row.events,
                Part(str(row.months)),
                *row.sides,
                row.unattributed,
                Part(row.first),
                Part(row.last),
            )
            for row in rows
        ],
    )


def _comparing(brief: Brief) -> Iterator[str]:
    comparing = brief.comparing
    if comparing is None:
        return
    table = _table(("", *comparing.titles), [(Part(row.label), *row.cells) for row in comparing.rows])
    findings = (f"- {_line(said)}" for said in comparing.findings)
    yield from _section(f"Beside {comparing.titles[1]}", (*table, "", *findings))
    yield from _section(f"Events of {comparing.titles[1]}", map(_entry, brief.others))


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


def _line(parts: Sequence[Part]) -> str:
    return _text(plain(parts))


def _text(text: str) -> str:
    return escape_markdown(text)


def _address(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
