"""`bilateral serve` and `bilateral site`, as they are typed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from tests.cli.conftest import Run


def test_it_serves_until_ctrl_c(database: Path, tmp_path: Path) -> None:
    path = shutil.copy(database, tmp_path)
    command = [sys.executable, "-m", "bilateral", "serve", "--port", "0", "--db", str(path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    first = process.stdout.readline()
    found = re.fullmatch(r".*relations\.duckdb, 4 events: (http://127\.0\.0\.1:\d+/)\n", first)
    assert found, first + process.communicate(timeout=5)[1]
    with urllib.request.urlopen(found[1], timeout=20) as page:
        assert b"Azerbaijan" in page.read()
    process.send_signal(signal.SIGINT)
    rest, wrong = process.communicate(timeout=20)
    assert (process.returncode, wrong) == (0, "")
    assert rest.endswith("Stopped.\n")


def test_a_port_in_use_is_told(chronology: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = chronology("serve", "--port", str(port))
    assert result.exit_code == 2
    assert f"cannot listen at 127.0.0.1, port {port}" in result.output
    assert "--port 0" in result.output


WRONG = (
    (("serve", "--db", "none.duckdb"), 1, "no such database"),
    (("serve", "--port", "70000"), 2, "70000 is not in the range"),
    (("serve", "--host", "256.1.1.1"), 2, "no such address on this machine"),
    (("site", "out", "Atlantis"), 2, "no state or organisation is called 'Atlantis'"),
    (("site", "out", "Fiji"), 2, "no events between FJI and others"),
)


@pytest.mark.parametrize(("arguments", "status", "says"), WRONG)
def test_what_cannot_be_served_or_written(arguments: tuple[str, ...], status: int, says: str, chronology: Run) -> None:
    result = chronology(*arguments)
    assert (result.exit_code, says in result.output) == (status, True), result.output


def test_a_site_is_written(chronology: Run, tmp_path: Path) -> None:
    result = chronology("site", "public", "USA")
    assert result.exit_code == 0, result.output
    assert re.fullmatch(r"public: \w+ pages; open public/index\.html\n", result.output)
    page = (tmp_path / "public" / "dyads" / "AZE" / "USA.html").read_text("utf-8")
    assert "Azerbaijan – United States" in page
    assert not (tmp_path / "public" / "dyads" / "AZE" / "RUS.html").exists()
