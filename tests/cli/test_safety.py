"""`check`, `backup`, `restore`, and the lake, as they are typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_check_says_what_holds(chronology: Run) -> None:
    result = chronology("check", "--deep")
    assert result.exit_code == 0
    assert "ok       spans: every evidence span lies within its document\n" in result.stdout
    assert "checks, nothing broken; it holds 2 documents" in result.stdout
    told = json.loads(chronology("check", "--json").stdout)
    assert (told["broken"], told["holds"]["documents"]) == (False, 2)
    assert {one["count"] for one in told["checks"]} == {0}


def test_check_names_what_is_broken_and_mends_what_can_be_made_anew(chronology: Run) -> None:
    with duckdb.connect("relations.duckdb") as connection:
        connection.execute("DELETE FROM events WHERE form = 'call'")
    result = chronology("check", "told", "spans")
    assert result.exit_code == 1
    assert "BROKEN   told: every report belongs to an event" in result.stdout
    assert "not so for 1: r" in result.stdout
    assert "bilateral check --mend" in result.stdout
    assert "2 checks, 1 broken" in result.stdout
    assert [one["name"] for one in json.loads(chronology("check", "told", "--json").stdout)["checks"]] == ["told"]
    assert chronology("check", "--mend", "--deep").exit_code == 0
    assert "Antony Blinken" in chronology("export").stdout


@pytest.mark.parametrize("layout", ["duckdb", "parquet"])
def test_back_up_and_bring_back(chronology: Run, layout: str) -> None:
    before = chronology("export").stdout
    saved = chronology("backup", "saved", "--format", layout)
    assert saved.stdout.startswith("saved is a checked copy of relations.duckdb: 2 documents, ")
    Path("relations.duckdb").unlink()
    assert chronology("restore", "saved").stdout.startswith("relations.duckdb holds 2 documents, ")
    assert chronology("export").stdout == before
    refused = chronology("restore", "saved")
    assert refused.exit_code == 1
    assert "relations.duckdb: is there already; replace it with --force" in refused.stderr
    assert chronology("restore", "saved", "--force", "--quiet").stdout == ""
    assert chronology("restore", "--salvage").stdout == "relations.duckdb is not damaged.\n"
    assert "give either a BACKUP to bring back, or --salvage" in chronology("restore").stderr


def test_the_lake(chronology: Run) -> None:
    assert chronology("export", "--partition", "month", "-o", "lake").exit_code == 0
    files = sorted(str(path) for path in Path("lake").rglob("*.parquet"))
    assert "lake/year=2022/month=03/events.parquet" in files
    with duckdb.connect() as connection:
        counted = connection.execute("SELECT count(*) FROM read_parquet('lake/**/*.parquet')").fetchall()
    assert counted == [(len(chronology("export").stdout.splitlines()),)]
    for wrong in (["--partition", "month"], ["--partition", "month", "-o", "lake", "--format", "csv"]):
        result = chronology("export", *wrong)
        assert result.exit_code == 2
        assert "--partition writes Parquet to a folder" in " ".join(result.stderr.split())
