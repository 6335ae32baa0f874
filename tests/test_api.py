"""The library: questions as people write them, answers as sequences, tables and files."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from bilateral import Chronology, members, read, states
from bilateral.api.query import Day, first_day, last_day, words
from bilateral.errors import ExportError, QueryError, UnknownEvent, UnknownState, UnknownValue
from bilateral.model import Form, Status

TEXT = (
    "On March 3, 2022, U.S. Secretary of State Antony Blinken telephoned Azerbaijani President Ilham Aliyev. During "
    "the conversation the sides discussed energy. Mr Blinken plans to visit Baku in June 2022.\n\n"
    "On 12 April 2022 Russian Foreign Minister Sergey Lavrov sent a letter to Azerbaijani Foreign Minister Jeyhun "
    "Bayramov.\n"
)


@pytest.fixture(scope="module")
def chronology(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chronology]:
    news = tmp_path_factory.mktemp("news") / "news.txt"
    news.write_text(TEXT, encoding="utf-8")
    with read(news) as made:
        yield made


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        pytest.param("2022", date(2022, 1, 1), date(2022, 12, 31), id="year"),
        pytest.param("2024-02", date(2024, 2, 1), date(2024, 2, 29), id="month"),
        pytest.param("2022-3", date(2022, 3, 1), date(2022, 3, 31), id="month-short"),
        pytest.param("2022-03-15", date(2022, 3, 15), date(2022, 3, 15), id="day"),
        pytest.param(date(2022, 3, 15), date(2022, 3, 15), date(2022, 3, 15), id="date"),
        pytest.param(None, None, None, id="none"),
    ],
)
def test_days_are_read(value: Day, first: date | None, last: date | None) -> None:
    assert (first_day(value), last_day(value)) == (first, last)


@pytest.mark.parametrize("value", ["", "22", "2022-13", "2022-02-30", "15.3.2022", "March 2022"])
def test_what_is_no_day_is_refused(value: str) -> None:
    with pytest.raises(QueryError, match="write it as 2022, 2022-03 or 2022-03-15"):
        first_day(value)


def test_words_are_taken_in_any_spelling() -> None:
    assert words("form", "CALL", Form) == (Form.CALL,)
    assert words("issue", ["Peace Settlement", "energy"], ("energy", "peace-settlement")) == (
        "energy",
        "peace-settlement",
    )
    with pytest.raises(UnknownValue, match="'cal' is no form"):
        words("form", ["call", "cal"], Form)


def test_read_keeps_a_summary(chronology: Chronology) -> None:
    assert chronology.summary is not None
    assert chronology.summary.new == 1


def test_events_are_a_sequence(chronology: Chronology) -> None:
    events = chronology.events("USA", "azerbaijani")
    assert [event.form for event in events] == [Form.CALL]
    assert events[0].when.earliest == date(2022, 3, 3)
    assert len(events[:1]) == 1
    assert repr(events) == "<1 event>"


@pytest.mark.parametrize(
    ("filters", "forms"),
    [
        pytest.param({}, ["call", "letter"], id="all"),
        pytest.param({"form": "letter"}, ["letter"], id="form"),
        pytest.param({"form": ["call", "letter"], "until": "2022-03-03"}, ["call"], id="until"),
        pytest.param({"source": "Russia"}, ["letter"], id="source"),
        pytest.param({"target": "russian"}, [], id="target"),
        pytest.param({"status": "planned"}, ["visit"], id="planned"),
        pytest.param({"status": Status.OCCURRED, "limit": 1}, ["letter"], id="limit"),
    ],
)
def test_events_are_narrowed_down(chronology: Chronology, filters: dict[str, object], forms: list[str]) -> None:
    assert [event.form for event in chronology.events("AZE", **filters)] == forms  # type: ignore[arg-type]


def test_events_become_tables(chronology: Chronology) -> None:
    events = chronology.events()
    table = events.to_arrow()
    assert table.num_rows == len(events) == 2
    assert table.column("id").to_pylist() == [event.id for event in events]
    frame = events.to_pandas()
    assert list(frame["form"]) == ["call", "letter"]
    assert list(events.records[0]) == list(frame.columns)
    assert "<pre>" in events._repr_html_()


def test_pandas_is_named_where_it_is_missing(chronology: Chronology, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(QueryError, match=r"pip install 'bilateral\[pandas\]'"):
        chronology.events().to_pandas()


def test_no_events_are_a_table_too(chronology: Chronology) -> None:
    nothing = chronology.events("USA", "RUS")
    assert nothing.to_arrow().num_rows == 0
    assert nothing.to_arrow().schema == chronology.events().to_arrow().schema


def test_an_event_is_found_by_the_beginning_of_its_id(chronology: Chronology) -> None:
    event = chronology.events("USA")[0]
    assert chronology.event(event.id[:8]) == event
    with pytest.raises(UnknownEvent):
        chronology.event("zzz")


def test_brief_is_saved_by_suffix(chronology: Chronology, tmp_path: Path) -> None:
    brief = chronology.brief("USA", "AZE", versus=("RUS", "AZE"))
    assert brief.save(tmp_path / "b.html").read_text(encoding="utf-8") == brief.html
    assert brief.save(tmp_path / "b.md").read_text(encoding="utf-8") == brief.markdown
    assert brief._repr_html_().startswith("<iframe")
    with pytest.raises(QueryError, match=r"\.pdf"):
        brief.save(tmp_path / "b.pdf")


def test_an_output_that_fails_leaves_what_was_there(chronology: Chronology, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="nowhere"):
        chronology.export(tmp_path / "nowhere" / "events.jsonl")
    target = tmp_path / "events.jsonl"
    chronology.export(target)
    before = target.read_bytes()
    assert before.count(b"\n") == 3
    with pytest.raises(UnknownState):
        chronology.export(target, "Nowhereland")
    assert target.read_bytes() == before


def test_states_are_found() -> None:
    assert [row["code"] for row in states("azerbaijani")] == ["AZE"]
    with pytest.raises(UnknownState, match="did you mean"):
        states("Azerbajan")


def test_importing_the_package_loads_nothing() -> None:
    code = "import sys, bilateral; print([name for name in sys.modules if name.startswith('bilateral.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_members_of_a_body() -> None:
    assert {"FRA", "USA"} <= {row["code"] for row in members("NATO")}
    assert "SWE" not in {row["code"] for row in members("North Atlantic Treaty Organization", on="2010-05-31")}
    assert len(members("UN")) == 193
    with pytest.raises(UnknownValue, match="choose from"):
        members("Human Rights Watch")
    with pytest.raises(QueryError, match="no day"):
        members("EU", on="May")


def test_a_file_of_an_older_version_is_brought_up_to_date_to_be_read(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    with Chronology(path):
        pass
    connection = duckdb.connect(str(path))
    connection.execute("DELETE FROM schema_versions WHERE version = (SELECT max(version) FROM schema_versions)")
    for table in ("words", "searched"):
        connection.execute(f"DROP TABLE {table}")
    connection.close()
    with Chronology(path, read_only=True) as chronology:
        assert chronology.counts().documents == 0
