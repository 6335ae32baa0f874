"""The briefing as a Word document, read back by python-docx."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from bilateral.chronology import Store
from bilateral.present.brief import Brief, brief, render_docx


@pytest.fixture(scope="module")
def data(database: object) -> Brief:
    with Store.open(str(database), read_only=True) as store:
        return brief(store, ("FRA", "KAZ"), versus=("CHN", "KAZ"))


@pytest.fixture(scope="module")
def document(data: Brief) -> Document:
    return docx.Document(io.BytesIO(render_docx(data)))


def text_of(document: Document) -> str:
    """All words, those of links and tables too."""
    return " ".join(" ".join(node.text or "" for node in document.element.iter(qn("w:t"))).split())


def test_headings_are_headings(document: Document, data: Brief) -> None:
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert styles["France – Kazakhstan"] == "Title"
    assert {styles[topic.title] for topic in data.topics} == {"Heading 2"}
    for title in ("Chronology", "Texts", "How to read this", "Who goes to whom"):
        assert styles[title] == "Heading 1", title


def test_it_holds_every_event_sentence_and_text(document: Document, data: Brief) -> None:
    words = text_of(document)
    for entry in data.entries:
        assert str(entry.headline)[1:] in words
    for note in data.footnotes:
        assert " ".join(note.sentences[0].split()) in words
    for source in data.sources:
        assert source.title in words


def test_every_link_leads_somewhere(document: Document) -> None:
    names = [mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))
    assert max(map(len, names)) <= 40, "Word takes no longer names"
    links = list(document.element.iter(qn("w:hyperlink")))
    inner = {link.get(qn("w:anchor")) for link in links if link.get(qn("w:anchor"))}
    assert inner <= set(names)
    assert {name for name in names if name.startswith("e-")} & inner
    outer = [document.part.rels[link.get(qn("r:id"))].target_ref for link in links if link.get(qn("r:id"))]
    assert set(outer) == {"https://www.diplomatie.gouv.fr/en/call", "https://herald.example/review?a=1&b=2#top"}


def test_every_number_of_the_first_page_is_a_link(document: Document, data: Brief) -> None:
    told = {
        "".join(node.text or "" for node in link.iter(qn("w:t"))) for link in document.element.iter(qn("w:hyperlink"))
    }
    for said in data.summary:
        for part in said:
            assert not part.events or part.text in told


def test_tables_have_heads_and_words_for_screen_readers(document: Document) -> None:
    assert len(document.tables) >= 6
    for table in document.tables:
        told = table._tbl.tblPr.find(qn("w:tblDescription"))
        assert told is not None
        assert told.get(qn("w:val"))
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
        assert all(cell.text for cell in table.rows[0].cells)


def test_levels_of_headings_follow_each_other(document: Document) -> None:
    levels = [
        int(paragraph.style.name[-1])
        for paragraph in document.paragraphs
        if paragraph.style and re.fullmatch(r"Heading \d", str(paragraph.style.name))
    ]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_same_briefing_gives_the_same_bytes(data: Brief) -> None:
    first = render_docx(data)
    assert first == render_docx(data)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_hostile_words_are_words(data: Brief) -> None:
    words = "</w:t> & \x00\x1b[31m \ud800 \ufffe {d} \u202eevil \u200fright"
    quotes = tuple(replace(quote, text=words) for quote in data.quotes)
    sources = tuple(replace(source, title=words, url="javascript:alert(1)") for source in data.sources)
    read = docx.Document(io.BytesIO(render_docx(replace(data, title=words, quotes=quotes, sources=sources))))
    assert "</w:t> & [31m {d} evil \u200fright" in text_of(read)
    assert not [link for link in read.element.iter(qn("w:hyperlink")) if link.get(qn("r:id"))]
