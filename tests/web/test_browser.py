"""The pages in a real browser: read, narrowed down, judged with the keyboard, printed, in the dark and on a phone."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bilateral.model import Event
from bilateral.web.app import application
from bilateral.web.server import address_of, listen
from bilateral.web.serving import Serving
from bilateral.web.site import write_site

BROWSER = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
if BROWSER is None:
    pytest.skip("no Chromium on this machine: pages are not opened in a browser", allow_module_level=True)

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
)


@pytest.fixture(scope="module")
def base(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on a free port, with a database of its own."""
    import uvicorn

    path = Path(shutil.copy(made, tmp_path_factory.mktemp("served")))
    serving = Serving(path=path, port=0, by="tester", idle=30)
    listening = listen(serving)
    app = application(serving)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield address_of(serving, listening).rstrip("/")
    server.should_exit = True
    thread.join(timeout=20)
    listening.close()
    app.state.app.pool.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:  # type: ignore[name-defined]
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=BROWSER, args=list(ARGUMENTS))
        yield found
        found.close()


class Tab:
    """A page that remembers what went wrong in it."""

    def __init__(self, browser: sync_api.Browser, base: str, **options: object) -> None:  # type: ignore[name-defined]
        self.context = browser.new_context(timezone_id="UTC", locale="en-GB", **options)
        self.context.set_default_timeout(8_000)
        self.page = self.context.new_page()
        self.base = base
        self.wrong: list[str] = []
        self.page.on("console", lambda said: self.wrong.append(f"{said.type}: {said.text}"))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda asked: None if asked.url.startswith(base) else self.wrong.append(asked.url))

    def go(self, address: str) -> None:
        self.page.goto(self.base + address)
        if self.page.locator("[data-timeline]").count():
            self.page.locator("html[data-charts]").wait_for()
            assert self.page.evaluate("document.documentElement.dataset.charts") == "1"


@pytest.fixture
def tab(browser: sync_api.Browser, base: str, request: pytest.FixtureRequest) -> Iterator[Tab]:  # type: ignore[name-defined]
    found = Tab(browser, base, **getattr(request, "param", {}))
    yield found
    wrong = found.wrong
    found.context.close()
    assert wrong == [], "a script failed, the policy refused something, or something outside was asked for"


def serious(tab: Tab) -> list[str]:
    results = axe.Axe().run(tab.page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for one in results
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


WAYS = {
    "light": {"viewport": {"width": 1200, "height": 900}, "color_scheme": "light"},
    "dark on a phone": {"viewport": {"width": 360, "height": 760}, "color_scheme": "dark"},
}


@pytest.mark.parametrize("tab", WAYS.values(), ids=WAYS.keys(), indirect=True)
def test_pages_are_accessible_and_fit(tab: Tab, events: list[Event]) -> None:
    call = next(event.id for event in events if event.form == "call")
    for address in ("/", "/dyads", "/dyads/FRA/KAZ", f"/events/{call}", "/documents/paris-call", "/search?q=uranium"):
        tab.go(address)
        assert serious(tab) == [], address
        assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{address} scrolls sideways"
        assert tab.page.locator("main h1").count() == 1


def test_from_the_first_page_to_the_words_of_an_event(tab: Tab) -> None:
    tab.go("/")
    tab.page.get_by_label("Between").fill("France")
    tab.page.get_by_label("and", exact=True).fill("Kazakhstan")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url("**/dyads/FRA/KAZ")
    tab.page.get_by_role("link", name="Anne Morel").first.click()
    tab.page.wait_for_url("**/events/*")
    assert "raised uranium deliveries" in " ".join(tab.page.locator("mark").all_inner_texts())
    tab.page.get_by_role("link", name="Call with the Kazakh minister").first.click()
    assert "spoke by telephone" in tab.page.locator("main mark").first.inner_text()


def test_a_list_is_narrowed_down_and_the_timeline_with_it(tab: Tab) -> None:
    tab.go("/dyads/FRA/KAZ")
    tab.page.locator("summary", has_text="Form").click()
    tab.page.get_by_role("checkbox", name="letter").check()
    tab.page.wait_for_url(re.compile(r"form=letter"))
    assert tab.page.locator("li.event").count() == 1
    assert "order=" not in tab.page.url
    tab.page.locator("html[data-charts]").wait_for()
    assert tab.page.locator("[data-timeline] svg").count() == 1


def test_the_timeline_is_zoomed_with_the_keyboard_and_its_period_listed(tab: Tab) -> None:
    tab.go("/dyads/FRA/KAZ")
    tab.page.get_by_role("button", name="Closer").press("Enter")
    period = tab.page.locator("[data-period]")
    sync_api.expect(period).to_have_text(re.compile(r"^\d+ \w{3} \d{4} – \d+ \w{3} \d{4}$"))
    tab.page.get_by_role("button", name="List this period only").press("Enter")
    tab.page.wait_for_url(re.compile(r"since=2022-\d\d-\d\d&until="))
    assert 0 < tab.page.locator("li.event").count() < 10


def test_an_event_is_judged_with_two_keys_and_undone(tab: Tab, events: list[Event]) -> None:
    letter = next(event.id for event in events if event.form == "letter")
    tab.go(f"/events/{letter}")
    tab.page.keyboard.press("r")
    tab.page.keyboard.press("Enter")
    notice = tab.page.locator(".notice")
    notice.wait_for()
    assert "Kept: right." in notice.inner_text()
    tab.page.get_by_role("button", name="Undo").press("Enter")
    tab.page.get_by_text("Withdrawn: right.").wait_for()


def test_a_field_is_corrected_with_the_keyboard(tab: Tab, events: list[Event]) -> None:
    statement = next(event.id for event in events if event.form == "statement")
    tab.go(f"/events/{statement}")
    tab.page.keyboard.press("c")
    tab.page.keyboard.type("form")
    tab.page.keyboard.press("Tab")
    tab.page.keyboard.type("meeting")
    tab.page.keyboard.press("Enter")
    tab.page.get_by_text("Kept: form is meeting.").wait_for()


def test_it_prints_without_what_paper_cannot_do(tab: Tab, tmp_path: Path) -> None:
    tab.go("/dyads/FRA/KAZ")
    tab.page.emulate_media(media="print")
    for gone in (".bar", ".filter", ".tools", ".foot"):
        assert not tab.page.locator(gone).first.is_visible()
    assert tab.page.locator("li.event").first.is_visible()
    assert tab.page.pdf().startswith(b"%PDF")


def test_the_dark_is_dark(browser: sync_api.Browser, base: str) -> None:  # type: ignore[name-defined]
    colours = []
    for scheme in ("light", "dark"):
        found = Tab(browser, base, color_scheme=scheme)
        found.go("/")
        colours.append(found.page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
        found.context.close()
    light, dark = (sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours)
    assert light > 3 * 230
    assert dark < 3 * 40


def test_a_site_opens_from_the_disk(browser: sync_api.Browser, made: Path, tmp_path: Path) -> None:  # type: ignore[name-defined]
    write_site(made, tmp_path / "site", ["FRA", "KAZ"])
    found = Tab(browser, (tmp_path / "site").as_uri())
    found.go("/index.html")
    found.page.get_by_role("link", name="France – Kazakhstan").click()
    found.page.locator("html[data-charts]").wait_for()
    found.page.get_by_label("Form", exact=True).select_option("letter")
    assert found.page.locator("li.event:visible").count() == 1
    found.page.locator("li.event:visible a").click()
    assert "Étienne Laval" in found.page.locator("h1").inner_text()
    found.context.close()
    assert found.wrong == []
