from __future__ import annotations

import pytest

from bilateral.errors import EmptyInput, TooLarge
from bilateral.reading.html import Article, article

PAGE = """<!doctype html><html lang="en"><head><title>Ferry line reopens | Island Courier</title>
<meta property="og:title" content="Ferry line reopens"><meta property="og:site_name" content="Island Courier">
{head}</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Ferry line reopens</h1>
<p>The two island states reopened their <a href="/f">ferry</a> line on&nbsp;Tuesday.
It had been closed since the storm of last spring.</p>
<h2>What was agreed</h2><p>The ministers agreed on:</p><ul>
<li>a ferry<br>every day</li><li><p>a shared port</p></li></ul>
<blockquote><p>“It is a good day for both of us.”</p></blockquote>
<p>The first ship leaves on Friday, and a second one will follow before the end of the month, the ministry said.</p>
</article><footer>Copyright 2022 Island Courier. All rights reserved.</footer></body></html>"""
TEXT = (
    "Ferry line reopens\n\nThe two island states reopened their ferry line on Tuesday. It had been closed since the "
    "storm of last spring.\n\nWhat was agreed\n\nThe ministers agreed on:\n\n- a ferry every day\n\n- a shared port\n\n"
    "“It is a good day for both of us.”\n\nThe first ship leaves on Friday, and a second one will follow before the "
    "end of the month, the ministry said."
)


def read(html: str, url: str | None = None) -> Article:
    return article(html, source="a.html", url=url, max_depth=500)


def test_the_article_is_taken_out_of_its_frame_block_by_block() -> None:
    found = read(PAGE.replace("{head}", ""))
    assert found.text == TEXT
    assert (found.title, found.publisher, found.published) == ("Ferry line reopens", "Island Courier", None)


@pytest.mark.parametrize(
    ("head", "url", "published", "dated"),
    [
        pytest.param(
            '<meta property="article:published_time" content="2022-03-04T22:10:00-05:00">',
            "https://courier.example/2022/03/05/ferry",
            "2022-03-04T22:10:00-05:00",
            "article:published_time of the page",
            id="stated-in-its-own-zone",
        ),
        pytest.param(
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2022-03-04"}</script>',
            None,
            "2022-03-04",
            "datePublished of the page",
            id="linked-data",
        ),
        pytest.param(
            "",
            "https://courier.example/2022/03/05/ferry",
            "2022-03-05",
            "address or metadata of the page",
            id="address",
        ),
    ],
)
def test_the_date_is_what_the_page_states(head: str, url: str | None, published: str, dated: str) -> None:
    found = read(PAGE.replace("{head}", head), url)
    assert (found.published, found.dated) == (published, dated)


def test_a_date_in_the_text_is_not_taken_for_the_page_s_own() -> None:
    html = PAGE.replace("{head}", "").replace("on&nbsp;Tuesday", "on March 4, 2019")
    assert read(html).published is None


def test_a_fragment_without_a_frame_is_read() -> None:
    assert read("<p>The ministers met in Oslo.</p><p>They left.</p>").text == "The ministers met in Oslo.\n\nThey left."


def test_a_bomb_of_nested_elements_is_refused_with_the_limit() -> None:
    with pytest.raises(TooLarge) as caught:
        read("<html><body>" + "<div>" * 100_000 + "deep" + "</div>" * 100_000)
    assert str(caught.value) == "a.html: HTML nests deeper than 500 elements (Settings.max_html_depth)"


def test_paragraphs_left_open_are_no_bomb() -> None:
    html = "<html><body><article>" + "<p>The ministers met once more in the capital.<br>" * 2_000 + "</article>"
    assert read(html).text.startswith("The ministers met once more in the capital.")


def test_a_page_without_an_article_is_refused() -> None:
    with pytest.raises(EmptyInput) as caught:
        read("<html><body><script>let a = 1;</script></body></html>")
    assert str(caught.value) == "a.html: no article text found in the page"
