"""`bilateral shifts` on a database of made-up events."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.builders import document, report, when
from tests.cli.conftest import Run

from bilateral.chronology import Put, Store

FIRST = date(2020, 1, 6)


def write(path: Path) -> None:
    """A chronology in which one pair shifts.

    Three years of The Herald, six texts a month, in which the USA calls Azerbaijan every other month, and in the last
    year every ten days; and five months of The Times, in which the two meet every other day. Russia writes to Armenia
    all along.
    """
    items = []
    for number in range(216):
        day = FIRST + timedelta(5 * number)
        told = {"published": when(str(day)), "publisher": "The Herald"}
        happened = []
        if number % 12 == 5 or (number >= 144 and number % 2 == 0):
            happened.append(report(f"h{number}:1", "Blinken", "Bayramov", str(day), form="call"))
        if number % 9 == 2:
            happened.append(report(f"h{number}:2", "RUS", "ARM", str(day), form="letter"))
        items.append(Put(document=document(f"h{number}", text=f"Text {number}.", **told), reports=tuple(happened)))
    for number in range(75):
        day = date(2021, 2, 1) + timedelta(2 * number)
        told = {"published": when(str(day)), "publisher": "The Times"}
        met = report(f"t{number}:1", "Blinken", "Bayramov", str(day), form="meeting")
        items.append(Put(document=document(f"t{number}", text=f"Piece {number}.", **told), reports=(met,)))
    with Store.open(path) as store:
        store.put_many(items)
        store.merge()


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shifts") / "relations.duckdb"
    write(path)
    return path


def test_a_shift_is_told_in_a_sentence_with_the_events_on_both_sides(bilateral: Run, db: Path) -> None:
    found = bilateral("shifts", "USA", "Azerbaijan", "--db", db)
    assert found.exit_code == 0, found.output
    assert max(len(line) for line in found.output.splitlines()) <= 80
    text = " ".join(found.output.split())
    assert found.output.startswith("USA and AZE: shifts\n")
    assert "the United States and Azerbaijan were in contact about" in text
    assert "times a month, after once in two months. This is very unlikely to be chance" in text
    assert "what The Times (75 texts, 1 Feb 2021 - 29 Jun 2021) alone tells" in text
    assert "Antony Blinken spoke by telephone with Jeyhun Bayramov" in found.output
    assert "Not enough events to tell (it takes 8)." in text
    assert "in made-up series that never change, a false alarm once in" in text


def test_the_same_as_data_with_all_events(bilateral: Run, db: Path) -> None:
    data = json.loads(bilateral("shifts", "USA", "AZE", "--what", "rate", "--db", db, "--json").output)
    contacts, acts = data["series"]
    assert (contacts["series"], contacts["rated_against"], contacts["period"]) == ("contacts", "documents", "month")
    (shift,) = contacts["shifts"]
    assert "2021-11-01" <= shift["low"] <= shift["at"] <= shift["high"] <= "2022-02-28"
    assert shift["probability"] > 0.99
    assert shift["before"]["per_month"]["high"] < shift["after"]["per_month"]["low"]
    assert len(shift["before"]["events"]) + len(shift["after"]["events"]) == contacts["events"]
    assert contacts["false_alarms_per_dyad_year"] <= 0.01
    assert acts["refused"].startswith("not enough events")
    assert data["left_out"][0]["publisher"] == "The Times"
    first = shift["after"]["events"][0]
    assert bilateral("show", first, "--db", db).exit_code == 0


def test_the_side_named_first_is_told_first_and_finds_the_same(bilateral: Run, db: Path) -> None:
    data = [
        json.loads(bilateral("shifts", *pair, "--what", "rate", "--db", db, "--json").output)
        for pair in (("USA", "AZE"), ("AZE", "USA"))
    ]
    shifts = [[{**one, "sentence": ""} for one in side["series"][0]["shifts"]] for side in data]
    assert shifts[0] == shifts[1]


def test_nothing_is_told_where_nothing_changed(bilateral: Run, db: Path) -> None:
    text = bilateral("shifts", "RUS", "ARM", "--what", "rate", "--db", db).output
    assert "Contacts (24 events, by month)" in text
    assert "No shift found." in text


def test_days_narrow_what_is_looked_at(bilateral: Run, db: Path) -> None:
    text = bilateral("shifts", "USA", "AZE", "--until", "2021-11", "--what", "rate", "--db", db).output
    assert "No shift found." in text
    within = bilateral("shifts", "USA", "AZE", "--since", "2021-02", "--until", "2021-06", "--what", "rate", "--db", db)
    assert "Left out" not in within.output  # in those months The Times was read all along


def test_all_pairs_on_one_list(bilateral: Run, db: Path) -> None:
    found = bilateral("shifts", "--db", db)
    assert found.exit_code == 0, found.output
    text = " ".join(found.output.split())
    assert text.startswith("Shifts of all pairs since 2021-12-")
    assert "2 pairs, 2 series" in text
    assert "One shift stands out; chance alone would make 0.0 or less." in text
    assert "AZE - USA, contacts: From January 2022" in text
    data = json.loads(bilateral("shifts", "--recent", "all", "--db", db, "--json").output)
    assert [(one["a"], one["b"], one["series"]) for one in data["shifts"]] == [("AZE", "USA", "contacts")]
    one_pair = json.loads(bilateral("shifts", "--pairs", "1", "--db", db, "--json").output)
    assert (one_pair["pairs"], one_pair["pairs_not_looked_at"]) == (1, 1)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("USA",), 2, "name two parties, or none"),
        (("USA", "USA"), 2, "USA twice"),
        (("USA", "Atlantis"), 2, "Atlantis"),
        (("USA", "AZE", "--what", "weather"), 2, "choose from: rate, tone, level, agenda"),
        (("USA", "AZE", "--by", "day"), 2, "choose from: week, month"),
        (("USA", "AZE", "--false-alarms", "0.0000001"), 2, "no setting makes as few as 1e-07 false alarms"),
        (("USA", "AZE", "--false-alarms", "0"), 2, "--false-alarms"),
        (("USA", "AZE", "--since", "2022", "--until", "2021"), 2, "ends"),
        (("--what", "level",), 2, "told of two parties only"),
        (("--recent", "soon",), 2, "soon"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_said(
    bilateral: Run, db: Path, arguments: tuple[str, ...], code: int, says: str
) -> None:
    found = bilateral("shifts", *arguments, "--db", db)
    assert found.exit_code == code, found.output
    assert says in found.output


def test_a_pair_without_events_has_too_few(bilateral: Run, db: Path) -> None:
    assert "Not enough events to tell" in bilateral("shifts", "FRA", "DEU", "--db", db).output


def test_a_database_of_nothing_says_so(bilateral: Run, tmp_path: Path) -> None:
    Store.open(tmp_path / "empty.duckdb").close()
    found = bilateral("shifts", "--db", tmp_path / "empty.duckdb")
    assert found.exit_code == 2
    assert "holds no dated event" in found.output
