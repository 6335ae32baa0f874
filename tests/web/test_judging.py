"""Judgements made on pages: kept, shown, taken back; taken from the app's own pages alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import HOSTILE_ID

from bilateral.chronology import Store
from bilateral.model import Event
from bilateral.web.app import application
from bilateral.web.serving import Serving


@pytest.fixture
def judge(database: Path) -> Iterator[TestClient]:
    app = application(Serving(path=database, by="tester"))
    yield TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    app.state.app.pool.close()


def key_of(client: TestClient, event: str) -> str:
    found = re.search(r'name="key" value="(\w+)"', client.get(f"/events/{event}").text)
    assert found
    return found[1]


def form(events: list[Event], word: str) -> str:
    return next(event.id for event in events if event.form == word)


def test_right_in_one_step_and_undone_in_another(judge: TestClient, events: list[Event], database: Path) -> None:
    event = form(events, "letter")
    page = judge.post(f"/events/{event}/judge", data={"key": key_of(judge, event), "verdict": "right"})
    assert "Kept: right." in page.text
    assert page.url.path == f"/events/{event}"
    undo = re.search(r"/judgements/(\w+)/withdraw", page.text)
    assert undo
    page = judge.post(f"/judgements/{undo[1]}/withdraw", data={"key": key_of(judge, event)})
    assert "Withdrawn: right." in page.text
    judge.app.state.app.pool.close()  # type: ignore[attr-defined]
    with Store.open(database, read_only=True) as store:
        (kept,) = store.judgements.all()
    assert (kept.who, kept.why, kept.withdrawn is not None) == ("tester", "The texts say so.", True)


def test_a_wrong_event_is_gone_and_can_be_brought_back(judge: TestClient, events: list[Event]) -> None:
    event = form(events, "statement")
    key = key_of(judge, event)
    page = judge.post(f"/events/{event}/judge", data={"key": key, "verdict": "wrong", "why": "satire", "by": "Ann"})
    assert page.url.path == "/judgements"
    assert "Ann, " in page.text
    assert judge.get(f"/events/{event}").status_code == 404
    (undo,) = set(re.findall(r"/judgements/(\w+)/withdraw", page.text))
    judge.post(f"/judgements/{undo}/withdraw", data={"key": key})
    assert judge.get(f"/events/{event}").status_code == 200


def test_a_field_is_corrected_and_the_list_follows(judge: TestClient, events: list[Event]) -> None:
    event = form(events, "letter")
    data = {"key": key_of(judge, event), "verdict": "field", "field": "date", "value": "2022-04-03"}
    assert "date is 2022-04-03" in judge.post(f"/events/{event}/judge", data=data).text
    shown = judge.get("/dyads/FRA/KAZ.json?form=letter").json()["events"][0]
    assert (shown["start"], shown["judged"]) == ("2022-04-03", True)


def test_two_events_are_made_one(judge: TestClient, events: list[Event]) -> None:
    letter, statement = form(events, "letter"), form(events, "statement")
    data = {"key": key_of(judge, letter), "verdict": "same", "other_id": statement}
    page = judge.post(f"/events/{letter}/judge", data=data)
    assert page.status_code == 200
    assert "the same event as" in page.text
    both = judge.get(f"{page.url.path}.json").json()
    assert {told["text"]["id"] for told in both["told"]} == {"letter", HOSTILE_ID}


REFUSED: tuple[tuple[dict[str, object], dict[str, str], int, str], ...] = (
    ({"verdict": "right", "key": "0" * 64}, {}, 403, "own pages only"),
    ({"verdict": "right"}, {}, 403, "own pages only"),
    ({"verdict": "right", "key": True}, {"origin": "http://evil.example"}, 403, "own pages only"),
    ({"verdict": "right", "key": True}, {"sec-fetch-site": "cross-site"}, 403, "own pages only"),
    ({"verdict": "maybe", "key": True}, {}, 400, "say what the judgement is"),
    ({"verdict": "field", "key": True}, {}, 400, "say which field it is"),
    ({"verdict": "field", "field": "date", "value": "soon", "key": True}, {}, 400, "is no date"),
    ({"verdict": "field", "field": "place", "value": " ", "key": True}, {}, 400, "say what place is to be"),
    ({"verdict": "same", "key": True}, {}, 400, "say which the other event is"),
    ({"verdict": "same", "other": "e0", "key": True}, {}, 404, "no event has an id"),
    ({"verdict": "right", "why": "x" * 1_001, "key": True}, {}, 400, "1,000 characters at most"),
    ({"verdict": "right", "why": "x" * 70_000, "key": True}, {}, 413, "Too Large"),
    ({"verdict": "right", "why": "\x00", "key": True}, {}, 400, "characters that cannot be seen"),
)


@pytest.mark.parametrize(("data", "headers", "status", "says"), REFUSED)
def test_what_is_not_taken(
    data: dict[str, object],
    headers: dict[str, str],
    status: int,
    says: str,
    client: TestClient,
    events: list[Event],
    made: Path,
) -> None:
    event = form(events, "letter")
    given = {**data, "key": key_of(client, event)} if data.get("key") is True else data
    before = made.stat().st_mtime_ns
    answer = client.post(f"/events/{event}/judge", data=given, headers=headers, follow_redirects=False)
    assert answer.status_code == status
    assert says in answer.text
    with Store.open(made, read_only=True) as store:
        assert store.judgements.all() == []
    assert made.stat().st_mtime_ns >= before


def test_others_than_this_machine_need_the_token(database: Path, events: list[Event]) -> None:
    event = form(events, "letter")
    app = application(Serving(path=database, host="0.0.0.0", token="s3cret", by=""))
    client = TestClient(app, base_url="http://192.0.2.7", raise_server_exceptions=False)
    key = key_of(client, event)
    assert 'type="password"' in client.get(f"/events/{event}").text
    data = {"key": key, "verdict": "right", "by": "Ann"}
    refused = client.post(f"/events/{event}/judge", data=data)
    assert (refused.status_code, "not the token" in refused.text) == (403, True)
    assert client.post(f"/events/{event}/judge", data={**data, "token": "s3cret"}).status_code == 200
    nobody = client.post(f"/events/{event}/judge", data={"key": key, "verdict": "right", "token": "s3cret"})
    assert (nobody.status_code, "say who judges" in nobody.text) == (400, True)
    app.state.app.pool.close()


CLOSED = (
    Serving(path=Path(), judging=False),
    Serving(path=Path(), host="0.0.0.0"),
)


@pytest.mark.parametrize("serving", CLOSED, ids=["read only", "no token, and others can ask"])
def test_where_nobody_can_judge_nothing_offers_it(serving: Serving, made: Path, events: list[Event]) -> None:
    from dataclasses import replace

    app = application(replace(serving, path=made))
    client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    event = form(events, "letter")
    assert "Is this right?" not in client.get(f"/events/{event}").text
    refused = client.post(f"/events/{event}/judge", data={"verdict": "right"})
    assert (refused.status_code, "read only" in refused.text) == (403, True)
    app.state.app.pool.close()
