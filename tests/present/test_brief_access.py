"""The page and the exported charts in a real browser: accessible in light and dark, whole on paper, charts valid."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.present.test_browser import BROWSER

from bilateral.analysis.accounts import accounts_of
from bilateral.chronology import EventQuery, Store
from bilateral.present.brief import Extras, brief, render_html
from bilateral.present.exports import exported
from bilateral.present.files import write_file

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine: the page is not opened")

PAIR = ("FRA", "KAZ")
OPTIONS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND"),
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=BROWSER, args=list(OPTIONS))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(database: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "brief.html"
    with Store.open(database, read_only=True) as store:
        found = brief(store, PAIR, versus=("CHN", "KAZ"), extras=Extras(accounts=accounts_of(store, PAIR)))
    write_file(path, render_html(found))
    return path.as_uri()


def opened(browser: Browser, address: str, **context: Any) -> tuple[Page, list[str]]:
    """The page once its charts are drawn, and what it says on the console."""
    page = browser.new_context(**context).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    page.wait_for_selector("html[data-charts]")
    return page, said


@pytest.mark.parametrize(
    "context",
    [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 800}}],
    ids=["light", "dark", "phone"],
)
def test_nothing_serious_stands_in_a_readers_way(browser: Browser, address: str, context: dict[str, Any]) -> None:
    page, said = opened(browser, address, **context)
    # The page's own policy lets no script be written into it; the check's is handed to the browser instead.
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [
        (one["id"], one["nodes"][0]["html"][:120])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert said == []


def test_a_link_to_a_sentence_unfolds_it(browser: Browser, address: str) -> None:
    page, _ = opened(browser, address)
    assert not page.locator("#s-1").is_visible()
    page.locator('.marks a[href="#s-1"]').first.click()
    page.wait_for_function("document.getElementById('s-1').checkVisibility()")


def test_paper_shows_the_sentences_and_folds_them_again_after(browser: Browser, address: str) -> None:
    page, _ = opened(browser, address)
    folded = page.evaluate("document.querySelectorAll('details.told:not([open])').length")
    assert folded > 5
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.querySelectorAll('details.told:not([open])').length") == 0
    assert page.locator("#s-1").is_visible()
    assert not page.locator("nav").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.querySelectorAll('details.told:not([open])').length") == folded


def test_exported_charts_are_drawn_by_vega_lite(browser: Browser, store: Store) -> None:
    spec = exported(store.events(EventQuery(parties=PAIR)), store.documents(), format="vega-lite", pair=PAIR)
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    vendor = files("bilateral.present") / "vendor"
    for name in ("vega.min.js", "vega-lite.min.js"):
        page.evaluate((vendor / name).read_text("utf-8").partition("//# sourceMappingURL=")[0])
    drawing = page.evaluate(
        "spec => new vega.View(vega.parse(vegaLite.compile(spec).spec), {renderer: 'none'}).toSVG()", json.loads(spec)
    )
    assert said == [], "Vega-Lite warns of what it does not understand"
    assert drawing.count('aria-roledescription="bar"') >= 9
    assert "Contacts a month by form" in drawing
