"""`bilateral people`, `judge` and `judgements`, as a user meets them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from tests.people_texts import write_texts

Run = Callable[..., Result]
VERLINCK = ("--of", "NLD", "--why", "a slip")


@pytest.fixture
def read(bilateral: Run, tmp_path: Path) -> Run:
    write_texts(tmp_path / "people.jsonl")
    assert bilateral("read", "people.jsonl").exit_code == 0
    return bilateral


def test_the_table_fits_and_tells_who_is_known_from_where(read: Run) -> None:
    text = read("people", "Netherlands", "--state", "swedish").stdout
    assert max(map(len, text.splitlines())) <= 80
    lines = text.splitlines()
    assert re.search(r"^NLD +Tomas Verlinck +Special Envoy +senior +2022-03-02 +4 +learned", text, re.MULTILINE)
    assert re.search(r"official +2022-04-11$", text, re.MULTILINE)
    assert re.search(r"^SWE +Maja Orlunda .* 2 +texts$", text, re.MULTILINE)
    assert any(line.strip().startswith("= Thomas") for line in lines), "the other spelling"
    assert lines[-1] == "Two persons: 1 learned from several texts, 1 met in too few texts to be learned"
    assert "register" in read("people", "Norway").stdout


def test_they_can_be_narrowed_down(read: Run) -> None:
    assert "2 learned from several texts" in read("people", "--learned").stdout.splitlines()[-1]
    text = read("people", "--name", "VERLINCK").stdout
    assert "\nTomas Verlinck (NLD)\n  Special Envoy, senior official, 2022-03-02 to 2022-04-11, four texts\n" in text
    assert "  - people.jsonl:1, Fjord Courier, 2022-03-02 [v1]" in text
    assert read("people", "Iceland").stdout == "Nobody.\n"


def test_as_of_a_day(read: Run) -> None:
    def offices(*options: str) -> dict[str, str]:
        rows = json.loads(read("people", "KOR", "POL", "--format", "json", *options).stdout)
        return {row["name"]: row["office"] for row in rows}

    assert offices()["Kim Taldo"] == "Ambassador"
    assert offices("--on", "2022-02-05")["Kim Taldo"] == "Deputy Minister"
    assert "Kim Oresk" not in offices("--on", "2022-02-05"), "not met before"
    assert "Zbigniew Rau" not in offices("--on", "2010-02-05"), "not in office"
    assert offices("--on", "2035-02-05") == {}


def test_as_data(read: Run) -> None:
    rows = json.loads(read("people", "NLD", "--format", "json").stdout)
    (row,) = rows
    assert (row["names"], row["introduced_in"], row["documents"]) == (["Tomas Verlinck", "Thomas Verlinck"], 3, 4)
    assert [source["document"] for source in row["sources"]] == ["v1", "v2", "v3", "v4"]
    assert [json.loads(line) for line in read("people", "NLD", "--format", "jsonl").stdout.splitlines()] == rows
    (flat,) = csv.DictReader(io.StringIO(read("people", "NLD", "--format", "csv").stdout))
    assert (flat["name"], flat["sources"], flat["known_from"]) == ("Tomas Verlinck", "v1; v2; v3; v4", "learned")
    assert "| NLD | Tomas Verlinck = Thomas Verlinck | Special Envoy |" in read("people", "--format", "md").stdout


def test_a_judgement_is_kept_listed_and_withdrawn(read: Run) -> None:
    before = read("export").stdout
    judged = read(
        "judge", "person", "Tomas Verlinck", "--office", "Envoy", "--level", "minister", "--by", "ada", *VERLINCK
    )
    assert judged.exit_code == 0
    first, second = judged.stdout.splitlines()
    assert first.endswith("Tomas Verlinck: office is Envoy")
    assert second.endswith("Tomas Verlinck: level is minister")
    assert "Envoy" in read("people", "NLD").stdout
    event = json.loads(read("events", "NLD", "POL", "--format", "jsonl").stdout.splitlines()[0])
    assert event["level_from"] == "minister"
    assert "[judged by ada; " in " ".join(read("show", event["id"]).stdout.split())
    after = read("export").stdout
    assert read("read", "people.jsonl").exit_code == 0
    assert read("export").stdout == after != before

    listed = read("judgements").stdout
    assert max(map(len, listed.splitlines())) <= 80
    assert listed.splitlines()[-1] == "Two judgements"
    rows = json.loads(read("judgements", "--json").stdout)
    assert {(row["field"], row["value"], row["who"], row["why"]) for row in rows} == {
        ("office", "Envoy", "ada", "a slip"),
        ("level", "minister", "ada", "a slip"),
    }
    for row in rows:
        assert read("judgements", "--withdraw", row["id"][:6]).stdout.startswith(f"Withdrawn: {row['id']}")
    assert read("export").stdout == before
    assert "(withdrawn" in " ".join(read("judgements").stdout.split())
    assert read("judgements", "--standing").stdout == "No judgements.\n"
    assert read("judgements", "--format", "csv").stdout.startswith("id,kind,subject,scope,")
    assert read("judgements", "--format", "md").stdout.count("\n| j") == 2
    again = read("judgements", "--withdraw", rows[0]["id"])
    assert again.exit_code == 2
    assert f"judgement {rows[0]['id']} was withdrawn on" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["people", "Polnd"], "no state or organisation is called 'Polnd'; did you mean Poland"),
        (["people", "--on", "2022-03"], "'2022-03' is no day"),
        (["people", "--on", "spring"], "'spring' is no date"),
        (["judge", "person", "Tomas Verlink", "--office", "X", "--why", "y"], "did you mean Tomas Verlinck or"),
        (["judge", "person", "Zork", "--office", "X", "--why", "y"], "To tell of somebody new, say of which state"),
        (["judge", "person", "Tomas Verlinck", "--why", "y"], "nothing is said about 'Tomas Verlinck'"),
        (["judge", "person", "Tomas Verlinck", "--level", "czar", "--why", "y"], "'czar' is no level; choose from"),
        (["judge", "person", "Tomas Verlinck", "--state", "Polnd", "--why", "y"], "did you mean Poland"),
        (["judge", "person", "Tomas Verlinck", "--office", "X", "--why", " "], "a judgement needs a reason (why)"),
        (["judge", "person", "Tomas Verlinck", "--office", "X", "--by", " ", "--why", "y"], "needs who judges (by)"),
        (["judge", "person", "Tomas Verlinck", "--since", "2022", "--state", "BEL", "--why", "y"], "needs an office"),
        (
            ["judge", "person", "Tomas Verlinck", "--office", "X", "--since", "2022", "--until", "2021", "--why", "y"],
            "the period ends (2021-12-31) before it begins (2022-01-01)",
        ),
        (["judge", "person", "Tomas Verlinck", "--wrong", "--office", "X", "--why", "y"], "wrong says that there"),
        (["judgements", "--withdraw", "j0000"], "no judgement has an id that begins with 'j0000'"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_told_with_the_way_out(read: Run, arguments: list[str], said: str) -> None:
    result = read(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_mistyped_database_is_not_made(bilateral: Run, tmp_path: Path) -> None:
    for arguments in (
        ["people"],
        ["judge", "person", "Ann Marlow", "--state", "USA", "--why", "y"],
        ["judgements"],
        ["judgements", "--withdraw", "j1"],
    ):
        result = bilateral(*arguments, "--db", "nix.duckdb")
        assert result.exit_code == 1
        assert "nix.duckdb: no such database; make one with: bilateral read" in result.stderr
    assert not (tmp_path / "nix.duckdb").exists()


def test_namesakes_must_be_told_apart(read: Run, tmp_path: Path) -> None:
    text = write_texts(tmp_path / "more.jsonl", ["v1"]).read_text(encoding="utf-8")
    (tmp_path / "more.jsonl").write_text(text.replace("Dutch", "Belgian").replace('"v1"', '"b1"'), encoding="utf-8")
    assert read("read", "more.jsonl").exit_code == 0
    vague = read("judge", "person", "Tomas Verlinck", "--office", "X", "--why", "y")
    assert vague.exit_code == 2
    assert "several persons called 'Tomas Verlinck' were met, of BEL, NLD: say which with --of" in vague.stderr
    assert read("judge", "person", "Tomas Verlinck", "--office", "X", "--of", "BEL", "--why", "y").exit_code == 0
    rows = json.loads(read("people", "NLD", "BEL", "--format", "json").stdout)
    assert [(row["state"], row["office"]) for row in rows] == [("BEL", "X"), ("NLD", "Special Envoy")]
