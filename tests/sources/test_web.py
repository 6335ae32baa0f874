from __future__ import annotations

import socket
from dataclasses import replace

import pytest
from tests.sources.conftest import PAGE, Site

from bilateral.config import DEFAULT_SETTINGS, Settings
from bilateral.model import Page, Refusal
from bilateral.sources import pages

QUICK = replace(DEFAULT_SETTINGS, timeout=2.0, retries=1, max_page_bytes=200_000)
LONG = "The two island states agreed to reopen their ferry line. " * 15


def read(source: str, settings: Settings = QUICK) -> list[Page | Refusal]:
    return list(pages([source], settings=settings))


@pytest.mark.parametrize("path", ["/article", "/moved", "/packed"])
def test_a_page_is_fetched_through_redirects_and_compression(site: Site, path: str) -> None:
    (page,) = read(site.url + path)
    assert isinstance(page, Page)
    assert page.content == PAGE.encode()
    assert (page.source, page.content_type) == (site.url + path, "text/html")
    assert page.url == site.url + ("/article" if path == "/moved" else path)
    assert page.fetched is not None
    assert site.agents == {QUICK.user_agent}


def test_the_declared_encoding_is_kept(site: Site) -> None:
    (page,) = read(site.url + "/article")
    assert isinstance(page, Page)
    assert page.encoding == "utf-8"


def test_a_busy_server_is_asked_again_after_the_time_it_names(site: Site) -> None:
    (page,) = read(site.url + "/busy-once")
    assert isinstance(page, Page)
    assert site.hits["/busy-once"] == 2


@pytest.mark.parametrize(
    ("path", "code", "reason"),
    [
        pytest.param("/missing", "fetch failed", "the server answered 404 Not Found", id="missing"),
        pytest.param(
            "/loop", "fetch failed", "redirects more often than the limit of 5 (Settings.max_redirects)", id="loop"
        ),
        pytest.param(
            "/busy-for-long", "fetch failed", "the server asks to wait 3600 s; try again later", id="long-wait"
        ),
        pytest.param(
            "/image",
            "binary",
            "is a PNG image; text, HTML, Markdown, JSON Lines, feeds and WARCs are read",
            id="image",
        ),
        pytest.param(
            "/huge", "too large", "is above the limit of 200,000 bytes a page (Settings.max_page_bytes)", id="huge"
        ),
    ],
)
def test_a_page_that_cannot_be_had_is_refused(site: Site, path: str, code: str, reason: str) -> None:
    assert read(site.url + path) == [Refusal(source=site.url + path, code=code, reason=reason)]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        pytest.param("/short-of-its-length", "the answer broke off", id="broken-off"),
        pytest.param("/sly", "", id="redirect-to-a-file"),
    ],
)
def test_an_answer_that_cannot_be_trusted_is_refused(site: Site, path: str, reason: str) -> None:
    (refusal,) = read(site.url + path)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "fetch failed"
    assert refusal.reason.startswith(reason)
    assert "0x" not in refusal.reason


def test_a_silent_server_is_left_after_the_time_out(site: Site) -> None:
    (refusal,) = read(site.url + "/silent", replace(QUICK, timeout=0.2, retries=0))
    assert refusal == Refusal(
        source=site.url + "/silent", code="fetch failed", reason="the server did not answer in time"
    )


def test_a_closed_port_is_no_connection() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/"
    (refusal,) = read(address, replace(QUICK, retries=0))
    assert refusal == Refusal(source=address, code="fetch failed", reason="no connection to the server")


def test_json_lines_are_read_from_an_address(site: Site) -> None:
    (page,) = read(site.url + "/docs.jsonl.gz")
    assert isinstance(page, Page)
    assert (page.source, page.id) == (site.url + "/docs.jsonl.gz:1", "a")


def rss(*items: str) -> str:
    head = '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    return (
        head + "<title>Island Courier</title>" + "".join(f"<item>{item}</item>" for item in items) + "</channel></rss>"
    )


def test_an_entry_with_its_whole_text_is_read_from_the_feed(site: Site) -> None:
    site.feed = rss(
        f"<title>Ferry</title><link>{site.url}/article</link><pubDate>Fri, 04 Mar 2022 22:10:00 -0500</pubDate>"
        f"<content:encoded><![CDATA[<p>{LONG}</p>]]></content:encoded>"
    )
    (page,) = read(site.url + "/feed")
    assert isinstance(page, Page)
    assert LONG.strip() in page.content.decode()
    assert (page.source, page.url, page.title) == (f"{site.url}/feed:1", f"{site.url}/article", "Ferry")
    assert (page.publisher, page.published) == ("Island Courier", "2022-03-04T22:10:00-05:00")
    assert site.hits["/article"] == 0


@pytest.mark.parametrize("teaser", ["The ferry is back.", LONG + "[…]", LONG + "Read more"])
def test_an_entry_with_a_teaser_is_fetched_from_its_link(site: Site, teaser: str) -> None:
    site.feed = rss(f"<title>Ferry</title><link>{site.url}/article</link><description>{teaser}</description>")
    (page,) = read(site.url + "/feed")
    assert isinstance(page, Page)
    assert (page.content, page.title, page.publisher) == (PAGE.encode(), "Ferry", "Island Courier")


def test_an_entry_that_fails_costs_only_itself(site: Site) -> None:
    site.feed = rss(
        f"<title>A</title><link>{site.url}/missing</link>",
        "<title>B</title>",
        "<title>C</title><link>ftp://host/a</link>",
        f"<title>D</title><link>{site.url}/feed</link>",
        f"<title>E</title><link>{site.url}/article</link>",
    )
    *refused, page = read(site.url + "/feed")
    assert [(item.source, item.reason) for item in refused if isinstance(item, Refusal)] == [
        (f"{site.url}/missing", "the server answered 404 Not Found"),
        (f"{site.url}/feed:2", "the entry has neither text nor a link"),
        (f"{site.url}/feed:3", "the entry links to ftp://host/a; only http and https addresses are read"),
        (f"{site.url}/feed", "the feed links to a feed, not to a page"),
    ]
    assert isinstance(page, Page)


def test_an_atom_feed_keeps_the_date_as_given(site: Site) -> None:
    site.feed = (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><title>Ferry</title>'
        "<updated>2022-03-04T23:50:00+04:00</updated>"
        f"<content type='html'>&lt;p&gt;{LONG}&lt;/p&gt;</content></entry></feed>"
    )
    (page,) = read(site.url + "/feed")
    assert isinstance(page, Page)
    assert page.published == "2022-03-04T23:50:00+04:00"


@pytest.mark.parametrize(
    ("feed", "code", "reason"),
    [
        pytest.param(rss(), "empty", "the feed has no entries", id="no-entries"),
        pytest.param('<?xml version="1.0"?><rss><chan', "malformed", "the feed does not parse", id="cut"),
    ],
)
def test_a_feed_without_entries_is_refused(site: Site, feed: str, code: str, reason: str) -> None:
    site.feed = feed
    (refusal,) = read(site.url + "/feed")
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert refusal.reason.startswith(reason)
