"""The models behind outlooks are learned beside the requests."""

from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.outlook.rates.test_between import fill

from bilateral.chronology import Store
from bilateral.outlook.rates import made
from bilateral.web.app import application
from bilateral.web.serving import Serving


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "relations.duckdb") as store:
        fill(store)
    return tmp_path / "relations.duckdb"


def test_a_page_does_not_hold_while_what_it_rests_on_is_learned(path: Path) -> None:
    app = application(Serving(path=path))
    app.state.app.models.patience = 0.0
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        first = client.get("/dyads/AZE/USA/outlook")
        assert (first.status_code, first.headers["refresh"], first.headers["retry-after"]) == (503, "3", "3")
        assert "being learned from" in first.text
        twin = client.get("/dyads/AZE/USA/outlook.json")
        assert twin.status_code == 200 or twin.json()["error"]["again"]
        end = time.monotonic() + 60
        while (page := client.get("/dyads/AZE/USA/outlook")).status_code == 503 and time.monotonic() < end:
            time.sleep(0.05)
        assert (page.status_code, "refresh" in page.headers) == (200, False)
        assert "Confidence" in page.text
        assert client.get("/dyads/RUS/USA/outlook").status_code == 200, "one model serves all pairs"


def test_what_goes_wrong_is_told_and_tried_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise MemoryError("none left")

    app = application(Serving(path=path))
    app.state.app.models.patience = 60.0
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        with monkeypatch.context() as patched:
            patched.setattr("bilateral.web.learning.learned", fails)
            assert client.get("/dyads/AZE/USA/outlook").status_code == 500
        assert client.get("/dyads/AZE/USA/outlook").status_code == 200


def test_a_model_that_the_database_keeps_is_used(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(path) as store:
        calendar = store.acts.calendar()
        last = calendar.span().last or date.min
        made.models(keep=True)(store, calendar, last, 30)
        assert made.kept(store, made.wanted(calendar, last, 30)) is not None
        assert made.kept(store, made.wanted(calendar, last - timedelta(1), 30)) is None
    monkeypatch.setattr("bilateral.web.learning.learned", None)  # would fail
    with TestClient(application(Serving(path=path)), base_url="http://127.0.0.1") as client:
        assert client.get("/dyads/AZE/USA/outlook").status_code == 200
