"""Each command does its job on two short texts."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bilateral.cli.export import FORMATS

Run = Callable[..., Result]


def test_read_tells_what_it_did(bilateral: Run, news: Path) -> None:
    first = bilateral("read", news)
    assert first.exit_code == 0
    assert "2 documents: 2 new" in first.stdout
    again = bilateral("read", news)
    assert "2 documents: 2 unchanged" in again.stdout
    assert first.stdout.splitlines()[-1] == again.stdout.splitlines()[-1], "reading twice changes nothing"


def test_read_tells_how_many_files_of_a_folder_it_passed_over(bilateral: Run, news: Path) -> None:
    (news / "map.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (news / "table.csv").write_text("a,b\n")
    result = bilateral("read", news)
    assert "Passed over 2 files, no text by name: .csv, .png." in result.stdout
    assert result.exit_code == 0


def test_read_takes_standard_input(bilateral: Run, news: Path) -> None:
    assert bilateral("read", "-", input=(news / "call.txt").read_bytes()).exit_code == 0
    assert "2022-03-03" in bilateral("events", "USA", "AZE").stdout


def test_read_quietly_prints_nothing(bilateral: Run, news: Path) -> None:
    result = bilateral("read", news, "--quiet")
    assert (result.stdout, result.stderr) == ("", "")


def test_read_with_json_gives_the_summary(bilateral: Run, news: Path) -> None:
    (news / "empty.txt").touch()
    result = bilateral("read", news, "--json")
    summary = json.loads(result.stdout)
    assert (summary["documents"], summary["new"], summary["refused"]) == (2, 2, 1)
    assert summary["refusals"][0]["code"] == "empty"
    assert result.exit_code == 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file's name is text")
def test_names_of_files_are_the_same_in_every_locale(tmp_path: Path, news: Path) -> None:
    (news / "call.txt").rename(news / "звонок.txt")
    (news / "visit.txt").rename(os.fsdecode(os.fsencode(news) + b"/visit-\xe9t\xe9.txt"))
    plain = {"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    poor = {**plain, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "Pacific/Kiritimati"}
    outputs = []
    for number, environment in enumerate(({**plain, "LC_ALL": "C.UTF-8"}, {**poor, "PYTHONHASHSEED": "7"})):
        for command in ("read news", "events", "export -o e.jsonl", "brief USA AZE --quiet -o b.md"):
            arguments = [sys.executable, "-m", "bilateral", *command.split(), "--db", f"{number}.duckdb"]
            done = subprocess.run(arguments, cwd=tmp_path, env=environment, capture_output=True, check=False)
            assert (done.returncode, done.stderr) == (0, b"")
        outputs.append([(tmp_path / name).read_bytes() for name in ("e.jsonl", "b.md")])
    assert outputs[0] == outputs[1]


def test_workers_do_not_change_the_outcome(bilateral: Run, news: Path) -> None:
    bilateral("read", news)
    bilateral("read", news, "--db", "two.duckdb", "--workers", "2")
    assert bilateral("export").stdout_bytes == bilateral("export", "--db", "two.duckdb").stdout_bytes


def test_database_may_be_named_in_the_environment(bilateral: Run, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BILATERAL_DB", "named.duckdb")
    bilateral("read", news)
    assert Path("named.duckdb").exists()


@pytest.mark.parametrize(
    ("arguments", "dates"),
    [
        pytest.param("USA AZE", {"2022-03-03"}, id="pair"),
        pytest.param("azerbaijani american", {"2022-03-03"}, id="demonyms"),
        pytest.param("us az --form call", {"2022-03-03"}, id="codes"),
        pytest.param("Azerbaijan --since 2022-04-10 --until 2022-04", {"2022-04-12"}, id="period"),
        pytest.param("--person blinken", {"2022-03-03"}, id="person"),
        pytest.param("AZE --issue energy", {"2022-03-03"}, id="issue"),
        pytest.param("USA AZE --status planned", {"2022-06-01"}, id="planned"),
        pytest.param("USA RUS", set(), id="none"),
    ],
)
def test_events_are_narrowed_down(chronology: Run, arguments: str, dates: set[str]) -> None:
    result = chronology("events", *arguments.split(), "--format", "jsonl")
    assert {json.loads(line)["start"] for line in result.stdout.splitlines()} == dates


def test_events_come_in_every_format(chronology: Run) -> None:
    table = chronology("events", "USA", "AZE").stdout
    assert "2022-03-03" in table
    assert max(map(len, table.splitlines())) <= 80
    records = json.loads(chronology("events", "USA", "AZE", "--format", "json").stdout)
    lines = chronology("events", "USA", "AZE", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == records
    rows = list(csv.DictReader(io.StringIO(chronology("events", "USA", "AZE", "--format", "csv").stdout)))
    assert [row["id"] for row in rows] == [record["id"] for record in records]
    assert "| 2022-03-03 |" in chronology("events", "USA", "AZE", "--format", "md").stdout


def test_limit_keeps_the_latest(chronology: Run) -> None:
    everything = chronology("events", "--format", "jsonl").stdout.splitlines()
    assert chronology("events", "--format", "jsonl", "--limit", "1").stdout.splitlines() == everything[-1:]


def test_show_gives_the_evidence(chronology: Run) -> None:
    record = json.loads(chronology("events", "USA", "AZE", "--format", "jsonl").stdout.splitlines()[0])
    shown = chronology("show", record["id"]).stdout
    assert " ".join(record["reports"][0]["text"].split())[:40] in " ".join(shown.split())
    assert max(map(len, shown.splitlines())) <= 80
    assert json.loads(chronology("show", record["id"], "--json").stdout) == record


@pytest.mark.parametrize(
    ("name", "begins"), [("brief.html", b"<!doctype html>"), ("brief.md", b"# "), ("brief.docx", b"PK\x03\x04")]
)
def test_brief_is_written_by_suffix(chronology: Run, name: str, begins: bytes) -> None:
    result = chronology("brief", "USA", "AZE", "--versus", "RUS", "AZE", "-o", name)
    assert result.exit_code == 0, result.output
    assert result.stdout == f"Wrote {name}\n"
    assert Path(name).read_bytes().lstrip().startswith(begins)


@pytest.mark.parametrize("layout", FORMATS)
def test_export_is_the_same_to_a_file_and_to_standard_output(chronology: Run, layout: str) -> None:
    result = chronology("export", "USA", "AZE", "--format", layout, "-o", "events.out")
    assert result.exit_code == 0, result.output
    assert chronology("export", "USA", "AZE", "--format", layout).stdout_bytes == Path("events.out").read_bytes()
    assert Path("events.metadata.json").exists() == (layout == "sqlite")


def test_charts_of_no_pair_are_refused(chronology: Run) -> None:
    result = chronology("export", "--format", "vega-lite")
    assert result.exit_code == 2
    assert "charts are drawn of a relation: name two parties" in result.stderr


def test_a_calendar_takes_what_is_planned(chronology: Run) -> None:
    planned = chronology("export", "--format", "ical").stdout
    everything = chronology("export", "--format", "ical", "--status", "all").stdout
    assert 0 < planned.count("BEGIN:VEVENT") < everything.count("BEGIN:VEVENT")
    assert "STATUS:CONFIRMED" not in planned


def test_export_holds_every_status(chronology: Run) -> None:
    found = {json.loads(line)["status"] for line in chronology("export").stdout.splitlines()}
    assert {"occurred", "planned"} <= found


def test_states_finds_a_party(bilateral: Run) -> None:
    assert bilateral("states", "azerbaijani").stdout.split() == ["AZE", "Azerbaijan"]
    assert json.loads(bilateral("states", "NATO", "--json").stdout)["code"] == "NATO"
    assert len(bilateral("states").stdout.splitlines()) > 200


def test_states_lists_the_members_of_a_body(bilateral: Run) -> None:
    assert "POL       Poland" in bilateral("states", "NATO", "--members").stdout.splitlines()
    assert "Poland" not in bilateral("states", "NATO", "--members", "--on", "1998-01-01").stdout


@pytest.mark.parametrize("workers", ["1", "2"])
def test_interrupt_says_what_is_kept(tmp_path: Path, news: Path, workers: str) -> None:
    command = [sys.executable, "-m", "bilateral", "read", "news/call.txt", "-", "--db", "kept.duckdb"]
    with subprocess.Popen(
        [*command, "--workers", workers],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        deadline = time.monotonic() + 30
        while not (tmp_path / "kept.duckdb").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(1)  # it has opened the database and now waits for its standard input
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all its processes
        assert process.stderr is not None
        said = process.stderr.read()
        process.wait(30)
    assert said.strip() == "Stopped. What was read so far is kept in kept.duckdb; run the command again to go on."
    assert process.returncode == 130
