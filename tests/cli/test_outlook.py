"""`bilateral outlook` and `bilateral backtest` on a database of made-up events."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.builders import document, report, when
from tests.cli.conftest import Run

from bilateral.api import Chronology
from bilateral.chronology import Store
from bilateral.errors import QueryError, UnknownValue

FIRST = date(2021, 1, 1)


def write(path: Path) -> None:
    """The USA calls Azerbaijan every ten days and sends a letter two days later; two others meet every month; a visit
    is announced for the day after the last event."""
    with Store.open(path) as store:
        for number in range(40):
            day = FIRST + timedelta(10 * number)
            told = when(str(day + timedelta(1)))
            store.put(
                document(f"c{number}", text=f"Call {number}.", published=told),
                [report(f"c{number}:1", "Blinken", "Bayramov", str(day), form="call")],
            )
            store.put(
                document(f"l{number}", text=f"Letter {number}.", published=told),
                [report(f"l{number}:1", "USA", "AZE", str(day + timedelta(2)), form="letter", type="SUPPORT")],
            )
            if not number % 3:
                store.put(
                    document(f"m{number}", text=f"Meeting {number}.", published=told),
                    [report(f"m{number}:1", "RUS", "ARM", str(day), form="meeting")],
                )
        store.put(
            document("p", text="A visit is planned.", published=when("2022-01-20")),
            [report("p:1", "USA", "AZE", "2022-02-05", form="visit", status="planned")],
        )
        store.merge()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("outlook") / "relations.duckdb"
    write(path)
    return path


@pytest.fixture
def db(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "relations.duckdb"))


def test_an_outlook_fits_the_screen_and_names_events_that_can_be_opened(bilateral: Run, db: Path) -> None:
    found = bilateral("outlook", "USA", "Azerbaijan", "--as-of", "2022-01-30", "--db", db)
    assert found.exit_code == 0, found.output
    assert max(len(line) for line in found.output.splitlines()) <= 80
    assert found.output.startswith(
        "United States (USA) and Azerbaijan (AZE): outlook for the 30 days after\n2022-01-30 (to 2022-03-01)\n"
    )
    data = json.loads(bilateral("outlook", "USA", "AZE", "--as-of", "2022-01-30", "--db", db, "--json").output)
    calls = next(act for act in data["acts"] if act["act"] == "call")
    assert calls["joint"]
    assert calls["probability"] > calls["base_rate_of_act"] + 0.1
    assert calls["last"] == "2022-01-26"
    reason = max(calls["reasons"], key=lambda reason: reason["effect"])
    assert reason["what"].startswith("call, between them")
    shown = bilateral("show", reason["events"][0], "--db", db)
    assert shown.exit_code == 0
    assert "call" in shown.output


def test_what_is_announced_for_the_horizon_is_told_with_how_such_plans_fared(bilateral: Run, db: Path) -> None:
    found = bilateral("outlook", "USA", "AZE", "--as-of", "2022-01-30", "--db", db).output
    assert "visit, USA to AZE, 2022-02-05 (announced 2022-01-20): no earlier announcement" in found
    before = bilateral("outlook", "USA", "AZE", "--as-of", "2022-01-19", "--db", db).output
    assert "Announced" not in before


def test_nothing_after_the_day_changes_the_outlook(bilateral: Run, made: Path, tmp_path: Path) -> None:
    asked = ("outlook", "USA", "AZE", "--as-of", "2021-10-01", "--json", "--db")
    before = bilateral(*asked, made).output
    other = Path(shutil.copy(made, tmp_path / "other.duckdb"))
    with Store.open(other) as store:
        for number in range(30):
            told = report(f"x{number}:1", "AZE", "USA", str(date(2021, 10, 2) + timedelta(number)), form="visit")
            store.put(document(f"x{number}", text=f"Visit {number}."), [told])
        store.merge()
    assert json.loads(bilateral(*asked, other).output) == json.loads(before)


def test_acts_are_asked_for_by_name(bilateral: Run, db: Path) -> None:
    found = bilateral("outlook", "USA", "AZE", "--act", "LETTER", "--act", "sanction", "--db", db)
    assert found.exit_code == 0
    assert "letter " in found.output
    assert "Note: not enough evidence on 'SANCTION'" in found.output


def test_who_next_lists_partners(bilateral: Run, db: Path) -> None:
    data = json.loads(bilateral("outlook", "Russia", "--act", "meeting", "--db", db, "--json").output)
    assert [one["partner"] for one in data["partners"]] == ["ARM"]
    text = bilateral("outlook", "RUS", "--act", "meeting", "--db", db).output
    assert "RUS - ARM" in text


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (
            ("USA", "AZE", "--as-of", "2020-01-01"),
            2,
            "nothing is known up to 2020-01-01: the first event is of 2021-01",
        ),
        (("USA", "AZE", "--as-of", "2021-01-15"), 0, "Not enough evidence"),
        (("USA", "AZE", "--as-of", "2031-01-15"), 0, "more than 365 days before"),
        (("USA", "AZE", "--as-of", "2021"), 2, "'2021' is no day"),
        (("USA", "AZE", "--horizon", "-3d"), 2, "'-3d' is no horizon"),
        (("USA", "AZE", "--horizon", "0"), 2, "'0' is no horizon"),
        (("USA", "AZE", "--horizon", "tomorrow"), 2, "'tomorrow' is no horizon; write it as 30d"),
        (("USA", "AZE", "--horizon", "2.5d"), 2, "'2.5d' is no horizon"),
        (("USA", "AZE", "--as-of", "tomorrow"), 2, "'tomorrow' is no date"),
        (("USA", "AZE", "--horizon", "99m"), 2, "from 1 to 366 days"),
        (("USA", "AZE", "--act", "dance"), 2, "'dance' is no act; choose from: call, video"),
        (("USA", "FRA"), 0, "no event between USA and FRA is known"),
        (("USA", "USA"), 2, "are both USA"),
        (("USA", "Atlantis"), 2, "no state or organisation is called 'Atlantis'"),
        (("USA",), 2, "name two parties, or one and with --act"),
        (("FRA", "--act", "visit"), 0, "ot enough evidence"),
        (("RUS", "--act", "meeting", "--publish"), 2, "only an outlook on two parties can be published"),
    ],
)
def test_bad_questions_are_answered_in_words_and_without_a_number(
    bilateral: Run, db: Path, arguments: tuple[str, ...], code: int, says: str
) -> None:
    found = bilateral("outlook", *arguments, "--db", db)
    assert found.exit_code == code, found.output
    assert says in " ".join(found.output.split())
    assert "%" not in found.output


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"as_of": date(2020, 1, 1)}, "nothing is known up to 2020-01-01"),
        ({"horizon": 0}, "'?0'? is no horizon"),
        ({"horizon": "tomorrow"}, "'tomorrow' is no horizon"),
        ({"horizon": 367}, "from 1 to 366 days"),
        ({"act": "dance"}, "'dance' is no act; choose from"),
        ({"b": "USA"}, "are both USA"),
    ],
)
def test_bad_questions_to_the_library_are_told_apart(made: Path, asked: dict[str, Any], says: str) -> None:
    with (
        Chronology(made, read_only=True) as chronology,
        pytest.raises((QueryError, UnknownValue), match=says),
    ):
        chronology.outlook("USA", **{"b": "AZE", **asked})


def test_a_point_in_time_is_its_day_and_later_events_are_not_known(made: Path) -> None:
    with Chronology(made, read_only=True) as chronology:
        found = chronology.outlook("USA", "AZE", as_of=datetime(2021, 10, 1, 12, 30), act="call").outlook
    assert found.as_of == date(2021, 10, 1)
    assert found.acts[0].last is not None
    assert date.fromordinal(found.acts[0].last) <= found.as_of


def test_an_empty_database_has_no_outlook(bilateral: Run, tmp_path: Path) -> None:
    Store.open(tmp_path / "empty.duckdb").close()
    found = bilateral("outlook", "USA", "AZE", "--db", tmp_path / "empty.duckdb")
    assert found.exit_code == 2
    assert "holds no dated event" in found.output


def test_the_past_is_forecast_again(bilateral: Run, db: Path) -> None:
    data = json.loads(bilateral("backtest", "--horizon", "15d", "--db", db, "--json").output)
    assert data["all"]["forecasts"] > 100
    assert 0 < data["all"]["came_true"] < data["all"]["forecasts"]
    assert data["all"]["skill_on_act_rate"] > 0.2
    assert {row["what"] for row in data["by_act"]} >= {"call", "letter", "SUPPORT"}
    text = bilateral("backtest", "USA", "AZE", "--horizon", "15d", "--db", db).output
    assert "USA to AZE" in text
    assert "RUS" not in text
    assert max(len(line) for line in text.splitlines()) <= 80


def test_too_little_past_is_said(bilateral: Run, db: Path) -> None:
    found = bilateral("backtest", "--until", "2021-02-01", "--db", db)
    assert found.exit_code == 2
    assert "too little past for a back-test over 30 days" in found.output


def test_two_who_never_met_cannot_be_scored(bilateral: Run, db: Path) -> None:
    found = bilateral("backtest", "ARM", "AZE", "--horizon", "15d", "--db", db)
    assert found.exit_code == 2
    assert "no event between ARM and AZE is known; there is nothing to score" in found.output


def test_a_published_outlook_is_scored_when_its_horizon_has_passed(bilateral: Run, db: Path) -> None:
    none = bilateral("backtest", "--published", "--db", db).output
    assert none == "Published outlooks: none; publish one with: bilateral outlook A B --publish.\n"
    bilateral("outlook", "USA", "AZE", "--as-of", "2022-01-20", "--publish", "--db", db)
    found = bilateral("backtest", "--published", "--db", db).output
    assert found.startswith("Published outlooks: 0 probabilities whose horizon has passed; ")
    assert "; 0 are still open" not in found
    bilateral("outlook", "USA", "AZE", "--as-of", "2021-10-01", "--publish", "--db", db)
    data = json.loads(bilateral("backtest", "--published", "--db", db, "--json").output)
    assert data["all"]["forecasts"] == data["scored"] > 0
    came = {row["what"]: row["came_true"] for row in data["by_act"]}
    assert came["call"] == 1
    assert came["letter"] == 1


def test_with_rates_alone_what_two_never_did_is_left_out_unless_asked_for(bilateral: Run, db: Path) -> None:
    asked = ("outlook", "USA", "AZE", "--as-of", "2021-02-05", "--limit", "4", "--db", db)
    found = bilateral(*asked).output
    assert "rates only" in found
    assert "acts that the two are not known to have done are left out" in " ".join(found.split())
    assert "never before" not in found
    assert "never before" in bilateral(*asked, "--act", "meeting").output


def test_what_is_announced_stands_before_the_probabilities_that_do_not_know_it(bilateral: Run, db: Path) -> None:
    found = bilateral("outlook", "USA", "AZE", "--as-of", "2022-01-30", "--db", db).output
    assert "of this form" in found
    assert found.index("Announced (the probabilities below go by what took place") < found.index("prob.")
