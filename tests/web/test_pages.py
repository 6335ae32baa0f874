"""Each page of the table answers, and its twin says the same; whatever cannot be asked says so in plain words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.cli.conftest import write_news
from tests.web.conftest import HOSTILE_ID

from bilateral.api import Chronology
from bilateral.model import Event
from bilateral.web.app import application
from bilateral.web.pages import PAGES
from bilateral.web.safety import HEADERS
from bilateral.web.serving import Serving
from bilateral.web.shown import document_key


def addresses(events: list[Event]) -> dict[str, str]:
    """An address of each page."""
    return {
        "home": "/",
        "relations": "/dyads?party=KAZ",
        "dyad": "/dyads/FRA/KAZ",
        "event": f"/events/{events[0].id}",
        "why": f"/events/{events[0].id}/why",
        "document": f"/documents/{document_key(HOSTILE_ID)}",
        "issues": "/dyads/FRA/KAZ/issues",
        "accounts": "/dyads/FRA/KAZ/accounts",
        "shifts": "/dyads/FRA/KAZ/shifts",
        "compare": "/compare?pair=FRA%2FKAZ&pair=CHN%2FKAZ",
        "outlook": "/dyads/CHN/FRA/outlook",  # a pair that never met: refused at once, no model is made
        "people": "/people",
        "search": "/search?q=uranium",
        "judgements": "/judgements",
    }


def twin(address: str) -> str:
    path, _, query = address.partition("?")
    path = f"{path}index.json" if path.endswith("/") else f"{path}.json"
    return f"{path}?{query}" if query else path


# Nothing but reports is put into the chronology of these tests: persons are tested on texts that were read.
NAMES = [page.name for page in PAGES if page.name != "person"]


@pytest.mark.parametrize("name", NAMES)
def test_every_page_and_its_twin_answer(name: str, client: TestClient, events: list[Event]) -> None:
    address = addresses(events)[name]
    page, data = client.get(address), client.get(twin(address))
    assert (page.status_code, data.status_code) == (200, 200), page.text[-500:]
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert isinstance(data.json(), dict)
    assert f'href="{twin(address)}"'.replace("&", "&amp;") in page.text
    for answer in (page, data):
        assert {key: answer.headers[key] for key in HEADERS} == dict(HEADERS)


@pytest.mark.parametrize("name", NAMES)
def test_no_page_has_a_script_or_style_of_its_own(name: str, client: TestClient, events: list[Event]) -> None:
    text = client.get(addresses(events)[name]).text
    scripts = re.findall(r"<script\b([^>]*)>", text)
    assert all("src=" in attributes or "application/json" in attributes for attributes in scripts)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", re.sub(r"&[a-z0-9#]+;", "", text))


def test_what_texts_say_is_never_markup(client: TestClient, events: list[Event]) -> None:
    for address in (*addresses(events).values(), *(f"/events/{event.id}" for event in events)):
        text = client.get(address).text
        assert "<img" not in text, address
        assert "\u202e" not in text, address
        assert "49" not in re.findall(r"\{\{.*?\}\}", text)


SINGLE = (
    ("/dyads/FRA/KAZ?form=call", {"call"}, "form"),
    ("/dyads/FRA/KAZ?form=call&form=letter", {"call", "letter"}, "form"),
    ("/dyads/FRA/KAZ?status=planned", {"planned"}, "status"),
    ("/dyads/FRA/KAZ?type=REQUEST", {"REQUEST"}, "type"),
)


@pytest.mark.parametrize(("address", "words", "field"), SINGLE)
def test_a_list_is_narrowed_down(address: str, words: set[str], field: str, client: TestClient) -> None:
    data = client.get(twin(address)).json()
    assert data["events"]
    assert {event[field] for event in data["events"]} <= words
    assert data["selected"] == len(data["events"])


def test_days_issues_and_order_narrow_too(client: TestClient) -> None:
    data = client.get("/dyads/FRA/KAZ.json?since=2022-04&until=2022-11&issue=energy&order=oldest").json()
    assert [event["start"] for event in data["events"]] == ["2022-11-29"]
    starts = [event["start"] for event in client.get("/dyads/FRA/KAZ.json?order=oldest").json()["events"]]
    assert starts == sorted(starts)


def test_a_facet_counts_what_each_of_its_words_would_leave(client: TestClient) -> None:
    data = client.get("/dyads/FRA/KAZ.json?form=visit").json()
    forms = {choice["word"]: choice["number"] for facet in data["facets"] if facet["name"] == "form"
             for choice in facet["choices"]}  # fmt: skip
    for form, number in forms.items():
        assert client.get(f"/dyads/FRA/KAZ.json?form={form}").json()["selected"] == number


def test_the_numbers_of_a_relation_count_no_plan(client: TestClient) -> None:
    figures = client.get("/dyads/FRA/KAZ.json").json()["figures"]
    assert figures["events"] > figures["contacts"] > 0
    assert figures["planned"] == 1


MOVED = (
    ("/dyads/KAZ/FRA?form=call", "/dyads/FRA/KAZ?form=call", "the codes stand in alphabetical order"),
    ("/dyads/france/kazakh", "/dyads/FRA/KAZ", "names and demonyms lead to codes"),
    ("/dyads/KAZ/FRA.json", "/dyads/FRA/KAZ.json", "a twin to the twin"),
    ("/choose?a=Kazakhstan&b=france", "/dyads/FRA/KAZ", "two names to their relation"),
    ("/choose?a=Kazakhstan&b=", "/dyads?party=KAZ", "one name to its relations"),
)


@pytest.mark.parametrize(("asked", "led", "why"), MOVED, ids=[row[2] for row in MOVED])
def test_every_page_has_one_address(asked: str, led: str, why: str, client: TestClient) -> None:
    found = client.get(asked, follow_redirects=False)
    assert (found.status_code, found.headers["location"]) == (307, led)


REFUSED = (
    ("/nothing", 404, "There is no page at this address"),
    ("/dyads/FRA/KAZ?colour=red", 400, "no parameter 'colour'"),
    ("/dyads/FRA/KAZ?form=telepathy", 400, "'telepathy' is no form; choose from: call"),
    ("/dyads/FRA/KAZ?since=soon", 400, "since: 'soon' is no date"),
    ("/dyads/FRA/KAZ?page=0", 400, "is no number of a page"),
    ("/dyads/FRA/KAZ?page=99", 400, "there are 1 pages"),
    ("/dyads/FRA/KAZ?page=1&page=1", 400, "page: given 2 times, 1 at most"),
    ("/dyads/FRA/KAZ?since=%00", 400, "characters that cannot be seen"),
    ("/dyads/FRA/KAZ?since=%ff", 400, "no UTF-8"),
    (f"/search?q={'x' * 201}", 400, "201 characters are too many"),
    ("/search?q=a", 400, "of two letters or more"),
    ("/dyads/FRA/Atlantis", 400, "no state or organisation is called"),
    ("/dyads/FRA/FRA", 400, "is named twice"),
    ("/events/e000000000000", 404, "no event has an id"),
    ("/events/e%20x", 400, "is no id"),
    ("/documents/nix", 404, "no text here has the id"),
    ("/people/FRA/nobody-here", 404, "nobody of France"),
    ("/judgements?judged=j1", 404, "no judgement has an id"),
)


@pytest.mark.parametrize(("address", "status", "says"), REFUSED)
def test_what_cannot_be_answered_says_so(address: str, status: int, says: str, client: TestClient) -> None:
    page = client.get(address)
    assert page.status_code == status
    assert says in page.text.replace("&#39;", "'").replace("&amp;", "&")
    if status == 400 and "%" not in address:
        data = client.get(twin(address))
        assert data.status_code == status
        assert says in data.json()["error"]["says"]


def test_an_event_page_leads_to_the_words_it_rests_on(client: TestClient, events: list[Event]) -> None:
    call = next(event for event in events if event.form == "call")
    data = client.get(f"/events/{call.id}.json").json()
    marked = " ".join(piece["text"] for told in data["told"] for piece in told["passage"] if piece["events"])
    assert "spoke by telephone with her Kazakh colleague" in marked
    assert "raised uranium deliveries" in marked
    assert data["disputes"]
    assert data["disputes"][0]["values"]
    assert {account["official"] for account in data["accounts"]} == {"France", "Kazakhstan"}
    assert data["record"]["id"] == call.id


def test_a_document_is_shown_whole_and_marked(client: TestClient) -> None:
    data = client.get("/documents/paris-call.json").json()
    text = "".join(piece["text"] for piece in data["pieces"])
    assert text.startswith("Minister Anne Morel spoke")
    assert data["pieces"][0]["events"] == [data["events"][0]["id"]]


def test_the_timeline_holds_every_event_once_and_its_table_the_same(client: TestClient) -> None:
    data = client.get("/dyads/FRA/KAZ.json").json()
    drawn = [value["id"] for value in data["timeline"]["spec"]["data"]["values"]]
    counted = sum(cell["number"] for row in data["timeline"]["rows"] for cell in row["cells"])
    assert len(drawn) == len(set(drawn)) == counted == data["selected"]


def test_the_same_request_gives_the_same_bytes(client: TestClient, events: list[Event]) -> None:
    for address in addresses(events).values():
        assert client.get(address).content == client.get(address).content


def test_specifications_in_pages_are_whole(client: TestClient) -> None:
    text = client.get("/dyads/FRA/KAZ").text
    found = re.search(r'id="timeline-spec">(.*?)</script>', text, re.DOTALL)
    assert found
    assert json.loads(found[1])["vconcat"]


def test_persons_of_texts_that_were_read(tmp_path: Path) -> None:
    path = tmp_path / "read.duckdb"
    with Chronology(path) as chronology:
        chronology.read(write_news(tmp_path / "news"))
    app = application(Serving(path=path))
    client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    rows = client.get("/people.json?party=USA").json()["rows"]
    assert [(row["name"], row["office"], row["key"]) for row in rows] == [
        ("Antony Blinken", "Secretary of State", "antony-blinken")
    ]
    assert 'href="/people/USA/antony-blinken"' in client.get("/people").text
    person = client.get("/people/USA/antony-blinken.json").json()
    assert [event["form"] for event in person["events"]] == ["visit", "call"]
    assert [text["title"] for text in person["texts"]] == ["A call about energy"]
    page = client.get("/people/USA/antony-blinken")
    assert page.status_code == 200
    assert "Blinken" in page.text
    assert client.get("/people.json?name=lavr").json()["rows"][0]["party"] == "RUS"
    app.state.app.pool.close()
