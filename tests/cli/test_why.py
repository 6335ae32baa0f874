"""`bilateral why`: the steps from prior to decision, and what was kept out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

TEXTS = {
    "one": "On March 15, 2022, U.S. Secretary of State Antony Blinken spoke by phone with Azerbaijani President Ilham "
    "Aliyev about energy security.",
    "two": "U.S. Secretary of State Antony Blinken called President Ilham Aliyev of Azerbaijan on March 15, 2022. The "
    "sides discussed energy security.",
    "three": "On March 17, 2022, U.S. Secretary of State Antony Blinken spoke by phone with Azerbaijani President "
    "Ilham Aliyev about borders.",
    "four": "On May 4, 2022, Greek Prime Minister Kyriakos Mitsotakis visited Albania.",
}


@pytest.fixture
def read(bilateral: Run, tmp_path: Path) -> Run:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    assert bilateral("read", folder, "--quiet").exit_code == 0
    return bilateral


def event(run: Run, *question: str) -> str:
    (record,) = json.loads(run("events", *question, "--format", "json").stdout)
    return str(record["id"])


def test_each_report_joined_has_its_steps_and_what_was_kept_out_its_reason(read: Run) -> None:
    result = read("why", event(read, "USA", "AZE", "--until", "2022-03-15"))
    assert result.exit_code == 0
    assert "Two reports of one event" in result.stdout
    assert "prior: two reports of one block" in result.stdout
    assert "persons: same for all" in result.stdout
    assert "together: 9" in result.stdout
    assert "Nearest reports not joined" in result.stdout
    assert "date: the dates contradict each other" in " ".join(result.stdout.split())
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_an_event_of_one_report_says_so(read: Run) -> None:
    alone = read("why", event(read, "GRC", "ALB"))
    assert "One report makes this event" in alone.stdout
    assert "No other report of these parties lies near it in time." in alone.stdout
    near = read("why", event(read, "USA", "AZE", "--since", "2022-03-16"))
    assert "One report makes this event" in near.stdout
    assert near.stdout.count("date: the dates contradict") == 2


def test_json_gives_every_weight(read: Run) -> None:
    found = json.loads(read("why", event(read, "USA", "AZE", "--until", "2022-03-15"), "--json").stdout)
    (joined,) = found["joined"]
    assert joined["beside"] == found["first"]["report"]
    weights = [piece["weight"] for piece in joined["evidence"]]
    assert joined["log_odds"] == pytest.approx(sum(weights), abs=0.05)
    assert joined["probability"] > 0.9
    assert [(one["cause"], one["veto"]) for one in found["not_joined"]] == [("kept apart", "date")]


def test_an_unknown_event_is_told(read: Run) -> None:
    result = read("why", "e0")
    assert result.exit_code != 0
    assert "no event has an id that begins with 'e0'" in result.stderr


def test_what_people_ruled_is_told_as_theirs(read: Run) -> None:
    one = event(read, "USA", "AZE", "--until", "2022-03-15")
    assert read("judge", "split", one, "2", "--why", "two calls", "--by", "ada").exit_code == 0
    parted = read("why", one)
    assert "a person ruled that it tells of another event" in " ".join(parted.stdout.split())
    other = event(read, "USA", "AZE", "--since", "2022-03-16")
    assert read("judge", "same", one, other, "--why", "one call", "--by", "ada").exit_code == 0
    (joint,) = (
        r["id"] for r in json.loads(read("events", "USA", "AZE", "--format", "json").stdout) if r["reports"][1:]
    )
    found = json.loads(read("why", joint, "--json").stdout)
    assert [joined["ruled"] for joined in found["joined"]] == [True]
