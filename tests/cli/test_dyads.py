"""`bilateral dyads`: what is printed, in every shape, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_a_relation_by_month(chronology: Run) -> None:
    result = chronology("dyads", "Russia", "AZE")
    assert result.exit_code == 0, result.output
    assert "Russia and Azerbaijan: events by month, from 1 Apr 2022 to 30 Apr 2022" in result.output
    assert "In all two events: two contacts among them" in result.output
    assert "none of the texts read was published in a month that is shown" in " ".join(result.output.split())
    assert max(map(len, result.output.splitlines())) <= 80


def test_everything_as_data(chronology: Run) -> None:
    found = json.loads(chronology("dyads", "RUS", "AZE", "--by", "form", "--json").output)
    assert (found["pair"], found["names"], found["by"]) == (["RUS", "AZE"], ["Russia", "Azerbaijan"], "form")
    assert [(kind["kind"], kind["number"]) for kind in found["kinds"]] == [("visit", 1), ("meeting", 1)]
    (april,) = found["periods"]
    assert (april["period"], april["number"], april["contacts"]["number"]) == ("2022-04", 2, 2)
    assert len(april["events"]) == 2
    assert april["kinds"]["visit"]["events"] == found["kinds"][0]["events"]
    assert april["quads"]["verbal cooperation"]["number"] == 2
    assert april["per_1000_documents"] is None


@pytest.mark.parametrize(
    ("options", "columns", "rows"),
    [
        pytest.param([], ["a", "b", "period", "first"], 1, id="periods"),
        pytest.param(["--by", "level"], ["a", "b", "level", "number"], 1, id="kinds"),
        pytest.param(["--by", "form", "--period", "month"], ["a", "b", "period", "form"], 2, id="both"),
        pytest.param(["--since", "2023", "--until", "2023-06"], ["a", "b", "period", "first"], 6, id="empty-months"),
    ],
)
def test_rows_as_csv(chronology: Run, options: list[str], columns: list[str], rows: int) -> None:
    result = chronology("dyads", "RUS", "AZE", *options, "--csv")
    assert result.exit_code == 0, result.output
    found = list(csv.DictReader(io.StringIO(result.output)))
    assert list(found[0])[:4] == columns
    assert list(found[0])[-1] == "events"
    assert len(found) == rows


@pytest.mark.parametrize("by", ["period", "form", "level", "type", "direction", "initiator"])
def test_every_way_to_divide_fits_the_terminal(chronology: Run, by: str) -> None:
    for period in ([], ["--period", "year"]):
        result = chronology("dyads", "RUS", "AZE", "--by", by, *period)
        assert result.exit_code == 0, result.output
        assert max(map(len, result.output.splitlines())) <= 80


def test_the_busiest_pairs(chronology: Run) -> None:
    result = chronology("dyads")
    assert result.exit_code == 0, result.output
    lines = [line for line in result.output.splitlines() if "–" in line]
    assert lines[0].startswith("Azerbaijan – Russia"), result.output
    assert lines[1].startswith("Azerbaijan – United States")
    one = json.loads(chronology("dyads", "USA", "--contacts", "--json").output)
    assert [(row["a"], row["b"], row["number"]) for row in one["rows"]] == [("AZE", "USA", 1)]
    assert (one["party"], one["contacts"], one["pairs"], one["documents"]) == ("USA", True, 1, 2)


def test_nothing_there(chronology: Run) -> None:
    for asked in (["FRA", "DEU"], ["FRA"], ["USA", "AZE", "--since", "2030"]):
        result = chronology("dyads", *asked)
        assert result.exit_code == 0, result.output
        assert "None is told of." in result.output
    assert chronology("dyads", "FRA", "DEU", "--csv").output.startswith("a,b,period,first,last,number,low,high")
    assert json.loads(chronology("dyads", "FRA", "DEU", "--json").output)["periods"] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["USA", "Atlantis"], "Atlantis", id="unknown-state"),
        pytest.param(["USA", "america"], "USA and america are the same; name two", id="one-state-twice"),
        pytest.param(["USA", "AZE", "RUS"], "at most two states", id="three-states"),
        pytest.param(["USA", "AZE", "--by", "weather"], "initiator", id="unknown-way"),
        pytest.param(["USA", "AZE", "--period", "week"], "month", id="unknown-period"),
        pytest.param(["USA", "AZE", "--since", "soon"], "write it as 2022", id="no-date"),
        pytest.param(["USA", "AZE", "--since", "2023", "--until", "2022"], "before it begins", id="turned-round"),
        pytest.param(["USA", "--since", "2023", "--until", "2022"], "before it begins", id="turned-round-one"),
        pytest.param(["USA", "--by", "form"], "name two states", id="one-state-divided"),
        pytest.param(["USA", "AZE", "--json", "--csv"], "not both", id="two-shapes"),
    ],
)
def test_what_is_refused(chronology: Run, arguments: list[str], message: str) -> None:
    result = chronology("dyads", *arguments)
    assert result.exit_code == 2
    assert message in result.output
    assert "Traceback" not in result.output
