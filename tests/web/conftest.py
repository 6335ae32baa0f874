"""The invented chronology of tests/present with a hostile text, and a client that asks the app without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.present.builders import FRANCE, KAZAKHSTAN, Told, day, relation

from bilateral.chronology import Store
from bilateral.model import Actor, Event
from bilateral.web.app import application
from bilateral.web.serving import Serving

HOSTILE_ID = "../x?<y>&z=1#/é"
HOSTILE = '</script><img src=x onerror="alert(1)">{{ 7*7 }}<style>*{}</style>\u202e'


def hostile() -> Told:
    told = Told(HOSTILE_ID, f"Title {HOSTILE}", f"Paper {HOSTILE}", "2022-07-02", "javascript:alert(1)")
    minister = Actor(state="FRA", person=f"Jean {HOSTILE}", office=f"Office {HOSTILE}")
    told.reports_that(
        "meeting",
        minister,
        KAZAKHSTAN,
        day("2022-07-01", reason=HOSTILE),
        f"A minister met Kazakh officials {HOSTILE}.",
        named_issues=(f"Plan {HOSTILE}",),
        reasons=(HOSTILE,),
    )
    told.reports_that("statement", FRANCE, KAZAKHSTAN, day("2022-07-02"), f"France said {HOSTILE}.")
    return told


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "relations.duckdb"
    with Store.open(path) as store:
        for told in (*relation(), hostile()):
            store.put(told.document(), told.reports)
        store.merge()
        store.search.renew()
    return path


@pytest.fixture(scope="session")
def events(made: Path) -> list[Event]:
    from bilateral.chronology import EventQuery
    from bilateral.model import Status

    with Store.open(made, read_only=True) as store:
        return store.events(EventQuery(statuses=tuple(Status)))


@pytest.fixture(scope="session")
def client(made: Path) -> Iterator[TestClient]:
    """Reads, and offers to judge; nothing of what tests share is written to."""
    app = application(Serving(path=made, by="tester"))
    yield TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    app.state.app.pool.close()


@pytest.fixture
def database(made: Path, tmp_path: Path) -> Path:
    """A copy to write to."""
    return Path(shutil.copy(made, tmp_path))
