"""Feeds watched: asked politely, read once, followed where they move, and nothing lost by a stop."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path

import pytest
from tests.run.conftest import START, Answer, Hands, Site

from bilateral.api import watch
from bilateral.api.watching import span
from bilateral.chronology import EventQuery, Store, record
from bilateral.config import DEFAULT_SETTINGS
from bilateral.errors import QueryError
from bilateral.run import Visit

QUICK = replace(DEFAULT_SETTINGS, timeout=20.0, pause=0.0)
QUARTER = timedelta(minutes=15)


def call(state: str, day: int = 3) -> str:
    return f"On March {day}, 2022, Secretary of State Antony Blinken spoke by telephone with the president of {state}."


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds nothing: copied faster than made."""
    path = tmp_path_factory.mktemp("empty") / "relations.duckdb"
    Store.open(path).close()
    return path


@pytest.fixture
def db(tmp_path: Path, empty: Path) -> Path:
    return Path(shutil.copy(empty, tmp_path))


def visits(
    site: Site, db: Path, clock: Hands | None = None, *, timeout: float = 20.0, pause: float = 0.0
) -> Iterator[Visit]:
    settings = replace(QUICK, timeout=timeout, pause=pause)
    yield from watch(f"{site.url}/feed", db=db, clock=clock or Hands(), settings=settings)


def counts(visit: Visit) -> tuple[int, int, int, int]:
    return visit.new, visit.changed, visit.known, len(visit.refusals)


def events(db: Path) -> list[tuple[str, str]]:
    with Store.open(db, read_only=True) as store:
        documents = store.documents()
        records = [record(event, documents) for event in store.each_event(EventQuery(statuses=()))]
    return sorted((one["start"], (one["to"] or one["from"])[0]["state"]) for one in records)


def test_a_feed_is_read_once_and_then_only_what_is_new_or_changed(site: Site, db: Path) -> None:
    poland, norway = site.item("poland", call("Poland")), site.item("norway", call("Norway"))
    site.feed(poland, norway, etag='"1"')
    watching = visits(site, db)
    assert counts(next(watching)) == (2, 0, 0, 0)
    again = next(watching)
    assert (again.status, counts(again), again.at - START) == (304, (0, 0, 0, 0), QUARTER)
    assert site.asked[-1] == ("/feed", '"1"')

    poland = site.item("poland", call("Poland", 4), title="Call, corrected")
    site.feed(site.item("georgia", call("Georgia")), poland, norway, etag='"2"')
    assert counts(next(watching)) == (1, 1, 1, 0)
    assert (site.hits("/norway"), site.hits("/poland"), site.hits("/robots.txt")) == (1, 2, 1)
    assert events(db) == [("2022-03-03", "GEO"), ("2022-03-03", "NOR"), ("2022-03-04", "POL")]
    with Store.open(db, read_only=True) as store:
        (before,) = store.versions.at(f"{site.url}/poland")
        assert call("Poland") in before.original


def test_entries_that_carry_their_text_are_not_fetched(site: Site, db: Path) -> None:
    text = f"<p>{call('Poland')}</p>" * 8
    body = f"<title>Call</title><link>{site.url}/poland</link><description><![CDATA[{text}]]></description>"
    site.feed(body)
    watching = visits(site, db)
    assert counts(next(watching)) == (1, 0, 0, 0)
    assert counts(next(watching)) == (0, 0, 1, 0)
    site.feed(body.replace("March 3", "March 5"))
    assert counts(next(watching)) == (0, 1, 0, 0)
    assert [path for path, _ in site.asked] == ["/feed"] * 3
    assert events(db) == [("2022-03-05", "POL")]


def test_a_link_that_several_entries_name_is_the_address_of_none(site: Site, db: Path) -> None:
    items = [
        f"<title>{state}</title><link>{site.url}/</link><guid>{state}</guid>"
        f"<description><![CDATA[{f'<p>{call(state)}</p>' * 8}]]></description>"
        for state in ("Poland", "Norway")
    ]
    site.feed(*items)
    watching = visits(site, db)
    assert counts(next(watching)) == (2, 0, 0, 0)
    site.feed(items[0].replace("March 3", "March 5"), items[1])
    assert counts(next(watching)) == (0, 1, 1, 0)
    assert events(db) == [("2022-03-03", "NOR"), ("2022-03-05", "POL")]


@pytest.mark.parametrize(
    ("answer", "problem", "minutes"),
    [
        pytest.param(
            Answer(status=429, headers={"Retry-After": "7200"}), "the server answered 429", [120, 120, 120], id="asks"
        ),
        pytest.param(Answer(status=503, headers={"Retry-After": "60"}), "503", [15, 15, 15], id="asks for little"),
        pytest.param(
            Answer(
                status=503,
                headers={"Retry-After": "Sun, 01 May 2022 15:30:00 GMT", "Date": "Sun, 01 May 2022 12:30:00 GMT"},
            ),
            "503",
            [180, 180, 180],
            id="asks by date",
        ),
        pytest.param(Answer(status=500), "the server answered 500", [30, 60, 120], id="error"),
        pytest.param(Answer(status=404), "the server answered 404", [30, 60, 120], id="not there"),
        pytest.param(Answer("<rss><chan"), "the feed does not parse", [30, 60, 120], id="broken"),
        pytest.param(
            Answer("<html><body><p>Moved on.</p></body></html>"), "is no RSS or Atom", [30, 60, 120], id="page"
        ),
        pytest.param(
            Answer(status=302, headers={"Location": "/feed"}), "redirects more often", [30, 60, 120], id="loop"
        ),
    ],
)
def test_a_feed_that_fails_is_let_be_for_longer_each_time(
    site: Site, db: Path, answer: Answer, problem: str, minutes: list[int]
) -> None:
    site.pages["/feed"] = answer
    watching = visits(site, db)
    found = list(islice(watching, 3))
    assert all(problem in visit.problem for visit in found)
    assert [(visit.next - visit.at).total_seconds() / 60 for visit in found if visit.next] == minutes
    site.feed(site.item("poland", call("Poland")))
    well = next(watching)
    assert (counts(well), well.problem) == ((1, 0, 0, 0), "")
    assert well.next == well.at + QUARTER, "failures are forgotten"


def test_a_server_that_does_not_answer_is_left(site: Site, db: Path) -> None:
    site.pages["/feed"] = Answer(hold=threading.Event())
    visit = next(visits(site, db, timeout=0.2))
    assert visit.problem == "the server did not answer in time"


def test_a_feed_that_is_gone_is_asked_no_more(site: Site, db: Path) -> None:
    site.pages["/feed"] = Answer(status=410)
    (gone,) = visits(site, db)
    assert (gone.status, gone.stopped, gone.next) == (410, True, None)
    assert gone.problem == "gone for good, said its server on 2022-05-01 (410); it is not asked any more"
    (told,) = visits(site, db)
    assert (told.stopped, told.problem) == (True, gone.problem)
    assert site.hits("/feed") == 1


def test_a_feed_that_moved_for_good_is_asked_where_it_is(site: Site, db: Path) -> None:
    site.feed(site.item("poland", call("Poland")))
    site.pages["/feed2"] = site.pages["/feed"]
    site.pages["/feed"] = Answer(status=301, headers={"Location": "/feed2"})
    watching = visits(site, db)
    assert next(watching).moved == f"{site.url}/feed2"
    assert next(watching).moved is None
    assert (site.hits("/feed"), site.hits("/feed2")) == (1, 2)
    site.pages["/feed2"] = Answer(status=302, headers={"Location": "/feed3"})
    site.pages["/feed3"] = Answer(status=500)
    next(watching)
    next(watching)
    assert site.hits("/feed2") == 4, "a redirect for the time being is not remembered"


@pytest.mark.parametrize(
    ("head", "minutes"),
    [
        pytest.param("<ttl>120</ttl>", 120, id="ttl"),
        pytest.param("<ttl>5</ttl>", 15, id="shorter than ours"),
        pytest.param("<sy:updatePeriod>hourly</sy:updatePeriod>", 60, id="period"),
        pytest.param(
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 360, id="frequency"
        ),
        pytest.param("<sy:updatePeriod>yearly</sy:updatePeriod>", 1440, id="not for longer than a day"),
        pytest.param("<ttl>soon</ttl>", 15, id="no number"),
    ],
)
def test_a_feed_is_asked_no_more_often_than_it_says(site: Site, db: Path, head: str, minutes: int) -> None:
    site.feed(site.item("poland", call("Poland")), head=head, etag='"1"')
    for visit in islice(visits(site, db), 2):  # the second is a 304, which says nothing of it
        assert visit.next == visit.at + timedelta(minutes=minutes)


def test_robots_are_heeded(site: Site, db: Path) -> None:
    site.feed(site.item("poland", call("Poland")), site.item("private", call("Norway")))
    site.pages["/robots.txt"] = Answer("User-agent: bilateral\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n")
    watching = visits(site, db)
    first = next(watching)
    assert counts(first) == (1, 0, 0, 1)
    assert [(one.source, one.code) for one in first.refusals] == [(f"{site.url}/private", "disallowed")]
    assert counts(next(watching)) == (0, 0, 2, 0)
    assert (site.hits("/private"), site.hits("/poland"), site.hits("/robots.txt")) == (0, 1, 1)


def test_where_robots_cannot_be_had_nothing_is_fetched_until_they_can(site: Site, db: Path) -> None:
    site.feed(site.item("poland", call("Poland")), etag='"1"')
    site.pages["/robots.txt"] = Answer(status=503)
    watching = visits(site, db)
    first = next(watching)
    assert (counts(first), first.waiting, site.hits("/poland")) == ((0, 0, 0, 0), 1, 0)
    del site.pages["/robots.txt"]
    second = next(watching)
    assert (second.status, counts(second), second.waiting) == (304, (1, 0, 0, 0), 0)


def test_a_page_that_cannot_be_had_is_tried_again_and_one_that_is_not_there_is_not(site: Site, db: Path) -> None:
    site.feed(site.item("poland", call("Poland")), site.item("norway", call("Norway")), etag='"1"')
    poland = site.pages["/poland"]
    site.pages["/poland"] = Answer(status=503)
    site.pages["/norway"] = Answer(status=404)
    watching = visits(site, db)
    first = next(watching)
    assert (first.waiting, [one.reason for one in first.refusals]) == (1, ["the server answered 404 Not Found"])
    assert next(watching).waiting == 1
    site.pages["/poland"] = poland
    assert counts(next(watching)) == (1, 0, 0, 0)
    assert (site.hits("/poland"), site.hits("/norway")) == (3, 1)


def test_a_page_that_never_comes_is_refused_in_the_end(site: Site, db: Path) -> None:
    site.feed(site.item("poland", call("Poland")), etag='"1"')
    site.pages["/poland"] = Answer(status=500)
    found = list(islice(visits(site, db), 7))
    assert [(visit.waiting, len(visit.refusals)) for visit in found] == [(1, 0)] * 4 + [(0, 1)] + [(0, 0)] * 2
    assert site.hits("/poland") == 5


def test_a_host_that_asks_for_time_is_given_it(site: Site, db: Path) -> None:
    site.feed(site.item("poland", call("Poland")), site.item("norway", call("Norway")))
    site.pages["/poland"] = Answer(status=429, headers={"Retry-After": "600"})
    assert next(visits(site, db)).waiting == 2
    assert (site.hits("/poland"), site.hits("/norway")) == (1, 0)


def test_requests_to_a_host_have_pauses_between(site: Site, db: Path) -> None:
    site.feed(site.item("poland", call("Poland")), site.item("norway", call("Norway")))
    site.pages["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 7\n")
    clock = Hands()
    watching = visits(site, db, clock, pause=2.0)
    next(watching)
    assert [path for path, _ in site.asked] == ["/feed", "/robots.txt", "/poland", "/norway"]
    assert clock.turned == [2.0, 2.0, 7.0]


def test_the_database_is_free_between_visits(site: Site, db: Path) -> None:
    held: list[int] = []

    def look() -> None:
        with Store.open(db, read_only=True) as store:
            held.append(store.counts().documents)

    site.feed(site.item("poland", call("Poland")))
    assert len(list(islice(visits(site, db, Hands(look)), 3))) == 3
    assert held == [1, 1]


def test_a_folder_is_watched_too(tmp_path: Path, db: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(call("Poland"))
    watching = watch(folder, db=db, clock=Hands(), settings=QUICK)
    assert counts(next(watching)) == (1, 0, 0, 0)
    (folder / "a.txt").write_text(call("Poland", 5))
    (folder / "b.txt").write_text(call("Norway"))
    assert counts(next(watching)) == (1, 1, 0, 0)
    assert counts(next(watching)) == (0, 0, 2, 0)


def test_a_wish_of_a_feed_outlives_the_process(site: Site, db: Path) -> None:
    site.feed(site.item("poland", call("Poland")), head="<ttl>60</ttl>")
    settings = replace(QUICK)
    list(watch(f"{site.url}/feed", db=db, clock=Hands(), settings=settings, once=True))
    (early,) = watch(f"{site.url}/feed", db=db, clock=Hands(), settings=settings, once=True)
    assert (early.next, site.hits("/feed")) == (START + timedelta(hours=1), 1)
    assert early.problem == "not due yet: the feed asks for a longer pause"


@pytest.mark.parametrize(
    ("told", "minutes"), [("15m", 15), ("1h30m", 90), ("2d", 2880), ("90s", 1.5), (" 1 h ", 60), ("20min", 20)]
)
def test_lengths_of_time(told: str, minutes: float) -> None:
    assert span(told) == timedelta(minutes=minutes)


@pytest.mark.parametrize("told", ["", "soon", "15", "0m", "5s", "m", "-15m"])
def test_what_is_no_length_of_time(told: str) -> None:
    with pytest.raises(QueryError):
        span(told)


# --- real processes ----------------------------------------------------------------------------------------------


def started(site: Site, db: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "bilateral", "watch", f"{site.url}/feed", "--db", str(db), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ})


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)], ids=["ctrl-c", "term"])
def test_a_stop_says_what_is_kept(site: Site, db: Path, number: signal.Signals, status: int) -> None:
    site.feed(site.item("poland", call("Poland")), site.item("norway", call("Norway")))
    with started(site, db, "--json") as process:
        assert process.stdout
        visit = json.loads(process.stdout.readline())
        process.send_signal(number)
        _, said = process.communicate(timeout=120)
    assert (visit["new"], visit["feed"]) == (2, f"{site.url}/feed")
    assert process.returncode == status
    assert said == f"Stopped. What came in is kept in {db}; watch again to go on from there.\n"
    assert len(events(db)) == 2


def test_a_kill_in_the_middle_of_a_visit_loses_nothing(site: Site, db: Path, tmp_path: Path) -> None:
    site.feed(*[site.item(f"x{number}", call("Poland", number + 1)) for number in range(18)])
    site.pages["/x17"].hold = threading.Event()
    with started(site, db, "--once") as process:
        assert site.arrived.wait(120)
        process.kill()
        process.communicate()
    site.pages["/x17"].hold.set()
    site.pages["/x17"].hold = None
    with Store.open(db, read_only=True) as store:
        kept = store.counts().documents
    assert kept == 16, "the first portion was committed"
    (visit,) = watch(f"{site.url}/feed", db=db, settings=QUICK, once=True)
    assert (visit.new, visit.known) == (2, 16)
    other = tmp_path / "other.duckdb"
    list(watch(f"{site.url}/feed", db=other, settings=QUICK, once=True))
    with Store.open(db, read_only=True) as one, Store.open(other, read_only=True) as two:
        assert [event.id for event in one.each_event()] == [event.id for event in two.each_event()]
