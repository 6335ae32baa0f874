"""What goes wrong is said in one line that names the input and the way out, and never as a traceback."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

LINE = (
    '{"id": "a", "title": "T", "published": "2022-05-04", '
    '"text": "On May 3, 2022, Secretary Blinken called President Aliyev."}\n'
)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(
            ["events", "Azerbajan"],
            "no state or organisation is called 'Azerbajan'; did you mean Azerbaijan",
            id="state",
        ),
        pytest.param(
            ["events", "USA", "AZE", "--form", "cal"], "'cal' is no form; choose from: call, video", id="form"
        ),
        pytest.param(
            ["events", "--issue", "oil"], "'oil' is no issue; choose from: democracy-and-human-rights", id="issue"
        ),
        pytest.param(["events", "--level", "king"], "'king' is no level; choose from: head of state", id="level"),
        pytest.param(["events", "--status", "maybe"], "'maybe' is no status; choose from: occurred", id="status"),
        pytest.param(["events", "--since", "2022-13"], "'2022-13' is no date; write it as 2022, 2022-03", id="month"),
        pytest.param(["events", "--until", "soon"], "'soon' is no date; write it as 2022, 2022-03", id="date"),
        pytest.param(
            ["events", "--since", "2023", "--until", "2022"], "the period ends (2022-12-31) before it", id="period"
        ),
        pytest.param(["events", "USA", "AZE", "RUS"], "at most two parties can be named; got 3", id="parties"),
        pytest.param(["show", "nothing"], "no event has an id that begins with 'nothing'", id="event"),
        pytest.param(["brief", "USA", "AZE", "-o", "brief.pdf"], "a briefing is written as .html", id="brief-format"),
        pytest.param(
            ["export", "-o", "a.xls"], "'xls' is no export format; choose from: jsonl, csv", id="export-format"
        ),
        pytest.param(["states", "--members"], "--members wants the name of an organisation", id="members of nothing"),
        pytest.param(["states", "WEF", "--members"], "no body whose members are in the tables", id="members unknown"),
        pytest.param(["states", "Atlantys"], "no state or organisation is called 'Atlantys'", id="states"),
    ],
)
def test_questions_that_cannot_be_answered(chronology: Run, arguments: list[str], said: str) -> None:
    result = chronology(*arguments)
    assert said in " ".join(result.stderr.split())
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def warc(*bodies: str) -> bytes:
    records = []
    for number, body in enumerate(bodies):
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>{body}</p></body></html>"
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Target-URI: https://courier.example/{number}\r\nWARC-Date: 2022-05-04T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        records.append(f"{head}{answer}\r\n\r\n")
    return "".join(records).encode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        pytest.param("empty.txt", b"", "Refused (empty): {}: is empty", id="empty"),
        pytest.param("blank.txt", b" \n\t\n", "Refused (empty): {}: holds nothing but white space", id="blank"),
        pytest.param(
            "picture.txt", b"\x89PNG\r\n\x1a\n" * 9, "Refused (binary): {}: is a PNG image; text, HTML", id="binary"
        ),
        pytest.param(
            "marked.txt",
            b"\xef\xbb\xbfThey met in \xd6sterreich.",
            "Refused (encoding): {}: is not valid utf-8 at byte 12; save it as UTF-8",
            id="wrong-encoding",
        ),
        pytest.param(
            "bytes.txt",
            b"They met. \xff\xfe\x80\x81\xf5\xc3(" * 4,
            "Refused (encoding): {}: the bytes fit no known text encoding; save it as UTF-8",
            id="no-encoding",
        ),
        pytest.param(
            "cut.jsonl.gz",
            gzip.compress(LINE.encode() * 200)[:-20],
            "Refused (truncated): {}: the gzip data end too early; fetch the file again",
            id="truncated-gzip",
        ),
        pytest.param(
            "cut.warc",
            warc("They met in Oslo.", "They parted again.")[:-40],
            "Refused (truncated): {}:2: the archive ends inside this record; fetch the file again",
            id="truncated-warc",
        ),
        pytest.param(
            "cut.warc.gz",
            gzip.compress(warc("They met in Oslo.", "They parted again."))[:-40],
            "Refused (truncated): {}: the gzip data end too early; fetch the file again",
            id="truncated-packed-warc",
        ),
        pytest.param(
            "bad.jsonl",
            LINE.encode() + b'{"id": "b", "text": \n',
            "Refused (malformed): {}:2: is not valid JSON: Expecting value at column",
            id="json-line",
        ),
        pytest.param(
            "bomb.html",
            b"<html><body>" + b"<div>" * 100_000 + b"They met." + b"</div>" * 100_000,
            "Refused (too large): {}: HTML nests deeper than 500 elements (Settings.max_html_depth)",
            id="html-bomb",
        ),
        pytest.param(
            "bomb.jsonl.gz",
            gzip.compress(b'{"text": "They met."}\n' + b" " * 12_000_000),
            "Refused (too large): {}: grows to more than 200 times its size when decompressed",
            id="gzip-bomb",
        ),
    ],
)
def test_inputs_that_cannot_be_read(bilateral: Run, news: Path, name: str, content: bytes, said: str) -> None:
    (news / name).write_bytes(content)
    result = bilateral("read", news)
    assert result.exit_code == 1
    assert said.format((news / name).as_posix()) in result.stderr
    assert "2022-03-03" in bilateral("events", "USA", "AZE").stdout, "the rest of the run is kept"


def test_a_page_of_50_megabytes_is_refused(bilateral: Run, news: Path) -> None:
    page = news / "page.html"
    page.write_bytes(b"<!doctype html><html><body><p>They met." + b" " * 10_000)
    os.truncate(page, 50_000_000)
    result = bilateral("read", news)
    assert result.exit_code == 1
    assert (
        "page.html: 50,000,000 bytes, above the limit of 10,000,000 a page (Settings.max_page_bytes)" in result.stderr
    )
    assert "2 documents: 2 new" in result.stdout


@pytest.mark.parametrize(
    ("source", "said"),
    [
        pytest.param("nowhere.txt", "Refused (not found): nowhere.txt: no such file or folder", id="file"),
        pytest.param("nowhere*", "Refused (not found): nowhere*: no file matches this pattern", id="pattern"),
        pytest.param("", "Refused (not found): '': an empty name", id="empty-name"),
        pytest.param("ftp://a.example/b", "Refused (fetch failed): ftp://a.example/b: ftp addresses are not", id="ftp"),
        pytest.param("http://127.0.0.1:1/", "Refused (fetch failed): http://127.0.0.1:1/: no connection", id="address"),
    ],
)
def test_missing_source_is_named(bilateral: Run, news: Path, source: str, said: str) -> None:
    result = bilateral("read", source)
    assert result.exit_code == 1
    assert said in result.stderr
    assert "Read 0 documents: nothing." in result.stdout


def test_strict_stops_at_the_first_refusal(bilateral: Run, news: Path) -> None:
    (news / "a.txt").write_bytes(b"")
    result = bilateral("read", news / "a.txt", news, "--strict")
    assert result.exit_code == 1
    assert "Refused (empty): " in result.stderr
    assert "0 documents" in result.stdout


@pytest.mark.parametrize("command", ["events", "export", "show e1", "brief USA AZE"])
def test_no_database_yet(bilateral: Run, command: str) -> None:
    result = bilateral(*command.split())
    assert result.exit_code == 1
    assert "relations.duckdb: no such database; make one with: bilateral read" in result.stderr
    assert not Path("relations.duckdb").exists()


def spoil_version(path: Path) -> None:
    import duckdb

    with duckdb.connect(path) as connection:
        connection.execute("INSERT INTO schema_versions VALUES (999, TIMESTAMP '2030-01-01')")


def spoil_kind(path: Path) -> None:
    import sqlite3

    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE events (id)")
        other.commit()


def spoil_bytes(path: Path) -> None:
    path.write_bytes(b"This is no database. " * 4096)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(spoil_version, "newer", id="newer-schema"),
        pytest.param(spoil_kind, "not a Bilateral database", id="sqlite"),
        pytest.param(spoil_bytes, "not a Bilateral database", id="damaged"),
    ],
)
def test_database_that_cannot_be_used(chronology: Run, spoil: Callable[[Path], None], said: str) -> None:
    spoil(Path("relations.duckdb"))
    for command in ("events", "read news"):
        result = chronology(*command.split())
        assert result.exit_code == 1
        assert said in result.stderr
        assert "relations.duckdb" in result.stderr


@pytest.mark.parametrize(
    ("path", "said"),
    [
        pytest.param("news", "news: is a folder; name a file", id="folder"),
        pytest.param(
            "nowhere/a.duckdb",
            "nowhere/a.duckdb: there is no folder nowhere; create it first",
            id="missing-folder",
        ),
        pytest.param("news/call.txt", "news/call.txt: not a Bilateral database, or damaged", id="text"),
    ],
)
def test_database_that_cannot_be_made(bilateral: Run, news: Path, path: str, said: str) -> None:
    result = bilateral("read", news, "--db", path)
    assert result.exit_code == 1
    assert said in result.stderr


def test_database_locked_by_another_process(chronology: Run) -> None:
    hold = "import sys, duckdb; c = duckdb.connect('relations.duckdb'); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        result = chronology("events")
        other.communicate()
    assert result.exit_code == 1
    assert f"relations.duckdb: process {other.pid}" in result.stderr
    assert "has it open for writing" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("layout", ["jsonl", "csv", "parquet"])
def test_disk_full_on_export(chronology: Run, layout: str) -> None:
    result = chronology("export", "--format", layout, "-o", "/dev/full")
    assert result.exit_code == 1
    assert "/dev/full" in result.stderr
    assert "the disk is full; free some space" in result.stderr


def test_output_folder_that_is_not_there(chronology: Run) -> None:
    for arguments in (["export", "-o", "there/events.csv"], ["brief", "USA", "AZE", "-o", "there/brief.html"]):
        result = chronology(*arguments)
        assert result.exit_code == 1
        assert "the folder does not exist; create it first" in result.stderr
