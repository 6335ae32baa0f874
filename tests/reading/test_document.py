from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bilateral.config import DEFAULT_SETTINGS
from bilateral.errors import EmptyInput, InputError, MalformedRecord, TooLarge
from bilateral.knowledge import load
from bilateral.model import Basis, Document, Page, Precision, Span
from bilateral.reading import read_page
from bilateral.reading.edits import apply

TEXT = (
    "Island Courier\n\nFerry line reopens |\n\nThe two island states reopened their ferry line on Tuesday, and "
    "ministers of both were there.\n\nShare this article\n\nThe ship leaves from ZÃ¼rich\u200b harbour on Friday. "
    "It is full.\n\nIsland Courier\nLeave a Reply\nYour email address will not be published."
)


def read(content: str | bytes, kind: str = "text/plain", **known: str) -> Document:
    body = content.encode() if isinstance(content, str) else content
    page = Page(source="a.txt", content=body, content_type=kind, **known)
    return read_page(page, knowledge=load(), settings=DEFAULT_SETTINGS)


def test_a_copied_page_loses_its_furniture_and_keeps_the_way_back() -> None:
    document = read(TEXT)
    assert document.original == TEXT
    assert document.text == (
        "Ferry line reopens |\n\nThe two island states reopened their ferry line on Tuesday, and ministers of both "
        "were there.\n\nThe ship leaves from Zürich harbour on Friday. It is full."
    )
    assert apply(document.original, document.repairs) == document.text
    for sentence in document.sentences:
        span = document.origin(Span(sentence.start, sentence.end))
        words = document.text[sentence.start : sentence.end].split()
        assert document.original[span.start : span.end].split()[0] == words[0]
    assert [repair.rule for repair in document.repairs] == [
        "furniture: site name at head and foot",
        "furniture: sharing",
        "encoding: UTF-8 read as another encoding",
        "layout: invisible character",
        "furniture: site name at head and foot",
        "furniture: comments",
        "furniture: comments",
    ]


def test_title_publisher_and_language_come_from_the_text_where_nothing_else_is_known() -> None:
    document = read(TEXT)
    assert (document.title, document.publisher, document.language) == ("Ferry line reopens", "Island Courier", "en")
    assert document.published is None


def test_what_the_carrier_knows_wins() -> None:
    document = read(TEXT, id="x1", title="T", publisher="P", published="2022-03-04T23:59:00-05:00", url="u")
    assert (document.id, document.title, document.publisher, document.url) == ("x1", "T", "P", "u")
    assert document.published is not None
    assert document.published.earliest == document.published.latest == date(2022, 3, 4)
    assert document.published.precision is Precision.DAY
    assert (document.published.basis, document.published.reason) == (Basis.STATED, "given with the document")


@pytest.mark.parametrize(
    ("value", "earliest", "latest", "precision"),
    [
        ("February 3, 2022", date(2022, 2, 3), date(2022, 2, 3), Precision.DAY),
        ("2022-02", date(2022, 2, 1), date(2022, 2, 28), Precision.MONTH),
        ("2022", date(2022, 1, 1), date(2022, 12, 31), Precision.YEAR),
        ("2022-02-03 10:00", date(2022, 2, 3), date(2022, 2, 3), Precision.DAY),
    ],
)
def test_a_date_is_as_precise_as_it_was_given(value: str, earliest: date, latest: date, precision: Precision) -> None:
    published = read(TEXT, published=value).published
    assert published is not None
    assert (published.earliest, published.latest, published.precision) == (earliest, latest, precision)


def test_the_head_of_a_text_dates_it_and_names_who_wrote() -> None:
    document = read(
        "Ferry line reopens\n\nOSLO, Feb. 22, 2022 (Courier Wire) - The Secretary of State of the one and the\n"
        "President of the other opened the ferry line over the strait on\nTuesday."
    )
    assert (document.title, document.publisher) == ("Ferry line reopens", "Courier Wire")
    assert document.published is not None
    assert (document.published.earliest, document.published.basis) == (date(2022, 2, 22), Basis.STATED)
    assert document.published.reason == "dateline of the text"
    document = read("OSLO (Norway), Feb. 22, 2022 - The ministers opened the ferry line over the strait on Tuesday.")
    assert document.publisher is None, "a country is no agency"


@pytest.mark.parametrize("field", ["date", "published", "pubDate"])
def test_a_markdown_head_may_call_its_date_by_several_names(field: str) -> None:
    page = read(f"---\n{field}: March 4, 2022\n---\nThey met in Oslo.", "text/markdown")
    assert page.published is not None
    assert page.published.earliest == date(2022, 3, 4)


def test_the_id_rests_on_the_text_alone() -> None:
    assert read(TEXT).id == read(TEXT, title="Other", url="u").id
    assert read(TEXT).id != read(TEXT + " More.").id
    assert len(read(TEXT).id) == 13


def test_markdown_and_html_give_title_and_date() -> None:
    page = read("---\ndate: 2022-03-04\npublisher: Courier\n---\n# Talks\n\nThey met in Oslo.", "text/markdown")
    assert (page.title, page.publisher, page.text) == ("Talks", "Courier", "Talks\n\nThey met in Oslo.")
    assert page.published is not None
    assert page.published.reason == "head of the Markdown file"
    page = read("<html><head><title>Talks</title></head><body><p>They met in Oslo.</p></body></html>", "text/html")
    assert (page.title, page.text) == ("Talks", "They met in Oslo.")


@pytest.mark.parametrize(
    ("content", "known", "error", "message"),
    [
        pytest.param("", {}, EmptyInput, "a.txt: is empty", id="empty"),
        pytest.param("Leave a Reply\n", {}, EmptyInput, "a.txt: holds no text but page furniture", id="only-furniture"),
        pytest.param(
            "They met.",
            {"published": "yesterday"},
            MalformedRecord,
            "a.txt: 'yesterday' is no publication date; write it as YYYY-MM-DD",
            id="no-date",
        ),
        pytest.param(
            "They met.",
            {"published": "2022-02-30"},
            MalformedRecord,
            "a.txt: '2022-02-30' is no publication date; write it as YYYY-MM-DD",
            id="no-such-day",
        ),
    ],
)
def test_a_page_that_makes_no_document_is_refused(
    content: str, known: dict[str, str], error: type[InputError], message: str
) -> None:
    with pytest.raises(error) as caught:
        read(content, **known)
    assert str(caught.value) == message


def test_a_text_above_the_limit_is_refused_with_the_limit() -> None:
    page = Page(source="a.txt", content=b"They met. " * 20, content_type="text/plain")
    with pytest.raises(TooLarge) as caught:
        read_page(page, knowledge=load(), settings=replace(DEFAULT_SETTINGS, max_text_chars=100))
    assert str(caught.value) == "a.txt: 200 characters of text, above the limit of 100 (Settings.max_text_chars)"
