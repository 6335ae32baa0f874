"""The page in a real browser, without a network: charts drawn, nothing refused, nothing broken."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bilateral.chronology import Store
from bilateral.present.brief import brief, render_html
from bilateral.present.files import write_file

BROWSER = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)

pytestmark = pytest.mark.skipif(
    BROWSER is None, reason="no Chromium on this machine: the page is not opened in a browser (CI installs one)"
)


@pytest.fixture(scope="module")
def page(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "brief.html"
    with Store.open(database, read_only=True) as store:
        write_file(path, render_html(brief(store, ("FRA", "KAZ"), versus=("CHN", "KAZ"))))
    return path


def opened(page: Path, profile: Path, *options: str) -> tuple[str, str]:
    """What the browser made of the page, and what it logged."""
    assert BROWSER is not None
    command = [
        BROWSER,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--enable-logging=stderr",
        f"--user-data-dir={profile}",
        "--virtual-time-budget=8000",
        *options,
        page.as_uri(),
    ]
    environment = {**os.environ, "TZ": "UTC"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False, env=environment)
    return done.stdout, done.stderr


@pytest.fixture(scope="module")
def dom_and_log(page: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    return opened(page, tmp_path_factory.mktemp("profile"), "--dump-dom")


def test_all_charts_are_drawn(dom_and_log: tuple[str, str]) -> None:
    dom, log = dom_and_log
    assert 'data-charts="4"' in dom, log
    assert dom.count('<svg xmlns="http://www.w3.org/2000/svg"') == 4
    # Bars are paths with a role description given by Vega: one for each value that is not zero.
    assert len(re.findall(r'aria-roledescription="bar"', dom)) >= 3 + 3 + 5 + 4


def test_the_console_is_silent(dom_and_log: tuple[str, str]) -> None:
    said = [line for line in dom_and_log[1].splitlines() if "CONSOLE" in line]
    assert said == [], "a script failed, or the page's own policy refused something"


def test_it_prints(page: Path, tmp_path: Path) -> None:
    target = tmp_path / "brief.pdf"
    _, log = opened(page, tmp_path / "profile", "--no-pdf-header-footer", f"--print-to-pdf={target}")
    assert target.exists(), log
    assert target.read_bytes().startswith(b"%PDF")
