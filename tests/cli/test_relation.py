"""`bilateral issues` and `bilateral accounts`, on the examples' call of two governments and on letters of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bilateral.api import Chronology
from bilateral.cli import main

TEXTS = Path(__file__).resolve().parents[2] / "examples" / "texts"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("relation") / "x.duckdb"
    with Chronology(path) as chronology:
        chronology.read(*sorted(TEXTS.glob("call-*.html")), TEXTS / "spring-contacts.md")
    return str(path)


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, list(arguments), env={"COLUMNS": "80"})
    assert result.exit_code == code, result.output
    return result.output


def test_issues_are_told_within_80_columns(db: str) -> None:
    text = run("issues", "usa", "azerbaijan", "--db", db)
    assert max(map(len, text.splitlines())) <= 80
    assert "Democracy and human rights" in text
    assert "Minsk Group" in text
    assert "Events and passages: bilateral issues USA AZE --issue" in text


def test_one_issue_leads_to_its_sentences(db: str) -> None:
    text = run("issues", "USA", "AZE", "--issue", "consular-and-detainees", "--db", db)
    assert "return of the Armenian detainees" in text
    assert "For the United States: Antony Blinken (1)" in text
    assert run("issues", "USA", "AZE", "--issue", "minsk group", "--db", db).startswith("Minsk Group: ")


def test_issues_as_data(db: str) -> None:
    record = json.loads(run("issues", "USA", "AZE", "--json", "--db", db))
    energy = next(row for row in record["issues"] if row["issue"] == "energy")
    assert energy["named_by"]["USA"]
    for event in energy["events"]:
        assert event["passages"]
        assert all(set(passage) == {"document", "report", "span", "text"} for passage in event["passages"])
    assert energy["course"]["kind"]


def test_period_and_recent(db: str) -> None:
    record = json.loads(
        run("issues", "USA", "AZE", "--since", "2022-05", "--recent", "2022-05-20", "--json", "--db", db)
    )
    assert record["recent_from"] == "2022-05-20"
    assert all(event["end"] >= "2022-05-01" for row in record["issues"] for event in row["events"])


def test_no_events_are_told_plainly(db: str) -> None:
    assert "no events that took place are known" in run("issues", "Chad", "Fiji", "--db", db)
    assert "No events that took place between them are known" in run("accounts", "Chad", "Fiji", "--db", db)


def test_accounts_of_the_call(db: str) -> None:
    text = run("accounts", "USA", "AZE", "--db", db)
    assert max(map(len, text.splitlines())) <= 80
    assert "only the United States: consular and detainees, Minsk Group" in text
    assert "1 of 1      2 to 100 %   too few to tell" in text


def test_accounts_of_one_event(db: str) -> None:
    with Chronology(db, read_only=True) as chronology:
        (event,) = chronology.compare_accounts("USA", "AZE").compared.coverage.both
        other = chronology.compare_accounts("USA", "AZE").compared.coverage.neither[0]
    assert "Azerbaijan, own texts (Example Presidential Press Service" in run(
        "accounts", "USA", "AZE", event, "--db", db
    )
    alone = " ".join(run("accounts", "USA", "AZE", other, "--db", db).split())
    assert "no text was read that either government published; there is nothing to set it beside" in alone
    record = json.loads(run("accounts", "USA", "AZE", event[:8], "--json", "--db", db))
    assert [one["event"] for one in record["events"]] == [event]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("issues", "USA", "usa"), "are the same party", id="one-party-twice"),
        pytest.param(("issues", "USA", "Atlantis"), "Atlantis", id="no-such-party"),
        pytest.param(("issues", "USA", "AZE", "--issue", "cricket"), "cricket", id="no-such-issue"),
        pytest.param(("issues", "USA", "AZE", "--recent", "2022"), "is no day", id="recent-is-a-year"),
        pytest.param(("accounts", "USA", "AZE", "zzzz"), "zzzz", id="no-such-event"),
    ],
)
def test_errors_name_what_is_wrong(db: str, arguments: tuple[str, ...], message: str) -> None:
    assert message in run(*arguments, "--db", db, code=2)


def test_only_one_side_s_texts(tmp_path: Path) -> None:
    path = str(tmp_path / "one.duckdb")
    with Chronology(path) as chronology:
        chronology.read(TEXTS / "call-2022-05-11-department.html")
    text = " ".join(run("accounts", "USA", "AZE", "--db", path).split())
    assert "Only the United States' own texts were read (1, on 1 event)." in text
    assert "What Azerbaijan's own texts say is not known" in text
    assert "95 %" not in text
