"""A chronology made from two short texts, and a way to run the command line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bilateral.cli import main

CALL = (
    "A call about energy\n\n"
    "On March 3, 2022, Azerbaijani President Ilham Aliyev received a telephone call from U.S. Secretary of State "
    "Antony Blinken. During the conversation the sides discussed energy security.\n\n"
    "Mr Blinken plans to visit Baku in June 2022.\n"
)

VISIT = (
    "Azerbaijani foreign minister in Moscow\n\n"
    "On 12 April 2022 Azerbaijani Foreign Minister Jeyhun Bayramov paid an official visit to Russia. He met Russian "
    "Foreign Minister Sergey Lavrov in Moscow and discussed transport links.\n"
)

Run = Callable[..., Result]


def write_news(folder: Path) -> Path:
    folder.mkdir()
    (folder / "call.txt").write_text(CALL, encoding="utf-8")
    (folder / "visit.txt").write_text(VISIT, encoding="utf-8")
    return folder


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return write_news(tmp_path / "news")


@pytest.fixture
def bilateral(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder, where `relations.duckdb` then lies."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str | Path, **options: object) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)  # type: ignore[arg-type]

    return run


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database into which the two texts were read, once for all tests."""
    folder = tmp_path_factory.mktemp("chronology")
    arguments = ["read", str(write_news(folder / "news")), "--db", str(folder / "relations.duckdb")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return folder / "relations.duckdb"


@pytest.fixture
def chronology(bilateral: Run, database: Path, tmp_path: Path) -> Run:
    """The same, after the two texts were read."""
    shutil.copy(database, tmp_path)
    return bilateral
