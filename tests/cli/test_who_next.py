"""`bilateral who-next`, over a database of few events and over files."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.builders import document, report, when
from tests.cli.conftest import Run

from bilateral.chronology import Store

FIRST = date(2021, 1, 1)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The USA calls Azerbaijan every ten days, and visits Armenia once."""
    path = tmp_path_factory.mktemp("next") / "relations.duckdb"
    with Store.open(path) as store:
        for number in range(12):
            day = FIRST + timedelta(10 * number)
            store.put(
                document(f"c{number}", text=f"Call {number}.", published=when(str(day))),
                [report(f"c{number}:1", "Blinken", "Bayramov", str(day), form="call")],
            )
        store.put(
            document("v", text="A visit.", published=when("2021-02-02")),
            [report("v:1", "USA", "ARM", "2021-02-01", form="visit")],
        )
        store.merge()
    return path


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("next") / "events.csv"
    days = [FIRST + timedelta(n) for n in range(60)]
    rows = [f"{day},Police,{'Citizens' if n % 4 else 'Judges'},arrest" for n, day in enumerate(days)]
    path.write_text("\n".join(["date,source,target,type", *rows, "2021-02-01,Judges,Police,thank"]) + "\n")
    return path


def test_few_events_are_told_by_shares_with_events_that_can_be_opened(bilateral: Run, db: Path) -> None:
    found = bilateral("who-next", "USA", "--act", "call", "--db", db)
    assert found.exit_code == 0, found.output
    lines = found.output.splitlines()
    assert max(len(line) for line in lines) <= 80
    assert lines[0] == "USA, call: who is next, as of 2021-04-21"
    assert "The next call of USA: with whom; 12 are known." in lines
    assert "Confidence: low. By shrunken shares: too little past to learn from." in lines
    row = next(line for line in lines if line.startswith("AZE"))
    assert row.split()[2:4] == ["12", "2021-04-21"]
    why = lines[lines.index(row) + 1]
    assert "12 x call, USA - AZE (2021-01-01 to 2021-04-21)" in why
    data = json.loads(bilateral("who-next", "USA", "--act", "call", "--json", "--db", db).output)
    event = data["candidates"][0]["reasons"][0]["events"][-1]
    assert bilateral("show", event, "--db", db).exit_code == 0
    chances = [one["probability"] for one in data["candidates"]]
    assert sum(chances) + data["all_others"] == pytest.approx(1, abs=1e-5)
    assert chances == sorted(chances, reverse=True)


def test_who_does_it_to_a_state(bilateral: Run, db: Path) -> None:
    data = json.loads(bilateral("who-next", "Armenia", "--act", "visit", "--received", "--json", "--db", db).output)
    assert data["asked"] == "by whom"
    assert data["candidates"][0]["who"] == "USA"
    assert data["candidates"][0]["reasons"][0]["by"] == "USA"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("USA", "--act", "dance"), "'dance' is no act; choose from: call"),
        (("Atlantis", "--act", "call"), "is called 'Atlantis'"),
        (("USA", "--act", "call", "--as-of", "2020-01-01"), "ask for a later day"),
        (("USA", "--act", "call", "--as-of", "2021-01-20"), "Not enough evidence: 2 events"),
        (("France", "--act", "call"), "Not enough evidence: no event of FRA"),
        (("USA", "--act", "SANCTION"), "Not enough evidence on 'SANCTION'"),
    ],
)
def test_what_cannot_be_answered_is_told_without_a_number(
    bilateral: Run, db: Path, asked: tuple[str, ...], told: str
) -> None:
    found = bilateral("who-next", *asked, "--db", db)
    assert told in " ".join(found.output.split())
    assert "%" not in found.output


def test_a_file_of_events_is_enough(bilateral: Run, table: Path) -> None:
    found = bilateral("who-next", "police", "--act", "arrest", "--events", table)
    assert found.exit_code == 0, found.output
    rows = [line for line in found.output.splitlines() if line.startswith(("Citizens", "Judges"))]
    assert [row.split()[0] for row in rows] == ["Citizens", "Judges"]
    assert "45 x arrest, Police > Citizens" in found.output
    assert "line 61" in found.output
    again = bilateral("who-next", "Police", "--act", "arrest", "--as-of", "2021-02-10", "--events", table, "--json")
    assert json.loads(again.output)["times"] == 41


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("Polices", "--act", "arrest"), "did you mean Police?"),
        (("Police", "--act", "arest"), "choose from: arrest"),
        (("Police", "--act", "arrest", "--as-of", "2021-01-05"), "Not enough evidence: 5 events"),
        (("Police", "--act", "arrest", "--as-of", "2020-01-05"), "nothing is known up to 2020-01-05"),
    ],
)
def test_what_a_file_cannot_answer_is_told(bilateral: Run, table: Path, asked: tuple[str, ...], told: str) -> None:
    assert told in " ".join(bilateral("who-next", *asked, "--events", table).output.split())
