"""The briefing as a Word document: real headings, tables, bookmarks and links, for an office that edits and sends on.

A number leads to its event, or to the list of its events at the end; an event to its sentences; a text to its address.
Charts are given as their tables, which need no drawing. Tables carry a title and a description for screen readers. The
same briefing gives the same bytes: nothing in it tells the day or the machine.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bilateral.present.addresses import safe_link
from bilateral.present.brief.anchors import Anchors
from bilateral.present.brief.data import Brief, Dispute, Entry, Footnote, Quoted, Row, SourceRow
from bilateral.present.brief.layout import (
    OUTLOOK_HEADER,
    PEOPLE_HEADER,
    VISITS_HEADER,
    account_cells,
    accounts_header,
    issue_cells,
    issues_header,
)
from bilateral.present.linked import Line, Part
from bilateral.present.words import capital, clean, several

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

__all__ = ["render_docx"]

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip archive can tell: parts of a document otherwise bear the time they were written."""
_MOMENT = datetime(2000, 1, 1)
_LINK, _MUTED = "1F4F80", "5C6670"


def render_docx(brief: Brief) -> bytes:
    """The document as the bytes of a .docx file."""
    import docx

    page = _Page(docx.Document(), Anchors.of(brief))
    _styled(page.document)
    properties = page.document.core_properties
    properties.title, properties.subject = clean(f"{brief.title}: briefing"), "Briefing"
    properties.author, properties.comments, properties.language = "Bilateral", "", "en"
    properties.created = properties.modified = _MOMENT
    _write(page, brief)
    out = io.BytesIO()
    page.document.save(out)
    return _timeless(out.getvalue())


def _write(page: _Page, brief: Brief) -> None:
    page.document.add_heading(clean(brief.title), 0)
    page.paragraph((Part(brief.subtitle),))
    page.heading("Summary", 1)
    for topic in brief.topics:
        page.heading(topic.title, 2)
        for said in topic.lines:
            page.paragraph(said)
    page.notes = {note.number: note for note in brief.footnotes}
    page.sources = {source.number: source for source in brief.sources}
    page.heading("Chronology", 1, new_page=True)
    page.entries(brief.chronology, by_part=True)
    page.section("Said not to have taken place", brief.denied)
    page.section("Planned or proposed (not counted)", [one for one in brief.upcoming if one.is_open])
    page.section(
        "Planned or proposed, no longer ahead (not counted)", [one for one in brief.upcoming if not one.is_open]
    )
    page.rows("Outlook", OUTLOOK_HEADER, brief.outlook, note=brief.outlook_note)
    for chart in brief.charts:
        if chart.id not in ("issues", "comparison"):
            page.table(chart.title, chart.header, chart.rows, note=chart.note)
    page.rows("Who deals with whom", PEOPLE_HEADER, brief.people)
    page.rows("Who goes to whom", VISITS_HEADER, brief.visits)
    page.table("Issues that recur", issues_header(brief), [issue_cells(row) for row in brief.issues])
    page.table("Issues by name", issues_header(brief), [issue_cells(row) for row in brief.named_issues])
    _accounts(page, brief)
    _quotes(page, brief.quotes)
    _comparing(page, brief)
    _disputes(page, brief.disputes)
    page.heading("Texts", 1)
    for source in brief.sources:
        page.source(source)
    page.heading("How to read this", 1)
    for said in brief.notes:
        page.paragraph(said)
    page.groups()


def _accounts(page: _Page, brief: Brief) -> None:
    found = brief.accounts
    if found is None:
        return
    page.table("Accounts compared", accounts_header(brief), [account_cells(row) for row in found.rows])
    if not found.rows:
        page.heading("Accounts compared", 1)
    page.paragraph((Part(found.coverage),), style="Detail")
    for said in found.habits:
        page.paragraph(said)
    for said in found.reported:
        page.paragraph((Part("Said by others, and never counted: "), *said))


def _quotes(page: _Page, quotes: Sequence[Quoted]) -> None:
    if quotes:
        page.heading("In their words", 1)
    for quote in quotes:
        page.paragraph((Part(f"“{quote.text}”"),), style="Quote")
        page.paragraph((Part(f"{quote.speaker or 'Speaker not told'}, "), Part(quote.when, (quote.event,))))


def _comparing(page: _Page, brief: Brief) -> None:
    comparing = brief.comparing
    if comparing is None:
        return
    page.rows(f"Beside {comparing.titles[1]}", ("What", *comparing.titles), comparing.rows)
    for said in comparing.findings:
        page.paragraph(said)
    page.section(f"Events of {comparing.titles[1]}", brief.others)


def _disputes(page: _Page, disputes: Sequence[Dispute]) -> None:
    if disputes:
        page.heading("What the sources disagree about", 1)
    for dispute in disputes:
        values = ", ".join(value for value, _ in dispute.values)
        page.paragraph((Part(dispute.headline, (dispute.event,)), Part(f": {dispute.field} {values}.")))


class _Page:
    """A document being written, and the places its links lead to."""

    def __init__(self, document: Document, anchors: Anchors) -> None:
        self.document = document
        self.anchors = anchors
        self.notes: dict[int, Footnote] = {}
        self.sources: dict[int, SourceRow] = {}
        self._bookmarks = 0

    def heading(self, text: str, level: int, *, new_page: bool = False) -> None:
        found = self.document.add_heading(clean(text), level)
        found.paragraph_format.page_break_before = new_page

    def paragraph(self, said: Line, *, style: str | None = None) -> Paragraph:
        found = self.document.add_paragraph(style=style)
        self.write(found, said)
        return found

    def write(self, paragraph: Paragraph, said: Iterable[Part]) -> None:
        for part in said:
            name = self.anchors.name(part.events)
            if name:
                _link(paragraph, clean(part.text), anchor=name)
            else:
                paragraph.add_run(clean(part.text))

    def section(self, title: str, entries: Sequence[Entry]) -> None:
        if entries:
            self.heading(title, 1)
            self.entries(entries)

    def entries(self, entries: Sequence[Entry], *, by_part: bool = False) -> None:
        part = ""
        for entry in entries:
            if by_part and entry.part != part:
                part = entry.part
                self.heading(part, 2)
            self.entry(entry)

    def entry(self, entry: Entry) -> None:
        """The event in a line that can be linked to, what it is, and the sentences it rests on."""
        found = self.document.add_paragraph(style="Event")
        self._bookmark(found, f"e-{entry.id}")
        found.add_run(f"{capital(clean(entry.when))}  ").bold = True
        found.add_run(f"{capital(str(entry.headline))}.")
        details = (
            f"{entry.kind}{f', {entry.status}' if entry.status else ''}",
            entry.place,
            f"{entry.level} level" if entry.level else "",
            ", ".join((*entry.named_issues, *entry.issues)),
            f"with {several(entry.others, 'other party', 'other parties')}" if entry.others else "",
            "sources disagree" if entry.disputed else "",
        )
        told = self.document.add_paragraph(style="Detail")
        told.add_run(capital(" · ".join(detail for detail in details if detail)))
        for tie in entry.ties:
            told.add_run(f" · {tie.kind} ")
            _link(told, f"that of {tie.when}", anchor=f"e-{tie.event}")
        for number in entry.notes:
            if number in self.notes:
                self.note(self.notes[number])

    def note(self, note: Footnote) -> None:
        source = self.sources[note.source]
        told = self.document.add_paragraph(style="Evidence")
        told.add_run(f"“{clean(note.sentences[0])}” " + " … ".join(map(clean, note.sentences[1:])))
        named = ", ".join(part for part in (source.publisher or source.title, source.published) if part)
        told.add_run(" (")
        _link(told, f"{clean(named)}; text {source.number}", anchor=f"d-{source.number}")
        told.add_run(")")

    def source(self, source: SourceRow) -> None:
        found = self.document.add_paragraph(style="Detail")
        self._bookmark(found, f"d-{source.number}")
        found.add_run(f"{source.number}. ")
        link = safe_link(source.url)
        if link:
            _link(found, clean(source.title), address=link)
        else:
            found.add_run(clean(source.title))
        details = [source.publisher, source.published]
        if source.official:
            details.append(f"published by the government of {source.official}")
        if source.machine_translated:
            details.append("looks machine-translated")
        details.append(several(len(source.events), "event"))
        found.add_run(clean(f"; {', '.join(detail for detail in details if detail)}"))

    def rows(self, title: str, header: Sequence[str], rows: Sequence[Row], *, note: str = "") -> None:
        self.table(title, header, [(Part(row.label), *row.cells) for row in rows], note=note)

    def table(self, title: str, header: Sequence[str], rows: Sequence[Sequence[Part]], *, note: str = "") -> None:
        """A heading and a table, its first row told to repeat on every page; nothing where there are no rows."""
        if not rows:
            return
        self.heading(title, 1)
        table = self.document.add_table(len(rows) + 1, len(header), style="Light Grid Accent 1")
        _described(table, title, f"{len(rows)} rows; columns: {', '.join(header)}")
        lines: list[Sequence[Part]] = [[Part(name) for name in header], *rows]
        for row, cells in zip(table.rows, lines, strict=True):
            for cell, part in zip(row.cells, cells, strict=True):
                self.write(cell.paragraphs[0], (part,))
        _repeated(table.rows[0])
        if note:
            self.paragraph((Part(note),), style="Detail")

    def groups(self) -> None:
        if self.anchors.groups:
            self.heading("The events behind each number", 1)
        for events, name in self.anchors.groups.items():
            found = self.document.add_paragraph(style="Detail")
            self._bookmark(found, name)
            found.add_run(f"{capital(several(len(events), 'event'))}: ")
            for at, event in enumerate(events):
                found.add_run("; " if at else "")
                _link(found, self.anchors.entries[event].when, anchor=f"e-{event}")

    def _bookmark(self, paragraph: Paragraph, name: str) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self._bookmarks += 1
        for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
            element = OxmlElement(kind)
            element.set(qn("w:id"), str(self._bookmarks))
            if kind == "w:bookmarkStart":
                element.set(qn("w:name"), name)
            paragraph._p.append(element)


def _link(paragraph: Paragraph, text: str, *, anchor: str = "", address: str = "") -> None:
    """A run that leads to a place in the document, or to a web address."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    element = OxmlElement("w:hyperlink")
    if anchor:
        element.set(qn("w:anchor"), anchor)
    else:
        element.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.font.color.rgb = RGBColor.from_string(_LINK)
    run.font.underline = bool(address)
    element.append(run._r)
    paragraph._p.append(element)


def _styled(document: Document) -> None:
    """Styles of our own beside Word's, so that whoever edits the document can change them all at once."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(4)
    for name, size, indent, after in (("Event", 10.5, 0, 1), ("Detail", 9, 0, 2), ("Evidence", 9, 14, 6)):
        style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.font.size = Pt(size)
        style.paragraph_format.left_indent = Pt(indent)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.keep_with_next = name == "Event"
        if name != "Event":
            style.font.color.rgb = RGBColor.from_string(_MUTED)


def _described(table: Any, title: str, description: str) -> None:
    """The table's title and description, which screen readers tell as a picture's alternative text."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for name, text in (("w:tblCaption", title), ("w:tblDescription", description)):
        element = OxmlElement(name)
        element.set(qn("w:val"), clean(text))
        table._tbl.tblPr.append(element)


def _repeated(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _timeless(content: bytes) -> bytes:
    """The same archive, its parts bearing no time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for info in given.infolist():
            plain = zipfile.ZipInfo(info.filename, _EPOCH)
            plain.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(plain, given.read(info))
    return out.getvalue()
