"""The feed, the description, and the site of files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import HOSTILE

from bilateral.errors import ExportError, QueryError
from bilateral.web.pages import PAGES
from bilateral.web.site import MANIFEST, write_site

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_has_the_newest_events_and_absolute_addresses(client: TestClient) -> None:
    answer = client.get("/dyads/FRA/KAZ/events.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)
    titles = [entry.findtext(f"{ATOM}title", "") for entry in feed.iter(f"{ATOM}entry")]
    assert len(titles) == client.get("/dyads/FRA/KAZ.json").json()["selected"]
    assert "is to visit Kazakhstan" in titles[0]
    assert any(HOSTILE.replace("\u202e", "") in title for title in titles), "told as text, not as markup"
    links = [link.get("href", "") for link in feed.iter(f"{ATOM}link")]
    assert all(link.startswith("http://127.0.0.1/") for link in links)
    assert feed.findtext(f"{ATOM}updated") == "2023-05-01T00:00:00Z"


def test_a_feed_of_a_pair_that_never_met_is_empty(client: TestClient) -> None:
    feed = ET.fromstring(client.get("/dyads/CHN/FRA/events.atom").content)
    assert list(feed.iter(f"{ATOM}entry")) == []


def test_the_description_has_every_page_and_twin(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for page in PAGES:
        assert page.path in paths
        assert set(re.findall(r"\{(\w+)\}", page.path)) == {p.name for p in page.params if p.where == "path"}
    assert len(paths) == 2 * len(PAGES) + 4


# --- a site of files ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sites") / "all"
    write_site(made, folder)
    return folder


def test_every_link_of_a_site_leads_to_a_file_of_it(site: Path) -> None:
    checked = 0
    for page in site.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"]*)"', page.read_text("utf-8")):
            if link.startswith(("#", "https://")):
                continue
            target = unquote(link.partition("#")[0])
            assert not target.startswith("/")
            assert (page.parent / target).resolve().is_relative_to(site.resolve())
            assert (page.parent / target).is_file(), (page, link)
            checked += 1
    assert checked > 50


def test_a_site_is_the_same_twice_and_loses_what_it_no_longer_has(site: Path, made: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    write_site(made, again)
    files = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert files == {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()}
    (again / "events" / "mine.txt").write_text("not the site's")
    write_site(made, again, ["China"])
    left = {path.relative_to(again).as_posix() for path in again.rglob("*") if path.is_file()}
    assert "dyads/CHN/KAZ.html" in left
    assert "dyads/FRA/KAZ.html" not in left
    assert "events/mine.txt" in left
    assert {*json.loads((again / MANIFEST).read_text())["files"], MANIFEST, "events/mine.txt"} == left


def test_a_site_has_no_forms_that_need_a_server(site: Path) -> None:
    text = "".join(page.read_text("utf-8") for page in site.rglob("*.html"))
    assert "<form action" not in text
    assert 'method="post"' not in text
    assert "/search" not in text


def test_a_folder_of_other_files_is_left_alone(made: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(ExportError, match="holds files, but no site"):
        write_site(made, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_states_without_relations_are_told(made: Path, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no events between CHN, FRA"):
        write_site(made, tmp_path / "site", ["China", "France"])
